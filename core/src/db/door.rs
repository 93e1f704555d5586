//! One sync connection API over rusqlite and tokio-postgres. Same SQL text ($1..), same Rust types.
use std::sync::Arc;
use parking_lot::Mutex;
use tokio::{runtime::Handle, sync::Semaphore};

#[derive(thiserror::Error, Debug)]
pub enum DbError {
    #[error("sqlite: {0}")] Sqlite(#[from] rusqlite::Error),
    #[error("postgres: {0}")] Pg(#[from] tokio_postgres::Error),
    #[error("pool: {0}")] Pool(#[from] deadpool_postgres::PoolError),
    #[error("no row")] NoRow,
    #[error("conflict")] Conflict,
}
/// The result of a statement.
pub type Result<T, E = DbError> = std::result::Result<T, E>;

/// Anything bindable in both databases (String, i64, Uuid, serde_json::Value, OffsetDateTime, Option<T>, ...).
pub trait Param: rusqlite::ToSql + tokio_postgres::types::ToSql + Send + Sync {}
impl<T: rusqlite::ToSql + tokio_postgres::types::ToSql + Send + Sync> Param for T {}
/// Anything readable from both databases.
pub trait Column: rusqlite::types::FromSql + for<'a> tokio_postgres::types::FromSql<'a> {}
impl<T: rusqlite::types::FromSql + for<'a> tokio_postgres::types::FromSql<'a>> Column for T {}

pub enum Row<'a> { Sqlite(&'a rusqlite::Row<'a>), Pg(&'a tokio_postgres::Row) }
impl Row<'_> {
    pub fn get<T: Column>(&self, i: usize) -> Result<T> {
        Ok(match self { Row::Sqlite(r) => r.get(i)?, Row::Pg(r) => r.try_get(i)? })
    }
}
pub trait FromRow: Sized { const COLS: &'static str; fn from_row(r: &Row) -> Result<Self>; }

pub enum Conn<'c> {
    Sqlite(&'c rusqlite::Connection),
    Pg { client: &'c deadpool_postgres::ClientWrapper, rt: &'c Handle },
}
impl Conn<'_> {
    pub fn is_pg(&self) -> bool { matches!(self, Conn::Pg { .. }) }
    pub fn query_map<T>(&self, sql: &str, p: &[&dyn Param], mut f: impl FnMut(&Row) -> Result<T>) -> Result<Vec<T>> {
        let mut out = Vec::new();
        match self {
            Conn::Sqlite(c) => {
                let mut st = c.prepare_cached(sql)?;
                let mut rows = st.query(rusqlite::params_from_iter(p.iter().map(|x| *x as &dyn rusqlite::ToSql)))?;
                while let Some(r) = rows.next()? { out.push(f(&Row::Sqlite(r))?); }
            }
            Conn::Pg { client, rt } => {
                let rows = rt.block_on(async {
                    let st = client.prepare_cached(sql).await?;
                    let p: Vec<&(dyn tokio_postgres::types::ToSql + Sync)> = p.iter().map(|x| *x as _).collect();
                    client.query(&st, &p).await })?;
                out.reserve(rows.len());
                for r in &rows { out.push(f(&Row::Pg(r))?); }
            }
        }
        Ok(out)
    }
    pub fn query<T: FromRow>(&self, sql: &str, p: &[&dyn Param]) -> Result<Vec<T>> { self.query_map(sql, p, T::from_row) }
    pub fn opt<T: FromRow>(&self, sql: &str, p: &[&dyn Param]) -> Result<Option<T>> { Ok(self.query(sql, p)?.into_iter().next()) }
    pub fn one<T: FromRow>(&self, sql: &str, p: &[&dyn Param]) -> Result<T> { self.opt(sql, p)?.ok_or(DbError::NoRow) }
    pub fn scalar<T: Column>(&self, sql: &str, p: &[&dyn Param]) -> Result<T> { self.query_map(sql, p, |r| r.get(0))?.pop().ok_or(DbError::NoRow) }
    pub fn exec(&self, sql: &str, p: &[&dyn Param]) -> Result<u64> {
        Ok(match self {
            Conn::Sqlite(c) => c.prepare_cached(sql)?.execute(rusqlite::params_from_iter(p.iter().map(|x| *x as &dyn rusqlite::ToSql)))? as u64,
            Conn::Pg { client, rt } => rt.block_on(async {
                let st = client.prepare_cached(sql).await?;
                let p: Vec<&(dyn tokio_postgres::types::ToSql + Sync)> = p.iter().map(|x| *x as _).collect();
                client.execute(&st, &p).await })?,
        })
    }
}

#[derive(Clone)]
pub enum Db {
    Sqlite { readers: Arc<Vec<Mutex<rusqlite::Connection>>>, permits: Arc<Semaphore>, writer: Arc<tokio::sync::Mutex<rusqlite::Connection>> },
    Pg(deadpool_postgres::Pool),
}
const PRAGMAS: &str = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON; PRAGMA cache_size=-64000; PRAGMA mmap_size=1073741824; PRAGMA temp_store=MEMORY;";
impl Db {
    pub fn sqlite(path: &str, n: usize) -> Result<Db> {
        let open = || -> Result<_> { let c = rusqlite::Connection::open(path)?; c.execute_batch(PRAGMAS)?; c.set_prepared_statement_cache_capacity(256); Ok(c) };
        let writer = open()?;
        let readers = (0..n).map(|_| { let c = open()?; c.execute_batch("PRAGMA query_only=ON")?; Ok(Mutex::new(c)) }).collect::<Result<_>>()?;
        Ok(Db::Sqlite { readers: Arc::new(readers), permits: Arc::new(Semaphore::new(n)), writer: Arc::new(tokio::sync::Mutex::new(writer)) })
    }
    pub fn pg(cfg: tokio_postgres::Config, n: usize) -> Db {
        Db::Pg(deadpool_postgres::Pool::builder(deadpool_postgres::Manager::new(cfg, tokio_postgres::NoTls)).max_size(n).build().unwrap())
    }
    pub async fn read<T: Send + 'static>(&self, f: impl FnOnce(&Conn) -> Result<T> + Send + 'static) -> Result<T> {
        match self {
            Db::Sqlite { readers, permits, .. } => {
                let permit = permits.clone().acquire_owned().await.expect("open");
                let readers = readers.clone();
                tokio::task::spawn_blocking(move || {
                    let _permit = permit;
                    let c = readers.iter().find_map(|m| m.try_lock()).expect("permit means a free reader");
                    f(&Conn::Sqlite(&c))
                }).await.expect("join")
            }
            Db::Pg(pool) => { let c = pool.get().await?; let rt = Handle::current();
                tokio::task::spawn_blocking(move || f(&Conn::Pg { client: &c, rt: &rt })).await.expect("join") }
        }
    }
    /// one transaction; SQLite: BEGIN IMMEDIATE on the only writer
    pub async fn write<T: Send + 'static>(&self, f: impl FnOnce(&Conn) -> Result<T> + Send + 'static) -> Result<T> {
        match self {
            Db::Sqlite { writer, .. } => {
                let c = writer.clone().lock_owned().await;
                tokio::task::spawn_blocking(move || {
                    let tx = rusqlite::Transaction::new_unchecked(&c, rusqlite::TransactionBehavior::Immediate)?;
                    let out = f(&Conn::Sqlite(&tx))?;
                    tx.commit()?;
                    Ok(out)
                }).await.expect("join")
            }
            Db::Pg(pool) => { let c = pool.get().await?; let rt = Handle::current();
                tokio::task::spawn_blocking(move || {
                    rt.block_on(c.batch_execute("BEGIN"))?;
                    let out = f(&Conn::Pg { client: &c, rt: &rt });
                    rt.block_on(c.batch_execute(if out.is_ok() { "COMMIT" } else { "ROLLBACK" }))?;
                    out
                }).await.expect("join") }
        }
    }
}
