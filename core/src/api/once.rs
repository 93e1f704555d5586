//! Creations that may be sent twice: the same `Idempotency-Key` from the same token gives the same answer for a day, and creates once.

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    http::request::Parts,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use utoipa::IntoParams;

use super::{refusal::Refusal, sent};
use crate::app::App;

/// The header, for the document.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "only its description is used")]
pub struct Once {
    /// A name for this very creation, made by you. Sent again within a day with the same body it answers the same and creates nothing.
    #[param(rename = "Idempotency-Key", min_length = 1, max_length = 200, pattern = "^[!-~]+$", required = false)]
    idempotency_key: Option<String>,
}

/// The longest key, in characters.
const LONGEST_KEY: usize = 200;

/// A key and what it is for.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub key: String,
    /// SHA-256 of the method, the address and the body.
    pub fingerprint: String,
}

/// A creation: its body, and the key under which it may be sent again.
pub struct Create<T> {
    /// The body.
    pub body: T,
    pub(super) mark: Option<Mark>,
}

impl<T: DeserializeOwned> FromRequest<App> for Create<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let key = read_key(&parts)?;
        let address = format!("{} {}\n", parts.method, parts.uri);
        let bytes = sent::bytes(Request::from_parts(parts, body), app).await?;
        let mark = key.map(|key| Mark { key, fingerprint: fingerprint(&address, &bytes) });
        Ok(Create { body: sent::read(&bytes)?, mark })
    }
}

/// A creation without a JSON body of its own: where the address says all, or the body is a file.
impl FromRequestParts<App> for Create<()> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Refusal> {
        let address = format!("{} {}\n", parts.method, parts.uri);
        let mark = read_key(parts)?.map(|key| Mark { key, fingerprint: fingerprint(&address, &[]) });
        Ok(Create { body: (), mark })
    }
}

impl Create<()> {
    /// The same creation with a body that came another way.
    pub fn with<T>(self, body: T, bytes: &[u8]) -> Create<T> {
        let mark = self.mark.map(|mark| Mark { fingerprint: fingerprint(&mark.fingerprint, bytes), ..mark });
        Create { body, mark }
    }
}

fn read_key(parts: &Parts) -> Result<Option<String>, Refusal> {
    const HEADER: &str = "idempotency-key";
    let Some(value) = parts.headers.get(HEADER) else { return Ok(None) };
    let key = value.to_str().unwrap_or_default().trim();
    if key.is_empty() || key.len() > LONGEST_KEY || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Refusal::parameter(
            "Idempotency-Key",
            "A key is 1 to 200 letters, digits and signs without blanks: a UUID is a good one.",
        ));
    }
    Ok(Some(key.to_owned()))
}

fn fingerprint(address: &str, bytes: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(address.as_bytes());
    hash.update(bytes);
    BASE64_URL_SAFE_NO_PAD.encode(hash.finalize())
}
