//! The pages of the house: the list of settings, places, the workspace itself.

mod places;
mod settings;
pub(super) mod views;
mod workspace;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{
    app::App,
    auth::members,
    house::{away, backups},
};

pub(crate) use views::{hours_fields, name_and_zone, settings_page};

/// Routes under `/settings`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/settings", get(settings::show))
        .route("/settings/places", get(places::list))
        .route("/settings/places/new", get(places::new).post(places::create))
        .route("/settings/places/{id}", get(places::one).post(places::edit))
        .route("/settings/places/{id}/closing", post(places::close))
        .route("/settings/places/{id}/opening", post(places::reopen))
        .route("/settings/workspace", get(workspace::show).post(workspace::edit))
        .route("/settings/workspace/stuck/{id}", post(workspace::send_again))
        .merge(members::pages::routes())
        .merge(away::routes())
        .merge(backups::routes())
}
