//! The pages for people outside, without an account: where they tell a place what went wrong, and the one behind their own link.
//! They work as plain forms, and what is wrong with a link is told to nobody.

mod card;
mod care;
mod handed;
mod report;
mod samples;
mod views;

use axum::{
    Router,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use maud::Markup;
use tend_core::{App, feature::PlaceLink, ui::shell, web::bare_shell};

pub(super) use samples::samples;

/// The way from the settings of a place to its card.
pub const FOR_GUESTS: PlaceLink = PlaceLink {
    label: "The page for guests",
    detail: "Where guests tell this place what is not right, without an account. Its card stands on the tables.",
    href: card::url,
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/report/{code}", get(report::show).post(report::send))
        .route("/report/{code}/thanks", get(report::thanks))
        .route("/care/{token}", get(care::show))
        .route("/care/{token}/settlement", post(care::settle))
        .route("/care/{token}/reopening", post(care::not_settled))
        .route("/problems/{id}/link", get(handed::show).post(handed::make))
        .route("/problems/{id}/link/withdrawal", post(handed::withdraw))
        .route("/settings/places/{id}/card", get(card::show))
}

/// A page for anybody. No cache keeps it, and no search finds it.
fn public(app: &App, headers: &HeaderMap, status: StatusCode, title: &str, main: Markup) -> Response {
    let page = shell::public(&bare_shell(app, headers, title), main);
    let told = [(header::CACHE_CONTROL, "no-store"), (header::HeaderName::from_static("x-robots-tag"), "noindex")];
    (status, told, page).into_response()
}
