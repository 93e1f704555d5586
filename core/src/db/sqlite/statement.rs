//! Statements on SQLite: parameters by their number, and constraint names as PostgreSQL gives them.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use rusqlite::{CachedStatement, Connection};

use crate::db::{Error, Param, Result};

/// How many texts a thread keeps in SQLite's own way of writing parameters.
const KEPT: usize = 1000;

thread_local! {
    static NUMBERED: RefCell<HashMap<String, Rc<str>>> = RefCell::default();
}

/// Prepares (or finds) the statement and binds its parameters.
///
/// To SQLite `$2` is a name, numbered by where it first stands, and finding a name costs more than binding a value; `?2` is the
/// second parameter wherever it stands.
pub(in crate::db) fn prepare<'c>(
    connection: &'c Connection,
    sql: &str,
    params: &[&dyn Param],
) -> Result<CachedStatement<'c>> {
    let mut statement = connection.prepare_cached(&numbered(sql))?;
    let count = statement.parameter_count();
    if count != params.len() {
        return Err(Error::Other(format!("{} values for {count} parameters in: {sql}", params.len())));
    }
    for (place, param) in (1..).zip(params) {
        statement.raw_bind_parameter(place, *param as &dyn rusqlite::ToSql)?;
    }
    Ok(statement)
}

/// The text with its parameters as SQLite numbers them, made once.
fn numbered(sql: &str) -> Rc<str> {
    NUMBERED.with_borrow_mut(|kept| {
        if let Some(text) = kept.get(sql) {
            return Rc::clone(text);
        }
        if kept.len() >= KEPT {
            kept.clear();
        }
        let text: Rc<str> = number(sql).into();
        kept.insert(sql.to_owned(), Rc::clone(&text));
        text
    })
}

/// `$1` becomes `?1`, except inside of quotes.
fn number(sql: &str) -> String {
    let (mut text, mut quote) = (String::with_capacity(sql.len()), None);
    let mut signs = sql.chars().peekable();
    while let Some(sign) = signs.next() {
        match (quote, sign) {
            (None, '\'' | '"') => quote = Some(sign),
            (Some(open), _) if open == sign => quote = None,
            _ => {}
        }
        let is_parameter = quote.is_none() && sign == '$' && signs.peek().is_some_and(char::is_ascii_digit);
        text.push(if is_parameter { '?' } else { sign });
    }
    text
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_keep_their_number_wherever_they_stand() {
        assert_eq!(
            number("SELECT '$1', \"$2\", $10 WHERE a = $2 AND b->>'$.x' = $1"),
            "SELECT '$1', \"$2\", ?10 WHERE a = ?2 AND b->>'$.x' = ?1"
        );
        let connection = Connection::open_in_memory().unwrap();
        let mut statement = prepare(&connection, "SELECT $2 || $1 || $2", &[&"a", &"b"]).unwrap();
        let row = statement.raw_query().next().unwrap().unwrap().get::<_, String>(0).unwrap();
        assert_eq!(row, "bab");
        drop(statement);
        assert!(prepare(&connection, "SELECT $1", &[]).is_err());
        assert!(prepare(&connection, "SELECT $1", &[&1_i64, &2_i64]).is_err());
    }
}
