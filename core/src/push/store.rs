//! The statements of push.

use super::browser::{BrowserId, NewBrowser, Notice, Noticed, Told};
use crate::{
    app::Tx,
    db::{Conn, FromRow, Row},
    error::Result,
    id::{MemberId, WorkspaceId},
    time::Timestamp,
};

crate::id!(
    /// One line that a member was told.
    NoticeId
);

/// A browser with what it takes to tell it.
pub(super) struct Address {
    pub endpoint: String,
    pub p256dh: String,
    pub auth: String,
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
        "INSERT INTO push_browsers (workspace_id, id, member_id, session_hash, endpoint, endpoint_hash, p256dh, auth, device, \
         allowed_at, told_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL)",
        &[
            &tx.actor.workspace,
            &id,
            &member,
            &new.session,
            &new.endpoint,
            &hash,
            &new.p256dh,
            &new.auth,
            &new.device,
            &tx.now,
        ],
    )?;
    Ok(())
}

/// Forgets a browser by where its notices are sent, whosever it was, and by the session it carries.
pub(super) fn forget_same(tx: &Tx, hash: &str, session: &str) -> Result<()> {
    tx.exec(
        "DELETE FROM push_browsers WHERE workspace_id = $1 AND (endpoint_hash = $2 OR session_hash = $3)",
        &[&tx.actor.workspace, &hash, &session],
    )?;
    Ok(())
}

/// A member's browsers whose sessions last, in the order in which they were allowed.
pub fn of_member(db: &Conn, workspace: WorkspaceId, member: MemberId, now: Timestamp) -> Result<Vec<Told>> {
    Ok(db.query(
        "SELECT b.id, b.device, b.session_hash, b.allowed_at, b.told_at FROM push_browsers b \
         JOIN sessions s ON s.workspace_id = $1 AND s.token_hash = b.session_hash AND s.expires_at > $3 \
         WHERE b.workspace_id = $1 AND b.member_id = $2 ORDER BY b.id LIMIT 50",
        &[&workspace, &member, &now],
    )?)
}

/// Where a browser is told, while its session lasts.
pub(super) fn address(db: &Conn, workspace: WorkspaceId, id: BrowserId, now: Timestamp) -> Result<Option<Address>> {
    let found = db.query_map(
        "SELECT b.endpoint, b.p256dh, b.auth FROM push_browsers b \
         JOIN sessions s ON s.workspace_id = $1 AND s.token_hash = b.session_hash AND s.expires_at > $3 \
         WHERE b.workspace_id = $1 AND b.id = $2",
        &[&workspace, &id, &now],
        |row| Ok(Address { endpoint: row.get(0)?, p256dh: row.get(1)?, auth: row.get(2)? }),
    )?;
    Ok(found.into_iter().next())
}

/// Forgets browsers whose sessions are over.
pub(super) fn forget_signed_out(tx: &Tx) -> Result<()> {
    tx.exec(
        "DELETE FROM push_browsers WHERE workspace_id = $1 AND NOT EXISTS (SELECT 1 FROM sessions s \
         WHERE s.workspace_id = $1 AND s.token_hash = push_browsers.session_hash AND s.expires_at > $2)",
        &[&tx.actor.workspace, &tx.now],
    )?;
    Ok(())
}

/// Writes down what a member was told, with the number of the entry it came with.
pub(super) fn insert_notice(tx: &Tx, member: MemberId, number: i64, notice: &Notice) -> Result<()> {
    tx.exec(
        "INSERT INTO notices (workspace_id, id, member_id, number, words, href, mark, told_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            &tx.actor.workspace,
            &tx.new_id::<NoticeId>(),
            &member,
            &number,
            &notice.words,
            &notice.href,
            &notice.mark,
            &tx.now,
        ],
    )?;
    Ok(())
}

/// What a member was told with the entries after this number and since then, the oldest first.
pub fn noticed_after(
    db: &Conn,
    workspace: WorkspaceId,
    member: MemberId,
    number: i64,
    since: Timestamp,
) -> Result<Vec<Noticed>> {
    Ok(db.query(
        "SELECT number, words, href, mark, told_at FROM notices WHERE workspace_id = $1 AND member_id = $2 AND number > $3 \
         AND told_at > $4 ORDER BY number, id LIMIT 500",
        &[&workspace, &member, &number, &since],
    )?)
}

/// What a member was told last, the newest first.
pub fn told_last(db: &Conn, workspace: WorkspaceId, member: MemberId, most: i64) -> Result<Vec<Noticed>> {
    Ok(db.query(
        "SELECT number, words, href, mark, told_at FROM notices WHERE workspace_id = $1 AND member_id = $2 \
         ORDER BY number DESC, id DESC LIMIT $3",
        &[&workspace, &member, &most],
    )?)
}

/// Forgets what was told before then.
pub(super) fn forget_notices(tx: &Tx, before: Timestamp) -> Result<()> {
    tx.exec("DELETE FROM notices WHERE workspace_id = $1 AND told_at < $2", &[&tx.actor.workspace, &before])?;
    Ok(())
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

/// For stories: how many browsers there are, whosever and however old.
#[cfg(test)]
pub(super) fn all_of(db: &Conn, workspace: WorkspaceId) -> Result<i64> {
    Ok(db.scalar("SELECT COUNT(*) FROM push_browsers WHERE workspace_id = $1", &[&workspace])?)
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
            session: row.get(2)?,
            allowed_at: row.get(3)?,
            told_at: row.get(4)?,
        })
    }
}

impl FromRow for Noticed {
    fn from_row(row: &Row) -> crate::db::Result<Self> {
        let notice = Notice { words: row.get(1)?, href: row.get(2)?, mark: row.get(3)? };
        Ok(Noticed { number: row.get(0)?, notice, told_at: row.get(4)? })
    }
}
