//! Rows of any table, for what concerns them all: a whole workspace that goes out, and one that comes in.
//!
//! A table is read by its key, a page at a time; text in a key is ordered by its bytes on both engines, so that the same rows
//! always come in the same order.

use serde_json::Value;
use uuid::Uuid;

use super::{
    Conn, Param, Result, Row,
    shape::{Column, Kind, Table, WORKSPACE},
};

/// What stands in one column of one row.
#[derive(Clone, Debug, PartialEq)]
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
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let keys = own_key(table);
    if keys.is_empty() && after.is_some() {
        return Ok(Vec::new());
    }
    let in_order: Vec<String> = keys.iter().map(|index| ordered(db, &table.columns[*index])).collect();
    let beyond = match after {
        None => String::new(),
        Some(_) => {
            let places: Vec<String> = (3..3 + keys.len()).map(|place| format!("${place}")).collect();
            format!(" AND ({}) > ({})", in_order.join(", "), places.join(", "))
        }
    };
    let order = if keys.is_empty() { String::new() } else { format!(" ORDER BY {}", in_order.join(", ")) };
    let sql = format!("SELECT {} FROM {} WHERE {}{beyond}{order} LIMIT $2", names.join(", "), table.name, whose(table));
    let mut params: Vec<&dyn Param> = vec![&workspace, &limit];
    if let Some(after) = after {
        params.extend(keys.iter().map(|index| after[*index].param(table.columns[*index].kind)));
    }
    db.query_map(&sql, &params, |row| {
        table.columns.iter().enumerate().map(|(index, column)| read(row, index, column.kind)).collect()
    })
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
