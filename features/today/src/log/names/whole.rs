//! The whole name that stands around a mention.

use std::ops::Range;

use tend_core::fold;

use super::{
    Candidate, Mention, Token,
    place::{could_be_family, ends_a_name, is_gap_of_a_name, is_name_like, names_stand_before, was_met},
};

/// Small words inside of names: “van Dijk”.
const LINKS: [&str; 12] = ["von", "van", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la"];

/// The whole name around a mention: “Petra Weissenborn” where only Petra Novák is known. The mention itself where nothing
/// beside it, or only more of the client's own name, belongs to it.
pub(super) fn as_written(text: &str, words: &[Token<'_>], mention: &Mention, candidates: &[Candidate]) -> Range<usize> {
    let own = candidates.iter().find(|candidate| candidate.client == mention.client);
    let own = own.map(|own| fold::words(&own.name)).unwrap_or_default();
    let of_company = |word: &Token<'_>| is_of_whole_company(words, word, candidates, mention);
    let links = |word: &Token<'_>| {
        let next = words.iter().find(|next| next.from > word.from);
        word.is(&LINKS) && next.is_some_and(|next| goes_with_a_name(text, next) && !is_of_name(next, &own))
    };
    let is_strange = |word: &Token<'_>| goes_with_a_name(text, word) && !is_of_name(word, &own) && !of_company(word);
    let mut whole = mention.span.clone();
    if let Some(end) = end_in_small_letters(text, words, mention, &own) {
        whole.end = end;
    }
    let after = words.iter().skip_while(|word| word.from < whole.end).collect::<Vec<_>>();
    for word in after {
        let is_beside = is_gap_of_a_name(text, whole.end, word.from);
        if !(is_beside
            && (links(word) || is_strange(word) || (whole.end > mention.span.end && goes_with_a_name(text, word))))
        {
            break;
        }
        whole.end = word.to;
    }
    let before = words.iter().rev().skip_while(|word| word.to > mention.span.start);
    for word in before {
        let begins = text.get(..word.from).is_some_and(|before| before.trim_end().is_empty() || ends_sentence(before));
        // A sentence's first word is large anyway: “Texted Jonas” is no name, “Hans Jonas rang” is.
        let is_name = !begins || !mention.begins_name || names_stand_before(text, mention.span.end);
        if !(is_gap_of_a_name(text, word.to, whole.start) && is_strange(word) && is_name) {
            break;
        }
        whole.start = word.from;
    }
    whole
}

/// “sunita patel rang”, “rang sunita patel”: in a line of small letters the family name is small too. Where it ends, if it is not
/// the client's own.
fn end_in_small_letters(text: &str, words: &[Token<'_>], mention: &Mention, own: &[String]) -> Option<usize> {
    let is_large =
        |word: &&Token<'_>| mention.span.start <= word.from && word.to <= mention.span.end && word.is_capital();
    if words.iter().any(|word| is_large(&word)) {
        return None;
    }
    let first = words.iter().position(|word| word.from == mention.span.start)?;
    let next = words.iter().find(|word| word.from >= mention.span.end)?;
    let is_beside = is_gap_of_a_name(text, mention.span.end, next.from) && could_be_family(next);
    let stands_well = names_stand_before(text, next.to) || (was_met(words, first) && ends_a_name(text, next.to));
    (is_beside && stands_well && !next.is_capital() && !is_of_name(next, own)).then_some(next.to)
}

/// A large word that is no word of every day, or the one letter of “O’Brien” and “Petra W.”.
fn goes_with_a_name(text: &str, word: &Token<'_>) -> bool {
    const TITLES: [&str; 12] =
        ["mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "madame", "monsieur", "senhor", "senhora"];
    let is_letter = word.folded.chars().count() == 1
        && text.get(word.to..).is_some_and(|after| after.starts_with(['.', '\'', '’']));
    word.is_capital() && (is_letter || is_name_like(word)) && !word.is(&TITLES)
}

/// One of the name's own words, or the first letter of one.
fn is_of_name(word: &Token<'_>, name: &[String]) -> bool {
    name.iter().any(|own| *own == word.folded || (word.folded.chars().count() == 1 && own.starts_with(&word.folded)))
}

/// “Jonas Weber Harbour Clinic rang”: the company is known by its whole name, and is no part of his.
fn is_of_whole_company(words: &[Token<'_>], word: &Token<'_>, candidates: &[Candidate], mention: &Mention) -> bool {
    candidates.iter().filter(|other| !other.person && other.client != mention.client).any(|company| {
        let name = fold::words(&company.name);
        words.windows(name.len().max(1)).any(|run| {
            run.iter().map(|word| word.folded.as_str()).eq(name.iter().map(String::as_str))
                && run.iter().any(|one| one.from == word.from)
        })
    })
}

fn ends_sentence(before: &str) -> bool {
    before.trim_end().ends_with(['.', '!', '?', ';', ':', ',', '–', '—'])
}
