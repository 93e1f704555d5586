//! One connection without threads, queues or time limits: the floor that a benchmark compares the door with.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use parking_lot::Mutex;
use rusqlite::Connection;

use super::{Conn, Error, Result, sqlite::open::plan_once};

/// A connection that runs closures where they are called.
pub(super) struct Direct(Mutex<Connection>);

impl Direct {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let connection = Connection::open(path)?;
        connection.set_prepared_statement_cache_capacity(256);
        connection.execute_batch(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY",
        )?;
        plan_once(&connection)?;
        Ok(Direct(Mutex::new(connection)))
    }

    pub(super) fn run<T, E: From<Error>>(&self, begin: &str, f: impl Fn(&Conn) -> Result<T, E>) -> Result<T, E> {
        let deadline = Instant::now() + Duration::from_secs(3600);
        let connection = self.0.lock();
        connection.execute_batch(begin).map_err(Error::from)?;
        let answer = f(&Conn::sqlite(&connection, deadline));
        let end = if answer.is_ok() { "COMMIT" } else { "ROLLBACK" };
        connection.execute_batch(end).map_err(Error::from)?;
        answer
    }
}
