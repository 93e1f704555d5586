//! A problem in other hands: handed over after a yes, with a client who changes hands, or by somebody who leaves.

use serde_json::json;
use tend_core::{
    Error, Result, Tx, briefing, calls,
    id::{ClientId, MemberId},
};

use super::following::{Telling, change, for_change, write};
use crate::{
    help::Help,
    problem::{Problem, ProblemId},
    store::{self, Colleague},
};

/// Another member looks after it from now on. Who asks for this has their yes.
pub fn give(tx: &Tx, id: ProblemId, to: MemberId, seen: Option<i64>) -> Result<()> {
    let before = for_change(tx, id, seen)?;
    let to = store::colleague(tx, &tx.actor, to)?;
    if !to.can_act() {
        return Err(Error::invalid("owner", format!("{} cannot look after it. Choose somebody else.", to.name)));
    }
    given(tx, &before, &to)
}

fn given(tx: &Tx, before: &Problem, to: &Colleague) -> Result<()> {
    let after = before.given(to.id)?;
    change(tx, before, &after)?;
    super::word::goes_along(tx, &after)?;
    if let Some(helper) = store::helper(tx, &tx.actor, before.id, to.id)? {
        end(tx, helper)?;
    }
    let more = json!({ "owner_name": to.name });
    write(tx, Telling { problem: &after, entry: tx.new_id(), kind: "problems.given", text: &to.name, more });
    briefing::changed_hands(tx, crate::briefing::SUBJECT, after.id.0, to.id)
}

/// A client changed hands. A problem stays with who looks after it, unless they work here no more.
pub fn owner_changed(tx: &Tx, client: ClientId, from: Option<MemberId>, to: MemberId) -> Result<()> {
    if from.is_none_or(|from| from == to) {
        return Ok(());
    }
    let to = store::colleague(tx, &tx.actor, to)?;
    for problem in store::of_client_open(tx, &tx.actor, client, i64::MAX)? {
        if problem.owner != to.id && !store::colleague(tx, &tx.actor, problem.owner)?.can_act() {
            given(tx, &problem, &to)?;
        }
    }
    Ok(())
}

/// A client was handed over with a yes: what the one had open for them is the other's.
pub fn goes_along(tx: &Tx, client: ClientId, from: MemberId, to: MemberId) -> Result<()> {
    let to = store::colleague(tx, &tx.actor, to)?;
    let open = store::of_client_open(tx, &tx.actor, client, i64::MAX)?;
    open.iter().filter(|problem| problem.owner == from).try_for_each(|problem| given(tx, problem, &to))
}

/// A member leaves, and another takes over all they look after; their help to others ends.
pub fn member_left(tx: &Tx, gone: MemberId, to: MemberId) -> Result<()> {
    let to = store::colleague(tx, &tx.actor, to)?;
    store::helping(tx, &tx.actor, gone)?.into_iter().try_for_each(|helper| end(tx, helper))?;
    super::making_right::coach_left(tx, gone)?;
    let open = store::of_owner_open(tx, &tx.actor, gone)?;
    open.iter().try_for_each(|problem| given(tx, problem, &to))
}

/// Their help has ended.
pub(super) fn end(tx: &Tx, helper: Help) -> Result<()> {
    calls::settle(tx, crate::calls::HELP.name, helper.id.0)?;
    store::put_helper(tx, &Help { ended_at: helper.ended_at.or(Some(tx.now)), ..helper })
}
