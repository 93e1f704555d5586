//! The body of a request: JSON of a known shape, bounded. What cannot be taken is told with its place.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use super::refusal::{Kind, Refusal};
use crate::app::App;

/// A body that was read.
pub struct Sent<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let bytes = bytes(request, app).await?;
        read(&bytes).map(Sent)
    }
}

/// The bytes of a body that says it is JSON.
pub(super) async fn bytes(request: Request, app: &App) -> Result<Bytes, Refusal> {
    if !is_json(request.headers()) {
        return Err(Refusal::new(Kind::NotJson, "Send the body as JSON, with Content-Type: application/json."));
    }
    Bytes::from_request(request, app).await.map_err(|rejection| match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Refusal::new(Kind::TooLarge, "The body is larger than 1 MB. Nothing was changed.")
        }
        _ => Refusal::new(Kind::Unreadable, "The body did not come whole. Nothing was changed; send it again."),
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// Reads a body into its shape.
pub(super) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    // Serde would read a list as the fields in their order.
    if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[') {
        return Err(Refusal::field("", "The body is a list; send an object."));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let shape = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| refused(&pointer(error.path()), error.inner()))?;
    reader.end().map_err(|error| refused("", &error))?;
    match unshown(bytes) {
        None => Ok(shape),
        Some(pointer) => Err(Refusal::field(pointer, "There is a character in it that cannot be kept (U+0000).")),
    }
}

fn refused(pointer: &str, error: &serde_json::Error) -> Refusal {
    let text = error.to_string();
    let said = text.split(" at line ").next().unwrap_or(&text);
    if !error.is_data() {
        return Refusal::new(
            Kind::Unreadable,
            format!("The body is no JSON: {said}, line {}, column {}.", error.line(), error.column()),
        );
    }
    let named = |before: &str| said.strip_prefix(before)?.split('`').next().map(str::to_owned);
    if let Some(field) = named("missing field `") {
        return Refusal::field(format!("{pointer}/{}", escaped(&field)), format!("“{field}” is missing."));
    }
    if let Some(field) = named("unknown field `") {
        let pointer = if pointer.rsplit('/').next() == Some(escaped(&field).as_str()) {
            pointer.to_owned()
        } else {
            format!("{pointer}/{}", escaped(&field))
        };
        let known = said.split_once(", ").map_or("none is taken here", |(_, known)| known);
        return Refusal::field(pointer, format!("“{field}” is not known here: {known}."));
    }
    if let Some(field) = named("duplicate field `") {
        return Refusal::field(format!("{pointer}/{}", escaped(&field)), format!("“{field}” stands there twice."));
    }
    Refusal::field(pointer, format!("This cannot be taken: {said}."))
}

/// A place in the body as a JSON pointer.
fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", escaped(key))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Where the body holds U+0000, which no database of ours keeps in a text.
fn unshown(bytes: &[u8]) -> Option<String> {
    const MARK: &[u8] = b"\\u0000";
    if !bytes.windows(MARK.len()).any(|window| window == MARK) {
        return None;
    }
    let value: Value = serde_json::from_slice(bytes).ok()?;
    find_unshown(&value, "")
}

fn find_unshown(value: &Value, at: &str) -> Option<String> {
    match value {
        Value::String(text) => text.contains('\0').then(|| at.to_owned()),
        Value::Array(items) => {
            items.iter().enumerate().find_map(|(index, item)| find_unshown(item, &format!("{at}/{index}")))
        }
        Value::Object(fields) => {
            fields.iter().find_map(|(key, item)| find_unshown(item, &format!("{at}/{}", escaped(key))))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its reading is looked at")]
    struct Body {
        name: String,
        #[serde(default)]
        points: Vec<Point>,
    }
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its reading is looked at")]
    struct Point {
        value: String,
    }

    async fn told(body: &str) -> (u16, String) {
        let refusal = read::<Body>(body.as_bytes()).expect_err("refused");
        let response = refusal.into_response();
        let status = response.status().as_u16();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        let value: Value = serde_json::from_slice(&bytes).expect("JSON");
        let pointer = value["errors"][0]["pointer"].as_str();
        (status, pointer.map_or_else(|| value["detail"].as_str().unwrap_or_default().to_owned(), str::to_owned))
    }

    #[tokio::test]
    async fn what_cannot_be_taken_is_told_with_its_place() {
        for (body, status, place) in [
            (r#"{"points": []}"#, 422, "/name"),
            (r#"{"name": 7}"#, 422, "/name"),
            (r#"{"name": "x", "nmae": 1}"#, 422, "/nmae"),
            (r#"{"name": "x", "points": [{"value": "a"}, {"value": "b", "a/b": 1}]}"#, 422, "/points/1/a~1b"),
            (r#"{"name": "x", "points": [{}]}"#, 422, "/points/0/value"),
            (r#"{"name": "x", "points": [{"value": "a\u0000"}]}"#, 422, "/points/0/value"),
            (r#"{"name": "x", "name": "y"}"#, 422, "/name"),
            (r#"[1]"#, 422, ""),
        ] {
            assert_eq!(told(body).await, (status, place.to_owned()), "{body}");
        }
        let (status, detail) = told("{\n  \"name\": }").await;
        assert_eq!(status, 400);
        assert!(detail.ends_with("line 2, column 11."), "{detail}");
        assert_eq!(told("{\"name\": \"x\"} more").await.0, 400);
        assert_eq!(told("").await.0, 400);
    }
}
