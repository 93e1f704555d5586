//! The statements of objects and of the room they take.

use super::{Object, Room, USUAL_MOST_BYTES, USUAL_MOST_FILE_BYTES, Unshown};
use crate::{
    app::Tx,
    db::{self, Conn, FromRow, Row},
    error::Result,
    id::WorkspaceId,
    time::Timestamp,
};

const COLUMNS: &str =
    "sha256, media_type, bytes, width, height, unshown, small_sha256, small_bytes, large_sha256, large_bytes, holders";

/// One object; nothing where it is not there, or on its way out.
pub fn find(db: &Conn, workspace: WorkspaceId, sha256: &str) -> Result<Option<Object>> {
    let sql =
        format!("SELECT {COLUMNS} FROM file_objects WHERE workspace_id = $1 AND sha256 = $2 AND leaving_at IS NULL");
    Ok(db.opt(&sql, &[&workspace, &sha256])?)
}

/// All objects in the order of their hashes, from behind this one on.
pub fn page(db: &Conn, workspace: WorkspaceId, after: &str, limit: i64) -> Result<Vec<Object>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM file_objects WHERE workspace_id = $1 AND sha256 > $2 AND leaving_at IS NULL ORDER BY sha256 LIMIT $3"
    );
    Ok(db.query(&sql, &[&workspace, &after, &limit])?)
}

/// Is it on its way out? Nothing where it is not there at all.
pub(super) fn is_leaving(db: &Conn, workspace: WorkspaceId, sha256: &str) -> Result<Option<bool>> {
    let sql = "SELECT leaving_at FROM file_objects WHERE workspace_id = $1 AND sha256 = $2";
    let found = db.query_map(sql, &[&workspace, &sha256], |row| row.get::<Option<Timestamp>>(0))?;
    Ok(found.first().map(Option::is_some))
}

/// Announces an object; says whether it is new.
pub(super) fn insert(tx: &Tx, object: &Object) -> Result<bool> {
    let added = tx.exec(
        "INSERT INTO file_objects (workspace_id, sha256, media_type, bytes, width, height, unshown, small_sha256, small_bytes, \
         large_sha256, large_bytes, holders, needed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12) \
         ON CONFLICT (workspace_id, sha256) DO NOTHING",
        &[
            &tx.actor.workspace,
            &object.sha256,
            &object.media_type,
            &object.bytes,
            &object.points.map(|points| points.0),
            &object.points.map(|points| points.1),
            &object.unshown,
            &object.small.0,
            &object.small.1,
            &object.large.0,
            &object.large.1,
            &tx.now,
        ],
    )?;
    Ok(added == 1)
}

/// Somebody needs it, as of now, unless it is on its way out; says whether it stays.
pub(super) fn need(tx: &Tx, sha256: &str) -> Result<bool> {
    let stays = tx.exec(
        "UPDATE file_objects SET needed_at = $3 WHERE workspace_id = $1 AND sha256 = $2 AND leaving_at IS NULL",
        &[&tx.actor.workspace, &sha256, &tx.now],
    )?;
    Ok(stays == 1)
}

/// One more row holds it; says whether it is there to be held.
pub(super) fn hold(tx: &Tx, sha256: &str) -> Result<bool> {
    let held = tx.exec(
        "UPDATE file_objects SET holders = holders + 1, needed_at = $3 WHERE workspace_id = $1 AND sha256 = $2 AND leaving_at IS NULL",
        &[&tx.actor.workspace, &sha256, &tx.now],
    )?;
    Ok(held == 1)
}

/// One row less holds it; it was needed until then.
pub(super) fn release(tx: &Tx, sha256: &str, needed_at: Timestamp) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE file_objects SET holders = holders - 1, needed_at = $3 WHERE workspace_id = $1 AND sha256 = $2 AND holders > 0",
        &[&tx.actor.workspace, &sha256, &needed_at],
    )?)
}

/// Objects that nobody held since then.
pub(super) fn unheld(db: &Conn, workspace: WorkspaceId, since: Timestamp, limit: i64) -> Result<Vec<String>> {
    let sql = "SELECT sha256 FROM file_objects WHERE workspace_id = $1 AND holders = 0 AND needed_at < $2 ORDER BY needed_at LIMIT $3";
    Ok(db.query_map(sql, &[&workspace, &since, &limit], |row| row.get(0))?)
}

/// It goes, if nobody needs it: from now on nobody can hold or announce it. Says whether it does.
pub(super) fn leave(tx: &Tx, sha256: &str, since: Timestamp) -> Result<bool> {
    let leaves = tx.exec(
        "UPDATE file_objects SET leaving_at = $4 WHERE workspace_id = $1 AND sha256 = $2 AND holders = 0 AND needed_at < $3",
        &[&tx.actor.workspace, &sha256, &since, &tx.now],
    )?;
    Ok(leaves == 1)
}

/// Bytes of which nobody knows go: their row is there only while they do. Says whether nobody knew of them.
pub(super) fn leave_unknown(tx: &Tx, sha256: &str) -> Result<bool> {
    let leaves = tx.exec(
        "INSERT INTO file_objects (workspace_id, sha256, media_type, bytes, unshown, small_sha256, small_bytes, large_sha256, \
         large_bytes, holders, needed_at, leaving_at) VALUES ($1, $2, '', 0, '', '', 0, '', 0, 0, 0, $3) \
         ON CONFLICT (workspace_id, sha256) DO NOTHING",
        &[&tx.actor.workspace, &sha256, &tx.now],
    )?;
    Ok(leaves == 1)
}

/// Its bytes are gone, and now it is too; gives the room it took.
pub(super) fn delete(tx: &Tx, sha256: &str) -> Result<i64> {
    let sql = "DELETE FROM file_objects WHERE workspace_id = $1 AND sha256 = $2 AND leaving_at IS NOT NULL AND holders = 0 \
               RETURNING bytes + small_bytes + large_bytes";
    Ok(tx.query_map(sql, &[&tx.actor.workspace, &sha256], |row| row.get(0))?.first().copied().unwrap_or(0))
}

/// The room of a workspace; nothing where it never had a file.
pub(super) fn room(db: &Conn, workspace: WorkspaceId) -> Result<Option<Room>> {
    let sql = "SELECT bytes, most_bytes, most_file_bytes, version FROM file_rooms WHERE workspace_id = $1";
    Ok(db.opt(sql, &[&workspace])?)
}

/// The first file comes.
pub(super) fn make_room(tx: &Tx) -> Result<()> {
    tx.exec(
        "INSERT INTO file_rooms (workspace_id, bytes, most_bytes, most_file_bytes, version) VALUES ($1, 0, $2, $3, 0) \
         ON CONFLICT (workspace_id) DO NOTHING",
        &[&tx.actor.workspace, &USUAL_MOST_BYTES, &USUAL_MOST_FILE_BYTES],
    )?;
    Ok(())
}

/// Takes room, if there is as much; says whether there was.
pub(super) fn take_room(tx: &Tx, bytes: i64) -> Result<bool> {
    let took = tx.exec(
        "UPDATE file_rooms SET bytes = bytes + $2 WHERE workspace_id = $1 AND bytes + $2 <= most_bytes",
        &[&tx.actor.workspace, &bytes],
    )?;
    Ok(took == 1)
}

/// Gives room back.
pub(super) fn give_room(tx: &Tx, bytes: i64) -> Result<()> {
    tx.exec("UPDATE file_rooms SET bytes = bytes - $2 WHERE workspace_id = $1", &[&tx.actor.workspace, &bytes])?;
    Ok(())
}

pub(super) fn set_bounds(tx: &Tx, most_bytes: i64, most_file_bytes: i64, version: i64) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE file_rooms SET most_bytes = $2, most_file_bytes = $3, version = version + 1 WHERE workspace_id = $1 AND version = $4",
        &[&tx.actor.workspace, &most_bytes, &most_file_bytes, &version],
    )?)
}

/// What the objects of a workspace take together, counted; for `tend check`.
pub(super) fn counted(db: &Conn, workspace: WorkspaceId) -> Result<i64> {
    let sql = "SELECT CAST(COALESCE(SUM(bytes + small_bytes + large_bytes), 0) AS BIGINT) FROM file_objects WHERE workspace_id = $1";
    Ok(db.scalar(sql, &[&workspace])?)
}

impl FromRow for Object {
    fn from_row(row: &Row) -> db::Result<Self> {
        let points = row.get::<Option<i64>>(3)?.zip(row.get::<Option<i64>>(4)?);
        Ok(Object {
            sha256: row.get(0)?,
            media_type: row.get(1)?,
            bytes: row.get(2)?,
            points,
            unshown: row.get::<Unshown>(5)?,
            small: (row.get(6)?, row.get(7)?),
            large: (row.get(8)?, row.get(9)?),
            holders: row.get(10)?,
        })
    }
}

impl FromRow for Room {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Room { bytes: row.get(0)?, most_bytes: row.get(1)?, most_file_bytes: row.get(2)?, version: row.get(3)? })
    }
}
