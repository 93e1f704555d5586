//! Sessions: a secret in a cookie, its hash in the database.
//!
//! Who stays signed in is known for 30 days after their last visit; who does not, until the browser closes and twelve hours
//! at most. The secret is made anew at each sign-in.

use axum::http::{HeaderMap, HeaderValue};
use axum_extra::extract::CookieJar;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use crate::{
    actor::Actor,
    id::{MemberId, UserId, WorkspaceId},
    time::{DAY, HOUR, MINUTE, Timestamp},
};

/// How long one is known after the last visit, if one stays signed in, in microseconds.
pub const STAYS_US: i64 = 30 * DAY;
/// How long one is known otherwise, in microseconds.
pub const PASSES_US: i64 = 12 * HOUR;
/// The last visit is written down at most this often, in microseconds.
pub const SEEN_EVERY_US: i64 = 5 * MINUTE;
/// Browsers keep no cookie longer than 400 days; when a session ends is the database's to say.
const COOKIE_SECONDS: i64 = 400 * 24 * 60 * 60;

/// A secret for a cookie or a link: 256 bits, as 43 characters.
#[derive(Clone)]
pub struct Secret(pub String);

impl Secret {
    /// A new one.
    pub fn new() -> Self {
        Secret(BASE64_URL_SAFE_NO_PAD.encode(chance::<32>()))
    }
    /// What the database keeps of it. The secret has 256 bits of chance, so one round of SHA-256 is enough.
    pub fn hash(&self) -> String {
        fingerprint(&self.0)
    }
}
impl Default for Secret {
    fn default() -> Self {
        Secret::new()
    }
}

/// The SHA-256 of a text, as 43 characters.
pub(crate) fn fingerprint(text: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes()))
}

/// Bytes nobody can guess.
#[expect(clippy::disallowed_methods, reason = "this is the one place that makes secrets")]
pub(crate) fn chance<const N: usize>() -> [u8; N] {
    rand::random()
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

/// The `Set-Cookie` that keeps a session in the browser.
pub fn keep(secret: &Secret, stays: bool, is_https: bool) -> HeaderValue {
    let age = if stays { format!("; Max-Age={COOKIE_SECONDS}") } else { String::new() };
    cookie(&secret.0, &age, is_https)
}

/// The `Set-Cookie` that takes a session out of the browser.
pub fn forget(is_https: bool) -> HeaderValue {
    cookie("", "; Max-Age=0", is_https)
}

fn cookie(value: &str, age: &str, is_https: bool) -> HeaderValue {
    let secure = if is_https { "; Secure" } else { "" };
    let text = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}", cookie_name(is_https));
    HeaderValue::from_str(&text).expect("a secret has only letters, digits, - and _")
}

/// A session as its owner sees it in their list.
#[derive(Clone, Debug)]
pub struct Session {
    /// What the database knows it by; not the secret.
    pub token_hash: String,
    /// Whose it is.
    pub user: UserId,
    /// Where they work in it.
    pub workspace: WorkspaceId,
    /// As which member.
    pub member: MemberId,
    /// When they signed in.
    pub created_at: Timestamp,
    /// When they were last here.
    pub seen_at: Timestamp,
    /// When it ends, unless they come back before.
    pub expires_at: Timestamp,
    /// Does it last beyond the browser's closing?
    pub stays: bool,
    /// The browser and the system, in words.
    pub device: String,
}

impl Session {
    /// When it ends if they were seen at that moment.
    pub fn end_after(&self, seen_at: Timestamp) -> Timestamp {
        if self.stays { seen_at.plus(STAYS_US) } else { self.expires_at }
    }
}

/// Who stands behind a request.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// As whom they act.
    pub actor: Actor,
    /// The session they came with.
    pub session: Session,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_https_the_cookie_is_bound_to_the_host() {
        let secret = Secret("abc".into());
        assert_eq!(keep(&secret, false, true), "__Host-tend=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
        assert_eq!(keep(&secret, true, false), "tend=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000");
        assert_eq!(forget(false), "tend=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }

    #[test]
    fn secrets_differ_and_their_hash_is_another_text() {
        let (one, other) = (Secret::new(), Secret::new());
        assert!(one.0 != other.0 && one.hash() != one.0 && one.0.len() == 43 && one.hash().len() == 43);
    }
}
