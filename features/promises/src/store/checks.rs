//! The statements behind `tend check`: where the rows of promises do not fit together. Each answers a few ids at most.

use tend_core::{Result, check::found, db::Conn, id::WorkspaceId};

pub(crate) fn owed_without_call(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT p.id FROM promises p WHERE p.workspace_id = $1 AND p.done_at IS NULL AND p.client_id IS NOT NULL \
               AND NOT EXISTS (SELECT 1 FROM calls k WHERE k.workspace_id = $1 AND k.subject_id = p.id AND k.member_id = p.owner_id \
               AND k.kind = CASE WHEN p.state = 'broken' THEN 'promises.broken' ELSE 'promises.due' END) LIMIT 20";
    found(db, workspace, sql, "is a promise that is owed and calls nobody")
}

pub(crate) fn calls_for_nothing(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT k.subject_id FROM calls k WHERE k.workspace_id = $1 AND k.kind IN ('promises.due', 'promises.broken') \
               AND NOT EXISTS (SELECT 1 FROM promises p WHERE p.workspace_id = $1 AND p.id = k.subject_id AND p.done_at IS NULL) LIMIT 20";
    found(db, workspace, sql, "calls somebody for a promise that nobody owes")
}

pub(crate) fn without_entry(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT p.id FROM promises p WHERE p.workspace_id = $1 AND NOT EXISTS \
               (SELECT 1 FROM entries e WHERE e.workspace_id = $1 AND e.id = p.made_entry) LIMIT 20";
    found(db, workspace, sql, "is a promise that no entry tells of")
}

/// What was counted, less what there is to count: nothing is left, of any place or member, on any day.
pub(crate) fn miscounted(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT whose FROM (SELECT whose, day, kept_on_time AS on_time, kept_late AS late, broken AS broken FROM promise_tally \
               WHERE workspace_id = $1 UNION ALL \
               SELECT location_id, ended_day, CASE WHEN state = 'kept' AND kept_on_time THEN -1 ELSE 0 END, \
               CASE WHEN state = 'kept' AND NOT kept_on_time THEN -1 ELSE 0 END, CASE WHEN state = 'broken' THEN -1 ELSE 0 END \
               FROM promises WHERE workspace_id = $1 AND state IN ('kept', 'broken') UNION ALL \
               SELECT owner_id, ended_day, CASE WHEN state = 'kept' AND kept_on_time THEN -1 ELSE 0 END, \
               CASE WHEN state = 'kept' AND NOT kept_on_time THEN -1 ELSE 0 END, CASE WHEN state = 'broken' THEN -1 ELSE 0 END \
               FROM promises WHERE workspace_id = $1 AND state IN ('kept', 'broken')) counted \
               GROUP BY whose, day HAVING SUM(on_time) <> 0 OR SUM(late) <> 0 OR SUM(broken) <> 0 LIMIT 20";
    found(db, workspace, sql, "is a place or a member whose kept promises are counted wrong")
}
