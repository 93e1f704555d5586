//! The statements of days that matter.

use tend_core::{
    Actor, Result, Tx,
    db::{Conn, FromRow, Row},
    id::ClientId,
};

use crate::date::{DateId, ImportantDate, NewDate};

const COLUMNS: &str = "id, client_id, label, month, day, year, version";

impl FromRow for ImportantDate {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        Ok(ImportantDate {
            id: row.get(0)?,
            client: row.get(1)?,
            label: row.get(2)?,
            month: row.get(3)?,
            day: row.get(4)?,
            year: row.get(5)?,
            version: row.get(6)?,
        })
    }
}

/// A client's days, through the year.
pub fn dates(db: &Conn, actor: &Actor, client: ClientId) -> Result<Vec<ImportantDate>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM client_dates WHERE workspace_id = $1 AND client_id = $2 ORDER BY month, day, id LIMIT 100"
    );
    Ok(db.query(&sql, &[&actor.workspace, &client])?)
}

/// One day of a client.
pub(crate) fn date(db: &Conn, actor: &Actor, client: ClientId, id: DateId) -> Result<ImportantDate> {
    let sql = format!("SELECT {COLUMNS} FROM client_dates WHERE workspace_id = $1 AND client_id = $2 AND id = $3");
    Ok(db.one(&sql, &[&actor.workspace, &client, &id])?)
}

pub(crate) fn insert_date(tx: &Tx, client: ClientId, new: &NewDate) -> Result<ImportantDate> {
    let id = tx.new_id::<DateId>();
    tx.exec(
        "INSERT INTO client_dates (workspace_id, client_id, id, label, month, day, year, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)",
        &[&tx.actor.workspace, &client, &id, &new.label, &new.month, &new.day, &new.year],
    )?;
    let new = new.clone();
    Ok(ImportantDate { id, client, label: new.label, month: new.month, day: new.day, year: new.year, version: 1 })
}

pub(crate) fn update_date(tx: &Tx, date: &ImportantDate) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE client_dates SET label = $5, month = $6, day = $7, year = $8, version = version + 1 \
         WHERE workspace_id = $1 AND client_id = $2 AND id = $3 AND version = $4",
        &[&tx.actor.workspace, &date.client, &date.id, &date.version, &date.label, &date.month, &date.day, &date.year],
    )?)
}

pub(crate) fn delete_date(tx: &Tx, date: &ImportantDate) -> Result<()> {
    Ok(tx.exec_one(
        "DELETE FROM client_dates WHERE workspace_id = $1 AND client_id = $2 AND id = $3 AND version = $4",
        &[&tx.actor.workspace, &date.client, &date.id, &date.version],
    )?)
}
