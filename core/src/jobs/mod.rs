//! Jobs: work that follows a verb, enqueued in its transaction, done soon after, more than once if need be.
//!
//! A job is claimed with a lease, so that a worker that dies leaves it to the next one. It is tried again with
//! growing pauses; after [`MOST_TRIES`] it becomes a dead letter that an admin sees and can send again.
//!
//! There are two lanes. What waits for somebody out there, a mail server that takes its time, has one of its own, so that the house's
//! own work never waits behind it.

pub mod store;
mod worker;

use std::{future::Future, pin::Pin};

use crate::{
    app::{App, Tx},
    error::Result,
    id::{JobId, WorkspaceId},
    time::{MINUTE, SECOND, Timestamp},
};

pub use worker::{run_due, work};

/// A job that failed this often is a dead letter.
pub const MOST_TRIES: i64 = 8;
/// How long a worker may keep a job before another one takes it, in microseconds. Long work renews its lease.
pub const LEASE_US: i64 = 5 * MINUTE;

/// Where a job runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    /// What this machine does alone.
    House,
    /// What waits for other machines.
    Outside,
}

impl Lane {
    /// Which jobs run there, as a condition.
    const fn kinds(self) -> &'static str {
        match self {
            Lane::House => "kind NOT IN ('mail.send', 'push.send')",
            Lane::Outside => "kind IN ('mail.send', 'push.send')",
        }
    }
}

/// What a job's function gives back.
pub type Done = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

/// A kind of job, registered by its feature.
#[derive(Debug)]
pub struct JobKind {
    /// `promises.break_overdue`.
    pub name: &'static str,
    /// Does it. Must be safe to run twice.
    pub run: fn(App, Job) -> Done,
    /// Runs by itself in every workspace, this many microseconds apart; 0: only when enqueued.
    pub every_us: i64,
}

crate::words! {
    /// Where a job stands.
    pub enum JobState {
        /// Waits for its time.
        Queued = "queued",
        /// A worker has it.
        Leased = "leased",
        /// Done.
        Done = "done",
        /// Failed too often; an admin decides.
        Dead = "dead",
    }
}

/// A job that was claimed.
#[derive(Clone, Debug)]
pub struct Job {
    /// Whose it is.
    pub workspace: WorkspaceId,
    /// Its id.
    pub id: JobId,
    /// Its kind's name.
    pub kind: String,
    /// How often it was tried, this time included.
    pub tries: i64,
    /// The lease of this worker: who lost it may not write the end.
    pub lease: uuid::Uuid,
    /// What it is about.
    pub body: serde_json::Value,
}

/// Enqueues a job in the running transaction. With a `once_key`, a second one with the same key is not added.
pub fn enqueue(
    tx: &Tx,
    kind: &JobKind,
    due_at: Timestamp,
    once_key: Option<&str>,
    body: &serde_json::Value,
) -> Result<()> {
    store::insert(tx, tx.actor.workspace, tx.new_id(), kind.name, (due_at, tx.now), once_key, body)
}

/// The pause before the next try: 15 s, doubled each time, at most an hour.
pub fn pause_us(tries: i64) -> i64 {
    (15 * SECOND).saturating_mul(1 << (tries - 1).clamp(0, 8)).min(60 * MINUTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_at_an_hour() {
        let pauses: Vec<_> = (1..=MOST_TRIES + 3).map(pause_us).collect();
        assert!(pauses.windows(2).all(|pair| pair[0] <= pair[1]));
        assert_eq!((pauses[0], *pauses.last().expect("some")), (15 * SECOND, 60 * MINUTE));
    }
}
