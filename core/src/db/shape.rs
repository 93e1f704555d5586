//! The tables as the migrations make them: their columns, their keys, and an order in which none leans on a later one.
//!
//! It is read off an empty database in memory, so it is the same whatever engine holds the rows, and nobody writes it twice.

use rusqlite::Connection;

use super::{Migration, Result, migrate};

/// One table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in their order.
    pub columns: Vec<Column>,
    /// The columns of its primary key, in their order, by their place.
    pub key: Vec<usize>,
    /// Which column leans on which table, the workspace's own aside.
    pub leans: Vec<(usize, String)>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may hold nothing.
    pub nullable: bool,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An id.
    Id,
    /// Words.
    Text,
    /// A number, a span, an amount.
    Whole,
    /// A point in time: a whole number of microseconds in a column whose name says *at*.
    Moment,
    /// A number with a fraction.
    Real,
    /// Yes or no.
    YesNo,
    /// A structure of its own.
    Json,
    /// Bytes.
    Bytes,
}

impl Table {
    /// Has its rows a workspace each?
    pub fn has_workspace(&self) -> bool {
        self.columns.iter().any(|column| column.name == WORKSPACE)
    }
}

/// The column that says whose a row is.
pub const WORKSPACE: &str = "workspace_id";

/// Every table, those that others lean on before them. (A table can only lean on one that was there when it was made.) Search
/// has one here; its indexes are the engine's own.
pub fn tables(migrations: &[Migration]) -> Result<Vec<Table>> {
    let empty = empty(migrations)?;
    let mut statement = empty.prepare(
        "SELECT s.name FROM sqlite_schema s JOIN pragma_table_list t ON t.name = s.name AND t.schema = 'main'
         WHERE t.type = 'table' AND s.name NOT LIKE 'sqlite%' ORDER BY s.rowid",
    )?;
    let names = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(names.into_iter().map(|name| table(&empty, name)).collect::<rusqlite::Result<_>>()?)
}

/// An empty database in memory, as the migrations make it.
pub(super) fn empty(migrations: &[Migration]) -> Result<Connection> {
    let empty = Connection::open_in_memory()?;
    empty.execute_batch(migrate::TABLE)?;
    for migration in migrations {
        empty.execute_batch(&migrate::for_engine(migration.sql, false))?;
    }
    Ok(empty)
}

fn table(empty: &Connection, name: String) -> rusqlite::Result<Table> {
    let mut statement = empty.prepare("SELECT name, type, \"notnull\", pk FROM pragma_table_info($1) ORDER BY cid")?;
    let mut rows = statement.query([&name])?;
    let (mut columns, mut key) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let (column, kind, place): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(3)?);
        if place > 0 {
            key.push((place, columns.len()));
        }
        let nullable = row.get::<_, i64>(2)? == 0 && place == 0;
        columns.push(Column { kind: kind_of(&kind, &column), name: column, nullable });
    }
    key.sort_unstable();
    let leans = leans(empty, &name, &columns)?;
    Ok(Table { name, columns, key: key.into_iter().map(|(_, index)| index).collect(), leans })
}

fn leans(empty: &Connection, table: &str, columns: &[Column]) -> rusqlite::Result<Vec<(usize, String)>> {
    let mut statement =
        empty.prepare("SELECT \"from\", \"table\" FROM pragma_foreign_key_list($1) ORDER BY id, seq")?;
    let links = statement.query_map([table], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let links = links.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().filter(|(from, _)| from != WORKSPACE);
    let place = |name: &str| columns.iter().position(|column| column.name == name);
    Ok(links.filter_map(|(from, to)| Some((place(&from)?, to))).collect())
}

fn kind_of(declared: &str, column: &str) -> Kind {
    match declared.to_ascii_uppercase().as_str() {
        "UUID" => Kind::Id,
        "BIGINT" | "INTEGER" if column.ends_with("_at") => Kind::Moment,
        "BIGINT" | "INTEGER" => Kind::Whole,
        "DOUBLE PRECISION" => Kind::Real,
        "BOOLEAN" => Kind::YesNo,
        "JSONB" => Kind::Json,
        "BYTEA" => Kind::Bytes,
        _ => Kind::Text,
    }
}
