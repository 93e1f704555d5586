//! The statements of sign-in: users, sessions, links and failed attempts, which belong to no workspace.

use super::{
    attempts::Tries,
    link::{Link, Purpose},
    session::{Session, Visitor},
};
use crate::{
    actor::Actor,
    db::{Conn, FromRow, Row},
    error::Result,
    house::store::zone_of,
    id::{MemberId, UserId, WorkspaceId},
    time::Timestamp,
};

pub use crate::house::store::location_name;

/// A person who can sign in.
#[derive(Clone, Debug)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// Their mail address as they write it.
    pub email: String,
    /// What is kept of their password; none before they first came.
    pub password_hash: Option<String>,
}

/// One of the workspaces a person works in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Workplace {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// Who they are there.
    pub member: MemberId,
}

/// Who comes with that session, if it has not ended and its member still works there.
pub fn visitor_of(db: &Conn, token_hash: &str, now: Timestamp) -> Result<Option<Visitor>> {
    let Some(session) = live_session(db, token_hash, now)? else {
        return Ok(None);
    };
    let actor = actor_of_member(db, session.workspace, session.member)?;
    Ok(actor.map(|actor| Visitor { actor, session }))
}

/// The member as somebody who acts, while they work there.
pub fn actor_of_member(db: &Conn, workspace: WorkspaceId, member: MemberId) -> Result<Option<Actor>> {
    Ok(db.opt(
        "SELECT m.workspace_id, m.id, m.role, m.name, l.id, l.zone FROM members m \
         JOIN locations l ON l.workspace_id = $1 AND l.id = m.location_id \
         WHERE m.workspace_id = $1 AND m.id = $2 AND m.left_at IS NULL",
        &[&workspace, &member],
    )?)
}

const SESSION: &str = "token_hash, user_id, workspace_id, member_id, created_at, seen_at, expires_at, stays, device";

fn live_session(db: &Conn, token_hash: &str, now: Timestamp) -> Result<Option<Session>> {
    let sql = format!("SELECT {SESSION} FROM sessions WHERE token_hash = $1 AND expires_at > $2");
    Ok(db.opt(&sql, &[&token_hash, &now])?)
}

/// A person's sessions that have not ended, the one used last first.
pub fn sessions_of(db: &Conn, user: UserId, now: Timestamp) -> Result<Vec<Session>> {
    let sql = format!(
        "SELECT {SESSION} FROM sessions WHERE user_id = $1 AND expires_at > $2 ORDER BY seen_at DESC, token_hash"
    );
    Ok(db.query(&sql, &[&user, &now])?)
}

pub(super) fn insert_session(tx: &Conn, session: &Session) -> Result<()> {
    tx.exec(
        "INSERT INTO sessions (token_hash, user_id, workspace_id, member_id, created_at, seen_at, expires_at, stays, device) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            &session.token_hash,
            &session.user,
            &session.workspace,
            &session.member,
            &session.created_at,
            &session.seen_at,
            &session.expires_at,
            &session.stays,
            &session.device,
        ],
    )?;
    Ok(())
}

/// Writes down the last visit. A session that ended meanwhile stays ended.
pub(super) fn note_seen(tx: &Conn, session: &Session, seen_at: Timestamp) -> Result<()> {
    tx.exec(
        "UPDATE sessions SET seen_at = $2, expires_at = $3 WHERE token_hash = $1 AND seen_at < $2",
        &[&session.token_hash, &seen_at, &session.end_after(seen_at)],
    )?;
    Ok(())
}

/// Ends one session of a person; gives whether there was one.
pub(super) fn delete_session(tx: &Conn, user: UserId, token_hash: &str) -> Result<bool> {
    Ok(tx.exec("DELETE FROM sessions WHERE token_hash = $1 AND user_id = $2", &[&token_hash, &user])? > 0)
}

/// Ends the session a browser carries when it signs in anew.
pub(super) fn delete_carried_session(tx: &Conn, token_hash: &str) -> Result<()> {
    tx.exec("DELETE FROM sessions WHERE token_hash = $1", &[&token_hash])?;
    Ok(())
}

/// Ends all sessions of a person, or all but one.
pub(super) fn delete_sessions_of(tx: &Conn, user: UserId, except: Option<&str>) -> Result<u64> {
    let kept = except.unwrap_or_default();
    Ok(tx.exec("DELETE FROM sessions WHERE user_id = $1 AND token_hash <> $2", &[&user, &kept])?)
}

/// Ends all sessions of a person in one workspace.
pub(super) fn delete_sessions_in(tx: &Conn, workspace: WorkspaceId, user: UserId) -> Result<u64> {
    Ok(tx.exec("DELETE FROM sessions WHERE workspace_id = $1 AND user_id = $2", &[&workspace, &user])?)
}

pub(super) fn delete_ended_sessions(tx: &Conn, now: Timestamp) -> Result<()> {
    tx.exec("DELETE FROM sessions WHERE expires_at <= $1", &[&now])?;
    Ok(())
}

/// The person with that address.
pub fn user_with(db: &Conn, email_folded: &str) -> Result<Option<User>> {
    Ok(db.opt("SELECT id, email, password_hash FROM users WHERE email_folded = $1", &[&email_folded])?)
}

/// One person.
pub fn user(db: &Conn, id: UserId) -> Result<User> {
    Ok(db.one("SELECT id, email, password_hash FROM users WHERE id = $1", &[&id])?)
}

pub(super) fn insert_user(tx: &Conn, user: &User, email_folded: &str, now: Timestamp) -> Result<()> {
    tx.exec(
        "INSERT INTO users (id, email, email_folded, password_hash, created_at, version) VALUES ($1, $2, $3, $4, $5, 1)",
        &[&user.id, &user.email, &email_folded, &user.password_hash, &now],
    )?;
    Ok(())
}

pub(super) fn set_password(tx: &Conn, user: UserId, password_hash: &str) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE users SET password_hash = $2, version = version + 1 WHERE id = $1",
        &[&user, &password_hash],
    )?)
}

/// Where a person works, the workplace they joined first first.
pub fn workplaces_of(db: &Conn, user: UserId) -> Result<Vec<Workplace>> {
    Ok(db.query(
        "SELECT workspace_id, member_id FROM user_workspaces WHERE user_id = $1 ORDER BY workspace_id",
        &[&user],
    )?)
}

pub(super) fn insert_workplace(tx: &Conn, user: UserId, place: Workplace) -> Result<()> {
    tx.exec(
        "INSERT INTO user_workspaces (user_id, workspace_id, member_id) VALUES ($1, $2, $3) ON CONFLICT (user_id, workspace_id) DO NOTHING",
        &[&user, &place.workspace, &place.member],
    )?;
    Ok(())
}

pub(super) fn delete_workplace(tx: &Conn, user: UserId, workspace: WorkspaceId) -> Result<()> {
    tx.exec("DELETE FROM user_workspaces WHERE user_id = $1 AND workspace_id = $2", &[&user, &workspace])?;
    Ok(())
}

pub(super) fn insert_link(tx: &Conn, secret_hash: &str, link: &Link, now: Timestamp) -> Result<()> {
    tx.exec(
        "INSERT INTO links (secret_hash, purpose, user_id, workspace_id, member_id, created_at, expires_at, used_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)",
        &[&secret_hash, &link.purpose, &link.user, &link.workspace, &link.member, &now, &link.expires_at],
    )?;
    Ok(())
}

/// Writes the row that only one first visit can write: whoever comes second, even at the same moment, gets `false`.
pub(super) fn claim_first_visit(
    tx: &Conn,
    workspace: WorkspaceId,
    member: MemberId,
    user: UserId,
    now: Timestamp,
) -> Result<bool> {
    let claimed = tx.exec(
        "INSERT INTO links (secret_hash, purpose, user_id, workspace_id, member_id, created_at, expires_at, used_at) \
         VALUES ('welcome', 'welcome', $1, $2, $3, $4, $4, $4) ON CONFLICT (secret_hash) DO NOTHING",
        &[&user, &workspace, &member, &now],
    )?;
    Ok(claimed == 1)
}

/// A link that can still be used.
pub(super) fn open_link(db: &Conn, secret_hash: &str, now: Timestamp) -> Result<Option<Link>> {
    Ok(db.opt(
        "SELECT purpose, user_id, workspace_id, member_id, expires_at FROM links \
         WHERE secret_hash = $1 AND used_at IS NULL AND expires_at > $2",
        &[&secret_hash, &now],
    )?)
}

/// Uses a link up; `false` if somebody else just did.
pub(super) fn use_link(tx: &Conn, secret_hash: &str, now: Timestamp) -> Result<bool> {
    let used = tx.exec(
        "UPDATE links SET used_at = $2 WHERE secret_hash = $1 AND used_at IS NULL AND expires_at > $2",
        &[&secret_hash, &now],
    )?;
    Ok(used == 1)
}

/// Takes back all links of a person that were not used yet.
pub(super) fn delete_open_links_of(tx: &Conn, user: UserId) -> Result<()> {
    tx.exec("DELETE FROM links WHERE user_id = $1 AND used_at IS NULL", &[&user])?;
    Ok(())
}

/// Forgets links whose time is over; the mark of the first visit stays.
pub(super) fn delete_old_links(tx: &Conn, now: Timestamp) -> Result<()> {
    tx.exec("DELETE FROM links WHERE expires_at <= $1 AND purpose <> 'welcome'", &[&now])?;
    Ok(())
}

/// Makes the row in which an account's or address's failures are counted, if it is not there.
pub(super) fn begin_tries(tx: &Conn, subject: &str) -> Result<()> {
    tx.exec(
        "INSERT INTO attempts (subject, failures, last_at, free_at) VALUES ($1, 0, 0, 0) ON CONFLICT (subject) DO NOTHING",
        &[&subject],
    )?;
    Ok(())
}

/// The failures so far. Holds the row until the commit, so that guesses sent at the same moment are counted one after the other.
pub(super) fn hold_tries(tx: &Conn, subject: &str) -> Result<Tries> {
    Ok(tx.one(
        "UPDATE attempts SET failures = failures WHERE subject = $1 RETURNING failures, last_at, free_at",
        &[&subject],
    )?)
}

pub(super) fn put_tries(tx: &Conn, subject: &str, tries: Tries) -> Result<()> {
    tx.exec(
        "UPDATE attempts SET failures = $2, last_at = $3, free_at = $4 WHERE subject = $1",
        &[&subject, &tries.failures, &tries.last_at, &tries.free_at],
    )?;
    Ok(())
}

pub(super) fn delete_tries(tx: &Conn, subject: &str) -> Result<()> {
    tx.exec("DELETE FROM attempts WHERE subject = $1", &[&subject])?;
    Ok(())
}

pub(super) fn delete_old_attempts(tx: &Conn, before: Timestamp) -> Result<()> {
    tx.exec("DELETE FROM attempts WHERE last_at < $1 AND free_at < $1", &[&before])?;
    Ok(())
}

impl FromRow for Actor {
    fn from_row(row: &Row) -> crate::db::Result<Self> {
        Ok(Actor {
            workspace: row.get(0)?,
            member: Some(row.get(1)?),
            role: row.get(2)?,
            name: row.get(3)?,
            location: Some(row.get(4)?),
            zone: zone_of(&row.get::<String>(5)?),
        })
    }
}

impl FromRow for Session {
    fn from_row(row: &Row) -> crate::db::Result<Self> {
        Ok(Session {
            token_hash: row.get(0)?,
            user: row.get(1)?,
            workspace: row.get(2)?,
            member: row.get(3)?,
            created_at: row.get(4)?,
            seen_at: row.get(5)?,
            expires_at: row.get(6)?,
            stays: row.get(7)?,
            device: row.get(8)?,
        })
    }
}

impl FromRow for User {
    fn from_row(row: &Row) -> crate::db::Result<Self> {
        Ok(User { id: row.get(0)?, email: row.get(1)?, password_hash: row.get(2)? })
    }
}

impl FromRow for Workplace {
    fn from_row(row: &Row) -> crate::db::Result<Self> {
        Ok(Workplace { workspace: row.get(0)?, member: row.get(1)? })
    }
}

impl FromRow for Link {
    fn from_row(row: &Row) -> crate::db::Result<Self> {
        Ok(Link {
            purpose: row.get::<Purpose>(0)?,
            user: row.get(1)?,
            workspace: row.get(2)?,
            member: row.get(3)?,
            expires_at: row.get(4)?,
        })
    }
}

impl FromRow for Tries {
    fn from_row(row: &Row) -> crate::db::Result<Self> {
        Ok(Tries { failures: row.get(0)?, last_at: row.get(1)?, free_at: row.get(2)? })
    }
}
