//! SQLite: one snapshot, page by page, into a file of its own; and a file that takes another's place.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup, StepResult},
};

use super::{
    BackupError, Replace, Restored,
    file::{Draft, beside, sync_folder},
};
use crate::db::{
    Migration, StartError, migrate,
    sqlite::open::{APPLICATION_ID, look_at},
};

/// How many pages are copied between two looks at what goes on.
const PAGES: i32 = 4096;
/// How long another program may hold the file before we say that it is in use.
const BUSY: Duration = Duration::from_secs(5);
/// How long connections that were just closed are waited for.
const LEAVING: Duration = Duration::from_secs(3);
/// Is there anything in it?
const HOLDS_SOMETHING: &str = "SELECT EXISTS (SELECT 1 FROM workspaces)";

/// Copies a database into an empty file and reads the copy back; says which migration was its last.
///
/// The transaction on the source keeps one snapshot over all steps: writers go on, and the copy never has to begin again.
pub(super) fn copy(from: &Path, part: &Path) -> Result<i64, BackupError> {
    // Never opened by hand: that would drop the locks which a Tend of this process holds on it.
    if !from.is_file() {
        return Err(BackupError::NoFile { place: from.display().to_string() });
    }
    let (source, copy) = (from.display().to_string(), part.display().to_string());
    let told = |error: rusqlite::Error| BackupError::sqlite(&source, &error);
    let connection = open(from).map_err(told)?;
    connection.execute_batch("BEGIN").map_err(told)?;
    is_ours(&connection, &source)?;
    write_copy(&connection, part).map_err(|error| BackupError::sqlite(&copy, &error))?;
    drop(connection);
    settle(part).map_err(|error| BackupError::sqlite(&copy, &error))?;
    let connection = open(part).map_err(|error| BackupError::sqlite(&copy, &error))?;
    is_whole(&connection, &source, "PRAGMA quick_check(1)")?;
    let applied = migrate::applied_on_sqlite(&connection).map_err(told)?;
    Ok(applied.last().map_or(0, |last| last.number))
}

fn write_copy(source: &Connection, part: &Path) -> rusqlite::Result<()> {
    let mut copy = open(part)?;
    // It is synced whole before it gets its name; until then it may be lost.
    copy.execute_batch("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF")?;
    let backup = Backup::new(source, &mut copy)?;
    while backup.step(PAGES)? != StepResult::Done {}
    Ok(())
}

/// Makes it a file that needs no other beside it.
fn settle(part: &Path) -> rusqlite::Result<()> {
    let copy = open(part)?;
    copy.query_row("PRAGMA journal_mode=DELETE", [], |_| Ok(()))
}

/// May the target be replaced? Asked before the long work. Connections that were just closed have a moment to leave.
pub(super) async fn may_be_replaced(target: &Path, replace: Replace) -> Result<(), BackupError> {
    let tries = 30;
    for _ in 0..tries {
        match hold(target, replace) {
            Err(BackupError::InUse { .. }) => tokio::time::sleep(LEAVING / tries).await,
            other => return other.map(drop),
        }
    }
    Err(BackupError::InUse { place: target.display().to_string() })
}

/// Reads the backup, and only when all of it is well lets it take the database's place.
pub(super) fn restore(
    from: &Path,
    target: &Path,
    replace: Replace,
    stamp: &str,
    migrations: &[Migration],
) -> Result<Restored, BackupError> {
    let draft = Draft::of(&beside(target, ".restored"), Replace::Yes)?;
    let migration = copy(from, draft.part()).map_err(|error| about_the_backup(error, from))?;
    verify(draft.part(), from, migrations)?;
    let held = hold(target, replace)?;
    let before = keep_beside(target, held.as_ref(), stamp)?;
    draft.keep()?;
    take_place(target).map_err(|error| BackupError::io(&target.display().to_string(), &error))?;
    drop(held);
    Ok(Restored { migration, before: before.map(|path| path.display().to_string()) })
}

/// A file that is no database of ours is, here, no backup.
fn about_the_backup(error: BackupError, from: &Path) -> BackupError {
    match error {
        BackupError::Database(StartError::NotOurs { .. } | StartError::NoDatabase { .. }) => {
            BackupError::NotABackup { place: from.display().to_string() }
        }
        other => other,
    }
}

/// Every page, every key, and migrations that this program knows.
fn verify(copy: &Path, from: &Path, migrations: &[Migration]) -> Result<(), BackupError> {
    let place = from.display().to_string();
    let told = |error: rusqlite::Error| BackupError::sqlite(&place, &error);
    let connection = open(copy).map_err(told)?;
    is_whole(&connection, &place, "PRAGMA integrity_check(1)")?;
    let mut statement = connection.prepare("PRAGMA foreign_key_check").map_err(told)?;
    if let Some(row) = statement.query([]).map_err(told)?.next().map_err(told)? {
        let table: String = row.get(0).map_err(told)?;
        return Err(BackupError::Damaged { place, cause: format!("a row of {table} leans on one that is missing") });
    }
    let applied = migrate::applied_on_sqlite(&connection).map_err(told)?;
    migrate::check_applied(migrations, &applied)?;
    Ok(())
}

fn is_whole(connection: &Connection, place: &str, pragma: &str) -> Result<(), BackupError> {
    let said: String =
        connection.query_row(pragma, [], |row| row.get(0)).map_err(|error| BackupError::sqlite(place, &error))?;
    if said == "ok" { Ok(()) } else { Err(BackupError::Damaged { place: place.to_owned(), cause: said }) }
}

/// Refuses a database of somebody else.
fn is_ours(connection: &Connection, place: &str) -> Result<(), BackupError> {
    let id: i64 = connection
        .query_row("PRAGMA application_id", [], |row| row.get(0))
        .map_err(|error| BackupError::sqlite(place, &error))?;
    if id == APPLICATION_ID { Ok(()) } else { Err(StartError::NotOurs { place: place.to_owned() }.into()) }
}

/// What is at the target, with everybody else shut out: nothing, or a connection that nobody can come past.
fn hold(target: &Path, replace: Replace) -> Result<Option<Held>, BackupError> {
    let place = target.display().to_string();
    look_at(target, true)?;
    if !target.exists() || fs::metadata(target).is_ok_and(|file| file.len() == 0) {
        return Ok(None);
    }
    let told = |error: rusqlite::Error| BackupError::sqlite(&place, &error);
    let connection = open(target).map_err(told)?;
    is_ours(&connection, &place)?;
    // Leaving the log's mode needs the file alone, and moves what the log holds into it.
    let mode: String = connection.query_row("PRAGMA journal_mode=DELETE", [], |row| row.get(0)).map_err(told)?;
    if mode != "delete" {
        return Err(BackupError::InUse { place });
    }
    connection.execute_batch("BEGIN EXCLUSIVE").map_err(told)?;
    // Before its first migration it has no such table, and nothing in it.
    let holds_something = connection.query_row(HOLDS_SOMETHING, [], |row| row.get(0)).unwrap_or(false);
    if holds_something && replace == Replace::Never {
        return Err(BackupError::HoldsSomething { place });
    }
    Ok(Some(Held { _connection: connection, holds_something }))
}

/// A database file that nobody else can open while this lives.
struct Held {
    _connection: Connection,
    holds_something: bool,
}

/// A second name for what is there, so that at every moment one of the two whole databases has the first one.
fn keep_beside(target: &Path, held: Option<&Held>, stamp: &str) -> Result<Option<PathBuf>, BackupError> {
    if !held.is_some_and(|held| held.holds_something) {
        return Ok(None);
    }
    let kept = beside(target, &format!(".before-{stamp}"));
    let linked = fs::hard_link(target, &kept).or_else(|_| fs::copy(target, &kept).map(drop));
    linked.map_err(|error| BackupError::io(&kept.display().to_string(), &error))?;
    Ok(Some(kept))
}

/// The new file takes the name; a log that a database of the same name left is not its own.
fn take_place(target: &Path) -> std::io::Result<()> {
    for ending in ["-wal", "-shm", "-journal"] {
        match fs::remove_file(beside(target, ending)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    fs::rename(beside(target, ".restored"), target)?;
    sync_folder(target)
}

fn open(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    Ok(connection)
}
