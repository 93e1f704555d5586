//! All clients into search, for a workspace that came in whole.

use tend_core::{
    Result, Tx,
    db::Conn,
    id::{ClientId, WorkspaceId},
};
use uuid::Uuid;

use super::put_in_search;

/// How many at once.
const BATCH: i64 = 1000;

/// Puts the next clients into search; gives the last of them, or nothing when all are in.
pub(crate) fn to_search(tx: &Tx, after: Option<Uuid>) -> Result<Option<Uuid>> {
    let next = next_after(tx, tx.actor.workspace, after.unwrap_or(Uuid::nil()))?;
    for (id, name, about) in &next {
        put_in_search(tx, *id, name, about);
    }
    Ok(next.last().map(|(id, _, _)| id.0))
}

fn next_after(db: &Conn, workspace: WorkspaceId, after: Uuid) -> Result<Vec<(ClientId, String, String)>> {
    Ok(db.query_map(
        "SELECT id, name, about FROM clients WHERE workspace_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        &[&workspace, &after, &BATCH],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?)
}
