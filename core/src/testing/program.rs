//! A program that comes to the JSON door with a token.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use serde_json::Value;
use tower::ServiceExt;

use crate::{
    Actor, App, Role,
    api::{
        PREFIX, Scope, actions, document,
        token::{Lifetime, NewToken, TokenId},
    },
    web,
};

/// A program with a token, or without one.
#[derive(Clone)]
pub struct Program {
    routes: Router,
    /// What it shows; empty: nothing.
    pub token: String,
    /// Its token's id.
    pub id: Option<TokenId>,
}

impl Program {
    /// Comes with nothing.
    pub fn stranger(app: &App) -> Self {
        Program { routes: web::router(app.clone()), token: String::new(), id: None }
    }

    /// Comes as that member, with every scope there is.
    pub async fn of(app: &App, actor: &Actor) -> Self {
        Self::with(app, actor, document::scopes(app.features), actor.role).await
    }

    /// Comes as that member with these scopes, and as no more than that role. The house makes the token, so that a guest has one too.
    pub async fn with(app: &App, actor: &Actor, scopes: Vec<Scope>, role: Role) -> Self {
        let new = NewToken {
            member: actor.member.expect("a member"),
            name: "A script".into(),
            role,
            scopes,
            lifetime: Lifetime::Month,
        };
        let house = Actor::house(actor.workspace, actor.zone.clone());
        let (id, shown) = app.write(&house, move |tx| actions::create(tx, &new)).await.expect("a token is made");
        Program { token: shown.text(), id: Some(id), ..Self::stranger(app) }
    }

    /// The same program with another token.
    pub fn showing(&self, token: impl Into<String>) -> Self {
        Program { token: token.into(), ..self.clone() }
    }

    /// Reads.
    pub async fn gets(&self, path: &str) -> Reply {
        self.asks(Method::GET, path, &[], None).await
    }

    /// Creates, or does.
    pub async fn posts(&self, path: &str, body: Value) -> Reply {
        self.asks(Method::POST, path, &[], Some(body)).await
    }

    /// Asks for anything below [`PREFIX`], or for a whole address that begins with it.
    pub async fn asks(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Option<Value>) -> Reply {
        let path = if path.starts_with(PREFIX) { path.to_owned() } else { format!("{PREFIX}{path}") };
        let mut request = Request::builder().method(method).uri(path);
        if !self.token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = match body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        self.sends(request.body(body).expect("a request")).await
    }

    /// Sends a request as it is.
    pub async fn sends(&self, request: Request<Body>) -> Reply {
        let response = self.routes.clone().oneshot(request).await.expect("the router always answers");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("the whole body");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Reply {
            status: parts.status,
            headers: parts.headers,
            json: serde_json::from_str(&text).unwrap_or(Value::Null),
            text,
        }
    }
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    /// 200, 201, 404, 412 …
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// The body.
    pub json: Value,
    /// The same as it came.
    pub text: String,
}

impl Reply {
    /// It has this status; else the test tells what it said.
    #[track_caller]
    pub fn is(self, status: u16) -> Reply {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }
    /// A header's value, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
    /// A text in the body.
    #[track_caller]
    pub fn text_at(&self, pointer: &str) -> String {
        let text = self.json.pointer(pointer).and_then(Value::as_str);
        text.unwrap_or_else(|| panic!("there is no text at {pointer}: {}", self.text)).to_owned()
    }
}
