//! Several deeds promised in one breath: “send the quote tomorrow and to call back Thu 15:00” are two promises.
//!
//! A sentence is parted only where a deed begins beyond doubt: “to …”, “I’ll …”, or a verb of things one promises that has a
//! time of its own after it. “A pump and a tube on Friday” stays one promise.

use std::ops::Range;

use super::{Marker, Promised, Token, between, end_of_sentence, ends_a_moment, tidy};

/// The most promises of one sentence; what follows stays with the last.
const MOST: usize = 10;

/// The deeds promised from the marker to the end of its sentence.
pub(super) fn deeds(
    text: &str,
    words: &[Token<'_>],
    marker: &Marker,
    end: usize,
    name: Option<&Range<usize>>,
) -> Vec<Promised> {
    let inside: Vec<&Token<'_>> =
        words.iter().filter(|word| marker.words_from <= word.from && word.to <= end).collect();
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut from = marker.words_from;
    for at in 1..inside.len() {
        if inside[at].from > from
            && spans.len() + 1 < MOST
            && let Some(next) = deed_after(text, &inside, at, name)
        {
            spans.push(from..inside[at - 1].to);
            from = next;
        }
    }
    spans.push(from..end);
    let last = spans.len() - 1;
    let deed = |(index, span): (usize, Range<usize>)| Promised {
        words: tidy(between(text, span)).trim_end_matches('.').trim().to_owned(),
        maybe_theirs: marker.maybe_theirs,
        goes_on: index < last,
    };
    spans.into_iter().enumerate().map(deed).filter(|promised| !promised.words.is_empty()).collect()
}

/// Where the sentence of a promise ends: after a semicolon it goes on if another deed follows.
pub(super) fn end_of_promise(text: &str, words: &[Token<'_>], from: usize) -> usize {
    let mut end = end_of_sentence(text, from);
    while text.get(..end).is_some_and(|before| before.ends_with(';')) {
        let next = end_of_sentence(text, end);
        let inside: Vec<&Token<'_>> = words.iter().filter(|word| word.from >= from && word.to <= next).collect();
        let Some(at) = inside.iter().position(|word| word.from >= end).filter(|at| *at > 0) else { break };
        if deed_after(text, &inside, at, None).is_none() {
            break;
        }
        end = next;
    }
    end
}

/// Where the next deed begins, if one does behind a joint in front of that word.
fn deed_after(text: &str, inside: &[&Token<'_>], at: usize, name: Option<&Range<usize>>) -> Option<usize> {
    let gap = text.get(inside[at - 1].to..inside[at].from)?.trim();
    let (joined_by_and, stopped) = (inside[at].is(&["and"]), gap == "," || gap == ";");
    if !joined_by_and && !stopped {
        return None;
    }
    let skipped = inside[at..].iter().take_while(|word| is_before_a_deed(word)).count();
    let says_so =
        inside[at..at + skipped].iter().any(|word| word.is(&["to", "ll", "will", "would", "shall", "promised"]));
    let first = inside.get(at + skipped)?;
    let is_of_name = name.is_some_and(|name| name.start <= first.from && first.from < name.end);
    let has_time = inside[at + skipped..].windows(2).any(|pair| is_of_a_time(pair[0], pair[1]));
    let begins = if says_so {
        can_be_a_deed(first) && (joined_by_and || gap == ";" || has_time)
    } else {
        tend_promises::deed::is_verb(&first.folded) && has_time
    };
    (begins && !is_of_name).then_some(first.from)
}

/// Words that lead from one deed to the next.
fn is_before_a_deed(word: &Token<'_>) -> bool {
    word.is(&["and", "also", "then", "that", "i", "we", "ll", "will", "would", "shall", "promised", "to"])
}

/// Not “to Marta”, “to the shop”, “to Thursday”: what is promised is a verb.
fn can_be_a_deed(word: &Token<'_>) -> bool {
    const NO_VERBS: [&str; 32] = [
        "a", "an", "the", "my", "our", "your", "his", "her", "its", "their", "him", "them", "me", "us", "you", "it",
        "this", "that", "these", "those", "all", "both", "be", "have", "he", "she", "they", "i", "we", "not", "no",
        "so",
    ];
    let is_number = word.folded.starts_with(|c: char| c.is_ascii_digit());
    !word.is_capital() && !word.is(&NO_VERBS) && !is_number && !ends_a_moment(word)
}

/// A day's name, an hour, or a number where times stand.
fn is_of_a_time(before: &Token<'_>, word: &Token<'_>) -> bool {
    let number = word.folded.starts_with(|c: char| c.is_ascii_digit());
    ends_a_moment(word)
        || word.is(&["morning", "afternoon", "evening", "week", "month", "noon", "hour", "hours", "minutes"])
        || (number && (before.is(&["at", "by", "on", "before", "until", "the"]) || ends_a_moment(before)))
}
