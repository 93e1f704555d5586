//! Writing down with one hand: a line, and a new client with it in one go. What was written without a network comes later, once.

use axum::{
    Form, Json,
    extract::Query,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use maud::Markup;
use serde::Deserialize;
use serde_json::{Value, json};
use tend_clients::Client;
use tend_core::{
    Actor, Error, Result, Timestamp,
    db::Conn,
    fold,
    time::DAY,
    ui::{self, Capture, Width},
    web::{Page, Visit, told},
};

use super::{asking, url};
use crate::written::{self, Ears, Plan, Said, Understood};

/// A line may have waited this long for a network to keep its own time.
const KEPT_DAYS: i64 = 60;

/// What the form sends; kept lines say besides who wrote them, and when.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    text: String,
    name: String,
    once: String,
    member: String,
    /// Milliseconds since 1970, by the clock of the phone.
    at: String,
}

pub(super) async fn show(visit: Visit, Query(sent): Query<Sent>) -> Result<Response> {
    visit.actor.may_write()?;
    visit.page(move |_, _| Ok(Page::new("Write something down", view(&sent.text, &sent.name, "", None)))).await
}

pub(crate) fn view(line: &str, name: &str, once: &str, error: Option<&str>) -> Markup {
    let inside = maud::html! {
        (ui::page_head("Write something down"))
        (Capture { action: url::CAPTURE.into(), line, name, once, error })
    };
    ui::page(Width::Narrow, maud::html! { div.by-thumb { (inside) } })
}

pub(super) async fn write(visit: Visit, Form(sent): Form<Sent>) -> Result<Response> {
    let (line, ears) = (sent.clone(), super::ears(&visit));
    match visit.read(move |db, actor| understood(db, actor, &line, ears)).await? {
        Ok((_, Understood::Plan(plan))) => {
            let (to_write, once) = (plan.clone(), once_key(&sent, ears.now));
            let done = visit.write(move |tx| written::write(tx, &to_write, &once)).await?;
            let words = written::told(&plan, &done, ears.now, &visit.actor.zone);
            Ok(told(url::CAPTURE, words, done.id.map(url::undo_log)))
        }
        Ok((said, Understood::Ask(ask))) => visit.page(move |_, _| Ok(asking::page(&ask, &said, &sent.once))).await,
        Err(problem) => {
            let page = move |_: &Conn, _: &Visit| {
                let main = view(&sent.text, &sent.name, &sent.once, Some(&problem));
                Ok(Page::new("Write something down", main).not_taken())
            };
            visit.page(page).await
        }
    }
}

/// Who writes here now, for lines that wait on a phone.
pub(super) async fn who(visit: Visit) -> Response {
    let member = visit.actor.member.map(|member| member.to_string());
    ([(header::CACHE_CONTROL, "no-store")], Json(json!({ "member": member }))).into_response()
}

/// A line that was kept on a phone. It is written once, with the time it was written at; or the answer says why not.
pub(super) async fn kept(visit: Visit, Form(sent): Form<Sent>) -> Result<Response> {
    if visit.actor.member.map(|member| member.to_string()).as_ref() != Some(&sent.member) {
        return Ok(refused("Somebody else wrote this. It is sent when they sign in."));
    }
    let (line, now) = (sent.clone(), visit.now);
    let at = written_at(&sent.at, now);
    let ears = Ears { now: at, ..super::ears(&visit) };
    let understood = match visit.read(move |db, actor| understood(db, actor, &line, ears)).await {
        Err(Error::NotAllowed(why) | Error::Conflict(why)) => return Ok(refused(&why)),
        other => other?,
    };
    let plan = match understood {
        Ok((_, Understood::Plan(plan))) => Plan { at: Some(at), ..*plan },
        Ok((said, Understood::Ask(ask))) => return Ok(refused(&asking::in_a_line(&ask, &said))),
        Err(why) => return Ok(refused(&why)),
    };
    let (to_write, once) = (plan.clone(), once_key(&sent, now));
    match visit.write(move |tx| written::write(tx, &to_write, &once)).await {
        Ok(done) => {
            let words = written::told(&plan, &done, at, &visit.actor.zone);
            Ok(answer(StatusCode::OK, &json!({ "words": words, "href": url::client(done.client) })))
        }
        Err(Error::NotAllowed(why) | Error::Conflict(why)) => Ok(refused(&why)),
        Err(Error::Invalid(problems)) => Ok(refused(problems.first().map_or("", |problem| problem.message.as_str()))),
        Err(other) => Err(other),
    }
}

fn refused(why: &str) -> Response {
    answer(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "why": why }))
}

fn answer(status: StatusCode, value: &Value) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], Json(value.clone())).into_response()
}

/// The moment the phone said, if it can be true.
fn written_at(text: &str, now: Timestamp) -> Timestamp {
    let at = text.parse::<i64>().ok().and_then(|milliseconds| milliseconds.checked_mul(1000)).map(Timestamp);
    at.filter(|at| *at <= now && *at >= now.plus(-KEPT_DAYS * DAY)).unwrap_or(now)
}

fn once_key(sent: &Sent, now: Timestamp) -> String {
    let digits: String = sent.once.chars().filter(char::is_ascii_digit).collect();
    written::once_key(&digits, &sent.text, now)
}

/// What the line means, with whom; or the sentence about what is wrong with it. A name that nobody has is a new client's.
fn understood(db: &Conn, actor: &Actor, sent: &Sent, ears: Ears) -> Result<Result<(Said, Understood), String>> {
    actor.may_write()?;
    let mut said = Said { text: sent.text.clone(), ..Said::default() };
    let name = sent.name.trim();
    if !name.is_empty() {
        let known = tend_clients::store::search(db, actor, name, 5)?;
        let known: Vec<&Client> = known.iter().collect();
        let same: Vec<&Client> =
            known.iter().filter(|client| fold::fold(&client.name) == fold::fold(name)).copied().collect();
        match (same.as_slice(), known.as_slice()) {
            ([one], _) | ([], [one]) if one.archived_at.is_none() => said.client = one.id.to_string(),
            ([], []) => (said.client, said.name, said.kind) = ("new".into(), name.to_owned(), "person".into()),
            // Several could be meant: the line is asked about as if it named them.
            _ => said.text = format!("{name}: {}", said.text),
        }
    }
    match written::understand(db, actor, &said, ears) {
        Err(Error::Invalid(problems)) => {
            Ok(Err(problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join(" ")))
        }
        other => other.map(|understood| Ok((said, understood))),
    }
}
