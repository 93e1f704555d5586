//! The gate: who comes with which token, whether it reaches as far as the document says, and not too fast.

use std::{collections::HashMap, net::IpAddr, sync::Arc};

use axum::{
    extract::{FromRequestParts, MatchedPath, Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde_json::Value;

use super::{
    Scope, actions, document,
    errand::Errand,
    pace::Pace,
    refusal::{Kind, Refusal},
    token::{Shown, Token, TokenId},
};
use crate::{actor::Actor, app::App, auth::Caller};

/// Of what a token may send in a minute, that part may come from one address of the network with a wrong one.
const WRONG_PART: u32 = 10;

/// What an operation asks of who comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// Nothing: everybody may read it.
    Nothing,
    /// Any token.
    Token,
    /// A token with this scope.
    Scope(Scope),
}

/// What stands at the gate.
#[derive(Clone)]
pub(super) struct Gate(Arc<Inner>);

struct Inner {
    app: App,
    needs: HashMap<(Method, String), Need>,
    pace: Pace<TokenId>,
    wrong: Pace<Option<IpAddr>>,
}

impl Gate {
    /// Reads from the document what each operation needs.
    pub(super) fn new(app: App, document: &Value) -> Self {
        let needs = document::operations(document)
            .map(|operation| ((operation.method.clone(), operation.path.to_owned()), need(operation.value)))
            .collect();
        let (pace, wrong) = (app.settings.requests_per_minute, app.settings.requests_per_minute / WRONG_PART);
        Gate(Arc::new(Inner { app, needs, pace: Pace::new(pace), wrong: Pace::new(wrong) }))
    }
    fn need(&self, method: &Method, path: &str) -> Option<&Need> {
        let method = if method == Method::HEAD { Method::GET } else { method.clone() };
        self.0.needs.get(&(method, path.to_owned()))
    }
}

fn need(operation: &Value) -> Need {
    let asked = operation["security"].as_array().into_iter().flatten().filter_map(|one| one.get("token"));
    let scopes: Vec<&str> =
        asked.clone().flat_map(|scopes| scopes.as_array().into_iter().flatten()).filter_map(Value::as_str).collect();
    match (asked.count(), scopes.first()) {
        (0, _) => Need::Nothing,
        (_, None) => Need::Token,
        (_, Some(scope)) => Need::Scope(scope.parse().expect("an operation names a scope as clients:read")),
    }
}

/// Lets a request in, with its errand, or refuses it.
pub(super) async fn admit(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().cloned();
    let need = path.and_then(|path| gate.need(request.method(), path.as_str()).cloned());
    // What the document does not name has no operation behind it: not found, or not by this method.
    let Some(need) = need else { return next.run(request).await };
    match let_in(&gate, need, request).await {
        Ok(request) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    }
}

async fn let_in(gate: &Gate, need: Need, request: Request) -> Result<Request, Refusal> {
    let scope = match need {
        Need::Nothing => return Ok(request),
        Need::Token => None,
        Need::Scope(scope) => Some(scope),
    };
    let app = &gate.0.app;
    let now = app.clock.now();
    let (mut parts, body) = request.into_parts();
    let Ok(caller) = Caller::from_request_parts(&mut parts, app).await;
    let bearer = match shown(&parts.headers) {
        Some(shown) => actions::bearer(app, &shown).await?,
        None => None,
    };
    let Some((token, actor)) = bearer else {
        gate.0.wrong.take(caller.address, now).map_err(Refusal::too_fast)?;
        return Err(no_token());
    };
    gate.0.pace.take(token.id, now).map_err(Refusal::too_fast)?;
    if let Some(scope) = scope {
        reaches(&token, &actor, &scope)?;
    }
    parts.extensions.insert(Errand::new(app.clone(), actor, token, now));
    Ok(Request::from_parts(parts, body))
}

/// A token reaches as far as its scopes, and who only reads writes nothing: said before anything of the request is looked at.
fn reaches(token: &Token, actor: &Actor, scope: &Scope) -> Result<(), Refusal> {
    if !token.scopes.contains(scope) {
        return Err(Refusal::new(Kind::NotAllowed, format!("This token may not do that: it lacks the scope {scope}.")));
    }
    if scope.writes() { Ok(actor.may_write()?) } else { Ok(()) }
}

fn shown(headers: &HeaderMap) -> Option<Shown> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = text.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().parse().ok()).flatten()
}

pub(super) fn no_token() -> Refusal {
    Refusal::new(
        Kind::NoToken,
        "Send a token: Authorization: Bearer … . This one is missing, not known, withdrawn or at its end. A new one is made under Settings, Tokens.",
    )
}
