//! The pages of the evening, and the handlers behind their forms. What is written there never stands in an address, a toast or a log.

mod choices;
mod form;
mod gather;
mod hall;
mod morning;
mod parts;
mod read;
mod samples;
mod view;

pub(crate) use morning::greeting;
pub(crate) use samples::samples;

use axum::{
    Form, Router,
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use tend_core::{
    App, Error, Problem, Result,
    web::{Page, Visit, see_other, told},
};

use self::form::{Fields, Meant, Sent};
use crate::{
    actions::{self, Written},
    reflection::ReflectionId,
};

/// Where one writes, reads and lets go.
pub fn routes() -> Router<App> {
    Router::new()
        .route(url::EVENING, get(show).post(write))
        .route("/reflection/skipping", post(skip))
        .route("/reflection/choices", post(choices::choose))
        .route(url::YOURS, get(read::yours))
        .route("/reflection/file", get(file))
        .route("/reflection/erasing", post(erase_all))
        .route(url::SHARED, get(read::shared))
        .route("/reflection/{id}", get(read::one))
        .route("/reflection/{id}/undoing", post(bring_back))
        .route("/reflection/{id}/erasing", post(erase))
        .route("/reflection/{id}/sharing", post(share))
        .route("/reflection/{id}/keeping", post(unshare))
        .route("/reflection/{id}/promises", post(promise))
        .route(url::PURPOSE, get(hall::show).post(hall::set))
}

/// The addresses of this feature, and those it leads to.
pub(crate) mod url {
    pub use tend_clients::client_url as client;
    pub use tend_promises::url as promise;

    use crate::reflection::ReflectionId;

    pub const EVENING: &str = "/reflection";
    pub const SKIPPING: &str = "/reflection/skipping";
    pub const CHOICES: &str = "/reflection/choices";
    pub const YOURS: &str = "/reflection/yours";
    pub const SHARED: &str = "/reflection/shared";
    pub const FILE: &str = "/reflection/file";
    pub const ERASING: &str = "/reflection/erasing";
    pub const PURPOSE: &str = "/settings/purpose";

    pub fn one(id: ReflectionId) -> String {
        format!("/reflection/{id}")
    }
    /// Something one does with a page: `undoing`, `erasing`, `sharing`, `keeping`, `promises`.
    pub fn deed(id: ReflectionId, deed: &str) -> String {
        format!("/reflection/{id}/{deed}")
    }
}

async fn show(visit: Visit) -> Result<Response> {
    visit
        .page(|db, visit| {
            if visit.actor.may_write().is_err() {
                return Ok(Page::new("Evening", view::for_guests()));
            }
            Ok(Page::new("Evening", view::page(&gather::evening(db, visit, None)?)))
        })
        .await
}

/// The page again, with what was typed and what is to be said about it.
async fn again(visit: &Visit, sent: Sent, asks: Vec<form::Ask>, problems: Vec<Problem>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let typed = gather::Typed { sent: sent.clone(), asks: asks.clone(), problems: problems.clone() };
            Ok(Page::new("Evening", view::page(&gather::evening(db, visit, Some(typed))?)).not_taken())
        })
        .await
}

async fn write(visit: Visit, Form(fields): Form<Fields>) -> Result<Response> {
    let sent = Sent::of(&fields)?;
    let typed = sent.clone();
    let people = match visit.read(move |db, actor| form::whom(db, actor, &typed)).await? {
        Meant::All(people) => people,
        Meant::Ask(asks) => return again(&visit, sent, asks, Vec::new()).await,
    };
    let writing = sent.writing(people);
    match visit.write(move |tx| actions::write(tx, &writing)).await {
        Ok(Written::Kept(_)) => Ok(told(url::EVENING, "Kept. It greets you in the morning.", None)),
        Ok(Written::Emptied(id)) => {
            Ok(told(url::EVENING, "The page is empty. It can be had back for a day.", Some(url::deed(id, "undoing"))))
        }
        Ok(Written::Nothing) => Ok(see_other(url::EVENING)),
        Ok(Written::Beside(_)) => both(&visit).await,
        Err(Error::Invalid(problems)) => again(&visit, sent, Vec::new(), problems).await,
        Err(other) => Err(other),
    }
}

/// Two devices wrote: both texts, to be joined.
async fn both(visit: &Visit) -> Result<Response> {
    visit.page(|db, visit| Ok(Page::new("Evening", view::page(&gather::evening(db, visit, None)?)).conflict())).await
}

async fn skip(visit: Visit) -> Result<Response> {
    visit.write(actions::skip).await?;
    Ok(told("/", "Good night.", None))
}

async fn bring_back(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id = reflection(&id)?;
    visit.write(move |tx| actions::bring_back(tx, id)).await?;
    Ok(told(url::EVENING, "The page is back.", None))
}

async fn erase(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id = reflection(&id)?;
    visit.write(move |tx| actions::erase(tx, id)).await?;
    Ok(told(url::YOURS, "Erased, for good.", None))
}

async fn erase_all(visit: Visit) -> Result<Response> {
    visit.write(actions::erase_all).await?;
    Ok(told(url::YOURS, "All of them are erased, for good.", None))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct With {
    with: String,
}

async fn share(visit: Visit, Path(id): Path<String>, Form(with): Form<With>) -> Result<Response> {
    let id = reflection(&id)?;
    let to = match with.with.as_str() {
        "team" => None,
        member => Some(member.parse().map_err(|_| Error::invalid("with", "Choose a coach, or the team."))?),
    };
    visit.write(move |tx| actions::share(tx, id, to)).await?;
    Ok(told(url::one(id), "Shared.", Some(url::deed(id, "keeping"))))
}

async fn unshare(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id = reflection(&id)?;
    visit.write(move |tx| actions::unshare(tx, id)).await?;
    Ok(told(url::one(id), "Only you can read it again.", None))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Promised {
    line: String,
    client: String,
}

async fn promise(visit: Visit, Path(id): Path<String>, Form(promised): Form<Promised>) -> Result<Response> {
    let id = reflection(&id)?;
    let client = promised.client.parse().map_err(|_| Error::NotFound)?;
    visit.write(move |tx| actions::promise(tx, id, client, &promised.line)).await?;
    Ok(told(url::EVENING, "Promised. Everybody who works here sees it.", None))
}

/// All that a member wrote, in clear, for them alone.
async fn file(visit: Visit) -> Result<Response> {
    let text = visit.read(read::in_clear).await?;
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"evenings.json\""));
    Ok(response)
}

/// What is no id belongs to nobody.
fn reflection(text: &str) -> Result<ReflectionId> {
    text.parse().map_err(|_| Error::NotFound)
}
