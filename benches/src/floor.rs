//! The floor of an import: the rows it left behind, inserted again by one bare connection with prepared statements. Nothing is read, decided,
//! checked or searched for; the same tables, indexes and foreign keys, the same number of rows a commit.

use std::{collections::HashMap, path::Path};

use rusqlite::{Connection, Result, params_from_iter, types::Value};

use crate::http::now;

/// What every client is made of, parents first.
const TABLES: [&str; 5] = ["clients", "contact_points", "client_keys", "entries", "import_rows"];

/// What those lean on.
const AROUND: [&str; 5] = ["workspaces", "locations", "users", "members", "imports"];

/// Puts the clients of `from` into a new database, so many a commit; gives how many there were and how long it took, in seconds.
pub fn insert_again(from: &Path, to: &Path, a_commit: usize) -> Result<(usize, f64)> {
    let source = Connection::open(from)?;
    let target = empty_like(&source, from, to)?;
    let clients: Vec<Value> = source
        .prepare("SELECT id FROM clients ORDER BY rowid")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_>>()?;
    let places: HashMap<Vec<u8>, usize> =
        clients.iter().zip(0..).filter_map(|(id, at)| Some((bytes(id)?, at))).collect();
    let commits = clients.len().div_ceil(a_commit);
    let mut rows: Vec<Vec<Vec<Vec<Value>>>> = vec![vec![Vec::new(); TABLES.len()]; commits];
    let mut statements = Vec::new();
    for (at, table) in TABLES.iter().enumerate() {
        let mut all = source.prepare(&format!("SELECT * FROM {table}"))?;
        let names: Vec<String> = all.column_names().map(str::to_owned).collect();
        let whose = names.iter().position(|name| name == if at == 0 { "id" } else { "client_id" }).unwrap_or(0);
        let mut found = all.query([])?;
        while let Some(row) = found.next()? {
            let row: Vec<Value> = (0..names.len()).map(|column| row.get(column)).collect::<Result<_>>()?;
            let place = bytes(&row[whose]).and_then(|id| places.get(&id)).copied().unwrap_or(0);
            rows[place / a_commit][at].push(row);
        }
        statements.push(format!("INSERT INTO {table} VALUES ({})", vec!["?"; names.len()].join(", ")));
    }
    let began = now();
    for commit in &rows {
        target.execute_batch("BEGIN IMMEDIATE")?;
        for (sql, rows) in statements.iter().zip(commit) {
            let mut statement = target.prepare_cached(sql)?;
            for row in rows {
                statement.execute(params_from_iter(row))?;
            }
        }
        target.execute_batch("COMMIT")?;
    }
    Ok((clients.len(), began.elapsed().as_secs_f64()))
}

/// A new database with the tables of another and those rows on which clients lean.
fn empty_like(source: &Connection, from: &Path, to: &Path) -> Result<Connection> {
    let target = Connection::open(to)?;
    target.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-40000; PRAGMA foreign_keys=OFF",
    )?;
    let mut all = source.prepare(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'search_%' AND name NOT LIKE 'sqlite_%' \
         ORDER BY type = 'index'",
    )?;
    for sql in all.query_map([], |row| row.get::<_, String>(0))? {
        target.execute_batch(&sql?)?;
    }
    target.execute("ATTACH ?1 AS source", [from.to_string_lossy()])?;
    for table in AROUND {
        target.execute_batch(&format!("INSERT INTO {table} SELECT * FROM source.{table}"))?;
    }
    target.execute_batch("DETACH source; PRAGMA foreign_keys=ON")?;
    Ok(target)
}

fn bytes(value: &Value) -> Option<Vec<u8>> {
    if let Value::Blob(bytes) = value { Some(bytes.clone()) } else { None }
}
