//! The statements of letters.

use uuid::Uuid;

use super::letter::{Letter, LetterId, LetterState, Reason, To, Words};
use crate::{
    app::Tx,
    db::{Conn, FromRow, Row},
    error::Result,
    id::{ClientId, MemberId, WorkspaceId},
    time::Timestamp,
};

const COLUMNS: &str = "id, client_id, member_id, written_by, kind, about_id, ground, ground_id, to_name, to_address, subject, \
                       text, html, state, tries, answer, message_id, written_at, queued_at, due_at, sent_at";

/// A row of the book before it has an answer.
pub(super) struct NewRow<'a> {
    pub id: LetterId,
    pub to: &'a To,
    pub name: &'a str,
    pub address: &'a str,
    pub reason: Reason,
    pub ground: Option<Uuid>,
    pub kind: &'a str,
    pub about: Option<Uuid>,
    pub words: &'a Words,
    pub secret: Option<&'a str>,
    pub stop: Option<&'a str>,
}

pub(super) fn insert(tx: &Tx, row: &NewRow) -> Result<()> {
    let (client, member) = match row.to {
        To::Client { client, .. } => (Some(*client), None),
        To::Member(member) => (None, Some(*member)),
    };
    tx.exec(
        "INSERT INTO letters (workspace_id, id, client_id, member_id, written_by, kind, about_id, ground, ground_id, to_name, \
         to_address, subject, text, html, secret, stop, state, tries, answer, message_id, written_at, queued_at, due_at, sent_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'waiting', 0, '', '', $17, $17, $17, NULL)",
        &[
            &tx.actor.workspace,
            &row.id,
            &client,
            &member,
            &tx.actor.member,
            &row.kind,
            &row.about,
            &row.reason,
            &row.ground,
            &row.name,
            &row.address,
            &row.words.subject,
            &row.words.text,
            &row.words.html,
            &row.secret,
            &row.stop,
            &tx.now,
        ],
    )?;
    Ok(())
}

/// One letter.
pub fn find(db: &Conn, workspace: WorkspaceId, id: LetterId) -> Result<Letter> {
    let sql = format!("SELECT {COLUMNS} FROM letters WHERE workspace_id = $1 AND id = $2");
    Ok(db.one(&sql, &[&workspace, &id])?)
}

/// The newest letters, whatever they are about.
pub fn newest(db: &Conn, workspace: WorkspaceId, limit: i64) -> Result<Vec<Letter>> {
    let sql = format!("SELECT {COLUMNS} FROM letters WHERE workspace_id = $1 ORDER BY id DESC LIMIT $2");
    Ok(db.query(&sql, &[&workspace, &limit])?)
}

/// The letters about a thing, the newest first: how often a client was asked, and whether it arrived.
pub fn about(db: &Conn, workspace: WorkspaceId, about: Uuid, limit: i64) -> Result<Vec<Letter>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM letters WHERE workspace_id = $1 AND about_id = $2 AND about_id IS NOT NULL ORDER BY id DESC LIMIT $3"
    );
    Ok(db.query(&sql, &[&workspace, &about, &limit])?)
}

/// A client's letters that were written after this id, the newest first.
pub(super) fn newer(
    db: &Conn,
    workspace: WorkspaceId,
    client: ClientId,
    after: Uuid,
    limit: i64,
) -> Result<Vec<Letter>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM letters WHERE workspace_id = $1 AND client_id = $2 AND client_id IS NOT NULL AND id > $3 \
         ORDER BY id DESC LIMIT $4"
    );
    Ok(db.query(&sql, &[&workspace, &client, &after, &limit])?)
}

/// What is kept of a letter only while it waits, and the token that ends such letters.
pub(super) fn secrets(db: &Conn, workspace: WorkspaceId, id: LetterId) -> Result<(Option<String>, Option<String>)> {
    let found = db.query_map(
        "SELECT secret, stop FROM letters WHERE workspace_id = $1 AND id = $2",
        &[&workspace, &id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(found.into_iter().next().unwrap_or_default())
}

/// Takes a letter that waits into one's hands until then; `false` if it waits no longer, or another worker has it.
pub(super) fn take(tx: &Tx, id: LetterId, message_id: &str, until: Timestamp) -> Result<bool> {
    let taken = tx.exec(
        "UPDATE letters SET tries = tries + 1, due_at = $3, message_id = $4 WHERE workspace_id = $1 AND id = $2 \
         AND state = 'waiting' AND due_at <= $5",
        &[&tx.actor.workspace, &id, &until, &message_id, &tx.now],
    )?;
    Ok(taken == 1)
}

/// It waits until then, because of this.
pub(super) fn put_off(tx: &Tx, id: LetterId, until: Timestamp, answer: &str) -> Result<bool> {
    let put_off = tx.exec(
        "UPDATE letters SET due_at = $3, answer = $4 WHERE workspace_id = $1 AND id = $2 AND state = 'waiting'",
        &[&tx.actor.workspace, &id, &until, &answer],
    )?;
    Ok(put_off == 1)
}

/// It is on its way, or it is over; its secret is forgotten. `false` if somebody ended it before.
pub(super) fn end(tx: &Tx, id: LetterId, state: LetterState, answer: &str) -> Result<bool> {
    let sent_at = (state == LetterState::Sent).then_some(tx.now);
    let ended = tx.exec(
        "UPDATE letters SET state = $3, answer = $4, sent_at = $5, secret = NULL WHERE workspace_id = $1 AND id = $2 AND state = 'waiting'",
        &[&tx.actor.workspace, &id, &state, &answer, &sent_at],
    )?;
    Ok(ended == 1)
}

/// A refused letter waits again.
pub(super) fn again(tx: &Tx, id: LetterId) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE letters SET state = 'waiting', tries = 0, queued_at = $3, due_at = $3 WHERE workspace_id = $1 AND id = $2 AND state = 'refused'",
        &[&tx.actor.workspace, &id, &tx.now],
    )?)
}

/// Letters that should have gone out by then and did not: whoever had them in hand is gone.
pub(super) fn left_lying(db: &Conn, workspace: WorkspaceId, before: Timestamp, limit: i64) -> Result<Vec<LetterId>> {
    Ok(db.query_map(
        "SELECT id FROM letters WHERE workspace_id = $1 AND state = 'waiting' AND due_at < $2 ORDER BY due_at, id LIMIT $3",
        &[&workspace, &before, &limit],
        |row| row.get(0),
    )?)
}

/// Forgets letters of the house that were written before then.
pub(super) fn forget_of_house(tx: &Tx, before: Timestamp) -> Result<u64> {
    Ok(tx.exec(
        "DELETE FROM letters WHERE workspace_id = $1 AND client_id IS NULL AND written_at < $2 AND state <> 'waiting'",
        &[&tx.actor.workspace, &before],
    )?)
}

/// The member behind a letter, as the author of what follows from it.
pub(super) fn author(db: &Conn, workspace: WorkspaceId, id: LetterId) -> Result<Option<MemberId>> {
    Ok(db.scalar("SELECT written_by FROM letters WHERE workspace_id = $1 AND id = $2", &[&workspace, &id])?)
}

/// For `tend check`: letters that are sent without a time, or wait and are sent.
pub(super) fn unsure(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    Ok(db.query_map(
        "SELECT subject FROM letters WHERE workspace_id = $1 AND (state = 'sent') <> (sent_at IS NOT NULL) LIMIT 5",
        &[&workspace],
        |row| Ok(format!("The letter “{}” is sent and is not", row.get::<String>(0)?)),
    )?)
}

/// For `tend check`: secrets of letters that wait no longer.
pub(super) fn kept_secrets(db: &Conn, workspace: WorkspaceId) -> Result<Vec<String>> {
    Ok(db.query_map(
        "SELECT subject FROM letters WHERE workspace_id = $1 AND state <> 'waiting' AND secret IS NOT NULL LIMIT 5",
        &[&workspace],
        |row| Ok(format!("The link of the letter “{}” is still kept", row.get::<String>(0)?)),
    )?)
}

impl FromRow for Letter {
    fn from_row(row: &Row) -> crate::db::Result<Self> {
        Ok(Letter {
            id: row.get(0)?,
            client: row.get(1)?,
            member: row.get(2)?,
            by: row.get(3)?,
            kind: row.get(4)?,
            about: row.get(5)?,
            reason: row.get(6)?,
            ground: row.get(7)?,
            to_name: row.get(8)?,
            to_address: row.get(9)?,
            words: Words { subject: row.get(10)?, text: row.get(11)?, html: row.get(12)? },
            state: row.get(13)?,
            tries: row.get(14)?,
            answer: row.get(15)?,
            message_id: row.get(16)?,
            written_at: row.get(17)?,
            queued_at: row.get(18)?,
            due_at: row.get(19)?,
            sent_at: row.get(20)?,
        })
    }
}
