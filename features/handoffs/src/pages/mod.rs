//! The pages of handoffs: what waits for an answer, one with its briefing, asking, handing over everything, how long one has.

mod everything;
mod list;
mod new;
mod one;
mod samples;
mod set;

use axum::{
    Form, Router,
    extract::{Path, Query},
    response::Response,
    routing::{get, post},
};
use serde::Deserialize;
use tend_core::{
    App, Error, Problem, Result,
    id::{ClientId, MemberId},
    web::{Page, Visit, told},
};
use uuid::Uuid;

pub use samples::samples;

use crate::{
    actions::{self, NewHandoff, Outcome},
    handoff::{CLIENT, HandoffId, given},
    store,
};

/// What one is asked, and what one asked.
pub const LIST: &str = "/handoffs";
/// How long one has for an answer.
pub const SETTINGS: &str = "/settings/handoffs";

/// The page of one handoff.
pub fn url(id: HandoffId) -> String {
    format!("{LIST}/{id}")
}

/// Where one hands something over.
pub fn new_url(subject: &str, thing: Uuid) -> String {
    format!("{LIST}/new?subject={subject}&thing={thing}")
}

/// Where one hands a client over.
pub fn new_client_url(client: ClientId) -> String {
    new_url(CLIENT, client.0)
}

/// Where everything of a member is handed over.
pub fn everything_url(member: MemberId) -> String {
    format!("{LIST}/everything/{member}")
}

/// Every address of handoffs.
pub fn routes() -> Router<App> {
    Router::new()
        .route(LIST, get(show_list).post(ask))
        .route("/handoffs/new", get(show_new))
        .route("/handoffs/{id}", get(show))
        .route("/handoffs/{id}/acceptance", post(accept))
        .route("/handoffs/{id}/declining", post(decline))
        .route("/handoffs/{id}/withdrawal", post(withdraw))
        .route("/handoffs/everything/{member}", get(everything::show).post(everything::send))
        .route(SETTINGS, get(set::show).post(set::send))
}

fn id_of(text: &str) -> Result<HandoffId> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn show_list(visit: Visit) -> Result<Response> {
    visit
        .page(|db, visit| {
            let list = list::load(db, visit)?;
            Ok(Page::new("Handing over", list::view(&list)).live("handoffs"))
        })
        .await
}

/// What is to be handed over: in an address, or in a form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Asking {
    subject: String,
    thing: String,
    to: String,
    briefing: String,
}

impl Asking {
    fn thing(&self) -> Result<Uuid> {
        self.thing.parse().map_err(|_| Error::NotFound)
    }
    fn checked(&self) -> Result<NewHandoff> {
        let to = self.to.parse().map_err(|_| Error::invalid("to", "Whom do you ask? Choose a colleague."))?;
        let (subject, briefing) = (self.subject.clone(), self.briefing.clone());
        if briefing.trim().is_empty() {
            return Err(Error::invalid("briefing", "What should they know? A few lines are enough."));
        }
        Ok(NewHandoff { subject, thing: self.thing()?, to, briefing })
    }
}

async fn show_new(visit: Visit, Query(asking): Query<Asking>) -> Result<Response> {
    visit.actor.may_write()?;
    new_page(&visit, asking, Vec::new(), None).await
}

async fn new_page(visit: &Visit, asking: Asking, problems: Vec<Problem>, conflict: Option<String>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let new = new::load(db, visit, &asking)?;
            let page = Page::new("Hand over", new::view(&new, &problems, conflict.as_deref()));
            Ok(match (&conflict, problems.is_empty()) {
                (Some(_), _) => page.conflict(),
                (None, true) => page,
                (None, false) => page.not_taken(),
            })
        })
        .await
}

async fn ask(visit: Visit, Form(asking): Form<Asking>) -> Result<Response> {
    let asked = match asking.checked() {
        Ok(new) => {
            visit
                .write(move |tx| {
                    let id = actions::ask(tx, &new)?;
                    store::find(tx, &tx.actor, id)
                })
                .await
        }
        Err(problems) => Err(problems),
    };
    match asked {
        Ok(handoff) => {
            let to = given(&handoff.to_name).to_owned();
            Ok(told(url(handoff.id), format!("{to} is asked. Until {to} says yes, all stays as it is."), None))
        }
        Err(Error::Invalid(problems)) => new_page(&visit, asking, problems, None).await,
        Err(Error::Conflict(sentence)) => new_page(&visit, asking, Vec::new(), Some(sentence)).await,
        Err(error) => Err(error),
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    one_page(&visit, id_of(&id)?, one::Draft::default()).await
}

async fn one_page(visit: &Visit, id: HandoffId, draft: one::Draft) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let one = one::load(db, visit, id)?;
            let page = Page::new(one.title(), one::view(&one, &draft)).live("handoffs");
            Ok(match (&draft.conflict, draft.problems.is_empty()) {
                (Some(_), _) => page.conflict(),
                (None, true) => page,
                (None, false) => page.not_taken(),
            })
        })
        .await
}

/// What was said with an answer.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Said {
    word: String,
}

async fn accept(visit: Visit, Path(id): Path<String>, Form(said): Form<Said>) -> Result<Response> {
    let (id, word) = (id_of(&id)?, said.word.clone());
    let done = visit.write(move |tx| {
        let outcome = actions::accept(tx, id, &word)?;
        Ok((outcome, store::find(tx, &tx.actor, id)?))
    });
    match done.await {
        Ok((Outcome::Done, handoff)) => {
            Ok(told(tend_clients::client_url(handoff.client), format!("{} is in your hands now.", handoff.about), None))
        }
        Ok((Outcome::Overtaken(why), _)) => Ok(told(url(id), format!("It could not be any more. {why}"), None)),
        Err(error) => again(&visit, id, "acceptance", said, error).await,
    }
}

async fn decline(visit: Visit, Path(id): Path<String>, Form(said): Form<Said>) -> Result<Response> {
    let (id, word) = (id_of(&id)?, said.word.clone());
    let done = visit.write(move |tx| {
        actions::decline(tx, id, &word)?;
        store::find(tx, &tx.actor, id)
    });
    match done.await {
        Ok(handoff) => {
            let from = given(&handoff.from_name).to_owned();
            Ok(told(url(id), format!("{from} knows. {} stays with {from}.", handoff.about), None))
        }
        Err(error) => again(&visit, id, "declining", said, error).await,
    }
}

async fn withdraw(visit: Visit, Path(id): Path<String>, Form(said): Form<Said>) -> Result<Response> {
    let (id, word) = (id_of(&id)?, said.word.clone());
    let done = visit.write(move |tx| {
        actions::withdraw(tx, id, &word)?;
        store::find(tx, &tx.actor, id)
    });
    match done.await {
        Ok(handoff) => {
            let (from, to) = (given(&handoff.from_name), given(&handoff.to_name));
            Ok(told(
                url(id),
                format!("Taken back. {} stays with {from}, and {to} need not answer.", handoff.about),
                None,
            ))
        }
        Err(error) => again(&visit, id, "withdrawal", said, error).await,
    }
}

/// The page once more, with what was typed and what was wrong with it, or who was faster.
async fn again(visit: &Visit, id: HandoffId, form: &'static str, said: Said, error: Error) -> Result<Response> {
    let draft = one::Draft { form, word: said.word, ..one::Draft::default() };
    match error {
        Error::Invalid(problems) => one_page(visit, id, one::Draft { problems, ..draft }).await,
        Error::Conflict(sentence) => one_page(visit, id, one::Draft { conflict: Some(sentence), ..draft }).await,
        error => Err(error),
    }
}
