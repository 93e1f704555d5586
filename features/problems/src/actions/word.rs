//! The next word to the client by a time is a promise. Whoever keeps, moves or breaks it does the same with the word about the problem,
//! and the other way round: the two never disagree.

use serde_json::json;
use tend_core::{Error, Result, Timestamp, Tx, went::Went};
use tend_promises::{Due, NewPromise, PromiseId, To, actions as promises};

use super::following::{Telling, change, contact, mark, next_word, write};
use crate::{
    problem::{Dues, How, Problem, Word},
    store,
};

/// They were told, and the next word is promised by then; what was promised before is kept with it. Without a time nothing is promised.
pub(super) fn promised(tx: &Tx, told: &Problem, next: Option<Timestamp>) -> Result<Problem> {
    if let Some(promise) = told.promised_word() {
        promises::keep_beside(tx, promise)?;
    }
    let told = told.clone().without_word(tx.now);
    let Some(at) = next else { return Ok(told) };
    let client = tend_clients::store::find(tx, &tx.actor, told.client)?;
    let promise = NewPromise {
        owner: Some(told.owner),
        act: format!("Tell {} where we are", client.called()),
        ..NewPromise::new(To::Client(told.client), words_of(&told), Due { at, whole_day: false })
    };
    let promise = promises::make(tx, &promise)?;
    Ok(Problem { word: Some(Word { promise, ended_at: None }), ..told })
}

/// “tell them where we are with P-12, The brakes fade in rain”.
fn words_of(problem: &Problem) -> String {
    format!("tell them where we are with {}: {}", problem.called(), problem.title)
}

/// It is settled: they spoke with us, so the word is given; or they said so themselves and need none.
pub(super) fn over(tx: &Tx, settled: Problem, how: How, words: &str) -> Result<Problem> {
    let Some(promise) = settled.promised_word() else { return Ok(settled) };
    match how {
        How::Link => promises::release_beside(tx, promise, words)?,
        How::Said | How::Silence | How::Import => promises::keep_beside(tx, promise)?,
    }
    Ok(settled.without_word(tx.now))
}

/// It is somebody else's now, and so is the promised word.
pub(super) fn goes_along(tx: &Tx, given: &Problem) -> Result<()> {
    given.promised_word().map_or(Ok(()), |promise| promises::give_beside(tx, promise, given.owner))
}

/// By when they hear from us, where nothing is promised: by then; else as it was promised.
pub(super) fn unless_promised(before: &Problem, next_word: Timestamp) -> Timestamp {
    before.promised_word().map_or(next_word, |_| before.dues.next_word)
}

/// A promise went on by itself. Where it is the next word about a problem, the problem goes on with it.
pub fn went(tx: &Tx, went: &Went) -> Result<()> {
    if went.feature != tend_promises::FEATURE.name {
        return Ok(());
    }
    let promise = PromiseId(went.id);
    let Some(problem) = store::of_word(tx, &tx.actor, promise)? else { return Ok(()) };
    match (went.how, problem.promised_word()) {
        ("open_again", None) => due_again(tx, &problem, went),
        (_, None) => Ok(()),
        ("kept", _) => {
            let next = next_word(tx, &problem)?;
            given(tx, &problem, next, went.words, |told| told.without_word(tx.now))
        }
        ("moved", _) => given(tx, &problem, went.due.unwrap_or(problem.dues.next_word), went.words, |told| told),
        ("given", _) => Err(Error::invalid(
            "owner",
            format!("This is the next word about {}. Hand that over, and the word goes along.", problem.called()),
        )),
        ("broken", _) => {
            let after = problem.clone().without_word(tx.now);
            changed(tx, &problem, &after, "problems.word_broken", went.words)
        }
        ("taken_back", _) => {
            let after = Problem { word: None, ..with_next(&problem, next_word(tx, &problem)?) };
            changed(tx, &problem, &after, "problems.word_dropped", "")
        }
        _ => {
            let after = with_next(&problem, next_word(tx, &problem)?).without_word(tx.now);
            changed(tx, &problem, &after, "problems.word_dropped", went.words)
        }
    }
}

/// They heard from us: because the promise was kept, or moved once they knew.
fn given(tx: &Tx, problem: &Problem, next: Timestamp, words: &str, word: impl Fn(Problem) -> Problem) -> Result<()> {
    let mark = mark(tx);
    let after = word(problem.told(mark, next)?);
    change(tx, problem, &after)?;
    contact(tx, &after)?;
    let more = json!({ "first": false, "next": next, "since_us": tx.now.since(problem.begun_at) });
    write(tx, Telling { problem: &after, entry: mark.entry, kind: "problems.told", text: words, more });
    Ok(())
}

/// It was not kept after all: the word is due again, as it was promised.
fn due_again(tx: &Tx, problem: &Problem, went: &Went) -> Result<()> {
    if !problem.is_open() {
        return Err(Error::Conflict(format!(
            "This was the next word about {}, which is settled. Nothing was changed.",
            problem.called()
        )));
    }
    let word = problem.word.map(|word| Word { ended_at: None, ..word });
    let after = Problem { word, ..with_next(problem, went.due.unwrap_or(problem.dues.next_word)) };
    changed(tx, problem, &after, "problems.word_again", "")
}

fn with_next(problem: &Problem, next_word: Timestamp) -> Problem {
    Problem { dues: Dues { next_word, ..problem.dues }, ..problem.clone() }
}

fn changed(tx: &Tx, before: &Problem, after: &Problem, kind: &'static str, text: &str) -> Result<()> {
    change(tx, before, after)?;
    let more = json!({ "next": after.dues.next_word });
    write(tx, Telling { problem: after, entry: tx.new_id(), kind, text, more });
    Ok(())
}
