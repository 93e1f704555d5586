//! SQLite: one writer thread that commits for many at once, and a few readers.

mod log;
pub(super) mod open;
mod readers;
pub(super) mod statement;
pub(super) mod statistics;
mod writer;

use std::{path::Path, time::Duration};

use super::{
    Conn, DbOptions, Error, Migration, Result, StartError, migrate, search,
    work::{self, Purpose},
};

/// An open SQLite file.
pub(super) struct Sqlite {
    writer: writer::Writer,
    readers: readers::Readers,
}

impl Sqlite {
    /// Opens (or makes) the file and starts the threads.
    pub(super) async fn open(path: &Path, options: &DbOptions) -> Result<Sqlite, StartError> {
        let (path, options) = (path.to_owned(), options.clone());
        let opening = move || {
            let writer = open::writer(&path, &options)?;
            let readers = (0..options.readers.max(1))
                .map(|_| open::reader(&path, options.readers))
                .collect::<Result<Vec<_>, _>>()?;
            let keeper = open::keeper(&path)?;
            Ok(Sqlite {
                writer: writer::Writer::start(writer, keeper, options.wait_limit)?,
                readers: readers::Readers::start(readers, options.wait_limit)?,
            })
        };
        tokio::task::spawn_blocking(opening).await.map_err(|error| StartError::Other(error.to_string()))?
    }

    pub(super) async fn read<T, E, F>(&self, f: F, limit: Duration) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Conn) -> Result<T, E> + Send + 'static,
    {
        let (work, answer) = work::new(f, Purpose::Read, limit);
        self.readers.take(work);
        answer.await.unwrap_or_else(|_| Err(Error::closed().into()))
    }

    pub(super) async fn write<T, E, F>(&self, f: F, purpose: Purpose, limit: Duration) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Conn) -> Result<T, E> + Send + 'static,
    {
        let (work, answer) = work::new(f, purpose, limit);
        self.writer.take(work).await?;
        answer.await.unwrap_or_else(|_| Err(Error::closed().into()))
    }

    pub(super) async fn migrate(&self, migrations: Vec<Migration>) -> Result<(), StartError> {
        let result = self.writer.alone(move |connection| migrate::on_sqlite(connection, &migrations)).await;
        result.unwrap_or_else(|error| Err(StartError::Other(error.to_string())))
    }

    pub(super) async fn scrub(&self) -> Result<()> {
        let scrub = |connection: &mut rusqlite::Connection| -> Result<()> {
            // A merge of all segments leaves out what was deleted; then the file is written anew, without free pages.
            connection.execute_batch(search::MERGE)?;
            connection.execute_batch("VACUUM")?;
            let is_busy: bool = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            if is_busy { Err(Error::Busy("somebody reads what was there before".into())) } else { Ok(()) }
        };
        self.writer.alone(scrub).await?
    }

    pub(super) async fn close(&self) {
        self.readers.close();
        self.writer.close().await;
    }
}
