//! The statements of gestures, allowances and what there is to do.

use tend_core::{
    Actor, Result, Tx,
    db::{Conn, FromRow, Row},
    id::MemberId,
    money::Money,
};

use crate::{
    gesture::{self, Allowance, Gesture, GestureId, Rule, Todo, TodoId},
    problem::ProblemId,
};

const GESTURE: &str = "SELECT g.id, g.problem_id, g.kind, g.words, g.minor, g.currency, g.standing, g.why, g.asked_at, g.asked_by, \
                       m.name, g.answered_at, g.answered_by, g.answer, g.version FROM problem_gestures g \
                       JOIN members m ON m.workspace_id = $1 AND m.id = g.asked_by WHERE g.workspace_id = $1";

/// What was given for a problem, or asked for, the oldest first.
pub fn gestures(db: &Conn, actor: &Actor, problem: ProblemId) -> Result<Vec<Gesture>> {
    Ok(db.query(&format!("{GESTURE} AND g.problem_id = $2 ORDER BY g.id"), &[&actor.workspace, &problem])?)
}

/// One gesture of a problem.
pub(crate) fn gesture(db: &Conn, actor: &Actor, problem: ProblemId, id: GestureId) -> Result<Gesture> {
    Ok(db.one(&format!("{GESTURE} AND g.problem_id = $2 AND g.id = $3"), &[&actor.workspace, &problem, &id])?)
}

/// Every gesture that waits for an answer.
pub(crate) fn gestures_asked(db: &Conn, actor: &Actor) -> Result<Vec<Gesture>> {
    Ok(db.query(&format!("{GESTURE} AND g.standing = 'asked' ORDER BY g.id"), &[&actor.workspace])?)
}

pub(crate) fn insert_gesture(tx: &Tx, new: &Gesture) -> Result<()> {
    tx.exec(
        "INSERT INTO problem_gestures (workspace_id, id, problem_id, kind, words, minor, currency, standing, why, asked_at, asked_by, \
         answer, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', 1)",
        &[
            &tx.actor.workspace,
            &new.id,
            &new.problem,
            &new.kind,
            &new.words,
            &new.worth.minor,
            &new.worth.currency,
            &new.standing,
            &new.why,
            &new.asked_at,
            &new.asked_by,
        ],
    )?;
    Ok(())
}

/// Writes the answer, if nobody answered meanwhile; says whether it did.
pub(crate) fn answer_gesture(tx: &Tx, gesture: &Gesture) -> Result<bool> {
    let changed = tx.exec(
        "UPDATE problem_gestures SET standing = $4, answered_at = $5, answered_by = $6, answer = $7, version = version + 1 \
         WHERE workspace_id = $1 AND id = $2 AND version = $3",
        &[
            &tx.actor.workspace,
            &gesture.id,
            &gesture.version,
            &gesture.standing,
            &gesture.answered_at,
            &gesture.answered_by,
            &gesture.answer,
        ],
    )?;
    Ok(changed == 1)
}

/// What a member gave for a problem of their own accord, in minor units.
fn spent(db: &Conn, actor: &Actor, problem: ProblemId, member: MemberId) -> Result<i64> {
    Ok(db.scalar(
        "SELECT CAST(COALESCE(SUM(minor), 0) AS BIGINT) FROM problem_gestures WHERE workspace_id = $1 AND problem_id = $2 \
         AND asked_by = $3 AND standing = 'given' AND answered_by IS NULL",
        &[&actor.workspace, &problem, &member],
    )?)
}

/// What a member may give for a problem, and what they gave of it.
pub fn allowance(db: &Conn, actor: &Actor, problem: ProblemId, member: MemberId) -> Result<Allowance> {
    let each = rule(db, actor)?.each;
    let own = own_allowance(db, actor, member)?.map_or(each.minor, |(minor, _)| minor);
    Ok(Allowance { whole: Money { minor: own, ..each }, spent_minor: spent(db, actor, problem, member)? })
}

/// What a member may give where it differs from what holds for all: how much, and its version.
pub fn own_allowance(db: &Conn, actor: &Actor, member: MemberId) -> Result<Option<(i64, i64)>> {
    let found = db.query_map(
        "SELECT minor, version FROM problem_allowances WHERE workspace_id = $1 AND member_id = $2",
        &[&actor.workspace, &member],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(found.into_iter().next())
}

pub(crate) fn put_allowance(tx: &Tx, member: MemberId, minor: i64) -> Result<()> {
    tx.exec(
        "INSERT INTO problem_allowances (workspace_id, member_id, minor, version) VALUES ($1, $2, $3, 1) \
         ON CONFLICT (workspace_id, member_id) DO UPDATE SET minor = excluded.minor, version = problem_allowances.version + 1",
        &[&tx.actor.workspace, &member, &minor],
    )?;
    Ok(())
}

pub(crate) fn delete_allowance(tx: &Tx, member: MemberId) -> Result<()> {
    tx.exec(
        "DELETE FROM problem_allowances WHERE workspace_id = $1 AND member_id = $2",
        &[&tx.actor.workspace, &member],
    )?;
    Ok(())
}

/// What holds for all who have no allowance of their own.
pub fn rule(db: &Conn, actor: &Actor) -> Result<Rule> {
    let set: Option<Rule> =
        db.opt("SELECT minor, currency, version FROM problem_rules WHERE workspace_id = $1", &[&actor.workspace])?;
    Ok(set.unwrap_or_else(gesture::usual))
}

pub(crate) fn insert_rule(tx: &Tx, new: &Rule) -> Result<()> {
    tx.exec(
        "INSERT INTO problem_rules (workspace_id, minor, currency, version) VALUES ($1, $2, $3, 1)",
        &[&tx.actor.workspace, &new.each.minor, &new.each.currency],
    )?;
    Ok(())
}

pub(crate) fn update_rule(tx: &Tx, new: &Rule) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE problem_rules SET minor = $2, currency = $3, version = version + 1 WHERE workspace_id = $1 AND version = $4",
        &[&tx.actor.workspace, &new.each.minor, &new.each.currency, &new.version],
    )?)
}

/// What there is to do for a problem, in the order it was written down.
pub fn todos(db: &Conn, actor: &Actor, problem: ProblemId) -> Result<Vec<Todo>> {
    Ok(db.query(
        "SELECT id, problem_id, part, words, note, done_at, done_by FROM problem_todos WHERE workspace_id = $1 AND problem_id = $2 \
         ORDER BY id",
        &[&actor.workspace, &problem],
    )?)
}

pub(crate) fn insert_todo(tx: &Tx, todo: &Todo) -> Result<()> {
    tx.exec(
        "INSERT INTO problem_todos (workspace_id, id, problem_id, part, words, note) VALUES ($1, $2, $3, $4, $5, $6)",
        &[&tx.actor.workspace, &todo.id, &todo.problem, &todo.part, &todo.words, &todo.note],
    )?;
    Ok(())
}

/// Ticks it, or takes the tick back; says whether that changed anything.
pub(crate) fn tick_todo(tx: &Tx, todo: &Todo) -> Result<bool> {
    let changed = tx.exec(
        "UPDATE problem_todos SET done_at = $4, done_by = $5 WHERE workspace_id = $1 AND problem_id = $2 AND id = $3 \
         AND (done_at IS NULL) = (CAST($4 AS BIGINT) IS NOT NULL)",
        &[&tx.actor.workspace, &todo.problem, &todo.id, &todo.done_at, &todo.done_by],
    )?;
    Ok(changed == 1)
}

pub(crate) fn delete_todo(tx: &Tx, problem: ProblemId, todo: TodoId) -> Result<bool> {
    let gone = tx.exec(
        "DELETE FROM problem_todos WHERE workspace_id = $1 AND problem_id = $2 AND id = $3",
        &[&tx.actor.workspace, &problem, &todo],
    )?;
    Ok(gone == 1)
}

impl FromRow for Gesture {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        Ok(Gesture {
            id: row.get(0)?,
            problem: row.get(1)?,
            kind: row.get(2)?,
            words: row.get(3)?,
            worth: Money { minor: row.get(4)?, currency: row.get(5)? },
            standing: row.get(6)?,
            why: row.get(7)?,
            asked_at: row.get(8)?,
            asked_by: row.get(9)?,
            asked_by_name: row.get(10)?,
            answered_at: row.get(11)?,
            answered_by: row.get(12)?,
            answer: row.get(13)?,
            version: row.get(14)?,
        })
    }
}

impl FromRow for Rule {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        Ok(Rule { each: Money { minor: row.get(0)?, currency: row.get(1)? }, version: row.get(2)? })
    }
}

impl FromRow for Todo {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        Ok(Todo {
            id: row.get(0)?,
            problem: row.get(1)?,
            part: row.get(2)?,
            words: row.get(3)?,
            note: row.get(4)?,
            done_at: row.get(5)?,
            done_by: row.get(6)?,
        })
    }
}
