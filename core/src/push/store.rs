//! The statements of push.

use super::browser::{BrowserId, NewBrowser, Told};
use crate::{
    app::Tx,
    db::{Conn, FromRow, Row},
    error::Result,
    id::{MemberId, WorkspaceId},
    time::Timestamp,
};

/// A browser with what it takes to tell it.
pub(super) struct Address {
    pub endpoint: String,
    pub p256dh: String,
    pub auth: String,
    pub names: bool,
}

/// The workspace's key, as it is kept.
pub(super) fn key(db: &Conn, workspace: WorkspaceId) -> Result<Option<String>> {
    let found =
        db.query_map("SELECT secret FROM push_keys WHERE workspace_id = $1", &[&workspace], |row| row.get(0))?;
    Ok(found.into_iter().next())
}

/// Keeps a key, unless somebody was faster.
pub(super) fn keep_key(tx: &Tx, secret: &str) -> Result<()> {
    tx.exec(
        "INSERT INTO push_keys (workspace_id, secret, made_at) VALUES ($1, $2, $3) ON CONFLICT (workspace_id) DO NOTHING",
        &[&tx.actor.workspace, &secret, &tx.now],
    )?;
    Ok(())
}

pub(super) fn insert(tx: &Tx, id: BrowserId, member: MemberId, hash: &str, new: &NewBrowser) -> Result<()> {
    tx.exec(
        "INSERT INTO push_browsers (workspace_id, id, member_id, endpoint, endpoint_hash, p256dh, auth, device, names, \
         allowed_at, told_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL)",
        &[
            &tx.actor.workspace,
            &id,
            &member,
            &new.endpoint,
            &hash,
            &new.p256dh,
            &new.auth,
            &new.device,
            &new.names,
            &tx.now,
        ],
    )?;
    Ok(())
}

/// Forgets a browser by where its notices are sent, whosever it was.
pub(super) fn forget_endpoint(tx: &Tx, hash: &str) -> Result<()> {
    tx.exec("DELETE FROM push_browsers WHERE workspace_id = $1 AND endpoint_hash = $2", &[&tx.actor.workspace, &hash])?;
    Ok(())
}

/// A member's browsers, in the order in which they were allowed.
pub fn of_member(db: &Conn, workspace: WorkspaceId, member: MemberId) -> Result<Vec<Told>> {
    Ok(db.query(
        "SELECT id, device, names, allowed_at, told_at FROM push_browsers WHERE workspace_id = $1 AND member_id = $2 \
         ORDER BY id LIMIT 50",
        &[&workspace, &member],
    )?)
}

pub(super) fn address(db: &Conn, workspace: WorkspaceId, id: BrowserId) -> Result<Option<Address>> {
    let found = db.query_map(
        "SELECT endpoint, p256dh, auth, names FROM push_browsers WHERE workspace_id = $1 AND id = $2",
        &[&workspace, &id],
        |row| Ok(Address { endpoint: row.get(0)?, p256dh: row.get(1)?, auth: row.get(2)?, names: row.get(3)? }),
    )?;
    Ok(found.into_iter().next())
}

pub(super) fn was_told(tx: &Tx, id: BrowserId, at: Timestamp) -> Result<()> {
    tx.exec(
        "UPDATE push_browsers SET told_at = $3 WHERE workspace_id = $1 AND id = $2",
        &[&tx.actor.workspace, &id, &at],
    )?;
    Ok(())
}

pub(super) fn forget(tx: &Tx, id: BrowserId) -> Result<()> {
    tx.exec("DELETE FROM push_browsers WHERE workspace_id = $1 AND id = $2", &[&tx.actor.workspace, &id])?;
    Ok(())
}

/// Forgets one of a member's browsers; `false` if it is none of theirs.
pub(super) fn forget_own(tx: &Tx, member: MemberId, id: BrowserId) -> Result<bool> {
    let gone = tx.exec(
        "DELETE FROM push_browsers WHERE workspace_id = $1 AND member_id = $2 AND id = $3",
        &[&tx.actor.workspace, &member, &id],
    )?;
    Ok(gone == 1)
}

pub(super) fn forget_of_member(tx: &Tx, member: MemberId) -> Result<()> {
    tx.exec("DELETE FROM push_browsers WHERE workspace_id = $1 AND member_id = $2", &[&tx.actor.workspace, &member])?;
    Ok(())
}

/// For `tend check`: browsers of those who left.
pub(super) fn of_nobody(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    Ok(db.query_map(
        "SELECT m.name FROM push_browsers b JOIN members m ON m.workspace_id = $1 AND m.id = b.member_id \
         WHERE b.workspace_id = $1 AND m.left_at IS NOT NULL LIMIT 5",
        &[&workspace],
        |row| Ok(format!("{} left, and is still told at once", row.get::<String>(0)?)),
    )?)
}

impl FromRow for Told {
    fn from_row(row: &Row) -> crate::db::Result<Self> {
        Ok(Told {
            id: row.get(0)?,
            device: row.get(1)?,
            names: row.get(2)?,
            allowed_at: row.get(3)?,
            told_at: row.get(4)?,
        })
    }
}
