//! How each member wants their evening, why the house does its work, and what goes for good.

use tend_core::{
    Actor, Day, Result, Timestamp, Tx,
    check::found,
    db::Conn,
    id::{MemberId, WorkspaceId},
};

use crate::reflection::ReflectionId;

/// How a member wants it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Choices {
    /// Minutes after midnight from which on Today leads to the page; nothing: it never does.
    pub asks_at: Option<i64>,
    /// Why they do this work.
    pub purpose: String,
    /// The day for which they said: not tonight.
    pub skipped_day: Option<Day>,
}

/// How a member wants it; what nobody chose is empty.
pub(crate) fn choices(db: &Conn, actor: &Actor, member: MemberId) -> Result<Choices> {
    let found = db.query_map(
        "SELECT asks_at, purpose, skipped_day FROM reflection_choices WHERE workspace_id = $1 AND member_id = $2",
        &[&actor.workspace, &member],
        |row| Ok(Choices { asks_at: row.get(0)?, purpose: row.get(1)?, skipped_day: row.get(2)? }),
    )?;
    Ok(found.into_iter().next().unwrap_or_default())
}

/// Keeps how a member wants it.
pub(crate) fn put_choices(tx: &Tx, member: MemberId, choices: &Choices) -> Result<()> {
    tx.exec(
        "INSERT INTO reflection_choices (workspace_id, member_id, asks_at, purpose, skipped_day) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (workspace_id, member_id) DO UPDATE SET asks_at = excluded.asks_at, purpose = excluded.purpose, \
         skipped_day = excluded.skipped_day",
        &[&tx.actor.workspace, &member, &choices.asks_at, &choices.purpose, &choices.skipped_day],
    )?;
    Ok(())
}

/// Why the house does its work, and how often that was changed; empty where nobody wrote it.
pub(crate) fn house_purpose(db: &Conn, workspace: WorkspaceId) -> Result<(String, i64)> {
    let sql = "SELECT purpose, version FROM house_purposes WHERE workspace_id = $1";
    let found = db.query_map(sql, &[&workspace], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.into_iter().next().unwrap_or_default())
}

/// Writes why the house does its work; false when somebody changed it since it was read at this version.
pub(crate) fn put_house_purpose(tx: &Tx, purpose: &str, seen: i64) -> Result<bool> {
    let put = tx.exec(
        "INSERT INTO house_purposes (workspace_id, purpose, version) VALUES ($1, $2, 1) \
         ON CONFLICT (workspace_id) DO UPDATE SET purpose = excluded.purpose, version = house_purposes.version + 1 \
         WHERE house_purposes.version = $3",
        &[&tx.actor.workspace, &purpose, &seen],
    )?;
    Ok(put == 1)
}

/// What was emptied before that moment, or written by somebody who left before the other, whoever wrote it.
pub(crate) fn to_erase(
    db: &Conn,
    workspace: WorkspaceId,
    emptied_before: Timestamp,
    left_before: Timestamp,
    limit: i64,
) -> Result<Vec<ReflectionId>> {
    Ok(db.query_map(
        "SELECT id FROM reflections WHERE workspace_id = $1 AND deleted_at <= $2 \
         UNION SELECT r.id FROM members m JOIN reflections r ON r.workspace_id = m.workspace_id AND r.member_id = m.id \
         WHERE m.workspace_id = $1 AND m.left_at <= $3 LIMIT $4",
        &[&workspace, &emptied_before, &left_before, &limit],
        |row| row.get(0),
    )?)
}

/// What a member emptied lately.
pub(crate) fn emptied(db: &Conn, actor: &Actor, member: MemberId) -> Result<Vec<ReflectionId>> {
    Ok(db.query_map(
        "SELECT id FROM reflections WHERE workspace_id = $1 AND member_id = $2 AND deleted_at IS NOT NULL LIMIT 100",
        &[&actor.workspace, &member],
        |row| row.get(0),
    )?)
}

/// Coaches and admins, by name: with whom one of these can be shared, but for its author.
pub(crate) fn coaches(db: &Conn, actor: &Actor, author: MemberId) -> Result<Vec<(MemberId, String)>> {
    Ok(db.query_map(
        "SELECT id, name FROM members WHERE workspace_id = $1 AND left_at IS NULL AND role IN ('coach', 'admin') AND id <> $2 \
         ORDER BY name, id LIMIT 100",
        &[&actor.workspace, &author],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}

/// Nothing that a member wrote stays shared.
pub(crate) fn unshare_all(tx: &Tx, member: MemberId) -> Result<()> {
    tx.exec(
        "UPDATE reflections SET shared_at = NULL, shared_to = NULL, version = version + 1 \
         WHERE workspace_id = $1 AND (member_id = $2 OR shared_to = $2) AND shared_at IS NOT NULL",
        &[&tx.actor.workspace, &member],
    )?;
    Ok(())
}

/// Calls that lead to no page.
pub(crate) fn calls_for_nothing(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT k.id FROM calls k WHERE k.workspace_id = $1 AND k.kind = 'reflection.tomorrow' AND NOT EXISTS \
               (SELECT 1 FROM reflection_people p WHERE p.workspace_id = $1 AND p.id = k.subject_id) LIMIT 20";
    found(db, workspace, sql, "is a call of an evening that is not there")
}

/// Calls of evenings that others could see.
pub(crate) fn calls_for_others(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT k.id FROM calls k WHERE k.workspace_id = $1 AND k.kind = 'reflection.tomorrow' AND (k.private = FALSE OR NOT EXISTS \
               (SELECT 1 FROM reflection_people p JOIN reflections r ON r.workspace_id = p.workspace_id AND r.id = p.reflection_id \
               WHERE p.workspace_id = $1 AND p.id = k.subject_id AND r.member_id = k.member_id)) LIMIT 20";
    found(db, workspace, sql, "is a call of an evening that is not its author’s alone")
}
