//! The statements of deeds with many clients.

use serde_json::Value as Json;
use tend_core::{
    Actor, Result, Timestamp, Tx,
    db::{Conn, FromRow, Row},
    id::ClientId,
};

use crate::bulk::{Deed, DeedId, Typed};

impl FromRow for Deed {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        let (filter, typed): (Option<Json>, Json) = (row.get(3)?, row.get(4)?);
        Ok(Deed {
            id: row.get(0)?,
            member: row.get(1)?,
            action: row.get(2)?,
            filter: filter.and_then(|filter| serde_json::from_value(filter).ok()),
            typed: serde_json::from_value(typed).unwrap_or_else(|_| Typed::default()),
            state: row.get(5)?,
            done: row.get(6)?,
            failed: row.get(7)?,
            left_alone: row.get(8)?,
            after: row.get(9)?,
            made_at: row.get(10)?,
            ended_at: row.get(11)?,
            version: row.get(12)?,
        })
    }
}

/// A deed; everybody in the workspace sees what was done.
pub fn deed(db: &Conn, actor: &Actor, id: DeedId) -> Result<Deed> {
    Ok(db.one(
        "SELECT id, member_id, action, filter, typed, state, done, failed, left_alone, after_id, made_at, ended_at, version \
         FROM bulk_deeds WHERE workspace_id = $1 AND id = $2",
        &[&actor.workspace, &id],
    )?)
}

pub(crate) fn insert_deed(tx: &Tx, deed: &Deed) -> Result<()> {
    tx.exec(
        "INSERT INTO bulk_deeds (workspace_id, id, member_id, action, filter, typed, state, done, failed, left_alone, made_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)",
        &[
            &tx.actor.workspace,
            &deed.id,
            &deed.member,
            &deed.action,
            &deed.filter.as_ref().map(serde_json::to_value).transpose()?,
            &serde_json::to_value(&deed.typed)?,
            &deed.state,
            &deed.done,
            &deed.failed,
            &deed.left_alone,
            &deed.made_at,
        ],
    )?;
    Ok(())
}

pub(crate) fn update_deed(tx: &Tx, deed: &Deed) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE bulk_deeds SET state = $4, done = $5, failed = $6, left_alone = $7, after_id = $8, ended_at = $9, \
         version = version + 1 WHERE workspace_id = $1 AND id = $2 AND version = $3",
        &[
            &tx.actor.workspace,
            &deed.id,
            &deed.version,
            &deed.state,
            &deed.done,
            &deed.failed,
            &deed.left_alone,
            &deed.after,
            &deed.ended_at,
        ],
    )?)
}

/// How a client was before.
pub(crate) fn insert_deed_client(tx: &Tx, deed: DeedId, client: ClientId, before: &Json) -> Result<()> {
    tx.exec(
        "INSERT INTO bulk_deed_clients (workspace_id, deed_id, client_id, before) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (workspace_id, deed_id, client_id) DO NOTHING",
        &[&tx.actor.workspace, &deed, &client, before],
    )?;
    Ok(())
}

/// Whom a deed changed, after one of them, in the order of their ids; each as they were before.
pub(crate) fn deed_clients(
    db: &Conn,
    actor: &Actor,
    deed: DeedId,
    after: ClientId,
    most: usize,
) -> Result<Vec<(ClientId, Json)>> {
    let sql = format!(
        "SELECT client_id, before FROM bulk_deed_clients WHERE workspace_id = $1 AND deed_id = $2 AND client_id > $3 \
         ORDER BY client_id LIMIT {most}"
    );
    Ok(db.query_map(&sql, &[&actor.workspace, &deed, &after], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Forgets some deeds from before a moment.
pub(crate) fn delete_old_deeds(tx: &Tx, before: Timestamp) -> Result<u64> {
    Ok(tx.exec(
        "DELETE FROM bulk_deeds WHERE workspace_id = $1 AND id IN \
         (SELECT id FROM bulk_deeds WHERE workspace_id = $1 AND made_at < $2 ORDER BY made_at, id LIMIT 5)",
        &[&tx.actor.workspace, &before],
    )?)
}

/// The deed that was begun last.
#[cfg(test)]
pub(crate) fn newest_deed(db: &Conn, actor: &Actor) -> Result<DeedId> {
    Ok(db.scalar(
        "SELECT id FROM bulk_deeds WHERE workspace_id = $1 ORDER BY made_at DESC, id DESC LIMIT 1",
        &[&actor.workspace],
    )?)
}
