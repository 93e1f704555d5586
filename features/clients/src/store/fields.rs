//! The statements of custom fields as they are defined.

use tend_core::{
    Actor, Result, Tx,
    db::{Conn, FromRow, Row},
};

use crate::fields::{CheckedDraft, CustomField, FieldId};

const COLUMNS: &str = "id, name, kind, choices, currency, required, position, rereading, deleted_at, version";

impl FromRow for CustomField {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        let choices: serde_json::Value = row.get(3)?;
        Ok(CustomField {
            id: row.get(0)?,
            name: row.get(1)?,
            kind: row.get(2)?,
            choices: serde_json::from_value(choices).unwrap_or_default(),
            currency: row.get(4)?,
            required: row.get(5)?,
            position: row.get(6)?,
            rereading: row.get(7)?,
            deleted_at: row.get(8)?,
            version: row.get(9)?,
        })
    }
}

/// The workspace's custom fields in their order, those that were taken away too.
pub fn all_fields(db: &Conn, actor: &Actor) -> Result<Vec<CustomField>> {
    let sql = format!("SELECT {COLUMNS} FROM client_fields WHERE workspace_id = $1 ORDER BY position, id LIMIT 500");
    Ok(db.query(&sql, &[&actor.workspace])?)
}

/// The workspace's custom fields in their order.
pub fn custom_fields(db: &Conn, actor: &Actor) -> Result<Vec<CustomField>> {
    let mut fields = all_fields(db, actor)?;
    fields.retain(|field| field.deleted_at.is_none());
    Ok(fields)
}

/// One custom field, also one that was taken away.
pub fn custom_field(db: &Conn, actor: &Actor, id: FieldId) -> Result<CustomField> {
    let sql = format!("SELECT {COLUMNS} FROM client_fields WHERE workspace_id = $1 AND id = $2");
    Ok(db.one(&sql, &[&actor.workspace, &id])?)
}

pub(crate) fn insert_field(tx: &Tx, id: FieldId, draft: &CheckedDraft, position: i64) -> Result<()> {
    tx.exec(
        "INSERT INTO client_fields (workspace_id, id, name, name_folded, kind, choices, currency, required, position, rereading, \
         made_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)",
        &[
            &tx.actor.workspace,
            &id,
            &draft.name,
            &tend_core::fold::fold(&draft.name),
            &draft.kind,
            &serde_json::to_value(&draft.choices)?,
            &draft.currency,
            &draft.required,
            &position,
            &false,
            &tx.now,
        ],
    )?;
    Ok(())
}

/// Writes what can be changed about a field; conflict unless it is still at the version it was read at.
pub(crate) fn update_field(tx: &Tx, field: &CustomField) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE client_fields SET name = $4, name_folded = $5, kind = $6, choices = $7, currency = $8, required = $9, \
         position = $10, rereading = $11, deleted_at = $12, deleted_by = $13, version = version + 1 \
         WHERE workspace_id = $1 AND id = $2 AND version = $3",
        &[
            &tx.actor.workspace,
            &field.id,
            &field.version,
            &field.name,
            &tend_core::fold::fold(&field.name),
            &field.kind,
            &serde_json::to_value(&field.choices)?,
            &field.currency,
            &field.required,
            &field.position,
            &field.rereading,
            &field.deleted_at,
            &tx.actor.member.filter(|_| field.deleted_at.is_some()),
        ],
    )?)
}

/// The last of its values is gone; now the field goes, too.
pub(crate) fn delete_field(tx: &Tx, id: FieldId) -> Result<()> {
    tx.exec("DELETE FROM client_fields WHERE workspace_id = $1 AND id = $2", &[&tx.actor.workspace, &id])?;
    Ok(())
}
