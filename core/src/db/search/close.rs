//! Names that were typed with an error: the words of names that are close to a typed one.
//!
//! Each word stands once in a table of its own. One error is found by trying all the words that one error could have come
//! from: a few hundred, each one step in the table. Two errors in a long word are found where its first or its second half was typed
//! right. All candidates are compared (Damerau and Levenshtein: a letter too many, too few, another, two changed over).

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::{
    Found, QUERY_WORDS, cut,
    find::{CANDIDATES, Candidate, POSTGRES_NAMES, SQLITE_NAMES, Step, Typed, candidates, signs},
    sign,
};
use crate::{
    db::{Conn, Param, Result},
    fold,
};

/// A shorter word is taken as it was typed.
const SHORTEST: usize = 4;
/// From here on a word may have two errors.
const LONG: usize = 8;
/// So many words of one half of a long word are compared.
const ALIKE: i64 = 400;
/// So many words a beginning may stand for, to be looked for one by one.
const A_FEW: i64 = 32;
/// So many words are taken for a typed one, the closest.
const MOST: usize = 8;
/// So many words are asked for at once.
const AT_ONCE: usize = 128;

/// How many errors a word of so many letters may have.
fn allowed(letters: usize) -> usize {
    match letters {
        0..SHORTEST => 0,
        SHORTEST..LONG => 1,
        _ => 2,
    }
}

/// Writes the words that are not there yet. They come in their order, so that two who write at once never wait in a circle.
pub(super) fn add(tx: &Conn, workspace: Uuid, words: &BTreeSet<&str>) -> Result<()> {
    let words: Vec<&str> = words.iter().copied().filter(|word| is_kept(word)).collect();
    let at_once = if words.len() <= 4 { 4 } else { 64 };
    for chunk in words.chunks(at_once) {
        // The last chunk is filled up with its own last word, so that two statements serve all.
        let Some(last) = chunk.last() else { break };
        let filled: Vec<&str> = chunk.iter().chain(std::iter::repeat(last)).take(at_once).copied().collect();
        let turned: Vec<String> = filled.iter().map(|word| turned(word)).collect();
        let rows: Vec<String> = (0..at_once).map(|at| format!("($1, ${}, ${})", 2 * at + 2, 2 * at + 3)).collect();
        let sql = format!(
            "INSERT INTO search_vocabulary (workspace_id, word, turned) VALUES {} ON CONFLICT DO NOTHING",
            rows.join(", ")
        );
        let mut params: Vec<&dyn Param> = vec![&workspace];
        for (word, turned) in filled.iter().zip(&turned) {
            params.extend([word as &dyn Param, turned as &dyn Param]);
        }
        tx.exec(&sql, &params)?;
    }
    Ok(())
}

/// Words of letters; numbers have no errors that we could guess.
fn is_kept(word: &str) -> bool {
    word.chars().nth(SHORTEST - 2).is_some() && !word.contains(|letter: char| letter.is_numeric())
}

/// A long word from its end.
fn turned(word: &str) -> String {
    if word.chars().count() + 2 < LONG { String::new() } else { word.chars().rev().collect() }
}

/// Takes away those of the words that stand nowhere any more.
pub(super) fn drop_unused(tx: &Conn, workspace: Uuid, words: &BTreeSet<String>) -> Result<()> {
    let signs = signs(tx, workspace, &[])?;
    for word in words.iter().filter(|word| is_kept(word)) {
        let stands =
            |step| candidates(tx, workspace, &signs, step, &[Typed::whole(word)]).map(|found| !found.is_empty());
        let is_used = !signs.is_empty() && (stands(Step::WholeNames)? || stands(Step::WholeWords)?);
        if !is_used {
            tx.exec("DELETE FROM search_vocabulary WHERE workspace_id = $1 AND word = $2", &[&workspace, word])?;
        }
    }
    Ok(())
}

/// Looks through a page of the words, from behind one on, and takes away what stands nowhere any more; gives the last
/// it looked at, or nothing at the end.
pub fn sweep(tx: &Conn, workspace: impl Into<Uuid>, after: &str) -> Result<Option<String>> {
    let workspace = workspace.into();
    let words: Vec<String> = tx.query_map(
        "SELECT word FROM search_vocabulary WHERE workspace_id = $1 AND word > $2 ORDER BY word LIMIT 2000",
        &[&workspace, &after],
        |row| row.get(0),
    )?;
    let last = words.last().cloned();
    drop_unused(tx, workspace, &words.into_iter().collect())?;
    Ok(last)
}

/// The words that begin so, if they are a few; nothing where they are more, or where we do not keep such words.
pub(super) fn words_with(db: &Conn, workspace: Uuid, beginning: &str) -> Result<Option<Vec<String>>> {
    if !is_kept(beginning) {
        return Ok(None);
    }
    let end = format!("{beginning}\u{10FFFF}");
    let words: Vec<String> =
        db.query_map(WITH_HEAD, &[&workspace, &beginning, &end, &(A_FEW + 1)], |row| row.get(0))?;
    Ok((words.len() as i64 <= A_FEW).then_some(words))
}

/// Finds things of one kind whose names are close to what was typed: each typed word with an error or two, or as the beginning of
/// theirs. The closest first.
pub fn find_close(db: &Conn, workspace: impl Into<Uuid>, kind: &str, query: &str, limit: usize) -> Result<Vec<Found>> {
    let workspace = workspace.into();
    let mut typed: Vec<String> = fold::words(query).iter().map(|word| cut(word)).collect();
    typed.truncate(QUERY_WORDS);
    let mut ways: Vec<BTreeMap<String, usize>> = Vec::with_capacity(typed.len());
    for word in &typed {
        ways.push(close_words(db, workspace, word)?);
    }
    if ways.iter().all(BTreeMap::is_empty) {
        return Ok(Vec::new());
    }
    let query = query_of(db, sign(workspace, kind), &typed, &ways);
    let mut found = ask(db, workspace, &query)?;
    found.retain(|candidate| candidate.found.kind == kind);
    found.sort_by_cached_key(|candidate| {
        let errors = errors(&candidate.names, &typed, &ways);
        (errors, candidate.names.chars().count(), candidate.names.clone(), candidate.found.id)
    });
    Ok(found.into_iter().take(limit).map(|candidate| candidate.found).collect())
}

fn ask(db: &Conn, workspace: Uuid, query: &str) -> Result<Vec<Candidate>> {
    let sql = if db.is_postgres() { POSTGRES_NAMES } else { SQLITE_NAMES };
    db.query_map(sql, &[&workspace, &query, &CANDIDATES], |row| {
        Ok(Candidate { found: Found { kind: row.get(0)?, id: row.get(1)? }, names: row.get(2)? })
    })
}

/// Each word as the beginning of one, or one of those that are close to it.
fn query_of(db: &Conn, sign: char, typed: &[String], ways: &[BTreeMap<String, usize>]) -> String {
    let (quote, star, or, and) =
        if db.is_postgres() { ("'", ":*", " | ", " & ") } else { ("\"", "*", " OR ", " AND ") };
    let one = |(word, close): (&String, &BTreeMap<String, usize>)| {
        let own = format!("{quote}{sign}{word}{quote}{star}");
        let others = close.keys().map(|other| format!("{quote}{sign}{other}{quote}"));
        format!("({})", std::iter::once(own).chain(others).collect::<Vec<_>>().join(or))
    };
    typed.iter().zip(ways).map(one).collect::<Vec<_>>().join(and)
}

/// How many errors lie between what was typed and a name.
fn errors(names: &str, typed: &[String], ways: &[BTreeMap<String, usize>]) -> usize {
    let names = fold::words(names);
    let one = |(word, close): (&String, &BTreeMap<String, usize>)| {
        let of = |name: &String| if name.starts_with(word.as_str()) { Some(0) } else { close.get(name).copied() };
        names.iter().filter_map(of).min().unwrap_or(0)
    };
    typed.iter().zip(ways).map(one).sum()
}

/// The words of names that are close to a typed one, each with how many errors lie between; the closest, and not itself.
fn close_words(db: &Conn, workspace: Uuid, typed: &str) -> Result<BTreeMap<String, usize>> {
    let letters: Vec<char> = typed.chars().collect();
    let most = allowed(letters.len());
    if most == 0 || letters.iter().any(|letter| letter.is_numeric()) {
        return Ok(BTreeMap::new());
    }
    let mut there = that_are_there(db, workspace, &one_error(&letters))?;
    if most > 1 {
        let half = letters.len() / 2;
        let (head, tail): (String, String) =
            (letters[..half].iter().collect(), letters[letters.len() - half..].iter().rev().collect());
        there.extend(beginning(db, WITH_HEAD, workspace, &head)?);
        there.extend(beginning(db, WITH_TAIL, workspace, &tail)?);
    }
    let mut close: Vec<(usize, String)> = there
        .into_iter()
        .filter_map(|word| Some((between(&letters, &word.chars().collect::<Vec<_>>(), most)?, word)))
        .filter(|(errors, _)| *errors > 0)
        .collect();
    close.sort();
    close.dedup();
    close.truncate(MOST);
    Ok(close.into_iter().map(|(errors, word)| (word, errors)).collect())
}

const WITH_HEAD: &str =
    "SELECT word FROM search_vocabulary WHERE workspace_id = $1 AND word >= $2 AND word < $3 ORDER BY word LIMIT $4";
const WITH_TAIL: &str = "SELECT word FROM search_vocabulary WHERE workspace_id = $1 AND turned >= $2 AND turned < $3 \
                         AND turned <> '' ORDER BY turned LIMIT $4";

fn beginning(db: &Conn, sql: &str, workspace: Uuid, with: &str) -> Result<Vec<String>> {
    let end = format!("{with}\u{10FFFF}");
    db.query_map(sql, &[&workspace, &with, &end, &ALIKE], |row| row.get(0))
}

fn that_are_there(db: &Conn, workspace: Uuid, words: &BTreeSet<String>) -> Result<Vec<String>> {
    let places: Vec<String> = (2..2 + AT_ONCE).map(|place| format!("${place}")).collect();
    let sql = format!("SELECT word FROM search_vocabulary WHERE workspace_id = $1 AND word IN ({})", places.join(", "));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut there = Vec::new();
    for chunk in words.chunks(AT_ONCE) {
        let Some(last) = chunk.last() else { break };
        let mut params: Vec<&dyn Param> = vec![&workspace];
        params.extend((0..AT_ONCE).map(|at| chunk.get(at).unwrap_or(last) as &dyn Param));
        there.extend(db.query_map(&sql, &params, |row| row.get(0))?);
    }
    Ok(there)
}

/// All words from which one error leads to this one.
fn one_error(letters: &[char]) -> BTreeSet<String> {
    let alphabet = alphabet(letters);
    let mut words = BTreeSet::new();
    let mut put = |parts: [&[char]; 3]| {
        words.insert(parts.into_iter().flatten().collect::<String>());
    };
    for at in 0..=letters.len() {
        let (before, after) = letters.split_at(at);
        for letter in &alphabet {
            put([before, &[*letter], after]);
            if let [_, rest @ ..] = after {
                put([before, &[*letter], rest]);
            }
        }
        if let [_, rest @ ..] = after {
            put([before, &[], rest]);
        }
        if let [one, other, rest @ ..] = after {
            put([before, &[*other, *one], rest]);
        }
    }
    words
}

/// The letters that may have been meant: those of the writing in which the word stands.
fn alphabet(letters: &[char]) -> Vec<char> {
    let has = |range: std::ops::RangeInclusive<char>| letters.iter().any(|letter| range.contains(letter));
    match () {
        () if has('а'..='я') => ('а'..='я').collect(),
        () if has('α'..='ω') => ('α'..='ω').collect(),
        () if has('a'..='z') => ('a'..='z').collect(),
        () => letters.iter().copied().collect::<BTreeSet<_>>().into_iter().collect(),
    }
}

/// How many errors lie between two words, if not more than `most`: the distance of Damerau and Levenshtein in which no letter is
/// touched twice.
fn between(one: &[char], other: &[char], most: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut now = vec![row + 1; other.len() + 1];
        for (column, with) in other.iter().enumerate() {
            let other_letter = usize::from(letter != with);
            let mut least = (last[column] + other_letter).min(last[column + 1] + 1).min(now[column] + 1);
            let is_turned = row > 0 && column > 0 && one[row - 1] == *with && other[column - 1] == *letter;
            if is_turned {
                least = least.min(before_last[column - 1] + 1);
            }
            now[column + 1] = least;
        }
        before_last = std::mem::replace(&mut last, now);
    }
    last.last().copied().filter(|errors| *errors <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(word: &str) -> Vec<char> {
        word.chars().collect()
    }

    #[test]
    fn errors_are_counted() {
        for (one, other, errors) in [
            ("hadad", "haddad", Some(1)),
            ("webr", "weber", Some(1)),
            ("jonnas", "jonas", Some(1)),
            ("wbeer", "weber", Some(1)),
            ("kovasc", "kovacs", Some(1)),
            ("abernahty", "abernathy", Some(1)),
            ("abernatti", "abernathy", Some(2)),
            ("same", "same", Some(0)),
            ("anna", "otto", None),
            ("", "abc", None),
        ] {
            assert_eq!(between(&letters(one), &letters(other), 2), errors, "{one} {other}");
            assert_eq!(between(&letters(other), &letters(one), 2), errors, "{other} {one}");
        }
    }

    #[test]
    fn one_error_leads_to_every_word_that_is_one_away() {
        let words = one_error(&letters("hadad"));
        for word in ["haddad", "hadat", "adad", "ahdad", "hadda", "xhadad", "hadadi"] {
            assert!(words.contains(word) == (between(&letters("hadad"), &letters(word), 1).is_some()), "{word}");
        }
        assert!(words.iter().all(|word| between(&letters("hadad"), &letters(word), 1).is_some()));
        assert!(one_error(&letters("мария")).contains("марiя".replace('i', "и").as_str()) || !words.is_empty());
        assert!(words.len() < 350);
    }
}
