//! The statements of the timeline.

mod together;

pub use together::{Stretch, count_before_of_several, first_happened_of_several, of_several};

use super::said;
use crate::{
    app::Tx,
    db::{Conn, FromRow, Param, Row, search},
    error::Result,
    id::{ClientId, EntryId, WorkspaceId},
    time::Timestamp,
    timeline::{Entry, Noted, Strand},
};

/// Takes that many numbers from the workspace; gives the first. Holds the workspace's row until the commit,
/// so that numbers are committed in their order.
pub(super) fn take_numbers(tx: &Conn, workspace: WorkspaceId, count: i64) -> Result<i64> {
    let next: i64 = tx.scalar(
        "UPDATE workspaces SET next_entry = next_entry + $2 WHERE workspace_id = $1 RETURNING next_entry",
        &[&workspace, &count],
    )?;
    Ok(next - count)
}

pub(super) fn insert(tx: &Tx, number: i64, noted: &Noted) -> Result<()> {
    let Noted { id, by, entry } = noted;
    // JSON's null is SQL's NULL on SQLite; a body without anything is an empty object on both.
    let body = if entry.body.is_null() { serde_json::json!({}) } else { entry.body.clone() };
    tx.exec(
        "INSERT INTO entries (workspace_id, id, number, client_id, strand, kind, happened_at, written_at, member_id, \
         subject_id, text, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        &[
            &tx.actor.workspace,
            id,
            &number,
            &entry.client,
            &entry.strand,
            &entry.kind,
            &entry.happened_at,
            &tx.now,
            by,
            &entry.subject,
            &entry.text,
            &body,
        ],
    )?;
    Ok(())
}

/// Where a page of a timeline begins: before this moment (and this id, where two share one).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Before {
    /// The moment of the last entry shown.
    pub happened_at: Timestamp,
    /// Its id.
    pub id: EntryId,
}

impl Before {
    /// Before nothing: from the newest on.
    pub const NEWEST: Before = Before { happened_at: Timestamp(i64::MAX), id: EntryId(uuid::Uuid::max()) };
}

const COLUMNS: &str = "e.id, e.number, e.client_id, e.kind, e.strand, e.happened_at, e.written_at, e.member_id, \
                       COALESCE(m.name, ''), e.subject_id, e.text, e.body";

/// A client's entries, newest first, from one place on; of one strand or of all.
pub fn of_client(
    db: &Conn,
    workspace: WorkspaceId,
    client: ClientId,
    strand: Option<Strand>,
    before: Before,
    limit: i64,
) -> Result<Vec<Entry>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM entries e LEFT JOIN members m ON m.workspace_id = $1 AND m.id = e.member_id \
         WHERE e.workspace_id = $1 AND e.client_id = $2 AND (e.happened_at, e.id) < ($3, $4) \
         AND (e.strand = CAST($5 AS TEXT) OR (CAST($5 AS TEXT) IS NULL AND e.strand <> 'unseen')) ORDER BY e.happened_at DESC, e.id DESC LIMIT $6"
    );
    let strand = strand.map(|s| s.word().to_owned());
    Ok(db.query(&sql, &[&workspace, &client, &before.happened_at, &before.id, &strand, &limit])?)
}

/// The entries about one thing, a promise or a problem, newest first: its own story.
pub fn of_subject(
    db: &Conn,
    workspace: WorkspaceId,
    subject: uuid::Uuid,
    before: Before,
    limit: i64,
) -> Result<Vec<Entry>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM entries e LEFT JOIN members m ON m.workspace_id = $1 AND m.id = e.member_id \
         WHERE e.workspace_id = $1 AND e.subject_id = $2 AND (e.happened_at, e.id) < ($3, $4) \
         ORDER BY e.happened_at DESC, e.id DESC LIMIT $5"
    );
    Ok(db.query(&sql, &[&workspace, &subject, &before.happened_at, &before.id, &limit])?)
}

/// One entry; what is not in this workspace is not found.
pub fn find(db: &Conn, workspace: WorkspaceId, id: EntryId) -> Result<Entry> {
    let sql = format!(
        "SELECT {COLUMNS} FROM entries e LEFT JOIN members m ON m.workspace_id = $1 AND m.id = e.member_id \
         WHERE e.workspace_id = $1 AND e.id = $2"
    );
    Ok(db.one(&sql, &[&workspace, &id])?)
}

/// Several entries by their numbers, in no order; those that are not found are left out.
pub(super) fn of_numbers(db: &Conn, workspace: WorkspaceId, numbers: &[i64]) -> Result<Vec<Entry>> {
    const CHUNK: usize = 10;
    let places: Vec<String> = (2..2 + CHUNK).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM entries e LEFT JOIN members m ON m.workspace_id = $1 AND m.id = e.member_id \
         WHERE e.workspace_id = $1 AND e.number IN ({})",
        places.join(", ")
    );
    let mut entries = Vec::with_capacity(numbers.len());
    for chunk in numbers.chunks(CHUNK) {
        let Some(last) = chunk.last() else { break };
        let mut params: Vec<&dyn Param> = vec![&workspace];
        params.extend((0..CHUNK).map(|index| chunk.get(index).unwrap_or(last) as &dyn Param));
        entries.extend(db.query::<Entry>(&sql, &params)?);
    }
    Ok(entries)
}

/// The next entries behind an id, in the order of ids.
pub(super) fn next_by_id(db: &Conn, workspace: WorkspaceId, after: uuid::Uuid) -> Result<Vec<Entry>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM entries e LEFT JOIN members m ON m.workspace_id = $1 AND m.id = e.member_id \
         WHERE e.workspace_id = $1 AND e.id > $2 ORDER BY e.id LIMIT 1000"
    );
    Ok(db.query(&sql, &[&workspace, &after])?)
}

/// Entries whose words were changed from outside: search finds them by what stands there now.
pub fn renew_words(tx: &Tx, ids: &[EntryId]) -> Result<()> {
    for id in ids {
        said::renew(tx, &[find(tx, tx.actor.workspace, *id)?])?;
    }
    Ok(())
}

/// A client's newest entry of one kind about one subject.
pub fn newest_of_subject(
    db: &Conn,
    workspace: WorkspaceId,
    client: ClientId,
    kind: &str,
    subject: uuid::Uuid,
) -> Result<Option<Entry>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM entries e LEFT JOIN members m ON m.workspace_id = $1 AND m.id = e.member_id \
         WHERE e.workspace_id = $1 AND e.client_id = $2 AND e.kind = $3 AND e.subject_id = $4 \
         ORDER BY e.happened_at DESC, e.id DESC LIMIT 1"
    );
    Ok(db.opt(&sql, &[&workspace, &client, &kind, &subject])?)
}

/// How many entries a client's story has before one place, counted up to `most`.
pub fn count_before(db: &Conn, workspace: WorkspaceId, client: ClientId, before: Before, most: i64) -> Result<i64> {
    Ok(db.scalar(
        "SELECT COUNT(*) FROM (SELECT 1 AS one FROM entries WHERE workspace_id = $1 AND client_id = $2 \
         AND (happened_at, id) < ($3, $4) AND strand <> 'unseen' LIMIT $5) counted",
        &[&workspace, &client, &before.happened_at, &before.id, &most],
    )?)
}

/// When the first entry of a client's story happened.
pub fn first_happened(db: &Conn, workspace: WorkspaceId, client: ClientId) -> Result<Option<Timestamp>> {
    let first = db.query_map(
        "SELECT happened_at FROM entries WHERE workspace_id = $1 AND client_id = $2 ORDER BY happened_at, id LIMIT 1",
        &[&workspace, &client],
        |row| row.get(0),
    )?;
    Ok(first.into_iter().next())
}

/// Rewrites the words, the body and the strand of an entry: for its author who puts it right or takes it back. The verb keeps what stood
/// there in the body, and writes an entry of its own that says so.
pub fn rewrite(tx: &Tx, entry: &Entry) -> Result<()> {
    tx.exec_one(
        "UPDATE entries SET text = $3, body = $4, strand = $5 WHERE workspace_id = $1 AND id = $2",
        &[&tx.actor.workspace, &entry.id, &entry.text, &entry.body, &entry.strand],
    )?;
    said::renew(tx, std::slice::from_ref(entry))
}

/// Writes an entry anew, also when it happened, its kind and whose it is: for what is told again by the list it came from.
pub fn retell(tx: &Tx, entry: &Entry) -> Result<()> {
    tx.exec_one(
        "UPDATE entries SET text = $3, body = $4, kind = $5, happened_at = $6, member_id = $7 WHERE workspace_id = $1 AND id = $2",
        &[&tx.actor.workspace, &entry.id, &entry.text, &entry.body, &entry.kind, &entry.happened_at, &entry.by],
    )?;
    said::renew(tx, std::slice::from_ref(entry))
}

/// Takes an entry out of the book, for taking back the list that it came from. Its number stays empty.
pub fn delete(tx: &Tx, entry: &Entry) -> Result<()> {
    search::said::forget(tx, tx.actor.workspace.0, &[entry.number])?;
    Ok(tx.exec_one("DELETE FROM entries WHERE workspace_id = $1 AND id = $2", &[&tx.actor.workspace, &entry.id])?)
}

/// The entries about one thing go with it from one client to another.
pub fn follow_subject(tx: &Tx, subject: uuid::Uuid, from: uuid::Uuid, to: uuid::Uuid) -> Result<()> {
    tx.exec(
        "UPDATE entries SET client_id = $4 WHERE workspace_id = $1 AND subject_id = $2 AND client_id = $3",
        &[&tx.actor.workspace, &subject, &from, &to],
    )?;
    Ok(())
}

/// What was said with a client or done for them, written after this id: newest first.
pub fn newer(db: &Conn, workspace: WorkspaceId, client: ClientId, after: uuid::Uuid, limit: i64) -> Result<Vec<Entry>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM entries e LEFT JOIN members m ON m.workspace_id = $1 AND m.id = e.member_id \
         WHERE e.workspace_id = $1 AND e.client_id = $2 AND e.id > $3 AND e.strand = 'words' ORDER BY e.happened_at DESC, e.id DESC LIMIT $4"
    );
    Ok(db.query(&sql, &[&workspace, &client, &after, &limit])?)
}

/// Takes all entries of a client out of the book: for one who is forgotten altogether. Their numbers stay empty.
pub fn delete_of_client(tx: &Tx, client: ClientId) -> Result<()> {
    forget_words(tx, client)?;
    tx.exec("DELETE FROM entries WHERE workspace_id = $1 AND client_id = $2", &[&tx.actor.workspace, &client])?;
    Ok(())
}

/// What was said with a client is found by nobody any more.
fn forget_words(tx: &Tx, client: ClientId) -> Result<()> {
    let numbers: Vec<i64> = tx.query_map(
        "SELECT number FROM entries WHERE workspace_id = $1 AND client_id = $2",
        &[&tx.actor.workspace, &client],
        |row| row.get(0),
    )?;
    Ok(search::said::forget(tx, tx.actor.workspace.0, &numbers)?)
}

/// What is left of a client's entries when the client is erased: that somebody wrote something then, and its number.
pub fn leave_traces(tx: &Tx, client: ClientId) -> Result<u64> {
    forget_words(tx, client)?;
    Ok(tx.exec(
        "UPDATE entries SET client_id = NULL, subject_id = NULL, strand = 'unseen', kind = 'house.erased', happened_at = written_at, \
         text = '', body = $3 WHERE workspace_id = $1 AND client_id = $2",
        &[&tx.actor.workspace, &client, &serde_json::json!({})],
    )?)
}

/// The workspace's entries after a number, oldest first: what live updates and webhooks follow.
pub fn after(db: &Conn, workspace: WorkspaceId, number: i64, limit: i64) -> Result<Vec<Entry>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM entries e LEFT JOIN members m ON m.workspace_id = $1 AND m.id = e.member_id \
         WHERE e.workspace_id = $1 AND e.number > $2 ORDER BY e.number LIMIT $3"
    );
    Ok(db.query(&sql, &[&workspace, &number, &limit])?)
}

/// The number of the newest entry.
pub fn newest_number(db: &Conn, workspace: WorkspaceId) -> Result<i64> {
    Ok(db.scalar("SELECT next_entry - 1 FROM workspaces WHERE workspace_id = $1", &[&workspace])?)
}

impl FromRow for Entry {
    fn from_row(row: &Row) -> crate::db::Result<Self> {
        Ok(Entry {
            id: row.get(0)?,
            number: row.get(1)?,
            client: row.get(2)?,
            kind: row.get(3)?,
            strand: row.get(4)?,
            happened_at: row.get(5)?,
            written_at: row.get(6)?,
            by: row.get(7)?,
            by_name: row.get(8)?,
            subject: row.get(9)?,
            text: row.get(10)?,
            body: row.get(11)?,
        })
    }
}
