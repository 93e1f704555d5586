//! Who needs a member now: gathers the calls, the clients and what was put off, and brings them into their order.
//!
//! However much the database holds, no more than [`LOOK_AT`] calls of each group are looked at, those that began first;
//! where there are more, [`Today::capped`] says so.

use std::collections::{HashMap, HashSet};

use tend_core::{
    Actor, Feature, Result, Timestamp,
    calls::{self, Call, CareGroup, Look},
    db::Conn,
    house::{self, away::LeftToMe},
    id::{ClientId, MemberId},
};

use crate::{
    snooze::Snooze,
    store,
    today::{Kinds, Named, PutOff, Standing, Today, in_order},
};

/// How many calls of one group a page looks at.
pub const LOOK_AT: usize = 100;
/// How many calls of one group a report looks at.
pub const REPORT_LOOKS_AT: usize = 10_000;

/// Who needs this member at `at`, in order. A private call is seen by its own member alone.
pub fn list(
    db: &Conn,
    actor: &Actor,
    member: MemberId,
    at: Timestamp,
    features: &'static [&'static Feature],
) -> Result<Today> {
    gather(db, actor, &Asked { member, at, kinds: Kinds(features), look_at: LOOK_AT })
}

/// How many clients need the actor now: the number in the rail, as many as [`list`] shows. Every page asks for it, so nothing is read that
/// a number does not need: the calls of those alone who were put off.
pub fn count(db: &Conn, actor: &Actor, now: Timestamp) -> Result<u64> {
    let Some(member) = actor.member else { return Ok(0) };
    let looks = looks(actor, member, now, &house::left_to(db, actor, member, now)?);
    let (candidates, _) = candidates(db, &looks, LOOK_AT)?;
    let called: HashSet<ClientId> = tend_clients::store::in_lists(db, actor, &candidates)?.into_iter().collect();
    let snoozes = store::snoozes(db, actor, member, now)?;
    let put_off: Vec<ClientId> =
        snoozes.iter().map(|snooze| snooze.client).filter(|client| called.contains(client)).collect();
    let calls = by_client(calls_for(db, &looks, &put_off)?);
    let away = snoozes.iter().filter(|snooze| calls.get(&snooze.client).is_some_and(|calls| snooze.holds(calls, now)));
    Ok((called.len() - away.count()) as u64)
}

/// Whose day is gathered, when, and how far one looks.
pub(crate) struct Asked {
    pub member: MemberId,
    pub at: Timestamp,
    pub kinds: Kinds,
    pub look_at: usize,
}

pub(crate) fn gather(db: &Conn, actor: &Actor, asked: &Asked) -> Result<Today> {
    let left = house::left_to(db, actor, asked.member, asked.at)?;
    let looks = looks(actor, asked.member, asked.at, &left);
    let (candidates, capped) = candidates(db, &looks, asked.look_at)?;
    let mut calls = by_client(calls_for(db, &looks, &candidates)?);
    let snoozes: HashMap<ClientId, Snooze> =
        store::snoozes(db, actor, asked.member, asked.at)?.into_iter().map(|snooze| (snooze.client, snooze)).collect();
    let mut today = Today { at: asked.at, standings: Vec::new(), put_off: Vec::new(), capped, left };
    for (id, name, folded) in tend_clients::store::names(db, actor, &candidates)? {
        let calls = calls.remove(&id).unwrap_or_default();
        match snoozes.get(&id).filter(|snooze| snooze.holds(&calls, asked.at)) {
            Some(snooze) => {
                today.put_off.push(PutOff {
                    client: id,
                    name,
                    until_at: snooze.until_at,
                    reason: snooze.reason.clone(),
                });
            }
            None => today.standings.extend(Standing::new(Named { id, name, folded }, calls, asked.kinds, asked.at)),
        }
    }
    today.put_off.sort_by_key(|put_off| (put_off.until_at, put_off.client));
    today.standings = in_order(today.standings);
    Ok(today)
}

/// At whose calls a member looks: at their own, and at those of everybody whose clients were left in their care. A private call stays
/// its own member's, because the viewer is nobody else.
fn looks(actor: &Actor, member: MemberId, at: Timestamp, left: &[LeftToMe]) -> Vec<Look> {
    let members = std::iter::once(member).chain(left.iter().map(|left| left.member));
    members.map(|member| Look { workspace: actor.workspace, member, viewer: actor.member, at }).collect()
}

/// What calls for a client: the member themselves, and whoever is away and left them in the member's care.
pub(crate) fn started(db: &Conn, actor: &Actor, client: ClientId, at: Timestamp) -> Result<Vec<Call>> {
    let member = actor.me()?;
    calls_for(db, &looks(actor, member, at, &house::left_to(db, actor, member, at)?), &[client])
}

fn calls_for(db: &Conn, looks: &[Look], clients: &[ClientId]) -> Result<Vec<Call>> {
    let mut calls = Vec::new();
    for look in looks {
        calls.extend(calls::of_clients(db, look, clients)?);
    }
    Ok(calls)
}

/// The clients of the calls that began first, each once; and whether there are calls beyond them.
fn candidates(db: &Conn, looks: &[Look], look_at: usize) -> Result<(Vec<ClientId>, bool)> {
    let (mut clients, mut seen, mut capped) = (Vec::new(), HashSet::new(), false);
    for (look, group) in looks.iter().flat_map(|look| CareGroup::ALL.iter().map(move |group| (look, *group))) {
        let callers = calls::callers(db, look, group, look_at as i64 + 1)?;
        capped |= callers.len() > look_at;
        clients.extend(callers.into_iter().take(look_at).filter(|client| seen.insert(*client)));
    }
    Ok((clients, capped))
}

fn by_client(calls: Vec<Call>) -> HashMap<ClientId, Vec<Call>> {
    let mut by_client: HashMap<ClientId, Vec<Call>> = HashMap::new();
    for call in calls {
        by_client.entry(call.client).or_default().push(call);
    }
    by_client
}
