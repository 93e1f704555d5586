//! The statements of problems.

mod around;
mod checks;
mod gestures;
mod late;
mod links;
mod people;

use tend_core::{
    Actor, Result, Timestamp, Tx,
    db::{Conn, FromRow, Param, Row},
    id::{ClientId, EntryId, LocationId, MemberId},
};
use tend_promises::PromiseId;

use crate::problem::{CauseId, Dues, Mark, Problem, ProblemId, Word};
pub(crate) use around::*;
pub(crate) use checks::*;
pub use gestures::gestures;
pub(crate) use gestures::{
    allowance, answer_gesture, delete_allowance, delete_todo, gesture, gestures_asked, insert_gesture, insert_rule,
    insert_todo, own_allowance, put_allowance, rule, tick_todo, todos, update_rule,
};
pub(crate) use late::{late_words, put_late_word};
pub use links::links;
pub(crate) use links::{insert_link, linked, withdraw_links};
pub use people::{Colleague, Place, colleague, colleagues, is_at_work, looks_after, place, who_acts};
pub(crate) use people::{in_hand, member_name};

/// Whose problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// One member's.
    Member(MemberId),
    /// Those of one place.
    Place(LocationId),
    /// Everyone's.
    Everyone,
}

/// Where a page of a list begins: after this moment (and this id, where two share one).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    /// The moment of the last problem shown: when it is due, or when it was settled.
    pub at: Timestamp,
    /// Its id.
    pub id: ProblemId,
}

impl After {
    /// From the first one on.
    pub const FIRST: After = After { at: Timestamp(i64::MIN), id: ProblemId(uuid::Uuid::nil()) };
    /// From the newest one on.
    pub const NEWEST: After = After { at: Timestamp(i64::MAX), id: ProblemId(uuid::Uuid::max()) };
}

const COLUMNS: &str = "id, number, client_id, owner_id, location_id, title, words, told_by, place, since_at, severity, source, \
                       state, cause_id, raised_at, raised_by, raised_entry, first_word_at, first_word_by, first_word_entry, \
                       contained_at, contained_by, contained_entry, fixed_at, fixed_by, fixed_entry, made_right_at, \
                       made_right_by, made_right_entry, settled_at, settled_by, settled_entry, settled_how, begun_at, reopened, \
                       last_word_at, first_word_due, next_word_due, done_due, version, word_promise_id, word_ended_at";

/// One problem; what is not of the actor's workspace is not found.
pub fn find(db: &Conn, actor: &Actor, id: ProblemId) -> Result<Problem> {
    let sql = format!("SELECT {COLUMNS} FROM problems WHERE workspace_id = $1 AND id = $2");
    Ok(db.one(&sql, &[&actor.workspace, &id])?)
}

/// The problem with that number.
pub fn numbered(db: &Conn, actor: &Actor, number: i64) -> Result<Option<Problem>> {
    let sql = format!("SELECT {COLUMNS} FROM problems WHERE workspace_id = $1 AND number = $2");
    Ok(db.opt(&sql, &[&actor.workspace, &number])?)
}

/// The problem whose next word that promise is, or was last.
pub(crate) fn of_word(db: &Conn, actor: &Actor, promise: PromiseId) -> Result<Option<Problem>> {
    let sql = format!("SELECT {COLUMNS} FROM problems WHERE workspace_id = $1 AND word_promise_id = $2");
    Ok(db.opt(&sql, &[&actor.workspace, &promise])?)
}

/// A client's problems, the newest first.
pub fn of_client(db: &Conn, actor: &Actor, client: ClientId, limit: i64) -> Result<Vec<Problem>> {
    let sql =
        format!("SELECT {COLUMNS} FROM problems WHERE workspace_id = $1 AND client_id = $2 ORDER BY id DESC LIMIT $3");
    Ok(db.query(&sql, &[&actor.workspace, &client, &limit])?)
}

/// What is open between us and a client, the newest first.
pub fn of_client_open(db: &Conn, actor: &Actor, client: ClientId, limit: i64) -> Result<Vec<Problem>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM problems WHERE workspace_id = $1 AND client_id = $2 AND settled_at IS NULL ORDER BY id DESC LIMIT $3"
    );
    Ok(db.query(&sql, &[&actor.workspace, &client, &limit])?)
}

/// Clients of one statement; a longer list takes several.
const AT_ONCE: usize = 50;

/// What is open or contained of all that went wrong for these clients; twenty a client are enough.
pub(crate) fn coming_first(db: &Conn, actor: &Actor, clients: &[ClientId]) -> Result<Vec<Problem>> {
    let places: Vec<String> = (2..2 + AT_ONCE).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM problems WHERE workspace_id = $1 AND client_id IN ({}) AND settled_at IS NULL \
         AND state IN ('open', 'contained') ORDER BY client_id, id LIMIT {}",
        places.join(", "),
        AT_ONCE * 20
    );
    let mut found = Vec::new();
    for chunk in clients.chunks(AT_ONCE) {
        let mut params: Vec<&dyn Param> = vec![&actor.workspace];
        // One text for every number of clients: what is left of a chunk asks for its first client again.
        params.extend((0..AT_ONCE).map(|at| chunk.get(at).unwrap_or(&chunk[0]) as &dyn Param));
        found.extend(db.query::<Problem>(&sql, &params)?);
    }
    Ok(found)
}

/// What went wrong for a client after this id, the newest first.
pub(crate) fn newer(db: &Conn, actor: &Actor, client: ClientId, after: uuid::Uuid, limit: i64) -> Result<Vec<Problem>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM problems WHERE workspace_id = $1 AND client_id = $2 AND id > $3 ORDER BY id DESC LIMIT $4"
    );
    Ok(db.query(&sql, &[&actor.workspace, &client, &after, &limit])?)
}

/// What is made right and waits for the client's word, from one place of the list on.
pub(crate) fn made_right(db: &Conn, actor: &Actor, after: After, limit: i64) -> Result<Vec<Problem>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM problems WHERE workspace_id = $1 AND settled_at IS NULL AND state = 'made_right' \
         AND (due_at, id) > ($2, $3) ORDER BY due_at, id LIMIT $4"
    );
    Ok(db.query(&sql, &[&actor.workspace, &after.at, &after.id, &limit])?)
}

/// What is open, first what is due first, from one place of the list on.
pub fn open(db: &Conn, actor: &Actor, whose: Whose, after: After, limit: i64) -> Result<Vec<Problem>> {
    let (column, id) = column_of(whose);
    let sql = format!(
        "SELECT {COLUMNS} FROM problems WHERE workspace_id = $1 AND {column} settled_at IS NULL AND (due_at, id) > ($2, $3) \
         ORDER BY due_at, id LIMIT $4"
    );
    page(db, actor, &sql, (after, limit, id))
}

/// What is settled, the newest first, from one place of the list on.
pub fn settled(db: &Conn, actor: &Actor, whose: Whose, before: After, limit: i64) -> Result<Vec<Problem>> {
    let (column, id) = column_of(whose);
    let sql = format!(
        "SELECT {COLUMNS} FROM problems WHERE workspace_id = $1 AND {column} settled_at IS NOT NULL AND (settled_at, id) < ($2, $3) \
         ORDER BY settled_at DESC, id DESC LIMIT $4"
    );
    page(db, actor, &sql, (before, limit, id))
}

fn page(
    db: &Conn,
    actor: &Actor,
    sql: &str,
    (at, limit, id): (After, i64, Option<uuid::Uuid>),
) -> Result<Vec<Problem>> {
    let mut params: Vec<&dyn Param> = vec![&actor.workspace, &at.at, &at.id, &limit];
    params.extend(id.as_ref().map(|id| id as &dyn Param));
    Ok(db.query(sql, &params)?)
}

/// The part of a list's statement that says whose, and the id it asks for.
fn column_of(whose: Whose) -> (&'static str, Option<uuid::Uuid>) {
    match whose {
        Whose::Member(member) => ("owner_id = $5 AND", Some(member.0)),
        Whose::Place(location) => ("location_id = $5 AND", Some(location.0)),
        Whose::Everyone => ("", None),
    }
}

/// What a member looks after and is not settled, first what is due first.
pub(crate) fn of_owner_open(db: &Conn, actor: &Actor, owner: MemberId) -> Result<Vec<Problem>> {
    open(db, actor, Whose::Member(owner), After::FIRST, i64::MAX)
}

/// How many open problems a member looks after, counted up to `most`.
pub fn count_open(db: &Conn, actor: &Actor, member: MemberId, most: i64) -> Result<u64> {
    let count: i64 = db.scalar(
        "SELECT COUNT(*) FROM (SELECT id FROM problems WHERE workspace_id = $1 AND owner_id = $2 AND settled_at IS NULL \
         LIMIT $3) open",
        &[&actor.workspace, &member, &most],
    )?;
    Ok(count.unsigned_abs())
}

/// The last problems with that cause, the newest first.
pub fn of_cause(db: &Conn, actor: &Actor, cause: CauseId, limit: i64) -> Result<Vec<Problem>> {
    let sql =
        format!("SELECT {COLUMNS} FROM problems WHERE workspace_id = $1 AND cause_id = $2 ORDER BY id DESC LIMIT $3");
    Ok(db.query(&sql, &[&actor.workspace, &cause, &limit])?)
}

/// The last problems that touch one of the same things, the newest first.
pub(crate) fn touching_the_same(db: &Conn, actor: &Actor, problem: ProblemId, limit: i64) -> Result<Vec<Problem>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM problems WHERE workspace_id = $1 AND id IN (SELECT t.problem_id FROM problem_touches m \
         JOIN problem_touches t ON t.workspace_id = $1 AND t.words_folded = m.words_folded AND t.problem_id <> m.problem_id \
         WHERE m.workspace_id = $1 AND m.problem_id = $2) ORDER BY id DESC LIMIT $3"
    );
    Ok(db.query(&sql, &[&actor.workspace, &problem, &limit])?)
}

pub(crate) fn insert(tx: &Tx, problem: &Problem) -> Result<()> {
    let first_word = problem.first_word;
    tx.exec(
        "INSERT INTO problems (workspace_id, id, number, client_id, owner_id, location_id, title, words, told_by, place, since_at, \
         severity, source, state, raised_at, raised_by, raised_entry, first_word_at, first_word_by, first_word_entry, begun_at, \
         reopened, last_word_at, first_word_due, next_word_due, done_due, due_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, 0, $22, $23, $24, \
         $25, $26, $27)",
        &[
            &tx.actor.workspace,
            &problem.id,
            &problem.number,
            &problem.client,
            &problem.owner,
            &problem.location,
            &problem.title,
            &problem.words,
            &problem.told_by,
            &problem.place,
            &problem.since,
            &problem.severity,
            &problem.source,
            &problem.state,
            &problem.raised.at,
            &problem.raised.by,
            &problem.raised.entry,
            &first_word.map(|mark| mark.at),
            &first_word.and_then(|mark| mark.by),
            &first_word.map(|mark| mark.entry),
            &problem.begun_at,
            &problem.last_word_at,
            &problem.dues.first_word,
            &problem.dues.next_word,
            &problem.dues.done,
            &problem.due_at(),
            &problem.version,
        ],
    )?;
    Ok(())
}

/// Writes a problem as it is now, if nobody changed it since it was read; says whether it was.
pub(crate) fn save(tx: &Tx, problem: &Problem) -> Result<bool> {
    let marks = [problem.first_word, problem.contained, problem.fixed, problem.made_right, problem.settled];
    let [first_word, contained, fixed, made_right, settled] =
        marks.map(|mark| (mark.map(|m| m.at), mark.and_then(|m| m.by), mark.map(|m| m.entry)));
    let changed = tx.exec(
        "UPDATE problems SET owner_id = $4, title = $5, words = $6, told_by = $7, place = $8, since_at = $9, severity = $10, \
         state = $11, cause_id = $12, first_word_at = $13, first_word_by = $14, first_word_entry = $15, contained_at = $16, \
         contained_by = $17, contained_entry = $18, fixed_at = $19, fixed_by = $20, fixed_entry = $21, made_right_at = $22, \
         made_right_by = $23, made_right_entry = $24, settled_at = $25, settled_by = $26, settled_entry = $27, settled_how = $28, \
         begun_at = $29, reopened = $30, last_word_at = $31, first_word_due = $32, next_word_due = $33, done_due = $34, \
         due_at = $35, word_promise_id = $36, word_ended_at = $37, version = version + 1 WHERE workspace_id = $1 AND id = $2 AND version = $3",
        &[
            &tx.actor.workspace,
            &problem.id,
            &problem.version,
            &problem.owner,
            &problem.title,
            &problem.words,
            &problem.told_by,
            &problem.place,
            &problem.since,
            &problem.severity,
            &problem.state,
            &problem.cause,
            &first_word.0,
            &first_word.1,
            &first_word.2,
            &contained.0,
            &contained.1,
            &contained.2,
            &fixed.0,
            &fixed.1,
            &fixed.2,
            &made_right.0,
            &made_right.1,
            &made_right.2,
            &settled.0,
            &settled.1,
            &settled.2,
            &problem.settled_how,
            &problem.begun_at,
            &problem.reopened,
            &problem.last_word_at,
            &problem.dues.first_word,
            &problem.dues.next_word,
            &problem.dues.done,
            &problem.due_at(),
            &problem.word.map(|word| word.promise),
            &problem.word.and_then(|word| word.ended_at),
        ],
    )?;
    Ok(changed == 1)
}

/// Takes a problem out of the book, if nobody changed it since; says whether it is gone.
pub(crate) fn delete(tx: &Tx, id: ProblemId, version: i64) -> Result<bool> {
    let gone = tx.exec(
        "DELETE FROM problems WHERE workspace_id = $1 AND id = $2 AND version = $3",
        &[&tx.actor.workspace, &id, &version],
    )?;
    Ok(gone == 1)
}

/// By when a member's last open problems that came with an import are due, the latest first.
pub(crate) fn last_dues_of_brought(db: &Conn, actor: &Actor, owner: MemberId, limit: i64) -> Result<Vec<Timestamp>> {
    Ok(db.query_map(
        "SELECT due_at FROM problems WHERE workspace_id = $1 AND owner_id = $2 AND settled_at IS NULL AND source = 'import' \
         AND severity <> 'unsafe' ORDER BY due_at DESC, id DESC LIMIT $3",
        &[&actor.workspace, &owner, &limit],
        |row| row.get(0),
    )?)
}

impl FromRow for Problem {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        let raised = Mark { at: row.get(14)?, by: row.get(15)?, entry: row.get(16)? };
        Ok(Problem {
            id: row.get(0)?,
            number: row.get(1)?,
            client: row.get(2)?,
            owner: row.get(3)?,
            location: row.get(4)?,
            title: row.get(5)?,
            words: row.get(6)?,
            told_by: row.get(7)?,
            place: row.get(8)?,
            since: row.get(9)?,
            severity: row.get(10)?,
            source: row.get(11)?,
            state: row.get(12)?,
            cause: row.get(13)?,
            raised,
            first_word: mark(row, 17)?,
            contained: mark(row, 20)?,
            fixed: mark(row, 23)?,
            made_right: mark(row, 26)?,
            settled: mark(row, 29)?,
            settled_how: row.get(32)?,
            begun_at: row.get(33)?,
            reopened: row.get(34)?,
            last_word_at: row.get(35)?,
            dues: Dues { first_word: row.get(36)?, next_word: row.get(37)?, done: row.get(38)? },
            version: row.get(39)?,
            word: word(row.get(40)?, row.get(41)?),
        })
    }
}

fn word(promise: Option<PromiseId>, ended_at: Option<Timestamp>) -> Option<Word> {
    promise.map(|promise| Word { promise, ended_at })
}

/// Three columns from `first` on: when, who, which entry; nothing where it has not happened.
fn mark(row: &Row, first: usize) -> tend_core::db::Result<Option<Mark>> {
    let (at, entry): (Option<Timestamp>, Option<EntryId>) = (row.get(first)?, row.get(first + 2)?);
    let by = row.get(first + 1)?;
    Ok(at.zip(entry).map(|(at, entry)| Mark { at, by, entry }))
}
