//! A new password by mail. The answer is the same whether the address is known or not.

use axum::{
    Form,
    extract::{Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{bare, views};
use crate::{
    app::App,
    auth::{Address, Caller, actions, attempts::wait_in_words},
    error::Result,
    time::SECOND,
    web::see_other,
};

const TITLE: &str = "A new password";

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ForgottenForm {
    address: String,
}

pub(super) async fn show(State(app): State<App>, caller: Caller, Query(form): Query<ForgottenForm>) -> Response {
    if app.settings.mail.is_none() {
        return see_other("/sign-in");
    }
    bare(&app, &caller.headers, StatusCode::OK, TITLE, views::forgotten(&form.address, None))
}

pub(super) async fn send(State(app): State<App>, caller: Caller, Form(form): Form<ForgottenForm>) -> Result<Response> {
    if app.settings.mail.is_none() {
        return Ok(see_other("/sign-in"));
    }
    let again = |status, sentence: &str| {
        bare(&app, &caller.headers, status, TITLE, views::forgotten(&form.address, Some(sentence)))
    };
    let address = match form.address.parse::<Address>() {
        Ok(address) => address,
        Err(sentence) => return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, &sentence)),
    };
    match actions::ask_for_password(&app, &address, &caller).await? {
        None => Ok(bare(&app, &caller.headers, StatusCode::OK, TITLE, views::on_its_way(address.text()))),
        Some(wait_us) => {
            let sentence = format!("Asked too often. Try again in {}.", wait_in_words(wait_us));
            let page = again(StatusCode::TOO_MANY_REQUESTS, &sentence);
            Ok(([(header::RETRY_AFTER, (wait_us / SECOND + 1).to_string())], page).into_response())
        }
    }
}
