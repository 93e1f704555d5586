//! What the forms of making it right do.

use axum::{Form, extract::Path, response::Response};
use tend_core::{Error, Result, Tx, money::Money, web::Visit};

use super::{Typed, forms::deed};
use crate::{
    actions::{self, NewGesture},
    gesture::{GestureId, Part, Standing, TodoId},
    store,
};

pub(super) async fn add_todo(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    let part: Part = typed.get("part").parse().map_err(|_| Error::NotFound)?;
    let form = match part {
        Part::Fix => "todo-fix",
        Part::Right => "todo-right",
    };
    deed(visit, &id, form, typed, move |tx, id, typed| {
        actions::add_todo(tx, id, part, typed.get("todo"), typed.get("todo_note"))?;
        Ok("Added.".to_owned())
    })
    .await
}

pub(super) async fn tick_todo(
    visit: Visit,
    Path((id, todo)): Path<(String, String)>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let todo: TodoId = todo.parse().map_err(|_| Error::NotFound)?;
    let done = typed.get("done") != "no";
    deed(visit, &id, "todo", typed, move |tx, id, _| {
        actions::tick_todo(tx, id, todo, done)?;
        Ok(if done { "Done." } else { "Not done after all." }.to_owned())
    })
    .await
}

pub(super) async fn drop_todo(visit: Visit, Path((id, todo)): Path<(String, String)>) -> Result<Response> {
    let todo: TodoId = todo.parse().map_err(|_| Error::NotFound)?;
    deed(visit, &id, "todo", Typed::default(), move |tx, id, _| {
        actions::drop_todo(tx, id, todo)?;
        Ok("Taken away.".to_owned())
    })
    .await
}

pub(super) async fn give_gesture(visit: Visit, Path(id): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    deed(visit, &id, "gesture", typed, |tx, id, typed| {
        let new = NewGesture {
            kind: typed.get("kind").parse().map_err(|_| Error::invalid("kind", "Choose what you give."))?,
            words: typed.get("words").to_owned(),
            worth: read_worth(tx, typed.get("worth"))?,
            why: typed.get("why").to_owned(),
        };
        let gesture = actions::give_gesture(tx, id, &new, typed.seen())?;
        Ok(match gesture.standing {
            Standing::Given => "Given, and on the record.",
            _ => "Asked. A coach or an admin answers here.",
        }
        .to_owned())
    })
    .await
}

fn read_worth(tx: &Tx, text: &str) -> Result<Money> {
    let currency = store::rule(tx, &tx.actor)?.each.currency;
    if text.trim().is_empty() {
        return Err(Error::invalid("worth", "What is it worth? 0 where it costs nothing."));
    }
    Money::read(text.trim().trim_start_matches(['€', '£', '$']), currency)
        .map_err(|message| Error::invalid("worth", format!("{message}. Write it like 38 or 12.50.")))
}

pub(super) async fn answer_gesture(
    visit: Visit,
    Path((id, gesture)): Path<(String, String)>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let gesture: GestureId = gesture.parse().map_err(|_| Error::NotFound)?;
    let yes = typed.get("yes") == "yes";
    deed(visit, &id, "answer", typed, move |tx, id, typed| {
        actions::answer_gesture(tx, id, gesture, yes, typed.get("answer"))?;
        Ok(if yes { "Yes is said." } else { "No is said." }.to_owned())
    })
    .await
}
