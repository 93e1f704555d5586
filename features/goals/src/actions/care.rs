//! Goals on Today: what *helped* means for their call, and who is called when a client changes hands.

use tend_core::{
    Result, Tx,
    calls::{self, Call},
    id::{ClientId, MemberId},
};

use super::{
    MOST_OPEN,
    following::{call_for, change},
};
use crate::{QUIET, WANTED, goal::GoalId, store};

/// The member spoke with them: the goal was moved today, and calls again when its time has come.
pub fn helped(tx: &Tx, call: &Call) -> Result<()> {
    let before = store::find(tx, &tx.actor, GoalId(call.subject))?;
    change(tx, &before, &before.moved(tx.now))
}

/// Takes back what [`helped`] did: it calls as it did, unless somebody moved it since.
pub fn helped_undone(tx: &Tx, call: &Call) -> Result<()> {
    let before = store::find(tx, &tx.actor, GoalId(call.subject))?;
    if before.is_open() && before.moved_at > call.when.start() && before.moved_before_at < call.when.start() {
        change(tx, &before, &before.not_moved())?;
    }
    Ok(())
}

/// A client changed hands: who looks after them now is called.
pub fn owner_changed(tx: &Tx, client: ClientId, _: Option<MemberId>, _: MemberId) -> Result<()> {
    let open = store::open_of_client(tx, &tx.actor, client, MOST_OPEN as i64)?;
    open.iter().try_for_each(|goal| call_for(tx, goal))
}

/// A member leaves, and who takes over their clients is called.
pub fn member_left(tx: &Tx, gone: MemberId, to: MemberId) -> Result<()> {
    [QUIET.name, WANTED.name].into_iter().try_for_each(|kind| calls::hand_over(tx, kind, gone, to))
}

/// A client is erased: nothing serves what they wanted any more.
pub fn erased(tx: &Tx, client: ClientId) -> Result<()> {
    store::release_serving_client(tx, client)
}
