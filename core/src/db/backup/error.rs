//! Why a backup or a restore could not be made, in sentences: what happened, what is safe, what to do.

use crate::db::StartError;

/// The text is for the person at the terminal, or for the page of an admin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the text of each kind says what it is")]
pub enum BackupError {
    #[error(
        "{place} is there already. Nothing was changed. Give another name, or say --replace to write over it once the new one is whole."
    )]
    Exists { place: String },
    #[error("The directory {place} does not exist. Nothing was changed. Make it (mkdir -p), or give another path.")]
    NoDirectory { place: String },
    #[error("There is no file {place}. Nothing was changed. Check the path.")]
    NoFile { place: String },
    #[error(
        "Tend may not read or write {place}. Nothing was changed. Give a place that the user who runs Tend may use."
    )]
    NoPermission { place: String },
    #[error(
        "The disk is full: there is no room for {place}. The database is as it was. Free some space and try again."
    )]
    Full { place: String },
    #[error(
        "{place} is no backup of Tend. Nothing was changed. Give a file that `tend backup` wrote, or a whole database file of Tend."
    )]
    NotABackup { place: String },
    #[error(
        "{file} is a backup of {of}, and --database names another engine. Nothing was changed. Restore it into a {of} database; \
         from one engine to the other goes `tend export` and `tend import`."
    )]
    OtherEngine { file: String, of: &'static str },
    #[error("{place} is damaged: {cause}. Nothing was changed. Take another backup.")]
    Damaged { place: String, cause: String },
    #[error(
        "{place} holds a Tend with data in it. Nothing was changed. To put the backup in its place say --replace; what is there now is \
         kept beside it."
    )]
    HoldsSomething { place: String },
    #[error(
        "{place} is in use. Nothing was changed. Stop the Tend that runs on it (and whatever else has it open), then restore."
    )]
    InUse { place: String },
    #[error(
        "`{program}` was not found. Nothing was changed. A backup of PostgreSQL needs the server's client programs, version {version} or \
         newer (on Debian: apt-get install postgresql-client-{version})."
    )]
    NoProgram { program: &'static str, version: u32 },
    #[error(
        "`{program}` is version {found}, and the server is version {server}: an older program cannot read a newer server. Nothing was \
         changed. Install the client programs of version {server} or newer (on Debian: apt-get install postgresql-client-{server})."
    )]
    OldProgram { program: &'static str, found: u32, server: u32 },
    #[error("`{program}` gave up: {cause}. The database is as it was.")]
    ProgramFailed { program: &'static str, cause: String },
    #[error(transparent)]
    Database(#[from] StartError),
    #[error("This could not be done: {cause}. The database is as it was.")]
    Failed { cause: String },
}

impl BackupError {
    /// What the system said about a file.
    pub(super) fn io(place: &str, error: &std::io::Error) -> Self {
        let place = place.to_owned();
        match error.kind() {
            std::io::ErrorKind::NotFound => BackupError::NoFile { place },
            std::io::ErrorKind::PermissionDenied => BackupError::NoPermission { place },
            std::io::ErrorKind::StorageFull => BackupError::Full { place },
            _ => BackupError::Failed { cause: format!("{place}: {error}") },
        }
    }

    /// What SQLite said about a file.
    pub(super) fn sqlite(place: &str, error: &rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let place = place.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => BackupError::NotABackup { place },
            Some(ErrorCode::DatabaseCorrupt) => BackupError::Damaged { place, cause: error.to_string() },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => BackupError::InUse { place },
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => {
                BackupError::NoPermission { place }
            }
            Some(ErrorCode::DiskFull) => BackupError::Full { place },
            _ => BackupError::Failed { cause: format!("{place}: {error}") },
        }
    }
}
