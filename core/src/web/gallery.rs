//! The gallery of development builds: every component and page in every state.

use axum::{
    Router,
    extract::{Path, State},
    http::HeaderMap,
    routing::get,
};
use maud::Markup;

use super::theme;
use crate::{
    app::App,
    error::{Error, Result},
    ui::{
        Sample, Shell,
        gallery::{self, samples},
    },
};

const BASE: &str = "/gallery/";

pub(super) fn routes() -> Router<App> {
    Router::new().route("/gallery", get(index)).route("/gallery/{slug}", get(show))
}

fn all(app: &App) -> Vec<Sample> {
    samples().into_iter().chain(app.features.iter().flat_map(|feature| (feature.samples)())).collect()
}

fn shell(app: &App, headers: &HeaderMap) -> Shell {
    Shell { title: "Gallery".to_owned(), ..gallery::sample_shell(&app.assets.stylesheet.path, theme::of(headers)) }
}

async fn index(State(app): State<App>, headers: HeaderMap) -> Markup {
    gallery::index(&shell(&app, &headers), &all(&app), BASE)
}

async fn show(State(app): State<App>, headers: HeaderMap, Path(slug): Path<String>) -> Result<Markup> {
    let sample = all(&app).into_iter().find(|sample| sample.slug() == slug).ok_or(Error::NotFound)?;
    Ok(gallery::page(&shell(&app, &headers), &sample))
}
