//! The statements of exports.

use tend_core::{
    Result, Timestamp, Tx,
    db::{Conn, FromRow, Row},
    id::WorkspaceId,
};

use crate::whole::export::{Export, ExportId, State};

const COLUMNS: &str = "id, state, member_id, rows, at_row, bytes, trouble, created_at, ended_at";

/// One export; what is not of this workspace is not found.
pub fn find(db: &Conn, workspace: WorkspaceId, id: ExportId) -> Result<Export> {
    Ok(db.one(&format!("SELECT {COLUMNS} FROM exports WHERE workspace_id = $1 AND id = $2"), &[&workspace, &id])?)
}

/// The newest exports.
pub fn newest(db: &Conn, workspace: WorkspaceId, limit: i64) -> Result<Vec<Export>> {
    let sql =
        format!("SELECT {COLUMNS} FROM exports WHERE workspace_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2");
    Ok(db.query(&sql, &[&workspace, &limit])?)
}

/// Exports from before then.
pub(crate) fn before(db: &Conn, workspace: WorkspaceId, then: Timestamp) -> Result<Vec<Export>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM exports WHERE workspace_id = $1 AND created_at < $2 ORDER BY created_at, id LIMIT 100"
    );
    Ok(db.query(&sql, &[&workspace, &then])?)
}

pub(crate) fn insert(tx: &Tx, id: ExportId) -> Result<()> {
    tx.exec(
        "INSERT INTO exports (workspace_id, id, state, member_id, rows, at_row, bytes, trouble, created_at) \
         VALUES ($1, $2, 'running', $3, 0, 0, 0, '', $4)",
        &[&tx.actor.workspace, &id, &tx.actor.member, &tx.now],
    )?;
    Ok(())
}

pub(crate) fn set_progress(tx: &Conn, workspace: WorkspaceId, id: ExportId, (at_row, rows): (i64, i64)) -> Result<()> {
    tx.exec(
        "UPDATE exports SET at_row = $3, rows = $4 WHERE workspace_id = $1 AND id = $2 AND state = 'running'",
        &[&workspace, &id, &at_row, &rows],
    )?;
    Ok(())
}

pub(crate) fn end(
    tx: &Conn,
    workspace: WorkspaceId,
    id: ExportId,
    (state, bytes, trouble): (State, i64, &str),
    now: Timestamp,
) -> Result<()> {
    tx.exec(
        "UPDATE exports SET state = $3, bytes = $4, trouble = $5, ended_at = $6, at_row = rows WHERE workspace_id = $1 AND id = $2",
        &[&workspace, &id, &state, &bytes, &trouble, &now],
    )?;
    Ok(())
}

/// Takes an export away, its file with it.
pub(crate) fn delete(tx: &Conn, workspace: WorkspaceId, id: ExportId) -> Result<()> {
    tx.exec("DELETE FROM exports WHERE workspace_id = $1 AND id = $2", &[&workspace, &id])?;
    Ok(())
}

/// Takes all of them away, their files with them: somebody is erased, and they hold everybody.
pub(crate) fn delete_all(tx: &Conn, workspace: WorkspaceId) -> Result<()> {
    tx.exec("DELETE FROM exports WHERE workspace_id = $1", &[&workspace])?;
    Ok(())
}

pub(crate) fn insert_part(tx: &Conn, workspace: WorkspaceId, id: ExportId, part: i64, bytes: &Vec<u8>) -> Result<()> {
    tx.exec(
        "INSERT INTO export_parts (workspace_id, export_id, part, bytes) VALUES ($1, $2, $3, $4)",
        &[&workspace, &id, &part, bytes],
    )?;
    Ok(())
}

pub(crate) fn delete_parts(tx: &Conn, workspace: WorkspaceId, id: ExportId) -> Result<()> {
    tx.exec("DELETE FROM export_parts WHERE workspace_id = $1 AND export_id = $2", &[&workspace, &id])?;
    Ok(())
}

/// One part of the file; nothing behind the last.
pub(crate) fn part(db: &Conn, workspace: WorkspaceId, id: ExportId, part: i64) -> Result<Option<Vec<u8>>> {
    let bytes = db.query_map(
        "SELECT bytes FROM export_parts WHERE workspace_id = $1 AND export_id = $2 AND part = $3",
        &[&workspace, &id, &part],
        |row| row.get(0),
    )?;
    Ok(bytes.into_iter().next())
}

impl FromRow for Export {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        Ok(Export {
            id: row.get(0)?,
            state: row.get(1)?,
            member: row.get(2)?,
            rows: row.get(3)?,
            at_row: row.get(4)?,
            bytes: row.get(5)?,
            trouble: row.get(6)?,
            created_at: row.get(7)?,
            ended_at: row.get(8)?,
        })
    }
}
