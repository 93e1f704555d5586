//! The connection that stores and verbs see.

use std::{
    cell::{Cell, RefCell},
    future::Future,
    time::{Duration, Instant},
};

use deadpool_postgres::ClientWrapper;
use futures_util::future::join;
use tokio::runtime::Handle;
use tokio_postgres::types::ToSql as PostgresParam;

use super::{Error, Result, record, sqlite::statement};

/// Anything that can be bound on both engines: `&str`, `String`, `i64`, `f64`, `bool`, `Uuid`, JSON, options of those, our own types.
pub trait Param: rusqlite::ToSql + PostgresParam + Send + Sync {}
impl<T: rusqlite::ToSql + PostgresParam + Send + Sync> Param for T {}

/// Anything that can be read on both engines.
pub trait Column: rusqlite::types::FromSql + for<'a> tokio_postgres::types::FromSql<'a> {}
impl<T: rusqlite::types::FromSql + for<'a> tokio_postgres::types::FromSql<'a>> Column for T {}

/// One row of an answer.
pub struct Row<'r>(Inner<'r>);

enum Inner<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r tokio_postgres::Row),
}

impl Row<'_> {
    /// The value of a column, counted from 0.
    pub fn get<T: Column>(&self, index: usize) -> Result<T> {
        match &self.0 {
            Inner::Sqlite(row) => row.get(index).map_err(Error::from),
            Inner::Postgres(row) => row.try_get(index).map_err(Error::from),
        }
    }
}

/// A type that is made from one row.
pub trait FromRow: Sized {
    /// Reads the columns in the order in which the statement names them.
    fn from_row(row: &Row) -> Result<Self>;
}

/// A connection inside one read snapshot or one transaction.
pub struct Conn<'c> {
    engine: Engine<'c>,
    /// The first statement that failed and was not fenced in by [`Conn::attempt`].
    spoiled: RefCell<Option<Error>>,
    deadline: Instant,
    fences: Cell<u32>,
    panicked: Cell<bool>,
    /// What begins the snapshot, sent together with the first statement: that saves a round trip.
    opening: Cell<Option<String>>,
}

enum Engine<'c> {
    Sqlite(&'c rusqlite::Connection),
    Postgres { client: &'c ClientWrapper, runtime: &'c Handle },
}

/// What the server gets beyond its own time limit before we believe that it is gone.
const GRACE: Duration = Duration::from_secs(3);

impl<'c> Conn<'c> {
    pub(super) fn sqlite(connection: &'c rusqlite::Connection, deadline: Instant) -> Self {
        Conn::new(Engine::Sqlite(connection), deadline)
    }

    pub(super) fn postgres(client: &'c ClientWrapper, runtime: &'c Handle, deadline: Instant) -> Self {
        Conn::new(Engine::Postgres { client, runtime }, deadline)
    }

    /// The same connection, where `opening` is still to be sent before the first statement.
    pub(super) fn opening_with(self, opening: Option<String>) -> Self {
        self.opening.set(opening);
        self
    }

    /// Has nothing been asked, so that the snapshot was never opened?
    pub(super) fn is_unopened(&self) -> bool {
        let opening = self.opening.take();
        let unopened = opening.is_some();
        self.opening.set(opening);
        unopened
    }

    fn new(engine: Engine<'c>, deadline: Instant) -> Self {
        Conn {
            engine,
            spoiled: RefCell::new(None),
            deadline,
            fences: Cell::new(0),
            panicked: Cell::new(false),
            opening: Cell::new(None),
        }
    }

    /// Is this PostgreSQL? Only core/src/db asks; a store has one text for both.
    pub fn is_postgres(&self) -> bool {
        matches!(self.engine, Engine::Postgres { .. })
    }

    /// Every row of the answer, made by `f`.
    pub fn query_map<T>(
        &self,
        sql: &str,
        params: &[&dyn Param],
        mut f: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.may_go_on()?;
        let mut answer = Vec::new();
        match &self.engine {
            Engine::Sqlite(connection) => {
                let mut prepared = self.noting(statement::prepare(connection, sql, params))?;
                let mut rows = prepared.raw_query();
                while let Some(row) = self.noting(rows.next().map_err(|error| statement::explain(connection, error)))? {
                    answer.push(f(&Row(Inner::Sqlite(row)))?);
                }
            }
            Engine::Postgres { client, runtime } => {
                let rows = self.noting(runtime.block_on(self.in_time(client, async {
                    let prepared = client.prepare_cached(sql).await?;
                    client.query(&prepared, &for_postgres(params)).await
                })))?;
                answer.reserve(rows.len());
                for row in &rows {
                    answer.push(f(&Row(Inner::Postgres(row)))?);
                }
            }
        }
        record::note(sql);
        Ok(answer)
    }

    /// Every row of the answer.
    pub fn query<T: FromRow>(&self, sql: &str, params: &[&dyn Param]) -> Result<Vec<T>> {
        self.query_map(sql, params, T::from_row)
    }

    /// The first row, if there is one.
    pub fn opt<T: FromRow>(&self, sql: &str, params: &[&dyn Param]) -> Result<Option<T>> {
        Ok(self.query(sql, params)?.into_iter().next())
    }

    /// The first row, or [`Error::NoRow`].
    pub fn one<T: FromRow>(&self, sql: &str, params: &[&dyn Param]) -> Result<T> {
        self.opt(sql, params)?.ok_or(Error::NoRow)
    }

    /// The first column of the first row, or [`Error::NoRow`].
    pub fn scalar<T: Column>(&self, sql: &str, params: &[&dyn Param]) -> Result<T> {
        self.query_map(sql, params, |row| row.get(0))?.into_iter().next().ok_or(Error::NoRow)
    }

    /// Runs a statement that answers no rows; says how many rows it changed.
    pub fn exec(&self, sql: &str, params: &[&dyn Param]) -> Result<u64> {
        self.may_go_on()?;
        let changed = match &self.engine {
            Engine::Sqlite(connection) => self.noting(
                statement::prepare(connection, sql, params)
                    .and_then(|mut prepared| {
                        prepared.raw_execute().map_err(|error| statement::explain(connection, error))
                    })
                    .map(|rows| rows as u64),
            ),
            Engine::Postgres { client, runtime } => self.noting(runtime.block_on(self.in_time(client, async {
                let prepared = client.prepare_cached(sql).await?;
                client.execute(&prepared, &for_postgres(params)).await
            }))),
        }?;
        record::note(sql);
        Ok(changed)
    }

    /// Changes exactly one row, or it is [`Error::Conflict`]: for `… WHERE id = $2 AND version = $3`.
    pub fn exec_one(&self, sql: &str, params: &[&dyn Param]) -> Result<()> {
        if self.exec(sql, params)? == 1 { Ok(()) } else { Err(Error::Conflict) }
    }

    /// Several statements without parameters, as in a migration.
    pub fn batch(&self, sql: &str) -> Result<()> {
        match &self.engine {
            Engine::Sqlite(connection) => self.noting(connection.execute_batch(sql).map_err(Error::from)),
            Engine::Postgres { client, runtime } => {
                self.noting(runtime.block_on(self.in_time(client, client.batch_execute(sql))))
            }
        }
    }

    /// Runs `f` behind a fence: when it fails, what it wrote is taken back and the rest of the transaction goes on.
    pub fn attempt<T, E: From<Error>>(&self, f: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let depth = self.fences.get() + 1;
        self.batch(&format!("SAVEPOINT attempt_{depth}"))?;
        self.fences.set(depth);
        let before = self.spoiled.take();
        let result = f();
        self.fences.set(depth - 1);
        let spoiled = self.spoiled.replace(before);
        let result = match (result, spoiled) {
            (_, Some(error)) if error.passes() || self.is_rolled_back() => {
                // The whole transaction is lost, not only what is behind the fence.
                *self.spoiled.borrow_mut() = Some(error.clone());
                return Err(error.into());
            }
            (Ok(_), Some(error)) => Err(error.into()),
            (result, _) => result,
        };
        if result.is_err() {
            self.batch(&format!("ROLLBACK TO SAVEPOINT attempt_{depth}"))?;
        }
        self.batch(&format!("RELEASE SAVEPOINT attempt_{depth}"))?;
        result
    }

    /// The first failure that was not fenced in: such a transaction is never committed.
    pub(super) fn spoiled(&self) -> Option<Error> {
        self.spoiled.borrow().clone()
    }

    /// The closure panicked inside this transaction.
    pub(super) fn note_panic(&self) {
        self.panicked.set(true);
    }

    pub(super) fn panicked(&self) -> bool {
        self.panicked.get()
    }

    /// Did the engine itself throw the whole transaction away (SQLite does on a full disk or a time limit)?
    fn is_rolled_back(&self) -> bool {
        matches!(self.engine, Engine::Sqlite(connection) if connection.is_autocommit())
    }

    fn may_go_on(&self) -> Result<()> {
        if self.is_rolled_back() {
            return Err(self.spoiled().unwrap_or_else(|| Error::Other("the transaction is over".into())));
        }
        if Instant::now() < self.deadline {
            return Ok(());
        }
        self.noting(Err(Error::Timeout("the time limit of the transaction".into())))
    }

    fn noting<T>(&self, result: Result<T>) -> Result<T> {
        if let Err(error) = &result {
            self.spoiled.borrow_mut().get_or_insert_with(|| error.clone());
        }
        result
    }

    async fn in_time<T>(
        &self,
        client: &ClientWrapper,
        answer: impl Future<Output = Result<T, tokio_postgres::Error>>,
    ) -> Result<T> {
        let Some(opening) = self.opening.take() else {
            return in_time(self.deadline, answer).await;
        };
        // Both are on their way at once, in this order.
        let both = async {
            let (opened, answer) = join(client.batch_execute(&opening), answer).await;
            opened.and(answer)
        };
        in_time(self.deadline, both).await
    }
}

/// Waits for the server's answer until a little after the deadline: the server stops itself, unless it is gone.
pub(super) async fn in_time<T>(
    deadline: Instant,
    answer: impl Future<Output = Result<T, tokio_postgres::Error>>,
) -> Result<T> {
    match tokio::time::timeout_at((deadline + GRACE).into(), answer).await {
        Ok(answer) => answer.map_err(Error::from),
        Err(_) => Err(Error::Lost("no answer from the server".into())),
    }
}

fn for_postgres<'p>(params: &[&'p dyn Param]) -> Vec<&'p (dyn PostgresParam + Sync)> {
    params.iter().map(|param| *param as &(dyn PostgresParam + Sync)).collect()
}
