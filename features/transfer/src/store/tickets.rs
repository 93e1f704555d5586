//! The statements behind problems that were brought in: which came from which row.

use tend_core::{
    Result, Tx,
    db::{Conn, Row},
    id::WorkspaceId,
};
use tend_problems::ProblemId;

use crate::import::ImportId;

/// A problem that a row became.
#[derive(Clone, Debug)]
pub(crate) struct BroughtProblem {
    pub identity: String,
    pub problem: ProblemId,
    pub import: ImportId,
    pub row: i64,
    pub content: String,
    /// The problem's version when the row was last heard.
    pub version: i64,
}

const COLUMNS: &str = "identity, problem_id, import_id, row, content, version";

fn brought(row: &Row) -> tend_core::db::Result<BroughtProblem> {
    Ok(BroughtProblem {
        identity: row.get(0)?,
        problem: row.get(1)?,
        import: row.get(2)?,
        row: row.get(3)?,
        content: row.get(4)?,
        version: row.get(5)?,
    })
}

/// The problem that the row of this identity became.
pub(crate) fn known_problem(db: &Conn, workspace: WorkspaceId, identity: &str) -> Result<Option<BroughtProblem>> {
    let sql = format!("SELECT {COLUMNS} FROM import_problems WHERE workspace_id = $1 AND identity = $2");
    Ok(db.query_map(&sql, &[&workspace, &identity], brought)?.into_iter().next())
}

/// The problems an import made, the last row first.
pub(crate) fn problems_of(
    db: &Conn,
    workspace: WorkspaceId,
    import: ImportId,
    (row, identity): (i64, &str),
    limit: i64,
) -> Result<Vec<BroughtProblem>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM import_problems WHERE workspace_id = $1 AND import_id = $2 AND (row, identity) < ($3, $4) \
         ORDER BY row DESC, identity DESC LIMIT $5"
    );
    Ok(db.query_map(&sql, &[&workspace, &import, &row, &identity, &limit], brought)?)
}

pub(crate) fn insert_problem(tx: &Tx, brought: &BroughtProblem) -> Result<()> {
    tx.exec(
        "INSERT INTO import_problems (workspace_id, identity, problem_id, import_id, row, content, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &[
            &tx.actor.workspace,
            &brought.identity,
            &brought.problem,
            &brought.import,
            &brought.row,
            &brought.content,
            &brought.version,
        ],
    )?;
    Ok(())
}

/// The row says something else now.
pub(crate) fn heard_problem(tx: &Tx, identity: &str, content: &str, version: i64) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE import_problems SET content = $3, version = $4 WHERE workspace_id = $1 AND identity = $2",
        &[&tx.actor.workspace, &identity, &content, &version],
    )?)
}

/// Nobody knows any more that the row became something.
pub(crate) fn forget_problem(tx: &Tx, identity: &str) -> Result<()> {
    tx.exec(
        "DELETE FROM import_problems WHERE workspace_id = $1 AND identity = $2",
        &[&tx.actor.workspace, &identity],
    )?;
    Ok(())
}
