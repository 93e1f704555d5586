//! The statements behind the checks of core's own rows. Each is asked for an hour at most and answers a few rows.

use uuid::Uuid;

use crate::{
    db::{self, Conn},
    error::Result,
    id::WorkspaceId,
};

/// The first few ids a statement answers, each with what is wrong with it. Its text ends with a LIMIT of its own.
pub fn found(db: &Conn, workspace: WorkspaceId, sql: &str, wrong: &str) -> Result<Vec<String>> {
    Ok(db.query_map(sql, &[&workspace], |row| Ok(format!("{} {wrong}", row.get::<Uuid>(0)?)))?)
}

/// For operators: every workspace and its name, the oldest first.
pub(crate) fn workspaces(db: &Conn) -> db::Result<Vec<(WorkspaceId, String)>> {
    let sql = "SELECT workspace_id, name FROM workspaces ORDER BY created_at, workspace_id";
    db.query_map(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// A client who is forgotten altogether takes their entries' numbers along, so there may be fewer than the counter says, never more.
pub(super) fn numbers(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let read = |row: &db::Row| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?, row.get::<i64>(2)?));
    let sql =
        "SELECT COUNT(*), COALESCE(MIN(number), 1), COALESCE(MAX(number), 0) FROM entries WHERE workspace_id = $1";
    let newest = crate::timeline::store::newest_number(db, workspace)?;
    let found = db.query_map(sql, &[&workspace], read)?.into_iter().find_map(|(count, first, last)| {
        let is_right = first >= 1 && last <= newest && count <= newest;
        let said =
            || format!("{count} entries are numbered from {first} to {last}, and the counter stands at {newest}");
        (!is_right).then(said)
    });
    Ok(found.into_iter().collect())
}

pub(super) fn entries_of_nobody(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT e.id FROM entries e WHERE e.workspace_id = $1 AND e.member_id IS NOT NULL AND NOT EXISTS \
               (SELECT 1 FROM members m WHERE m.workspace_id = $1 AND m.id = e.member_id) LIMIT 20";
    found(db, workspace, sql, "is an entry by nobody who works here")
}

pub(super) fn members_without_user(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT m.id FROM members m WHERE m.workspace_id = $1 AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = m.user_id) LIMIT 20";
    found(db, workspace, sql, "is a member whom no address leads to")
}

pub(super) fn doors_to_nobody(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT d.member_id FROM user_workspaces d WHERE d.workspace_id = $1 AND NOT EXISTS \
               (SELECT 1 FROM members m WHERE m.workspace_id = $1 AND m.id = d.member_id AND m.user_id = d.user_id) LIMIT 20";
    found(db, workspace, sql, "can be signed in as, and is no member")
}
