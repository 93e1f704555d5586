//! The name of somebody who is not in the book yet.

use std::ops::Range;

use super::{
    Token,
    place::{could_be_family, ends_a_name, is_gap_of_a_name, is_name_like, names_stand_before, was_met},
    tokens,
};

/// The name in a line whose bearer nobody knows yet: what stands before “rang” or a colon, or the first large words.
pub fn guess(text: &str) -> Option<Range<usize>> {
    let words = tokens(text);
    let before_verb = (1..=4.min(words.len())).find(|&count| {
        is_name_like(&words[0]) && words[1..count].iter().all(goes_on) && names_stand_before(text, words[count - 1].to)
    });
    if let Some(count) = before_verb {
        return Some(words[0].from..words[count - 1].to);
    }
    let Some(start) = words.iter().position(|word| word.is_capital() && is_name_like(word)) else {
        return in_small_letters(text, &words);
    };
    let run = words[start..].windows(2).take_while(|pair| pair[1].is_capital() && pair[1].from - pair[0].to <= 3);
    let end = start + run.count();
    Some(words[start].from..words[end].to)
}

/// Inside a name even a common word is part of it, if it is written large: “Rosa New”.
fn goes_on(word: &Token<'_>) -> bool {
    word.is_capital() || is_name_like(word)
}

/// “rang haddad, all is well”, “promised haddad to call back”: who was rung follows the verb, also in small letters.
fn in_small_letters(text: &str, words: &[Token<'_>]) -> Option<Range<usize>> {
    let at = (1..words.len().min(4)).find(|&at| could_be_family(&words[at]) && was_met(words, at))?;
    let beside = words.get(at + 1).filter(|next| {
        is_gap_of_a_name(text, words[at].to, next.from) && could_be_family(next) && ends_a_name(text, next.to)
    });
    Some(words[at].from..beside.unwrap_or(&words[at]).to)
}
