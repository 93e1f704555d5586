//! Sessions: a secret in a cookie, its hash in the database.

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// A secret for a cookie or a link: 256 bits, as 43 characters.
#[derive(Clone)]
pub struct Secret(pub String);

impl Secret {
    /// A new one.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that makes secrets")]
    pub fn new() -> Self {
        Secret(BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
    }
    /// What the database keeps of it. The secret has 256 bits of chance, so one round of SHA-256 is enough.
    pub fn hash(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(self.0.as_bytes()))
    }
}
impl Default for Secret {
    fn default() -> Self {
        Secret::new()
    }
}

/// The session cookie's name: over https browsers accept `__Host-` only from this very host.
pub const fn cookie_name(is_https: bool) -> &'static str {
    if is_https { "__Host-tend" } else { "tend" }
}

/// The session's secret in a request, if it carries one.
pub fn secret_of(headers: &HeaderMap, is_https: bool) -> Option<Secret> {
    let jar = CookieJar::from_headers(headers);
    jar.get(cookie_name(is_https)).map(|cookie| Secret(cookie.value().to_owned()))
}
