//! A problem from one line of the log: taken in, mended where the line says so, and to be asked about; and taken back where it was a
//! slip of the pen.

use serde_json::json;
use tend_core::{
    Error, Result, Tx, calls,
    id::ClientId,
    log_line::{LogLine, Logged, Written},
    money::Money,
    timeline::{self, Strand, store::Before},
};

use super::{
    NewGesture, NewProblem,
    following::{Telling, somebody_was_faster, write as tell},
    give_gesture, step, take_in,
};
use crate::{
    calls::{APPROVE, OF_OWNER},
    gesture::Standing,
    line::{self, Gift, Said},
    problem::{LONGEST_TITLE, Problem, ProblemId, State},
    store,
};

/// How lines of the log are read here.
pub const LOG_LINE: LogLine =
    LogLine { is_said: line::is_said, write: from_line, undo: |tx, id| take_back(tx, ProblemId(id)) };

/// Takes in what the line says. What was given on the spot goes on the record, and with it all is made right but for their word.
fn from_line(tx: &Tx, client: ClientId, logged: &Logged) -> Result<Written> {
    let said = line::read(&logged.text);
    let mut new = NewProblem::new(client, said.words.clone(), said.severity);
    new.they_know = logged.met || said.gift.is_some();
    if said.title.chars().count() <= LONGEST_TITLE {
        new.title = said.title.clone();
    }
    let id = take_in(tx, &new)?;
    let called = store::find(tx, &tx.actor, id)?.called();
    let told = match &said {
        Said { gift: Some(gift), .. } => mended(tx, id, gift, &logged.text)?,
        _ => "is taken in. It is yours",
    };
    Ok(Written { id: id.0, told: format!("{called} {told}.") })
}

/// It was made good on the spot, within what one may give; else a coach is asked and it stays open.
fn mended(tx: &Tx, id: ProblemId, gift: &Gift, line: &str) -> Result<&'static str> {
    let currency = store::rule(tx, &tx.actor)?.each.currency;
    let worth = line::worth_in(line, currency).unwrap_or(Money { minor: 0, currency });
    let words: String = gift.words.chars().take(LONGEST_TITLE).collect();
    let new = NewGesture { kind: gift.kind, words: words.clone(), worth, why: line.to_owned() };
    let given = give_gesture(tx, id, &new, None)?;
    if given.standing != Standing::Given {
        return Ok("is taken in. It is yours, and a coach or an admin is asked about what you want to give");
    }
    step(tx, id, State::MadeRight, &words, None)?;
    Ok("is taken in and made right. Ask them whether it is good")
}

/// What one line writes; anything else happened since.
const FROM_A_LINE: [&str; 4] =
    ["problems.taken_in", "problems.gesture", "problems.gesture_asked", "problems.made_right"];
/// As many entries as are looked through.
const MOST_AT_ONCE: i64 = 50;

/// Takes back that it was taken in, by who did and while nothing else happened to it. Its entries stay in the book and say so. Doing it
/// twice changes nothing.
pub fn take_back(tx: &Tx, id: ProblemId) -> Result<()> {
    tx.actor.may_write()?;
    let problem = match store::find(tx, &tx.actor, id) {
        Err(Error::NotFound) => return Ok(()),
        found => found?,
    };
    if problem.raised.by != tx.actor.member {
        return Err(Error::NotAllowed("Only who took this problem in can take it back.".into()));
    }
    let story = timeline::store::of_subject(tx, tx.actor.workspace, id.0, Before::NEWEST, MOST_AT_ONCE)?;
    let is_of_the_line = |entry: &timeline::Entry| {
        let is_then = entry.written_at == problem.raised.at && entry.by == tx.actor.member;
        is_then && FROM_A_LINE.contains(&entry.kind.as_str())
    };
    if !story.iter().all(is_of_the_line) {
        return Err(Error::Conflict("Something happened with this problem since. Look at how it stands now.".into()));
    }
    no_more_calls(tx, &problem)?;
    if !store::delete(tx, id, problem.version)? {
        return Err(somebody_was_faster());
    }
    for entry in story {
        let mut body = entry.body.clone();
        body["taken_back_at"] = json!(tx.now);
        timeline::store::rewrite(tx, &timeline::Entry { body, strand: Strand::Book, ..entry })?;
    }
    let entry = tx.new_id();
    tell(tx, Telling { problem: &problem, entry, kind: "problems.taken_back", text: &problem.title, more: json!({}) });
    Ok(())
}

fn no_more_calls(tx: &Tx, problem: &Problem) -> Result<()> {
    for kind in OF_OWNER {
        calls::settle(tx, kind.name, problem.id.0)?;
    }
    for gesture in store::gestures(tx, &tx.actor, problem.id)? {
        calls::settle(tx, APPROVE.name, gesture.id.0)?;
    }
    Ok(())
}
