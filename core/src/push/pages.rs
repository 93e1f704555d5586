//! The page on which a member says which of their devices may be told.

use axum::{
    Form, Router,
    extract::Path,
    response::Response,
    routing::{get, post},
};
use serde::Deserialize;

use super::{
    actions,
    browser::NewBrowser,
    store,
    views::{self, Shown},
};
use crate::{
    app::App,
    auth::Caller,
    error::{Error, Result},
    web::{Page, Visit, told},
};

/// So many of what was told last are shown.
const SHOWN: i64 = 20;
/// Where it is.
pub(super) const HERE: &str = "/me/told";

/// Routes under `/me/told`.
pub fn routes() -> Router<App> {
    Router::new()
        .route(HERE, get(show).post(allow))
        .route("/me/told/key", post(key))
        .route("/me/told/trial", post(trial))
        .route("/me/told/{id}/ending", post(end))
}

/// What the script of the page sends when a browser said yes.
#[derive(Default, Deserialize)]
#[serde(default)]
struct AllowForm {
    endpoint: String,
    p256dh: String,
    auth: String,
}

async fn show(visit: Visit) -> Result<Response> {
    let me = visit.actor.me()?;
    visit
        .page(move |db, visit| {
            let browsers = store::of_member(db, visit.actor.workspace, me, visit.now)?;
            let told = store::told_last(db, visit.actor.workspace, me, SHOWN)?;
            let zone = &visit.actor.zone;
            let shown = Shown { browsers: &browsers, here: &visit.session.token_hash, told: &told, zone };
            Ok(Page::new("Told at once", views::told(&shown)))
        })
        .await
}

/// The key with which a browser subscribes.
async fn key(visit: Visit) -> Result<String> {
    visit.write(actions::public_key).await
}

async fn allow(visit: Visit, caller: Caller, Form(form): Form<AllowForm>) -> Result<Response> {
    let new = NewBrowser {
        endpoint: form.endpoint,
        p256dh: form.p256dh,
        auth: form.auth,
        device: caller.device,
        session: visit.session.token_hash.clone(),
    };
    visit.write(move |tx| actions::allow(tx, &new)).await?;
    Ok(told(HERE, "From now on Tend tells you here", None))
}

async fn trial(visit: Visit) -> Result<Response> {
    visit.write(actions::tell_me).await?;
    Ok(told(HERE, "On its way to your devices", None))
}

async fn end(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    visit.write(move |tx| actions::forget(tx, id)).await?;
    Ok(told(HERE, "It is told nothing any more", None))
}
