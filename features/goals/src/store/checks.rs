//! The statements behind `tend check`: where the rows of goals do not fit together. Each answers a few ids at most.

use tend_core::{Result, check::found, db::Conn, id::WorkspaceId};

pub(crate) fn open_without_call(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT g.id FROM goals g WHERE g.workspace_id = $1 AND g.ended_at IS NULL \
               AND NOT EXISTS (SELECT 1 FROM calls k WHERE k.workspace_id = $1 AND k.subject_id = g.id \
               AND k.kind IN ('goals.quiet', 'goals.wanted')) LIMIT 20";
    found(db, workspace, sql, "is an open goal that will never call anybody")
}

pub(crate) fn calls_for_nothing(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT k.subject_id FROM calls k WHERE k.workspace_id = $1 AND k.kind IN ('goals.quiet', 'goals.wanted') \
               AND NOT EXISTS (SELECT 1 FROM goals g WHERE g.workspace_id = $1 AND g.id = k.subject_id AND g.ended_at IS NULL) LIMIT 20";
    found(db, workspace, sql, "calls somebody for a goal that is not open")
}

pub(crate) fn without_entry(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT g.id FROM goals g WHERE g.workspace_id = $1 AND NOT EXISTS \
               (SELECT 1 FROM entries e WHERE e.workspace_id = $1 AND e.id = g.named_entry) LIMIT 20";
    found(db, workspace, sql, "is a goal that no entry tells of")
}

pub(crate) fn serves_nothing_there(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT g.id FROM goals g WHERE g.workspace_id = $1 AND g.serves_id IS NOT NULL AND NOT EXISTS \
               (SELECT 1 FROM goals o WHERE o.workspace_id = $1 AND o.id = g.serves_id) LIMIT 20";
    found(db, workspace, sql, "serves a goal that is not there")
}

pub(crate) fn in_a_circle(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "WITH RECURSIVE up (start_id, id, steps) AS ( \
               SELECT id, serves_id, 1 FROM goals WHERE workspace_id = $1 AND serves_id IS NOT NULL UNION ALL \
               SELECT up.start_id, g.serves_id, up.steps + 1 FROM up JOIN goals g ON g.workspace_id = $1 AND g.id = up.id \
               WHERE g.serves_id IS NOT NULL AND up.id <> up.start_id AND up.steps < 300) \
               SELECT DISTINCT start_id FROM up WHERE id = start_id LIMIT 20";
    found(db, workspace, sql, "is a goal that serves itself, over others")
}

pub(crate) fn attained_without_word(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT id FROM goals WHERE workspace_id = $1 AND state = 'attained' AND their_word = '' LIMIT 20";
    found(db, workspace, sql, "is attained without the client's word")
}
