//! Is the database itself whole? Its pages, its keys, its indexes, and the schema that the migrations make.

use std::collections::BTreeSet;

use super::{Conn, Error, Migration, Result, migrate, shape};
use crate::fold;

/// So many findings of one kind are enough to see what is wrong.
const MOST: usize = 20;

/// What the engine finds wrong with its own pages and indexes, a sentence each.
pub fn engine(db: &Conn) -> Result<Vec<String>> {
    if db.is_postgres() {
        return db.query_map(
            "SELECT 'the index ' || i.relname || ' of ' || c.relname || ' is not valid' FROM pg_index x
             JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
             WHERE c.relnamespace = current_schema()::regnamespace AND NOT (x.indisvalid AND x.indisready) ORDER BY 1",
            &[],
            |row| row.get(0),
        );
    }
    let said: Vec<String> = db.query_map("PRAGMA integrity_check(20)", &[], |row| row.get(0))?;
    Ok(said.into_iter().filter(|line| line != "ok").collect())
}

/// Rows that lean on rows which are not there, a sentence each.
pub fn keys(db: &Conn) -> Result<Vec<String>> {
    if db.is_postgres() {
        return db.query_map(
            "SELECT 'the constraint ' || k.conname || ' of ' || c.relname || ' was never checked' FROM pg_constraint k
             JOIN pg_class c ON c.oid = k.conrelid
             WHERE c.relnamespace = current_schema()::regnamespace AND NOT k.convalidated ORDER BY 1",
            &[],
            |row| row.get(0),
        );
    }
    let lean = |row: &super::Row| -> Result<String> {
        let (table, row_number, other): (String, Option<i64>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(format!("row {} of {table} leans on a row of {other} that is missing", row_number.unwrap_or(0)))
    };
    let mut found =
        db.query_map("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 20", &[], lean)?;
    found.truncate(MOST);
    Ok(found)
}

/// Where the rows of search and its full-text index do not belong together.
pub fn search(db: &Conn) -> Result<Vec<String>> {
    if db.is_postgres() {
        // There both stand in one row, and the engine keeps the index.
        return Ok(Vec::new());
    }
    let unnamed = "SELECT t.names FROM search_texts t WHERE t.names <> ''
        AND NOT EXISTS (SELECT 1 FROM search_names_docsize d WHERE d.id = t.number)";
    let unnamed: Vec<String> = db.query_map(unnamed, &[], |row| row.get(0))?;
    // A name of signs alone has no word that could be looked for.
    let missing = unnamed.iter().filter(|names| !fold::words(names).is_empty()).count();
    let mut found: Vec<String> = Vec::new();
    found.extend((missing > 0).then(|| format!("{missing} names are missing in search_names")));
    for index in ["search_names", "search_words"] {
        let left = format!(
            "SELECT count(*) FROM {index}_docsize d WHERE NOT EXISTS (SELECT 1 FROM search_texts t WHERE t.number = d.id)"
        );
        let count: i64 = db.scalar(&left, &[])?;
        found.extend((count > 0).then(|| format!("{count} things that are gone still stand in {index}")));
    }
    Ok(found)
}

/// Where the tables, columns and indexes differ from what the migrations make, a sentence each. A database that a newer binary
/// wrote, or whose migrations had another text, is an error in words.
pub fn schema(db: &Conn, migrations: &[Migration]) -> Result<Vec<String>> {
    let applied = migrate::applied(db)?;
    let missing = migrate::check_applied(migrations, &applied).map_err(|error| Error::Other(error.to_string()))?;
    if missing > 0 {
        return Ok(vec![format!("{missing} migrations have not run yet: start Tend once, then check again")]);
    }
    let (wanted, there) = (made_by(migrations)?, of(db)?);
    let gone = wanted.difference(&there).map(|what| format!("{what} is missing"));
    let strange = there.difference(&wanted).map(|what| format!("{what} is there, and no migration makes it"));
    Ok(gone.chain(strange).take(MOST).collect())
}

/// The columns and indexes that both engines name alike, of a SQLite file.
const ON_SQLITE: &str = "SELECT 'the column ' || t.name || '.' || c.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.schema = 'main' AND t.name NOT LIKE 'search%' AND t.name NOT LIKE 'sqlite%'
    UNION ALL SELECT 'the index ' || name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND name NOT LIKE 'search%'";
const ON_POSTGRES: &str =
    "SELECT 'the column ' || c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND a.attnum > 0 AND NOT a.attisdropped AND c.relname NOT LIKE 'search%'
    UNION ALL SELECT 'the index ' || i.relname FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid
        JOIN pg_class i ON i.oid = x.indexrelid
        WHERE c.relnamespace = current_schema()::regnamespace AND NOT c.relispartition AND c.relname NOT LIKE 'search%'
        AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u'))";

fn of(db: &Conn) -> Result<BTreeSet<String>> {
    let sql = if db.is_postgres() { ON_POSTGRES } else { ON_SQLITE };
    Ok(db.query_map(sql, &[], |row| row.get(0))?.into_iter().collect())
}

/// What the migrations make, seen on an empty database in memory.
fn made_by(migrations: &[Migration]) -> Result<BTreeSet<String>> {
    let empty = shape::empty(migrations)?;
    let mut statement = empty.prepare(ON_SQLITE)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
