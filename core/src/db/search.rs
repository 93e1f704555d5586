//! Search by words: prefix match, accents folded, names first. FTS5 on SQLite, `tsvector` with GIN on PostgreSQL.
//!
//! Ranking all matches of a common word costs hundreds of milliseconds among a million rows; so candidates are capped and
//! taken in steps, the best first: whole words in a name, beginnings of words in a name, then the same anywhere.
//! Names have an index of their own: what is a rare name may be a very common word elsewhere.

mod close;
mod find;
pub mod said;

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use super::{Conn, Result};
pub use close::{find_close, sweep};
pub use find::{find, find_kinds};

use crate::fold;

/// The tables of search, for a migration.
pub const CREATE: &str = include_str!("search.sql");
/// The tables of what was said and of the words of names, for a later one.
pub const CREATE_MORE: &str = include_str!("search/more.sql");

/// Brings both indexes on SQLite into one segment each: nothing of what was deleted is left in it.
pub(super) const MERGE: &str = "INSERT INTO search_names (search_names) VALUES ('optimize');
    INSERT INTO search_words (search_words) VALUES ('optimize');
    INSERT INTO search_said (search_said) VALUES ('optimize');";

/// Of so few things at once it is seen what they were called before; of more, words that stand in no name any more are left for
/// [`sweep`].
const FEW: usize = 16;

/// More words than this are left out of a query.
const QUERY_WORDS: usize = 8;
/// Longer texts are cut: nobody looks for a letter by its ten thousandth word.
const KEPT_WORDS: usize = 4000;
/// Longer words are cut, in the index and in the query alike.
const LONGEST: usize = 40;

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Found {
    /// What it is: `client`, `entry` …
    pub kind: String,
    /// Which.
    pub id: Uuid,
}

/// What search is to know of a thing, or that it is to forget it.
#[derive(Clone, Debug)]
pub enum Change {
    /// Puts a thing into the index, or renews it.
    Put {
        /// What it is: `client`, `entry` …
        kind: &'static str,
        /// Which.
        id: Uuid,
        /// What it is called by.
        names: String,
        /// What else it may be found by.
        others: String,
    },
    /// Takes a thing out of the index. It need not be there.
    Remove {
        /// What it is.
        kind: &'static str,
        /// Which.
        id: Uuid,
    },
}

impl Change {
    /// Puts a thing into the index, or renews it.
    pub fn put(kind: &'static str, id: impl Into<Uuid>, names: &str, others: &str) -> Self {
        Change::Put { kind, id: id.into(), names: names.to_owned(), others: others.to_owned() }
    }

    fn thing(&self) -> (&'static str, Uuid) {
        match self {
            Change::Put { kind, id, .. } | Change::Remove { kind, id } => (kind, *id),
        }
    }
}

/// Writes changes into the index, the last one for each thing.
///
/// Many at once cost much less than one by one: every statement that may have to be taken back alone (an update, an upsert)
/// makes FTS5 write out the words that it gathered, so all rows come first and then all words.
pub fn write(tx: &Conn, workspace: impl Into<Uuid>, changes: &[Change]) -> Result<()> {
    let workspace = workspace.into();
    let last: HashMap<_, _> = changes.iter().enumerate().map(|(place, change)| (change.thing(), place)).collect();
    let before = names_before(tx, workspace, changes)?;
    let mut things = Vec::with_capacity(last.len());
    for (_, change) in changes.iter().enumerate().filter(|(place, change)| last[&change.thing()] == *place) {
        match change {
            Change::Put { kind, id, names, others } => things.push(Thing::new(workspace, kind, *id, names, others)),
            Change::Remove { kind, id } => remove(tx, workspace, kind, *id)?,
        }
    }
    if tx.is_postgres() {
        things.iter().try_for_each(|thing| put_on_postgres(tx, thing))?;
    } else if !things.is_empty() {
        put_on_sqlite(tx, &things)?;
    }
    let words: BTreeSet<&str> =
        things.iter().flat_map(|thing| thing.names.iter().chain(&thing.all)).map(String::as_str).collect();
    close::add(tx, workspace, &words)?;
    let gone = before.into_iter().filter(|word| !words.contains(word.as_str())).collect();
    close::drop_unused(tx, workspace, &gone)
}

/// The words of what a few things are called until now.
fn names_before(tx: &Conn, workspace: Uuid, changes: &[Change]) -> Result<BTreeSet<String>> {
    let mut words = BTreeSet::new();
    for change in changes.iter().filter(|_| changes.len() <= FEW) {
        let (kind, id) = change.thing();
        let names: Vec<String> = tx.query_map(
            "SELECT names FROM search_texts WHERE workspace_id = $1 AND kind = $2 AND id = $3",
            &[&workspace, &kind, &id],
            |row| row.get(0),
        )?;
        words.extend(names.iter().flat_map(|names| distinct(names)));
    }
    Ok(words)
}

struct Thing {
    workspace: Uuid,
    kind: &'static str,
    id: Uuid,
    folded: String,
    sign: char,
    names: BTreeSet<String>,
    all: BTreeSet<String>,
}

impl Thing {
    fn new(workspace: Uuid, kind: &'static str, id: Uuid, names: &str, others: &str) -> Self {
        let folded = fold::fold(names);
        let names = distinct(names);
        let all: BTreeSet<String> = names.iter().cloned().chain(distinct(others)).collect();
        // Where the names are all there is, the index of names has it already.
        let all = if all.len() > names.len() { all } else { BTreeSet::new() };
        Thing { workspace, kind, id, folded, sign: sign(workspace, kind), names, all }
    }
}

fn put_on_postgres(tx: &Conn, thing: &Thing) -> Result<()> {
    let (name_words, all_words) = (signed(thing.sign, &thing.names), signed(thing.sign, &thing.all));
    tx.exec(
        "INSERT INTO search_texts (workspace_id, kind, id, names, name_words, words)
         VALUES ($1, $2, $3, $4, array_to_tsvector(string_to_array($5, ' ')), array_to_tsvector(string_to_array($6, ' ')))
         ON CONFLICT (workspace_id, kind, id)
         DO UPDATE SET names = excluded.names, name_words = excluded.name_words, words = excluded.words",
        &[&thing.workspace, &thing.kind, &thing.id, &thing.folded, &name_words, &all_words],
    )?;
    Ok(())
}

/// A thing's number is the next one, written out: an upsert, which gives it back, costs three times as much.
fn put_on_sqlite(tx: &Conn, things: &[Thing]) -> Result<()> {
    let highest = highest_number(tx)?;
    let (mut newest, mut numbers) = (highest, Vec::with_capacity(things.len()));
    for thing in things {
        numbers.push(match number_of(tx, thing)? {
            Some(number) => {
                rename(tx, thing)?;
                number
            }
            None => {
                newest += 1;
                insert(tx, newest, thing)?;
                newest
            }
        });
    }
    for (thing, number) in things.iter().zip(&numbers) {
        put_words(tx, WORDS_OF_NAMES, (*number, highest), &signed(thing.sign, &thing.names))?;
    }
    for (thing, number) in things.iter().zip(&numbers) {
        put_words(tx, WORDS_OF_ALL, (*number, highest), &signed(thing.sign, &thing.all))?;
    }
    Ok(())
}

fn number_of(tx: &Conn, thing: &Thing) -> Result<Option<i64>> {
    let known = tx.query_map(
        "SELECT number FROM search_texts WHERE workspace_id = $1 AND kind = $2 AND id = $3",
        &[&thing.workspace, &thing.kind, &thing.id],
        |row| row.get(0),
    )?;
    Ok(known.into_iter().next())
}

fn rename(tx: &Conn, thing: &Thing) -> Result<()> {
    tx.exec(
        "UPDATE search_texts SET names = $4 WHERE workspace_id = $1 AND kind = $2 AND id = $3",
        &[&thing.workspace, &thing.kind, &thing.id, &thing.folded],
    )?;
    Ok(())
}

fn insert(tx: &Conn, number: i64, thing: &Thing) -> Result<()> {
    tx.exec(
        "INSERT INTO search_texts (number, workspace_id, kind, id, names) VALUES ($1, $2, $3, $4, $5)",
        &[&number, &thing.workspace, &thing.kind, &thing.id, &thing.folded],
    )?;
    Ok(())
}

/// The number of the newest thing: one step, where `max` would read all of an index that looks smaller.
fn highest_number(tx: &Conn) -> Result<i64> {
    let newest = tx.query_map("SELECT number FROM search_texts ORDER BY number DESC LIMIT 1", &[], |row| row.get(0))?;
    Ok(newest.into_iter().next().unwrap_or(0))
}

/// How words are put in for the first time, and in place of older ones: the latter asks for those first.
const WORDS_OF_NAMES: [&str; 2] = [
    "INSERT INTO search_names (rowid, words) VALUES ($1, $2)",
    "INSERT OR REPLACE INTO search_names (rowid, words) VALUES ($1, $2)",
];
const WORDS_OF_ALL: [&str; 2] = [
    "INSERT INTO search_words (rowid, words) VALUES ($1, $2)",
    "INSERT OR REPLACE INTO search_words (rowid, words) VALUES ($1, $2)",
];

/// An empty row takes an older one's place; a new thing without words needs none.
fn put_words(tx: &Conn, [fresh, anew]: [&str; 2], (number, highest): (i64, i64), words: &str) -> Result<()> {
    if number <= highest {
        tx.exec(anew, &[&number, &words])?;
    } else if !words.is_empty() {
        tx.exec(fresh, &[&number, &words])?;
    }
    Ok(())
}

fn remove(tx: &Conn, workspace: Uuid, kind: &str, id: Uuid) -> Result<()> {
    if !tx.is_postgres() {
        for sql in [
            "DELETE FROM search_names WHERE rowid = (SELECT number FROM search_texts WHERE workspace_id = $1 AND kind = $2 AND id = $3)",
            "DELETE FROM search_words WHERE rowid = (SELECT number FROM search_texts WHERE workspace_id = $1 AND kind = $2 AND id = $3)",
        ] {
            tx.exec(sql, &[&workspace, &kind, &id])?;
        }
    }
    tx.exec("DELETE FROM search_texts WHERE workspace_id = $1 AND kind = $2 AND id = $3", &[&workspace, &kind, &id])?;
    Ok(())
}

/// A workspace and a kind as one sign of the private plane, which no text's words hold. Two of them may share a sign; then
/// the row's own workspace and kind tell them apart.
fn sign(workspace: Uuid, kind: &str) -> char {
    let bytes = [workspace.as_bytes(), kind.as_bytes()].concat();
    // FNV-1a, as it must never change: <http://www.isthe.com/chongo/tech/comp/fnv/>.
    let hash = bytes.iter().fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    char::from_u32(0xF_0000 + hash % 0xFFFE).expect("the whole plane is private up to here")
}

/// The words of a text, each once, as the index wants them.
fn distinct(text: &str) -> BTreeSet<String> {
    fold::words(text).iter().take(KEPT_WORDS).map(|word| cut(word)).collect()
}

/// The words, each with the sign before it.
fn signed(sign: char, words: &BTreeSet<String>) -> String {
    words.iter().map(|word| format!("{sign}{word}")).collect::<Vec<_>>().join(" ")
}

fn cut(word: &str) -> String {
    word.chars().take(LONGEST).collect()
}
