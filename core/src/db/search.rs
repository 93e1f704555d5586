//! Search by words: prefix match, accents folded, names first. FTS5 on SQLite, `tsvector` with GIN on PostgreSQL.
//!
//! Ranking all matches of a common word costs hundreds of milliseconds among a million rows; so candidates are capped and
//! taken in steps, the best first: whole words in a name, beginnings of words in a name, then the same anywhere.
//! Names have an index of their own: what is a rare name may be a very common word elsewhere.

mod close;
pub mod said;

use std::collections::{BTreeSet, HashMap, HashSet};

use uuid::Uuid;

use super::{Conn, Result, Row};
pub use close::{find_close, sweep};

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

/// Each step looks at this many matches at most.
const CANDIDATES: i64 = 100;
/// More words than this are left out of a query.
const QUERY_WORDS: usize = 8;
/// Longer texts are cut: nobody looks for a letter by its ten thousandth word.
const KEPT_WORDS: usize = 4000;
/// Up to so many letters a beginning has an index of its own on SQLite.
const INDEXED: usize = 5;
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

fn put_on_sqlite(tx: &Conn, things: &[Thing]) -> Result<()> {
    let highest = highest_number(tx)?;
    let mut numbers: Vec<i64> = Vec::with_capacity(things.len());
    for thing in things {
        numbers.push(tx.scalar(
            "INSERT INTO search_texts (workspace_id, kind, id, names) VALUES ($1, $2, $3, $4)
             ON CONFLICT (workspace_id, kind, id) DO UPDATE SET names = excluded.names RETURNING number",
            &[&thing.workspace, &thing.kind, &thing.id, &thing.folded],
        )?);
    }
    for (thing, number) in things.iter().zip(&numbers) {
        put_words(tx, WORDS_OF_NAMES, (*number, highest), &signed(thing.sign, &thing.names))?;
    }
    for (thing, number) in things.iter().zip(&numbers) {
        put_words(tx, WORDS_OF_ALL, (*number, highest), &signed(thing.sign, &thing.all))?;
    }
    Ok(())
}

/// The number of the newest thing: one step, where `max` would read all of an index that looks smaller.
fn highest_number(tx: &Conn) -> Result<i64> {
    let newest = tx.query_map("SELECT number FROM search_texts ORDER BY number DESC LIMIT 1", &[], |row| row.get(0))?;
    Ok(newest.into_iter().next().unwrap_or(0))
}

const WORDS_OF_NAMES: &str = "INSERT OR REPLACE INTO search_names (rowid, words) VALUES ($1, $2)";
const WORDS_OF_ALL: &str = "INSERT OR REPLACE INTO search_words (rowid, words) VALUES ($1, $2)";

/// An empty row takes an older one's place; a new thing without words needs none.
fn put_words(tx: &Conn, sql: &str, (number, highest): (i64, i64), words: &str) -> Result<()> {
    if number <= highest || !words.is_empty() {
        tx.exec(sql, &[&number, &words])?;
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

/// Finds what has all words of the query, each at the beginning of one of its own; things of all kinds, the best first.
pub fn find(db: &Conn, workspace: impl Into<Uuid>, query: &str, limit: usize) -> Result<Vec<Found>> {
    find_kinds(db, workspace, &[], query, limit)
}

/// As [`find`], but only things of these kinds (of all kinds if none is given).
pub fn find_kinds(
    db: &Conn,
    workspace: impl Into<Uuid>,
    kinds: &[&str],
    query: &str,
    limit: usize,
) -> Result<Vec<Found>> {
    let workspace = workspace.into();
    let mut words: Vec<String> = fold::words(query).iter().map(|word| cut(word)).collect();
    words.truncate(QUERY_WORDS);
    let mut found = Vec::new();
    if words.is_empty() {
        return Ok(found);
    }
    let signs = signs(db, workspace, kinds)?;
    if signs.is_empty() {
        return Ok(found);
    }
    let (whole, mut seen) = (fold::fold(query), HashSet::new());
    let typed = words.iter().map(|word| Typed::read(db, workspace, word)).collect::<Result<Vec<_>>>()?;
    for step in [Step::WholeNames, Step::Names, Step::WholeWords, Step::Words] {
        let mut candidates = candidates(db, workspace, &signs, step, &typed)?;
        candidates.retain(|candidate| kinds.is_empty() || kinds.contains(&candidate.found.kind.as_str()));
        candidates.sort_by_cached_key(|candidate| candidate.rank(&whole, &words));
        let new =
            candidates.into_iter().map(|candidate| candidate.found).filter(|candidate| seen.insert(candidate.clone()));
        found.extend(new.take(limit - found.len()).collect::<Vec<_>>());
        if found.len() >= limit {
            break;
        }
    }
    Ok(found)
}

/// The signs of the kinds that are looked for.
fn signs(db: &Conn, workspace: Uuid, kinds: &[&str]) -> Result<Vec<char>> {
    if !kinds.is_empty() {
        return Ok(kinds.iter().map(|kind| sign(workspace, kind)).collect());
    }
    db.query_map(KINDS, &[&workspace], |row| Ok(sign(workspace, &row.get::<String>(0)?)))
}

/// Where and how the words are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    WholeNames,
    Names,
    WholeWords,
    Words,
}

/// A match before it is ranked.
struct Candidate {
    found: Found,
    names: String,
}

impl Candidate {
    /// Less is better: the whole name as typed, then a name that begins so, then one that begins with the first word; what
    /// has no name last; shorter names before longer; then by name, so that the order is always the same.
    fn rank(&self, whole: &str, words: &[String]) -> (u8, usize, String, Uuid) {
        let first = words.first().map_or("", String::as_str);
        let place = match &self.names {
            names if names == whole => 0,
            names if names.starts_with(whole) => 1,
            names if names.starts_with(first) => 2,
            names if names.is_empty() => 4,
            _ => 3,
        };
        (place, self.names.chars().count(), self.names.clone(), self.found.id)
    }
}

/// A typed word, and the words that begin with it, if they are a few.
///
/// The engines gather all that begins so before they give the first; each word by itself is read no further than it is wanted.
struct Typed {
    word: String,
    begins: Option<Vec<String>>,
}

impl Typed {
    fn whole(word: &str) -> Typed {
        Typed { word: word.to_owned(), begins: None }
    }

    fn read(db: &Conn, workspace: Uuid, word: &str) -> Result<Typed> {
        // Short beginnings have an index of their own on SQLite.
        let is_indexed = !db.is_postgres() && word.chars().count() <= INDEXED;
        let begins = if is_indexed { None } else { close::words_with(db, workspace, word)? };
        Ok(Typed { word: word.to_owned(), begins })
    }
}

fn candidates(db: &Conn, workspace: Uuid, signs: &[char], step: Step, typed: &[Typed]) -> Result<Vec<Candidate>> {
    let whole = matches!(step, Step::WholeNames | Step::WholeWords);
    let names = matches!(step, Step::WholeNames | Step::Names);
    if !whole && typed.iter().any(|typed| typed.begins.as_ref().is_some_and(Vec::is_empty)) {
        return Ok(Vec::new());
    }
    let query = query_of(db, typed, signs, whole);
    let sql = match (db.is_postgres(), names) {
        (true, true) => POSTGRES_NAMES,
        (true, false) => POSTGRES_WORDS,
        (false, true) => SQLITE_NAMES,
        (false, false) => SQLITE_WORDS,
    };
    let read = |row: &Row| Ok(Candidate { found: Found { kind: row.get(0)?, id: row.get(1)? }, names: row.get(2)? });
    db.query_map(sql, &[&workspace, &query, &CANDIDATES], read)
}

const SQLITE_NAMES: &str = "SELECT t.kind, t.id, t.names FROM search_names w JOIN search_texts t ON t.number = w.rowid
    WHERE w.search_names MATCH $2 AND t.workspace_id = $1 LIMIT $3";
const SQLITE_WORDS: &str = "SELECT t.kind, t.id, t.names FROM search_words w JOIN search_texts t ON t.number = w.rowid
    WHERE w.search_words MATCH $2 AND t.workspace_id = $1 LIMIT $3";
// Planned apart, so that no LIMIT talks the planner into reading the whole table; run no further than the limit.
const POSTGRES_NAMES: &str = "WITH hits AS MATERIALIZED (SELECT kind, id, names FROM search_texts
        WHERE workspace_id = $1 AND name_words @@ CAST(CAST($2 AS TEXT) AS tsquery))
    SELECT kind, id, names FROM hits LIMIT $3";
const POSTGRES_WORDS: &str = "WITH hits AS MATERIALIZED (SELECT kind, id, names FROM search_texts
        WHERE workspace_id = $1 AND words @@ CAST(CAST($2 AS TEXT) AS tsquery))
    SELECT kind, id, names FROM hits LIMIT $3";

/// Which kinds of things a workspace has: one step in the index for each.
const KINDS: &str = "WITH RECURSIVE kinds(kind) AS (
        SELECT min(kind) FROM search_texts WHERE workspace_id = $1
        UNION ALL
        SELECT (SELECT min(t.kind) FROM search_texts t WHERE t.workspace_id = $1 AND t.kind > kinds.kind)
        FROM kinds WHERE kinds.kind IS NOT NULL)
    SELECT kind FROM kinds WHERE kind IS NOT NULL";

/// The query as the engine reads it: each word begins with the sign of the workspace and kind, so that a beginning of few letters
/// stays in its house. Words are letters and digits only, so nothing in them can be taken for an operator.
fn query_of(db: &Conn, typed: &[Typed], signs: &[char], whole: bool) -> String {
    let (quote, star, or, and) =
        if db.is_postgres() { ("'", ":*", " | ", " & ") } else { ("\"", "*", " OR ", " AND ") };
    let one = |typed: &Typed| {
        let own = std::slice::from_ref(&typed.word);
        let (words, star) = match &typed.begins {
            _ if whole => (own, ""),
            Some(begins) => (begins.as_slice(), ""),
            None => (own, star),
        };
        let signed =
            signs.iter().flat_map(|sign| words.iter().map(move |word| format!("{quote}{sign}{word}{quote}{star}")));
        format!("({})", signed.collect::<Vec<_>>().join(or))
    };
    typed.iter().map(one).collect::<Vec<_>>().join(and)
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
