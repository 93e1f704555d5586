//! Coming in with a mail address and a password.

use axum::{
    Form,
    extract::{Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{bare, let_in, next::same_site, views};
use crate::{
    app::App,
    auth::{
        Caller, Secret,
        actions::{self, Attempt, Outcome},
        attempts::wait_in_words,
        store::Workplace,
    },
    error::{Error, Result},
    house,
    time::SECOND,
    web::see_other,
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    next: String,
}

/// What is typed into the form; the password is never written back.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct SignInForm {
    pub address: String,
    pub password: String,
    pub stays: String,
    pub next: String,
}

impl SignInForm {
    pub(super) fn stays(&self) -> bool {
        !self.stays.is_empty()
    }
    fn next(&self) -> &str {
        same_site(&self.next).unwrap_or("/")
    }
}

pub(super) async fn show(State(app): State<App>, caller: Caller, Query(asked): Query<Asked>) -> Result<Response> {
    if app.read(house::store::is_empty).await? {
        return Ok(see_other("/welcome"));
    }
    if let Some(secret) = &caller.session
        && actions::visitor(&app, secret).await?.is_some()
    {
        return Ok(see_other(same_site(&asked.next).unwrap_or("/")));
    }
    let form = SignInForm { next: asked.next, stays: "yes".into(), ..SignInForm::default() };
    page(&app, &caller, StatusCode::OK, &form, None).await
}

pub(super) async fn send(State(app): State<App>, caller: Caller, Form(form): Form<SignInForm>) -> Result<Response> {
    let attempt = Attempt {
        address: form.address.clone(),
        password: form.password.clone(),
        stays: form.stays(),
        caller: caller.clone(),
    };
    match actions::sign_in(&app, attempt).await? {
        Outcome::In(secret) => Ok(let_in(&app, &secret, form.stays(), form.next())),
        Outcome::Choose(proof, places) => choice(&app, &caller, &proof, &places, &form).await,
        Outcome::Refused(sentence) => {
            page(&app, &caller, StatusCode::UNPROCESSABLE_ENTITY, &form, Some(sentence)).await
        }
        Outcome::Wait(wait_us) => {
            let sentence = format!("Too many tries. Try again in {}.", wait_in_words(wait_us));
            let page = page(&app, &caller, StatusCode::TOO_MANY_REQUESTS, &form, Some(&sentence)).await?;
            Ok(([(header::RETRY_AFTER, (wait_us / SECOND + 1).to_string())], page).into_response())
        }
    }
}

async fn page(
    app: &App,
    caller: &Caller,
    status: StatusCode,
    form: &SignInForm,
    trouble: Option<&str>,
) -> Result<Response> {
    let houses = app.read(house::store::all).await?;
    let greeting = views::Greeting::of(&houses, app.clock.now(), app.settings.mail.is_some());
    Ok(bare(app, &caller.headers, status, "Sign in", views::sign_in(&greeting, form, trouble)))
}

#[derive(Deserialize)]
pub(super) struct ChoiceForm {
    proof: String,
    workspace: String,
    #[serde(default)]
    stays: String,
    #[serde(default)]
    next: String,
}

/// Somebody works in several workspaces and says where they are now.
pub(super) async fn choose(State(app): State<App>, caller: Caller, Form(form): Form<ChoiceForm>) -> Result<Response> {
    let workspace = form.workspace.parse().map_err(|_| Error::NotFound)?;
    let stays = !form.stays.is_empty();
    match actions::choose(&app, &Secret(form.proof), workspace, stays, caller).await? {
        Some(secret) => Ok(let_in(&app, &secret, stays, same_site(&form.next).unwrap_or("/"))),
        None => Ok(see_other("/sign-in")),
    }
}

async fn choice(
    app: &App,
    caller: &Caller,
    proof: &Secret,
    places: &[Workplace],
    form: &SignInForm,
) -> Result<Response> {
    let wanted = places.to_vec();
    let named = app
        .read(move |db| {
            wanted.iter().map(|place| house::store::workspace(db, place.workspace)).collect::<Result<Vec<_>>>()
        })
        .await?;
    let page = views::choose_workspace(&named, &proof.0, form);
    Ok(bare(app, &caller.headers, StatusCode::OK, "Where are you today?", page))
}
