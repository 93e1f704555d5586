//! What follows when something else happens: time passes, the client changes hands, somebody leaves. And what the book says about it.

use serde_json::json;
use tend_core::{
    Result, Timestamp, Tx,
    auth::members,
    briefing,
    calls::{self, NewCall, When},
    id::{ClientId, MemberId},
    time::DAY,
    timeline::{NewEntry, Strand},
};
use uuid::Uuid;

use super::in_the_way;
use crate::{
    handoff::{CLIENT, Handoff, HandoffId, State, given},
    store,
};

/// Those who were silent past their time: it stays where it was, and whoever has it is told. Gives whether there may be more.
pub fn end_late(tx: &Tx, most: i64) -> Result<bool> {
    let late = store::late(tx, &tx.actor, tx.now, most)?;
    for handoff in &late {
        if let Some(why) = in_the_way(tx, handoff)? {
            overtake(tx, handoff, &why)?;
            continue;
        }
        let ended = handoff.ended(State::Unanswered, tx.now, None, "");
        // Somebody answered while we looked: theirs counts.
        if !store::end(tx, &ended)? {
            continue;
        }
        calls::settle(tx, crate::ASKED.name, ended.id.0)?;
        call_back(tx, &ended, &format!("{} did not answer, so {} stays with you", given(&ended.to_name), ended.about))?;
        tell(tx, &ended, "handoffs.unanswered", "");
    }
    Ok(late.len() as i64 == most)
}

/// A client changed hands another way: nobody needs to answer any more.
pub fn owner_changed(tx: &Tx, client: ClientId, _from: Option<MemberId>, to: MemberId) -> Result<()> {
    need_no_answer(tx, client, (CLIENT, client.0), to)
}

/// Something of a client's changed hands another way.
pub fn changed_hands(tx: &Tx, subject: &str, thing: Uuid, to: MemberId) -> Result<()> {
    let Some(kind) = briefing::handed(tx.features, subject) else { return Ok(()) };
    let client = (kind.find)(tx, &tx.actor, thing)?.client;
    need_no_answer(tx, client, (subject, thing), to)
}

fn need_no_answer(tx: &Tx, client: ClientId, (subject, thing): (&str, Uuid), to: MemberId) -> Result<()> {
    calls::settle(tx, crate::BACK.name, thing)?;
    let name = members::find(tx, tx.actor.workspace, to)?.name;
    for handoff in store::waiting_of_client(tx, &tx.actor, client)? {
        if handoff.subject == subject && handoff.thing() == thing {
            overtake(tx, &handoff, &format!("{} has {} now.", given(&name), handoff.about))?;
        }
    }
    Ok(())
}

/// A member leaves: what they were asked waits for nobody, and what others were asked to take over from them they take over from whoever
/// has it now. What their successor was asked to take over is theirs with that.
pub fn member_left(tx: &Tx, gone: MemberId, to: MemberId) -> Result<()> {
    let name = members::find(tx, tx.actor.workspace, gone)?.name;
    calls::hand_over(tx, crate::BACK.name, gone, to)?;
    for handoff in store::waiting_for(tx, &tx.actor, gone, HandoffId(Uuid::nil()), i64::MAX)? {
        overtake(tx, &handoff, &format!("{} does not work here any more.", given(&name)))?;
    }
    for handoff in store::asked_from(tx, &tx.actor, gone, HandoffId(Uuid::nil()), i64::MAX)? {
        if handoff.to == to {
            overtake(tx, &handoff, &format!("{} took over from {}.", given(&handoff.to_name), given(&name)))?;
        }
    }
    store::take_over(tx, gone, to)
}

/// Something else happened meanwhile: it waits no more, and both are told why.
pub(super) fn overtake(tx: &Tx, handoff: &Handoff, why: &str) -> Result<()> {
    let ended = handoff.ended(State::Overtaken, tx.now, tx.actor.member, why);
    if store::end(tx, &ended)? {
        calls::settle(tx, crate::ASKED.name, ended.id.0)?;
        tell(tx, &ended, "handoffs.overtaken", why);
    }
    Ok(())
}

/// Whoever has it hears that it stays with them: on their day, until they say that they have seen it or ask somebody else.
pub(super) fn call_back(tx: &Tx, ended: &Handoff, reason: &str) -> Result<()> {
    calls::raise(
        tx,
        &NewCall {
            member: ended.from,
            client: ended.client,
            kind: &crate::BACK,
            subject: ended.thing(),
            when: When::From { start: tx.now, due: tx.now.plus(DAY) },
            reason: reason.chars().take(MOST_REASON).collect(),
            act: "Look whom to ask next".to_owned(),
        },
    )
}

/// A reason is a line.
const MOST_REASON: usize = 200;

/// Tells those whom it concerns at once, and writes the entry: on the client's timeline, about the handoff.
pub(super) fn tell(tx: &Tx, handoff: &Handoff, kind: &'static str, text: &str) {
    super::telling::of(tx, handoff);
    let until = |at: Timestamp| at.in_zone(&tx.actor.zone).strftime("%A %-d %B, %H:%M").to_string();
    tx.entry(NewEntry {
        client: Some(handoff.client),
        kind,
        strand: Strand::Book,
        happened_at: tx.now,
        subject: Some(handoff.id.0),
        text: text.to_owned(),
        body: json!({
            "from": handoff.from_name,
            "to": handoff.to_name,
            "about": if handoff.subject == CLIENT { "" } else { handoff.about.as_str() },
            "until": until(handoff.answer_by),
        }),
    });
}
