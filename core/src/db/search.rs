//! Search by words: prefix match, accents folded, names first. FTS5 on SQLite, `tsvector` with GIN on PostgreSQL.
//!
//! Ranking all matches of a common word costs hundreds of milliseconds among a million rows; so candidates are capped and
//! taken in steps, the best first: whole words in a name, beginnings of words in a name, then the same anywhere.
//! Names have an index of their own: what is a rare name may be a very common word elsewhere.

use std::collections::{BTreeSet, HashSet};

use uuid::Uuid;

use super::{Conn, Result, Row};
use crate::fold;

/// The tables of search, for a migration.
pub const CREATE: &str = include_str!("search.sql");

/// Each step looks at this many matches at most.
const CANDIDATES: i64 = 100;
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

/// Puts a thing into the index, or renews it. `names` is what it is called by, `others` what else it may be found by.
#[expect(clippy::too_many_arguments, reason = "they are the columns of the one row it writes")]
pub fn put(
    tx: &Conn,
    workspace: impl Into<Uuid>,
    kind: &str,
    id: impl Into<Uuid>,
    names: &str,
    others: &str,
) -> Result<()> {
    let (workspace, id) = (workspace.into(), id.into());
    let thing = Thing {
        workspace,
        kind,
        id,
        folded: &fold::fold(names),
    };
    let own = [own_word(workspace).to_string(), kind_word(workspace, kind).to_string()];
    let name_words = distinct(names);
    let all_words: BTreeSet<String> = name_words.iter().cloned().chain(distinct(others)).collect();
    let more = all_words.len() > name_words.len();
    let name_words = if name_words.is_empty() {
        String::new()
    } else {
        joined(&own, &name_words)
    };
    let all_words = if more { joined(&own, &all_words) } else { String::new() };
    if tx.is_postgres() {
        put_on_postgres(tx, &thing, &name_words, &all_words)
    } else {
        put_on_sqlite(tx, &thing, &name_words, &all_words)
    }
}

struct Thing<'t> {
    workspace: Uuid,
    kind: &'t str,
    id: Uuid,
    folded: &'t str,
}

fn put_on_postgres(tx: &Conn, thing: &Thing, name_words: &str, all_words: &str) -> Result<()> {
    tx.exec(
        "INSERT INTO search_texts (workspace_id, kind, id, names, name_words, words)
         VALUES ($1, $2, $3, $4, array_to_tsvector(string_to_array($5, ' ')), array_to_tsvector(string_to_array($6, ' ')))
         ON CONFLICT (workspace_id, kind, id)
         DO UPDATE SET names = excluded.names, name_words = excluded.name_words, words = excluded.words",
        &[&thing.workspace, &thing.kind, &thing.id, &thing.folded, &name_words, &all_words],
    )?;
    Ok(())
}

fn put_on_sqlite(tx: &Conn, thing: &Thing, name_words: &str, all_words: &str) -> Result<()> {
    let number: i64 = tx.scalar(
        "INSERT INTO search_texts (workspace_id, kind, id, names) VALUES ($1, $2, $3, $4)
         ON CONFLICT (workspace_id, kind, id) DO UPDATE SET names = excluded.names RETURNING number",
        &[&thing.workspace, &thing.kind, &thing.id, &thing.folded],
    )?;
    // An empty row takes an older one's place.
    tx.exec(
        "INSERT OR REPLACE INTO search_names (rowid, words) VALUES ($1, $2)",
        &[&number, &name_words],
    )?;
    tx.exec(
        "INSERT OR REPLACE INTO search_words (rowid, words) VALUES ($1, $2)",
        &[&number, &all_words],
    )?;
    Ok(())
}

/// Takes a thing out of the index. It need not be there.
pub fn remove(tx: &Conn, workspace: impl Into<Uuid>, kind: &str, id: impl Into<Uuid>) -> Result<()> {
    let (workspace, id) = (workspace.into(), id.into());
    if !tx.is_postgres() {
        for sql in [
            "DELETE FROM search_names WHERE rowid = (SELECT number FROM search_texts WHERE workspace_id = $1 AND kind = $2 AND id = $3)",
            "DELETE FROM search_words WHERE rowid = (SELECT number FROM search_texts WHERE workspace_id = $1 AND kind = $2 AND id = $3)",
        ] {
            tx.exec(sql, &[&workspace, &kind, &id])?;
        }
    }
    tx.exec(
        "DELETE FROM search_texts WHERE workspace_id = $1 AND kind = $2 AND id = $3",
        &[&workspace, &kind, &id],
    )?;
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
    let (whole, mut seen) = (fold::fold(query), HashSet::new());
    for step in [Step::WholeNames, Step::Names, Step::WholeWords, Step::Words] {
        let mut candidates = candidates(db, workspace, kinds, step, &words)?;
        candidates.retain(|candidate| kinds.is_empty() || kinds.contains(&candidate.found.kind.as_str()));
        candidates.sort_by_cached_key(|candidate| candidate.rank(&whole, &words));
        let new = candidates
            .into_iter()
            .map(|candidate| candidate.found)
            .filter(|candidate| seen.insert(candidate.clone()));
        found.extend(new.take(limit - found.len()).collect::<Vec<_>>());
        if found.len() >= limit {
            break;
        }
    }
    Ok(found)
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

fn candidates(db: &Conn, workspace: Uuid, kinds: &[&str], step: Step, words: &[String]) -> Result<Vec<Candidate>> {
    let whole = matches!(step, Step::WholeNames | Step::WholeWords);
    let names = matches!(step, Step::WholeNames | Step::Names);
    let mut own: Vec<String> = kinds
        .iter()
        .map(|kind| kind_word(workspace, kind).to_string())
        .collect();
    if own.is_empty() {
        own.push(own_word(workspace).to_string());
    }
    let (sql, query) = if db.is_postgres() {
        (
            if names { POSTGRES_NAMES } else { POSTGRES_WORDS },
            on_postgres(words, &own, whole),
        )
    } else {
        (
            if names { SQLITE_NAMES } else { SQLITE_WORDS },
            on_sqlite(words, &own, whole),
        )
    };
    let read = |row: &Row| {
        Ok(Candidate {
            found: Found {
                kind: row.get(0)?,
                id: row.get(1)?,
            },
            names: row.get(2)?,
        })
    };
    db.query_map(sql, &[&workspace, &query, &CANDIDATES], read)
}

const SQLITE_NAMES: &str = "SELECT t.kind, t.id, t.names FROM search_names w JOIN search_texts t ON t.number = w.rowid
    WHERE w.search_names MATCH $2 AND t.workspace_id = $1 LIMIT $3";
const SQLITE_WORDS: &str = "SELECT t.kind, t.id, t.names FROM search_words w JOIN search_texts t ON t.number = w.rowid
    WHERE w.search_words MATCH $2 AND t.workspace_id = $1 LIMIT $3";
const POSTGRES_NAMES: &str = "SELECT kind, id, names FROM search_texts
    WHERE workspace_id = $1 AND name_words @@ CAST(CAST($2 AS TEXT) AS tsquery) LIMIT $3";
const POSTGRES_WORDS: &str = "SELECT kind, id, names FROM search_texts
    WHERE workspace_id = $1 AND words @@ CAST(CAST($2 AS TEXT) AS tsquery) LIMIT $3";

/// The query as FTS5 reads it. Words are letters and digits only, so nothing in them can be taken for an operator.
fn on_sqlite(words: &[String], own: &[String], whole: bool) -> String {
    let star = if whole { "" } else { "*" };
    let quoted = |word: &String| format!("\"{word}\"");
    let words = words
        .iter()
        .map(|word| format!("{}{star}", quoted(word)))
        .collect::<Vec<_>>()
        .join(" AND ");
    format!(
        "{words} AND ({})",
        own.iter().map(quoted).collect::<Vec<_>>().join(" OR ")
    )
}

/// The query as `tsquery` reads it.
fn on_postgres(words: &[String], own: &[String], whole: bool) -> String {
    let star = if whole { "" } else { ":*" };
    let quoted = |word: &String| format!("'{word}'");
    let words = words
        .iter()
        .map(|word| format!("{}{star}", quoted(word)))
        .collect::<Vec<_>>()
        .join(" & ");
    format!("{words} & ({})", own.iter().map(quoted).collect::<Vec<_>>().join(" | "))
}

/// The workspace as a word: one sign of the private planes, which no text's words hold. Two workspaces may share a sign; then
/// the row's own workspace tells them apart.
fn own_word(workspace: Uuid) -> char {
    private_sign(0xF_0000, workspace.as_bytes())
}

/// The workspace and a kind as a word.
fn kind_word(workspace: Uuid, kind: &str) -> char {
    private_sign(0x10_0000, &[workspace.as_bytes(), kind.as_bytes()].concat())
}

/// FNV-1a, as it must never change: <http://www.isthe.com/chongo/tech/comp/fnv/>.
fn private_sign(plane: u32, bytes: &[u8]) -> char {
    let hash = bytes.iter().fold(0x811C_9DC5_u32, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    });
    char::from_u32(plane + hash % 0xFFFE).expect("both planes are private up to here")
}

/// The words of a text, each once, as the index wants them.
fn distinct(text: &str) -> BTreeSet<String> {
    fold::words(text)
        .iter()
        .take(KEPT_WORDS)
        .map(|word| cut(word))
        .collect()
}

fn joined(own: &[String], words: &BTreeSet<String>) -> String {
    own.iter()
        .chain(words)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

fn cut(word: &str) -> String {
    word.chars().take(LONGEST).collect()
}
