//! The statements of absences.

use super::{Absence, AbsenceId, NewAbsence, rule::Post};
use crate::{
    app::Tx,
    db::{Conn, FromRow, Row},
    error::Result,
    id::{LocationId, MemberId, WorkspaceId},
    time::Timestamp,
};

const ABSENCE: &str = "SELECT a.id, a.member_id, m.name, a.deputy_id, d.name, a.from_at, a.until_at, a.note, a.version FROM absences a \
                       JOIN members m ON m.workspace_id = $1 AND m.id = a.member_id \
                       JOIN members d ON d.workspace_id = $1 AND d.id = a.deputy_id WHERE a.workspace_id = $1";

/// One absence.
pub fn find(db: &Conn, workspace: WorkspaceId, id: AbsenceId) -> Result<Absence> {
    Ok(db.one(&format!("{ABSENCE} AND a.id = $2"), &[&workspace, &id])?)
}

/// Who is away at that moment, soonest back first.
pub fn away_at(db: &Conn, workspace: WorkspaceId, at: Timestamp, limit: i64) -> Result<Vec<Absence>> {
    let sql = format!("{ABSENCE} AND a.until_at > $2 AND a.from_at <= $2 ORDER BY a.until_at, a.id LIMIT $3");
    Ok(db.query(&sql, &[&workspace, &at, &limit])?)
}

/// Who is away or will be, soonest back first.
pub fn not_over(db: &Conn, workspace: WorkspaceId, at: Timestamp, limit: i64) -> Result<Vec<Absence>> {
    let sql = format!("{ABSENCE} AND a.until_at > $2 ORDER BY a.until_at, a.id LIMIT $3");
    Ok(db.query(&sql, &[&workspace, &at, &limit])?)
}

/// When a member is away or will be.
pub fn of_member(db: &Conn, workspace: WorkspaceId, member: MemberId, at: Timestamp) -> Result<Vec<Absence>> {
    let sql = format!("{ABSENCE} AND a.member_id = $2 AND a.until_at > $3 ORDER BY a.until_at, a.id LIMIT 100");
    Ok(db.query(&sql, &[&workspace, &member, &at])?)
}

/// For whom a member stands in or will.
pub(super) fn of_deputy(db: &Conn, workspace: WorkspaceId, deputy: MemberId, at: Timestamp) -> Result<Vec<Absence>> {
    let sql = format!("{ABSENCE} AND a.deputy_id = $2 AND a.until_at > $3 ORDER BY a.until_at, a.id");
    Ok(db.query(&sql, &[&workspace, &deputy, &at])?)
}

/// Have they not left, look after clients, and are not away?
pub(super) fn is_at_work(db: &Conn, workspace: WorkspaceId, member: MemberId, at: Timestamp) -> Result<bool> {
    Ok(db.scalar(
        "SELECT EXISTS (SELECT 1 FROM members m WHERE m.workspace_id = $1 AND m.id = $2 AND m.left_at IS NULL AND m.role <> 'guest' \
         AND NOT EXISTS (SELECT 1 FROM absences a WHERE a.workspace_id = $1 AND a.member_id = $2 AND a.until_at > $3 AND a.from_at <= $3))",
        &[&workspace, &member, &at],
    )?)
}

/// Where a member works, or worked.
pub(super) fn location_of(db: &Conn, workspace: WorkspaceId, member: MemberId) -> Result<LocationId> {
    Ok(db.scalar("SELECT location_id FROM members WHERE workspace_id = $1 AND id = $2", &[&workspace, &member])?)
}

/// Who works here, who came first in front.
pub(super) fn posts(db: &Conn, workspace: WorkspaceId) -> Result<Vec<Post>> {
    Ok(db.query_map(
        "SELECT id, role, location_id FROM members WHERE workspace_id = $1 AND left_at IS NULL ORDER BY joined_at, id",
        &[&workspace],
        |row| Ok(Post { member: row.get(0)?, role: row.get(1)?, location: row.get(2)? }),
    )?)
}

/// Who looks after which place.
pub(super) fn keepers(db: &Conn, workspace: WorkspaceId) -> Result<Vec<(LocationId, MemberId)>> {
    Ok(db.query_map(
        "SELECT id, looked_after_by FROM locations WHERE workspace_id = $1 AND looked_after_by IS NOT NULL",
        &[&workspace],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}

pub(super) fn insert(tx: &Tx, id: AbsenceId, new: &NewAbsence) -> Result<()> {
    tx.exec(
        "INSERT INTO absences (workspace_id, id, member_id, deputy_id, from_at, until_at, note, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1)",
        &[&tx.actor.workspace, &id, &new.member, &new.deputy, &new.from_at, &new.until_at, &new.note],
    )?;
    Ok(())
}

pub(super) fn update(tx: &Tx, absence: &Absence) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE absences SET deputy_id = $4, from_at = $5, until_at = $6, note = $7, version = version + 1 \
         WHERE workspace_id = $1 AND id = $2 AND version = $3",
        &[
            &tx.actor.workspace,
            &absence.id,
            &absence.version,
            &absence.deputy,
            &absence.from_at,
            &absence.until_at,
            &absence.note,
        ],
    )?)
}

pub(super) fn delete(tx: &Tx, absence: &Absence) -> Result<()> {
    Ok(tx.exec_one(
        "DELETE FROM absences WHERE workspace_id = $1 AND id = $2 AND version = $3",
        &[&tx.actor.workspace, &absence.id, &absence.version],
    )?)
}

/// Absences of one member that meet another of theirs, or in which somebody stands in for themselves.
pub(super) fn impossible(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT a.id FROM absences a WHERE a.workspace_id = $1 AND (a.member_id = a.deputy_id OR a.until_at < a.from_at OR EXISTS \
               (SELECT 1 FROM absences b WHERE b.workspace_id = $1 AND b.member_id = a.member_id AND b.id <> a.id \
               AND b.from_at < a.until_at AND a.from_at < b.until_at)) LIMIT 20";
    crate::check::found(db, workspace, sql, "is an absence that cannot be")
}

/// Places that nobody looks after who works here.
pub(super) fn left_alone(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT l.id FROM locations l WHERE l.workspace_id = $1 AND NOT EXISTS (SELECT 1 FROM members m \
               WHERE m.workspace_id = $1 AND m.id = l.looked_after_by AND m.left_at IS NULL AND m.role <> 'guest') LIMIT 20";
    crate::check::found(db, workspace, sql, "is a place that nobody looks after who works here")
}

impl FromRow for Absence {
    fn from_row(row: &Row) -> crate::db::Result<Self> {
        Ok(Absence {
            id: row.get(0)?,
            member: row.get(1)?,
            member_name: row.get(2)?,
            deputy: row.get(3)?,
            deputy_name: row.get(4)?,
            from_at: row.get(5)?,
            until_at: row.get(6)?,
            note: row.get(7)?,
            version: row.get(8)?,
        })
    }
}
