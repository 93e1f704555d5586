//! The statements of problems.

use tend_core::{Actor, Result, Tx, db::Conn};

use crate::problem::Problem;

/// All of them, newest first.
pub fn newest_first(db: &Conn, actor: &Actor, limit: i64) -> Result<Vec<Problem>> {
    Ok(db.query(
        "SELECT id, words, made_at, version FROM problems WHERE workspace_id = $1 ORDER BY made_at DESC, id DESC LIMIT $2",
        &[&actor.workspace, &limit],
    )?)
}

/// Writes a new one down.
pub fn insert(tx: &Tx, problem: &Problem) -> Result<()> {
    tx.exec(
        "INSERT INTO problems (workspace_id, id, words, made_at, version) VALUES ($1, $2, $3, $4, $5)",
        &[&tx.actor.workspace, &problem.id, &problem.words, &problem.made_at, &problem.version],
    )?;
    Ok(())
}
