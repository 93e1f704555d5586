//! Promises that are part of something another feature keeps: the next word about a problem. That feature says what becomes of them
//! along with its own, and needs not be told.

use tend_core::{Result, Tx, id::MemberId};

use super::{
    following::{change, ended, ending},
    hands::give_promise,
};
use crate::{
    promise::{PromiseId, State},
    store,
};

/// It was done, along with what it is part of. What is not open any more stays as it is.
pub fn keep_beside(tx: &Tx, id: PromiseId) -> Result<()> {
    end_beside(tx, id, State::Kept, "")
}

/// It is not needed any more, as they said in these words.
pub fn release_beside(tx: &Tx, id: PromiseId, their_words: &str) -> Result<()> {
    end_beside(tx, id, State::Released, their_words)
}

fn end_beside(tx: &Tx, id: PromiseId, to: State, words: &str) -> Result<()> {
    let before = store::find(tx, &tx.actor, id)?;
    if before.state != State::Open {
        return Ok(());
    }
    let place = store::place(tx, &tx.actor, before.location)?;
    let ending = ending(tx, &place, tx.now);
    let (after, kind) = match to {
        State::Kept => (before.kept(ending)?, "promises.kept"),
        _ => (before.released(ending)?, "promises.released"),
    };
    change(tx, &before, &after)?;
    ended(tx, &after, &place, kind, if words.is_empty() { &after.words } else { words })
}

/// What it is part of is somebody else's now, and it goes along.
pub fn give_beside(tx: &Tx, id: PromiseId, to: MemberId) -> Result<()> {
    let before = store::find(tx, &tx.actor, id)?;
    if before.owner == to || !before.is_owed() {
        return Ok(());
    }
    give_promise(tx, &before, &store::colleague(tx, &tx.actor, to)?)
}
