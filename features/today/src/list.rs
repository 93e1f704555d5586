//! Who needs a member now: gathers the calls, the clients and what was put off, and brings them into their order.
//!
//! However much the database holds, no more than [`LOOK_AT`] calls of each group are looked at, those that began first;
//! where there are more, [`Today::capped`] says so.

use std::collections::{HashMap, HashSet};

use tend_core::{
    Actor, Feature, Result, Timestamp,
    calls::{self, Call, CareGroup, Look},
    db::Conn,
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
    let look = Look { workspace: actor.workspace, member, viewer: actor.member, at: now };
    let (candidates, _) = candidates(db, &look, LOOK_AT)?;
    let called: HashSet<ClientId> = tend_clients::store::in_lists(db, actor, &candidates)?.into_iter().collect();
    let snoozes = store::snoozes(db, actor, member, now)?;
    let put_off: Vec<ClientId> =
        snoozes.iter().map(|snooze| snooze.client).filter(|client| called.contains(client)).collect();
    let calls = by_client(calls::of_clients(db, &look, &put_off)?);
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
    let look = Look { workspace: actor.workspace, member: asked.member, viewer: actor.member, at: asked.at };
    let (candidates, capped) = candidates(db, &look, asked.look_at)?;
    let mut calls = by_client(calls::of_clients(db, &look, &candidates)?);
    let snoozes: HashMap<ClientId, Snooze> =
        store::snoozes(db, actor, asked.member, asked.at)?.into_iter().map(|snooze| (snooze.client, snooze)).collect();
    let mut today = Today { at: asked.at, standings: Vec::new(), put_off: Vec::new(), capped };
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

/// The clients of the calls that began first, each once; and whether there are calls beyond them.
fn candidates(db: &Conn, look: &Look, look_at: usize) -> Result<(Vec<ClientId>, bool)> {
    let (mut clients, mut seen, mut capped) = (Vec::new(), HashSet::new(), false);
    for group in CareGroup::ALL {
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
