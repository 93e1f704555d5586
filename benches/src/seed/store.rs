//! Inserts of a data set: many rows a statement, the same text for both engines.

use tend_core::{
    db::{Conn, Param},
    error::Result,
};

/// How many rows one statement takes; SQLite allows 32,766 parameters.
pub const ROWS: usize = 100;

/// One row's values.
pub type Values = Vec<Box<dyn Param>>;

/// One row of values of several types.
macro_rules! row {
    ($($value:expr),* $(,)?) => { vec![$(Box::new($value) as Box<dyn tend_core::db::Param>),*] };
}
pub(super) use row;

/// Inserts rows into a table; the last statement is shorter.
pub fn insert(tx: &Conn, table: &str, columns: &str, rows: &[Values]) -> Result<()> {
    for rows in rows.chunks(ROWS) {
        let width = rows[0].len();
        let mut places = Vec::with_capacity(rows.len());
        for row in 0..rows.len() {
            let names: Vec<String> = (1..=width).map(|column| format!("${}", row * width + column)).collect();
            places.push(format!("({})", names.join(", ")));
        }
        let sql = format!("INSERT INTO {table} ({columns}) VALUES {}", places.join(", "));
        let values: Vec<&dyn Param> = rows.iter().flatten().map(|value| value.as_ref()).collect();
        tx.exec(&sql, &values)?;
    }
    Ok(())
}

/// Room for a large data set while it is written; only this connection, only now.
pub fn make_room(tx: &Conn) -> Result<()> {
    if !tx.is_postgres() {
        tx.batch("PRAGMA cache_size = -2000000")?;
    }
    Ok(())
}

/// The numbers of the entries that were inserted are taken.
pub fn set_next_entry(tx: &Conn, workspace: uuid::Uuid, next: i64) -> Result<()> {
    tx.exec(
        "UPDATE workspaces SET next_entry = $2 WHERE workspace_id = $1",
        &[&workspace, &next],
    )?;
    Ok(())
}

/// What the planner should know of a table that has grown by a million rows.
pub fn analyze(tx: &Conn) -> Result<()> {
    Ok(tx.batch("ANALYZE")?)
}
