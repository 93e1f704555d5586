//! What the forms of a problem's page do: each runs one verb, and shows the page again with what was typed where it was not taken.

use axum::{Form, extract::Path, response::Response};
use tend_core::{
    Error, Result, Timestamp, Tx,
    db::Conn,
    id::MemberId,
    web::{Visit, told},
};
use tend_promises::due::{self, Closing};

use super::{Draft, Typed, id_of, one_page, url};
use crate::{
    actions::{self, Change},
    client::read_severity,
    help::{NewTouch, TouchId},
    problem::{ProblemId, State},
    store::{self, Place},
};

pub(super) async fn step(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    let form = match typed.get("form") {
        "back" => "back",
        _ => "step",
    };
    deed(visit, &id, form, typed, |tx, id, typed| {
        let to: State = typed.get("to").parse().map_err(|_| Error::invalid("to", "Choose how it stands now."))?;
        actions::step(tx, id, to, typed.get("did"), typed.seen())?;
        Ok(match to {
            State::Contained => "They are safe. Now the cause.",
            State::Fixed => "Fixed. Now what they lost.",
            State::MadeRight => "Made right. Now ask them whether it is good.",
            State::Open | State::Settled => "It is open.",
        }
        .to_owned())
    })
    .await
}

pub(super) async fn tell(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "word", typed, |tx, id, typed| {
        let place = store::place(tx, &tx.actor, store::find(tx, &tx.actor, id)?.location)?;
        let next = read_moment(typed, tx.now, &place)?;
        actions::tell(tx, id, typed.get("words"), next, typed.seen())?;
        Ok("Written down. They know where we are.".to_owned())
    })
    .await
}

/// When they hear from us again; nothing typed: by the target.
fn read_moment(typed: &Typed, now: Timestamp, place: &Place) -> Result<Option<Timestamp>> {
    let text = if typed.get("next").trim().is_empty() { typed.get("next_at") } else { typed.get("next") };
    if text.trim().is_empty() {
        return Ok(None);
    }
    let read = due::read(text, now, place.zone(), &Closing::of(&place.hours));
    read.map(|due| Some(due.at)).map_err(|message| Error::invalid("next", message))
}

pub(super) async fn settle(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "settlement", typed, |tx, id, typed| {
        actions::settle(tx, id, typed.get("their_words"), typed.seen())?;
        Ok("Settled, in their words.".to_owned())
    })
    .await
}

pub(super) async fn reopen(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "reopening", typed, |tx, id, typed| {
        actions::reopen(tx, id, typed.get("why"), typed.seen())?;
        Ok("It is open again.".to_owned())
    })
    .await
}

pub(super) async fn change(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "details", typed, |tx, id, typed| {
        let new = Change {
            title: typed.get("title").to_owned(),
            words: typed.get("text").to_owned(),
            told_by: typed.get("told_by").to_owned(),
            place: typed.get("place").to_owned(),
            since: read_since(typed.get("since"), &tx.actor.zone)?,
            severity: read_severity(typed.get("severity"))?,
        };
        actions::change(tx, id, &new, typed.seen())?;
        Ok("Kept.".to_owned())
    })
    .await
}

/// Since when, as a date field sends it.
pub(super) fn read_since(text: &str, zone: &jiff::tz::TimeZone) -> Result<Option<Timestamp>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let at = text.trim().parse::<jiff::civil::DateTime>().ok().and_then(|at| at.to_zoned(zone.clone()).ok());
    at.map(|at| Some(Timestamp::from(&at)))
        .ok_or_else(|| Error::invalid("since", "That is no day and time. Pick one, or leave it empty."))
}

pub(super) async fn note(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "note", typed, |tx, id, typed| {
        actions::note(tx, id, typed.get("words"))?;
        Ok("Written down.".to_owned())
    })
    .await
}

pub(super) async fn set_cause(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "cause", typed, |tx, id, typed| {
        actions::set_cause(tx, id, typed.get("cause"), typed.seen())?;
        Ok("Kept.".to_owned())
    })
    .await
}

pub(super) async fn touch(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "touch", typed, |tx, id, typed| {
        let new = NewTouch {
            words: typed.get("touch").to_owned(),
            note: typed.get("touch_note").to_owned(),
            ..NewTouch::default()
        };
        actions::touch(tx, id, &new)?;
        Ok("Kept.".to_owned())
    })
    .await
}

pub(super) async fn untouch(visit: Visit, Path((id, touch)): Path<(String, String)>) -> Result<Response> {
    let touch: TouchId = touch.parse().map_err(|_| Error::NotFound)?;
    deed(visit, &id, "touch", Typed::default(), move |tx, id, _| {
        actions::untouch(tx, id, touch)?;
        Ok("Taken away.".to_owned())
    })
    .await
}

pub(super) async fn ask_for_help(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "help", typed, |tx, id, typed| {
        let member: MemberId =
            typed.get("member").parse().map_err(|_| Error::invalid("member", "Choose a colleague."))?;
        actions::ask_for_help(tx, id, member, typed.get("what"))?;
        Ok(format!("Asked {}.", store::member_name(tx, &tx.actor, member)?))
    })
    .await
}

pub(super) async fn agree_to_help(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    deed(visit, &id, "help", Typed::default(), |tx, id, _| {
        actions::agree_to_help(tx, id)?;
        Ok("Good of you.".to_owned())
    })
    .await
}

pub(super) async fn end_help(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "help-end", typed, |tx, id, typed| {
        actions::end_help(tx, id, typed.get("words"))?;
        Ok("Written down.".to_owned())
    })
    .await
}

/// Runs one of the page's forms: afterwards the page tells what was done, or shows the form again.
async fn deed<F>(visit: Visit, id: &str, form: &'static str, typed: Typed, verb: F) -> Result<Response>
where
    F: Fn(&Tx, ProblemId, &Typed) -> Result<String> + Send + 'static,
{
    let id = id_of(id)?;
    let sent = typed.clone();
    match visit.write(move |tx| verb(tx, id, &sent)).await {
        Ok(words) => Ok(told(url(id), words, None)),
        Err(error) => again(&visit, id, form, typed, error).await,
    }
}

/// The problem's page with the form that was not taken.
async fn again(visit: &Visit, id: ProblemId, form: &'static str, typed: Typed, error: Error) -> Result<Response> {
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
