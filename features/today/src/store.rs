//! The statements of Today: helps, snoozes, and what a line of the log wrote.

use serde_json::Value;
use tend_core::{
    Actor, Result, Timestamp, Tx,
    calls::Call,
    db::{Conn, FromRow, Row},
    id::{CallId, ClientId, MemberId},
};

use crate::{
    help::{Help, HelpId},
    snooze::Snooze,
    written::{Written, WrittenId},
};

/// The most helps and snoozes of one member that are looked at.
const MOST: i64 = 1000;

/// Writes a help down; false when these very calls were settled by the same press already.
pub(crate) fn insert_help(tx: &Tx, help: &Help, once_key: &str) -> Result<bool> {
    let written = tx.exec(
        "INSERT INTO helps (workspace_id, id, member_id, client_id, helped_at, once_key, calls, own_calls) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (workspace_id, member_id, client_id, once_key) DO NOTHING",
        &[
            &tx.actor.workspace,
            &help.id,
            &help.member,
            &help.client,
            &help.helped_at,
            &once_key,
            &of_all(help)?,
            &of_the_member(help)?,
        ],
    )?;
    Ok(written == 1)
}

/// Keeps of a help just written only the calls that were settled.
pub(crate) fn set_settled(tx: &Tx, help: &Help) -> Result<()> {
    tx.exec(
        "UPDATE helps SET calls = $3, own_calls = $4 WHERE workspace_id = $1 AND id = $2",
        &[&tx.actor.workspace, &help.id, &of_all(help)?, &of_the_member(help)?],
    )?;
    Ok(())
}

/// The calls of a help that everybody may see.
fn of_all(help: &Help) -> Result<Value> {
    Ok(serde_json::to_value(help.calls.iter().filter(|call| !call.private).collect::<Vec<_>>())?)
}

/// Those that are the member's alone stand apart, so that they stay here when the rest goes out.
fn of_the_member(help: &Help) -> Result<Option<Value>> {
    let own: Vec<&Call> = help.calls.iter().filter(|call| call.private).collect();
    Ok(if own.is_empty() { None } else { Some(serde_json::to_value(own)?) })
}

/// Forgets a help just written that settled nothing.
pub(crate) fn forget_help(tx: &Tx, help: &Help) -> Result<()> {
    tx.exec("DELETE FROM helps WHERE workspace_id = $1 AND id = $2", &[&tx.actor.workspace, &help.id])?;
    Ok(())
}

const HELP: &str = "id, member_id, client_id, helped_at, undone_at, calls, own_calls";

/// One help of that member.
pub(crate) fn help(db: &Conn, actor: &Actor, member: MemberId, id: HelpId) -> Result<Help> {
    let sql = format!("SELECT {HELP} FROM helps WHERE workspace_id = $1 AND member_id = $2 AND id = $3");
    Ok(db.one(&sql, &[&actor.workspace, &member, &id])?)
}

/// Whom a member helped since a moment, latest first; what was taken back is not among them.
pub fn helped_since(db: &Conn, actor: &Actor, member: MemberId, since: Timestamp) -> Result<Vec<Help>> {
    let sql = format!(
        "SELECT {HELP} FROM helps WHERE workspace_id = $1 AND member_id = $2 AND helped_at >= $3 AND undone_at IS NULL \
         ORDER BY helped_at DESC, id DESC LIMIT $4"
    );
    Ok(db.query(&sql, &[&actor.workspace, &member, &since, &MOST])?)
}

/// Takes a help back; false when somebody did so already. The same calls can be settled again.
pub(crate) fn undo_help(tx: &Tx, help: &Help) -> Result<bool> {
    let once_key = format!("undone {}", help.id);
    let undone = tx.exec(
        "UPDATE helps SET undone_at = $4, once_key = $5 WHERE workspace_id = $1 AND member_id = $2 AND id = $3 AND undone_at IS NULL",
        &[&tx.actor.workspace, &help.member, &help.id, &tx.now, &once_key],
    )?;
    Ok(undone == 1)
}

/// Puts a client off, or moves the time until which they are put off.
pub(crate) fn put_snooze(tx: &Tx, snooze: &Snooze) -> Result<()> {
    tx.exec(
        "INSERT INTO snoozes (workspace_id, member_id, client_id, snoozed_at, until_at, reason, calls) VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (workspace_id, member_id, client_id) DO UPDATE SET snoozed_at = excluded.snoozed_at, \
         until_at = excluded.until_at, reason = excluded.reason, calls = excluded.calls",
        &[
            &tx.actor.workspace,
            &snooze.member,
            &snooze.client,
            &snooze.snoozed_at,
            &snooze.until_at,
            &snooze.reason,
            &serde_json::to_value(&snooze.calls)?,
        ],
    )?;
    Ok(())
}

/// Brings a client back; false when they were not put off.
pub(crate) fn delete_snooze(tx: &Tx, member: MemberId, client: ClientId) -> Result<bool> {
    let gone = tx.exec(
        "DELETE FROM snoozes WHERE workspace_id = $1 AND member_id = $2 AND client_id = $3",
        &[&tx.actor.workspace, &member, &client],
    )?;
    Ok(gone == 1)
}

/// Whom a member put off until after `at`, soonest first.
pub(crate) fn snoozes(db: &Conn, actor: &Actor, member: MemberId, at: Timestamp) -> Result<Vec<Snooze>> {
    Ok(db.query(
        "SELECT member_id, client_id, snoozed_at, until_at, reason, calls FROM snoozes \
         WHERE workspace_id = $1 AND member_id = $2 AND until_at > $3 ORDER BY until_at, client_id LIMIT $4",
        &[&actor.workspace, &member, &at, &MOST],
    )?)
}

/// Begins to remember a line of the log; false when the same line of the same page was written already.
pub(crate) fn insert_written(tx: &Tx, written: &Written, once_key: &str) -> Result<bool> {
    let inserted = tx.exec(
        "INSERT INTO log_lines (workspace_id, id, member_id, client_id, written_at, once_key, wrote) VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (workspace_id, member_id, once_key) DO NOTHING",
        &[
            &tx.actor.workspace,
            &written.id,
            &written.member,
            &written.client,
            &written.written_at,
            &once_key,
            &serde_json::to_value(&written.wrote)?,
        ],
    )?;
    Ok(inserted == 1)
}

/// The client of the line that was written under this key already, if one was.
pub(crate) fn written_once(tx: &Tx, member: MemberId, once_key: &str) -> Result<Option<ClientId>> {
    let found = tx.query_map(
        "SELECT client_id FROM log_lines WHERE workspace_id = $1 AND member_id = $2 AND once_key = $3",
        &[&tx.actor.workspace, &member, &once_key],
        |row| row.get(0),
    )?;
    Ok(found.into_iter().next())
}

/// Remembers what a line became, so that it can be taken back.
pub(crate) fn finish_written(tx: &Tx, written: &Written) -> Result<()> {
    tx.exec(
        "UPDATE log_lines SET wrote = $3 WHERE workspace_id = $1 AND id = $2",
        &[&tx.actor.workspace, &written.id, &serde_json::to_value(&written.wrote)?],
    )?;
    Ok(())
}

/// One line that member wrote.
pub(crate) fn written(db: &Conn, actor: &Actor, member: MemberId, id: WrittenId) -> Result<Written> {
    Ok(db.one(
        "SELECT id, member_id, client_id, written_at, undone_at, wrote FROM log_lines WHERE workspace_id = $1 AND member_id = $2 AND id = $3",
        &[&actor.workspace, &member, &id],
    )?)
}

/// The line that member wrote last.
#[cfg(test)]
pub(crate) fn newest_line(db: &Conn, actor: &Actor, member: MemberId) -> Result<WrittenId> {
    Ok(db.scalar(
        "SELECT id FROM log_lines WHERE workspace_id = $1 AND member_id = $2 ORDER BY id DESC LIMIT 1",
        &[&actor.workspace, &member],
    )?)
}

/// Takes a line back; false when it was taken back already.
pub(crate) fn undo_written(tx: &Tx, written: &Written) -> Result<bool> {
    let undone = tx.exec(
        "UPDATE log_lines SET undone_at = $4 WHERE workspace_id = $1 AND member_id = $2 AND id = $3 AND undone_at IS NULL",
        &[&tx.actor.workspace, &written.member, &written.id, &tx.now],
    )?;
    Ok(undone == 1)
}

impl FromRow for Help {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        let own = row.get::<Option<Value>>(6)?.map_or(Ok(Vec::new()), serde_json::from_value::<Vec<Call>>);
        let own = own.map_err(|error| tend_core::db::Error::Other(error.to_string()))?;
        Ok(Help {
            id: row.get(0)?,
            member: row.get(1)?,
            client: row.get(2)?,
            helped_at: row.get(3)?,
            undone_at: row.get(4)?,
            calls: [read::<Vec<Call>>(row, 5)?, own].concat(),
        })
    }
}

impl FromRow for Snooze {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        Ok(Snooze {
            member: row.get(0)?,
            client: row.get(1)?,
            snoozed_at: row.get(2)?,
            until_at: row.get(3)?,
            reason: row.get(4)?,
            calls: read::<Vec<CallId>>(row, 5)?,
        })
    }
}

impl FromRow for Written {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        Ok(Written {
            id: row.get(0)?,
            member: row.get(1)?,
            client: row.get(2)?,
            written_at: row.get(3)?,
            undone_at: row.get(4)?,
            wrote: read(row, 5)?,
        })
    }
}

/// What a JSON column holds. What an older Tend wrote and nobody can read any more is as good as empty.
fn read<T: serde::de::DeserializeOwned + Default>(row: &Row, index: usize) -> tend_core::db::Result<T> {
    let value: Value = row.get(index)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}
