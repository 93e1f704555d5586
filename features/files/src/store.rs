//! The statements of files.

use tend_core::{
    Actor, Result, Timestamp, Tx,
    db::{self, Conn, FromRow, Param, Row},
    files::{Object, Unshown},
    id::{ClientId, EntryId, WorkspaceId},
};
use uuid::Uuid;

use crate::file::{ClientFile, FileId};

const SELECT: &str = "SELECT f.id, f.client_id, f.entry_id, f.name, f.added_at, f.added_by, COALESCE(m.name, ''), f.removed_at, \
     o.sha256, o.media_type, o.bytes, o.width, o.height, o.unshown, o.small_sha256, o.small_bytes, o.large_sha256, o.large_bytes, o.holders \
     FROM files f JOIN file_objects o ON o.workspace_id = $1 AND o.sha256 = f.sha256 \
     LEFT JOIN members m ON m.workspace_id = $1 AND m.id = f.added_by WHERE f.workspace_id = $1";

/// One file, whether it was taken away or not; what is not of the actor's workspace is not found.
pub fn find(db: &Conn, actor: &Actor, id: FileId) -> Result<ClientFile> {
    Ok(db.one(&format!("{SELECT} AND f.id = $2"), &[&actor.workspace, &id])?)
}

/// A client's files, the newest first, from before this one on.
pub fn of_client(
    db: &Conn,
    actor: &Actor,
    client: ClientId,
    before: Option<FileId>,
    limit: i64,
) -> Result<Vec<ClientFile>> {
    let before = before.unwrap_or(FileId(Uuid::max()));
    let sql =
        format!("{SELECT} AND f.client_id = $2 AND f.id < $3 AND f.removed_at IS NULL ORDER BY f.id DESC LIMIT $4");
    Ok(db.query(&sql, &[&actor.workspace, &client, &before, &limit])?)
}

/// How many files a client has, counted up to `most`.
pub fn count_of_client(db: &Conn, actor: &Actor, client: ClientId, most: i64) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM (SELECT f.id FROM files f WHERE f.workspace_id = $1 AND f.client_id = $2 AND f.removed_at IS NULL \
               LIMIT $3) counted";
    Ok(db.scalar(sql, &[&actor.workspace, &client, &most])?)
}

/// Every file of a client, those that were taken away too: for who is erased or taken along.
pub fn every_of_client(db: &Conn, workspace: WorkspaceId, client: ClientId) -> Result<Vec<ClientFile>> {
    Ok(db.query(&format!("{SELECT} AND f.client_id = $2 ORDER BY f.id"), &[&workspace, &client])?)
}

/// What was brought for a client after this id, the newest first.
pub(crate) fn newer(db: &Conn, actor: &Actor, client: ClientId, after: Uuid, limit: i64) -> Result<Vec<ClientFile>> {
    let sql =
        format!("{SELECT} AND f.client_id = $2 AND f.id > $3 AND f.removed_at IS NULL ORDER BY f.id DESC LIMIT $4");
    Ok(db.query(&sql, &[&actor.workspace, &client, &after, &limit])?)
}

/// How many entries are asked for at once; a page of a story has no more.
const ENTRIES: usize = 64;

/// The files that came with these entries, in the order in which they were brought. Asked by a number of places that is always the
/// same, so that the statement is too.
pub fn of_entries(db: &Conn, actor: &Actor, entries: &[EntryId]) -> Result<Vec<ClientFile>> {
    let mut files = Vec::new();
    let places = (2..2 + ENTRIES).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
    for some in entries.chunks(ENTRIES) {
        // A file that went to another client when two were taken apart is not shown with the entry that stayed.
        let sql = format!(
            "{SELECT} AND f.entry_id IN ({places}) AND f.removed_at IS NULL AND EXISTS (SELECT 1 FROM entries e \
             WHERE e.workspace_id = $1 AND e.id = f.entry_id AND e.client_id = f.client_id) ORDER BY f.id"
        );
        let mut params: Vec<&dyn Param> = vec![&actor.workspace];
        params.extend(some.iter().chain(some.last().into_iter().cycle()).take(ENTRIES).map(|id| id as &dyn Param));
        files.extend(db.query::<ClientFile>(&sql, &params)?);
    }
    Ok(files)
}

pub(crate) fn insert(tx: &Tx, file: &ClientFile) -> Result<()> {
    tx.exec(
        "INSERT INTO files (workspace_id, id, client_id, entry_id, sha256, name, added_at, added_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            &tx.actor.workspace,
            &file.id,
            &file.client,
            &file.entry,
            &file.object.sha256,
            &file.name,
            &file.added_at,
            &file.added_by,
        ],
    )?;
    Ok(())
}

/// Takes it away, unless somebody did; says whether it was there.
pub(crate) fn remove(tx: &Tx, id: FileId) -> Result<bool> {
    let gone = tx.exec(
        "UPDATE files SET removed_at = $3, removed_by = $4 WHERE workspace_id = $1 AND id = $2 AND removed_at IS NULL",
        &[&tx.actor.workspace, &id, &tx.now, &tx.actor.member],
    )?;
    Ok(gone == 1)
}

/// Brings it back, if it was taken away; says whether it was.
pub(crate) fn bring_back(tx: &Tx, id: FileId) -> Result<bool> {
    let back = tx.exec(
        "UPDATE files SET removed_at = NULL, removed_by = NULL WHERE workspace_id = $1 AND id = $2 AND removed_at IS NOT NULL",
        &[&tx.actor.workspace, &id],
    )?;
    Ok(back == 1)
}

/// The files that came with an entry and are still there.
pub(crate) fn ids_of_entry(db: &Conn, workspace: WorkspaceId, entry: EntryId) -> Result<Vec<FileId>> {
    let sql =
        "SELECT f.id FROM files f WHERE f.workspace_id = $1 AND f.entry_id = $2 AND f.removed_at IS NULL ORDER BY f.id";
    Ok(db.query_map(sql, &[&workspace, &entry], |row| row.get(0))?)
}

/// Files that were taken away before then, with their bytes' hash.
pub(crate) fn removed_before(
    db: &Conn,
    workspace: WorkspaceId,
    then: Timestamp,
    limit: i64,
) -> Result<Vec<(FileId, String)>> {
    let sql = "SELECT f.id, f.sha256 FROM files f WHERE f.workspace_id = $1 AND f.removed_at IS NOT NULL AND f.removed_at < $2 \
               ORDER BY f.removed_at, f.id LIMIT $3";
    Ok(db.query_map(sql, &[&workspace, &then, &limit], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Lets go of a file for good; says whether it was there.
pub(crate) fn delete(tx: &Tx, id: FileId) -> Result<bool> {
    Ok(tx.exec("DELETE FROM files WHERE workspace_id = $1 AND id = $2", &[&tx.actor.workspace, &id])? == 1)
}

/// Objects whose holders are not as many as there are files of them; for `tend check`.
pub(crate) fn miscounted(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT o.sha256 FROM file_objects o WHERE o.workspace_id = $1 AND o.holders <> \
               (SELECT COUNT(*) FROM files f WHERE f.workspace_id = $1 AND f.sha256 = o.sha256) LIMIT 20";
    Ok(db.query_map(sql, &[&workspace], |row| {
        Ok(format!("{} is held by more or fewer files than it says", row.get::<String>(0)?))
    })?)
}

/// Files of which no entry tells; for `tend check`.
pub(crate) fn without_entry(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT f.id FROM files f WHERE f.workspace_id = $1 AND NOT EXISTS \
               (SELECT 1 FROM entries e WHERE e.workspace_id = $1 AND e.id = f.entry_id) LIMIT 20";
    tend_core::check::found(db, workspace, sql, "is a file that came with no entry")
}

impl FromRow for ClientFile {
    fn from_row(row: &Row) -> db::Result<Self> {
        let points = row.get::<Option<i64>>(11)?.zip(row.get::<Option<i64>>(12)?);
        Ok(ClientFile {
            id: row.get(0)?,
            client: row.get(1)?,
            entry: row.get(2)?,
            name: row.get(3)?,
            added_at: row.get(4)?,
            added_by: row.get(5)?,
            by_name: row.get(6)?,
            removed_at: row.get(7)?,
            object: Object {
                sha256: row.get(8)?,
                media_type: row.get(9)?,
                bytes: row.get(10)?,
                points,
                unshown: row.get::<Unshown>(13)?,
                small: (row.get(14)?, row.get(15)?),
                large: (row.get(16)?, row.get(17)?),
                holders: row.get(18)?,
            },
        })
    }
}
