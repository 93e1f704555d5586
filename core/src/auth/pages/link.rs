//! Links that work once. Looking at one changes nothing: mail scanners and previews look, too.

use axum::{
    Form,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use serde::Deserialize;

use super::{bare, let_in, views};
use crate::{
    app::App,
    auth::{
        Caller, NewPassword, Secret,
        actions::{self, Invitation},
    },
    error::Result,
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct LinkForm {
    password: String,
}

pub(super) async fn show(State(app): State<App>, caller: Caller, Path(secret): Path<String>) -> Result<Response> {
    match actions::look_at_link(&app, &Secret(secret)).await? {
        Some(invitation) => Ok(page(&app, &caller, StatusCode::OK, &invitation, None)),
        None => Ok(over(&app, &caller)),
    }
}

pub(super) async fn send(
    State(app): State<App>,
    caller: Caller,
    Path(secret): Path<String>,
    Form(form): Form<LinkForm>,
) -> Result<Response> {
    let secret = Secret(secret);
    let Some(invitation) = actions::look_at_link(&app, &secret).await? else {
        return Ok(over(&app, &caller));
    };
    let asks = invitation.link.purpose.sets_password();
    let password = match asks.then(|| NewPassword::read(&form.password, &invitation.email)).transpose() {
        Ok(password) => password,
        Err(sentence) => {
            return Ok(page(&app, &caller, StatusCode::UNPROCESSABLE_ENTITY, &invitation, Some(&sentence)));
        }
    };
    match actions::use_link(&app, &secret, &invitation, password, caller.clone()).await? {
        Some(session) => Ok(let_in(&app, &session, asks, "/")),
        None => Ok(over(&app, &caller)),
    }
}

fn page(app: &App, caller: &Caller, status: StatusCode, invitation: &Invitation, trouble: Option<&str>) -> Response {
    bare(app, &caller.headers, status, "Come in", views::link(invitation, trouble))
}

/// The same words for an old link, a used one and one that was guessed.
fn over(app: &App, caller: &Caller) -> Response {
    bare(app, &caller.headers, StatusCode::NOT_FOUND, "This link is over", views::link_is_over())
}
