//! The statements of members.

use super::{Member, NewMember};
use crate::{
    actor::Role,
    app::Tx,
    db::{Conn, FromRow, Row},
    error::Result,
    fold::fold,
    id::{LocationId, MemberId, UserId, WorkspaceId},
};

const MEMBER: &str = "SELECT m.id, m.user_id, m.name, u.email, m.role, m.location_id, l.name, m.joined_at, m.left_at, \
                      u.password_hash IS NOT NULL, m.version FROM members m JOIN users u ON u.id = m.user_id \
                      JOIN locations l ON l.workspace_id = $1 AND l.id = m.location_id WHERE m.workspace_id = $1";

/// One member, also one who left.
pub fn find(db: &Conn, workspace: WorkspaceId, id: MemberId) -> Result<Member> {
    Ok(db.one(&format!("{MEMBER} AND m.id = $2"), &[&workspace, &id])?)
}

/// Everybody who works there now, by name.
pub fn present(db: &Conn, workspace: WorkspaceId) -> Result<Vec<Member>> {
    Ok(db.query(&format!("{MEMBER} AND m.left_at IS NULL ORDER BY m.name_folded, m.id"), &[&workspace])?)
}

/// The member with that mail address, also one who left.
pub fn with_address(db: &Conn, workspace: WorkspaceId, email_folded: &str) -> Result<Option<Member>> {
    Ok(db.opt(&format!("{MEMBER} AND m.email_folded = $2"), &[&workspace, &email_folded])?)
}

/// The names of a few who work at a location, by name.
pub fn names_at(db: &Conn, workspace: WorkspaceId, location: LocationId, limit: i64) -> Result<Vec<String>> {
    Ok(db.query_map(
        "SELECT name FROM members WHERE workspace_id = $1 AND location_id = $2 AND left_at IS NULL ORDER BY name_folded, id LIMIT $3",
        &[&workspace, &location, &limit],
        |row| row.get(0),
    )?)
}

/// Is there another admin who has not left?
pub(super) fn has_other_admin(db: &Conn, workspace: WorkspaceId, than: MemberId) -> Result<bool> {
    Ok(db.scalar(
        "SELECT EXISTS (SELECT 1 FROM members WHERE workspace_id = $1 AND role = 'admin' AND left_at IS NULL AND id <> $2)",
        &[&workspace, &than],
    )?)
}

pub(super) fn insert(tx: &Tx, id: MemberId, user: UserId, new: &NewMember) -> Result<()> {
    tx.exec(
        "INSERT INTO members (workspace_id, id, user_id, name, name_folded, email_folded, role, location_id, settings, joined_at, \
         left_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL, 1)",
        &[
            &tx.actor.workspace,
            &id,
            &user,
            &new.name,
            &fold(&new.name),
            &new.address.folded(),
            &new.role,
            &new.location,
            &serde_json::json!({}),
            &tx.now,
        ],
    )?;
    Ok(())
}

/// Somebody who left works here again.
pub(super) fn come_back(tx: &Tx, id: MemberId, new: &NewMember) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE members SET name = $3, name_folded = $4, role = $5, location_id = $6, joined_at = $7, left_at = NULL, \
         version = version + 1 WHERE workspace_id = $1 AND id = $2 AND left_at IS NOT NULL",
        &[&tx.actor.workspace, &id, &new.name, &fold(&new.name), &new.role, &new.location, &tx.now],
    )?)
}

pub(super) fn set_post(tx: &Tx, id: MemberId, role: Role, location: LocationId, version: i64) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE members SET role = $3, location_id = $4, version = version + 1 \
         WHERE workspace_id = $1 AND id = $2 AND left_at IS NULL AND version = $5",
        &[&tx.actor.workspace, &id, &role, &location, &version],
    )?)
}

pub(super) fn set_name(tx: &Tx, id: MemberId, name: &str, location: LocationId) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE members SET name = $3, name_folded = $4, location_id = $5, version = version + 1 \
         WHERE workspace_id = $1 AND id = $2 AND left_at IS NULL",
        &[&tx.actor.workspace, &id, &name, &fold(name), &location],
    )?)
}

pub(super) fn set_left(tx: &Tx, id: MemberId) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE members SET left_at = $3, version = version + 1 WHERE workspace_id = $1 AND id = $2 AND left_at IS NULL",
        &[&tx.actor.workspace, &id, &tx.now],
    )?)
}

impl FromRow for Member {
    fn from_row(row: &Row) -> crate::db::Result<Self> {
        Ok(Member {
            id: row.get(0)?,
            user: row.get(1)?,
            name: row.get(2)?,
            address: row.get(3)?,
            role: row.get(4)?,
            location: row.get(5)?,
            location_name: row.get(6)?,
            joined_at: row.get(7)?,
            left_at: row.get(8)?,
            has_come: row.get(9)?,
            version: row.get(10)?,
        })
    }
}
