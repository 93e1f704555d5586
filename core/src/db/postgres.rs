//! PostgreSQL: a pool of connections, and transactions that survive what a network does.

pub(super) mod connect;
mod transaction;

use std::time::{Duration, Instant};

use deadpool_postgres::{Object, Pool, PoolError, Timeouts};
use tokio::runtime::Handle;

use super::{Conn, DbOptions, Error, Migration, Result, StartError, migrate, work::Purpose};
use transaction::{End, Fate, Number, Plan};

/// A pool of connections to one server, or to whichever of several takes writes.
pub(super) struct Postgres {
    pool: Pool,
    url: String,
    wait_limit: Duration,
}

/// A transaction is run at most this often.
const TRIES: u32 = 8;
/// How long we try to find out what became of a transaction whose commit was not answered.
const IN_DOUBT: Duration = Duration::from_secs(20);
/// How long a connection that cannot be made is tried again while a caller waits: a restart takes about a second.
const AWAY: Duration = Duration::from_secs(3);

impl Postgres {
    /// Makes the pool and a first connection, to tell at once what is wrong.
    pub(super) async fn open(url: &str, options: &DbOptions) -> Result<Postgres, StartError> {
        let pool = connect::pool(url, options)?;
        connect::first(&pool, url, options.start_limit).await?;
        Ok(Postgres { pool, url: url.to_owned(), wait_limit: options.wait_limit })
    }

    /// Runs `f` in a transaction, again where that can help, until the limit.
    pub(super) async fn run<T, E, F>(&self, f: F, purpose: Purpose, limit: Duration) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Conn) -> Result<T, E> + Send + 'static,
    {
        let plan = Plan { purpose, limit, deadline: Instant::now() + limit };
        let mut f = f;
        let mut tries = 1;
        loop {
            let connection = self.connection(plan.deadline).await?;
            let runtime = Handle::current();
            let attempt = tokio::task::spawn_blocking(move || {
                let end = transaction::run(connection, &runtime, &f, plan);
                (f, end)
            });
            let (again, end) = attempt.await.map_err(|error| Error::Lost(error.to_string()))?;
            f = again;
            let end = match end {
                End::InDoubt { number, answer, cause } => self.resolve(&number, answer, cause).await,
                end => end,
            };
            match end {
                End::Done(result) => return result,
                End::Again(error) if tries < TRIES && Instant::now() < plan.deadline => {
                    tracing::debug!(%error, tries, "a transaction runs again");
                    tokio::time::sleep(transaction::back_off(tries)).await;
                    tries += 1;
                }
                End::Again(error) | End::InDoubt { cause: error, .. } => return Err(error.into()),
            }
        }
    }

    /// A connection from the pool. Waits for a free one, and a little for a server that is away.
    async fn connection(&self, deadline: Instant) -> Result<Object> {
        let away = deadline.min(Instant::now() + AWAY);
        let limits = Timeouts {
            wait: Some(self.wait_limit),
            create: Some(Duration::from_secs(5)),
            recycle: Some(Duration::from_secs(2)),
        };
        loop {
            let error = match self.pool.timeout_get(&limits).await {
                Ok(connection) => return Ok(connection),
                Err(PoolError::Backend(error)) => Error::from(error),
                Err(PoolError::Timeout(deadpool_postgres::TimeoutType::Wait)) => {
                    return Err(Error::Busy("no connection was free in time".into()));
                }
                Err(PoolError::Closed) => return Err(Error::closed()),
                Err(error) => Error::Lost(error.to_string()),
            };
            if !matches!(error, Error::Lost(_)) || Instant::now() > away {
                return Err(error);
            }
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
    }

    /// The connection broke while the answer to COMMIT was on its way: asks the server what became of the transaction.
    async fn resolve<T, E: From<Error>>(&self, number: &Number, answer: T, cause: Error) -> End<T, E> {
        let deadline = Instant::now() + IN_DOUBT;
        while Instant::now() < deadline {
            match self.ask(number, deadline).await {
                Ok(Fate::Kept) => return End::Done(Ok(answer)),
                Ok(Fate::NotKept) => return End::Again(cause),
                Ok(Fate::Unknown) => break,
                Ok(Fate::Open) | Err(_) => tokio::time::sleep(Duration::from_millis(200)).await,
            }
        }
        tracing::error!(%cause, "a commit stays in doubt");
        let text =
            "it broke just while saving, and whether this was saved could not be found out: look before you try again";
        End::Done(Err(Error::Lost(text.into()).into()))
    }

    async fn ask(&self, number: &Number, deadline: Instant) -> Result<Fate> {
        let connection = self.connection(deadline).await?;
        transaction::fate(&connection, number).await
    }

    pub(super) async fn migrate(&self, migrations: Vec<Migration>) -> Result<(), StartError> {
        let connection =
            self.connection(Instant::now() + AWAY).await.map_err(|error| connect::told(&self.url, &error))?;
        let connection = Object::take(connection);
        migrate::on_postgres(&connection, &migrations).await
    }

    /// Dead rows go from every table of ours. What the server's log and its standbys keep is theirs to let go of.
    pub(super) async fn scrub(&self) -> Result<()> {
        let client = connect::single(&self.url, "tend scrub").await.map_err(|error| Error::Lost(error.to_string()))?;
        let sql = "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace";
        for row in client.query(sql, &[]).await? {
            client.batch_execute(&format!("VACUUM {}", row.get::<_, String>(0))).await?;
        }
        Ok(())
    }

    pub(super) fn close(&self) {
        self.pool.close();
    }
}
