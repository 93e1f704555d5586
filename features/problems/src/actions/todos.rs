//! What there is to do for fixing and for making right: written down, ticked, taken away.

use serde_json::json;
use tend_core::{Error, Problems, Result, Tx};

use super::following::{Telling, write};
use crate::{
    gesture::{Part, Todo, TodoId},
    problem::{LONGEST_TITLE, ProblemId, in_words},
    store,
};

/// As many as one problem may have.
const MOST: usize = 50;

/// Something to do on the way.
pub fn add_todo(tx: &Tx, id: ProblemId, part: Part, words: &str, note: &str) -> Result<TodoId> {
    tx.actor.may_write()?;
    let problem = store::find(tx, &tx.actor, id)?;
    let mut problems = Problems::default();
    let words = problems.take("todo", in_words(words, LONGEST_TITLE, Some("What is to be done?"))).unwrap_or_default();
    let note = problems.take("todo_note", in_words(note, LONGEST_TITLE, None)).unwrap_or_default();
    if store::todos(tx, &tx.actor, id)?.len() >= MOST {
        problems.add("todo", "That is a great deal already. Take one away first.");
    }
    problems.none()?;
    let todo = Todo { id: tx.new_id(), problem: id, part, words, note, done_at: None, done_by: None };
    store::insert_todo(tx, &todo)?;
    let entry = tx.new_id();
    write(tx, Telling { problem: &problem, entry, kind: "problems.todo", text: &todo.words, more: json!({}) });
    Ok(todo.id)
}

/// It is done, or it is not after all. Saying so twice changes nothing.
pub fn tick_todo(tx: &Tx, id: ProblemId, todo: TodoId, done: bool) -> Result<()> {
    tx.actor.may_write()?;
    let problem = store::find(tx, &tx.actor, id)?;
    let before = one(tx, id, todo)?;
    let after = Todo { done_at: done.then_some(tx.now), done_by: tx.actor.member.filter(|_| done), ..before };
    if store::tick_todo(tx, &after)? {
        let kind = if done { "problems.todo_done" } else { "problems.todo_undone" };
        write(tx, Telling { problem: &problem, entry: tx.new_id(), kind, text: &after.words, more: json!({}) });
    }
    Ok(())
}

/// It need not be done.
pub fn drop_todo(tx: &Tx, id: ProblemId, todo: TodoId) -> Result<()> {
    tx.actor.may_write()?;
    let problem = store::find(tx, &tx.actor, id)?;
    let gone = store::todos(tx, &tx.actor, id)?.into_iter().find(|one| one.id == todo).ok_or(Error::NotFound)?;
    if store::delete_todo(tx, id, todo)? {
        let entry = tx.new_id();
        write(
            tx,
            Telling { problem: &problem, entry, kind: "problems.todo_dropped", text: &gone.words, more: json!({}) },
        );
    }
    Ok(())
}

fn one(tx: &Tx, id: ProblemId, todo: TodoId) -> Result<Todo> {
    store::todos(tx, &tx.actor, id)?.into_iter().find(|one| one.id == todo).ok_or(Error::NotFound)
}
