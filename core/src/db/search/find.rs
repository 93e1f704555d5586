//! Finding by words: in steps, the best first, each of them bounded.

use std::collections::HashSet;

use uuid::Uuid;

use super::{Found, QUERY_WORDS, close, cut, sign};
use crate::{
    db::{Conn, Result, Row},
    fold,
};

/// Each step looks at this many matches at most.
pub(super) const CANDIDATES: i64 = 100;
/// Up to so many letters a beginning has an index of its own on SQLite, with the sign before it.
const INDEXED: usize = 4;

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
    let stand_alone = typed.iter().all(Typed::stands_alone);
    for step in [Step::WholeNames, Step::Names, Step::Words] {
        if stand_alone && step == Step::WholeNames {
            continue;
        }
        let ask = |step| -> Result<Vec<Candidate>> {
            let mut candidates = candidates(db, workspace, &signs, step, &typed)?;
            candidates.retain(|candidate| kinds.is_empty() || kinds.contains(&candidate.found.kind.as_str()));
            candidates.sort_by_cached_key(|candidate| candidate.rank(&whole, &words));
            Ok(candidates)
        };
        let mut candidates = ask(step)?;
        let all = (candidates.len() as i64) < CANDIDATES;
        candidates.retain(|candidate| !seen.contains(&candidate.found));
        // Whole words before beginnings: asked where it may change who comes first.
        if step == Step::Words && !stand_alone && (!all || candidates.len() > 1) {
            let begun = std::mem::replace(&mut candidates, ask(Step::WholeWords)?);
            candidates.extend(begun);
        }
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
pub(super) fn signs(db: &Conn, workspace: Uuid, kinds: &[&str]) -> Result<Vec<char>> {
    if !kinds.is_empty() {
        return Ok(kinds.iter().map(|kind| sign(workspace, kind)).collect());
    }
    db.query_map(KINDS, &[&workspace], |row| Ok(sign(workspace, &row.get::<String>(0)?)))
}

/// Where and how the words are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    WholeNames,
    Names,
    WholeWords,
    Words,
}

/// A match before it is ranked.
pub(super) struct Candidate {
    pub found: Found,
    pub names: String,
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
pub(super) struct Typed {
    word: String,
    begins: Option<Vec<String>>,
}

impl Typed {
    /// No other word begins with it, as far as words are kept: whole or begun, it is the same.
    fn stands_alone(&self) -> bool {
        self.begins.as_ref().is_some_and(|begins| *begins == [self.word.as_str()])
    }

    pub fn whole(word: &str) -> Typed {
        Typed { word: word.to_owned(), begins: None }
    }

    fn read(db: &Conn, workspace: Uuid, word: &str) -> Result<Typed> {
        // Short beginnings have an index of their own on SQLite.
        let is_indexed = !db.is_postgres() && word.chars().count() <= INDEXED;
        let begins = if is_indexed { None } else { close::words_with(db, workspace, word)? };
        Ok(Typed { word: word.to_owned(), begins })
    }
}

pub(super) fn candidates(
    db: &Conn,
    workspace: Uuid,
    signs: &[char],
    step: Step,
    typed: &[Typed],
) -> Result<Vec<Candidate>> {
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

pub(super) const SQLITE_NAMES: &str =
    "SELECT t.kind, t.id, t.names FROM search_names w JOIN search_texts t ON t.number = w.rowid
    WHERE w.search_names MATCH $2 AND t.workspace_id = $1 LIMIT $3";
const SQLITE_WORDS: &str = "SELECT t.kind, t.id, t.names FROM search_words w JOIN search_texts t ON t.number = w.rowid
    WHERE w.search_words MATCH $2 AND t.workspace_id = $1 LIMIT $3";
// Planned apart, so that no LIMIT talks the planner into reading the whole table; run no further than the limit.
pub(super) const POSTGRES_NAMES: &str = "WITH hits AS MATERIALIZED (SELECT kind, id, names FROM search_texts
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
