//! The statements of custom fields' values: the JSON column, and the keys that stand for it in an index.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};
use tend_core::{
    Actor, Result, Tx,
    db::{Conn, Param},
    fold,
    id::ClientId,
};

use crate::fields::FieldId;

/// A client's custom values, by the id of their field.
pub fn custom(db: &Conn, actor: &Actor, id: ClientId) -> Result<Map<String, Json>> {
    let custom: Json =
        db.scalar("SELECT custom FROM clients WHERE workspace_id = $1 AND id = $2", &[&actor.workspace, &id])?;
    Ok(as_map(custom))
}

fn as_map(custom: Json) -> Map<String, Json> {
    match custom {
        Json::Object(map) => map,
        _ => Map::new(),
    }
}

/// The custom values of several clients.
pub fn custom_of(db: &Conn, actor: &Actor, ids: &[ClientId]) -> Result<HashMap<ClientId, Map<String, Json>>> {
    const CHUNK: usize = 50;
    let places: Vec<String> = (2..2 + CHUNK).map(|place| format!("${place}")).collect();
    let sql = format!("SELECT id, custom FROM clients WHERE workspace_id = $1 AND id IN ({})", places.join(", "));
    let mut found = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let Some(last) = chunk.last() else { break };
        let mut params: Vec<&dyn Param> = vec![&actor.workspace];
        params.extend((0..CHUNK).map(|index| chunk.get(index).unwrap_or(last) as &dyn Param));
        found.extend(db.query_map(&sql, &params, |row| Ok((row.get(0)?, as_map(row.get(1)?))))?);
    }
    Ok(found)
}

/// Writes a client's custom values; conflict unless they are still at the version they were read at.
pub(crate) fn set_custom(tx: &Tx, id: ClientId, version: i64, custom: &Map<String, Json>) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE clients SET custom = $4, version = version + 1 WHERE workspace_id = $1 AND id = $2 AND version = $3",
        &[&tx.actor.workspace, &id, &version, &Json::Object(custom.clone())],
    )?)
}

/// Writes the custom values of a client who is just being written down.
pub(crate) fn put_custom(tx: &Tx, id: ClientId, custom: &Map<String, Json>) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE clients SET custom = $3 WHERE workspace_id = $1 AND id = $2",
        &[&tx.actor.workspace, &id, &Json::Object(custom.clone())],
    )?)
}

/// Puts a key into the index.
pub(crate) fn insert_value(tx: &Tx, client: ClientId, field: FieldId, key: &str, name: &str) -> Result<()> {
    tx.exec(
        "INSERT INTO client_values (workspace_id, client_id, field_id, value_key, name_folded) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (workspace_id, client_id, field_id, value_key) DO NOTHING",
        &[&tx.actor.workspace, &client, &field, &key, &fold::fold(name)],
    )?;
    Ok(())
}

/// Takes a client's keys of a field out of the index.
pub(crate) fn delete_values(tx: &Tx, client: ClientId, field: FieldId) -> Result<()> {
    tx.exec(
        "DELETE FROM client_values WHERE workspace_id = $1 AND client_id = $2 AND field_id = $3",
        &[&tx.actor.workspace, &client, &field],
    )?;
    Ok(())
}

/// Follows a change of the client's name.
pub(crate) fn rename_in_values(tx: &Tx, client: ClientId, name: &str) -> Result<()> {
    tx.exec(
        "UPDATE client_values SET name_folded = $3 WHERE workspace_id = $1 AND client_id = $2",
        &[&tx.actor.workspace, &client, &fold::fold(name)],
    )?;
    Ok(())
}

/// Clients who have something in a field, after one of them, in the order of their ids.
pub(crate) fn holders(db: &Conn, actor: &Actor, field: FieldId, after: ClientId, limit: i64) -> Result<Vec<ClientId>> {
    let mut ids: Vec<ClientId> = db.query_map(
        "SELECT client_id FROM client_values WHERE workspace_id = $1 AND field_id = $2 AND client_id > $3 \
         ORDER BY client_id LIMIT $4",
        &[&actor.workspace, &field, &after, &limit],
        |row| row.get(0),
    )?;
    ids.dedup();
    Ok(ids)
}

/// How many values a field has, counted up to `most`; of those alone that do not read as its kind, if `unread`.
pub fn count_values(db: &Conn, actor: &Actor, field: FieldId, unread: bool, most: i64) -> Result<i64> {
    let unread = if unread { " AND value_key = ''" } else { "" };
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT 1 AS one FROM client_values WHERE workspace_id = $1 AND field_id = $2{unread} \
         LIMIT {most}) counted"
    );
    Ok(db.scalar(&sql, &[&actor.workspace, &field])?)
}

/// Clients whose value of a field does not read as its kind, by name.
pub fn unread_holders(db: &Conn, actor: &Actor, field: FieldId, limit: i64) -> Result<Vec<ClientId>> {
    Ok(db.query_map(
        "SELECT client_id FROM client_values WHERE workspace_id = $1 AND field_id = $2 AND value_key = '' \
         ORDER BY name_folded, client_id LIMIT $3",
        &[&actor.workspace, &field, &limit],
        |row| row.get(0),
    )?)
}
