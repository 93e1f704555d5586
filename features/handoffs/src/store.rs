//! The statements of handoffs.

use tend_core::{
    Actor, Result, Timestamp, Tx,
    db::{Conn, FromRow, Row},
    id::{ClientId, MemberId, WorkspaceId},
};
use uuid::Uuid;

use crate::{
    handoff::{ANSWER_DAYS, Handoff, HandoffId},
    settings::Settings,
};

const HANDOFF: &str = "SELECT h.id, h.client_id, h.subject, h.subject_id, h.about, h.from_id, f.name, h.to_id, t.name, h.asked_by, \
                       h.asked_at, h.answer_by, h.briefing, h.state, h.ended_at, h.ended_by, h.word, h.version FROM handoffs h \
                       JOIN members f ON f.workspace_id = $1 AND f.id = h.from_id \
                       JOIN members t ON t.workspace_id = $1 AND t.id = h.to_id WHERE h.workspace_id = $1";

/// One handoff.
pub fn find(db: &Conn, actor: &Actor, id: HandoffId) -> Result<Handoff> {
    Ok(db.one(&format!("{HANDOFF} AND h.id = $2"), &[&actor.workspace, &id])?)
}

/// The handoffs of one client that wait, oldest first.
pub fn waiting_of_client(db: &Conn, actor: &Actor, client: ClientId) -> Result<Vec<Handoff>> {
    let sql = format!("{HANDOFF} AND h.client_id = $2 AND h.ended_at IS NULL ORDER BY h.id LIMIT 100");
    Ok(db.query(&sql, &[&actor.workspace, &client])?)
}

/// What a member is asked to take over, from one id on, oldest first.
pub fn waiting_for(db: &Conn, actor: &Actor, to: MemberId, after: HandoffId, limit: i64) -> Result<Vec<Handoff>> {
    let sql = format!("{HANDOFF} AND h.to_id = $2 AND h.ended_at IS NULL AND h.id > $3 ORDER BY h.id LIMIT $4");
    Ok(db.query(&sql, &[&actor.workspace, &to, &after, &limit])?)
}

/// What others are asked to take over from a member, from one id on, oldest first.
pub fn asked_from(db: &Conn, actor: &Actor, from: MemberId, after: HandoffId, limit: i64) -> Result<Vec<Handoff>> {
    let sql = format!("{HANDOFF} AND h.from_id = $2 AND h.ended_at IS NULL AND h.id > $3 ORDER BY h.id LIMIT $4");
    Ok(db.query(&sql, &[&actor.workspace, &from, &after, &limit])?)
}

/// What a member was asked and that waits no more, newest first.
pub fn ended_to(db: &Conn, actor: &Actor, to: MemberId, limit: i64) -> Result<Vec<Handoff>> {
    let sql =
        format!("{HANDOFF} AND h.to_id = $2 AND h.ended_at IS NOT NULL ORDER BY h.ended_at DESC, h.id DESC LIMIT $3");
    Ok(db.query(&sql, &[&actor.workspace, &to, &limit])?)
}

/// What was to be taken over from a member and that waits no more, newest first.
pub fn ended_from(db: &Conn, actor: &Actor, from: MemberId, limit: i64) -> Result<Vec<Handoff>> {
    let sql =
        format!("{HANDOFF} AND h.from_id = $2 AND h.ended_at IS NOT NULL ORDER BY h.ended_at DESC, h.id DESC LIMIT $3");
    Ok(db.query(&sql, &[&actor.workspace, &from, &limit])?)
}

/// Those whose time for an answer is over, the longest over first.
pub(crate) fn late(db: &Conn, actor: &Actor, now: Timestamp, limit: i64) -> Result<Vec<Handoff>> {
    let sql = format!("{HANDOFF} AND h.ended_at IS NULL AND h.answer_by <= $2 ORDER BY h.answer_by, h.id LIMIT $3");
    Ok(db.query(&sql, &[&actor.workspace, &now, &limit])?)
}

/// What was asked about a client after this id, newest first: for who is taken apart.
pub(crate) fn newer(db: &Conn, actor: &Actor, client: ClientId, after: Uuid, limit: i64) -> Result<Vec<Handoff>> {
    let sql = format!("{HANDOFF} AND h.client_id = $2 AND h.id > $3 ORDER BY h.id DESC LIMIT $4");
    Ok(db.query(&sql, &[&actor.workspace, &client, &after, &limit])?)
}

pub(crate) fn insert(tx: &Tx, new: &Handoff) -> Result<()> {
    tx.exec(
        "INSERT INTO handoffs (workspace_id, id, client_id, subject, subject_id, about, from_id, to_id, asked_by, asked_at, answer_by, \
         briefing, state, ended_at, ended_by, word, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, NULL, NULL, $14, 1)",
        &[
            &tx.actor.workspace,
            &new.id,
            &new.client,
            &new.subject,
            &new.subject_id,
            &new.about,
            &new.from,
            &new.to,
            &new.asked_by,
            &new.asked_at,
            &new.answer_by,
            &new.briefing,
            &new.state,
            &new.word,
        ],
    )?;
    Ok(())
}

/// Writes how it ended, if it still waits; says whether it did. Whoever asks second finds it ended.
pub(crate) fn end(tx: &Tx, ended: &Handoff) -> Result<bool> {
    let changed = tx.exec(
        "UPDATE handoffs SET state = $3, ended_at = $4, ended_by = $5, word = $6, version = version + 1 \
         WHERE workspace_id = $1 AND id = $2 AND ended_at IS NULL",
        &[&tx.actor.workspace, &ended.id, &ended.state, &ended.ended_at, &ended.ended_by, &ended.word],
    )?;
    Ok(changed == 1)
}

/// What was to be taken over from somebody who left is to be taken over from whoever has it now.
pub(crate) fn take_over(tx: &Tx, from: MemberId, to: MemberId) -> Result<()> {
    tx.exec(
        "UPDATE handoffs SET from_id = $3, version = version + 1 WHERE workspace_id = $1 AND from_id = $2 AND ended_at IS NULL",
        &[&tx.actor.workspace, &from, &to],
    )?;
    Ok(())
}

/// How long somebody has for an answer.
pub fn settings(db: &Conn, workspace: WorkspaceId) -> Result<Settings> {
    let set = db.query_map(
        "SELECT answer_days, version FROM handoff_settings WHERE workspace_id = $1",
        &[&workspace],
        |row| Ok(Settings { answer_days: row.get(0)?, version: row.get(1)? }),
    )?;
    Ok(set.into_iter().next().unwrap_or(Settings { answer_days: ANSWER_DAYS, version: 0 }))
}

pub(crate) fn insert_settings(tx: &Tx, answer_days: i64) -> Result<()> {
    tx.exec(
        "INSERT INTO handoff_settings (workspace_id, answer_days, version) VALUES ($1, $2, 1)",
        &[&tx.actor.workspace, &answer_days],
    )?;
    Ok(())
}

pub(crate) fn update_settings(tx: &Tx, answer_days: i64, version: i64) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE handoff_settings SET answer_days = $2, version = version + 1 WHERE workspace_id = $1 AND version = $3",
        &[&tx.actor.workspace, &answer_days, &version],
    )?)
}

/// Handoffs that wait and have an end, or have ended and have none.
pub(crate) fn half_ended(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT h.id FROM handoffs h WHERE h.workspace_id = $1 AND (h.state = 'waiting') <> (h.ended_at IS NULL) LIMIT 20";
    tend_core::check::found(db, workspace, sql, "is a handoff that has half ended")
}

/// Waiting handoffs without a call for whoever is asked.
pub(crate) fn uncalled(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT h.id FROM handoffs h WHERE h.workspace_id = $1 AND h.ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM calls c \
               WHERE c.workspace_id = $1 AND c.kind = 'handoffs.asked' AND c.subject_id = h.id AND c.member_id = h.to_id) LIMIT 20";
    tend_core::check::found(db, workspace, sql, "waits for an answer that nobody is called for")
}

/// Calls for an answer that nothing waits for.
pub(crate) fn called_in_vain(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    let sql = "SELECT c.subject_id FROM calls c WHERE c.workspace_id = $1 AND c.kind = 'handoffs.asked' AND NOT EXISTS (SELECT 1 \
               FROM handoffs h WHERE h.workspace_id = $1 AND h.id = c.subject_id AND h.ended_at IS NULL) LIMIT 20";
    tend_core::check::found(db, workspace, sql, "is called for and waits for no answer")
}

impl FromRow for Handoff {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        Ok(Handoff {
            id: row.get(0)?,
            client: row.get(1)?,
            subject: row.get(2)?,
            subject_id: row.get(3)?,
            about: row.get(4)?,
            from: row.get(5)?,
            from_name: row.get(6)?,
            to: row.get(7)?,
            to_name: row.get(8)?,
            asked_by: row.get(9)?,
            asked_at: row.get(10)?,
            answer_by: row.get(11)?,
            briefing: row.get(12)?,
            state: row.get(13)?,
            ended_at: row.get(14)?,
            ended_by: row.get(15)?,
            word: row.get(16)?,
            version: row.get(17)?,
        })
    }
}
