//! Opening a SQLite file: is it there, is it ours, may we; and the settings of each connection.

use std::{
    fs::File,
    io::Read as _,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use crate::db::{DbOptions, Result, StartError};

/// Marks a file as Tend's in its header: "TEND".
pub(in crate::db) const APPLICATION_ID: i64 = 0x5445_4E44;

/// What all readers together may keep of the file, in KB.
const READERS_CACHE_KB: usize = 32_000;

/// What the writer may keep, in KB: what a long import changes between two commits, or the pages would be written twice.
const WRITERS_CACHE_KB: usize = 40_000;

/// How long a connection waits for another process.
pub(super) const BUSY: Duration = Duration::from_secs(5);

/// Statements that a connection keeps prepared; each costs some kilobytes.
const STATEMENTS: usize = 160;

/// What every file begins with.
const HEADER: &[u8] = b"SQLite format 3\0";

/// Settings of all connections.
///
/// - `synchronous=FULL`: an acknowledged write outlives a power cut.
/// - No memory map: mapped pages count as resident, and a database of 5 GB would look like a process of 5 GB. The system's own
///   cache holds the file just as well; a page that is not in ours costs a `pread` of a microsecond.
/// - A cache of a few megabytes each, so that the whole process stays small.
const SETTINGS: &str = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;
    PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0; PRAGMA journal_size_limit=67108864; PRAGMA trusted_schema=OFF;";

/// A connection with a time limit that can be set.
pub(super) struct Limited {
    /// The connection itself.
    pub(super) connection: Connection,
    limit: Arc<AtomicU64>,
    born: Instant,
}

impl Limited {
    /// Statements are stopped when this time has come; says when that is.
    pub(super) fn stop_after(&self, limit: Duration) -> Instant {
        let deadline = Instant::now() + limit;
        let micros = u64::try_from(deadline.duration_since(self.born).as_micros()).unwrap_or(u64::MAX);
        self.limit.store(micros, Ordering::Relaxed);
        deadline
    }

    /// No limit: for a commit, which must not be stopped half-way.
    pub(super) fn never_stop(&self) {
        self.limit.store(u64::MAX, Ordering::Relaxed);
    }
}

/// The one connection that writes. Makes the file if it may.
pub(super) fn writer(path: &Path, options: &DbOptions) -> Result<Limited, StartError> {
    look_at(path, options.create)?;
    let told = |error| StartError::sqlite(path, &error);
    let is_new = is_new(path)?;
    let limited = connect(path, &format!("PRAGMA cache_size=-{WRITERS_CACHE_KB}; PRAGMA wal_autocheckpoint=0;"))?;
    let connection = &limited.connection;
    if is_new {
        connection.execute_batch(&format!("PRAGMA application_id={APPLICATION_ID}")).map_err(told)?;
    }
    if let Some(pages) = options.max_pages {
        connection.execute_batch(&format!("PRAGMA max_page_count={pages}")).map_err(told)?;
    }
    connection.execute_batch("BEGIN IMMEDIATE; COMMIT").map_err(told)?;
    Ok(limited)
}

/// Is the file still empty? Refuses one that is somebody else's, before anything in it is changed.
fn is_new(path: &Path) -> Result<bool, StartError> {
    let told = |error| StartError::sqlite(path, &error);
    let connection = Connection::open(path).map_err(told)?;
    connection.busy_timeout(BUSY).map_err(told)?;
    let id: i64 = connection.query_row("PRAGMA application_id", [], |row| row.get(0)).map_err(told)?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(told)?;
    match (id, tables) {
        (APPLICATION_ID, _) => Ok(false),
        (0, 0) => Ok(true),
        _ => Err(StartError::NotOurs { place: path.display().to_string() }),
    }
}

/// A connection that cannot write, one of that many.
pub(super) fn reader(path: &Path, readers: usize) -> Result<Limited, StartError> {
    let cache = (READERS_CACHE_KB / readers.max(1)).max(2_000);
    connect(path, &format!("PRAGMA cache_size=-{cache}; PRAGMA query_only=ON;"))
}

/// The connection that moves the log's pages into the file while others work.
pub(super) fn keeper(path: &Path) -> Result<Connection, StartError> {
    connect(path, "PRAGMA cache_size=-500;").map(|limited| limited.connection)
}

fn connect(path: &Path, more: &str) -> Result<Limited, StartError> {
    let told = |error| StartError::sqlite(path, &error);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags).map_err(told)?;
    connection.busy_timeout(BUSY).map_err(told)?;
    connection.execute_batch(SETTINGS).map_err(told)?;
    connection.execute_batch(more).map_err(told)?;
    plan_once(&connection).map_err(told)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    let (limit, born) = (Arc::new(AtomicU64::new(u64::MAX)), Instant::now());
    watch(&mut connection, Arc::clone(&limit), born).map_err(told)?;
    Ok(Limited { connection, limit, born })
}

/// Plans a statement once, whatever is bound to it. Otherwise SQLite compares each parameter with the predicates of the partial
/// indexes, and so parses and plans such a statement anew at every run: three times the cost of a list's page.
pub(in crate::db) fn plan_once(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(|_| ())
}

/// Looks at the clock now and then while a statement runs.
fn watch(connection: &mut Connection, limit: Arc<AtomicU64>, born: Instant) -> rusqlite::Result<()> {
    let is_over = move || {
        let limit = limit.load(Ordering::Relaxed);
        limit != u64::MAX && u64::try_from(born.elapsed().as_micros()).unwrap_or(u64::MAX) > limit
    };
    connection.progress_handler(20_000, Some(is_over))
}

/// Looks at the file before SQLite does, so that the sentence names what is wrong.
pub(in crate::db) fn look_at(path: &Path, create: bool) -> Result<(), StartError> {
    let place = path.display().to_string();
    let directory = path.parent().filter(|directory| !directory.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !directory.is_dir() {
        return Err(StartError::NoDirectory { place: directory.display().to_string() });
    }
    if path.is_dir() {
        return Err(StartError::NoDatabase { place });
    }
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && create => return Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(StartError::NoFile { place }),
        Err(error) => return Err(StartError::io(&place, &error)),
    };
    let mut header = Vec::new();
    let read = file.by_ref().take(HEADER.len() as u64).read_to_end(&mut header);
    read.map_err(|error| StartError::io(&place, &error))?;
    if header.is_empty() || header == HEADER { Ok(()) } else { Err(StartError::NoDatabase { place }) }
}
