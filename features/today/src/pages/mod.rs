//! The pages of Today, and the handlers behind its forms.

mod asking;
mod capture;
mod empty;
mod rows;
mod samples;
mod side;
mod snoozing;
mod view;
mod why;

pub(crate) use samples::samples;

use axum::{
    Form, Router,
    extract::{Path, Query},
    response::Response,
    routing::{get, post},
};
use serde::Deserialize;
use tend_core::{
    App, Error, Result,
    db::Conn,
    id::ClientId,
    web::{Page, Visit, see_other, told},
};

use crate::{
    help::{self, HelpId, Outcome},
    snooze::{self, Until},
    today::Kinds,
    when,
    written::{self, Ears, Said, Understood, WrittenId},
};

/// Where one helps, puts off, logs.
pub fn routes() -> Router<App> {
    Router::new()
        .route(url::TODAY, get(show))
        .route(url::HELPS, post(help))
        .route("/today/helps/{id}/undoing", post(undo_help))
        .route(url::SNOOZES, post(put_off))
        .route("/today/snoozes/{client}/undoing", post(bring_back))
        .route(url::LOG, post(log))
        .route(url::CAPTURE, get(capture::show).post(capture::write))
        .route("/capture/who", get(capture::who))
        .route("/capture/kept", post(capture::kept))
        .route("/log/{id}/undoing", post(undo_log))
}

/// The addresses of this feature, and those it leads to.
pub(crate) mod url {
    pub use tend_clients::pages::client_url as client;
    use tend_clients::pages::client_url;
    use tend_core::{house::away::AbsenceId, id::ClientId};
    pub use tend_promises::pages::{BY_DAY as PROMISES, url as promise};

    use crate::{help::HelpId, written::WrittenId};

    pub const TODAY: &str = "/";
    pub const HELPS: &str = "/today/helps";
    pub const SNOOZES: &str = "/today/snoozes";
    pub const LOG: &str = "/log";
    pub const CAPTURE: &str = "/capture";
    /// Everyone the member may show: all rows of today.
    pub const ALL: &str = "/?show=all";
    pub const NEW_CLIENT: &str = "/clients/new";
    pub const IMPORT: &str = "/settings/import";
    /// Who is away.
    pub const AWAY: &str = "/settings/away";

    pub fn back_already(id: AbsenceId) -> String {
        format!("{AWAY}/{id}/ending")
    }

    pub fn undo_help(id: HelpId) -> String {
        format!("{HELPS}/{id}/undoing")
    }
    pub fn bring_back(client: ClientId) -> String {
        format!("{SNOOZES}/{client}/undoing")
    }
    /// The log, from a page that was made at that moment.
    pub fn log(page: &str) -> String {
        format!("{LOG}?page={}", page.chars().filter(char::is_ascii_digit).collect::<String>())
    }
    pub fn undo_log(id: WrittenId) -> String {
        format!("{LOG}/{id}/undoing")
    }
    pub fn composer(id: ClientId) -> String {
        format!("{}#composer", client_url(id))
    }
    pub fn promise_to(id: ClientId) -> String {
        format!("{}?write=promise#composer", client_url(id))
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Shown {
    show: String,
}

async fn show(visit: Visit, Query(shown): Query<Shown>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let view = view::gather(db, visit, shown.show == "all")?;
            let waiting = view.today.standings.len() as u64;
            Ok(Page::new("Today", view::page(&view)).live("today").waiting(waiting))
        })
        .await
}

#[derive(Deserialize)]
struct Whom {
    client: String,
}

/// What is no id belongs to nobody.
fn client_id(text: &str) -> Result<ClientId> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn help(visit: Visit, Form(whom): Form<Whom>) -> Result<Response> {
    let id = client_id(&whom.client)?;
    let (client, outcome) = visit.write(move |tx| help::help(tx, id)).await?;
    let name = client.called();
    Ok(match outcome {
        Outcome::Helped(help, None) => told(url::TODAY, format!("You helped {name}."), Some(url::undo_help(help))),
        Outcome::Helped(help, Some(_)) => told(
            url::TODAY,
            format!("You helped {name}. What is left needs a word from you."),
            Some(url::undo_help(help)),
        ),
        Outcome::Stays(call) => told(
            rows::act_url(kinds(&visit), &call),
            format!("Say what you did for {name}: a tick is too little for this one."),
            None,
        ),
        Outcome::Nothing => see_other(url::TODAY),
    })
}

async fn undo_help(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id: HelpId = id.parse().map_err(|_| Error::NotFound)?;
    let client = visit.write(move |tx| help::undo(tx, id)).await?;
    Ok(told(back(&visit), format!("{} is back where they stood.", client.name), None))
}

#[derive(Clone, Deserialize, Default)]
#[serde(default)]
struct PutOffForm {
    client: String,
    until: String,
    other: String,
    reason: String,
}

async fn put_off(visit: Visit, Form(form): Form<PutOffForm>) -> Result<Response> {
    let id = client_id(&form.client)?;
    let until = Until { word: form.until, typed: form.other, reason: form.reason };
    let sent = until.clone();
    match visit.write(move |tx| snooze::snooze(tx, id, &sent)).await {
        Ok((client, until_at)) => {
            let words = when::back(until_at, visit.now, &visit.actor.zone);
            Ok(told(url::TODAY, format!("{} comes back {words}.", client.name), Some(url::bring_back(id))))
        }
        Err(Error::Invalid(problems)) => {
            visit.page(move |db, visit| snoozing::page(db, visit, id, &until, &problems)).await
        }
        Err(error) => Err(error),
    }
}

async fn bring_back(visit: Visit, Path(client): Path<String>) -> Result<Response> {
    let id = client_id(&client)?;
    let client = visit.write(move |tx| snooze::bring_back(tx, id)).await?;
    Ok(told(url::TODAY, format!("{} is back.", client.name), None))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct From {
    page: String,
}

async fn log(visit: Visit, Query(from): Query<From>, Form(said): Form<Said>) -> Result<Response> {
    let (line, ears) = (said.clone(), ears(&visit));
    match visit.read(move |db, actor| understood(db, actor, &line, ears)).await? {
        Ok(Understood::Plan(plan)) => {
            let (to_write, once) = (plan.clone(), written::once_key(&from.page, &said.text, ears.now));
            let done = visit.write(move |tx| written::write(tx, &to_write, &once)).await?;
            let words = written::told(&plan, &done, ears.now, &visit.actor.zone);
            Ok(told(back(&visit), words, done.id.map(url::undo_log)))
        }
        Ok(Understood::Ask(ask)) => visit.page(move |_, _| Ok(asking::page(&ask, &said, &from.page))).await,
        Err(problem) => visit.page(move |_, _| Ok(asking::nothing(&said, &problem, &from.page))).await,
    }
}

/// With what a line of this visit is understood.
fn ears(visit: &Visit) -> Ears {
    Ears { now: visit.now, features: visit.app.features }
}

/// What a line means, or the sentence about what is wrong with it.
fn understood(db: &Conn, actor: &tend_core::Actor, said: &Said, ears: Ears) -> Result<Result<Understood, String>> {
    actor.may_write()?;
    match written::understand(db, actor, said, ears) {
        Err(Error::Invalid(problems)) => {
            Ok(Err(problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join(" ")))
        }
        other => other.map(Ok),
    }
}

async fn undo_log(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id: WrittenId = id.parse().map_err(|_| Error::NotFound)?;
    visit.write(move |tx| written::undo(tx, id)).await?;
    Ok(told(back(&visit), "Taken back.", None))
}

/// The page somebody came from, if it can be looked at again; what only answers a form cannot.
fn back(visit: &Visit) -> String {
    shown_again(visit.back_or(url::TODAY))
}

fn shown_again(path: String) -> String {
    let answers_forms = [url::LOG, url::HELPS, url::SNOOZES].iter().any(|form| path.starts_with(form));
    if answers_forms { url::TODAY.to_owned() } else { path }
}

/// The kinds of calls of this Tend.
fn kinds(visit: &Visit) -> Kinds {
    Kinds(visit.app.features)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_back_to_a_page_and_never_to_a_form() {
        for (from, to) in [
            ("/log?page=17", "/"),
            ("/today/snoozes", "/"),
            ("/clients/7?write=note", "/clients/7?write=note"),
            ("/", "/"),
        ] {
            assert_eq!(shown_again(from.to_owned()), to);
        }
    }
}
