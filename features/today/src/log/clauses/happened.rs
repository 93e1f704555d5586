//! What happened: who rang, who came by, what was said.

use std::ops::Range;

use tend_clients::MomentKind;

use super::{Happened, Token, tokens};

/// What happened, by its verb: who rang or was rung, who came or was visited; all else is a note.
pub(super) fn happened(text: &str, name: Option<&Range<usize>>) -> Option<Happened> {
    let whole = text.trim();
    if whole.is_empty() {
        return None;
    }
    let words = tokens(text);
    let verb = find_verb(&words, name);
    let (kind, told_from) = match &verb {
        Some(verb) => (verb.kind, told_after_verb(text, &words, verb.last)),
        None => (MomentKind::Note, told_after_colon(text, name)),
    };
    let told = told_from.map(|from| text.get(from..).unwrap_or_default().trim()).filter(|told| !told.is_empty());
    Some(Happened { kind, text: told.unwrap_or(whole).to_owned() })
}

struct Verb {
    kind: MomentKind,
    last: usize,
}

const CALLS: &[&[&str]] = &[
    &["rang"],
    &["called"],
    &["phoned"],
    &["telephoned"],
    &["rung"],
    &["spoke", "to"],
    &["spoke", "with"],
    &["talked", "to"],
    &["talked", "with"],
    &["on", "the", "phone"],
    &["phone", "call"],
    &["call", "with"],
    &["call", "from"],
];
const VISITS: &[&[&str]] = &[
    &["came", "by"],
    &["came", "in"],
    &["came", "over"],
    &["came", "round"],
    &["came", "to", "the"],
    &["dropped", "by"],
    &["dropped", "in"],
    &["stopped", "by"],
    &["popped", "in"],
    &["popped", "by"],
    &["looked", "in"],
    &["was", "here"],
    &["were", "here"],
    &["visited"],
    &["met"],
    &["visit", "from"],
    &["visit", "to"],
    &["went", "to", "see"],
];

/// The verb next to the name, or where the line begins: elsewhere the same word tells of something else.
fn find_verb(words: &[Token<'_>], name: Option<&Range<usize>>) -> Option<Verb> {
    let after_name = name.and_then(|name| words.iter().position(|word| word.from >= name.end));
    let places = after_name.into_iter().flat_map(|at| at..at + 7).chain(0..3);
    places.filter(|&at| at < words.len()).find_map(|at| {
        let matches = |phrases: &[&[&str]]| {
            phrases
                .iter()
                .find(|phrase| {
                    phrase
                        .iter()
                        .enumerate()
                        .all(|(i, part)| words.get(at + i).is_some_and(|word| word.folded == *part))
                })
                .map(|p| p.len())
        };
        // Between a name and its verb stand at most a few words, none of which is a verb of another sentence.
        let near = after_name.is_none_or(|first| at < first || words[first..at].iter().all(may_stand_between));
        if !near {
            return None;
        }
        let call = matches(CALLS).map(|count| Verb { kind: MomentKind::Call, last: at + count - 1 });
        call.or_else(|| matches(VISITS).map(|count| Verb { kind: MomentKind::Visit, last: at + count - 1 }))
    })
}

fn may_stand_between(word: &Token<'_>) -> bool {
    word.is_capital()
        || word.is(&[
            "from", "of", "at", "the", "just", "has", "have", "also", "again", "briefly", "and", "his", "her", "s",
        ])
}

/// What is told after “rang,”, “came by:”, “rang to say”; “rang about the bike” stays whole.
fn told_after_verb(text: &str, words: &[Token<'_>], verb: usize) -> Option<usize> {
    let mut last = verb;
    while words.get(last + 1).is_some_and(|word| word.is(&["us", "me", "back", "again", "in", "just", "now"])) {
        last += 1;
    }
    let gap = text.get(words[last].to..words.get(last + 1)?.from)?;
    if gap.contains([',', ':', ';', '.', '–', '—', '!']) || gap.contains(" - ") {
        return Some(words[last + 1].from);
    }
    let to_say = words.get(last + 1)?.is(&["to"]) && words.get(last + 2)?.is(&["say"]);
    let said_that = words.get(last + 1)?.is(&["and"]) && words.get(last + 2)?.is(&["said"]);
    let skipped = if to_say || said_that { last + 3 } else { return None };
    let that = words.get(skipped)?.is(&["that"]);
    words.get(if that { skipped + 1 } else { skipped }).map(|word| word.from)
}

/// What is told after “Marta:”.
fn told_after_colon(text: &str, name: Option<&Range<usize>>) -> Option<usize> {
    let name = name.filter(|name| name.start == 0)?;
    let rest = text.get(name.end..)?;
    let mark = rest.find(|c: char| !c.is_whitespace())?;
    let letter = rest[mark..].chars().next()?;
    [':', '–', '—'].contains(&letter).then_some(name.end + mark + letter.len_utf8())
}
