//! The statements of rows that look like somebody, before they are brought in, and of what was answered.

use std::collections::HashMap;

use serde_json::Value;
use tend_core::{
    Result, Tx,
    db::{Conn, FromRow, Row},
    id::{ClientId, WorkspaceId},
};

use crate::{
    import::{ImportId, TwinAnswer},
    look::{Side, Twin},
};

pub(crate) fn insert_twin(tx: &Tx, import: ImportId, twin: &Twin, answer: Option<TwinAnswer>) -> Result<()> {
    tx.exec(
        "INSERT INTO import_twins (workspace_id, import_id, row, other_row, other_id, sides, reasons, answer, unreachable) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            &tx.actor.workspace,
            &import,
            &twin.row,
            &twin.other_row,
            &twin.other,
            &serde_json::to_value((&twin.side, &twin.other_side))?,
            &twin.reasons,
            &answer.map_or("", TwinAnswer::word),
            &twin.is_unreachable,
        ],
    )?;
    Ok(())
}

pub(crate) fn delete_twins(tx: &Tx, import: ImportId) -> Result<()> {
    tx.exec("DELETE FROM import_twins WHERE workspace_id = $1 AND import_id = $2", &[&tx.actor.workspace, &import])?;
    Ok(())
}

const COLUMNS: &str = "row, other_row, other_id, sides, reasons, answer, unreachable";

impl FromRow for Twin {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        let sides: Value = row.get(3)?;
        let (side, other_side): (Side, Option<Side>) = serde_json::from_value(sides).unwrap_or_default();
        let answer: String = row.get(5)?;
        Ok(Twin {
            row: row.get(0)?,
            other_row: row.get(1)?,
            other: row.get(2)?,
            side,
            other_side,
            reasons: row.get(4)?,
            is_unreachable: row.get(6)?,
            answer: answer.parse().ok(),
        })
    }
}

/// Rows that look like somebody, after a row.
pub fn twins(db: &Conn, workspace: WorkspaceId, import: ImportId, after_row: i64, limit: i64) -> Result<Vec<Twin>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM import_twins WHERE workspace_id = $1 AND import_id = $2 AND row > $3 ORDER BY row LIMIT $4"
    );
    Ok(db.query(&sql, &[&workspace, &import, &after_row, &limit])?)
}

/// How many of them there are, and how many nobody answered yet; there are never more than rows are looked through.
pub fn count_twins(db: &Conn, workspace: WorkspaceId, import: ImportId) -> Result<(i64, i64)> {
    let counts = db.query_map(
        "SELECT COUNT(*), COUNT(*) FILTER (WHERE answer = '') FROM import_twins WHERE workspace_id = $1 AND import_id = $2",
        &[&workspace, &import],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(counts.into_iter().next().unwrap_or_default())
}

/// How many of them somebody left out; those without mail address and phone among them only `with_unreachable`.
pub fn count_left_out(db: &Conn, workspace: WorkspaceId, import: ImportId, with_unreachable: bool) -> Result<i64> {
    let counts = db.query_map(
        "SELECT COUNT(*) FROM import_twins WHERE workspace_id = $1 AND import_id = $2 AND answer = $3 AND (unreachable = FALSE OR unreachable = $4)",
        &[&workspace, &import, &TwinAnswer::LeaveOut, &with_unreachable],
        |row| row.get(0),
    )?;
    Ok(counts.into_iter().next().unwrap_or_default())
}

pub(crate) fn answer_twin(tx: &Tx, import: ImportId, row: i64, answer: TwinAnswer) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE import_twins SET answer = $4 WHERE workspace_id = $1 AND import_id = $2 AND row = $3",
        &[&tx.actor.workspace, &import, &row, &answer],
    )?)
}

pub(crate) fn answer_open_twins(tx: &Tx, import: ImportId, answer: TwinAnswer) -> Result<()> {
    tx.exec(
        "UPDATE import_twins SET answer = $3 WHERE workspace_id = $1 AND import_id = $2 AND answer = ''",
        &[&tx.actor.workspace, &import, &answer],
    )?;
    Ok(())
}

/// What was answered about a row.
#[derive(Clone, Copy, Debug)]
pub struct Answered {
    /// The earlier row it looks like.
    pub other_row: Option<i64>,
    /// The client it looks like.
    pub other: Option<ClientId>,
    /// The answer.
    pub answer: TwinAnswer,
}

/// The answers about the rows from one to another, both among them.
pub(crate) fn answers(
    db: &Conn,
    workspace: WorkspaceId,
    import: ImportId,
    (from_row, to_row): (i64, i64),
) -> Result<HashMap<i64, Answered>> {
    let answers = db.query_map(
        "SELECT row, other_row, other_id, answer FROM import_twins WHERE workspace_id = $1 AND import_id = $2 \
         AND row >= $3 AND row <= $4 AND answer <> ''",
        &[&workspace, &import, &from_row, &to_row],
        |row| Ok((row.get(0)?, Answered { other_row: row.get(1)?, other: row.get(2)?, answer: row.get(3)? })),
    )?;
    Ok(answers.into_iter().collect())
}

/// The clients that a row of this import became or was answered to be, each with the row's identity.
pub(crate) fn clients_of_row(
    db: &Conn,
    workspace: WorkspaceId,
    import: ImportId,
    row: i64,
) -> Result<Vec<(String, ClientId)>> {
    Ok(db.query_map(
        "SELECT identity, client_id FROM import_rows WHERE workspace_id = $1 AND import_id = $2 AND row = $3 ORDER BY identity LIMIT 10",
        &[&workspace, &import, &row],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}
