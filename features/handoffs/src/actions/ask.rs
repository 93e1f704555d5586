//! Asking: whom, about what, with what to read first.

use tend_core::{
    Actor, Error, Feature, Problems, Result, Role, Timestamp, Tx,
    auth::members,
    briefing::{self, Handed, HandedOver},
    calls::{self, NewCall, When},
    db::Conn,
    house,
    id::MemberId,
};
use uuid::Uuid;

use super::following::tell;
use crate::{
    handoff::{CLIENT, Handoff, HandoffId, LONGEST_BRIEFING, State, answer_by, given},
    store,
};

/// A handoff that somebody asks for.
#[derive(Clone, Debug)]
pub struct NewHandoff {
    /// What is passed: `client`, `problem`.
    pub subject: String,
    /// Which one.
    pub thing: Uuid,
    /// Who is asked.
    pub to: MemberId,
    /// What they should read first; empty: what Tend writes.
    pub briefing: String,
}

/// What Tend would write for whoever takes over, for somebody to change; and the thing as it stands.
pub fn draft(
    db: &Conn,
    actor: &Actor,
    features: &[&'static Feature],
    (subject, thing): (&str, Uuid),
    now: Timestamp,
) -> Result<(Handed, String)> {
    let kind = briefing::handed(features, subject).ok_or(Error::NotFound)?;
    let handed = (kind.find)(db, actor, thing)?;
    Ok((handed, briefing::briefing(features, db, actor, (kind, thing), now)?))
}

/// Asks a colleague to take something over. It stays where it is until they say yes; they are called for an answer.
pub fn ask(tx: &Tx, new: &NewHandoff) -> Result<HandoffId> {
    tx.actor.may_write()?;
    // One at a time: of two who ask about the same at once, the second finds that it is asked already.
    house::store::hold(tx, tx.actor.workspace)?;
    let kind = briefing::handed(tx.features, &new.subject).ok_or(Error::NotFound)?;
    let handed = (kind.find)(tx, &tx.actor, new.thing)?;
    may_ask(tx, &handed)?;
    let to = checked(tx, kind, &handed, new)?;
    let briefing = match new.briefing.trim() {
        "" => briefing::briefing(tx.features, tx, &tx.actor, (kind, new.thing), tx.now)?,
        written => written.to_owned(),
    };
    let hours = house::store::location(tx, tx.actor.workspace, to.location)?.hours;
    let days = store::settings(tx, tx.actor.workspace)?.answer_days;
    let handoff = Handoff {
        id: tx.new_id(),
        client: handed.client,
        subject: new.subject.clone(),
        subject_id: (new.subject != CLIENT).then_some(new.thing),
        about: handed.words.clone(),
        from: handed.owner,
        from_name: members::find(tx, tx.actor.workspace, handed.owner)?.name,
        to: to.id,
        to_name: to.name,
        asked_by: tx.actor.member,
        asked_at: tx.now,
        answer_by: answer_by(tx.now, &hours, days),
        briefing,
        state: State::Waiting,
        ended_at: None,
        ended_by: None,
        word: String::new(),
        version: 1,
    };
    store::insert(tx, &handoff)?;
    calls::settle(tx, crate::BACK.name, handoff.thing())?;
    call(tx, &handoff)?;
    tell(tx, &handoff, "handoffs.asked", "");
    Ok(handoff.id)
}

/// Whose it is asks, or a coach or an admin for them.
fn may_ask(tx: &Tx, handed: &Handed) -> Result<()> {
    if tx.actor.member == Some(handed.owner) || tx.actor.role >= Role::Coach {
        return Ok(());
    }
    let owner = members::find(tx, tx.actor.workspace, handed.owner)?;
    Err(Error::NotAllowed(format!(
        "{} looks after {}: only they, a coach or an admin can hand over.",
        owner.name, handed.words
    )))
}

fn checked(tx: &Tx, kind: &HandedOver, handed: &Handed, new: &NewHandoff) -> Result<members::Member> {
    let mut problems = Problems::default();
    let to = match members::find(tx, tx.actor.workspace, new.to) {
        Err(Error::NotFound) => return Err(Error::invalid("to", "Choose somebody who works here.")),
        found => found?,
    };
    if to.id == handed.owner {
        problems
            .add("to", format!("{} is in {}’s hands already. Choose somebody else.", handed.words, given(&to.name)));
    } else if to.left_at.is_some() {
        problems.add("to", format!("{} does not work here any more. Choose somebody else.", to.name));
    } else if to.role == Role::Guest {
        problems.add("to", format!("{} only reads here. Choose somebody who looks after clients.", to.name));
    } else if !house::is_at_work(tx, &tx.actor, to.id, tx.now)? {
        problems.add("to", format!("{} is away just now. Choose somebody who is there to answer.", to.name));
    }
    if let Some(over) = &handed.over {
        problems.add("to", over.clone());
    }
    if new.briefing.chars().count() > LONGEST_BRIEFING {
        problems.add("briefing", format!("Say it in {LONGEST_BRIEFING} characters or fewer: a briefing is read."));
    }
    problems.none()?;
    let waiting = store::waiting_of_client(tx, &tx.actor, handed.client)?;
    if let Some(other) = waiting.iter().find(|other| other.subject == kind.subject && other.thing() == new.thing) {
        return Err(Error::Conflict(format!(
            "{} was asked already and has not answered yet. Take that back first.",
            other.to_name
        )));
    }
    Ok(to)
}

fn call(tx: &Tx, handoff: &Handoff) -> Result<()> {
    calls::raise(
        tx,
        &NewCall {
            member: handoff.to,
            client: handoff.client,
            kind: &crate::ASKED,
            subject: handoff.id.0,
            when: When::From { start: tx.now, due: handoff.answer_by },
            reason: format!("{} would like to hand {} over to you", given(&handoff.from_name), handoff.about),
            act: format!("Answer {}", given(&handoff.from_name)),
        },
    )
}
