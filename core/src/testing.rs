//! What tests stand on: a database of their own on either engine, and the proofs of the schema rules.
//!
//! Nothing here is ever skipped: a machine without PostgreSQL is told what to install.

pub mod catalogue;
pub mod company;
pub mod files;
pub mod plans;
pub mod post;
pub mod postgres;
pub mod program;
pub mod twin;

pub use crate::db::looking;

use std::{fmt, future::Future};

use tempfile::TempDir;

use crate::db::{DatabaseUrl, Db, DbOptions, Migration};

/// A database made for one test. It goes away with it.
pub struct House {
    /// The door to it.
    pub db: Db,
    /// Its address, for a second door.
    pub url: DatabaseUrl,
    _directory: Option<TempDir>,
}

impl fmt::Debug for House {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.url)
    }
}

/// Small, and quick to give up: a test does not want to wait.
pub fn options() -> DbOptions {
    DbOptions { readers: 4, ..DbOptions::default() }
}

/// A fresh, migrated SQLite file.
pub async fn sqlite(migrations: &[Migration]) -> House {
    sqlite_with(migrations, options()).await
}

/// As [`sqlite`], with options of its own.
pub async fn sqlite_with(migrations: &[Migration], options: DbOptions) -> House {
    let directory = tempfile::tempdir().expect("a temporary directory can be made");
    let url = DatabaseUrl::Sqlite(directory.path().join("tend.db"));
    let db = Db::open(&url, options).await.expect("the fresh file opens");
    db.migrate(migrations).await.expect("the migrations run on SQLite");
    House { db, url, _directory: Some(directory) }
}

/// A fresh, migrated PostgreSQL database.
pub async fn postgres(migrations: &[Migration]) -> House {
    postgres_with(migrations, options()).await
}

/// As [`postgres()`], with options of its own.
pub async fn postgres_with(migrations: &[Migration], options: DbOptions) -> House {
    let url = DatabaseUrl::Postgres(postgres::server().fresh(migrations).await);
    let db = Db::open(&url, options).await.expect("the fresh database opens");
    House { db, url, _directory: None }
}

/// Tells the same story on both engines, each with a fresh, migrated database.
pub async fn on_both<F, S>(migrations: &[Migration], story: F)
where
    F: Fn(Db) -> S,
    S: Future<Output = ()>,
{
    for house in [sqlite(migrations).await, postgres(migrations).await] {
        let sign = Sign(house.url.to_string());
        story(house.db.clone()).await;
        drop(sign);
        house.db.close().await;
    }
}

/// Says on which engine a story broke.
struct Sign(String);

impl Drop for Sign {
    #[expect(clippy::print_stderr, reason = "beside the panic's own text, in a test's output")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the story broke on {}", self.0);
        }
    }
}
