//! An export that somebody asked for in the browser: it is written by a job, and can be fetched for a day.

use serde_json::json;
use tend_core::{
    Error, Result, Role, Timestamp, Tx,
    id::MemberId,
    jobs,
    time::DAY,
    timeline::{NewEntry, Strand},
};

use crate::store::exports as store;

tend_core::id!(
    /// One export.
    ExportId,
);

tend_core::words! {
    /// Where an export stands.
    pub enum State {
        /// It waits, or is being written.
        Running = "running",
        /// It can be fetched.
        Done = "done",
        /// It could not be written.
        Failed = "failed",
    }
}

/// One export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Its id.
    pub id: ExportId,
    /// Where it stands.
    pub state: State,
    /// Who asked for it.
    pub member: Option<MemberId>,
    /// How many rows there are.
    pub rows: i64,
    /// How many are written.
    pub at_row: i64,
    /// How large the file is.
    pub bytes: i64,
    /// Why it could not be written.
    pub trouble: String,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it was there.
    pub ended_at: Option<Timestamp>,
}

/// How long a file can be fetched, in microseconds.
pub const KEPT_US: i64 = DAY;

/// Asks for an export. While one is on its way, that one is meant.
pub fn ask(tx: &Tx) -> Result<ExportId> {
    tx.actor.must_be(Role::Admin)?;
    if let Some(running) = store::newest(tx, tx.actor.workspace, 1)?.first().filter(|one| one.state == State::Running) {
        return Ok(running.id);
    }
    let id = tx.new_id();
    store::insert(tx, id)?;
    jobs::enqueue(tx, &super::jobs::WRITE, tx.now, Some(&id.to_string()), &json!({ "export": id }))?;
    tx.entry(NewEntry {
        client: None,
        kind: "transfer.exported",
        strand: Strand::Book,
        happened_at: tx.now,
        subject: Some(id.0),
        text: String::new(),
        body: json!({}),
    });
    Ok(id)
}

/// Takes an export away before its day is over.
pub fn forget(tx: &Tx, id: ExportId) -> Result<()> {
    tx.actor.must_be(Role::Admin)?;
    let export = store::find(tx, tx.actor.workspace, id)?;
    if export.state == State::Running {
        return Err(Error::Conflict("It is still being written. Wait until it is done.".into()));
    }
    store::delete(tx, tx.actor.workspace, id)
}
