//! The statements of contact points.

use tend_core::{
    Actor, Result, Tx,
    db::{Conn, FromRow, Row},
    id::ClientId,
};

use crate::contact::{Consent, ContactKind, ContactPoint, ContactPointId, NewContactPoint, folded_value};

const COLUMNS: &str = "id, client_id, kind, label, value, consents, version";

impl FromRow for ContactPoint {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        let consents: serde_json::Value = row.get(5)?;
        Ok(ContactPoint {
            id: row.get(0)?,
            client: row.get(1)?,
            kind: row.get(2)?,
            label: row.get(3)?,
            value: row.get(4)?,
            // Written by us alone; what an older Tend wrote and we cannot read is as if nobody had asked.
            consents: serde_json::from_value(consents).unwrap_or_default(),
            version: row.get(6)?,
        })
    }
}

/// A client's contact points, in the order they were added.
pub fn contact_points(db: &Conn, actor: &Actor, client: ClientId) -> Result<Vec<ContactPoint>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM contact_points WHERE workspace_id = $1 AND client_id = $2 ORDER BY id LIMIT 100"
    );
    Ok(db.query(&sql, &[&actor.workspace, &client])?)
}

/// One contact point of a client.
pub(crate) fn contact_point(db: &Conn, actor: &Actor, client: ClientId, id: ContactPointId) -> Result<ContactPoint> {
    let sql = format!("SELECT {COLUMNS} FROM contact_points WHERE workspace_id = $1 AND client_id = $2 AND id = $3");
    Ok(db.one(&sql, &[&actor.workspace, &client, &id])?)
}

/// Who can be reached under this address or number; for likely duplicates and for what comes in.
pub fn reached_under(
    db: &Conn,
    actor: &Actor,
    kind: ContactKind,
    value: &str,
    limit: i64,
) -> Result<Vec<ContactPoint>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM contact_points WHERE workspace_id = $1 AND value_folded = $2 AND kind = $3 ORDER BY client_id LIMIT $4"
    );
    Ok(db.query(&sql, &[&actor.workspace, &folded_value(kind, value), &kind, &limit])?)
}

pub(crate) fn insert_contact_point(tx: &Tx, client: ClientId, new: &NewContactPoint) -> Result<ContactPointId> {
    let id = tx.new_id::<ContactPointId>();
    tx.exec(
        "INSERT INTO contact_points (workspace_id, client_id, id, kind, label, value, value_folded, consents, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)",
        &[
            &tx.actor.workspace,
            &client,
            &id,
            &new.kind,
            &new.label,
            &new.value,
            &folded_value(new.kind, &new.value),
            &json(&new.consents)?,
        ],
    )?;
    Ok(id)
}

pub(crate) fn update_contact_point(tx: &Tx, point: &ContactPoint) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE contact_points SET label = $5, value = $6, value_folded = $7, consents = $8, version = version + 1 \
         WHERE workspace_id = $1 AND client_id = $2 AND id = $3 AND version = $4",
        &[
            &tx.actor.workspace,
            &point.client,
            &point.id,
            &point.version,
            &point.label,
            &point.value,
            &folded_value(point.kind, &point.value),
            &json(&point.consents)?,
        ],
    )?)
}

pub(crate) fn delete_contact_point(tx: &Tx, point: &ContactPoint) -> Result<()> {
    Ok(tx.exec_one(
        "DELETE FROM contact_points WHERE workspace_id = $1 AND client_id = $2 AND id = $3 AND version = $4",
        &[&tx.actor.workspace, &point.client, &point.id, &point.version],
    )?)
}

fn json(consents: &[Consent]) -> Result<serde_json::Value> {
    Ok(serde_json::to_value(consents)?)
}
