//! The way of a problem: made safe, fixed, made right, settled; forth and back; and the words to the client on it.

use serde_json::json;
use tend_core::{
    Error, Result, Timestamp, Tx,
    id::MemberId,
    timeline::{self, store::Before},
};

use super::asking::ask;
use super::following::{
    Telling, change, contact, done_already, for_change, in_few_words, mark, next_word, place_of, said, targets_of,
    write,
};
use super::word;
use crate::{
    problem::{Dues, How, Problem, ProblemId, State},
    store,
};

/// As many entries back somebody looks for who opened it again.
const LOOKED_BACK: i64 = 50;

/// It goes forth to made safe, fixed or made right, or back; `did` says what was done, or why it goes back. Doing it twice is doing
/// it once; who comes second to somebody else is told.
pub fn step(tx: &Tx, id: ProblemId, to: State, did: &str, seen: Option<i64>) -> Result<()> {
    tx.actor.may_write()?;
    let now = store::find(tx, &tx.actor, id)?;
    if now.state == to && to != State::Open {
        return done_already(tx, now.mark(to).and_then(|mark| mark.by), "said so");
    }
    let before = for_change(tx, id, seen)?;
    let did = said("did", did, "What was done? A few words, so that whoever meets them knows.")?;
    stepped(tx, &before, to, &did)
}

/// It goes there, and its entry says what was done.
pub(super) fn stepped(tx: &Tx, before: &Problem, to: State, did: &str) -> Result<()> {
    let mark = mark(tx);
    let mut after = before.stepped(to, mark)?;
    if to == State::MadeRight {
        after.dues = Dues { next_word: word::unless_promised(before, next_word(tx, &after)?), ..after.dues };
    }
    change(tx, before, &after)?;
    let kind = match to {
        to if to < before.state => "problems.back",
        State::Contained => "problems.contained",
        State::Fixed => "problems.fixed",
        _ => "problems.made_right",
    };
    let since_us = tx.now.since(before.begun_at);
    let more = json!({ "from_state": before.state, "since_us": since_us });
    write(tx, Telling { problem: &after, entry: mark.entry, kind, text: did, more });
    if to == State::MadeRight { ask(tx, &after) } else { Ok(()) }
}

/// The client said, in these words, that it is good. Only their word settles it.
pub fn settle(tx: &Tx, id: ProblemId, their_words: &str, seen: Option<i64>) -> Result<()> {
    tx.actor.may_write()?;
    let now = store::find(tx, &tx.actor, id)?;
    if now.state == State::Settled {
        return done_already(tx, now.settled.and_then(|mark| mark.by), "wrote down that it is settled");
    }
    let before = for_change(tx, id, seen)?;
    let words = said("their_words", their_words, "What did they say? Their own words, as short as they were.")?;
    settled(tx, &before, How::Said, &words)?;
    contact(tx, &before)
}

/// It is settled, and the entry says how we know.
pub(super) fn settled(tx: &Tx, before: &Problem, how: How, words: &str) -> Result<()> {
    let mark = mark(tx);
    let after = word::over(tx, before.settled(how, mark)?, how, words)?;
    change(tx, before, &after)?;
    let more = json!({ "how": how, "from_state": before.state, "since_us": tx.now.since(before.begun_at) });
    write(tx, Telling { problem: &after, entry: mark.entry, kind: "problems.settled", text: words, more });
    Ok(())
}

/// It came back: it is open again, with whoever looked after it, or with somebody who can. `why` says what happened.
pub fn reopen(tx: &Tx, id: ProblemId, why: &str, seen: Option<i64>) -> Result<()> {
    tx.actor.may_write()?;
    let before = store::find(tx, &tx.actor, id)?;
    if before.is_open() {
        return opened_already(tx, &before);
    }
    let before = for_change(tx, id, seen)?;
    let why = said("why", why, "What happened? A few words are enough.")?;
    reopened(tx, &before, &why)
}

/// A second press by the same person changes nothing; anybody else is told how it stands.
fn opened_already(tx: &Tx, problem: &Problem) -> Result<()> {
    let story = timeline::store::of_subject(tx, tx.actor.workspace, problem.id.0, Before::NEWEST, LOOKED_BACK)?;
    match story.iter().find(|entry| entry.kind == "problems.reopened") {
        Some(entry) => done_already(tx, entry.by, "opened it again"),
        None => Err(problem.refusal()),
    }
}

/// It is open again; everything is due anew.
pub(super) fn reopened(tx: &Tx, before: &Problem, why: &str) -> Result<()> {
    let dues = targets_of(tx, before)?.dues(&place_of(tx, before)?.hours, tx.now);
    let mut after = before.opened_again(tx.now, dues)?;
    after.owner = who_can(tx, before)?;
    change(tx, before, &after)?;
    let owner_name = store::member_name(tx, &tx.actor, after.owner)?;
    let more = json!({ "owner_name": (after.owner != before.owner).then_some(owner_name) });
    write(tx, Telling { problem: &after, entry: tx.new_id(), kind: "problems.reopened", text: why, more });
    Ok(())
}

/// Its owner, while they can act; else the client's owner; else whoever looks after its place.
fn who_can(tx: &Tx, problem: &Problem) -> Result<MemberId> {
    if store::colleague(tx, &tx.actor, problem.owner)?.can_act() {
        return Ok(problem.owner);
    }
    let client = tend_clients::store::find(tx, &tx.actor, problem.client)?;
    if store::colleague(tx, &tx.actor, client.owner)?.can_act() {
        return Ok(client.owner);
    }
    Ok(store::looks_after(tx, &tx.actor, problem.location, tx.now)?.id)
}

/// They heard from us, in these words; they hear again by `next`, which is a promise then, or by the target.
pub fn tell(tx: &Tx, id: ProblemId, words: &str, next: Option<Timestamp>, seen: Option<i64>) -> Result<()> {
    let before = for_change(tx, id, seen)?;
    let words = in_few_words("words", words)?;
    if next.is_some_and(|next| next <= tx.now) {
        return Err(Error::invalid("next", "That time has passed. Say a day or time that is still to come."));
    }
    let promised = next;
    let next = next.map_or_else(|| next_word(tx, &before), Ok)?;
    let mark = mark(tx);
    let after = word::promised(tx, &before.told(mark, next)?, promised)?;
    change(tx, &before, &after)?;
    contact(tx, &after)?;
    let more = json!({ "first": before.first_word.is_none(), "next": next, "since_us": tx.now.since(before.begun_at) });
    write(tx, Telling { problem: &after, entry: mark.entry, kind: "problems.told", text: &words, more });
    Ok(())
}
