//! The statements behind `tend check`: where the rows of problems do not fit together. Each answers a few ids at most.

use tend_core::{Result, check::found, db::Conn, id::WorkspaceId};

pub(crate) fn without_owner(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT p.id FROM problems p JOIN members m ON m.workspace_id = $1 AND m.id = p.owner_id \
               WHERE p.workspace_id = $1 AND p.settled_at IS NULL AND m.left_at IS NOT NULL LIMIT 20";
    found(db, workspace, sql, "is an open problem whose owner works here no more")
}

/// The calls an open problem has to have: one about the next word (or whether it is good), and one until it is made right.
pub(crate) fn without_calls(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT p.id FROM problems p WHERE p.workspace_id = $1 AND p.settled_at IS NULL AND ( \
               NOT EXISTS (SELECT 1 FROM calls k WHERE k.workspace_id = $1 AND k.subject_id = p.id AND k.member_id = p.owner_id \
               AND k.client_id = p.client_id AND k.kind = CASE WHEN p.first_word_at IS NULL THEN 'problems.first_word' \
               WHEN p.state = 'made_right' THEN 'problems.ask' WHEN p.word_promise_id IS NOT NULL AND p.word_ended_at IS NULL \
               THEN 'problems.done' ELSE 'problems.next_word' END) \
               OR NOT EXISTS (SELECT 1 FROM calls k WHERE k.workspace_id = $1 AND k.subject_id = p.id AND k.member_id = p.owner_id \
               AND k.client_id = p.client_id AND k.kind = CASE WHEN p.state = 'made_right' THEN 'problems.ask' \
               ELSE 'problems.done' END)) LIMIT 20";
    found(db, workspace, sql, "is an open problem that does not call its owner as it should")
}

pub(crate) fn calls_for_nothing(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT k.subject_id FROM calls k WHERE k.workspace_id = $1 \
               AND k.kind IN ('problems.first_word', 'problems.next_word', 'problems.done', 'problems.ask') \
               AND NOT EXISTS (SELECT 1 FROM problems p WHERE p.workspace_id = $1 AND p.id = k.subject_id AND p.owner_id = k.member_id \
               AND p.settled_at IS NULL AND (k.kind <> 'problems.first_word' OR p.first_word_at IS NULL) \
               AND (k.kind <> 'problems.ask' OR p.state = 'made_right') \
               AND (k.kind <> 'problems.next_word' OR p.word_promise_id IS NULL OR p.word_ended_at IS NOT NULL) \
               AND (k.kind NOT IN ('problems.next_word', 'problems.done') OR p.state <> 'made_right')) LIMIT 20";
    found(db, workspace, sql, "calls somebody for a problem that does not need it")
}

/// The next word that was promised, and its promise: open together, due together, in the same hands.
pub(crate) fn words_apart(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT p.id FROM problems p WHERE p.workspace_id = $1 AND p.word_promise_id IS NOT NULL AND p.word_ended_at IS NULL \
               AND (p.settled_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM promises w WHERE w.workspace_id = $1 \
               AND w.id = p.word_promise_id AND w.state = 'open' AND w.due_at = p.next_word_due AND w.owner_id = p.owner_id)) LIMIT 20";
    found(db, workspace, sql, "promised the next word otherwise than its promise says")
}

/// A gesture that waits has no answer, a refused one has, and each is worth nothing or more.
pub(crate) fn gestures_answered_wrongly(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT g.id FROM problem_gestures g WHERE g.workspace_id = $1 AND (g.minor < 0 \
               OR (g.answered_at IS NULL) <> (g.answered_by IS NULL) OR (g.standing = 'asked' AND g.answered_at IS NOT NULL) \
               OR (g.standing = 'refused' AND g.answered_at IS NULL)) LIMIT 20";
    found(db, workspace, sql, "is a gesture whose worth and answer do not fit how it stands")
}

/// What waits for an answer calls somebody.
pub(crate) fn gestures_uncalled(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT g.id FROM problem_gestures g WHERE g.workspace_id = $1 AND g.standing = 'asked' AND NOT EXISTS \
               (SELECT 1 FROM calls k WHERE k.workspace_id = $1 AND k.kind = 'problems.approve' AND k.subject_id = g.id) LIMIT 20";
    found(db, workspace, sql, "is a gesture that waits for an answer and calls nobody")
}

/// What calls for an answer waits for one.
pub(crate) fn answers_called_for_nothing(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT k.subject_id FROM calls k WHERE k.workspace_id = $1 AND k.kind = 'problems.approve' AND NOT EXISTS \
               (SELECT 1 FROM problem_gestures g WHERE g.workspace_id = $1 AND g.id = k.subject_id AND g.standing = 'asked') LIMIT 20";
    found(db, workspace, sql, "calls somebody for an answer that nobody waits for")
}

/// What each member may give is nothing or more.
pub(crate) fn allowances_wrong(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT a.member_id FROM problem_allowances a WHERE a.workspace_id = $1 AND a.minor < 0 LIMIT 20";
    found(db, workspace, sql, "may give less than nothing")
}

/// What all may give is nothing or more, in a currency.
pub(crate) fn rules_wrong(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT r.workspace_id FROM problem_rules r WHERE r.workspace_id = $1 AND (r.minor < 0 OR LENGTH(r.currency) <> 3) LIMIT 20";
    found(db, workspace, sql, "has an allowance for all that is no amount in a currency")
}

/// What is ticked says since when, and what there is to do says what.
pub(crate) fn todos_ticked_wrongly(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT t.id FROM problem_todos t WHERE t.workspace_id = $1 \
               AND (t.words = '' OR (t.done_by IS NOT NULL AND t.done_at IS NULL)) LIMIT 20";
    found(db, workspace, sql, "is something to do that does not say what, or since when it is done")
}

pub(crate) fn helpers_uncalled(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT h.problem_id FROM problem_helpers h WHERE h.workspace_id = $1 AND h.ended_at IS NULL AND NOT EXISTS \
               (SELECT 1 FROM calls k WHERE k.workspace_id = $1 AND k.kind = 'problems.help' AND k.subject_id = h.id \
               AND k.member_id = h.member_id) LIMIT 20";
    found(db, workspace, sql, "has a helper who is not called")
}

pub(crate) fn without_entry(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT p.id FROM problems p WHERE p.workspace_id = $1 AND NOT EXISTS \
               (SELECT 1 FROM entries e WHERE e.workspace_id = $1 AND e.id = p.raised_entry) LIMIT 20";
    found(db, workspace, sql, "is a problem that no entry tells of")
}

/// A state is marked with who and when exactly if it was reached and not gone back from.
pub(crate) fn marked_wrongly(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT p.id FROM problems p WHERE p.workspace_id = $1 AND ( \
               (p.state = 'settled') <> (p.settled_at IS NOT NULL) OR (p.settled_at IS NOT NULL) <> (p.settled_how IS NOT NULL) \
               OR (p.settled_at IS NULL) <> (p.due_at IS NOT NULL) OR (p.state <> 'settled' AND ( \
               (p.state IN ('contained', 'fixed', 'made_right')) <> (p.contained_at IS NOT NULL) \
               OR (p.state IN ('fixed', 'made_right')) <> (p.fixed_at IS NOT NULL) \
               OR (p.state = 'made_right') <> (p.made_right_at IS NOT NULL)))) LIMIT 20";
    found(db, workspace, sql, "is a problem whose state and marks do not fit together")
}
