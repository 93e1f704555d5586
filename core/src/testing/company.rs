//! A small company on a fresh database, whose people use Tend through its pages, as a browser without scripts would.

use axum::{
    Router,
    body::{Body, BodyDataStream, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use tower::ServiceExt;

use crate::{
    Actor, App, Clock, Feature, Role, Timestamp,
    auth::{
        Caller,
        actions::{self, Created, First, NewWorkspace},
        members::{self, NewMember},
        session,
    },
    db::Db,
    fold::fold,
    house::{self, NewLocation},
    id::LocationId,
    settings::Settings,
    web,
};

/// The address the pages believe they have.
const BASE: &str = "http://127.0.0.1:7117";

/// A company with one place in Amsterdam and Anna, its admin.
pub struct Company {
    /// The app behind its pages.
    pub app: App,
    /// As whom Anna acts.
    pub anna: Actor,
    created: Created,
}

impl Company {
    /// Opens on a migrated, empty database, at this moment, with these features.
    pub async fn opens(db: Db, now: Timestamp, features: &'static [&'static Feature]) -> Self {
        Company::opens_with(db, now, features, Settings::usual(BASE)).await
    }

    /// The same, where something else is set.
    pub async fn opens_with(db: Db, now: Timestamp, features: &'static [&'static Feature], settings: Settings) -> Self {
        let settings = Settings { development: true, requests_per_minute: u32::MAX, ..settings };
        let app = App::new(db, Clock::fixed(now), features, settings);
        let zone = jiff::tz::TimeZone::get("Europe/Amsterdam").expect("the zones are in the binary");
        let new = NewWorkspace {
            name: "Linden Cycles".to_owned(),
            place: NewLocation::named("Market Street", zone),
            admin_name: "Anna".to_owned(),
            admin_address: "anna@example.com".parse().expect("an address"),
            admin_password_hash: None,
        };
        let created = actions::create_workspace(&app, First::Must, new).await.expect("a company is created");
        Self { app, anna: created.actor.clone(), created }
    }

    /// Anna, signed in.
    pub async fn anna_signs_in(&self) -> Visitor {
        self.signs_in(&self.created).await
    }

    /// Somebody more comes to work at this place.
    pub async fn hires(&self, name: &str, role: Role, location: LocationId) -> Created {
        let address = format!("{}@example.com", fold(name).replace(' ', "."));
        let new = NewMember {
            name: name.to_owned(),
            address: address.parse().expect("an address"),
            role,
            location,
            password_hash: None,
        };
        let added = self.app.write(&self.anna, move |tx| members::add(tx, &new)).await.expect("a colleague is added");
        let zone = self.app.read({
            let workspace = self.anna.workspace;
            move |db| Ok(house::store::location(db, workspace, location)?.hours.zone)
        });
        let zone = zone.await.expect("the place is there");
        let actor = Actor {
            member: Some(added.member),
            role,
            name: name.to_owned(),
            location: Some(location),
            zone,
            ..self.anna.clone()
        };
        Created { workspace: self.anna.workspace, location, member: added.member, user: added.user, actor }
    }

    /// One more place, with the usual hours.
    pub async fn opens_place(&self, name: &str, zone: &str) -> LocationId {
        let new = NewLocation::named(name, jiff::tz::TimeZone::get(zone).expect("a zone"));
        self.app.write(&self.anna, move |tx| house::create_location(tx, &new)).await.expect("a place is opened")
    }

    /// Somebody of the company, signed in.
    pub async fn signs_in(&self, who: &Created) -> Visitor {
        let caller = Caller { address: None, device: "Firefox".to_owned(), session: None, headers: Default::default() };
        let secret = actions::begin(&self.app, who, caller).await.expect("they sign in");
        Visitor {
            routes: web::router(self.app.clone()),
            cookie: format!("{}={}", session::cookie_name(false), secret.0),
        }
    }

    /// Somebody who is not signed in.
    pub fn stranger(&self) -> Visitor {
        Visitor { routes: web::router(self.app.clone()), cookie: String::new() }
    }

    /// Anna in another role.
    pub fn anna_as(&self, role: Role) -> Actor {
        Actor { role, ..self.anna.clone() }
    }
}

/// Somebody at a browser.
pub struct Visitor {
    routes: Router,
    cookie: String,
}

impl Visitor {
    /// Opens a page.
    pub async fn gets(&self, path: &str) -> Answer {
        self.asks(Request::get(path), Body::empty()).await
    }

    /// Fetches a file as browsers do, packed, to its end; gives its headers and how many bytes came.
    pub async fn fetches_packed(&self, path: &str) -> (HeaderMap, usize) {
        let request = Request::get(path).header(header::COOKIE, &self.cookie).header(header::ACCEPT_ENCODING, "gzip");
        let request = request.body(Body::empty()).expect("a request");
        let response = self.routes.clone().oneshot(request).await.expect("the router always answers");
        assert_eq!(response.status(), StatusCode::OK, "{path} is a file");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("the whole body");
        (parts.headers, bytes.len())
    }

    /// Sends a form. After a redirect the answer is that; `follows` looks where it leads.
    pub async fn sends(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect::<Vec<_>>()
            .join("&");
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.asks(request, Body::from(form)).await
    }

    /// Sends a form and opens the page it leads to.
    pub async fn sends_and_follows(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.sends(path, fields).await;
        let Some(location) = &answer.location else {
            panic!("{path} answered {} and leads nowhere:\n{}", answer.status, answer.text)
        };
        self.gets(location).await
    }

    /// Sends a form with files, as a browser does: its fields first.
    pub async fn brings(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Answer {
        const BETWEEN: &str = "between-the-parts";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("--{BETWEEN}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        for (name, bytes) in files {
            let part = format!(
                "--{BETWEEN}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
                 Content-Type: text/html\r\n\r\n"
            );
            body.extend_from_slice(part.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BETWEEN}--\r\n").as_bytes());
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BETWEEN}"))
            .header("sec-fetch-site", "same-origin");
        self.asks(request, Body::from(body)).await
    }

    /// Fetches bytes, with headers of one's own.
    pub async fn fetches(&self, path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, Vec<u8>) {
        let request = Request::get(path).header(header::COOKIE, &self.cookie).header(header::ACCEPT_ENCODING, "gzip");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let request = request.body(Body::empty()).expect("a request");
        let response = self.routes.clone().oneshot(request).await.expect("the router always answers");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("the whole body");
        (parts.status, parts.headers, bytes.to_vec())
    }

    /// Listens to a stream: what comes, as it comes.
    pub async fn listens(&self, path: &str) -> BodyDataStream {
        let request = Request::get(path).header(header::COOKIE, &self.cookie).body(Body::empty()).expect("a request");
        let response = self.routes.clone().oneshot(request).await.expect("the router always answers");
        assert_eq!(response.status(), StatusCode::OK, "{path} is a stream");
        response.into_body().into_data_stream()
    }

    async fn asks(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = request.header(header::COOKIE, &self.cookie).body(body).expect("a request");
        let response = self.routes.clone().oneshot(request).await.expect("the router always answers");
        let (parts, body) = response.into_parts();
        let text = to_bytes(body, usize::MAX).await.expect("the whole body");
        let location = parts.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Answer { status: parts.status, location, text: String::from_utf8_lossy(&text).into_owned() }
    }
}

/// What came back.
pub struct Answer {
    /// 200, 303, 404, 409, 422 …
    pub status: StatusCode,
    /// Where it leads.
    pub location: Option<String>,
    /// The page.
    pub text: String,
}

impl Answer {
    /// The page is fine and says this.
    #[track_caller]
    pub fn says(&self, words: &str) {
        assert!(self.text.contains(words), "the answer {} does not say “{words}”:\n{}", self.status, self.text);
    }

    /// The page does not say this.
    #[track_caller]
    pub fn says_no(&self, words: &str) {
        assert!(!self.text.contains(words), "the answer {} says “{words}”:\n{}", self.status, self.text);
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
