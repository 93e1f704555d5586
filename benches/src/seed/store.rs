//! Inserts of a data set: many rows a statement, the same text for both engines.

use tend_core::{
    db::{Conn, Param},
    error::Result,
};

/// How many rows one statement takes; SQLite allows 32,766 parameters.
pub const ROWS: usize = 100;

/// One row's values.
pub type Values = Vec<Box<dyn Param>>;

/// One row of values of several types.
macro_rules! row {
    ($($value:expr),* $(,)?) => { vec![$(Box::new($value) as Box<dyn tend_core::db::Param>),*] };
}
pub(super) use row;

/// Inserts rows into a table; the last statement is shorter.
pub fn insert(tx: &Conn, table: &str, columns: &str, rows: &[Values]) -> Result<()> {
    for rows in rows.chunks(ROWS) {
        let width = rows[0].len();
        let mut places = Vec::with_capacity(rows.len());
        for row in 0..rows.len() {
            let names: Vec<String> = (1..=width).map(|column| format!("${}", row * width + column)).collect();
            places.push(format!("({})", names.join(", ")));
        }
        let sql = format!("INSERT INTO {table} ({columns}) VALUES {}", places.join(", "));
        let values: Vec<&dyn Param> = rows.iter().flatten().map(|value| value.as_ref()).collect();
        tx.exec(&sql, &values)?;
    }
    Ok(())
}

/// Room for a large data set while it is written; only this connection, only now.
pub fn make_room(tx: &Conn) -> Result<()> {
    if !tx.is_postgres() {
        tx.batch("PRAGMA cache_size = -2000000")?;
    }
    Ok(())
}

/// The numbers of the entries and problems that were inserted are taken.
pub fn set_next(tx: &Conn, workspace: uuid::Uuid, entry: i64, problem: i64) -> Result<()> {
    let sql = "UPDATE workspaces SET next_entry = $2, next_problem = $3 WHERE workspace_id = $1";
    tx.exec(sql, &[&workspace, &entry, &problem])?;
    Ok(())
}

/// What PostgreSQL's planner should know of a table that has grown by a million rows; it would find out by itself within the hour.
/// SQLite's is told the same of every file.
pub fn analyze(tx: &Conn) -> Result<()> {
    if tx.is_postgres() {
        tx.batch("ANALYZE")?;
    }
    Ok(())
}

/// What the load needs to know of a seeded database.
#[derive(Clone, Debug)]
pub struct Seeded {
    /// The workspace.
    pub workspace: uuid::Uuid,
    /// A member, and the person behind them.
    pub member: uuid::Uuid,
    /// See `member`.
    pub user: uuid::Uuid,
    /// One of the places.
    pub place: uuid::Uuid,
    /// The custom fields' ids: a choice, a number, a rare day.
    pub fields: Vec<uuid::Uuid>,
    /// Some clients.
    pub clients: Vec<uuid::Uuid>,
    /// Some problems, the open ones with what is due longest in front.
    pub problems: Vec<uuid::Uuid>,
    /// First names and syllables to search for.
    pub names: Vec<String>,
    /// What some are called, ready for an address.
    pub called: Vec<String>,
    /// A cursor in the middle of the list by name.
    pub middle: String,
}

/// Reads it.
pub fn seeded(db: &Conn) -> Result<Seeded> {
    let (workspace, member, user) = db
        .query_map("SELECT workspace_id, id, user_id FROM members ORDER BY id LIMIT 1", &[], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .pop()
        .ok_or(tend_core::Error::NotFound)?;
    let workspace: uuid::Uuid = workspace;
    let place = db.scalar("SELECT id FROM locations WHERE workspace_id = $1 ORDER BY id LIMIT 1", &[&workspace])?;
    let fields =
        db.query_map("SELECT id FROM client_fields WHERE workspace_id = $1 ORDER BY position", &[&workspace], |row| {
            row.get(0)
        })?;
    let mut clients: Vec<(uuid::Uuid, String)> = db.query_map(
        "SELECT id, name_folded FROM clients WHERE workspace_id = $1 ORDER BY id LIMIT 20000",
        &[&workspace],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let names = clients
        .iter()
        .filter_map(|(_, name)| name.split(' ').next_back())
        .take(1000)
        .map(|name| name.replace('’', ""))
        .collect();
    let called = clients.iter().take(1000).map(|(_, name)| name.replace(' ', "+").replace('’', "")).collect();
    let middle = db
        .query_map(
            "SELECT id, name_folded FROM clients WHERE workspace_id = $1 AND archived_at IS NULL AND name_folded > 'm' ORDER BY name_folded, id LIMIT 1",
            &[&workspace],
            |row| Ok(format!("{}.{}", row.get::<uuid::Uuid>(0)?, row.get::<String>(1)?.replace(' ', "%20"))),
        )?
        .pop()
        .unwrap_or_default();
    let problems = db.query_map(
        "SELECT id FROM problems WHERE workspace_id = $1 AND settled_at IS NULL ORDER BY due_at, id LIMIT 5000",
        &[&workspace],
        |row| row.get(0),
    )?;
    let clients = clients.drain(..).map(|(id, _)| id).collect();
    Ok(Seeded { workspace, member, user, place, fields, clients, problems, names, called, middle })
}

/// A session of that member, for the load.
pub fn insert_session(tx: &Conn, token_hash: &str, seeded: &Seeded, at: tend_core::Timestamp) -> Result<()> {
    tx.exec(
        "INSERT INTO sessions (token_hash, user_id, workspace_id, member_id, created_at, seen_at, expires_at, stays, device) \
         VALUES ($1, $2, $3, $4, $5, $5, $6, TRUE, 'bench')",
        &[&token_hash, &seeded.user, &seeded.workspace, &seeded.member, &at, &at.plus(tend_core::time::DAY)],
    )?;
    Ok(())
}

/// How large the database is.
pub fn size_mb(db: &Conn) -> Result<f64> {
    let sql = if db.is_postgres() {
        "SELECT pg_database_size(current_database())"
    } else {
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    };
    Ok(db.scalar::<i64>(sql, &[])? as f64 / 1e6)
}
