//! What nobody kept by a day after its time is broken by itself.

use tend_core::{Result, Tx};

use super::following::{ended, ending, follow, went};
use crate::store;

/// Breaks what is open a day (the workspace's grace) after its time, up to `limit` from one place of the list on;
/// gives where to go on, or nothing when all were looked at. What somebody changes meanwhile is left to them.
pub fn break_overdue(tx: &Tx, after: store::After, limit: i64) -> Result<Option<store::After>> {
    let grace_us = store::grace_us(tx, tx.actor.workspace)?;
    let overdue = store::open_before(tx, &tx.actor, tx.now.plus(-grace_us), after, limit)?;
    for promise in &overdue {
        let place = store::place(tx, &tx.actor, promise.location)?;
        let broken = promise.broken(ending(tx, &place, promise.due.at.plus(grace_us)))?;
        if store::save(tx, &broken)? {
            follow(tx, promise, &broken)?;
            ended(tx, &broken, &place, "promises.broken", "")?;
            went(tx, &broken, "broken", "")?;
        }
    }
    let is_full = i64::try_from(overdue.len()).is_ok_and(|found| found == limit);
    Ok(overdue.last().filter(|_| is_full).map(|last| store::After { at: last.due.at, id: last.id }))
}
