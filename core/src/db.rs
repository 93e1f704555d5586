//! The door to the database: one small synchronous connection over two drivers, one SQL text and the same Rust types for both.
//!
//! `db.read(|db| …)` is one snapshot, `db.write(|tx| …)` one transaction that either runs whole or not at all, whatever
//! happens to the caller. A closure may run again (a deadlock, a lost connection, a neighbour's trouble), so it is `Fn` and
//! owns what it uses. Placeholders are `$1 …`; every statement names `workspace_id = $1` for each of its tables.
//!
//! A statement that failed spoils its transaction, on both engines: what the closure answers, nothing of it is kept.
//! Where one failure must not spoil the rest (a refused row of an import), [`Conn::attempt`] fences it in.

mod address;
pub mod backup;
pub mod columns;
mod conn;
#[cfg(feature = "testing")]
mod direct;
mod error;
pub mod examine;
pub mod migrate;
mod postgres;
mod record;
pub mod rows;
pub mod search;
pub mod shape;
mod sqlite;
mod start;
mod work;

use std::{sync::Arc, time::Duration};

pub use address::DatabaseUrl;
pub use conn::{Column, Conn, FromRow, Param, Row};
pub use error::{Error, Result};
pub use migrate::Migration;
pub use start::StartError;

#[cfg(feature = "testing")]
pub(crate) use record::BETWEEN as BETWEEN_STATEMENTS;
#[cfg(feature = "testing")]
pub use record::looking;
use work::Purpose;

/// How the door is built. The defaults are right for a server.
#[derive(Clone, Debug)]
pub struct DbOptions {
    /// Make the SQLite file when it is not there. Its directory must exist.
    pub create: bool,
    /// Readers on SQLite; on PostgreSQL the pool has four connections more than this.
    pub readers: usize,
    /// How long one read may take.
    pub read_limit: Duration,
    /// How long one write may take, all its tries together.
    pub write_limit: Duration,
    /// How long a caller waits for a free connection or for the writer before it is told that the house is busy.
    pub wait_limit: Duration,
    /// How long a start waits for a PostgreSQL that is not there yet.
    pub start_limit: Duration,
    /// The largest size of a SQLite file, in pages of 4 KB. For tests of a full disk.
    pub max_pages: Option<u32>,
}

impl Default for DbOptions {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        DbOptions {
            create: true,
            readers: cores.clamp(4, 12),
            read_limit: Duration::from_secs(5),
            write_limit: Duration::from_secs(30),
            wait_limit: Duration::from_secs(10),
            start_limit: Duration::from_secs(10),
            max_pages: None,
        }
    }
}

/// The database. Cheap to clone; all clones are the same door.
#[derive(Clone)]
pub struct Db {
    engine: Arc<Engine>,
    options: Arc<DbOptions>,
    url: Arc<DatabaseUrl>,
}

enum Engine {
    #[cfg(feature = "testing")]
    Direct(direct::Direct),
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Db {
    /// One connection without threads or limits, for a benchmark's floor; a SQLite file that is migrated already.
    #[cfg(feature = "testing")]
    pub fn direct(path: &std::path::Path) -> Result<Db> {
        Ok(Db {
            engine: Arc::new(Engine::Direct(direct::Direct::open(path)?)),
            options: Arc::new(DbOptions::default()),
            url: Arc::new(DatabaseUrl::Sqlite(path.to_owned())),
        })
    }

    /// Opens the database. The error is a sentence for the person who starts Tend.
    pub async fn open(url: &DatabaseUrl, options: DbOptions) -> Result<Db, StartError> {
        let engine = match url {
            DatabaseUrl::Sqlite(path) => Engine::Sqlite(sqlite::Sqlite::open(path, &options).await?),
            DatabaseUrl::Postgres(text) => Engine::Postgres(postgres::Postgres::open(text, &options).await?),
        };
        Ok(Db { engine: Arc::new(engine), options: Arc::new(options), url: Arc::new(url.clone()) })
    }

    /// Reads in one snapshot, however many queries `f` asks, within the usual limit.
    pub async fn read<T, E, F>(&self, f: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Conn) -> Result<T, E> + Send + 'static,
    {
        self.read_within(self.options.read_limit, f).await
    }

    /// As [`Db::read`], with a limit of its own: an export, a report.
    pub async fn read_within<T, E, F>(&self, limit: Duration, f: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Conn) -> Result<T, E> + Send + 'static,
    {
        match &*self.engine {
            #[cfg(feature = "testing")]
            Engine::Direct(direct) => direct.run("BEGIN DEFERRED", f),
            Engine::Sqlite(sqlite) => sqlite.read(f, limit).await,
            Engine::Postgres(postgres) => postgres.run(f, Purpose::Read, limit).await,
        }
    }

    /// Writes in one transaction. `Ok` means: it is on the disk. `Err` means: nothing of it is, unless the error says that
    /// this could not be found out. A caller that goes away changes nothing: the write runs whole or not at all.
    pub async fn write<T, E, F>(&self, f: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Conn) -> Result<T, E> + Send + 'static,
    {
        match &*self.engine {
            #[cfg(feature = "testing")]
            Engine::Direct(direct) => direct.run("BEGIN IMMEDIATE", f),
            Engine::Sqlite(sqlite) => sqlite.write(f, Purpose::Write, self.options.write_limit).await,
            Engine::Postgres(postgres) => postgres.run(f, Purpose::Write, self.options.write_limit).await,
        }
    }

    /// As [`Db::write`], with a limit of its own. It never shares a commit with others, so a long one delays none that came
    /// before it.
    pub async fn write_within<T, E, F>(&self, limit: Duration, f: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Conn) -> Result<T, E> + Send + 'static,
    {
        match &*self.engine {
            #[cfg(feature = "testing")]
            Engine::Direct(direct) => direct.run("BEGIN IMMEDIATE", f),
            Engine::Sqlite(sqlite) => sqlite.write(f, Purpose::WriteAlone, limit).await,
            Engine::Postgres(postgres) => postgres.run(f, Purpose::Write, limit).await,
        }
    }

    /// Brings the tables to where this binary needs them. Several servers may start at once: one works, the others wait.
    pub async fn migrate(&self, migrations: &[Migration]) -> Result<(), StartError> {
        migrate::check_numbers(migrations);
        let migrations = migrations.to_vec();
        match &*self.engine {
            #[cfg(feature = "testing")]
            Engine::Direct(direct) => {
                let _ = direct;
                Ok(())
            }
            Engine::Sqlite(sqlite) => sqlite.migrate(migrations).await,
            Engine::Postgres(postgres) => postgres.migrate(migrations).await,
        }
    }

    /// Is the database there and does it answer? For the readiness page.
    pub async fn check(&self) -> Result<()> {
        self.read(|db| db.scalar::<i64>("SELECT CAST(1 AS BIGINT)", &[])).await.map(|_| ())
    }

    /// Lets nothing remain of what was taken away: not in free pages, not in the log, not in the full-text index. Writes wait
    /// meanwhile; at the size of a large house that is minutes.
    pub async fn scrub(&self) -> Result<()> {
        match &*self.engine {
            #[cfg(feature = "testing")]
            Engine::Direct(_) => Ok(()),
            Engine::Sqlite(sqlite) => sqlite.scrub().await,
            Engine::Postgres(postgres) => postgres.scrub().await,
        }
    }

    /// Where it is: for an operator's tools, which go there by a way of their own.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// Is this PostgreSQL? Only for words to a person and for operators' tools; a statement asks [`Conn::is_postgres`].
    pub fn is_postgres(&self) -> bool {
        matches!(*self.engine, Engine::Postgres(_))
    }

    /// Takes no new work, ends what runs, and leaves the file tidy. The clones of this door are closed too.
    pub async fn close(&self) {
        match &*self.engine {
            #[cfg(feature = "testing")]
            Engine::Direct(direct) => {
                let _ = direct;
            }
            Engine::Sqlite(sqlite) => sqlite.close().await,
            Engine::Postgres(postgres) => postgres.close(),
        }
    }
}
