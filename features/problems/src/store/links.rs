//! The statements of the links by which somebody outside sees one problem. Only the hash of the secret is kept.

use tend_core::{Actor, Result, Timestamp, Tx, db::Conn};

use crate::problem::ProblemId;

/// The problem a link leads to, while it is valid; a guessed, old or withdrawn one leads nowhere.
pub(crate) fn linked(db: &Conn, actor: &Actor, hash: &str, now: Timestamp) -> Result<ProblemId> {
    Ok(db.scalar(
        "SELECT problem_id FROM problem_links WHERE workspace_id = $1 AND token_hash = $2 AND withdrawn_at IS NULL AND expires_at > $3",
        &[&actor.workspace, &hash, &now],
    )?)
}

pub(crate) fn insert_link(tx: &Tx, problem: ProblemId, hash: &str, expires_at: Timestamp) -> Result<()> {
    tx.exec(
        "INSERT INTO problem_links (workspace_id, token_hash, problem_id, made_at, made_by, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[&tx.actor.workspace, &hash, &problem, &tx.now, &tx.actor.member, &expires_at],
    )?;
    Ok(())
}

/// Withdraws every link to a problem; gives how many there were.
pub(crate) fn withdraw_links(tx: &Tx, problem: ProblemId) -> Result<u64> {
    Ok(tx.exec(
        "UPDATE problem_links SET withdrawn_at = $3 WHERE workspace_id = $1 AND problem_id = $2 AND withdrawn_at IS NULL",
        &[&tx.actor.workspace, &problem, &tx.now],
    )?)
}

/// How many links to a problem are valid.
pub fn links(db: &Conn, actor: &Actor, problem: ProblemId, now: Timestamp) -> Result<u64> {
    let count: i64 = db.scalar(
        "SELECT COUNT(*) FROM problem_links WHERE workspace_id = $1 AND problem_id = $2 AND withdrawn_at IS NULL AND expires_at > $3",
        &[&actor.workspace, &problem, &now],
    )?;
    Ok(count.unsigned_abs())
}
