//! The statements behind `tend check`: where the rows of clients do not fit together. Each answers a few ids at most.

use tend_core::{Result, check::found, db::Conn, id::WorkspaceId};

pub(crate) fn not_in_search(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT c.id FROM clients c WHERE c.workspace_id = $1 AND NOT EXISTS (SELECT 1 FROM search_texts s \
               WHERE s.workspace_id = $1 AND s.kind = 'client' AND s.id = c.id) LIMIT 20";
    found(db, workspace, sql, "is a client whom search does not find")
}

pub(crate) fn gone_in_search(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT s.id FROM search_texts s WHERE s.workspace_id = $1 AND s.kind = 'client' AND NOT EXISTS \
               (SELECT 1 FROM clients c WHERE c.workspace_id = $1 AND c.id = s.id) LIMIT 20";
    found(db, workspace, sql, "is found by search, and no client")
}

pub(crate) fn tags_out_of_order(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT t.client_id FROM client_tags t JOIN clients c ON c.workspace_id = $1 AND c.id = t.client_id \
               WHERE t.workspace_id = $1 AND t.name_folded <> c.name_folded LIMIT 20";
    found(db, workspace, sql, "stands in the list of a tag under another name")
}

pub(crate) fn rhythms_without_call(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT c.id FROM clients c WHERE c.workspace_id = $1 AND c.cadence_days IS NOT NULL AND c.archived_at IS NULL \
               AND NOT EXISTS (SELECT 1 FROM calls k WHERE k.workspace_id = $1 AND k.kind = 'clients.cadence' \
               AND k.subject_id = c.id AND k.member_id = c.owner_id) LIMIT 20";
    found(db, workspace, sql, "is a client whose rhythm calls nobody")
}

pub(crate) fn calls_without_rhythm(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT k.subject_id FROM calls k WHERE k.workspace_id = $1 AND k.kind = 'clients.cadence' AND NOT EXISTS \
               (SELECT 1 FROM clients c WHERE c.workspace_id = $1 AND c.id = k.subject_id AND c.owner_id = k.member_id \
               AND c.cadence_days IS NOT NULL AND c.archived_at IS NULL) LIMIT 20";
    found(db, workspace, sql, "calls somebody by a rhythm that is not there")
}

pub(crate) fn dates_without_call(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT d.id FROM client_dates d JOIN clients c ON c.workspace_id = $1 AND c.id = d.client_id \
               WHERE d.workspace_id = $1 AND c.archived_at IS NULL AND NOT EXISTS (SELECT 1 FROM calls k \
               WHERE k.workspace_id = $1 AND k.kind = 'clients.date' AND k.subject_id = d.id) LIMIT 20";
    found(db, workspace, sql, "is a day that matters, and calls nobody")
}

pub(crate) fn calls_without_date(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT k.subject_id FROM calls k WHERE k.workspace_id = $1 AND k.kind = 'clients.date' AND NOT EXISTS \
               (SELECT 1 FROM client_dates d WHERE d.workspace_id = $1 AND d.client_id = k.client_id AND d.id = k.subject_id) LIMIT 20";
    found(db, workspace, sql, "calls somebody for a day that is not there")
}
