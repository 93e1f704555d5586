//! The files of the page: one style sheet, one script, one sheet of icons, named by their content.

use axum::{
    Router,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};

use crate::{app::App, error::Error, ui};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/assets/{name}", get(asset))
}

async fn asset(State(_): State<App>, Path(name): Path<String>) -> Result<Response, Error> {
    let asset = ui::assets::find(&name).ok_or(Error::NotFound)?;
    let headers = [(header::CONTENT_TYPE, asset.content_type), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, asset.body).into_response())
}
