//! The pages of goals: naming one, one with its story, and all of one client's.

mod deeds;
mod list;
mod new;
mod one;
mod samples;

use std::collections::BTreeMap;

use axum::{
    Form, Router,
    extract::Path,
    response::Response,
    routing::{get, post},
};
use tend_core::{
    App, Error, Problem, Result, Tx,
    db::Conn,
    id::{ClientId, EntryId},
    web::{Page, Visit, told},
};

pub use samples::samples;

use crate::{
    actions::{self, Wording},
    client::id_of,
    goal::{GoalId, Help, shortened},
    store,
};

/// Where goals are.
const GOALS: &str = "/goals";

/// The page of one goal.
pub fn url(id: GoalId) -> String {
    format!("{GOALS}/{id}")
}

/// Where a client's new goal is written down.
pub fn new_url(client: ClientId) -> String {
    format!("{GOALS}/new?client={client}")
}

/// The same, quoted from an entry.
pub fn quoting_url(client: ClientId, entry: EntryId) -> String {
    format!("{GOALS}/new?client={client}&entry={entry}")
}

/// All goals of a client.
pub fn list_url(client: ClientId) -> String {
    format!("{GOALS}?client={client}")
}

/// Every address of goals.
pub fn routes() -> Router<App> {
    Router::new()
        .route(GOALS, get(list::show).post(new::create))
        .route("/goals/new", get(new::blank))
        .route("/goals/{id}", get(show))
        .route("/goals/{id}/naming/undo", post(take_back_naming))
        .route("/goals/{id}/wording", post(reword))
        .route("/goals/{id}/beginning", post(begin))
        .route("/goals/{id}/word", post(speak_of))
        .route("/goals/{id}/attainment", post(attain))
        .route("/goals/{id}/letting-go", post(let_go))
        .route("/goals/{id}/taking-up", post(take_up_again))
        .route("/goals/{id}/help", post(helped_by))
        .route("/goals/{id}/serving", post(serve))
        .route("/goals/{id}/rank", post(rank))
        .route("/goals/{id}/rank/earlier", post(earlier))
        .route("/goals/{id}/rank/later", post(later))
}

/// What a form sent, by the names of its fields.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct Typed(pub(crate) BTreeMap<String, String>);

impl Typed {
    fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }
    /// The version of the goal that the person saw.
    fn seen(&self) -> Option<i64> {
        self.get("version").parse().ok()
    }
    fn wording(&self) -> Wording {
        let text = |field: &str| self.get(field).to_owned();
        Wording {
            words: text("words"),
            said_by: text("said_by"),
            why: text("why"),
            measure: text("measure"),
            wanted_by: text("wanted_by"),
            cadence_days: text("cadence_days"),
        }
    }
    fn serves(&self) -> Result<Option<GoalId>> {
        let unknown = |_| Error::invalid("serves", "Choose one of their own goals.");
        Some(self.get("serves")).filter(|text| !text.is_empty()).map(|text| text.parse().map_err(unknown)).transpose()
    }
    fn help(&self) -> Result<Option<Help>> {
        let unknown = |_| Error::invalid("help", "Choose what helps them.");
        Some(self.get("help")).filter(|text| !text.is_empty()).map(|text| text.parse().map_err(unknown)).transpose()
    }
}

/// A form that was not taken, shown again with what was typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// Which of the page's forms.
    form: &'static str,
    typed: Typed,
    problems: Vec<Problem>,
    /// Somebody was faster.
    conflict: Option<String>,
}

impl Draft {
    /// What is wrong with a field, in a sentence.
    fn problem(&self, form: &str, field: &str) -> Option<&str> {
        Problem::about(&self.problems, field).filter(|_| self.form == form)
    }
    /// What was typed into a field of that form, else what stands there.
    fn typed<'a>(&'a self, form: &str, field: &str, stands: &'a str) -> &'a str {
        if self.form == form { self.typed.get(field) } else { stands }
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id = id_of(&id)?;
    visit.page(move |db, visit| one_page(db, visit, id, &Draft::default())).await
}

fn one_page(db: &Conn, visit: &Visit, id: GoalId, draft: &Draft) -> Result<Page> {
    let one = one::load(db, visit, id)?;
    let title = shortened(&one.goal.words, 60);
    let live = format!("client:{}", one.goal.client);
    Ok(Page::new(title, one::view(&one, draft)).live(live))
}

async fn reword(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "wording", typed, |tx, id, typed| {
        actions::reword(tx, id, &typed.wording(), typed.seen())?;
        Ok("It is written anew. What stood there before stays in their story.".to_owned())
    })
    .await
}

async fn begin(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "beginning", typed, |tx, id, typed| {
        actions::begin(tx, id, typed.get("their_word"), typed.seen())?;
        Ok("It has begun".to_owned())
    })
    .await
}

async fn speak_of(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "word", typed, |tx, id, typed| {
        actions::speak_of(tx, id, typed.get("their_word"), typed.seen())?;
        Ok("Their word stands in their story".to_owned())
    })
    .await
}

async fn attain(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "attainment", typed, |tx, id, typed| {
        actions::attain(tx, id, typed.get("their_word"), typed.seen())?;
        Ok("They are there. Their word is kept.".to_owned())
    })
    .await
}

async fn let_go(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "letting-go", typed, |tx, id, typed| {
        actions::let_go(tx, id, typed.get("their_word"), typed.seen())?;
        Ok("They let it go".to_owned())
    })
    .await
}

async fn take_up_again(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "taking-up", typed, |tx, id, typed| {
        actions::take_up_again(tx, id, typed.seen())?;
        Ok("They want it again".to_owned())
    })
    .await
}

async fn helped_by(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "help", typed, |tx, id, typed| {
        let help = typed.help()?.ok_or_else(|| Error::invalid("help", "Choose what helps them."))?;
        actions::helped_by(tx, id, help, typed.get("help_words"), typed.seen())?;
        Ok("It is written down what helps".to_owned())
    })
    .await
}

async fn serve(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "serving", typed, |tx, id, typed| {
        actions::serve(tx, id, typed.serves()?, typed.seen())?;
        Ok("It is written down what it serves".to_owned())
    })
    .await
}

async fn rank(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    let place = typed.get("place").parse::<usize>().map_err(|_| Error::invalid("place", "Say a place."))?;
    moved(visit, &id, move |tx, id| actions::rank(tx, id, place, None)).await
}

async fn earlier(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    moved(visit, &id, actions::earlier).await
}

async fn later(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    moved(visit, &id, actions::later).await
}

async fn moved(visit: Visit, id: &str, verb: impl Fn(&Tx, GoalId) -> Result<()> + Send + 'static) -> Result<Response> {
    let id = id_of(id)?;
    let back = visit.back_or(&url(id));
    visit.write(move |tx| verb(tx, id)).await?;
    Ok(told(back, "Their order is kept", None))
}

async fn take_back_naming(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id = id_of(&id)?;
    let client = visit
        .write(move |tx| {
            let client = store::find(tx, &tx.actor, id)?.client;
            actions::take_back_naming(tx, id)?;
            Ok(client)
        })
        .await?;
    Ok(told(tend_clients::client_url(client), "Taken back. It is as if it had not been said.", None))
}

/// Runs one of the page's forms: afterwards the page tells what was done, or shows the form again.
async fn deed<F>(visit: Visit, id: &str, form: &'static str, typed: Typed, verb: F) -> Result<Response>
where
    F: Fn(&Tx, GoalId, &Typed) -> Result<String> + Send + 'static,
{
    let id = id_of(id)?;
    let sent = typed.clone();
    match visit.write(move |tx| verb(tx, id, &sent)).await {
        Ok(words) => Ok(told(url(id), words, None)),
        Err(error) => again(&visit, id, form, typed, error).await,
    }
}

/// The goal's page with the form that was not taken.
async fn again(visit: &Visit, id: GoalId, form: &'static str, typed: Typed, error: Error) -> Result<Response> {
    let draft = match error {
        Error::Invalid(problems) => Draft { form, typed, problems, conflict: None },
        Error::Conflict(sentence) => Draft { form, typed, problems: Vec::new(), conflict: Some(sentence) },
        other => return Err(other),
    };
    let answer = move |db: &Conn, visit: &Visit| {
        let page = one_page(db, visit, id, &draft)?;
        Ok(if draft.conflict.is_some() { page.conflict() } else { page.not_taken() })
    };
    visit.page(answer).await
}
