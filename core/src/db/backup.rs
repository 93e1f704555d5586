//! A copy of the whole database in one file, taken while others work, and the way back.
//!
//! SQLite: its online backup, on one snapshot, into a file that needs nothing beside it. PostgreSQL: `pg_dump` and `pg_restore`,
//! with the password in the environment and never on a command line. A file is written beside its place, read back, synced and
//! renamed: what carries the name is whole. A restore is read and checked before it takes a database's place, and what it
//! replaces is kept.

mod error;
mod file;
mod postgres;
mod program;
mod sqlite;

use std::{
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

pub use error::BackupError;
pub use program::Programs;

use super::{DatabaseUrl, Migration};
use file::Draft;

/// A backup that was written, read back and found whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Where it is.
    pub file: PathBuf,
    /// How large it is.
    pub bytes: u64,
    /// The last migration that had run in it.
    pub migration: i64,
}

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The last migration that has run in it.
    pub migration: i64,
    /// Where the database is that was there before, if there was one that held something.
    pub before: Option<String>,
}

/// What may be done to something that stands where a backup or a database is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace {
    /// Nothing: it stays, and we say so.
    Never,
    /// Take its place.
    Yes,
}

/// Which engine a backup is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

/// Writes a backup of the database at this address. Others may go on writing; what they commit later is not in it.
pub async fn back_up(
    url: &DatabaseUrl,
    to: &Path,
    replace: Replace,
    programs: &Programs,
) -> Result<Backup, BackupError> {
    let draft = Draft::of(to, replace)?;
    let migration = match url {
        DatabaseUrl::Sqlite(path) => {
            let (from, part) = (path.clone(), draft.part().to_owned());
            blocking(move || sqlite::copy(&from, &part)).await?
        }
        DatabaseUrl::Postgres(url) => postgres::dump(url, draft.part(), programs).await?,
    };
    let bytes = draft.keep()?;
    Ok(Backup { file: to.to_owned(), bytes, migration })
}

/// Puts a backup in the place of the database at this address. `stamp` names what was there before: `20261122-113000`.
///
/// Refuses, before anything is changed: a file that is no backup, is damaged, or was written by a newer Tend; a database that
/// somebody uses; one that holds something, unless it is to be replaced.
pub async fn restore(
    from: &Path,
    url: &DatabaseUrl,
    replace: Replace,
    stamp: &str,
    (migrations, programs): (&[Migration], &Programs),
) -> Result<Restored, BackupError> {
    match (engine_of(from)?, url) {
        (Engine::Sqlite, DatabaseUrl::Sqlite(path)) => {
            sqlite::may_be_replaced(path, replace).await?;
            let (from, path, stamp, migrations) =
                (from.to_owned(), path.clone(), stamp.to_owned(), migrations.to_vec());
            blocking(move || sqlite::restore(&from, &path, replace, &stamp, &migrations)).await
        }
        (Engine::Postgres, DatabaseUrl::Postgres(url)) => {
            postgres::restore(from, url, replace, stamp, (migrations, programs)).await
        }
        (of, _) => Err(BackupError::OtherEngine {
            file: from.display().to_string(),
            of: if of == Engine::Sqlite { "SQLite" } else { "PostgreSQL" },
        }),
    }
}

/// What a backup is called where nobody names it: `tend-20261122-113000.db`, and `.dump` of PostgreSQL.
pub fn usual_name(url: &DatabaseUrl, stamp: &str) -> String {
    let ending = if matches!(url, DatabaseUrl::Sqlite(_)) { "db" } else { "dump" };
    format!("tend-{stamp}.{ending}")
}

/// Tells by how the file begins.
fn engine_of(file: &Path) -> Result<Engine, BackupError> {
    let place = file.display().to_string();
    let mut begin = Vec::new();
    let read = File::open(file).and_then(|file| file.take(16).read_to_end(&mut begin));
    read.map_err(|error| BackupError::io(&place, &error))?;
    match begin.as_slice() {
        b"SQLite format 3\0" => Ok(Engine::Sqlite),
        [b'P', b'G', b'D', b'M', b'P', ..] => Ok(Engine::Postgres),
        _ => Err(BackupError::NotABackup { place }),
    }
}

async fn blocking<T: Send + 'static>(
    f: impl FnOnce() -> Result<T, BackupError> + Send + 'static,
) -> Result<T, BackupError> {
    tokio::task::spawn_blocking(f).await.map_err(|error| BackupError::Failed { cause: error.to_string() })?
}
