//! What a browser remembers for its person: light or dark, and whether single letters are shortcuts.

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;

use crate::ui::shell::Theme;

/// The theme this browser chose; else the system decides.
pub fn of(headers: &HeaderMap) -> Theme {
    match CookieJar::from_headers(headers).get("theme").map(|cookie| cookie.value().to_owned()).as_deref() {
        Some("dark") => Theme::Dark,
        Some("light") => Theme::Light,
        _ => Theme::System,
    }
}

/// Are single letters shortcuts here? They can be switched off (WCAG 2.1.4).
pub fn keys(headers: &HeaderMap) -> bool {
    CookieJar::from_headers(headers).get("keys").is_none_or(|cookie| cookie.value() != "off")
}
