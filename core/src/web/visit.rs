//! A visit: one request by somebody who is signed in.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use maud::Markup;
use serde::{Deserialize, Serialize};

use crate::{
    actor::Actor,
    app::{App, Tx},
    auth::{
        self,
        session::{Session, Visitor},
    },
    db::Conn,
    error::{Error, Result},
    time::Timestamp,
    ui::{Toast, Url},
};

/// One request by somebody who is signed in: the app, the actor, and how the browser wants the answer.
#[derive(Clone)]
pub struct Visit(Arc<Inner>);

/// What stands behind a [`Visit`].
pub struct Inner {
    /// The app.
    pub app: App,
    /// Who asks.
    pub actor: Actor,
    /// The session they came with.
    pub session: Session,
    /// When they asked.
    pub now: Timestamp,
    /// The path and query they asked for.
    pub path: String,
    /// They have the page already and want only its `<main>`.
    pub fragment: bool,
    /// What they asked for besides.
    pub headers: HeaderMap,
}

impl std::ops::Deref for Visit {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// What a page says: its title and its main part.
pub struct Page {
    /// In the browser's tab and the history.
    pub title: String,
    /// The main part.
    pub main: Markup,
    /// What it wants to hear of, as `data-live`: `client:<id>`, `today`.
    pub live: Option<String>,
    /// How many wait at the place in the rail where one is, if the page has counted them already.
    pub waiting: Option<u64>,
    /// 200, unless the page tells what was wrong with a form.
    pub status: StatusCode,
}

impl Page {
    /// A page that is all right.
    pub fn new(title: impl Into<String>, main: Markup) -> Self {
        Page { title: title.into(), main, live: None, waiting: None, status: StatusCode::OK }
    }
    /// The page is fetched again when one of these changes.
    pub fn live(mut self, what: impl Into<String>) -> Self {
        self.live = Some(what.into());
        self
    }
    /// The page has counted who waits where one is: the rail says that number and does not count again.
    pub fn waiting(mut self, count: u64) -> Self {
        self.waiting = Some(count);
        self
    }
    /// A form that was not taken, shown again with what was typed and what is wrong.
    pub fn not_taken(mut self) -> Self {
        self.status = StatusCode::UNPROCESSABLE_ENTITY;
        self
    }
    /// A form that met a change by somebody else.
    pub fn conflict(mut self) -> Self {
        self.status = StatusCode::CONFLICT;
        self
    }
}

impl Visit {
    /// Reads in one snapshot and answers with the page, inside the house's frame.
    pub async fn page<F>(&self, f: F) -> Result<Response>
    where
        F: Fn(&Conn, &Visit) -> Result<Page> + Send + 'static,
    {
        let visit = self.clone();
        self.app
            .read(move |db| {
                let page = f(db, &visit)?;
                super::frame::framed(db, &visit, page)
            })
            .await
    }
    /// Runs a verb as one transaction.
    pub async fn write<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&Tx) -> Result<T> + Send + 'static,
    {
        self.app.write(&self.actor, f).await
    }
    /// Reads in one snapshot.
    pub async fn read<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&Conn, &Actor) -> Result<T> + Send + 'static,
    {
        let visit = self.clone();
        self.app.read(move |db| f(db, &visit.actor)).await
    }
    /// The address of the page the form stood on, if it was ours; else `otherwise`.
    pub fn back_or(&self, otherwise: &str) -> String {
        let from = self.headers.get(header::REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
        match from.strip_prefix(self.app.settings.base_url.as_str()) {
            Some(path) if path.starts_with('/') => path.to_owned(),
            _ => otherwise.to_owned(),
        }
    }
}

/// What was just done, told on the next page: carried there by a cookie that lives for a minute.
#[derive(Serialize, Deserialize)]
struct Flash {
    words: String,
    undo: Option<String>,
}
/// The name of the cookie that carries a [`Flash`].
pub(super) const FLASH: &str = "told";

/// After a verb: go and look, and be told what was done, with the way to take it back.
pub fn told(url: impl AsRef<str>, words: impl Into<String>, undo: Option<String>) -> Response {
    let flash = serde_json::to_vec(&Flash { words: words.into(), undo }).unwrap_or_default();
    let value = BASE64_URL_SAFE_NO_PAD.encode(flash);
    let cookie = format!("{FLASH}={value}; Path=/; Max-Age=60; SameSite=Lax; HttpOnly");
    ([(header::SET_COOKIE, cookie)], see_other(url)).into_response()
}

/// What the last answer wanted told. The words are text, and the undo is a path of this site, whoever wrote the cookie.
pub(super) fn toasts(headers: &HeaderMap) -> Vec<Toast> {
    let jar = CookieJar::from_headers(headers);
    let flash = jar
        .get(FLASH)
        .and_then(|cookie| serde_json::from_slice::<Flash>(&BASE64_URL_SAFE_NO_PAD.decode(cookie.value()).ok()?).ok());
    flash
        .into_iter()
        .map(|flash| Toast { words: flash.words, undo: flash.undo.and_then(|path| Url::parse(&path)) })
        .collect()
}

/// After a verb: go and look. (303, so that a reload does not send the form again.)
pub fn see_other(url: impl AsRef<str>) -> Response {
    Redirect::to(url.as_ref()).into_response()
}

impl FromRequestParts<App> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let path = parts.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned();
        let now = app.clock.now();
        let visitor = match auth::session::secret_of(&parts.headers, app.settings.is_https()) {
            None => None,
            Some(secret) => auth::actions::visitor(app, &secret).await.map_err(IntoResponse::into_response)?,
        };
        let Some(Visitor { actor, session }) = visitor else { return Err(sign_in_first(&parts.method, &path)) };
        Ok(Visit(Arc::new(Inner {
            app: app.clone(),
            actor,
            session,
            now,
            path,
            fragment: parts.headers.contains_key("tend-fragment"),
            headers: parts.headers.clone(),
        })))
    }
}

/// Sends a reader to the sign-in page and back; a form that was sent without a session loses nothing by going back.
fn sign_in_first(method: &Method, path: &str) -> Response {
    if method == Method::GET && path != "/" {
        let query = form_urlencoded(path);
        return see_other(format!("/sign-in?next={query}"));
    }
    if method == Method::GET {
        return see_other("/sign-in");
    }
    Error::NotAllowed(
        "You are signed out. Sign in in another tab, come back here and send it again: what you typed is still here."
            .into(),
    )
    .into_response()
}

fn form_urlencoded(text: &str) -> String {
    text.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-._~/".contains(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}
