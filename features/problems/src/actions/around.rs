//! What is known about a problem: what it is called, how bad it is, what it touches, what lies behind it, and notes beside it.

use serde_json::json;
use tend_core::{Error, Problems, Result, Timestamp, Tx};

use super::{
    following::{Telling, change as saved, for_change, place_of, said, somebody_was_faster, write},
    taking_in::checked_touch,
    word,
};
use crate::{
    help::{NewTouch, TouchId},
    problem::{CauseId, Dues, LONGEST_TITLE, LONGEST_WORDS, Problem, ProblemId, Severity, in_words},
    store,
};

/// As many things as a problem may touch.
const MOST_TOUCHES: usize = 50;

/// What is known about it now.
#[derive(Clone, Debug)]
pub struct Change {
    /// What, in a line.
    pub title: String,
    /// What happened, as it was told; may be empty.
    pub words: String,
    /// Who told us; may be empty.
    pub told_by: String,
    /// Where it happened; may be empty.
    pub place: String,
    /// Since when.
    pub since: Option<Timestamp>,
    /// How bad it is for them.
    pub severity: Severity,
}

impl Change {
    /// As it stands.
    pub fn of(problem: &Problem) -> Self {
        Change {
            title: problem.title.clone(),
            words: problem.words.clone(),
            told_by: problem.told_by.clone(),
            place: problem.place.clone(),
            since: problem.since,
            severity: problem.severity,
        }
    }
}

/// Says anew what is known about it. Where it turns out worse or less bad, its times move along, counted from when it began.
pub fn change(tx: &Tx, id: ProblemId, new: &Change, seen: Option<i64>) -> Result<()> {
    let before = for_change(tx, id, seen)?;
    let mut problems = Problems::default();
    let title = new.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title =
        problems.take("title", in_words(&title, LONGEST_TITLE, Some("What went wrong? A few words are enough.")));
    let words = problems.take("text", in_words(&new.words, LONGEST_WORDS, None));
    let told_by = problems.take("told_by", in_words(&new.told_by, LONGEST_TITLE, None));
    let place = problems.take("place", in_words(&new.place, LONGEST_TITLE, None));
    if new.since.is_some_and(|since| since > tx.now) {
        problems.add("since", "That is still to come. Say since when it is so, or leave it empty.");
    }
    problems.none()?;
    let mut after = Problem {
        title: title.unwrap_or_default(),
        words: words.unwrap_or_default(),
        told_by: told_by.unwrap_or_default(),
        place: place.unwrap_or_default(),
        since: new.since,
        severity: new.severity,
        ..before.clone()
    };
    if after == before {
        return Ok(());
    }
    if after.severity != before.severity {
        let dues = dues(tx, &after)?;
        after.dues = Dues { next_word: word::unless_promised(&before, dues.next_word), ..dues };
    }
    saved(tx, &before, &after)?;
    let more = json!({ "was": before.title, "was_severity": before.severity });
    write(tx, Telling { problem: &after, entry: tx.new_id(), kind: "problems.changed", text: &after.title, more });
    Ok(())
}

/// By when all is due with it, counted from when it began; the next word from the last one.
fn dues(tx: &Tx, problem: &Problem) -> Result<Dues> {
    let targets = store::targets(tx, &tx.actor, problem.severity)?;
    let hours = place_of(tx, problem)?.hours;
    let dues = targets.dues(&hours, problem.begun_at);
    Ok(match problem.last_word_at.filter(|at| *at >= problem.begun_at) {
        Some(at) => Dues { next_word: targets.next_word(&hours, at), ..dues },
        None => dues,
    })
}

/// Something it touches: a thing, an order, a visit.
pub fn touch(tx: &Tx, id: ProblemId, new: &NewTouch) -> Result<TouchId> {
    tx.actor.may_write()?;
    let problem = store::find(tx, &tx.actor, id)?;
    let touch = checked_touch(tx, new)?;
    if store::touches(tx, &tx.actor, id)?.len() >= MOST_TOUCHES {
        return Err(Error::invalid("touch", "That is a great deal already. Take one away first."));
    }
    store::insert_touch(tx, id, &touch)?;
    let entry = tx.new_id();
    write(tx, Telling { problem: &problem, entry, kind: "problems.touches", text: &touch.words, more: json!({}) });
    Ok(touch.id)
}

/// It does not touch that after all.
pub fn untouch(tx: &Tx, id: ProblemId, touch: TouchId) -> Result<()> {
    tx.actor.may_write()?;
    let problem = store::find(tx, &tx.actor, id)?;
    let touches = store::touches(tx, &tx.actor, id)?;
    let gone = touches.into_iter().find(|other| other.id == touch).ok_or(Error::NotFound)?;
    if store::delete_touch(tx, id, touch)? {
        let entry = tx.new_id();
        write(tx, Telling { problem: &problem, entry, kind: "problems.untouched", text: &gone.words, more: json!({}) });
    }
    Ok(())
}

/// What lies behind it, by name; an unknown one is new. Empty: nobody knows.
pub fn set_cause(tx: &Tx, id: ProblemId, name: &str, seen: Option<i64>) -> Result<()> {
    let before = for_change(tx, id, seen)?;
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = in_words(&name, LONGEST_TITLE, None).map_err(|message| Error::invalid("cause", message))?;
    let cause = if name.is_empty() { None } else { Some(cause_called(tx, &name)?) };
    if cause == before.cause {
        return Ok(());
    }
    let after = Problem { cause, ..before.clone() };
    if !store::save(tx, &after)? {
        return Err(somebody_was_faster());
    }
    write(tx, Telling { problem: &after, entry: tx.new_id(), kind: "problems.cause", text: &name, more: json!({}) });
    Ok(())
}

fn cause_called(tx: &Tx, name: &str) -> Result<CauseId> {
    if let Some(known) = store::cause_named(tx, &tx.actor, name)? {
        return Ok(known);
    }
    let id = tx.new_id();
    store::insert_cause(tx, id, name)?;
    Ok(id)
}

/// Something about it, written down for whoever looks after it next.
pub fn note(tx: &Tx, id: ProblemId, words: &str) -> Result<()> {
    tx.actor.may_write()?;
    let problem = store::find(tx, &tx.actor, id)?;
    let words = said("words", words, "Write a word or two.")?;
    write(tx, Telling { problem: &problem, entry: tx.new_id(), kind: "problems.noted", text: &words, more: json!({}) });
    Ok(())
}
