//! The statements of the columns a member likes to see.

use serde_json::{Value, json};
use tend_core::{Actor, Result, Tx, db::Conn, id::MemberId};

/// The columns a member chose, in the words of the list's address; none where nobody chose any.
pub fn columns_of(db: &Conn, actor: &Actor, member: MemberId) -> Result<Vec<String>> {
    let shown: Vec<Value> = db.query_map(
        "SELECT shown FROM client_columns WHERE workspace_id = $1 AND member_id = $2",
        &[&actor.workspace, &member],
        |row| row.get(0),
    )?;
    Ok(shown.into_iter().next().and_then(|words| serde_json::from_value(words).ok()).unwrap_or_default())
}

/// Keeps the columns a member chose.
pub(crate) fn put_columns(tx: &Tx, member: MemberId, words: &[String]) -> Result<()> {
    tx.exec(
        "INSERT INTO client_columns (workspace_id, member_id, shown) VALUES ($1, $2, $3) \
         ON CONFLICT (workspace_id, member_id) DO UPDATE SET shown = excluded.shown",
        &[&tx.actor.workspace, &member, &json!(words)],
    )?;
    Ok(())
}

/// Forgets what a member chose: they see the usual columns again.
pub(crate) fn delete_columns(tx: &Tx, member: MemberId) -> Result<()> {
    tx.exec("DELETE FROM client_columns WHERE workspace_id = $1 AND member_id = $2", &[&tx.actor.workspace, &member])?;
    Ok(())
}
