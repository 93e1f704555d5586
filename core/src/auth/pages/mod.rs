//! The pages of sign-in: the first visit, coming in, links that work once, going out.

mod forgotten;
mod link;
mod next;
mod sign_in;
mod views;
mod welcome;

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use maud::Markup;

use super::{
    Caller, Secret, actions,
    session::{self, Session},
};
use crate::{
    app::App,
    error::Result,
    ui::shell,
    web::{Visit, bare_shell, see_other},
};

pub(crate) use next::same_site;
pub(super) use views::samples;

/// Routes of sign-in.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/welcome", get(welcome::show).post(welcome::send))
        .route("/sign-in", get(sign_in::show).post(sign_in::send))
        .route("/sign-in/forgotten", get(forgotten::show).post(forgotten::send))
        .route("/sign-in/workspace", post(sign_in::choose))
        .route("/link/{secret}", get(link::show).post(link::send))
        .route("/sign-out", post(sign_out))
        .route("/sign-out/everywhere", post(sign_out_everywhere))
}

async fn sign_out(State(app): State<App>, caller: Caller) -> Result<Response> {
    if let Some(secret) = &caller.session {
        actions::sign_out(&app, secret).await?;
    }
    Ok(signed_out(&app))
}

async fn sign_out_everywhere(visit: Visit) -> Result<Response> {
    let Session { user, .. } = visit.session;
    actions::sign_out_everywhere(&visit.app, user).await?;
    Ok(signed_out(&visit.app))
}

fn signed_out(app: &App) -> Response {
    ([(header::SET_COOKIE, session::forget(app.settings.is_https()))], see_other("/sign-in")).into_response()
}

/// Lets somebody in: the cookie, and on to where they wanted to be.
pub(crate) fn let_in(app: &App, secret: &Secret, stays: bool, to: &str) -> Response {
    ([(header::SET_COOKIE, session::keep(secret, stays, app.settings.is_https()))], see_other(to)).into_response()
}

/// A page outside of the house's frame, which no cache keeps.
fn bare(app: &App, headers: &HeaderMap, status: StatusCode, title: &str, main: Markup) -> Response {
    let page = shell::bare(&bare_shell(app, headers, title), main);
    (status, [(header::CACHE_CONTROL, "no-store")], page).into_response()
}
