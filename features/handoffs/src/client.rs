//! Handoffs on a client's page: what waits for an answer, and how to give it right there.

use maud::{Markup, html};
use tend_core::{
    Actor, Result, Timestamp,
    db::Conn,
    feature::OpenLine,
    id::ClientId,
    merging::Newer,
    ui::{self, Icon},
};

use crate::{
    handoff::{CLIENT, Handoff, given},
    pages::url,
    store,
};

/// What waits for an answer about this client.
pub fn open(db: &Conn, actor: &Actor, client: ClientId, now: Timestamp) -> Result<Vec<OpenLine>> {
    let waiting = store::waiting_of_client(db, actor, client)?;
    Ok(waiting.iter().map(|handoff| open_line(actor, handoff, now)).collect())
}

fn open_line(actor: &Actor, handoff: &Handoff, now: Timestamp) -> OpenLine {
    let is_me = actor.member == Some(handoff.to);
    let (from, to) = (given(&handoff.from_name), given(&handoff.to_name));
    let what = if handoff.subject == CLIENT { String::new() } else { format!(": {}", handoff.about) };
    let title = if is_me {
        format!("{from} asks you to take over{what}")
    } else {
        format!("{from} asks {to} to take over{what}")
    };
    let stays = if handoff.subject == CLIENT { "They stay" } else { "It stays" };
    OpenLine {
        icon: Icon::Handoff,
        title,
        detail: if is_me {
            format!("{stays} with {from} until you say yes")
        } else {
            format!("{stays} with {from} until {to} says yes")
        },
        href: url(handoff.id),
        due_at: handoff.answer_by,
        waiting: handoff.answer_by <= now,
        actions: actor.may_write().is_ok().then(|| actions(handoff, is_me)),
    }
}

fn actions(handoff: &Handoff, is_me: bool) -> Markup {
    html! {
        @if is_me { (ui::link("Read and answer", url(handoff.id)).small()) }
        @else { (ui::link("Read", url(handoff.id)).small().quiet()) }
    }
}

/// What was asked about a client after this id: it goes with them, or stays, when two are taken apart.
pub fn newer(db: &Conn, actor: &Actor, client: ClientId, after: uuid::Uuid) -> Result<Vec<Newer>> {
    let asked = store::newer(db, actor, client, after, 50)?;
    Ok(asked
        .into_iter()
        .map(|one| Newer { id: one.id.0, what: "A handoff", words: format!("to {}", one.to_name) })
        .collect())
}
