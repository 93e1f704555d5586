//! What a line says: what happened, and what was promised.

use std::ops::Range;

use tend_clients::MomentKind;

use super::tokens::{Token, between, tidy, tokens};

/// What a line says, in the writer's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What happened, if anything beside a promise.
    pub happened: Option<Happened>,
    /// What was promised.
    pub promised: Option<Promised>,
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
}

/// Reads a line; `name` is where the client's name stands in it.
pub fn read(text: &str, name: Option<&Range<usize>>) -> Reading {
    let Some(marker) = find_marker(text, name) else {
        return Reading { happened: happened(text, name), promised: None };
    };
    let end = end_of_sentence(text, marker.words_from);
    let words = tidy(between(text, marker.words_from..end)).trim_end_matches('.').trim().to_owned();
    if words.is_empty() {
        return Reading { happened: happened(text, name), promised: None };
    }
    let before = tidy(between(text, 0..marker.from));
    let after = tidy(text.get(end..).unwrap_or_default());
    let rest = match (before.is_empty(), after.is_empty()) {
        (false, false) => format!("{}. {after}", before.trim_end_matches('.')),
        (false, true) => before.to_owned(),
        (true, _) => after.to_owned(),
    };
    // The name stands where it stood if it was in front; what follows the promise knows its client already.
    let name = name.filter(|span| rest.get(..span.end) == text.get(..span.end));
    let nothing_else =
        rest.is_empty() || name.is_some_and(|span| tidy(rest.get(span.end..).unwrap_or_default()).is_empty());
    let happened = if nothing_else { None } else { happened(&rest, name) };
    Reading { happened, promised: Some(Promised { words, maybe_theirs: marker.maybe_theirs }) }
}

/// A line in which nothing was promised by us: all of it is what happened.
pub fn without_promise(text: &str, name: Option<&Range<usize>>) -> Option<Happened> {
    happened(text, name)
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

/// Where a promise begins, and where its own words do.
struct Marker {
    from: usize,
    words_from: usize,
    maybe_theirs: bool,
}

/// The first promise: “promised …”, “I’ll …”, “will …” at the beginning of a clause.
fn find_marker(text: &str, name: Option<&Range<usize>>) -> Option<Marker> {
    let words = tokens(text);
    (0..words.len()).find_map(|at| {
        let is_word_of_name = name.is_some_and(|name| name.start <= words[at].from && words[at].from < name.end);
        if is_word_of_name {
            None
        } else {
            promised_at(text, &words, at, name).or_else(|| will_at(text, &words, at, name))
        }
    })
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
fn end_of_sentence(text: &str, from: usize) -> usize {
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

/// What happened, by its verb: who rang or was rung, who came or was visited; all else is a note.
fn happened(text: &str, name: Option<&Range<usize>>) -> Option<Happened> {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::log::names::guess;

    type Told = Option<(MomentKind, String)>;

    fn line(text: &str) -> (Told, Option<(String, bool)>) {
        let reading = read(text, guess(text).as_ref());
        (
            reading.happened.map(|happened| (happened.kind, happened.text)),
            reading.promised.map(|promised| (promised.words, promised.maybe_theirs)),
        )
    }
    fn told(kind: MomentKind, text: &str) -> Told {
        Some((kind, text.to_owned()))
    }
    fn ours(words: &str) -> Option<(String, bool)> {
        Some((words.to_owned(), false))
    }

    #[test]
    fn what_happened() {
        use MomentKind::{Call, Note, Visit};
        for (text, kind, kept) in [
            ("Jonas rang, the spare bike helps", Call, "the spare bike helps"),
            ("Jonas called back: the spare bike helps", Call, "the spare bike helps"),
            ("Jonas Weber from Harbour Clinic rang, bike 9 fades", Call, "bike 9 fades"),
            ("Jonas rang to say that the spare bike helps", Call, "the spare bike helps"),
            ("Jonas rang about the spare bike", Call, "Jonas rang about the spare bike"),
            ("Rang Jonas, he is glad", Call, "Rang Jonas, he is glad"),
            ("Spoke to Jonas about Thursday", Call, "Spoke to Jonas about Thursday"),
            ("Jonas rang", Call, "Jonas rang"),
            ("Bram came by, he looks well", Visit, "he looks well"),
            ("Bram dropped in with Fenna", Visit, "Bram dropped in with Fenna"),
            ("Visited Bram at home", Visit, "Visited Bram at home"),
            ("Marta: prefers mornings", Note, "prefers mornings"),
            ("Marta prefers mornings", Note, "Marta prefers mornings"),
            ("Marta wants to be called Mia", Note, "Marta wants to be called Mia"),
            ("Jonas rang yesterday, all is well", Call, "Jonas rang yesterday, all is well"),
        ] {
            assert_eq!(line(text), (told(kind, kept), None), "{text}");
        }
    }

    #[test]
    fn what_was_promised() {
        use MomentKind::{Call, Note};
        for (text, happened, promised) in [
            ("Jonas: promised to call back Thu 15:00", None, "call back Thu 15:00"),
            ("I promised Marta to send photos tomorrow", None, "send photos tomorrow"),
            ("promised Marta a card by Friday", None, "a card by Friday"),
            ("Marta: will send photos tomorrow", None, "send photos tomorrow"),
            ("Marta: I’ll send photos tomorrow at 9.30", None, "send photos tomorrow at 9.30"),
            ("Promised Marta that we'd fix the wheel on 2 Nov", None, "fix the wheel on 2 Nov"),
            ("Jonas rang, promised to call back Thu 15:00", told(Call, "Jonas rang"), "call back Thu 15:00"),
            (
                "Jonas rang, the spare bike helps, promised to call back Thu 15:00",
                told(Call, "the spare bike helps"),
                "call back Thu 15:00",
            ),
            (
                "Jonas rang, the spare bike helps. I promised to call back Thu 15:00. He sounded glad.",
                told(Call, "the spare bike helps. He sounded glad."),
                "call back Thu 15:00",
            ),
            (
                "Marta likes blue; I will ask Tomás for paint by Monday",
                told(Note, "Marta likes blue"),
                "ask Tomás for paint by Monday",
            ),
            ("Promised Marta that we'd fix the wheel by 2. Nov", None, "fix the wheel by 2. Nov"),
            (
                "Jonas rang and I promised to call back at 3 p.m. on Thursday",
                told(Call, "Jonas rang"),
                "call back at 3 p.m. on Thursday",
            ),
        ] {
            let (kept, ours_now) = line(text);
            assert_eq!(kept, happened, "{text}");
            assert_eq!(ours_now, ours(promised), "{text}");
        }
    }

    #[test]
    fn their_word_is_not_taken_for_ours() {
        assert_eq!(line("Jonas promised to pay on Friday").1, Some(("pay on Friday".into(), true)));
        assert_eq!(line("Jonas rang, he promised to pay on Friday").1, Some(("pay on Friday".into(), true)));
        assert_eq!(line("Jonas will come on Thursday").1, None);
        assert_eq!(line("Jonas rang, it was a promise").1, None);
    }

    proptest! {
        #[test]
        fn nothing_breaks_the_reader_and_every_word_kept_was_typed(text in "\\PC{0,120}") {
            let reading = read(&text, guess(&text).as_ref());
            if let Some(promised) = &reading.promised { prop_assert!(text.contains(&promised.words)); }
            if let Some(happened) = &reading.happened {
                prop_assert!(!happened.text.trim().is_empty());
                for word in happened.text.split(". ").flat_map(str::split_whitespace) {
                    prop_assert!(text.contains(word.trim_end_matches('.')), "{word:?} in {text:?}");
                }
            }
        }

        #[test]
        fn a_line_that_says_something_is_never_read_as_nothing(text in "[A-Za-z]{1,9}( [a-z]{1,9}){0,8}") {
            let reading = read(&text, guess(&text).as_ref());
            prop_assert!(reading.happened.is_some() || reading.promised.is_some());
        }
    }
}
