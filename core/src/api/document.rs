//! The document of the door: OpenAPI 3.1, made from the code, served with it, and read by the gate and by the tests.

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    Router,
    extract::State,
    http::{HeaderValue, Method, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::{Map, Value, json};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use super::{Flaw, PREFIX, Problem, Scope, refusal::Kind};
use crate::{app::App, error::Result, feature::Feature};

/// Where the document stands, below [`PREFIX`].
const HERE: &str = "/openapi.json";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Tend",
        description = "Clients, promises and who to help today. Every request carries a token and acts as its member.",
        license(name = "AGPL-3.0-or-later", identifier = "AGPL-3.0-or-later")
    ),
    components(schemas(Problem, Flaw))
)]
struct Door;

/// The routes of all features under [`PREFIX`], and the document about them.
pub(super) fn split(features: &[&Feature]) -> (Router<App>, Value) {
    let mut inner = OpenApiRouter::default();
    for feature in features {
        inner = inner.merge((feature.api)());
    }
    let (routes, document) = OpenApiRouter::with_openapi(Door::openapi()).nest(PREFIX, inner).split_for_parts();
    let mut document = serde_json::to_value(document).unwrap_or_default();
    complete(&mut document);
    (routes, document)
}

/// The document alone.
pub fn of(features: &[&Feature]) -> Value {
    split(features).1
}

/// All scopes that an operation asks for, in order.
pub fn scopes(features: &[&Feature]) -> Vec<Scope> {
    let document = of(features);
    let named: BTreeSet<Scope> =
        operations(&document).filter_map(|operation| operation.scope()?.parse().ok()).collect();
    named.into_iter().collect()
}

/// One operation of the document.
pub struct Operation<'d> {
    /// Its method.
    pub method: Method,
    /// Its address: `/api/v1/clients/{client}`.
    pub path: &'d str,
    /// What the document says of it.
    pub value: &'d Value,
}

impl Operation<'_> {
    /// The scope it asks for, if it asks for one.
    pub fn scope(&self) -> Option<&str> {
        self.value["security"].as_array()?.iter().find_map(|one| one.get("token")?.as_array()?.first()?.as_str())
    }
}

/// Every operation of a document.
pub fn operations(document: &Value) -> impl Iterator<Item = Operation<'_>> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.filter_map(move |(method, value)| {
            let method = Method::from_bytes(method.to_ascii_uppercase().as_bytes())
                .ok()
                .filter(|_| value.get("operationId").is_some())?;
            Some(Operation { method, path, value })
        })
    })
}

/// Serves the document.
pub(super) fn routes(document: Value) -> Router<App> {
    let text: Arc<str> = document.to_string().into();
    let serve = async |State(text): State<Arc<str>>| -> Result<Response> {
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        ];
        Ok((headers, text.to_string()).into_response())
    };
    Router::new().route(&format!("{PREFIX}{HERE}"), get(serve)).with_state(text)
}

/// Adds what is the same for all operations: how to show a token, and how each of them can be refused.
fn complete(document: &mut Value) {
    document["components"]["securitySchemes"] = json!({
        "token": { "type": "http", "scheme": "bearer", "bearerFormat": "workspace.secret", "description": "A token, made under Settings, Tokens or with tend token create." }
    });
    document["components"]["responses"] = refusals();
    let Some(paths) = document["paths"].as_object_mut() else { return };
    for item in paths.values_mut().filter_map(Value::as_object_mut) {
        for (method, operation) in item.iter_mut().filter(|(_, value)| value.get("operationId").is_some()) {
            let refused: Vec<Kind> =
                Kind::ALL.iter().copied().filter(|kind| can_be(*kind, method, operation)).collect();
            if let Some(responses) = operation["responses"].as_object_mut() {
                refuse(responses, &refused);
                tag(responses);
            }
        }
    }
}

/// Can this operation be refused in that way?
fn can_be(kind: Kind, method: &str, operation: &Value) -> bool {
    let parameters = || operation["parameters"].as_array().into_iter().flatten();
    let has = |place: &str| parameters().any(|parameter| parameter["in"] == place);
    let names = |name: &str| parameters().any(|parameter| parameter["name"] == name);
    let security = operation["security"].as_array().into_iter().flatten().find_map(|one| one.get("token"));
    let has_body = operation.get("requestBody").is_some();
    match kind {
        Kind::NoToken | Kind::TooFast => security.is_some(),
        Kind::NotAllowed => security.and_then(Value::as_array).is_some_and(|scopes| !scopes.is_empty()),
        Kind::NotFound => has("path") || has_body || names("owner") || names("place"),
        Kind::Conflict => method != "get",
        Kind::Changed | Kind::SayWhatYouSaw => names("If-Match"),
        Kind::Unreadable | Kind::TooLarge | Kind::NotJson => has_body,
        Kind::NotValid => has_body || has("query") || names("Idempotency-Key") || method != "get",
        Kind::KeyUsed | Kind::Method | Kind::ServeFirst | Kind::Ours => false,
    }
}

fn refuse(responses: &mut Map<String, Value>, kinds: &[Kind]) {
    for kind in kinds {
        let status = kind.status().as_u16().to_string();
        responses.entry(status).or_insert_with(|| json!({ "$ref": format!("#/components/responses/{}", kind.word()) }));
    }
}

/// Answers that show one thing with a version carry its tag.
fn tag(responses: &mut Map<String, Value>) {
    for (_, response) in responses.iter_mut().filter(|(status, _)| matches!(status.as_str(), "200" | "201")) {
        let shown = response["content"]["application/json"]["schema"]["$ref"].as_str().unwrap_or_default();
        if shown.ends_with("Shape") {
            response["headers"]["ETag"] =
                json!({ "description": "What you saw, for If-Match.", "schema": { "type": "string" } });
        }
    }
}

fn refusals() -> Value {
    let one = |kind: &Kind| {
        let schema = json!({ "$ref": "#/components/schemas/Problem" });
        let told =
            json!({ "description": kind.title(), "content": { "application/problem+json": { "schema": schema } } });
        (kind.word().to_owned(), told)
    };
    Value::Object(Kind::ALL.iter().filter(|kind| **kind != Kind::KeyUsed).map(one).collect())
}
