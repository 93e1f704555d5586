//! Why Tend could not start, in sentences: what happened, what is safe, what to do.

use std::path::Path;

use rusqlite::ErrorCode;
use tokio_postgres::error::SqlState;

use super::{address::without_password, error::with_causes};

/// The database cannot be used. The text is for the person who starts Tend; the exit code is 2.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the text of each kind says what it is")]
pub enum StartError {
    #[error(
        "The database was written by a newer Tend: it has migration {found} ({name}), this one knows {known}. \
        Your data is safe and was not touched. Start the newer Tend, or restore a backup from before the update."
    )]
    Newer { found: i64, name: String, known: i64 },
    #[error(
        "Migration {number} ({name}) has run here with another text than this Tend has. Nothing was changed. \
        Start the Tend that made this database; if you build it yourself, put the migration's old text back and write a new migration for the difference."
    )]
    Changed { number: i64, name: String },
    #[error(
        "Migration {number} ({name}) could not be run: {cause}. It was taken back whole, your data is as before. \
        Start the Tend you had before and report this sentence."
    )]
    Migration { number: i64, name: String, cause: String },
    #[error(
        "{place} is not a database file. Nothing was changed. Give the path of Tend's own file, or one that does not exist yet: Tend makes it."
    )]
    NoDatabase { place: String },
    #[error(
        "{place} is a database, but not one of Tend's. Nothing was changed. Give another path or another database; Tend wants one for itself."
    )]
    NotOurs { place: String },
    #[error("There is no file {place}. Nothing was changed. Check the path in --database.")]
    NoFile { place: String },
    #[error(
        "The directory {place} does not exist. Nothing was changed. Make it (mkdir -p), or give another path in --database."
    )]
    NoDirectory { place: String },
    #[error(
        "Tend may not read or write {place}. Nothing was changed. The file and its directory must belong to the user who runs Tend."
    )]
    NoPermission { place: String },
    #[error(
        "{place} is in use by another program that holds it locked. Nothing was changed. Stop the other one (a backup, a second Tend, a database browser), then start again."
    )]
    Locked { place: String },
    #[error(
        "{place} is damaged: {cause}. Tend stopped before it changed anything. Keep a copy of the file and restore the last backup."
    )]
    Damaged { place: String, cause: String },
    #[error(
        "The disk is full, so {place} cannot be opened. What was saved is safe. Free some space, then start again."
    )]
    Full { place: String },
    #[error(
        "PostgreSQL cannot be reached at {place}: {cause}. Your data is as it was. Check that the server runs and that address and port are right."
    )]
    NotReachable { place: String, cause: String },
    #[error(
        "PostgreSQL at {place} refuses the user or the password: {cause}. Nothing was changed. Check both in --database or TEND_DATABASE."
    )]
    WrongPassword { place: String, cause: String },
    #[error(
        "PostgreSQL at {place} has no such database: {cause}. Nothing was changed. Make it once: createdb --encoding=UTF8 NAME"
    )]
    NoSuchDatabase { place: String, cause: String },
    #[error(
        "PostgreSQL at {place} is version {found}; Tend needs 15 or newer. Nothing was changed. Update the server, then start again."
    )]
    TooOld { place: String, found: String },
    #[error(
        "The address of the database cannot be read: {cause}. It looks like postgres://USER:PASSWORD@HOST:5432/DATABASE"
    )]
    Address { cause: String },
    #[error("The database cannot be opened: {0}. Nothing was changed.")]
    Other(String),
}

impl StartError {
    /// What SQLite said about a file.
    pub(super) fn sqlite(path: &Path, error: &rusqlite::Error) -> Self {
        let place = path.display().to_string();
        let cause = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => StartError::NoDatabase { place },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StartError::Locked { place },
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => {
                StartError::NoPermission { place }
            }
            Some(ErrorCode::DiskFull) => StartError::Full { place },
            Some(ErrorCode::DatabaseCorrupt) => StartError::Damaged { place, cause },
            _ => StartError::Other(format!("{place}: {cause}")),
        }
    }

    /// What the system said about a file.
    pub(super) fn io(place: &str, error: &std::io::Error) -> Self {
        let place = place.to_owned();
        match error.kind() {
            std::io::ErrorKind::PermissionDenied => StartError::NoPermission { place },
            std::io::ErrorKind::StorageFull => StartError::Full { place },
            _ => StartError::Other(format!("{place}: {error}")),
        }
    }

    /// What PostgreSQL, or the way to it, said.
    pub(super) fn postgres(url: &str, error: &tokio_postgres::Error) -> Self {
        let place = without_password(url);
        let Some(cause) = error.as_db_error() else {
            let cause = with_causes(error);
            let asks_for_password = cause.contains("password missing");
            return if asks_for_password {
                StartError::WrongPassword { place, cause }
            } else {
                StartError::NotReachable { place, cause }
            };
        };
        let text = cause.message().to_owned();
        match cause.code() {
            &SqlState::INVALID_PASSWORD | &SqlState::INVALID_AUTHORIZATION_SPECIFICATION => {
                StartError::WrongPassword { place, cause: text }
            }
            &SqlState::INVALID_CATALOG_NAME => StartError::NoSuchDatabase { place, cause: text },
            &SqlState::DISK_FULL => StartError::Full { place },
            &SqlState::CANNOT_CONNECT_NOW | &SqlState::TOO_MANY_CONNECTIONS => {
                StartError::NotReachable { place, cause: text }
            }
            _ => StartError::Other(format!("{place}: {text}")),
        }
    }
}
