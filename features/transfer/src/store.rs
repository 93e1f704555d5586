//! The statements of bringing in.

mod likes;
mod twins;

pub use likes::*;
pub use twins::*;
pub(crate) mod checks;
pub mod erasures;
pub mod exports;
pub(crate) mod happened;
pub(crate) mod tickets;

use serde_json::Value;
use tend_core::{
    Actor, Result, Timestamp, Tx,
    db::{Conn, FromRow, Row},
    id::{ClientId, WorkspaceId},
};

use crate::import::{Counts, Import, ImportId, State};

const COLUMNS: &str = "id, name, digest, size, state, member_id, mapping, encoding, delimiter, rows, at_row, created, updated, unchanged, \
                       refused, warnings, trouble, created_at, begun_at, ended_at, undone_at, version, columns, looked_through";

/// One import.
pub fn find(db: &Conn, workspace: WorkspaceId, id: ImportId) -> Result<Import> {
    Ok(db.one(&format!("SELECT {COLUMNS} FROM imports WHERE workspace_id = $1 AND id = $2"), &[&workspace, &id])?)
}

/// The newest imports.
pub fn newest(db: &Conn, actor: &Actor, limit: i64) -> Result<Vec<Import>> {
    let sql =
        format!("SELECT {COLUMNS} FROM imports WHERE workspace_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2");
    Ok(db.query(&sql, &[&actor.workspace, &limit])?)
}

/// The names of the newest files.
pub(crate) fn names(db: &Conn, actor: &Actor, limit: i64) -> Result<Vec<String>> {
    Ok(db.query_map(
        "SELECT name FROM imports WHERE workspace_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2",
        &[&actor.workspace, &limit],
        |row| row.get(0),
    )?)
}

/// The import of the same bytes that began and did not end: a kill left it.
pub fn left_running(db: &Conn, actor: &Actor, digest: &str) -> Result<Option<Import>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM imports WHERE workspace_id = $1 AND digest = $2 AND state = 'running' ORDER BY id LIMIT 1"
    );
    Ok(db.opt(&sql, &[&actor.workspace, &digest])?)
}

pub(crate) fn insert(tx: &Tx, import: &Import) -> Result<()> {
    tx.exec(
        "INSERT INTO imports (workspace_id, id, name, digest, size, state, member_id, mapping, encoding, delimiter, rows, at_row, created, \
         updated, unchanged, refused, warnings, trouble, created_at, begun_at, columns, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 0, 0, 0, 0, $12, '', $13, $14, $15, 1)",
        &[
            &tx.actor.workspace,
            &import.id,
            &import.name,
            &import.digest,
            &import.size,
            &import.state,
            &import.member,
            &import.mapping,
            &import.encoding,
            &import.delimiter,
            &import.rows,
            &serde_json::to_value(&import.warnings)?,
            &import.created_at,
            &import.begun_at,
            &serde_json::to_value(&import.columns)?,
        ],
    )?;
    Ok(())
}

/// Writes all of an import that changes; conflict if somebody else changed it meanwhile.
pub(crate) fn save(tx: &Conn, workspace: WorkspaceId, import: &Import) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE imports SET state = $4, mapping = $5, encoding = $6, delimiter = $7, rows = $8, at_row = $9, created = $10, updated = $11, \
         unchanged = $12, refused = $13, warnings = $14, trouble = $15, begun_at = $16, ended_at = $17, undone_at = $18, \
         columns = $19, looked_through = $20, version = version + 1 WHERE workspace_id = $1 AND id = $2 AND version = $3",
        &[
            &workspace,
            &import.id,
            &import.version,
            &import.state,
            &import.mapping,
            &import.encoding,
            &import.delimiter,
            &import.rows,
            &import.at_row,
            &import.counts.created,
            &import.counts.updated,
            &import.counts.unchanged,
            &import.counts.refused,
            &serde_json::to_value(&import.warnings)?,
            &import.trouble,
            &import.begun_at,
            &import.ended_at,
            &import.undone_at,
            &serde_json::to_value(&import.columns)?,
            &serde_json::to_value(&import.looked_through)?,
        ],
    )?)
}

pub(crate) fn insert_part(
    tx: &Conn,
    workspace: WorkspaceId,
    import: ImportId,
    part: i64,
    bytes: &Vec<u8>,
) -> Result<()> {
    tx.exec(
        "INSERT INTO import_parts (workspace_id, import_id, part, bytes) VALUES ($1, $2, $3, $4)",
        &[&workspace, &import, &part, bytes],
    )?;
    Ok(())
}

/// One part of a file's bytes; nothing behind the last.
pub(crate) fn part(db: &Conn, workspace: WorkspaceId, import: ImportId, part: i64) -> Result<Option<Vec<u8>>> {
    let bytes = db.query_map(
        "SELECT bytes FROM import_parts WHERE workspace_id = $1 AND import_id = $2 AND part = $3",
        &[&workspace, &import, &part],
        |row| row.get(0),
    )?;
    Ok(bytes.into_iter().next())
}

pub(crate) fn delete_parts(tx: &Conn, workspace: WorkspaceId, import: ImportId) -> Result<()> {
    tx.exec("DELETE FROM import_parts WHERE workspace_id = $1 AND import_id = $2", &[&workspace, &import])?;
    Ok(())
}

/// The client that a row became before.
#[derive(Clone, Debug)]
pub struct Known {
    /// The client.
    pub client: ClientId,
    /// A hash of the row as it was then.
    pub content: String,
    /// The client's version when the row was written.
    pub version: i64,
    /// Somebody said that the row is this client, who was there already.
    pub joined: bool,
    /// The import that made the client, or joined the row to them.
    pub import: ImportId,
}

/// The client that the row of this identity became.
pub fn known(db: &Conn, workspace: WorkspaceId, identity: &str) -> Result<Option<Known>> {
    let found = db.query_map(
        "SELECT client_id, content, version, joined, import_id FROM import_rows WHERE workspace_id = $1 AND identity = $2",
        &[&workspace, &identity],
        |row| Ok(Known { client: row.get(0)?, content: row.get(1)?, version: row.get(2)?, joined: row.get(3)?, import: row.get(4)? }),
    )?;
    Ok(found.into_iter().next())
}

/// A row that became a client.
pub(crate) struct Became<'r> {
    pub identity: &'r str,
    pub client: ClientId,
    pub import: ImportId,
    pub row: i64,
    pub content: &'r str,
    pub version: i64,
    pub joined: bool,
}

pub(crate) fn insert_row(tx: &Tx, became: &Became) -> Result<()> {
    tx.exec(
        "INSERT INTO import_rows (workspace_id, identity, client_id, import_id, row, content, version, written_at, joined) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            &tx.actor.workspace,
            &became.identity,
            &became.client,
            &became.import,
            &became.row,
            &became.content,
            &became.version,
            &tx.now,
            &became.joined,
        ],
    )?;
    Ok(())
}

pub(crate) fn update_row(tx: &Tx, identity: &str, content: &str, version: i64) -> Result<()> {
    tx.exec(
        "UPDATE import_rows SET content = $3, version = $4 WHERE workspace_id = $1 AND identity = $2",
        &[&tx.actor.workspace, &identity, &content, &version],
    )?;
    Ok(())
}

/// A client changed by the import that made them (a row that stands twice in its file): so they were made by it.
pub(crate) fn follow(tx: &Tx, client: ClientId, import: ImportId, version: i64) -> Result<()> {
    tx.exec(
        "UPDATE import_rows SET version = $4, written_at = $5 WHERE workspace_id = $1 AND client_id = $2 AND import_id = $3 AND joined = FALSE",
        &[&tx.actor.workspace, &client, &import, &version, &tx.now],
    )?;
    Ok(())
}

/// Did this import make the client?
pub(crate) fn was_made_by(db: &Conn, workspace: WorkspaceId, client: ClientId, import: ImportId) -> Result<bool> {
    let found: Vec<i64> = db.query_map(
        "SELECT row FROM import_rows WHERE workspace_id = $1 AND client_id = $2 AND import_id = $3 AND joined = FALSE LIMIT 1",
        &[&workspace, &client, &import],
        |row| row.get(0),
    )?;
    Ok(!found.is_empty())
}

/// A client that an import made, to be taken back.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub identity: String,
    pub client: ClientId,
    pub row: i64,
    pub version: i64,
    pub written_at: Timestamp,
    pub joined: bool,
}

/// The clients an import made, the last row first: persons before the organizations they belong to.
pub(crate) fn made_by(
    db: &Conn,
    workspace: WorkspaceId,
    import: ImportId,
    below: (i64, &str),
    limit: i64,
) -> Result<Vec<Made>> {
    Ok(db.query_map(
        "SELECT identity, client_id, row, version, written_at, joined FROM import_rows WHERE workspace_id = $1 AND import_id = $2 \
         AND (row, identity) < ($3, $4) ORDER BY row DESC, identity DESC LIMIT $5",
        &[&workspace, &import, &below.0, &below.1, &limit],
        |row| {
            Ok(Made { identity: row.get(0)?, client: row.get(1)?, row: row.get(2)?, version: row.get(3)?, written_at: row.get(4)?, joined: row.get(5)? })
        },
    )?)
}

pub(crate) fn delete_row(tx: &Conn, workspace: WorkspaceId, identity: &str) -> Result<()> {
    tx.exec("DELETE FROM import_rows WHERE workspace_id = $1 AND identity = $2", &[&workspace, &identity])?;
    Ok(())
}

/// What an update changed, for undo.
#[derive(Clone, Debug)]
pub(crate) struct Changed {
    pub row: i64,
    pub identity: String,
    pub client: ClientId,
    pub before: Value,
}

pub(crate) fn insert_change(tx: &Tx, import: ImportId, changed: &Changed) -> Result<()> {
    tx.exec(
        "INSERT INTO import_changes (workspace_id, import_id, row, identity, client_id, before) VALUES ($1, $2, $3, $4, $5, $6)",
        &[&tx.actor.workspace, &import, &changed.row, &changed.identity, &changed.client, &changed.before],
    )?;
    Ok(())
}

/// Put back: what it says is done.
pub(crate) fn delete_change(tx: &Conn, workspace: WorkspaceId, import: ImportId, row: i64) -> Result<()> {
    tx.exec(
        "DELETE FROM import_changes WHERE workspace_id = $1 AND import_id = $2 AND row = $3",
        &[&workspace, &import, &row],
    )?;
    Ok(())
}

pub(crate) fn changed_by(
    db: &Conn,
    workspace: WorkspaceId,
    import: ImportId,
    below_row: i64,
    limit: i64,
) -> Result<Vec<Changed>> {
    Ok(db.query_map(
        "SELECT row, identity, client_id, before FROM import_changes WHERE workspace_id = $1 AND import_id = $2 AND row < $3 \
         ORDER BY row DESC LIMIT $4",
        &[&workspace, &import, &below_row, &limit],
        |row| Ok(Changed { row: row.get(0)?, identity: row.get(1)?, client: row.get(2)?, before: row.get(3)? }),
    )?)
}

/// A refused row, for the file that comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// Its number.
    pub row: i64,
    /// The line on which it starts.
    pub line: i64,
    /// Why.
    pub reason: String,
    /// Its cells as they were.
    pub cells: Vec<String>,
}

pub(crate) fn insert_refusal(tx: &Tx, import: ImportId, refusal: &Refusal) -> Result<()> {
    tx.exec(
        "INSERT INTO import_refusals (workspace_id, import_id, row, line, reason, cells) VALUES ($1, $2, $3, $4, $5, $6)",
        &[&tx.actor.workspace, &import, &refusal.row, &refusal.line, &refusal.reason, &serde_json::to_value(&refusal.cells)?],
    )?;
    Ok(())
}

/// Refused rows after a row, in their order.
pub fn refusals(
    db: &Conn,
    workspace: WorkspaceId,
    import: ImportId,
    after_row: i64,
    limit: i64,
) -> Result<Vec<Refusal>> {
    Ok(db.query_map(
        "SELECT row, line, reason, cells FROM import_refusals WHERE workspace_id = $1 AND import_id = $2 AND row > $3 ORDER BY row LIMIT $4",
        &[&workspace, &import, &after_row, &limit],
        |row| {
            let cells: Value = row.get(3)?;
            Ok(Refusal { row: row.get(0)?, line: row.get(1)?, reason: row.get(2)?, cells: serde_json::from_value(cells).unwrap_or_default() })
        },
    )?)
}

/// The mapping that was kept for files of this shape.
pub fn kept_mapping(db: &Conn, workspace: WorkspaceId, fingerprint: &str) -> Result<Option<String>> {
    let kept = db.query_map(
        "SELECT mapping FROM import_mappings WHERE workspace_id = $1 AND fingerprint = $2",
        &[&workspace, &fingerprint],
        |row| row.get(0),
    )?;
    Ok(kept.into_iter().next())
}

pub(crate) fn keep_mapping(tx: &Tx, fingerprint: &str, mapping: &str) -> Result<()> {
    tx.exec(
        "INSERT INTO import_mappings (workspace_id, fingerprint, mapping, used_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (workspace_id, fingerprint) DO UPDATE SET mapping = excluded.mapping, used_at = excluded.used_at",
        &[&tx.actor.workspace, &fingerprint, &mapping, &tx.now],
    )?;
    Ok(())
}

impl FromRow for Import {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        let warnings: Value = row.get(15)?;
        Ok(Import {
            id: row.get(0)?,
            name: row.get(1)?,
            digest: row.get(2)?,
            size: row.get(3)?,
            state: row.get::<State>(4)?,
            member: row.get(5)?,
            mapping: row.get(6)?,
            encoding: row.get(7)?,
            delimiter: row.get(8)?,
            rows: row.get(9)?,
            at_row: row.get(10)?,
            counts: Counts {
                created: row.get(11)?,
                updated: row.get(12)?,
                unchanged: row.get(13)?,
                refused: row.get(14)?,
            },
            warnings: serde_json::from_value(warnings).unwrap_or_default(),
            trouble: row.get(16)?,
            created_at: row.get(17)?,
            begun_at: row.get(18)?,
            ended_at: row.get(19)?,
            undone_at: row.get(20)?,
            version: row.get(21)?,
            columns: serde_json::from_value(row.get(22)?).unwrap_or_default(),
            looked_through: serde_json::from_value(row.get(23)?).unwrap_or_default(),
        })
    }
}
