//! The statements of what stands around a problem: helpers, what it touches, causes, targets.

use tend_core::{
    Actor, Result, Tx,
    db::{Conn, FromRow, Row},
    fold::fold,
    id::MemberId,
};

use crate::{
    help::{Help, Touch, TouchId},
    problem::{CauseId, ProblemId, Severity},
    targets::Targets,
};

const HELPER: &str = "SELECT h.id, h.problem_id, h.member_id, m.name, h.what, h.asked_at, h.asked_by, h.agreed_at, h.ended_at \
                      FROM problem_helpers h JOIN members m ON m.workspace_id = $1 AND m.id = h.member_id \
                      WHERE h.workspace_id = $1";

/// Who helps or helped with a problem, first who was asked first.
pub fn helpers(db: &Conn, actor: &Actor, problem: ProblemId) -> Result<Vec<Help>> {
    Ok(db.query(&format!("{HELPER} AND h.problem_id = $2 ORDER BY h.asked_at, h.id"), &[&actor.workspace, &problem])?)
}

/// What a member helps with.
pub(crate) fn helping(db: &Conn, actor: &Actor, member: MemberId) -> Result<Vec<Help>> {
    let sql = format!("{HELPER} AND h.member_id = $2 AND h.ended_at IS NULL ORDER BY h.asked_at, h.id");
    Ok(db.query(&sql, &[&actor.workspace, &member])?)
}

/// One colleague's help with a problem, of now or before.
pub(crate) fn helper(db: &Conn, actor: &Actor, problem: ProblemId, member: MemberId) -> Result<Option<Help>> {
    let sql = format!("{HELPER} AND h.problem_id = $2 AND h.member_id = $3");
    Ok(db.opt(&sql, &[&actor.workspace, &problem, &member])?)
}

pub(crate) fn put_helper(tx: &Tx, helper: &Help) -> Result<()> {
    tx.exec(
        "INSERT INTO problem_helpers (workspace_id, id, problem_id, member_id, what, asked_at, asked_by, agreed_at, ended_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (workspace_id, problem_id, member_id) DO UPDATE SET what = excluded.what, asked_at = excluded.asked_at, \
         asked_by = excluded.asked_by, agreed_at = excluded.agreed_at, ended_at = excluded.ended_at",
        &[
            &tx.actor.workspace,
            &helper.id,
            &helper.problem,
            &helper.member,
            &helper.what,
            &helper.asked_at,
            &helper.asked_by,
            &helper.agreed_at,
            &helper.ended_at,
        ],
    )?;
    Ok(())
}

impl FromRow for Help {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        Ok(Help {
            id: row.get(0)?,
            problem: row.get(1)?,
            member: row.get(2)?,
            name: row.get(3)?,
            what: row.get(4)?,
            asked_at: row.get(5)?,
            asked_by: row.get(6)?,
            agreed_at: row.get(7)?,
            ended_at: row.get(8)?,
        })
    }
}

/// What a problem touches, in the order it was written down.
pub fn touches(db: &Conn, actor: &Actor, problem: ProblemId) -> Result<Vec<Touch>> {
    Ok(db.query(
        "SELECT id, feature, subject_id, words, note FROM problem_touches WHERE workspace_id = $1 AND problem_id = $2 ORDER BY id",
        &[&actor.workspace, &problem],
    )?)
}

pub(crate) fn insert_touch(tx: &Tx, problem: ProblemId, touch: &Touch) -> Result<()> {
    tx.exec(
        "INSERT INTO problem_touches (workspace_id, id, problem_id, feature, subject_id, words, words_folded, note) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            &tx.actor.workspace,
            &touch.id,
            &problem,
            &touch.feature,
            &touch.subject,
            &touch.words,
            &fold(&touch.words),
            &touch.note,
        ],
    )?;
    Ok(())
}

pub(crate) fn delete_touch(tx: &Tx, problem: ProblemId, touch: TouchId) -> Result<bool> {
    let gone = tx.exec(
        "DELETE FROM problem_touches WHERE workspace_id = $1 AND problem_id = $2 AND id = $3",
        &[&tx.actor.workspace, &problem, &touch],
    )?;
    Ok(gone == 1)
}

impl FromRow for Touch {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        Ok(Touch { id: row.get(0)?, feature: row.get(1)?, subject: row.get(2)?, words: row.get(3)?, note: row.get(4)? })
    }
}

/// What a cause is called.
pub fn cause_name(db: &Conn, actor: &Actor, cause: CauseId) -> Result<String> {
    Ok(db.scalar("SELECT name FROM problem_causes WHERE workspace_id = $1 AND id = $2", &[&actor.workspace, &cause])?)
}

/// The causes that are known, the newest first.
pub fn causes(db: &Conn, actor: &Actor, limit: i64) -> Result<Vec<(CauseId, String)>> {
    Ok(db.query_map(
        "SELECT id, name FROM problem_causes WHERE workspace_id = $1 ORDER BY id DESC LIMIT $2",
        &[&actor.workspace, &limit],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}

/// The cause of that name, in whatever letters it was written.
pub(crate) fn cause_named(db: &Conn, actor: &Actor, name: &str) -> Result<Option<CauseId>> {
    let found = db.query_map(
        "SELECT id FROM problem_causes WHERE workspace_id = $1 AND name_folded = $2",
        &[&actor.workspace, &fold(name)],
        |row| row.get(0),
    )?;
    Ok(found.into_iter().next())
}

pub(crate) fn insert_cause(tx: &Tx, id: CauseId, name: &str) -> Result<()> {
    tx.exec(
        "INSERT INTO problem_causes (workspace_id, id, name, name_folded, made_at) VALUES ($1, $2, $3, $4, $5)",
        &[&tx.actor.workspace, &id, &name, &fold(name), &tx.now],
    )?;
    Ok(())
}

/// By when what is to have happened with a problem that bad.
pub fn targets(db: &Conn, actor: &Actor, severity: Severity) -> Result<Targets> {
    let set: Option<Targets> = db.opt(
        "SELECT first_word, next_word, done, version FROM problem_targets WHERE workspace_id = $1 AND severity = $2",
        &[&actor.workspace, &severity],
    )?;
    Ok(set.unwrap_or(Targets::usual(severity)))
}

/// Sets targets where nobody has yet.
pub(crate) fn insert_targets(tx: &Tx, severity: Severity, new: &Targets) -> Result<()> {
    tx.exec(
        "INSERT INTO problem_targets (workspace_id, severity, first_word, next_word, done, version) VALUES ($1, $2, $3, $4, $5, 1)",
        &[&tx.actor.workspace, &severity, &new.first_word_us, &new.next_word_us, &new.done_us],
    )?;
    Ok(())
}

/// Changes targets, if nobody did since they were read.
pub(crate) fn update_targets(tx: &Tx, severity: Severity, new: &Targets) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE problem_targets SET first_word = $3, next_word = $4, done = $5, version = version + 1 \
         WHERE workspace_id = $1 AND severity = $2 AND version = $6",
        &[&tx.actor.workspace, &severity, &new.first_word_us, &new.next_word_us, &new.done_us, &new.version],
    )?)
}

impl FromRow for Targets {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        Ok(Targets {
            first_word_us: row.get(0)?,
            next_word_us: row.get(1)?,
            done_us: row.get(2)?,
            version: row.get(3)?,
        })
    }
}
