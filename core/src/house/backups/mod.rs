//! Backups by themselves: a plan that an admin sets, a job that follows it, and a page that says how it went.
//!
//! A backup is of the whole database, so the house that was here first looks after it; where the files go is set by whoever runs
//! the machine (`--backups`), never from a browser.

mod jobs;
mod pages;
mod plan;
mod samples;
pub mod store;
#[cfg(test)]
mod tests;
mod views;

pub use jobs::{BY_PLAN, NOW};
pub(super) use pages::routes;
pub use plan::{Done, Plan};
pub(super) use samples::samples;

use crate::{
    actor::Role,
    app::Tx,
    error::{Error, Result},
    house::note,
};

/// Sets the plan.
pub fn set_plan(tx: &Tx, plan: &Plan, version: i64) -> Result<()> {
    tx.actor.must_be(Role::Admin)?;
    looks_after(tx)?;
    let before = store::plan(tx, tx.actor.workspace)?;
    if before.as_ref().map_or(0, |(_, version)| *version) != version {
        return Err(Error::Conflict("Somebody changed this a moment ago. Look at it once more and try again.".into()));
    }
    match before {
        Some(_) => store::update_plan(tx, tx.actor.workspace, plan, version)?,
        None => store::insert_plan(tx, tx.actor.workspace, plan)?,
    }
    note(tx, "backups.planned", tx.actor.workspace.0, plan.in_words());
    Ok(())
}

/// Asks for a backup now; it is written soon after, by a job.
pub fn ask(tx: &Tx) -> Result<()> {
    tx.actor.must_be(Role::Admin)?;
    looks_after(tx)?;
    jobs::enqueue_now(tx)
}

/// Only the house that was here first looks after backups of what belongs to all.
fn looks_after(tx: &Tx) -> Result<()> {
    let first = store::first_house(tx)?;
    if first == Some(tx.actor.workspace) {
        return Ok(());
    }
    Err(Error::NotAllowed("Backups are of the whole database: the house that was here first looks after them.".into()))
}
