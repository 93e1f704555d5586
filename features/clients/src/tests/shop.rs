//! Linden Cycles on a fresh database: Noor at Market Street, Tomás at Canal Yard, and their browsers.

use std::future::Future;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use jiff::tz::TimeZone;
use tend_core::{
    Actor, App, Clock, Feature, Result, Role, Timestamp, Tx,
    auth::{
        Caller,
        actions::{Created, First, NewWorkspace, add_member, begin, create_workspace},
        members::NewMember,
        session,
    },
    calls::{self, Call},
    db::Db,
    house::{self, NewLocation},
    id::{ClientId, LocationId},
    migrations,
    settings::Settings,
    testing,
    timeline::{self, Entry, store::Before},
    web,
};
use tower::ServiceExt as _;

use crate::{
    client::{Client, ClientKind, NewClient},
    store,
};

/// Tuesday, 13 October 2026, eight in the morning in Amsterdam.
pub const EIGHT: &str = "2026-10-13T06:00:00Z";
const BASE: &str = "http://127.0.0.1:7117";
static FEATURES: &[&Feature] = &[&crate::FEATURE];

pub fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

/// Tells a story on both engines.
pub async fn on_both<F, S>(story: F)
where
    F: Fn(Shop) -> S + Copy,
    S: Future<Output = ()>,
{
    testing::on_both(migrations::ALL, |db| async move { story(Shop::opens(db).await).await }).await;
}

/// The shop.
#[derive(Clone)]
pub struct Shop {
    pub app: App,
    pub noor: Actor,
    pub tomas: Actor,
    pub market_street: LocationId,
    pub canal_yard: LocationId,
    noors: Browser,
    tomass: Browser,
}

impl Shop {
    async fn opens(db: Db) -> Shop {
        let settings = Settings { development: true, ..Settings::usual(BASE) };
        let app = App::new(db, Clock::fixed(at(EIGHT)), FEATURES, settings);
        let (noor, noors) = founded(&app, "Linden Cycles", "Noor Haddad", "noor@linden.example").await;
        let zone = noor.actor.zone.clone();
        let canal_yard = app
            .write(&noor.actor, move |tx| house::create_location(tx, &NewLocation::named("Canal Yard", zone.clone())))
            .await
            .expect("a place");
        let new = NewMember {
            name: "Tomás Ribeiro".into(),
            address: "tomas@linden.example".parse().expect("an address"),
            role: Role::Member,
            location: canal_yard,
            password_hash: None,
        };
        let added = app.write(&noor.actor, move |tx| add_member(tx, &new)).await.expect("a colleague");
        let actor = Actor {
            member: Some(added.member),
            role: Role::Member,
            name: "Tomás Ribeiro".into(),
            location: Some(canal_yard),
            ..noor.actor.clone()
        };
        let tomas = Created { member: added.member, user: added.user, location: canal_yard, actor, ..noor.clone() };
        let tomass = Browser::signed_in(&app, &tomas).await;
        Shop { market_street: noor.location, noor: noor.actor, tomas: tomas.actor, canal_yard, noors, tomass, app }
    }

    /// Noor at her browser.
    pub fn noor_opens(&self) -> &Browser {
        &self.noors
    }
    /// Tomás at his.
    pub fn tomas_opens(&self) -> &Browser {
        &self.tomass
    }

    /// Somebody of another company, on the same Tend.
    pub async fn a_stranger(&self) -> (Actor, Browser) {
        let (other, browser) = founded(&self.app, "Old Mill Brewery", "Greta Solberg", "greta@mill.example").await;
        (other.actor, browser)
    }

    /// Noor does it.
    pub async fn noor_does<T: Send + 'static>(&self, verb: impl Fn(&Tx) -> Result<T> + Send + 'static) -> T {
        self.app.write(&self.noor, verb).await.expect("Noor may do that")
    }

    /// A client of Noor's at Market Street.
    pub fn person(&self, name: &str) -> NewClient {
        NewClient::new(ClientKind::Person, name, self.noor.member.expect("Noor"), self.market_street)
    }
    pub fn organization(&self, name: &str) -> NewClient {
        NewClient { kind: ClientKind::Organization, ..self.person(name) }
    }
    /// Noor writes a client down.
    pub async fn knows(&self, new: NewClient) -> ClientId {
        self.noor_does(move |tx| crate::actions::create(tx, &new)).await
    }

    pub async fn client(&self, id: ClientId) -> Client {
        let actor = self.noor.clone();
        self.app.read(move |db| store::find(db, &actor, id)).await.expect("the client")
    }
    /// A client's calls for their owner.
    pub async fn calls_of(&self, id: ClientId) -> Vec<Call> {
        let (actor, owner) = (self.noor.clone(), self.client(id).await.owner);
        self.app.read(move |db| calls::of_client(db, actor.workspace, id, owner, 10)).await.expect("their calls")
    }
    /// A client's story, newest first.
    pub async fn story_of(&self, id: ClientId) -> Vec<Entry> {
        let workspace = self.noor.workspace;
        self.app
            .read(move |db| timeline::store::of_client(db, workspace, id, None, Before::NEWEST, 100))
            .await
            .expect("their story")
    }
    pub fn it_is(&self, moment: &str) {
        self.app.clock.set(at(moment));
    }
}

async fn founded(app: &App, company: &str, admin: &str, address: &str) -> (Created, Browser) {
    let zone = TimeZone::get("Europe/Amsterdam").expect("known");
    let founding = NewWorkspace {
        name: company.into(),
        place: NewLocation::named("Market Street", zone),
        admin_name: admin.into(),
        admin_address: address.parse().expect("an address"),
        admin_password_hash: None,
    };
    let created = create_workspace(app, First::Need, founding).await.expect("a company");
    let browser = Browser::signed_in(app, &created).await;
    (created, browser)
}

/// Somebody's browser, without scripts.
#[derive(Clone)]
pub struct Browser {
    routes: Router,
    cookie: String,
}

impl Browser {
    async fn signed_in(app: &App, who: &Created) -> Browser {
        let caller = Caller { address: None, device: "Firefox".into(), session: None, headers: Default::default() };
        let secret = begin(app, who, caller).await.expect("signed in");
        Browser { routes: web::router(app.clone()), cookie: format!("{}={}", session::cookie_name(false), secret.0) }
    }

    pub async fn page(&self, path: &str) -> Answer {
        self.asks(Request::get(path), Body::empty()).await
    }

    /// Sends a form.
    pub async fn sends(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        let form: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.asks(request, Body::from(form.join("&"))).await
    }

    /// Sends a form that is taken, and looks where it leads.
    pub async fn does(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.sends(path, fields).await;
        let Some(place) = answer.leads_to.clone() else {
            panic!("{path} answered {}:\n{}", answer.status, answer.text)
        };
        self.page(&place).await
    }

    async fn asks(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = request.header(header::COOKIE, &self.cookie).body(body).expect("a request");
        let response = self.routes.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let text = to_bytes(body, usize::MAX).await.expect("the whole of it");
        let leads_to = parts.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Answer { status: parts.status, leads_to, text: String::from_utf8_lossy(&text).into_owned() }
    }
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub leads_to: Option<String>,
    pub text: String,
}

impl Answer {
    #[track_caller]
    pub fn is(self, status: u16) -> Answer {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }
    #[track_caller]
    pub fn says(self, words: &str) -> Answer {
        assert!(self.text.contains(words), "it does not say “{words}”:\n{}", self.text);
        self
    }
    #[track_caller]
    pub fn says_no(self, words: &str) -> Answer {
        assert!(!self.text.contains(words), "it says “{words}”:\n{}", self.text);
        self
    }
    /// How often it says something.
    pub fn times(&self, words: &str) -> usize {
        self.text.matches(words).count()
    }
}
