//! Search by words: prefix match, accents folded, names first. FTS5 on SQLite, `tsvector` with GIN on PostgreSQL.
//!
//! Ranking all matches of a common word costs hundreds of milliseconds among a million rows; so candidates are capped and
//! taken in three steps, the best first: whole words in a name, beginnings of words in a name, beginnings anywhere.

use std::collections::{BTreeSet, HashSet};

use uuid::Uuid;

use super::{Conn, Error, Result};
use crate::fold;

/// The tables of search, for a migration.
pub const CREATE: &str = include_str!("search.sql");

/// Each step looks at this many matches at most.
const CANDIDATES: i64 = 200;
/// More words than this are left out of a query.
const WORDS: usize = 8;
/// Longer texts are cut: nobody finds a letter by its ten thousandth word.
const KEPT_WORDS: usize = 4000;
/// Longer words are cut, in the index and in the query alike.
const LONGEST: usize = 40;

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is: `client`, `entry` …
    pub kind: String,
    /// Which.
    pub id: Uuid,
}

/// Puts a thing into the index, or renews it. `names` is what it is called by, `others` what else it may be found by.
pub fn put(tx: &Conn, workspace: Uuid, kind: &str, id: Uuid, names: &str, others: &str) -> Result<()> {
    let (folded, names, others) = (fold::fold(names), distinct(names), distinct(others));
    if tx.is_postgres() {
        let own = own_word(workspace);
        let name_words = format!("{own} {names}");
        let words = format!("{own} {names} {others}");
        tx.exec(
            "INSERT INTO search_texts (workspace_id, kind, id, names, name_words, words)
             VALUES ($1, $2, $3, $4, array_to_tsvector(string_to_array(trim($5), ' ')), array_to_tsvector(string_to_array(trim($6), ' ')))
             ON CONFLICT (workspace_id, kind, id)
             DO UPDATE SET names = excluded.names, name_words = excluded.name_words, words = excluded.words",
            &[&workspace, &kind, &id, &folded, &name_words, &words.replace("  ", " ")],
        )?;
        return Ok(());
    }
    let number: i64 = tx.scalar(
        "INSERT INTO search_texts (workspace_id, kind, id, names) VALUES ($1, $2, $3, $4)
         ON CONFLICT (workspace_id, kind, id) DO UPDATE SET names = excluded.names RETURNING number",
        &[&workspace, &kind, &id, &folded],
    )?;
    tx.exec(
        "INSERT OR REPLACE INTO search_words (rowid, workspace, names, others) VALUES ($1, $2, $3, $4)",
        &[&number, &own_word(workspace), &names, &others],
    )?;
    Ok(())
}

/// Takes a thing out of the index. It need not be there.
pub fn remove(tx: &Conn, workspace: Uuid, kind: &str, id: Uuid) -> Result<()> {
    if !tx.is_postgres() {
        tx.exec(
            "DELETE FROM search_words WHERE rowid = (SELECT number FROM search_texts WHERE workspace_id = $1 AND kind = $2 AND id = $3)",
            &[&workspace, &kind, &id],
        )?;
    }
    tx.exec("DELETE FROM search_texts WHERE workspace_id = $1 AND kind = $2 AND id = $3", &[&workspace, &kind, &id])?;
    Ok(())
}

/// Finds what has all words of the query, each at the beginning of one of its own; things of all kinds, the best first.
pub fn find(db: &Conn, workspace: Uuid, query: &str, limit: usize) -> Result<Vec<Found>> {
    find_kinds(db, workspace, &[], query, limit)
}

/// As [`find`], but only things of these kinds (of all kinds if none is given).
pub fn find_kinds(db: &Conn, workspace: Uuid, kinds: &[&str], query: &str, limit: usize) -> Result<Vec<Found>> {
    let mut words: Vec<String> = fold::words(query).iter().map(|word| cut(word)).collect();
    words.truncate(WORDS);
    let mut found: Vec<Found> = Vec::new();
    if words.is_empty() {
        return Ok(found);
    }
    let whole = fold::fold(query);
    let mut seen: HashSet<(String, Uuid)> = HashSet::new();
    for step in [Step::WholeNames, Step::Names, Step::Anywhere] {
        let mut candidates = candidates(db, workspace, step, &words)?;
        candidates.retain(|candidate| kinds.is_empty() || kinds.contains(&candidate.kind.as_str()));
        candidates.sort_by_cached_key(|candidate| candidate.rank(&whole, &words));
        for Candidate { kind, id, .. } in candidates {
            if found.len() < limit && seen.insert((kind.clone(), id)) {
                found.push(Found { kind, id });
            }
        }
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
    Anywhere,
}

/// A match before it is ranked.
struct Candidate {
    kind: String,
    id: Uuid,
    names: String,
}

impl Candidate {
    /// Less is better: the whole name as typed, then a name that begins so, then one whose words stand in that order at its
    /// beginning; what has no name last;
    /// shorter names before longer; then by name, so that the order is always the same.
    fn rank(&self, whole: &str, words: &[String]) -> (u8, usize, String, Uuid) {
        let first = words.first().map_or("", String::as_str);
        let place = if self.names == whole {
            0
        } else if self.names.starts_with(whole) {
            1
        } else if self.names.starts_with(first) {
            2
        } else if self.names.is_empty() {
            4
        } else {
            3
        };
        (place, self.names.chars().count(), self.names.clone(), self.id)
    }
}

fn candidates(db: &Conn, workspace: Uuid, step: Step, words: &[String]) -> Result<Vec<Candidate>> {
    let (sql, query) = if db.is_postgres() { on_postgres(workspace, step, words) } else { on_sqlite(workspace, step, words) };
    let read = |row: &super::Row| Ok(Candidate { kind: row.get(0)?, id: row.get(1)?, names: row.get(2)? });
    match db.query_map(sql, &[&workspace, &query, &CANDIDATES], read) {
        Err(Error::NoRow) => Ok(Vec::new()),
        other => other,
    }
}

/// The query as FTS5 reads it. Words are letters and digits only, so nothing in them can be taken for an operator.
fn on_sqlite(workspace: Uuid, step: Step, words: &[String]) -> (&'static str, String) {
    let star = if step == Step::WholeNames { "" } else { "*" };
    let columns = if step == Step::Anywhere { "{names others}" } else { "names" };
    let words = words.iter().map(|word| format!("\"{word}\"{star}")).collect::<Vec<_>>().join(" AND ");
    let sql = "SELECT t.kind, t.id, t.names FROM search_words w JOIN search_texts t ON t.number = w.rowid
         WHERE w.search_words MATCH $2 AND t.workspace_id = $1 LIMIT $3";
    (sql, format!("{columns} : ({words}) AND workspace : \"{}\"", own_word(workspace)))
}

/// The query as `tsquery` reads it.
fn on_postgres(workspace: Uuid, step: Step, words: &[String]) -> (&'static str, String) {
    let star = if step == Step::WholeNames { "" } else { ":*" };
    let words = words.iter().map(|word| format!("'{word}'{star}")).collect::<Vec<_>>().join(" & ");
    let sql = match step {
        Step::WholeNames | Step::Names => {
            "SELECT kind, id, names FROM search_texts WHERE workspace_id = $1 AND name_words @@ CAST(CAST($2 AS TEXT) AS tsquery) LIMIT $3"
        }
        Step::Anywhere => {
            "SELECT kind, id, names FROM search_texts WHERE workspace_id = $1 AND words @@ CAST(CAST($2 AS TEXT) AS tsquery) LIMIT $3"
        }
    };
    (sql, format!("{words} & '{}'", own_word(workspace)))
}

/// The workspace as a word. The sign is no letter, so no query can name it.
fn own_word(workspace: Uuid) -> String {
    format!("¤{}", workspace.simple())
}

/// The words of a text, each once, as the index wants them.
fn distinct(text: &str) -> String {
    let words: BTreeSet<String> = fold::words(text).iter().take(KEPT_WORDS).map(|word| cut(word)).collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

fn cut(word: &str) -> String {
    word.chars().take(LONGEST).collect()
}
