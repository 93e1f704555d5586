//! What a line says: what happened, and what was promised.

use std::ops::Range;

use tend_clients::MomentKind;

use super::tokens::{Token, between, tidy, tokens};

mod deeds;
mod happened;
mod promised;

use deeds::{deeds, end_of_promise};
use happened::happened;
use promised::{Marker, end_of_sentence, find_marker};

/// What a line says, in the writer's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What happened, if anything beside promises.
    pub happened: Option<Happened>,
    /// What was promised, each deed by itself, in the order they were typed.
    pub promised: Vec<Promised>,
}

/// A call, a visit or a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// Which of the three.
    pub kind: MomentKind,
    /// What is worth keeping of it.
    pub text: String,
}

/// A promise in a line; when it is due stands still in its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promised {
    /// “call back Thu 15:00”.
    pub words: String,
    /// “Jonas promised …”: it may well be his word and not ours. The page asks.
    pub maybe_theirs: bool,
    /// Another deed follows in the same breath: a time that stands there holds for this one too.
    pub goes_on: bool,
}

/// Reads a line; `name` is where the client's name stands in it.
pub fn read(text: &str, name: Option<&Range<usize>>) -> Reading {
    read_those(text, name, |_| true)
}

/// Reads a line of which we know that what may be their word is theirs: it stays with what happened.
pub fn read_ours(text: &str, name: Option<&Range<usize>>) -> Reading {
    read_those(text, name, |marker| !marker.maybe_theirs)
}

fn read_those(text: &str, name: Option<&Range<usize>>, is_taken: impl Fn(&Marker) -> bool) -> Reading {
    let words = tokens(text);
    let (mut promised, mut told, mut from) = (Vec::new(), Vec::new(), 0);
    while let Some(marker) = find_marker(text, &words, from, name, &is_taken) {
        let end = end_of_promise(text, &words, marker.words_from);
        let found = deeds(text, &words, &marker, end, name);
        if found.is_empty() {
            break;
        }
        promised.extend(found);
        told.push(tidy(between(text, from..marker.from)));
        from = end;
    }
    if promised.is_empty() {
        return Reading { happened: happened(text, name), promised };
    }
    told.push(tidy(text.get(from..).unwrap_or_default()));
    told.retain(|part| !part.is_empty());
    Reading { happened: told_beside(text, &told, name), promised }
}

/// What happened, of a line without its promises.
fn told_beside(text: &str, told: &[&str], name: Option<&Range<usize>>) -> Option<Happened> {
    let last = told.len().saturating_sub(1);
    let is_last = |index: usize| index == last;
    let parts: Vec<&str> = told
        .iter()
        .enumerate()
        .map(|(index, part)| if is_last(index) { part } else { part.trim_end_matches('.') })
        .collect();
    let rest = parts.join(". ");
    // The name stands where it stood if it was in front; what follows the promise knows its client already.
    let name = name.filter(|span| rest.get(..span.end) == text.get(..span.end));
    let nothing_else =
        rest.is_empty() || name.is_some_and(|span| tidy(rest.get(span.end..).unwrap_or_default()).is_empty());
    if nothing_else { None } else { happened(&rest, name) }
}

/// Where the moment of a promise may end: first the whole of its words, then ever less of them where what is cut off still follows a
/// moment (“on Friday so that she can choose”). Pairs of the words up to there and what follows.
pub fn moments(words: &str) -> impl Iterator<Item = (&str, &str)> {
    let all = tokens(words);
    let ends: Vec<usize> = all.iter().rev().skip(1).filter(|word| ends_a_moment(word)).map(|word| word.to).collect();
    std::iter::once(words.len())
        .chain(ends)
        .map(|end| (words.get(..end).unwrap_or_default(), words.get(end..).unwrap_or_default().trim()))
}

/// Only what cannot be anything else: a day's name, or digits of an hour.
fn ends_a_moment(word: &Token<'_>) -> bool {
    const DAYS: [&str; 18] = [
        "today",
        "tonight",
        "tomorrow",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "noon",
    ];
    word.is(&DAYS) || (word.folded.len() == 2 && word.folded.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests;
