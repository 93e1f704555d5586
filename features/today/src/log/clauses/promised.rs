//! Where a promise stands in a line.

use std::ops::Range;

use super::{Token, tokens};

/// Where a promise begins, where its own words do, and whether it may be theirs.
pub(super) struct Marker {
    pub from: usize,
    pub words_from: usize,
    pub maybe_theirs: bool,
}

/// The next promise that is taken: “promised …”, “I’ll …”, “will …” at the beginning of a clause.
pub(super) fn find_marker(
    text: &str,
    words: &[Token<'_>],
    from: usize,
    name: Option<&Range<usize>>,
    is_taken: impl Fn(&Marker) -> bool,
) -> Option<Marker> {
    let is_of_name = |word: &Token<'_>| name.is_some_and(|name| name.start <= word.from && word.from < name.end);
    (0..words.len())
        .filter(|&at| words[at].from >= from && !is_of_name(&words[at]))
        .find_map(|at| promised_at(text, words, at, name).or_else(|| will_at(text, words, at, name)).filter(&is_taken))
}

/// “promised (Marta) (that we would | to) …”
fn promised_at(text: &str, words: &[Token<'_>], at: usize, name: Option<&Range<usize>>) -> Option<Marker> {
    if !words[at].is(&["promised", "promise"]) || (words[at].folded == "promise" && !follows_us(words, at)) {
        return None;
    }
    let maybe_theirs = is_their_word(text, words, at, name);
    let mut next = at + 1;
    while next < words.len() && is_skipped_after_promised(&words[next], name) {
        next += 1;
    }
    // “promised Thu 15:00” names no deed: what was said stays a note.
    Some(Marker { from: words[at].from, words_from: words.get(next)?.from, maybe_theirs })
}

fn is_skipped_after_promised(word: &Token<'_>, name: Option<&Range<usize>>) -> bool {
    let of_name = name.is_some_and(|name| name.start <= word.from && word.from < name.end);
    of_name
        || word.is(&[
            "him", "her", "them", "us", "you", "to", "that", "i", "we", "d", "ll", "will", "would", "she", "he", "they",
        ])
}

/// “I’ll …”, “we will …”, “I’m going to …”, or “will …” where a clause begins.
fn will_at(text: &str, words: &[Token<'_>], at: usize, name: Option<&Range<usize>>) -> Option<Marker> {
    let word = |offset: usize| words.get(at + offset);
    let is = |offset: usize, list: &[&str]| word(offset).is_some_and(|word| word.is(list));
    let ours = is(0, &["i", "we"]) && is(1, &["ll", "will", "shall"]);
    let going = is(0, &["i", "we"]) && is(1, &["m", "am", "are", "re"]) && is(2, &["going"]) && is(3, &["to"]);
    let begins = is(0, &["will", "shall", "ll"]) && begins_a_clause(text, words[at].from, name);
    let skipped = match (ours, going, begins) {
        (true, _, _) => 2,
        (_, true, _) => 4,
        (_, _, true) => 1,
        _ => return None,
    };
    Some(Marker { from: words[at].from, words_from: word(skipped)?.from, maybe_theirs: false })
}

fn follows_us(words: &[Token<'_>], at: usize) -> bool {
    at > 0 && words[at - 1].is(&["i", "we"])
}

/// “Jonas promised”, “she promised”, “he has promised”: with nothing between the two.
fn is_their_word(text: &str, words: &[Token<'_>], at: usize, name: Option<&Range<usize>>) -> bool {
    let mut before = at;
    while before > 0 && words[before - 1].is(&["has", "have", "had", "also", "just"]) {
        before -= 1;
    }
    let Some(last) = before.checked_sub(1).map(|last| &words[last]) else { return false };
    let joined = text.get(last.to..words[before].from).is_some_and(|gap| gap.chars().all(char::is_whitespace));
    let is_name = name.is_some_and(|name| name.start <= last.from && last.to <= name.end);
    joined && (is_name || last.is(&["he", "she", "they"]))
}

/// At the start of the line, after punctuation, or after the name and a colon.
fn begins_a_clause(text: &str, at: usize, name: Option<&Range<usize>>) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end();
    let only_name = name.is_some_and(|name| before.len() == name.end && name.start == 0);
    before.is_empty() || (!only_name && before.ends_with([',', ';', ':', '.', '!', '–', '—', '-']))
}

/// Where the sentence ends: a full stop before a blank (not one inside `15.00` or `2. Nov`), a semicolon, the line's end.
pub(super) fn end_of_sentence(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let ends = rest.char_indices().find(|&(at, letter)| {
        let (before, after) = (&rest[..at], &rest[at + letter.len_utf8()..]);
        match letter {
            ';' | '\n' => true,
            '.' | '!' => {
                after.is_empty()
                    || (after.starts_with(char::is_whitespace) && !ends_short(before) && !is_of_a_date(before, after))
            }
            _ => false,
        }
    });
    ends.map_or(text.len(), |(at, letter)| from + at + letter.len_utf8())
}

/// `2. Nov`: the stop belongs to the day.
fn is_of_a_date(before: &str, after: &str) -> bool {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let month = |word: &Token<'_>| word.folded.get(..3).is_some_and(|start| MONTHS.contains(&start));
    before.ends_with(|c: char| c.is_ascii_digit()) && tokens(after).first().is_some_and(month)
}

/// `p.m.`, `a.m.`, `St.`: the stop belongs to the word.
fn ends_short(before: &str) -> bool {
    tokens(before)
        .last()
        .is_some_and(|word| word.to == before.len() && word.is(&["p", "m", "a", "st", "dr", "mr", "mrs", "ms", "no"]))
}
