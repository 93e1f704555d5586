//! The statements of likely duplicates that an import marked.

use tend_core::{
    Result, Tx,
    db::Conn,
    id::{ClientId, WorkspaceId},
};

use crate::import::ImportId;

/// Two clients who may be one.
#[derive(Clone, Debug)]
pub struct Like {
    /// The row the new one came from.
    pub row: i64,
    /// The new one.
    pub client: ClientId,
    /// The one who was there.
    pub other: ClientId,
    /// Why they may be one, in words.
    pub reasons: String,
    /// What somebody said: `same`, `different`; empty until then.
    pub answer: String,
}

pub(crate) fn insert_like(tx: &Tx, import: ImportId, like: &Like) -> Result<()> {
    tx.exec(
        "INSERT INTO import_likes (workspace_id, import_id, row, client_id, other_id, reasons, answer) VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (workspace_id, import_id, row, other_id) DO NOTHING",
        &[&tx.actor.workspace, &import, &like.row, &like.client, &like.other, &like.reasons, &like.answer],
    )?;
    Ok(())
}

/// An import's likely duplicates from a row on.
pub fn likes(
    db: &Conn,
    workspace: WorkspaceId,
    import: ImportId,
    after: (i64, ClientId),
    limit: i64,
) -> Result<Vec<Like>> {
    Ok(db.query_map(
        "SELECT row, client_id, other_id, reasons, answer FROM import_likes WHERE workspace_id = $1 AND import_id = $2 \
         AND (row, other_id) > ($3, $4) ORDER BY row, other_id LIMIT $5",
        &[&workspace, &import, &after.0, &after.1, &limit],
        |row| {
            Ok(Like {
                row: row.get(0)?,
                client: row.get(1)?,
                other: row.get(2)?,
                reasons: row.get(3)?,
                answer: row.get(4)?,
            })
        },
    )?)
}

/// One of them.
pub(crate) fn like(db: &Conn, workspace: WorkspaceId, import: ImportId, row: i64, other: ClientId) -> Result<Like> {
    let found = db.query_map(
        "SELECT row, client_id, other_id, reasons, answer FROM import_likes WHERE workspace_id = $1 AND import_id = $2 AND row = $3 \
         AND other_id = $4",
        &[&workspace, &import, &row, &other],
        |row| {
            Ok(Like { row: row.get(0)?, client: row.get(1)?, other: row.get(2)?, reasons: row.get(3)?, answer: row.get(4)? })
        },
    )?;
    found.into_iter().next().ok_or(tend_core::Error::NotFound)
}

pub(crate) fn answer_like(tx: &Tx, import: ImportId, row: i64, other: ClientId, answer: &str) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE import_likes SET answer = $5 WHERE workspace_id = $1 AND import_id = $2 AND row = $3 AND other_id = $4",
        &[&tx.actor.workspace, &import, &row, &other, &answer],
    )?)
}

/// How many likely duplicates an import has, counted up to `most`; and how many nobody answered yet.
pub fn count_likes(db: &Conn, workspace: WorkspaceId, import: ImportId, most: i64) -> Result<(i64, i64)> {
    let counts = db.query_map(
        "SELECT COUNT(*), COUNT(*) FILTER (WHERE answer = '') FROM (SELECT answer FROM import_likes WHERE workspace_id = $1 \
         AND import_id = $2 LIMIT $3) AS first_likes",
        &[&workspace, &import, &most],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(counts.into_iter().next().unwrap_or_default())
}
