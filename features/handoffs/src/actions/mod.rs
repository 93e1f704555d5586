//! The verbs: somebody is asked, and says yes or no; whoever asked takes it back; time passes. Each ends with its entry, and of two who
//! are quick at once one is first and the other is told.

mod ask;
mod following;

pub use ask::{NewHandoff, ask, draft};
pub use following::{changed_hands, end_late, member_left, owner_changed};

use tend_core::{Actor, Error, Result, Timestamp, Tx, auth::members, briefing, calls, db::Conn, house, id::MemberId};

use crate::{
    handoff::{CLIENT, Handoff, HandoffId, LONGEST_WORD, State, given},
    store,
};
use following::{call_back, overtake, tell};

/// What came of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is as they said.
    Done,
    /// It could not be any more, and is over; why, in a sentence.
    Overtaken(String),
}

/// The other says yes: from now on it is theirs. Saying it twice is saying it once.
pub fn accept(tx: &Tx, id: HandoffId, word: &str) -> Result<Outcome> {
    let (handoff, word) = to_answer(tx, id, word)?;
    if is_said_already(&handoff, State::Accepted, tx.actor.member)? {
        return Ok(Outcome::Done);
    }
    if let Some(why) = in_the_way(tx, &handoff)? {
        overtake(tx, &handoff, &why)?;
        return Ok(Outcome::Overtaken(why));
    }
    let ended = handoff.ended(State::Accepted, tx.now, tx.actor.member, word);
    end(tx, &ended)?;
    let kind = briefing::handed(tx.features, &handoff.subject).ok_or(Error::NotFound)?;
    (kind.give)(tx, handoff.thing(), handoff.to)?;
    if handoff.subject == CLIENT {
        for goes_along in tx.features.iter().filter_map(|feature| feature.goes_along) {
            goes_along(tx, handoff.client, handoff.from, handoff.to)?;
        }
    }
    tell(tx, &ended, "handoffs.accepted", &ended.word);
    Ok(Outcome::Done)
}

/// The other says no, with a word: it stays where it was, and whoever has it is told.
pub fn decline(tx: &Tx, id: HandoffId, word: &str) -> Result<()> {
    let (handoff, word) = to_answer(tx, id, word)?;
    if is_said_already(&handoff, State::Declined, tx.actor.member)? {
        return Ok(());
    }
    if word.is_empty() {
        return Err(Error::invalid("word", "Why not? A word is enough, so that they know whom to ask next."));
    }
    let ended = handoff.ended(State::Declined, tx.now, tx.actor.member, word);
    end(tx, &ended)?;
    call_back(tx, &ended, &format!("{} said no: {}", given(&ended.to_name), ended.word))?;
    tell(tx, &ended, "handoffs.declined", &ended.word);
    Ok(())
}

/// Whoever asked takes it back: it stays where it is.
pub fn withdraw(tx: &Tx, id: HandoffId, word: &str) -> Result<()> {
    tx.actor.may_write()?;
    let handoff = store::find(tx, &tx.actor, id)?;
    if !handoff.is_of(tx.actor.member) && tx.actor.role < tend_core::Role::Coach {
        return Err(Error::NotAllowed(format!("Only {} can take this back.", handoff.from_name)));
    }
    let word = checked_word(word)?;
    if is_said_already(&handoff, State::Withdrawn, tx.actor.member)? {
        return Ok(());
    }
    let ended = handoff.ended(State::Withdrawn, tx.now, tx.actor.member, word);
    end(tx, &ended)?;
    tell(tx, &ended, "handoffs.withdrawn", &ended.word);
    Ok(())
}

/// The handoff, if it is the actor's to answer.
fn to_answer(tx: &Tx, id: HandoffId, word: &str) -> Result<(Handoff, String)> {
    tx.actor.may_write()?;
    let handoff = store::find(tx, &tx.actor, id)?;
    if !answers(tx, &tx.actor, &handoff, tx.now)? {
        return Err(Error::NotAllowed(format!("Only {} can answer this.", handoff.to_name)));
    }
    Ok((handoff, checked_word(word)?))
}

/// Who was asked answers, and while they are away whoever looks after their clients; with a yes it is theirs who was asked.
pub fn answers(db: &Conn, actor: &Actor, handoff: &Handoff, now: Timestamp) -> Result<bool> {
    let Some(member) = actor.member else { return Ok(false) };
    Ok(member == handoff.to || house::away::who_acts(db, actor, handoff.to, now)? == member)
}

fn checked_word(word: &str) -> Result<String> {
    let word = word.trim();
    if word.chars().count() > LONGEST_WORD {
        return Err(Error::invalid("word", format!("Say it in {LONGEST_WORD} characters or fewer.")));
    }
    Ok(word.to_owned())
}

/// A second press of the same person changes nothing; who comes second to somebody else hears who was first.
fn is_said_already(handoff: &Handoff, state: State, by: Option<MemberId>) -> Result<bool> {
    match handoff.state {
        State::Waiting => Ok(false),
        other if other == state && handoff.ended_by == by => Ok(true),
        _ => Err(Error::Conflict(handoff.already())),
    }
}

/// Ends it, if it still waits: the row is held until the commit, so that of two at once one is second, and told.
fn end(tx: &Tx, ended: &Handoff) -> Result<()> {
    if !store::end(tx, ended)? {
        return Err(Error::Conflict(store::find(tx, &tx.actor, ended.id)?.already()));
    }
    calls::settle(tx, crate::ASKED.name, ended.id.0).map(drop)
}

/// Why it cannot be handed over any more; nothing where it can.
fn in_the_way(tx: &Tx, handoff: &Handoff) -> Result<Option<String>> {
    let Some(kind) = briefing::handed(tx.features, &handoff.subject) else {
        return Ok(Some(format!("{} cannot be handed over any more.", handoff.about)));
    };
    let now = match (kind.find)(tx, &tx.actor, handoff.thing()) {
        Err(Error::NotFound) => return Ok(Some(format!("{} is not in the book any more.", handoff.about))),
        found => found?,
    };
    if now.over.is_some() {
        return Ok(now.over);
    }
    if now.owner != handoff.from {
        let name = members::find(tx, tx.actor.workspace, now.owner)?.name;
        return Ok(Some(format!("{} has {} now.", given(&name), now.words)));
    }
    Ok(None)
}
