//! Promises in other hands: given to a colleague, handed on with a client or by somebody who leaves, kept from Today.

use tend_core::{
    Error, Result, Tx, calls,
    id::{ClientId, MemberId},
};

use super::{
    following::{Telling, change, ended, ending, for_change, tell, went},
    keep, take_back_keeping,
};
use crate::{
    promise::{Promise, PromiseId, State},
    store,
};

/// Another member keeps it from now on.
pub fn give(tx: &Tx, id: PromiseId, to: MemberId, seen: Option<i64>) -> Result<()> {
    let before = for_change(tx, id, seen)?;
    let to = store::colleague(tx, &tx.actor, to)?;
    if to.has_left {
        return Err(Error::invalid("owner", format!("{} does not work here any more. Choose somebody else.", to.name)));
    }
    went(tx, &before, "given", &to.name)?;
    give_promise(tx, &before, &to)
}

pub(super) fn give_promise(tx: &Tx, before: &Promise, to: &store::Colleague) -> Result<()> {
    let after = before.given(to.id, to.place.id)?;
    change(tx, before, &after)?;
    let entry = tx.new_id();
    tell(
        tx,
        &Telling {
            promise: &after,
            place: &to.place,
            entry,
            kind: "promises.given",
            happened_at: tx.now,
            text: &to.name,
        },
    )
}

/// A member says they have helped: a promise whose call had started is kept. A broken one goes on calling, because a
/// tick does not say what was done for the client about it.
pub fn helped(tx: &Tx, call: &calls::Call) -> Result<()> {
    if call.kind == crate::DUE.name { keep(tx, PromiseId(call.subject)) } else { Ok(()) }
}

/// Takes back what [`helped`] did. What became of the promise otherwise stays.
pub fn helped_undone(tx: &Tx, call: &calls::Call) -> Result<()> {
    let id = PromiseId(call.subject);
    if call.kind == crate::DUE.name && store::find(tx, &tx.actor, id)?.state == State::Kept {
        return take_back_keeping(tx, id);
    }
    Ok(())
}

/// A client changed hands. What was promised stays with who promised it, unless they work here no more.
pub fn owner_changed(tx: &Tx, client: ClientId, from: Option<MemberId>, to: MemberId) -> Result<()> {
    let Some(from) = from.filter(|from| *from != to) else {
        return Ok(());
    };
    if !store::colleague(tx, &tx.actor, from)?.has_left {
        return Ok(());
    }
    let to = store::colleague(tx, &tx.actor, to)?;
    store::owed_to_client_by(tx, &tx.actor, client, from)?.iter().try_for_each(|promise| hand_on(tx, promise, &to))
}

/// A client was handed over, and the colleague said yes to what was promised too: what the one before owed them goes along.
pub fn goes_along(tx: &Tx, client: ClientId, from: MemberId, to: MemberId) -> Result<()> {
    let to = store::colleague(tx, &tx.actor, to)?;
    store::owed_to_client_by(tx, &tx.actor, client, from)?.iter().try_for_each(|promise| hand_on(tx, promise, &to))
}

/// A member leaves, and another takes over all they still owe.
pub fn member_left(tx: &Tx, gone: MemberId, to: MemberId) -> Result<()> {
    let to = store::colleague(tx, &tx.actor, to)?;
    let owed = store::of_member_open(tx, &tx.actor, gone, i64::MAX)?;
    owed.iter().try_for_each(|promise| hand_on(tx, promise, &to))
}

/// What a member who left had promised to the very colleague who takes over needs nobody to keep it: they let it go.
fn hand_on(tx: &Tx, promise: &Promise, to: &store::Colleague) -> Result<()> {
    if promise.to.colleague() != Some(to.id) {
        return give_promise(tx, promise, to);
    }
    if promise.state != State::Open {
        return Ok(());
    }
    let place = store::place(tx, &tx.actor, promise.location)?;
    let after = promise.released(ending(tx, &place, tx.now))?;
    change(tx, promise, &after)?;
    ended(tx, &after, &place, "promises.released", "")
}
