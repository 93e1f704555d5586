//! The statements of words to clients that are late, and of which late words their owners were told.

use tend_core::{Actor, Result, Timestamp, Tx, db::Conn};

use crate::problem::ProblemId;

/// Open problems whose next word to the client became due after `since` and is late, each with when it was due; without those whose
/// people were told of it. Only problems of which something is due are looked at, and those stand together in an index.
pub(crate) fn late_words(
    db: &Conn,
    actor: &Actor,
    (since, now): (Timestamp, Timestamp),
    most: i64,
) -> Result<Vec<(ProblemId, Timestamp)>> {
    Ok(db.query_map(
        "SELECT p.id, CASE WHEN p.first_word_at IS NULL THEN p.first_word_due ELSE p.next_word_due END FROM problems p \
         WHERE p.workspace_id = $1 AND p.settled_at IS NULL AND p.due_at < $3 \
         AND CASE WHEN p.first_word_at IS NULL THEN p.first_word_due ELSE p.next_word_due END < $3 \
         AND CASE WHEN p.first_word_at IS NULL THEN p.first_word_due ELSE p.next_word_due END > $2 \
         AND NOT EXISTS (SELECT 1 FROM problem_late_words w WHERE w.workspace_id = $1 AND w.problem_id = p.id \
         AND w.due_at = CASE WHEN p.first_word_at IS NULL THEN p.first_word_due ELSE p.next_word_due END) \
         ORDER BY p.due_at, p.id LIMIT $4",
        &[&actor.workspace, &since, &now, &most],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}

/// Its people were told that this word is late.
pub(crate) fn put_late_word(tx: &Tx, problem: ProblemId, due_at: Timestamp) -> Result<()> {
    tx.exec(
        "INSERT INTO problem_late_words (workspace_id, problem_id, due_at) VALUES ($1, $2, $3) \
         ON CONFLICT (workspace_id, problem_id) DO UPDATE SET due_at = excluded.due_at",
        &[&tx.actor.workspace, &problem, &due_at],
    )?;
    Ok(())
}
