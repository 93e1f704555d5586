//! The statements of backups.

use super::plan::{BackupId, Done, Plan};
use crate::{
    db::{Conn, FromRow, Row},
    error::Result,
    house,
    id::WorkspaceId,
    time::Timestamp,
};

/// The plan as an admin set it, with its version; nothing where nobody did.
pub fn plan(db: &Conn, workspace: WorkspaceId) -> Result<Option<(Plan, i64)>> {
    let found = db.query_map(
        "SELECT every_days, at_minute, keep, version FROM backup_plans WHERE workspace_id = $1",
        &[&workspace],
        |row| Ok((Plan { every_days: row.get(0)?, at_minute: row.get(1)?, keep: row.get(2)? }, row.get(3)?)),
    )?;
    Ok(found.into_iter().next())
}

pub(super) fn insert_plan(tx: &Conn, workspace: WorkspaceId, plan: &Plan) -> Result<()> {
    tx.exec(
        "INSERT INTO backup_plans (workspace_id, every_days, at_minute, keep, version) VALUES ($1, $2, $3, $4, 1)",
        &[&workspace, &plan.every_days, &plan.at_minute, &plan.keep],
    )?;
    Ok(())
}

pub(super) fn update_plan(tx: &Conn, workspace: WorkspaceId, plan: &Plan, version: i64) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE backup_plans SET every_days = $2, at_minute = $3, keep = $4, version = version + 1 \
         WHERE workspace_id = $1 AND version = $5",
        &[&workspace, &plan.every_days, &plan.at_minute, &plan.keep, &version],
    )?)
}

/// For operators: the house that was here first.
pub(super) fn first_house(db: &Conn) -> Result<Option<WorkspaceId>> {
    Ok(house::store::all(db)?.first().map(|house| house.id))
}

/// Since when the house is here.
pub(super) fn since(db: &Conn, workspace: WorkspaceId) -> Result<Timestamp> {
    Ok(db.scalar("SELECT created_at FROM workspaces WHERE workspace_id = $1", &[&workspace])?)
}

/// The newest backups, those that could not be written among them.
pub fn newest(db: &Conn, workspace: WorkspaceId, limit: i64) -> Result<Vec<Done>> {
    Ok(db.query(
        "SELECT id, began_at, ended_at, file, bytes, trouble FROM backups WHERE workspace_id = $1 \
         ORDER BY began_at DESC, id DESC LIMIT $2",
        &[&workspace, &limit],
    )?)
}

pub(super) fn insert(tx: &Conn, workspace: WorkspaceId, done: &Done) -> Result<()> {
    tx.exec(
        "INSERT INTO backups (workspace_id, id, began_at, ended_at, file, bytes, trouble) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &[&workspace, &done.id, &done.began_at, &done.ended_at, &done.file, &done.bytes, &done.trouble],
    )?;
    Ok(())
}

pub(super) fn delete(tx: &Conn, workspace: WorkspaceId, id: BackupId) -> Result<()> {
    tx.exec("DELETE FROM backups WHERE workspace_id = $1 AND id = $2", &[&workspace, &id])?;
    Ok(())
}

impl FromRow for Done {
    fn from_row(row: &Row) -> crate::db::Result<Self> {
        Ok(Done {
            id: row.get(0)?,
            began_at: row.get(1)?,
            ended_at: row.get(2)?,
            file: row.get(3)?,
            bytes: row.get(4)?,
            trouble: row.get(5)?,
        })
    }
}
