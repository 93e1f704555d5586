//! What a browser remembers for its person: light or dark, and whether single letters are shortcuts.

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;

use crate::ui::shell::Theme;

/// The theme this browser chose; else the system decides.
pub fn of(headers: &HeaderMap) -> Theme {
    CookieJar::from_headers(headers).get("theme").map_or(Theme::System, |cookie| Theme::from_cookie(cookie.value()))
}

/// Are single letters shortcuts here? They can be switched off (WCAG 2.1.4).
pub fn keys(headers: &HeaderMap) -> bool {
    CookieJar::from_headers(headers).get("keys").is_none_or(|cookie| cookie.value() != "off")
}
