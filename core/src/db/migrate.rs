//! Migrations: numbered texts, each run once, each in a transaction of its own, under a lock.
//!
//! One text serves both engines. `TEXT COLLATE "C"` marks folded text; SQLite compares bytes anyway, so the mark is taken out
//! there. What one engine alone needs stands between a line `-- only sqlite` or `-- only postgres` and a line `-- end`.

use std::{fmt::Write as _, time::Duration};

use deadpool_postgres::ClientWrapper;
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::{Conn, Error, StartError, sqlite::statistics::tell_planner};

/// One step of the schema.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its place in the order, from 1.
    pub number: i64,
    /// What it brings, in a word or two.
    pub name: &'static str,
    /// The text for both engines.
    pub sql: &'static str,
}

/// Where what has run is kept.
pub(super) const TABLE: &str = "CREATE TABLE IF NOT EXISTS migrations (
    number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at BIGINT NOT NULL)";
const INSERT: &str = "INSERT INTO migrations (number, name, hash, applied_at) VALUES ($1, $2, $3, $4)";
const APPLIED: &str = "SELECT number, name, hash FROM migrations ORDER BY number";

/// The lock on PostgreSQL: "TEND" again.
const LOCK: i64 = 0x5445_4E44;
/// A change of a table waits this long for those who use it, then lets them go first and tries again.
const LOCK_WAIT: &str = "SET LOCAL lock_timeout = '5s'";
const LOCK_TRIES: u32 = 12;

/// One migration that has run.
pub(super) struct Applied {
    pub(super) number: i64,
    pub(super) name: String,
    pub(super) hash: String,
}

impl Migration {
    /// What its text hashes to. Line ends do not count.
    fn hash(&self) -> String {
        let digest = Sha256::digest(self.sql.replace("\r\n", "\n"));
        digest.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    fn failed(&self, cause: impl ToString) -> StartError {
        StartError::Migration { number: self.number, name: self.name.to_owned(), cause: cause.to_string() }
    }
}

/// The text as one engine runs it.
pub fn for_engine(sql: &str, postgres: bool) -> String {
    let (mine, theirs) =
        if postgres { ("-- only postgres", "-- only sqlite") } else { ("-- only sqlite", "-- only postgres") };
    let mut text = String::with_capacity(sql.len());
    let mut skipping = false;
    for line in sql.lines() {
        match line.trim() {
            line if line == theirs => skipping = true,
            line if line == mine => {}
            "-- end" => skipping = false,
            _ if skipping => {}
            _ => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    if postgres { text } else { text.replace(" COLLATE \"C\"", "") }
}

/// Numbers rise; one that does not is a mistake of ours, not of whoever starts Tend. There may be gaps, so that work that goes on
/// side by side takes its numbers ahead.
pub(super) fn check_numbers(migrations: &[Migration]) {
    assert!(migrations.is_sorted_by(|one, next| one.number < next.number), "migrations are numbered upwards");
}

/// Which are still to be run, the lowest number first; refuses a database that this binary does not understand.
fn missing<'m>(migrations: &'m [Migration], applied: &[Applied]) -> Result<Vec<&'m Migration>, StartError> {
    for old in applied {
        let Some(migration) = migrations.iter().find(|migration| migration.number == old.number) else {
            let known = migrations.last().map_or(0, |migration| migration.number);
            return Err(StartError::Newer { found: old.number, name: old.name.clone(), known });
        };
        if migration.hash() != old.hash {
            return Err(StartError::Changed { number: old.number, name: old.name.clone() });
        }
    }
    let has_run = |migration: &Migration| applied.iter().any(|old| old.number == migration.number);
    Ok(migrations.iter().filter(|migration| !has_run(migration)).collect())
}

/// May this binary work with what has run there? Says how many are still to be run.
pub(super) fn check_applied(migrations: &[Migration], applied: &[Applied]) -> Result<usize, StartError> {
    missing(migrations, applied).map(|missing| missing.len())
}

/// What has run in this database, through the door.
pub(super) fn applied(db: &Conn) -> Result<Vec<Applied>, Error> {
    db.query_map(APPLIED, &[], |row| Ok(Applied { number: row.get(0)?, name: row.get(1)?, hash: row.get(2)? }))
}

/// When it ran, in microseconds.
#[expect(clippy::disallowed_methods, reason = "the runner has no clock yet; the time is only a note for people")]
fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

/// Runs what is missing on SQLite. A second process waits for the first at `BEGIN IMMEDIATE`.
pub(super) fn on_sqlite(connection: &mut Connection, migrations: &[Migration]) -> Result<(), StartError> {
    let told = |error: rusqlite::Error| StartError::Other(error.to_string());
    connection.execute_batch(TABLE).map_err(told)?;
    let applied = applied_on_sqlite(connection).map_err(told)?;
    let missing = missing(migrations, &applied)?;
    for migration in &missing {
        let failed = |error: rusqlite::Error| migration.failed(Error::from(error));
        let step = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(failed)?;
        // Somebody else may have run it while we waited.
        if applied_on_sqlite(&step).map_err(failed)?.iter().any(|old| old.number == migration.number) {
            continue;
        }
        step.execute_batch(&for_engine(migration.sql, false)).map_err(failed)?;
        step.execute(INSERT, rusqlite::params![migration.number, migration.name, migration.hash(), now()])
            .map_err(failed)?;
        step.commit().map_err(failed)?;
        tracing::info!(number = migration.number, name = migration.name, "migrated");
    }
    if !missing.is_empty() {
        tell_planner(connection).map_err(told)?;
    }
    connection.flush_prepared_statement_cache();
    Ok(())
}

pub(super) fn applied_on_sqlite(connection: &Connection) -> rusqlite::Result<Vec<Applied>> {
    let mut statement = connection.prepare(APPLIED)?;
    let rows =
        statement.query_map([], |row| Ok(Applied { number: row.get(0)?, name: row.get(1)?, hash: row.get(2)? }))?;
    rows.collect()
}

/// Runs what is missing on PostgreSQL. A second server waits for the first at the lock.
pub(super) async fn on_postgres(client: &ClientWrapper, migrations: &[Migration]) -> Result<(), StartError> {
    let told = |error: tokio_postgres::Error| StartError::Other(Error::from(error).to_string());
    client.execute("SELECT pg_advisory_lock($1)", &[&LOCK]).await.map_err(told)?;
    let result = run_missing(client, migrations).await;
    let _ = client.execute("SELECT pg_advisory_unlock($1)", &[&LOCK]).await;
    result
}

async fn run_missing(client: &ClientWrapper, migrations: &[Migration]) -> Result<(), StartError> {
    let told = |error: tokio_postgres::Error| StartError::Other(Error::from(error).to_string());
    refuse_strangers(client).await?;
    client.batch_execute(TABLE).await.map_err(told)?;
    let rows = client.query(APPLIED, &[]).await.map_err(told)?;
    let applied =
        rows.iter().map(|row| Applied { number: row.get(0), name: row.get(1), hash: row.get(2) }).collect::<Vec<_>>();
    for migration in missing(migrations, &applied)? {
        let mut tries = 0;
        while let Err(error) = run_one(client, migration).await {
            let _ = client.batch_execute("ROLLBACK").await;
            tries += 1;
            if tries == LOCK_TRIES || !error.passes() {
                return Err(migration.failed(error));
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        tracing::info!(number = migration.number, name = migration.name, "migrated");
    }
    Ok(())
}

async fn run_one(client: &ClientWrapper, migration: &Migration) -> Result<(), Error> {
    client.batch_execute(&format!("BEGIN; {LOCK_WAIT}")).await?;
    client.batch_execute(&for_engine(migration.sql, true)).await?;
    client.execute(INSERT, &[&migration.number, &migration.name, &migration.hash(), &now()]).await?;
    client.batch_execute("COMMIT").await?;
    Ok(())
}

/// A database with tables, but without our list of migrations, belongs to somebody else.
async fn refuse_strangers(client: &ClientWrapper) -> Result<(), StartError> {
    let sql = "SELECT current_database()::text, to_regclass('migrations') IS NULL AND EXISTS
        (SELECT 1 FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace)";
    let row = client.query_one(sql, &[]).await.map_err(|error| StartError::Other(Error::from(error).to_string()))?;
    let place: String = row.get(0);
    if row.get(1) { Err(StartError::NotOurs { place: format!("The PostgreSQL database {place}") }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_not_run_is_missing_wherever_its_number_stands() {
        let all = [1, 3, 4].map(|number| Migration { number, name: "one", sql: "" });
        let ran = |number: i64| Applied { number, name: "one".into(), hash: all[0].hash() };
        let left = |applied: &[Applied]| {
            missing(&all, applied).map(|left| left.iter().map(|one| one.number).collect::<Vec<_>>())
        };
        check_numbers(&all);
        assert_eq!(left(&[]).ok(), Some(vec![1, 3, 4]));
        assert_eq!(left(&[ran(1), ran(4)]).ok(), Some(vec![3]));
        assert!(left(&[ran(1), ran(2)]).is_err());
    }

    #[test]
    fn sections_run_on_their_engine_alone() {
        let sql = "CREATE TABLE a (name TEXT COLLATE \"C\");\n-- only sqlite\nA;\n-- end\n  -- only postgres\nB;\n-- end\nC;\n";
        assert_eq!(for_engine(sql, false), "CREATE TABLE a (name TEXT);\nA;\nC;\n");
        assert_eq!(for_engine(sql, true), "CREATE TABLE a (name TEXT COLLATE \"C\");\nB;\nC;\n");
    }
}
