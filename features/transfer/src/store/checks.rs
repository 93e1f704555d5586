//! The statements behind `tend check`: where the reckoning of an import does not add up. Each answers a few ids at most.

use tend_core::{Result, check::found, db::Conn, id::WorkspaceId};

pub(crate) fn wrong_sums(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql =
        "SELECT id FROM imports WHERE workspace_id = $1 AND at_row <> created + updated + unchanged + refused LIMIT 20";
    found(db, workspace, sql, "is an import whose rows do not add up")
}

pub(crate) fn miscounted_refusals(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT i.id FROM imports i WHERE i.workspace_id = $1 AND i.refused <> (SELECT COUNT(*) FROM import_refusals r \
               WHERE r.workspace_id = $1 AND r.import_id = i.id) LIMIT 20";
    found(db, workspace, sql, "is an import that refused another number of rows than it counts")
}

pub(crate) fn lost_entries(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT i.entry_id FROM import_entries i WHERE i.workspace_id = $1 AND NOT EXISTS (SELECT 1 FROM entries e \
               WHERE e.workspace_id = $1 AND e.id = i.entry_id) LIMIT 20";
    found(db, workspace, sql, "is an entry that a row told, and is not in the book")
}
