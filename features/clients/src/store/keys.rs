//! The statements of the keys under which likely duplicates meet.

use tend_core::{
    Actor, Result, Tx,
    db::{Conn, Param},
    id::ClientId,
};

use crate::likeness::Key;

/// Clients who stand under a key.
pub(crate) fn sharing(db: &Conn, actor: &Actor, key: Key, limit: i64) -> Result<Vec<ClientId>> {
    Ok(db.query_map(
        "SELECT client_id FROM client_keys WHERE workspace_id = $1 AND likeness = $2 ORDER BY client_id LIMIT $3",
        &[&actor.workspace, &key, &limit],
        |row| row.get(0),
    )?)
}

/// Writes a client's keys, all in one statement.
pub(crate) fn insert_keys(tx: &Tx, client: ClientId, keys: &[Key]) -> Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    let rows: Vec<String> = (0..keys.len()).map(|at| format!("($1, $2, ${})", at + 3)).collect();
    let sql = format!("INSERT INTO client_keys (workspace_id, client_id, likeness) VALUES {}", rows.join(", "));
    let mut params: Vec<&dyn Param> = vec![&tx.actor.workspace, &client];
    params.extend(keys.iter().map(|key| key as &dyn Param));
    tx.exec(&sql, &params)?;
    Ok(())
}

/// Takes all keys of a client away.
pub(crate) fn delete_keys(tx: &Tx, client: ClientId) -> Result<()> {
    tx.exec("DELETE FROM client_keys WHERE workspace_id = $1 AND client_id = $2", &[&tx.actor.workspace, &client])?;
    Ok(())
}
