//! The files a browser keeps: one style sheet, one script, one sheet of icons, named by their content.

use axum::{
    Router,
    extract::{OriginalUri, State},
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};

use crate::{
    app::App,
    error::{Error, Result},
};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/assets/{name}", get(asset)).route("/assets/tend.css", get(stylesheet))
}

async fn asset(State(app): State<App>, OriginalUri(uri): OriginalUri) -> Result<Response> {
    let asset = app.assets.find(uri.path()).ok_or(Error::NotFound)?;
    let headers =
        [(header::CONTENT_TYPE, asset.media_type), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, asset.text.clone().into_owned()).into_response())
}

/// For pages that do not know the app: an error's page.
async fn stylesheet(State(app): State<App>) -> Response {
    let asset = &app.assets.stylesheet;
    ([(header::CONTENT_TYPE, asset.media_type), (header::CACHE_CONTROL, "no-cache")], asset.text.clone().into_owned())
        .into_response()
}
