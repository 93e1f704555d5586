//! Why something was not done, as a problem of RFC 9457: what happened, what is safe, what to do; a pointer for each field.

use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::seen::etag;
use crate::{
    error::Error,
    serve_first::{GOING_ON, SAY_WHY},
};

/// What a program is told of a request, whatever came of it.
pub type Told<T> = Result<T, Refusal>;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $status:ident, $title:literal;)+) => {
        /// The kinds of refusals.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind { $($(#[$doc])* $name),+ }
        impl Kind {
            /// All of them, in the order of their status.
            pub const ALL: &'static [Kind] = &[$(Kind::$name),+];
            /// The word at the end of its `type`.
            pub const fn word(self) -> &'static str { match self { $(Kind::$name => $word),+ } }
            /// Its status.
            pub const fn status(self) -> StatusCode { match self { $(Kind::$name => StatusCode::$status),+ } }
            /// The same few words for all of its kind.
            pub const fn title(self) -> &'static str { match self { $(Kind::$name => $title),+ } }
        }
    };
}

kinds! {
    /// The body or a header cannot be read at all.
    Unreadable = "unreadable", BAD_REQUEST, "That cannot be read";
    /// No token, or one that is not known, was withdrawn or has ended.
    NoToken = "no-token", UNAUTHORIZED, "Who is there?";
    /// The token's scopes or its member's role do not reach that far.
    NotAllowed = "not-allowed", FORBIDDEN, "Not yours to do";
    /// It does not exist, or it is not yours.
    NotFound = "not-found", NOT_FOUND, "Nothing here";
    /// The address knows other methods.
    Method = "method", METHOD_NOT_ALLOWED, "Not that way";
    /// Its state does not allow it any more.
    Conflict = "conflict", CONFLICT, "Somebody was faster";
    /// The client waits on us, and nothing was said about why they are offered something all the same.
    ServeFirst = "serve-first", CONFLICT, "Serve first";
    /// It is not what the request says it saw.
    Changed = "changed", PRECONDITION_FAILED, "It has changed";
    /// More bytes than are taken.
    TooLarge = "too-large", PAYLOAD_TOO_LARGE, "That is too much";
    /// Bodies are JSON.
    NotJson = "not-json", UNSUPPORTED_MEDIA_TYPE, "Another kind of body";
    /// Fields that cannot be taken.
    NotValid = "not-valid", UNPROCESSABLE_ENTITY, "Something is missing or not right";
    /// The key was used for another request.
    KeyUsed = "key-used", UNPROCESSABLE_ENTITY, "That key was for something else";
    /// A change must say what it saw.
    SayWhatYouSaw = "say-what-you-saw", PRECONDITION_REQUIRED, "Say what you saw";
    /// Too many requests.
    TooFast = "too-fast", TOO_MANY_REQUESTS, "A little slower";
    /// Our fault.
    Ours = "ours", INTERNAL_SERVER_ERROR, "That was our fault";
}

impl Kind {
    /// Of which kind is an answer with that status that was not worded by us?
    fn of(status: StatusCode) -> Kind {
        let known = Kind::ALL.iter().copied().find(|kind| kind.status() == status);
        known.unwrap_or(if status.is_server_error() { Kind::Ours } else { Kind::Unreadable })
    }
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Flaw {
    /// Where it stands in the body, as a JSON pointer: `/contact_points/0/value`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub pointer: Option<String>,
    /// The name of the parameter in the address or of the header, where it is one of those.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub parameter: Option<String>,
    /// A sentence: what is wrong and what to do.
    pub detail: String,
}

/// A problem as it is answered: `application/problem+json`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Which kind: an address of a page that explains it.
    pub r#type: String,
    /// The kind in a few words.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// What happened this time, in a sentence.
    pub detail: String,
    /// What is wrong, field by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Flaw>,
    /// What is there now, where something else was expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Object, nullable = false)]
    pub current: Option<Value>,
}

/// Why something was not done.
#[derive(Debug)]
pub struct Refusal {
    kind: Kind,
    detail: String,
    errors: Vec<Flaw>,
    current: Option<Box<(Value, i64)>>,
    wait_s: Option<i64>,
}

impl Refusal {
    /// Of that kind, with a sentence.
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Refusal { kind, detail: detail.into(), errors: Vec::new(), current: None, wait_s: None }
    }
    /// A field of the body that cannot be taken.
    pub fn field(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        let flaw = Flaw { pointer: Some(pointer.into()), parameter: None, detail: detail.clone() };
        Refusal { errors: vec![flaw], ..Refusal::new(Kind::NotValid, detail) }
    }
    /// A parameter or a header that cannot be taken.
    pub fn parameter(name: &str, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        let flaw = Flaw { pointer: None, parameter: Some(name.to_owned()), detail: detail.clone() };
        Refusal { errors: vec![flaw], ..Refusal::new(Kind::NotValid, detail) }
    }
    /// More bytes than are taken.
    pub fn too_large(detail: impl Into<String>) -> Self {
        Refusal::new(Kind::TooLarge, detail)
    }
    /// It is not what the request saw; this is there now.
    pub(super) fn changed(current: Value, version: i64) -> Self {
        let detail = "Somebody changed this since you looked. What is there now stands in “current”; look at it and send yours again.";
        Refusal { current: Some(Box::new((current, version))), ..Refusal::new(Kind::Changed, detail) }
    }
    /// Too fast: so many seconds to wait.
    pub(super) fn too_fast(wait_s: i64) -> Self {
        let detail = format!("That were too many requests in a minute. Wait {wait_s} s, then go on.");
        Refusal { wait_s: Some(wait_s), ..Refusal::new(Kind::TooFast, detail) }
    }
    /// The verbs know fields by the forms' names; here each gets the pointer that it has in this body.
    #[must_use]
    pub fn pointing(mut self, names: &[(&str, &str)]) -> Self {
        for flaw in &mut self.errors {
            let known = |pointer: &String| names.iter().find(|(name, _)| pointer.strip_prefix('/') == Some(*name));
            if let Some((_, pointer)) = flaw.pointer.as_ref().and_then(known) {
                flaw.pointer = Some((*pointer).to_owned());
            }
        }
        self
    }
    fn problem(self) -> Problem {
        Problem {
            r#type: format!("/api#{}", self.kind.word()),
            title: self.kind.title().to_owned(),
            status: self.kind.status().as_u16(),
            detail: self.detail,
            errors: self.errors,
            current: self.current.map(|current| current.0),
        }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => {
                Refusal::new(Kind::NotFound, "It does not exist, or it is not yours to see. Nothing was changed.")
            }
            Error::NotAllowed(sentence) => Refusal::new(Kind::NotAllowed, sentence),
            Error::Conflict(sentence) => Refusal::new(Kind::Conflict, sentence),
            Error::ServeFirst(sentence) => {
                Refusal { kind: Kind::ServeFirst, detail: sentence, ..Refusal::field(format!("/{GOING_ON}"), SAY_WHY) }
            }
            Error::Invalid(problems) => {
                let detail = problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join(" ");
                let flaw = |problem: crate::error::Problem| Flaw {
                    pointer: Some(format!("/{}", problem.field)),
                    parameter: None,
                    detail: problem.message,
                };
                Refusal { errors: problems.into_iter().map(flaw).collect(), ..Refusal::new(Kind::NotValid, detail) }
            }
            Error::Ours(cause) => {
                tracing::error!(%cause, "a request failed");
                Refusal::new(Kind::Ours, "Nothing of it was saved, and nothing else is lost. Try again in a moment.")
            }
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (kind, wait_s) = (self.kind, self.wait_s);
        let version = self.current.as_ref().map(|current| current.1);
        let mut response = answer(kind.status(), &self.problem());
        let headers = response.headers_mut();
        if kind == Kind::NoToken {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"tend\""));
        }
        if let Some(seconds) = wait_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(version) = version {
            headers.insert(header::ETAG, etag(version));
        }
        response
    }
}

fn answer(status: StatusCode, problem: &Problem) -> Response {
    let body = serde_json::to_vec(problem).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response()
}

pub(super) fn after_a_panic() -> Response {
    Refusal::from(Error::ours("a handler panicked")).into_response()
}

/// Nothing told here is kept on the way, and whatever was refused by a layer or by axum itself is told as a problem too.
pub(super) async fn speaks_json(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    let status = response.status();
    let is_told =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/"));
    if is_told || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let kind = Kind::of(status);
    let allow = response.headers().get(header::ALLOW).cloned();
    let detail = match kind {
        Kind::Method => "This address knows other methods; the header Allow names them.",
        Kind::TooLarge => "The body is larger than is taken here. Nothing was changed.",
        _ => "The request could not be taken. Nothing was changed.",
    };
    let problem = Problem { status: status.as_u16(), ..Refusal::new(kind, detail).problem() };
    let mut told = answer(status, &problem);
    if let Some(allow) = allow {
        told.headers_mut().insert(header::ALLOW, allow);
    }
    told
}
