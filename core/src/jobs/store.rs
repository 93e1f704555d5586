//! The statements of jobs. Finding workspaces with due jobs is the one query that looks across workspaces.

use super::{Job, LEASE_US, Lane};
use crate::{
    db::{Conn, FromRow, Row},
    error::Result,
    id::{JobId, WorkspaceId},
    time::Timestamp,
};

pub(super) fn insert(
    tx: &Conn,
    workspace: WorkspaceId,
    id: JobId,
    kind: &str,
    (due_at, now): (Timestamp, Timestamp),
    once_key: Option<&str>,
    body: &serde_json::Value,
) -> Result<()> {
    tx.exec(
        "INSERT INTO jobs (workspace_id, id, kind, state, due_at, tries, once_key, body, trouble, created_at) \
         VALUES ($1, $2, $3, 'queued', $4, 0, $5, $6, '', $7) ON CONFLICT (workspace_id, kind, once_key) DO NOTHING",
        &[&workspace, &id, &kind, &due_at, &once_key, &body, &now],
    )?;
    Ok(())
}

/// For operators: every workspace of this database.
pub(super) fn all_workspaces(db: &Conn) -> Result<Vec<WorkspaceId>> {
    Ok(db.query_map("SELECT workspace_id FROM workspaces", &[], |row| row.get(0))?)
}

/// Is there anything to claim in this lane, or to take from a worker that died?
pub(super) fn has_due(db: &Conn, workspace: WorkspaceId, lane: Lane, now: Timestamp) -> Result<bool> {
    let kinds = lane.kinds();
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM jobs WHERE workspace_id = $1 AND state = 'queued' AND due_at <= $2 AND {kinds}) \
         OR EXISTS (SELECT 1 FROM jobs WHERE workspace_id = $1 AND state = 'leased' AND leased_until < $2)"
    );
    Ok(db.scalar(&sql, &[&workspace, &now])?)
}

/// Does a job with this key wait or run?
pub(super) fn has_once(db: &Conn, workspace: WorkspaceId, kind: &str, once_key: &str) -> Result<bool> {
    Ok(db.scalar(
        "SELECT EXISTS (SELECT 1 FROM jobs WHERE workspace_id = $1 AND kind = $2 AND once_key = $3)",
        &[&workspace, &kind, &once_key],
    )?)
}

/// Gives leases that ran out back to the queue.
pub(super) fn free_lost_leases(tx: &Conn, workspace: WorkspaceId, now: Timestamp) -> Result<u64> {
    Ok(tx.exec(
        "UPDATE jobs SET state = 'queued', lease = NULL WHERE workspace_id = $1 AND state = 'leased' AND leased_until < $2",
        &[&workspace, &now],
    )?)
}

/// Claims the job of a lane that is due first. Two workers may pick the same row; only one of them changes it.
pub(super) fn claim(
    tx: &Conn,
    workspace: WorkspaceId,
    lane: Lane,
    now: Timestamp,
    lease: uuid::Uuid,
) -> Result<Option<Job>> {
    let kinds = lane.kinds();
    let sql = format!(
        "UPDATE jobs SET state = 'leased', lease = $3, leased_until = $4, tries = tries + 1 WHERE workspace_id = $1 \
         AND state = 'queued' AND id = (SELECT id FROM jobs WHERE workspace_id = $1 AND state = 'queued' AND due_at <= $2 \
         AND {kinds} ORDER BY due_at, id LIMIT 1) RETURNING workspace_id, id, kind, tries, lease, body"
    );
    Ok(tx.opt(&sql, &[&workspace, &now, &lease, &now.plus(LEASE_US)])?)
}

/// Renews the lease of long work; conflict if another worker has it meanwhile.
pub fn renew(tx: &Conn, job: &Job, now: Timestamp) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE jobs SET leased_until = $4 WHERE workspace_id = $1 AND id = $2 AND lease = $3",
        &[&job.workspace, &job.id, &job.lease, &now.plus(LEASE_US)],
    )?)
}

/// Writes how it ended: `done`, `dead`, or `queued` again for a later try.
pub(super) fn end(
    tx: &Conn,
    job: &Job,
    state: super::JobState,
    due_at: Timestamp,
    trouble: &str,
    now: Timestamp,
) -> Result<()> {
    let ended_at = (state != super::JobState::Queued).then_some(now);
    tx.exec(
        "UPDATE jobs SET state = $4, due_at = $5, trouble = $6, ended_at = $7, lease = NULL, leased_until = NULL, \
         once_key = CASE WHEN $4 = 'queued' THEN once_key ELSE NULL END WHERE workspace_id = $1 AND id = $2 AND lease = $3",
        &[&job.workspace, &job.id, &job.lease, &state, &due_at, &trouble, &ended_at],
    )?;
    Ok(())
}

/// Forgets jobs that were done before then.
pub(super) fn forget_done(tx: &Conn, workspace: WorkspaceId, before: Timestamp) -> Result<u64> {
    Ok(tx.exec(
        "DELETE FROM jobs WHERE workspace_id = $1 AND state = 'done' AND ended_at < $2",
        &[&workspace, &before],
    )?)
}

/// A dead letter, for the admin's eyes.
#[derive(Clone, Debug)]
pub struct DeadLetter {
    /// Its id.
    pub id: JobId,
    /// Its kind.
    pub kind: String,
    /// What went wrong the last time.
    pub trouble: String,
    /// When it was given up.
    pub ended_at: Option<Timestamp>,
}

/// The newest dead letters.
pub fn dead_letters(db: &Conn, workspace: WorkspaceId, limit: i64) -> Result<Vec<DeadLetter>> {
    Ok(db.query_map(
        "SELECT id, kind, trouble, ended_at FROM jobs WHERE workspace_id = $1 AND state = 'dead' ORDER BY due_at DESC, id DESC LIMIT $2",
        &[&workspace, &limit],
        |row| Ok(DeadLetter { id: row.get(0)?, kind: row.get(1)?, trouble: row.get(2)?, ended_at: row.get(3)? }),
    )?)
}

/// Sends a dead letter again.
pub fn revive(tx: &Conn, workspace: WorkspaceId, id: JobId, now: Timestamp) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE jobs SET state = 'queued', tries = 0, due_at = $3, ended_at = NULL WHERE workspace_id = $1 AND id = $2 AND state = 'dead'",
        &[&workspace, &id, &now],
    )?)
}

impl FromRow for Job {
    fn from_row(row: &Row) -> crate::db::Result<Self> {
        Ok(Job {
            workspace: row.get(0)?,
            id: row.get(1)?,
            kind: row.get(2)?,
            tries: row.get(3)?,
            lease: row.get(4)?,
            body: row.get(5)?,
        })
    }
}
