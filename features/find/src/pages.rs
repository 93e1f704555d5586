//! The page where one finds, and the same as a list for the palette.

mod view;

use axum::{
    Form, Router,
    extract::Query,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use tend_core::{
    App, Error, Result,
    web::{Page, Visit},
};

use crate::{actions, found};

pub(crate) use view::{list_view, page_view};

/// Where one finds.
pub(crate) const HERE: &str = "/find";

/// Where everything is.
pub fn routes() -> Router<App> {
    Router::new().route(HERE, get(show)).route("/find/list", get(list)).route("/find/recent", post(opened))
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
}

async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let found = found::look(db, &visit.actor, visit.app.features, &asked.q)?;
            Ok(Page::new("Find", page_view(&found, &asked.q, &visit.actor.zone)))
        })
        .await
}

/// The list alone, for the palette.
async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let features = visit.app.features;
    let zone = visit.actor.zone.clone();
    let typed = asked.q.clone();
    let found = visit.read(move |db, actor| found::look(db, actor, features, &typed)).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], list_view(&found, &asked.q, &zone)).into_response())
}

#[derive(Deserialize)]
struct Opened {
    client: String,
}

async fn opened(visit: Visit, Form(opened): Form<Opened>) -> Result<Response> {
    let client = opened.client.parse().map_err(|_| Error::NotFound)?;
    visit.write(move |tx| actions::opened(tx, client)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
