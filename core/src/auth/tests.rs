//! Stories of coming in and going out, through the pages, on both engines.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Request, StatusCode, header, request},
};
use tower::ServiceExt;

use super::{Secret, actions, members, password, store};
use crate::{
    Actor, App, Clock, Feature, Timestamp,
    auth::{
        NewPassword,
        actions::{First, NewWorkspace},
    },
    db::Db,
    feature::Feature as AnyFeature,
    house::{self, NewLocation},
    id::MemberId,
    migrations,
    settings::Settings,
    testing::on_both,
    time::{DAY, HOUR, MINUTE, SECOND},
    timeline, web,
};

const NOON: &str = "2026-10-13T10:00:00Z";
const PASSWORD: &str = "under the linden tree";
const NOOR: &str = "noor@linden.example";

/// What features see when a member leaves, written down for a test to read.
static LEFT: Mutex<Vec<(MemberId, MemberId)>> = Mutex::new(Vec::new());
const CLIENTS: AnyFeature = AnyFeature {
    name: "clients",
    member_left: Some(|_, from, to| {
        LEFT.lock().expect("nobody panicked").push((from, to));
        Ok(())
    }),
    ..Feature::BARE
};

/// A Tend without anybody in it.
pub(crate) fn empty(db: Db, settings: Settings) -> App {
    let noon: Timestamp = NOON.parse().expect("a moment");
    App::new(db, Clock::fixed(noon), &[&house::FEATURE, &CLIENTS], settings)
}

pub(crate) fn settings(base_url: &str) -> Settings {
    Settings { development: true, ..Settings::usual(base_url) }
}

const HTTP: &str = "http://127.0.0.1:7117";

/// Linden Cycles with Noor, its admin; both engines.
async fn in_linden<F, S>(story: F)
where
    F: Fn(Linden) -> S,
    S: Future<Output = ()>,
{
    on_both(migrations::ALL, |db| async {
        let app = empty(db, settings(HTTP));
        let noor = open_linden(&app).await;
        story(Linden { app, noor }).await;
    })
    .await;
}

pub(crate) struct Linden {
    pub app: App,
    pub noor: Actor,
}

impl Linden {
    /// A browser in which nobody is signed in.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.app)
    }
    /// Noor's browser.
    pub async fn noors_browser(&self) -> Browser {
        let browser = self.browser();
        browser.sends("/sign-in", &sign_in(NOOR, PASSWORD)).await.leads_to("/");
        browser
    }
    fn passes(&self, us: i64) {
        self.app.clock.set(self.app.clock.now().plus(us));
    }
    /// Adds a colleague who has chosen the usual password.
    pub async fn colleague(&self, name: &str, role: &str) -> MemberId {
        let hash = password::hash(NewPassword::read(PASSWORD, "").expect("good enough")).await.expect("hashed");
        let new = members::NewMember {
            name: name.to_owned(),
            address: address_of(name).parse().expect("an address"),
            role: role.parse().expect("a role"),
            location: self.noor.location.expect("she works somewhere"),
            password_hash: Some(hash),
        };
        self.app.write(&self.noor, move |tx| members::add(tx, &new)).await.expect("added").member
    }
    pub async fn browser_of(&self, name: &str) -> Browser {
        let browser = self.browser();
        browser.sends("/sign-in", &sign_in(&address_of(name), PASSWORD)).await.leads_to("/");
        browser
    }
}

fn address_of(name: &str) -> String {
    format!("{}@linden.example", name.to_lowercase())
}

pub(crate) fn sign_in<'a>(address: &'a str, password: &'a str) -> [(&'static str, &'a str); 3] {
    [("address", address), ("password", password), ("stays", "yes")]
}

pub(crate) async fn open_linden(app: &App) -> Actor {
    let hash = password::hash(NewPassword::read(PASSWORD, NOOR).expect("good enough")).await.expect("hashed");
    let zone = jiff::tz::TimeZone::get("Europe/Berlin").expect("a zone");
    let new = NewWorkspace {
        name: "Linden Cycles".into(),
        place: NewLocation::named("Market Street", zone),
        admin_name: "Noor Haddad".into(),
        admin_address: NOOR.parse().expect("an address"),
        admin_password_hash: Some(hash),
    };
    actions::create_workspace(app, First::Must, new).await.expect("the first").actor
}

/// A browser without script: it keeps cookies and sends forms.
#[derive(Clone)]
pub(crate) struct Browser {
    routes: Router,
    cookies: Arc<Mutex<Vec<(String, String)>>>,
    peer: SocketAddr,
}

pub(crate) struct Answer {
    pub status: StatusCode,
    pub location: Option<String>,
    pub set_cookies: Vec<String>,
    pub text: String,
}

impl Browser {
    pub fn new(app: &App) -> Self {
        Browser {
            routes: web::router(app.clone()),
            cookies: Arc::default(),
            peer: "198.51.100.7:4711".parse().expect("an address"),
        }
    }
    /// The same, from another network.
    pub fn from(&self, address: &str) -> Browser {
        Browser {
            cookies: Arc::default(),
            peer: format!("{address}:4711").parse().expect("an address"),
            ..self.clone()
        }
    }
    pub async fn gets(&self, path: &str) -> Answer {
        self.asks(Request::get(path), Body::empty()).await
    }
    pub async fn sends(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.sends_from("same-origin", path, fields).await
    }
    pub async fn sends_from(&self, site: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form =
            fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&");
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", site);
        self.asks(request, Body::from(form)).await
    }
    async fn asks(&self, request: request::Builder, body: Body) -> Answer {
        let jar = self
            .cookies
            .lock()
            .expect("nobody panicked")
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>();
        let mut request = request
            .header(header::COOKIE, jar.join("; "))
            .header(header::USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0")
            .body(body)
            .expect("a request");
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let response = self.routes.clone().oneshot(request).await.expect("the router always answers");
        let (parts, body) = response.into_parts();
        let text = String::from_utf8_lossy(&to_bytes(body, usize::MAX).await.expect("the whole body")).into_owned();
        let set_cookies: Vec<String> = parts
            .headers
            .get_all(header::SET_COOKIE)
            .iter()
            .map(|value| value.to_str().expect("text").to_owned())
            .collect();
        set_cookies.iter().for_each(|cookie| self.keeps(cookie));
        let location = parts.headers.get(header::LOCATION).map(|value| value.to_str().expect("text").to_owned());
        Answer { status: parts.status, location, set_cookies, text }
    }
    fn keeps(&self, cookie: &str) {
        let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
        let mut cookies = self.cookies.lock().expect("nobody panicked");
        cookies.retain(|(kept, _)| kept != name);
        if !value.is_empty() {
            cookies.push((name.to_owned(), value.to_owned()));
        }
    }
    /// The session's secret.
    pub fn secret(&self) -> Option<Secret> {
        let cookies = self.cookies.lock().expect("nobody panicked");
        cookies.iter().find(|(name, _)| name.ends_with("tend")).map(|(_, value)| Secret(value.clone()))
    }
    /// Can this browser see pages of the house?
    pub async fn is_in(&self) -> bool {
        self.gets("/me").await.status == StatusCode::OK
    }
}

impl Answer {
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.text.contains(words), "{} does not say “{words}”:\n{}", self.status, self.text);
        self
    }
    #[track_caller]
    pub fn says_no(&self, words: &str) -> &Self {
        assert!(!self.text.contains(words), "{} says “{words}”:\n{}", self.status, self.text);
        self
    }
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }
    #[track_caller]
    pub fn leads_to(&self, path: &str) -> &Self {
        assert_eq!(self.location.as_deref(), Some(path), "{}:\n{}", self.status, self.text);
        self
    }
    /// The path of the one-time link that stands on the page.
    #[track_caller]
    pub fn link(&self) -> String {
        let rest = self
            .text
            .split(&format!("{HTTP}/link/"))
            .nth(1)
            .unwrap_or_else(|| panic!("no link on the page:\n{}", self.text));
        format!("/link/{}", &rest[..43])
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn welcome_form<'a>(company: &'a str, address: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("company", company),
        ("name", "Market Street"),
        ("zone", "europe/berlin"),
        ("monday", "9-12:30, 13:30-18"),
        ("friday", "18:00–02:00"),
        ("holidays", "2026-12-25 Christmas"),
        ("your_name", "Noor Haddad"),
        ("address", address),
        ("password", PASSWORD),
    ]
}

#[tokio::test]
async fn the_first_visit_opens_the_book() {
    on_both(migrations::ALL, |db| async move {
        let app = empty(db, settings(HTTP));
        let browser = Browser::new(&app);
        browser.gets("/me").await.leads_to("/sign-in?next=/me");
        browser.gets("/sign-in").await.leads_to("/welcome");
        browser.gets("/welcome").await.is(200).says("Whose book is this?").says("Europe/Berlin").says("09:00–18:00");
        browser.sends("/welcome", &welcome_form("Linden Cycles", NOOR)).await.leads_to("/");
        browser.gets("/me").await.is(200).says("Noor Haddad").says("Market Street").says("Firefox on Linux, this one");
        browser.gets("/settings/places").await.is(200).says("Fri 18:00–02:00").says("Mon 09:00–12:30, 13:30–18:00");
        // There is only one first visit.
        browser.gets("/welcome").await.is(404);
        browser.sends("/welcome", &welcome_form("Evil Cycles", "evil@linden.example")).await.is(404);
    })
    .await;
}

#[tokio::test]
async fn the_first_form_says_all_that_is_missing_and_keeps_what_was_typed() {
    on_both(migrations::ALL, |db| async move {
        let app = empty(db, settings(HTTP));
        let mut form = welcome_form("", "noor");
        form[1].1 = "Canal <Yard>";
        form[2].1 = "Middle/Earth";
        form[3].1 = "nine";
        form[8].1 = "short";
        let answer = Browser::new(&app).sends("/welcome", &form).await;
        answer
            .is(422)
            .says("things to look at")
            .says("What is your company called?")
            .says("We know no time zone “Middle/Earth”");
        answer.says("We could not read “nine”").says("This is no mail address yet").says("A little longer, please");
        answer.says("Canal &lt;Yard&gt;").says("value=\"nine\"").says_no("value=\"short\"");
    })
    .await;
}

#[tokio::test]
async fn of_two_first_visits_one_wins() {
    on_both(migrations::ALL, |db| async move {
        let app = empty(db, settings(HTTP));
        let (one, other) = (Browser::new(&app), Browser::new(&app));
        let forms = (welcome_form("Linden Cycles", NOOR), welcome_form("Canal Bakery", "bram@canal.example"));
        let (one, other) = tokio::join!(one.sends("/welcome", &forms.0), other.sends("/welcome", &forms.1));
        let (winner, loser) = if one.location.is_some() { (one, other) } else { (other, one) };
        winner.leads_to("/");
        // Whoever came a little later finds no such page any more; whoever came at the same moment is told.
        assert!([404, 409].contains(&loser.status.as_u16()), "{}", loser.text);
        assert_eq!(app.read(house::store::all).await.expect("read").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_second_first_visit_is_told_even_without_the_page_in_between() {
    in_linden(|linden| async move {
        let zone = jiff::tz::TimeZone::UTC;
        let new = |first| {
            let place = NewLocation::named("Canal", zone.clone());
            let address = "bram@canal.example".parse().expect("an address");
            let new = NewWorkspace {
                name: "Canal Bakery".into(),
                place,
                admin_name: "Bram".into(),
                admin_address: address,
                admin_password_hash: None,
            };
            actions::create_workspace(&linden.app, first, new)
        };
        let refused = new(First::Must).await.expect_err("there is one already");
        assert!(refused.to_string().contains("Somebody else opened this book"), "{refused}");
        new(First::Need).await.expect("the command line may add one");
    })
    .await;
}

#[tokio::test]
async fn noor_signs_in_where_she_wanted_to_be_and_out_again() {
    in_linden(|linden| async move {
        let browser = linden.browser();
        let page = browser.gets("/sign-in?next=/me").await;
        page.is(200)
            .says("Good afternoon")
            .says("Linden Cycles keeps its book here.")
            .says("Stay signed in at Market Street")
            .says("value=\"/me\"");
        let mut form = sign_in(" Noor@Linden.example ", PASSWORD).to_vec();
        form.push(("next", "/me"));
        let answer = browser.sends("/sign-in", &form).await;
        answer.leads_to("/me");
        assert!(
            answer.set_cookies[0].ends_with("; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000"),
            "{:?}",
            answer.set_cookies
        );
        browser.gets("/sign-in?next=/settings").await.leads_to("/settings");
        let secret = browser.secret().expect("a session");
        browser.sends("/sign-out", &[]).await.leads_to("/sign-in");
        assert!(browser.secret().is_none(), "the cookie is gone");
        assert!(actions::visitor(&linden.app, &secret).await.expect("asked").is_none(), "the session is gone, too");
    })
    .await;
}

#[tokio::test]
async fn the_database_keeps_no_secret() {
    in_linden(|linden| async move {
        let browser = linden.noors_browser().await;
        let secret = browser.secret().expect("a session");
        let user = linden.app.read(|db| store::user_with(db, NOOR)).await.expect("read").expect("her");
        let sessions = linden.app.read(move |db| store::sessions_of(db, user.id, Timestamp(0))).await.expect("read");
        assert!(sessions.iter().all(|session| session.token_hash != secret.0 && session.token_hash == secret.hash()));
        assert!(user.password_hash.expect("kept").starts_with("$argon2id$"));
    })
    .await;
}

#[tokio::test]
async fn signing_in_makes_a_new_secret_and_ends_the_one_that_was_carried() {
    in_linden(|linden| async move {
        let browser = linden.noors_browser().await;
        let before = browser.secret().expect("a session");
        browser.sends("/sign-in", &sign_in(NOOR, PASSWORD)).await.leads_to("/");
        assert_ne!(before.0, browser.secret().expect("a session").0);
        assert!(actions::visitor(&linden.app, &before).await.expect("asked").is_none());
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_told_the_same() {
    in_linden(|linden| async move {
        let browser = linden.browser();
        let wrong = browser.sends("/sign-in", &sign_in(NOOR, "not the one")).await;
        let unknown = browser.sends("/sign-in", &sign_in("nobody@linden.example", "not the one")).await;
        let sentence = "Address and password don’t match. Try once more, or ask an admin for a link.";
        wrong.is(422).says(sentence).says("value=\"noor@linden.example\"").says_no("not the one");
        unknown.is(422).says(sentence);
        assert_eq!(wrong.text.replace(NOOR, ""), unknown.text.replace("nobody@linden.example", ""));
        assert!(browser.secret().is_none());
    })
    .await;
}

#[tokio::test]
async fn guessers_are_slowed_down_and_nobody_is_shut_out() {
    in_linden(|linden| async move {
        let browser = linden.browser();
        for _ in 0..5 {
            browser.sends("/sign-in", &sign_in(NOOR, "a guess")).await.is(422);
        }
        let told = browser.sends("/sign-in", &sign_in(NOOR, PASSWORD)).await;
        told.is(429).says("Too many tries. Try again in 10 seconds.");
        // From another network the account waits, too; another account there does not.
        linden.colleague("Jonas", "member").await;
        let elsewhere = browser.from("203.0.113.9");
        elsewhere.sends("/sign-in", &sign_in(NOOR, PASSWORD)).await.is(429);
        elsewhere.sends("/sign-in", &sign_in("jonas@linden.example", PASSWORD)).await.leads_to("/");
        // And from the first network nobody can be tried meanwhile.
        browser.sends("/sign-in", &sign_in("jonas@linden.example", "a guess")).await.is(429);
        linden.passes(10 * SECOND);
        browser.sends("/sign-in", &sign_in(NOOR, "a guess")).await.is(422);
        browser.sends("/sign-in", &sign_in(NOOR, "a guess")).await.is(429).says("Try again in 20 seconds.");
        // However long it goes on, the right password is let in after five minutes at most, and then all is forgotten.
        for _ in 0..20 {
            linden.passes(5 * MINUTE);
            browser.sends("/sign-in", &sign_in(NOOR, "a guess")).await.is(422);
        }
        linden.passes(5 * MINUTE);
        browser.sends("/sign-in", &sign_in(NOOR, PASSWORD)).await.leads_to("/");
        browser.sends("/sign-in", &sign_in(NOOR, "a guess")).await.is(422);
    })
    .await;
}

#[tokio::test]
async fn guesses_sent_side_by_side_are_all_counted() {
    in_linden(|linden| async move {
        let tries = (0..12).map(|_| {
            let browser = linden.browser();
            async move { browser.sends("/sign-in", &sign_in(NOOR, "a guess")).await.status.as_u16() }
        });
        let answers = futures_util::future::join_all(tries).await;
        assert_eq!(answers.iter().filter(|status| **status == 422).count(), 5, "{answers:?}");
    })
    .await;
}

#[tokio::test]
async fn an_address_is_believed_only_from_our_own_proxy() {
    in_linden(|linden| async move {
        let behind = App::new(
            linden.app.db.clone(),
            linden.app.clock.clone(),
            linden.app.features,
            Settings { behind_proxy: true, ..settings(HTTP) },
        );
        let guess = |app: &App, forwarded: String, account: String| {
            let browser = Browser::new(app);
            async move {
                let form = format!("address={account}%40linden.example&password=guess");
                let request = Request::post("/sign-in")
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .header("x-forwarded-for", forwarded);
                browser.asks(request, Body::from(form)).await.status.as_u16()
            }
        };
        for number in 0..5 {
            assert_eq!(guess(&behind, "203.0.113.1".into(), format!("a{number}")).await, 422);
        }
        assert_eq!(
            guess(&behind, "10.9.9.9, 203.0.113.1".into(), "b".into()).await,
            429,
            "what the guesser claims does not help"
        );
        assert_eq!(guess(&behind, "203.0.113.2".into(), "b".into()).await, 422);
        for number in 0..5 {
            assert_eq!(guess(&linden.app, format!("192.0.2.{number}"), format!("c{number}")).await, 422);
        }
        assert_eq!(guess(&linden.app, "192.0.2.200".into(), "d".into()).await, 429, "without a proxy the peer counts");
    })
    .await;
}

#[tokio::test]
async fn nobody_is_sent_to_another_site() {
    in_linden(|linden| async move {
        for evil in ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example"] {
            let browser = linden.browser();
            let mut form = sign_in(NOOR, PASSWORD).to_vec();
            form.push(("next", evil));
            browser.sends("/sign-in", &form).await.leads_to("/");
            browser.sends("/me/theme", &[("theme", "dark"), ("back", evil)]).await.leads_to("/me");
        }
    })
    .await;
}

#[tokio::test]
async fn a_form_of_another_site_does_nothing() {
    in_linden(|linden| async move {
        let browser = linden.noors_browser().await;
        for path in
            ["/sign-out", "/sign-out/everywhere", "/sign-in", "/me", "/settings/people/new", "/settings/workspace"]
        {
            browser.sends_from("cross-site", path, &[("name", "Evil")]).await.is(403).says("came from another site");
        }
        assert!(browser.is_in().await);
    })
    .await;
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_the_host() {
    on_both(migrations::ALL, |db| async move {
        let app = empty(db, settings("https://tend.linden.example"));
        open_linden(&app).await;
        let browser = Browser::new(&app);
        let answer = browser.sends("/sign-in", &sign_in(NOOR, PASSWORD)).await;
        let cookie = &answer.leads_to("/").set_cookies[0];
        assert!(
            cookie.starts_with("__Host-tend=")
                && cookie.ends_with("; Secure")
                && cookie.contains("HttpOnly; SameSite=Lax"),
            "{cookie}"
        );
        assert!(browser.is_in().await);
    })
    .await;
}

#[tokio::test]
async fn who_stays_signed_in_is_known_for_thirty_days_after_each_visit() {
    in_linden(|linden| async move {
        let staying = linden.noors_browser().await;
        let passing = linden.browser();
        let answer = passing.sends("/sign-in", &[("address", NOOR), ("password", PASSWORD)]).await;
        assert!(!answer.leads_to("/").set_cookies[0].contains("Max-Age"), "ends with the browser");
        linden.passes(12 * HOUR - SECOND);
        assert!(passing.is_in().await);
        linden.passes(SECOND);
        assert!(!passing.is_in().await, "twelve hours are over");
        for _ in 0..3 {
            linden.passes(29 * DAY);
            assert!(staying.is_in().await);
        }
        linden.passes(30 * DAY);
        assert!(!staying.is_in().await);
        crate::jobs::run_due(&linden.app).await.expect("the jobs run");
        let user = linden.app.read(|db| store::user_with(db, NOOR)).await.expect("read").expect("her");
        let kept = linden.app.read(move |db| store::sessions_of(db, user.id, Timestamp(0))).await.expect("read");
        assert!(kept.is_empty(), "ended sessions are cleared away");
    })
    .await;
}

#[tokio::test]
async fn noor_signs_out_everywhere_or_of_one_lost_telephone() {
    in_linden(|linden| async move {
        let (desk, phone, tablet) =
            (linden.noors_browser().await, linden.noors_browser().await, linden.noors_browser().await);
        linden.colleague("Jonas", "member").await;
        let jonas = linden.browser_of("Jonas").await;
        let phone_session = phone.secret().expect("a session").hash();
        desk.gets("/me").await.says(&phone_session).says("Sign out there");
        let ending = format!("/me/sessions/{phone_session}/ending");
        jonas.sends(&ending, &[]).await.is(404);
        assert!(phone.is_in().await, "nobody else ends it");
        desk.sends(&ending, &[]).await.leads_to("/me");
        assert!(!phone.is_in().await && tablet.is_in().await);
        desk.sends("/sign-out/everywhere", &[]).await.leads_to("/sign-in");
        assert!(!desk.is_in().await && !tablet.is_in().await && jonas.is_in().await);
    })
    .await;
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    in_linden(|linden| async move {
        let (desk, phone) = (linden.noors_browser().await, linden.noors_browser().await);
        let change = |present: &'static str, new: &'static str| {
            let desk = desk.clone();
            async move { desk.sends("/me/password", &[("present", present), ("password", new)]).await }
        };
        change("not the one", "a better one than before").await.is(422).says("That is not your present password");
        change(PASSWORD, "short").await.is(422).says("A little longer, please").says_no("value=\"short\"");
        assert!(phone.is_in().await);
        change(PASSWORD, "a better one than before").await.leads_to("/me");
        assert!(desk.is_in().await && !phone.is_in().await);
        let browser = linden.browser();
        browser.sends("/sign-in", &sign_in(NOOR, PASSWORD)).await.is(422);
        browser.sends("/sign-in", &sign_in(NOOR, "a better one than before")).await.leads_to("/");
        for _ in 0..5 {
            change("guess", "yet another long one").await.is(422);
        }
        change("a better one than before", "yet another long one")
            .await
            .is(422)
            .says("Too many tries. Try again in 10 seconds.");
    })
    .await;
}

fn ada(role: &str, location: String) -> Vec<(&'static str, String)> {
    vec![
        ("name", "Ada Okafor".into()),
        ("address", "ada@linden.example".into()),
        ("role", role.into()),
        ("location", location),
    ]
}

async fn invited(linden: &Linden, browser: &Browser, role: &str) -> Answer {
    let form = ada(role, linden.noor.location.expect("she works somewhere").to_string());
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.sends("/settings/people/new", &form).await
}

#[tokio::test]
async fn ada_comes_by_a_link_that_works_once() {
    in_linden(|linden| async move {
        let noor = linden.noors_browser().await;
        let link = invited(&linden, &noor, "member").await.is(200).link();
        noor.gets("/settings/people").await.says("Ada Okafor").says("Invited, not here yet");
        let ada = linden.browser();
        // Looking changes nothing, however often somebody or something looks.
        for _ in 0..3 {
            ada.gets(&link)
                .await
                .is(200)
                .says("Welcome, Ada")
                .says("Linden Cycles has kept a place for you")
                .says("ada@linden.example");
        }
        ada.sends(&link, &[("password", "short")]).await.is(422).says("A little longer, please");
        ada.sends(&link, &[("password", "one boat two boats")]).await.leads_to("/");
        ada.gets("/me").await.is(200).says("Ada Okafor");
        // Used, guessed and old links say the same.
        let used = linden.browser().gets(&link).await;
        let guessed = linden.browser().gets(&format!("/link/{}", Secret::new().0)).await;
        used.is(404).says("This link is over");
        assert_eq!(used.text, guessed.text);
        linden.browser().sends(&link, &[("password", "one boat two boats")]).await.is(404);
        invited(&linden, &noor, "member")
            .await
            .is(422)
            .says("Ada Okafor works here already with this address.")
            .says("value=\"Ada Okafor\"");
    })
    .await;
}

#[tokio::test]
async fn a_link_used_twice_at_the_same_moment_works_once() {
    in_linden(|linden| async move {
        let noor = linden.noors_browser().await;
        let link = invited(&linden, &noor, "member").await.link();
        let (one, other) = (linden.browser(), linden.browser());
        let (form, evil) = ([("password", "one boat two boats")], [("password", "evil boat evil boats")]);
        let (one, other) = tokio::join!(one.sends(&link, &form), other.sends(&link, &evil));
        assert_eq!([&one, &other].iter().filter(|answer| answer.location.is_some()).count(), 1);
    })
    .await;
}

#[tokio::test]
async fn links_wait_a_while_and_a_new_one_ends_the_old_one() {
    in_linden(|linden| async move {
        let noor = linden.noors_browser().await;
        let first = invited(&linden, &noor, "member").await.link();
        let ada = member_called(&linden, "Ada Okafor").await;
        let second = noor.sends(&format!("/settings/people/{ada}/link"), &[]).await.is(200).link();
        linden.browser().gets(&first).await.is(404);
        linden.passes(7 * DAY - SECOND);
        linden.browser().gets(&second).await.is(200);
        linden.passes(SECOND);
        linden.browser().gets(&second).await.is(404);
        linden.browser().sends(&second, &[("password", "one boat two boats")]).await.is(404);
    })
    .await;
}

async fn member_called(linden: &Linden, name: &'static str) -> MemberId {
    let workspace = linden.noor.workspace;
    let all = linden.app.read(move |db| members::present(db, workspace)).await.expect("read");
    all.into_iter().find(|member| member.name == name).expect("works here").id
}

#[tokio::test]
async fn a_reset_link_sets_a_new_password_ends_all_sessions_and_all_waits() {
    in_linden(|linden| async move {
        let jonas = linden.colleague("Jonas", "member").await;
        let (noor, at_desk) = (linden.noors_browser().await, linden.browser_of("Jonas").await);
        let link = noor.sends(&format!("/settings/people/{jonas}/link"), &[]).await.is(200).says("for one day").link();
        let guesser = linden.browser().from("203.0.113.50");
        for _ in 0..5 {
            guesser.sends("/sign-in", &sign_in("jonas@linden.example", "a guess")).await.is(422);
        }
        assert!(at_desk.is_in().await, "making a link changes nothing yet");
        let phone = linden.browser();
        phone.gets(&link).await.is(200).says("A new password");
        phone.sends(&link, &[("password", "one boat two boats")]).await.leads_to("/");
        assert!(phone.is_in().await && !at_desk.is_in().await);
        let elsewhere = linden.browser().from("203.0.113.51");
        elsewhere.sends("/sign-in", &sign_in("jonas@linden.example", "one boat two boats")).await.leads_to("/");
    })
    .await;
}

#[tokio::test]
async fn the_demo_opens_by_a_link_that_only_the_house_makes() {
    in_linden(|linden| async move {
        let noor = linden.noor.member.expect("a member");
        let house = Actor::house(linden.noor.workspace, linden.noor.zone.clone());
        let secret = linden.app.write(&house, move |tx| actions::sign_in_link(tx, noor)).await.expect("made");
        let refused = linden.app.write(&linden.noor, move |tx| actions::sign_in_link(tx, noor).map(|_| ())).await;
        assert!(refused.is_err(), "no admin signs in as somebody else");
        let (browser, link) = (linden.browser(), format!("/link/{}", secret.0));
        browser.gets(&link).await.is(200).says("Good to see you, Noor").says("data-send-at-once").says("Come in");
        assert!(!browser.is_in().await);
        let answer = browser.sends(&link, &[]).await;
        assert!(!answer.leads_to("/").set_cookies[0].contains("Max-Age"));
        assert!(browser.is_in().await);
        linden.browser().sends(&link, &[]).await.is(404);
        linden.noors_browser().await;
    })
    .await;
}

#[tokio::test]
async fn only_admins_look_after_people_and_settings() {
    in_linden(|linden| async move {
        let jonas = linden.colleague("Jonas", "coach").await;
        linden.colleague("Bo", "guest").await;
        let noor = linden.noors_browser().await;
        noor.gets("/settings").await.says("People").says("Places").says("The house");
        let place = linden.noor.location.expect("a place").to_string();
        for name in ["Jonas", "Bo"] {
            let browser = linden.browser_of(name).await;
            browser.gets("/settings").await.is(200).says("where you are signed in").says_no("/settings/people");
            let person = format!("/settings/people/{jonas}");
            for path in [
                "/settings/people",
                "/settings/people/new",
                &person,
                "/settings/places",
                "/settings/places/new",
                "/settings/workspace",
            ] {
                browser.gets(path).await.is(403).says("Only an admin can do this");
            }
            browser.sends(&person, &[("role", "admin"), ("location", &place), ("version", "1")]).await.is(403);
            browser.sends(&format!("{person}/link"), &[]).await.is(403);
            browser.sends(&format!("{person}/leaving"), &[("successor", &jonas.to_string())]).await.is(403);
            invited(&linden, &browser, "admin").await.is(403);
            browser.sends("/settings/workspace", &[("name", "Evil"), ("grace", "1"), ("version", "1")]).await.is(403);
            browser.sends("/settings/places/new", &[("name", "Evil"), ("zone", "UTC")]).await.is(403);
            browser
                .sends(&format!("/settings/places/{place}"), &[("name", "Evil"), ("zone", "UTC"), ("version", "1")])
                .await
                .is(403);
            browser.sends(&format!("/settings/places/{place}/closing"), &[("version", "1")]).await.is(403);
        }
    })
    .await;
}

#[tokio::test]
async fn somebody_stays_admin() {
    in_linden(|linden| async move {
        let jonas = linden.colleague("Jonas", "member").await;
        let (browser, place) = (linden.noors_browser().await, linden.noor.location.expect("a place").to_string());
        let noor = linden.noor.member.expect("a member");
        let demote = async |id: MemberId, role: &str, version: &str| {
            browser
                .sends(&format!("/settings/people/{id}"), &[("role", role), ("location", &place), ("version", version)])
                .await
        };
        let alone = "Noor Haddad is the only admin. Make somebody else admin first.";
        demote(noor, "member", "1").await.is(422).says(alone);
        browser
            .sends(&format!("/settings/people/{noor}/leaving"), &[("successor", &jonas.to_string())])
            .await
            .is(422)
            .says(alone);
        demote(jonas, "admin", "1").await.leads_to(&format!("/settings/people/{jonas}"));
        demote(jonas, "guest", "1").await.is(409);
        demote(noor, "member", "1").await.leads_to(&format!("/settings/people/{noor}"));
        // From the next page on Noor is no admin any more.
        browser.gets("/settings/people").await.is(403);
    })
    .await;
}

#[tokio::test]
async fn two_admins_who_demote_each_other_leave_one() {
    in_linden(|linden| async move {
        let jonas = linden.colleague("Jonas", "admin").await;
        let (noor, place) = (linden.noor.member.expect("a member"), linden.noor.location.expect("a place"));
        let demote = |id: MemberId| {
            linden.app.write(&linden.noor, move |tx| members::change(tx, id, crate::Role::Member, place, 1))
        };
        let (one, other) = tokio::join!(demote(noor), demote(jonas));
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    })
    .await;
}

#[tokio::test]
async fn who_leaves_names_a_successor() {
    in_linden(|linden| async move {
        let (jonas, bo) = (linden.colleague("Jonas", "member").await, linden.colleague("Bo", "guest").await);
        let (noor, at_desk) = (linden.noors_browser().await, linden.browser_of("Jonas").await);
        let leaving = format!("/settings/people/{jonas}/leaving");
        noor.gets(&format!("/settings/people/{jonas}")).await.is(200).says("Who takes over?").says("Jonas leaves");
        noor.sends(&leaving, &[("successor", "")]).await.is(422).says("Choose who takes over");
        noor.sends(&leaving, &[("successor", &jonas.to_string())]).await.is(422).says("somebody other than Jonas");
        noor.sends(&leaving, &[("successor", &bo.to_string())]).await.is(422).says("Bo only reads here");
        assert!(at_desk.is_in().await);
        let successor = linden.noor.member.expect("a member");
        noor.sends(&leaving, &[("successor", &successor.to_string())]).await.leads_to("/settings/people");
        assert!(
            LEFT.lock().expect("nobody panicked").contains(&(jonas, successor)),
            "features hand over what is theirs"
        );
        assert!(!at_desk.is_in().await, "signed out at once");
        linden
            .browser()
            .sends("/sign-in", &sign_in("jonas@linden.example", PASSWORD))
            .await
            .is(422)
            .says("You do not work in any workspace here any more");
        noor.gets(&format!("/settings/people/{jonas}")).await.is(404);
        noor.gets("/settings/people").await.says_no("Jonas");
        // And back again, as the same member, so that what they wrote is theirs.
        let again = linden.colleague_again("Jonas").await;
        assert_eq!(again, jonas);
    })
    .await;
}

impl Linden {
    async fn colleague_again(&self, name: &str) -> MemberId {
        self.colleague(name, "member").await
    }
}

/// A second workspace on the same Tend, with Noor as one of its members where it is said.
async fn open_canal(app: &App) -> Actor {
    let address = "bram@canal.example".parse().expect("an address");
    let place = NewLocation::named("Canal Yard", jiff::tz::TimeZone::UTC);
    let new = NewWorkspace {
        name: "Canal Bakery".into(),
        place,
        admin_name: "Bram".into(),
        admin_address: address,
        admin_password_hash: None,
    };
    actions::create_workspace(app, First::Need, new).await.expect("a second company").actor
}

async fn join_canal(app: &App, canal: &Actor, address: &str) -> members::Added {
    let new = members::NewMember {
        name: "Noor H.".into(),
        address: address.parse().expect("an address"),
        role: crate::Role::Member,
        location: canal.location.expect("a place"),
        password_hash: None,
    };
    app.write(canal, move |tx| members::add(tx, &new)).await.expect("added")
}

#[tokio::test]
async fn who_works_in_two_houses_chooses_one_and_changes_over() {
    in_linden(|linden| async move {
        let canal = open_canal(&linden.app).await;
        linden.browser().gets("/sign-in").await.says("Welcome back").says_no("Linden Cycles").says_no("Canal Bakery");
        let added = join_canal(&linden.app, &canal, NOOR).await;
        assert!(added.link.is_none(), "no admin holds a key to another workspace");
        let browser = linden.browser();
        let page = browser.sends("/sign-in", &sign_in(NOOR, PASSWORD)).await;
        page.is(200).says("Where are you today?").says("Linden Cycles").says("Canal Bakery");
        assert!(browser.secret().is_none());
        let proof = page.text.split("name=\"proof\" value=\"").nth(1).expect("a proof")[..43].to_owned();
        let (workspace, elsewhere) =
            (canal.workspace.to_string(), crate::id::fresh::<crate::id::WorkspaceId>().to_string());
        browser.sends("/sign-in/workspace", &[("proof", &proof), ("workspace", &elsewhere)]).await.is(404);
        linden
            .browser()
            .sends("/sign-in/workspace", &[("proof", &Secret::new().0), ("workspace", &workspace)])
            .await
            .leads_to("/sign-in");
        browser
            .sends("/sign-in/workspace", &[("proof", &proof), ("workspace", &workspace), ("stays", "yes")])
            .await
            .leads_to("/");
        browser
            .gets("/me")
            .await
            .says("Noor H.")
            .says("Canal Yard")
            .says("You also work elsewhere")
            .says("Linden Cycles");
        browser.sends("/sign-in/workspace", &[("proof", &proof), ("workspace", &workspace)]).await.leads_to("/sign-in");
        browser.sends("/me/workspace", &[("workspace", &linden.noor.workspace.to_string())]).await.leads_to("/");
        browser.gets("/me").await.says("Noor Haddad").says("Market Street");
        browser.sends("/me/workspace", &[("workspace", &elsewhere)]).await.is(404);
    })
    .await;
}

#[tokio::test]
async fn no_admin_gets_into_another_workspace_by_a_link() {
    in_linden(|linden| async move {
        let canal = open_canal(&linden.app).await;
        let noor = linden.noors_browser().await;
        let link = invited(&linden, &noor, "member").await.link();
        // Ada was invited and has not come: another workspace waits for her.
        let new = members::NewMember {
            name: "Ada".into(),
            address: "ada@linden.example".parse().expect("an address"),
            role: crate::Role::Member,
            location: canal.location.expect("a place"),
            password_hash: None,
        };
        let refused =
            linden.app.write(&canal, move |tx| members::add(tx, &new).map(|_| ())).await.expect_err("not yet");
        assert!(refused.to_string().contains("Another workspace invited this address"), "{refused}");
        linden.browser().sends(&link, &[("password", "one boat two boats")]).await.leads_to("/");
        // She has; now she joins there, and a link that was made for her before is no key to that house.
        let ada = member_called(&linden, "Ada Okafor").await;
        let older = noor.sends(&format!("/settings/people/{ada}/link"), &[]).await.link();
        join_canal(&linden.app, &canal, "ada@linden.example").await;
        linden.browser().gets(&older).await.is(404);
        noor.sends(&format!("/settings/people/{ada}/link"), &[]).await.is(403).says("also works in another workspace");
        // Whoever runs this Tend can make one.
        let house = Actor::house(linden.noor.workspace, linden.noor.zone.clone());
        linden
            .app
            .write(&house, move |tx| actions::reset_link(tx, ada).map(|_| ()))
            .await
            .expect("the operator's link");
    })
    .await;
}

#[tokio::test]
async fn what_is_another_workspaces_is_not_found() {
    in_linden(|linden| async move {
        let canal = open_canal(&linden.app).await;
        let (bram, yard) = (canal.member.expect("a member"), canal.location.expect("a place"));
        let browser = linden.noors_browser().await;
        let (person, place) = (format!("/settings/people/{bram}"), format!("/settings/places/{yard}"));
        let noor = linden.noor.member.expect("a member").to_string();
        for path in [&person, &place] {
            browser.gets(path).await.is(404);
        }
        browser.sends(&person, &[("role", "guest"), ("location", &yard.to_string()), ("version", "1")]).await.is(404);
        browser.sends(&format!("{person}/link"), &[]).await.is(404);
        browser.sends(&format!("{person}/leaving"), &[("successor", &noor)]).await.is(404);
        browser.sends(&place, &[("name", "Evil"), ("zone", "UTC"), ("version", "1")]).await.is(404);
        browser.sends(&format!("{place}/closing"), &[("version", "1")]).await.is(404);
        browser.sends("/me", &[("name", "Noor"), ("location", &yard.to_string())]).await.is(404);
        let mine = format!("/settings/people/{noor}");
        browser.sends(&mine, &[("role", "admin"), ("location", &yard.to_string()), ("version", "1")]).await.is(404);
        browser.gets("/settings/people/not-an-id").await.is(404);
    })
    .await;
}

#[tokio::test]
async fn my_name_my_place_my_colours_my_keys() {
    in_linden(|linden| async move {
        let browser = linden.noors_browser().await;
        let place = linden.noor.location.expect("a place").to_string();
        browser
            .sends("/me", &[("name", " "), ("location", &place)])
            .await
            .is(422)
            .says("What do your colleagues call you?");
        browser.sends("/me", &[("name", "Noor  Haddad-Vos"), ("location", &place)]).await.leads_to("/me");
        browser.gets("/me").await.says("Noor Haddad-Vos");
        let theme = browser.sends("/me/theme", &[("theme", "dark"), ("back", "/settings")]).await;
        assert!(theme.leads_to("/settings").set_cookies[0].starts_with("theme=dark; Path=/; Max-Age="));
        browser.gets("/me").await.says("data-theme=\"dark\"");
        let keys = browser.sends("/me/keys", &[("keys", "off")]).await;
        assert!(keys.leads_to("/me").set_cookies[0].starts_with("keys=off;"));
        browser.gets("/me").await.says("data-keys=\"off\"").says("Switch them on");
        browser.sends("/me/theme", &[("theme", "\r\nevil"), ("back", "/")]).await.leads_to("/");
        browser.gets("/me").await.says_no("evil");
    })
    .await;
}

#[tokio::test]
async fn each_change_is_an_entry() {
    in_linden(|linden| async move {
        let browser = linden.noors_browser().await;
        let link = invited(&linden, &browser, "member").await.link();
        linden.browser().sends(&link, &[("password", "one boat two boats")]).await.leads_to("/");
        let ada = member_called(&linden, "Ada Okafor").await;
        let place = linden.noor.location.expect("a place").to_string();
        browser
            .sends(&format!("/settings/people/{ada}"), &[("role", "coach"), ("location", &place), ("version", "1")])
            .await
            .is(303);
        browser.sends(&format!("/settings/people/{ada}/link"), &[]).await.is(200);
        let noor = linden.noor.member.expect("a member").to_string();
        browser.sends(&format!("/settings/people/{ada}/leaving"), &[("successor", &noor)]).await.is(303);
        let workspace = linden.noor.workspace;
        let entries = linden.app.read(move |db| timeline::store::after(db, workspace, 0, 100)).await.expect("read");
        let told: Vec<String> = entries.iter().map(|entry| format!("{} {}", entry.kind, entry.text)).collect();
        assert_eq!(
            told,
            [
                "members.joined Noor Haddad",
                "members.joined Ada Okafor",
                "members.password Ada Okafor",
                "members.role Ada Okafor: Coach",
                "members.link Ada Okafor",
                "members.left Ada Okafor; Noor Haddad takes over",
            ]
        );
    })
    .await;
}
