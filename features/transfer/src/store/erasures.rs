//! The statements of erasures.

use serde_json::Value;
use tend_core::{
    Result, Tx,
    db::Conn,
    id::{ClientId, WorkspaceId},
};

use crate::import::ImportId;

/// Notes that a client was erased; once is enough.
pub(crate) fn insert(tx: &Tx, client: ClientId) -> Result<()> {
    tx.exec(
        "INSERT INTO erasures (workspace_id, client_id, erased_at, member_id) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (workspace_id, client_id) DO NOTHING",
        &[&tx.actor.workspace, &client, &tx.now, &tx.actor.member],
    )?;
    Ok(())
}

/// Who was erased, the first few thousand by their ids.
pub fn all(db: &Conn, workspace: WorkspaceId, after: ClientId, limit: i64) -> Result<Vec<ClientId>> {
    Ok(db.query_map(
        "SELECT client_id FROM erasures WHERE workspace_id = $1 AND client_id > $2 ORDER BY client_id LIMIT $3",
        &[&workspace, &after, &limit],
        |row| row.get(0),
    )?)
}

/// The imports whose columns are matched: a file that came again and changed nothing is not known to hold anybody, and its examples may
/// be of whoever is erased.
pub(crate) fn matched_imports(db: &Conn, workspace: WorkspaceId) -> Result<Vec<ImportId>> {
    Ok(db.query_map(
        "SELECT id FROM imports WHERE workspace_id = $1 AND state <> 'matching' ORDER BY id",
        &[&workspace],
        |row| row.get(0),
    )?)
}

/// Writes the columns of an import anew, for examples that are forgotten.
pub(crate) fn set_columns(tx: &Conn, workspace: WorkspaceId, import: ImportId, columns: &Value) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE imports SET columns = $3, version = version + 1 WHERE workspace_id = $1 AND id = $2",
        &[&workspace, &import, columns],
    )?)
}
