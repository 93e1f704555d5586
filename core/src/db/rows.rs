//! Rows of any table, for what concerns them all: a whole workspace that goes out, and one that comes in.
//!
//! A table is read by its key, a page at a time; text in a key is ordered by its bytes on both engines, so that the same rows
//! always come in the same order.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{
    Conn, Param, Result, Row,
    shape::{Column, Kind, Table, WORKSPACE},
};

/// What stands in one column of one row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing.
    Nothing,
    /// An id.
    Id(Uuid),
    /// Words.
    Text(String),
    /// A number, or a moment.
    Whole(i64),
    /// A number with a fraction.
    Real(f64),
    /// Yes or no.
    YesNo(bool),
    /// A structure of its own.
    Json(Value),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// How many rows of the workspace a table has. Of a table without workspaces: of the people who work in it.
pub fn count(db: &Conn, table: &Table, workspace: Uuid) -> Result<i64> {
    db.scalar(&format!("SELECT COUNT(*) FROM {} WHERE {}", table.name, whose(table)), &[&workspace])
}

/// The next rows after this one, by their key; from the first on without one.
pub fn page(db: &Conn, table: &Table, workspace: Uuid, after: Option<&[Cell]>, limit: i64) -> Result<Vec<Vec<Cell>>> {
    page_where(db, table, workspace, after, limit, None)
}

/// The same, where a condition holds; its value is `$3`.
fn page_where(
    db: &Conn,
    table: &Table,
    workspace: Uuid,
    after: Option<&[Cell]>,
    limit: i64,
    condition: Option<(&str, &String)>,
) -> Result<Vec<Vec<Cell>>> {
    let keys = own_key(table);
    if keys.is_empty() && after.is_some() {
        return Ok(Vec::new());
    }
    let in_order: Vec<String> = keys.iter().map(|index| ordered(db, &table.columns[*index])).collect();
    let mut sql = format!("SELECT {} FROM {} WHERE {}", names(table), table.name, whose(table));
    let mut params: Vec<&dyn Param> = vec![&workspace, &limit];
    if let Some((condition, value)) = condition {
        let _ = write!(sql, " AND {condition}");
        params.push(value);
    }
    if let Some(after) = after {
        let first = params.len() + 1;
        let places: Vec<String> = (first..first + keys.len()).map(|place| format!("${place}")).collect();
        let _ = write!(sql, " AND ({}) > ({})", in_order.join(", "), places.join(", "));
        params.extend(keys.iter().map(|index| after[*index].param(table.columns[*index].kind)));
    }
    if !keys.is_empty() {
        let _ = write!(sql, " ORDER BY {}", in_order.join(", "));
    }
    sql.push_str(" LIMIT $2");
    db.query_map(&sql, &params, |row| read_all(row, table))
}

fn names(table: &Table) -> String {
    table.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn read_all(row: &Row, table: &Table) -> Result<Vec<Cell>> {
    table.columns.iter().enumerate().map(|(index, column)| read(row, index, column.kind)).collect()
}

/// Rows whose column holds this id, by their key; `most` at the most.
pub fn about(
    db: &Conn,
    table: &Table,
    column: usize,
    (workspace, id): (Uuid, Uuid),
    most: i64,
) -> Result<Vec<Vec<Cell>>> {
    let column = &table.columns[column].name;
    let order: Vec<String> = own_key(table).iter().map(|index| ordered(db, &table.columns[*index])).collect();
    let sql = format!(
        "SELECT {} FROM {} WHERE {} AND {column} = $2 ORDER BY {} LIMIT $3",
        names(table),
        table.name,
        whose(table),
        order.join(", ")
    );
    db.query_map(&sql, &[&workspace, &id, &most], |row| read_all(row, table))
}

/// Takes away the rows whose column holds this id; says how many.
pub fn delete_about(tx: &Conn, table: &Table, column: usize, (workspace, id): (Uuid, Uuid)) -> Result<u64> {
    let column = &table.columns[column].name;
    tx.exec(&format!("DELETE FROM {} WHERE {} AND {column} = $2", table.name, whose(table)), &[&workspace, &id])
}

/// Rows in whose words a text stands, capitals aside on one engine, so that the caller looks again; by their key, after one.
pub fn mentions(
    db: &Conn,
    table: &Table,
    column: usize,
    (workspace, text): (Uuid, &str),
    after: Option<&[Cell]>,
    limit: i64,
) -> Result<Vec<Vec<Cell>>> {
    let pattern = format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
    let condition = format!("CAST({} AS TEXT) LIKE $3 ESCAPE '\\'", table.columns[column].name);
    page_where(db, table, workspace, after, limit, Some((&condition, &pattern)))
}

/// Writes one column of one row anew.
pub fn rewrite(tx: &Conn, table: &Table, column: usize, workspace: Uuid, row: &[Cell], to: &Cell) -> Result<()> {
    let keys = own_key(table);
    let key: Vec<String> =
        keys.iter().zip(3..).map(|(index, place)| format!("{} = ${place}", table.columns[*index].name)).collect();
    let key = if key.is_empty() { String::new() } else { format!(" AND {}", key.join(" AND ")) };
    let sql = format!("UPDATE {} SET {} = $2 WHERE {}{key}", table.name, table.columns[column].name, whose(table));
    let mut params: Vec<&dyn Param> = vec![&workspace, to.param(table.columns[column].kind)];
    params.extend(keys.iter().map(|index| row[*index].param(table.columns[*index].kind)));
    tx.exec_one(&sql, &params)
}

/// Adds rows; each has a cell for each of these columns. What is not named gets what the schema gives it.
pub fn insert(tx: &Conn, table: &Table, columns: &[&Column], rows: &[Vec<Cell>]) -> Result<()> {
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let places = |row: usize| {
        let places: Vec<String> =
            (1..=columns.len()).map(|place| format!("${}", row * columns.len() + place)).collect();
        format!("({})", places.join(", "))
    };
    let at_once = (MOST_PARAMETERS / columns.len().max(1)).max(1);
    for chunk in rows.chunks(at_once) {
        let values: Vec<String> = (0..chunk.len()).map(places).collect();
        let sql = format!("INSERT INTO {} ({}) VALUES {}", table.name, names.join(", "), values.join(", "));
        let cells = chunk.iter().flat_map(|row| row.iter().zip(columns));
        let params: Vec<&dyn Param> = cells.map(|(cell, column)| cell.param(column.kind)).collect();
        tx.exec(&sql, &params)?;
    }
    Ok(())
}

/// Rows of a table that one of its columns says belong to somebody.
#[derive(Clone, Copy, Debug)]
pub struct Held<'t> {
    /// The table.
    pub table: &'t Table,
    /// Of which workspace.
    pub workspace: Uuid,
    /// The column that says whose they are.
    pub column: &'t str,
}

impl Held<'_> {
    /// The columns of the key that say which row it is, whoever it belongs to.
    fn key(&self) -> Vec<usize> {
        own_key(self.table).into_iter().filter(|index| self.table.columns[*index].name != self.column).collect()
    }

    /// The key of a whole row.
    pub fn key_of(&self, row: &[Cell]) -> Vec<Cell> {
        self.key().into_iter().map(|index| row[index].clone()).collect()
    }

    /// Is a row known by its id alone, or by its id with others that the row holds?
    pub fn is_keyed_by_id(&self) -> bool {
        let key = self.key();
        matches!(key.as_slice(), [one] if self.table.columns[*one].name == "id")
    }

    fn names(&self, places: &[usize]) -> Vec<&str> {
        places.iter().map(|index| self.table.columns[*index].name.as_str()).collect()
    }
}

/// All that belongs to somebody, whole.
pub fn held_by(db: &Conn, held: &Held, whose: Uuid) -> Result<Vec<Vec<Cell>>> {
    let all: Vec<usize> = (0..held.table.columns.len()).collect();
    let names = held.names(&all).join(", ");
    let sql = format!("SELECT {names} FROM {} WHERE workspace_id = $1 AND {} = $2", held.table.name, held.column);
    db.query_map(&sql, &[&held.workspace, &whose], |row| read_row(row, held.table, &all))
}

/// Gives all that belongs to one to another; gives the keys of those rows.
pub fn reassign(tx: &Conn, held: &Held, from: Uuid, to: Uuid) -> Result<Vec<Vec<Cell>>> {
    let key = held.key();
    let (table, column, returned) = (&held.table.name, held.column, held.names(&key).join(", "));
    let sql =
        format!("UPDATE {table} SET {column} = $3 WHERE workspace_id = $1 AND {column} = $2 RETURNING {returned}");
    tx.query_map(&sql, &[&held.workspace, &from, &to], |row| read_row(row, held.table, &key))
}

/// Gives one row to another, if it is still there and with the first; says whether it was.
pub fn hand(tx: &Conn, held: &Held, key: &[Cell], (from, to): (Uuid, Uuid)) -> Result<bool> {
    let places = held.key();
    let mut sql = format!(
        "UPDATE {} SET {column} = $3 WHERE workspace_id = $1 AND {column} = $2",
        held.table.name,
        column = held.column
    );
    let mut params: Vec<&dyn Param> = vec![&held.workspace, &from, &to];
    and_key(held, &places, key, &mut sql, &mut params);
    Ok(tx.exec(&sql, &params)? == 1)
}

/// In one structure of a row, the id of one becomes that of another.
pub fn rename_in(tx: &Conn, held: &Held, key: &[Cell], column: &str, (from, to): (Uuid, Uuid)) -> Result<()> {
    let places = held.key();
    let table = &held.table.name;
    let (mut sql, mut params) = (format!("SELECT {column} FROM {table} WHERE workspace_id = $1"), Vec::new());
    params.push(&held.workspace as &dyn Param);
    and_key(held, &places, key, &mut sql, &mut params);
    let found = tx.query_map(&sql, &params, |row| row.get::<Option<Value>>(0))?;
    let Some(before) = found.into_iter().next().flatten() else { return Ok(()) };
    let after = before.to_string().replace(&from.to_string(), &to.to_string());
    let after: Value = serde_json::from_str(&after).unwrap_or(before);
    let mut sql = format!("UPDATE {table} SET {column} = $2 WHERE workspace_id = $1");
    let mut params: Vec<&dyn Param> = vec![&held.workspace, &after];
    and_key(held, &places, key, &mut sql, &mut params);
    tx.exec(&sql, &params)?;
    Ok(())
}

/// “… AND id = $4”, for each column of the key.
fn and_key<'k>(held: &Held, places: &[usize], key: &'k [Cell], sql: &mut String, params: &mut Vec<&'k dyn Param>) {
    for (place, cell) in places.iter().zip(key) {
        let column = &held.table.columns[*place];
        params.push(cell.param(column.kind));
        sql.push_str(&format!(" AND {} = ${}", column.name, params.len()));
    }
}

fn read_row(row: &Row, table: &Table, places: &[usize]) -> Result<Vec<Cell>> {
    places.iter().enumerate().map(|(at, place)| read(row, at, table.columns[*place].kind)).collect()
}

/// So many values go with one statement.
const MOST_PARAMETERS: usize = 1000;

/// Whose rows of a table are meant. Who signs in has no workspace, and belongs to those in which they are members.
fn whose(table: &Table) -> &'static str {
    if table.has_workspace() {
        "workspace_id = $1"
    } else {
        "id IN (SELECT user_id FROM members WHERE workspace_id = $1)"
    }
}

/// The key without the workspace, which is the same for all.
fn own_key(table: &Table) -> Vec<usize> {
    table.key.iter().copied().filter(|index| table.columns[*index].name != WORKSPACE).collect()
}

fn ordered(db: &Conn, column: &Column) -> String {
    let by_bytes = if column.kind == Kind::Text && db.is_postgres() { " COLLATE \"C\"" } else { "" };
    format!("{}{by_bytes}", column.name)
}

fn read(row: &Row, index: usize, kind: Kind) -> Result<Cell> {
    let cell = match kind {
        Kind::Id => row.get::<Option<Uuid>>(index)?.map(Cell::Id),
        Kind::Text => row.get::<Option<String>>(index)?.map(Cell::Text),
        Kind::Whole | Kind::Moment => row.get::<Option<i64>>(index)?.map(Cell::Whole),
        Kind::Real => row.get::<Option<f64>>(index)?.map(Cell::Real),
        Kind::YesNo => row.get::<Option<bool>>(index)?.map(Cell::YesNo),
        Kind::Json => row.get::<Option<Value>>(index)?.map(Cell::Json),
        Kind::Bytes => row.get::<Option<Vec<u8>>>(index)?.map(Cell::Bytes),
    };
    Ok(cell.unwrap_or(Cell::Nothing))
}

impl Cell {
    /// As a value for a column of this kind; nothing has a kind too.
    fn param(&self, kind: Kind) -> &dyn Param {
        match (self, kind) {
            (Cell::Id(id), _) => id,
            (Cell::Text(text), _) => text,
            (Cell::Whole(number), _) => number,
            (Cell::Real(number), _) => number,
            (Cell::YesNo(answer), _) => answer,
            (Cell::Json(value), _) => value,
            (Cell::Bytes(bytes), _) => bytes,
            (Cell::Nothing, Kind::Id) => &None::<Uuid>,
            (Cell::Nothing, Kind::Text) => &None::<String>,
            (Cell::Nothing, Kind::Whole | Kind::Moment) => &None::<i64>,
            (Cell::Nothing, Kind::Real) => &None::<f64>,
            (Cell::Nothing, Kind::YesNo) => &None::<bool>,
            (Cell::Nothing, Kind::Json) => &None::<Value>,
            (Cell::Nothing, Kind::Bytes) => &None::<Vec<u8>>,
        }
    }
}
