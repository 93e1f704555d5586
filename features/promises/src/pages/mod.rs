//! The pages of promises: by day, one with its story, and writing a new one down.

mod by_day;
mod deeds;
mod make;
mod one;
mod samples;

use std::collections::BTreeMap;

use axum::{
    Form, Router,
    extract::{Path, Query},
    response::Response,
    routing::{get, post},
};
use tend_core::{
    Actor, App, Error, Problem, Result, Timestamp, Tx,
    db::Conn,
    id::{ClientId, MemberId},
    web::{Page, Visit, told},
};

pub use by_day::count;
pub use samples::samples;

use crate::{
    actions,
    client::{self, read_due},
    due,
    promise::{Promise, PromiseId, To},
    store,
};

/// Where promises stand by day.
pub const BY_DAY: &str = "/promises";

/// The page of one promise.
pub fn url(id: PromiseId) -> String {
    format!("{BY_DAY}/{id}")
}

/// Where a new promise to this client is written down.
pub fn new_url(client: ClientId) -> String {
    format!("{BY_DAY}/new?client={client}")
}

/// Every address of promises.
pub fn routes() -> Router<App> {
    Router::new()
        .route(BY_DAY, get(list).post(make::create))
        .route("/promises/new", get(make::blank))
        .route("/promises/{id}", get(show))
        .route("/promises/{id}/keeping", post(keep))
        .route("/promises/{id}/keeping/undo", post(take_back_keeping))
        .route("/promises/{id}/breaking", post(break_))
        .route("/promises/{id}/release", post(release))
        .route("/promises/{id}/move", post(move_to))
        .route("/promises/{id}/making-good", post(make_good))
        .route("/promises/{id}/giving", post(give))
}

/// What a form sent, by the names of its fields.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct Typed(BTreeMap<String, String>);

impl Typed {
    fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }
    /// The version of the promise that the person saw.
    fn seen(&self) -> Option<i64> {
        self.get("version").parse().ok()
    }
    fn due(&self) -> client::Typed<'_> {
        client::Typed { words: self.get("due"), moment: self.get("due_at") }
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
        let problem = self.problems.iter().find(|problem| problem.field == field)?;
        (self.form == form).then_some(problem.message.as_str())
    }
    /// What was typed into a field of that form.
    fn typed(&self, form: &str, field: &str) -> &str {
        if self.form == form { self.typed.get(field) } else { "" }
    }
}

async fn list(visit: Visit, Query(query): Query<by_day::Asked>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let board = by_day::load(db, visit, &query)?;
            Ok(Page::new("Promises", by_day::view(&board)).live("promises"))
        })
        .await
}

async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id = id_of(&id)?;
    visit.page(move |db, visit| one_page(db, visit, id, &Draft::default())).await
}

fn one_page(db: &Conn, visit: &Visit, id: PromiseId, draft: &Draft) -> Result<Page> {
    let one = one::load(db, visit, id)?;
    Ok(Page::new(one.promise.words.clone(), one::view(&one, draft)).live("promises"))
}

async fn keep(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    let id = id_of(&id)?;
    let back = visit.back_or(&url(id));
    let sent = typed.clone();
    let verb = move |tx: &Tx| {
        let kept_at = kept_at(tx, sent.get("kept_at"))?;
        actions::keep_at(tx, id, kept_at)?;
        Ok(format!("Kept: {}", store::find(tx, &tx.actor, id)?.words))
    };
    let outcome = visit.write(verb).await;
    match outcome {
        Ok(words) => Ok(told(back, words, Some(format!("{}/keeping/undo", url(id))))),
        Err(error) => again(&visit, id, "keeping", typed, error).await,
    }
}

/// When it was kept: now, or at a time in the past as a date field sends it.
fn kept_at(tx: &Tx, text: &str) -> Result<Timestamp> {
    if text.trim().is_empty() {
        return Ok(tx.now);
    }
    let at = text.trim().parse::<jiff::civil::DateTime>().ok().and_then(|at| at.to_zoned(tx.actor.zone.clone()).ok());
    at.map(|at| Timestamp::from(&at))
        .ok_or_else(|| Error::invalid("kept_at", "That is no day and time. Pick one, or leave it empty for now."))
}

async fn take_back_keeping(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id = id_of(&id)?;
    let back = visit.back_or(&url(id));
    let verb = move |tx: &Tx| {
        actions::take_back_keeping(tx, id)?;
        Ok(format!("Open again: {}", store::find(tx, &tx.actor, id)?.words))
    };
    match visit.write(verb).await {
        Ok(words) => Ok(told(back, words, None)),
        Err(error) => again(&visit, id, "keeping", Typed::default(), error).await,
    }
}

async fn break_(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "breaking", typed, |tx, id, typed| {
        actions::break_(tx, id, typed.get("why"), typed.seen())?;
        Ok("It is said. Now make it good for them.".to_owned())
    })
    .await
}

async fn release(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "release", typed, |tx, id, typed| {
        actions::release(tx, id, typed.get("their_words"), typed.seen())?;
        Ok("They released us. Nothing is owed any more.".to_owned())
    })
    .await
}

async fn move_to(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "moving", typed, |tx, id, typed| {
        let place = store::place(tx, &tx.actor, store::find(tx, &tx.actor, id)?.location)?;
        let due = read_due(&typed.due(), tx.now, &place)?;
        actions::move_to(tx, id, due, typed.get("told"), typed.seen())?;
        Ok(format!("Moved to {}", due::in_words(due, &place.zone)))
    })
    .await
}

async fn make_good(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "making-good", typed, |tx, id, typed| {
        actions::make_good(tx, id, typed.get("done"), typed.seen())?;
        Ok("Made good. It stands in their story.".to_owned())
    })
    .await
}

async fn give(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "giving", typed, |tx, id, typed| {
        let to: MemberId =
            typed.get("owner").parse().map_err(|_| Error::invalid("owner", "Choose who keeps it from now on."))?;
        actions::give(tx, id, to, typed.seen())?;
        Ok(format!("Given to {}", store::member_name(tx, &tx.actor, to)?))
    })
    .await
}

/// Runs one of the page's forms: afterwards the page tells what was done, or shows the form again.
async fn deed<F>(visit: Visit, id: &str, form: &'static str, typed: Typed, verb: F) -> Result<Response>
where
    F: Fn(&Tx, PromiseId, &Typed) -> Result<String> + Send + 'static,
{
    let id = id_of(id)?;
    let sent = typed.clone();
    match visit.write(move |tx| verb(tx, id, &sent)).await {
        Ok(words) => Ok(told(url(id), words, None)),
        Err(error) => again(&visit, id, form, typed, error).await,
    }
}

/// The promise's page with the form that was not taken.
async fn again(visit: &Visit, id: PromiseId, form: &'static str, typed: Typed, error: Error) -> Result<Response> {
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

/// What is no id cannot exist.
fn id_of(text: &str) -> Result<PromiseId> {
    text.parse().map_err(|_| Error::NotFound)
}

/// To whom a promise was made, as a page shows it.
#[derive(Clone, Debug)]
pub(crate) struct Recipient {
    name: String,
    /// Their page; colleagues have none.
    href: Option<String>,
}

/// The names behind promises: clients in a few statements, members one by one, each once.
pub(crate) struct Names {
    clients: BTreeMap<ClientId, String>,
    members: BTreeMap<MemberId, String>,
}

impl Names {
    pub(crate) fn of(db: &Conn, actor: &Actor, promises: &[Promise]) -> Result<Names> {
        let ids: Vec<ClientId> = promises.iter().filter_map(Promise::client).collect();
        let clients =
            tend_clients::store::found(db, actor, &ids)?.into_iter().map(|client| (client.id, client.name)).collect();
        let mut members = BTreeMap::new();
        for member in promises.iter().flat_map(|promise| [Some(promise.owner), promise.to.colleague()]).flatten() {
            if let std::collections::btree_map::Entry::Vacant(place) = members.entry(member) {
                place.insert(store::member_name(db, actor, member)?);
            }
        }
        Ok(Names { clients, members })
    }

    pub(crate) fn member(&self, member: MemberId) -> String {
        self.members.get(&member).cloned().unwrap_or_default()
    }

    pub(crate) fn recipient(&self, to: To) -> Recipient {
        match to {
            To::Client(client) => Recipient {
                name: self.clients.get(&client).cloned().unwrap_or_default(),
                href: Some(tend_clients::client_url(client)),
            },
            To::Colleague(member) => Recipient { name: self.member(member), href: None },
        }
    }
}
