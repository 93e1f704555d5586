//! What a database can answer besides rows, the same on both engines.

use std::fmt::Write as _;

use rusqlite::ErrorCode;
use tokio_postgres::error::SqlState;

/// The result of a statement.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong. Nothing of the transaction was kept, unless the text says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// `exec_one` did not change exactly one row: somebody else was faster.
    #[error("the row was changed by somebody else meanwhile")]
    Conflict,
    /// A second row with the same key.
    #[error("there is a row with the same key already ({constraint})")]
    Unique {
        /// The name of the index or constraint, the same on both engines.
        constraint: String,
    },
    /// A row that is leant on, or one that leans on nothing.
    #[error("a row that belongs to it is missing, or still leans on it ({constraint})")]
    ForeignKey {
        /// The name of the constraint; empty on SQLite, which does not say.
        constraint: String,
    },
    /// It would have gone well at another moment (a deadlock, a lock held by another); it was tried several times.
    #[error("others were changing the same rows; nothing was written, try again ({0})")]
    Retry(String),
    /// The database went away.
    #[error("the database cannot be reached ({0})")]
    Lost(String),
    /// It took longer than it may.
    #[error("this took too long and was stopped ({0})")]
    Timeout(String),
    /// There is no room left.
    #[error("the disk is full; nothing was written, free some space and try again ({0})")]
    Full(String),
    /// All connections were taken for longer than one should wait.
    #[error("too much is going on; nothing was done, try again in a moment ({0})")]
    Busy(String),
    /// `one` and `scalar` found nothing.
    #[error("there is no such row")]
    NoRow,
    /// Everything else: a statement that is wrong, a value that does not fit, a panic.
    #[error("{0}")]
    Other(String),
}

impl Error {
    /// May the same transaction go well if it is simply run again?
    pub(crate) fn passes(&self) -> bool {
        matches!(self, Error::Retry(_) | Error::Lost(_))
    }

    pub(crate) fn panicked(cause: &(dyn std::any::Any + Send)) -> Error {
        let text = cause.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| cause.downcast_ref::<String>().cloned()).unwrap_or_default();
        tracing::error!(panic = %text, "a transaction panicked and was rolled back");
        Error::Other(format!("a transaction panicked and was rolled back: {text}"))
    }

    pub(crate) fn closed() -> Error {
        Error::Busy("the database is being closed".into())
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ffi;
        let text = error.to_string();
        let Some(cause) = error.sqlite_error() else {
            return match error {
                rusqlite::Error::QueryReturnedNoRows => Error::NoRow,
                _ => Error::Other(text),
            };
        };
        match (cause.code, cause.extended_code) {
            (_, ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID) => {
                Error::Unique { constraint: text }
            }
            (_, ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => Error::ForeignKey { constraint: String::new() },
            (ErrorCode::OperationInterrupted, _) => Error::Timeout("the time limit of the database".into()),
            (ErrorCode::DiskFull, _) => Error::Full(text),
            (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Error::Busy(text),
            _ => Error::Other(text),
        }
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(cause) = error.as_db_error() else {
            return if error.is_closed() || is_io(&error) {
                Error::Lost(with_causes(&error))
            } else {
                Error::Other(with_causes(&error))
            };
        };
        let text = format!("{} ({})", cause.message(), cause.code().code());
        let constraint = || constraint_name(cause.constraint(), cause.message());
        match cause.code() {
            &SqlState::UNIQUE_VIOLATION => Error::Unique { constraint: constraint() },
            &SqlState::FOREIGN_KEY_VIOLATION | &SqlState::RESTRICT_VIOLATION => {
                Error::ForeignKey { constraint: constraint() }
            }
            &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED | &SqlState::LOCK_NOT_AVAILABLE => {
                Error::Retry(text)
            }
            &SqlState::QUERY_CANCELED => Error::Timeout(text),
            &SqlState::DISK_FULL => Error::Full(text),
            &SqlState::TOO_MANY_CONNECTIONS => Error::Busy(text),
            code if is_gone(code) => Error::Lost(text),
            // A plan or a statement that this connection remembers and the server does not any more.
            &SqlState::INVALID_SQL_STATEMENT_NAME => Error::Lost(text),
            &SqlState::FEATURE_NOT_SUPPORTED if cause.message().contains("cached plan") => Error::Lost(text),
            _ => Error::Other(text),
        }
    }
}

/// The server is going, starting, or has become a standby: another connection may find the right one.
fn is_gone(code: &SqlState) -> bool {
    code.code().starts_with("08")
        || [
            &SqlState::ADMIN_SHUTDOWN,
            &SqlState::CRASH_SHUTDOWN,
            &SqlState::CANNOT_CONNECT_NOW,
            &SqlState::DATABASE_DROPPED,
            &SqlState::READ_ONLY_SQL_TRANSACTION,
            &SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
        ]
        .contains(&code)
}

fn is_io(error: &tokio_postgres::Error) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        if error.is::<std::io::Error>() {
            return true;
        }
        cause = error.source();
    }
    false
}

/// The error's text with the texts of its causes: tokio-postgres says little on its own.
pub(crate) fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let _ = write!(text, ": {error}");
        cause = error.source();
    }
    text
}

/// The constraint's name from the error's field or, where that is empty (Citus), from its words, without a shard's number.
fn constraint_name(field: Option<&str>, message: &str) -> String {
    let name =
        field.filter(|name| !name.is_empty()).or_else(|| message.split("constraint \"").nth(1)?.split('"').next());
    let name = name.unwrap_or_default();
    match name.rsplit_once('_') {
        Some((plain, shard))
            if field.is_none_or(str::is_empty) && shard.len() >= 5 && shard.bytes().all(|b| b.is_ascii_digit()) =>
        {
            plain.to_owned()
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constraint_names_are_read_from_the_field_or_the_text() {
        assert_eq!(constraint_name(Some("clients_by_name_10200"), ""), "clients_by_name_10200");
        assert_eq!(
            constraint_name(None, r#"duplicate key value violates unique constraint "clients_by_name_102008""#),
            "clients_by_name"
        );
        assert_eq!(constraint_name(None, "no name at all"), "");
    }
}
