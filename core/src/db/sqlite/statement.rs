//! Statements on SQLite: parameters by their number, and constraint names as PostgreSQL gives them.

use rusqlite::{CachedStatement, Connection};

use crate::db::{Error, Param, Result};

/// Prepares (or finds) the statement and binds its parameters.
///
/// To SQLite `$2` is a name, numbered by where it first stands; so each is bound by what its name says.
pub(in crate::db) fn prepare<'c>(
    connection: &'c Connection,
    sql: &str,
    params: &[&dyn Param],
) -> Result<CachedStatement<'c>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut highest = 0;
    for place in 1..=statement.parameter_count() {
        let number = statement.parameter_name(place).and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok());
        let Some(param) = number.and_then(|number| params.get(number.checked_sub(1)?)) else {
            return Err(Error::Other(format!("parameter {place} has no value in: {sql}")));
        };
        highest = highest.max(number.unwrap_or(0));
        statement.raw_bind_parameter(place, *param as &dyn rusqlite::ToSql)?;
    }
    if highest != params.len() {
        return Err(Error::Other(format!("{} values for {highest} parameters in: {sql}", params.len())));
    }
    Ok(statement)
}

/// The error with the constraint's name where one was violated.
pub(in crate::db) fn explain(connection: &Connection, error: rusqlite::Error) -> Error {
    match Error::from(error) {
        Error::Unique { constraint: text } => {
            Error::Unique { constraint: unique_name(connection, &text).unwrap_or(text) }
        }
        other => other,
    }
}

/// Finds the index that has the columns named in `UNIQUE constraint failed: clients.workspace_id, clients.name`.
fn unique_name(connection: &Connection, text: &str) -> Option<String> {
    let list = text.rsplit_once("failed: ")?.1;
    if let Some(index) = list.strip_prefix("index '") {
        return Some(index.trim_end_matches('\'').to_owned());
    }
    let table = list.split('.').next()?;
    let columns =
        list.split(", ").map(|column| column.split_once('.').map(|(_, name)| name)).collect::<Option<Vec<_>>>()?;
    let sql = "SELECT l.name, l.origin FROM pragma_index_list($1) l WHERE l.\"unique\"
        AND (SELECT group_concat(i.name, ',' ORDER BY i.seqno) FROM pragma_index_info(l.name) i) = $2";
    let found = connection.query_row(sql, [table, &columns.join(",")], |row| Ok((row.get(0)?, row.get(1)?)));
    let (name, origin): (String, String) = found.unwrap_or((String::new(), "pk".into()));
    Some(match origin.as_str() {
        "pk" => format!("{table}_pkey"),
        "u" => format!("{table}_{}_key", columns.join("_")),
        _ => name,
    })
}
