//! Where names stand in a line, and which words are none.

use super::{Token, tokens};

/// What follows a name: a colon, “rang”, “came by”, “’s”.
pub(super) fn names_stand_before(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    if rest.trim_start().starts_with([':', '–', '—']) {
        return true;
    }
    #[rustfmt::skip]
    const FOLLOW: [&str; 27] = [
        "rang", "called", "phoned", "telephoned", "came", "dropped", "stopped", "popped", "visited", "looked",
        "wrote", "mailed", "emailed", "says", "said", "asked", "asks", "wants", "likes", "told", "was", "is", "has",
        "needs", "loves", "thinks", "just",
    ];
    tokens(rest).first().is_some_and(|word| word.is(&FOLLOW) && rest[..word.from].chars().all(|c| c == ' '))
}

/// What leads to a name: the line’s beginning, “promised”, “rang”, “spoke to”, “with”, “for”.
pub(super) fn names_stand_after(text: &str, at: usize) -> bool {
    if text.get(..at).is_some_and(|before| before.trim().is_empty()) {
        return true;
    }
    #[rustfmt::skip]
    const LEAD: [&str; 17] = [
        "promised", "promise", "rang", "called", "phoned", "visited", "met", "to", "with", "for", "told", "from",
        "call", "tell", "saw", "helped", "send",
    ];
    tokens(text.get(..at).unwrap_or_default()).last().is_some_and(|word| word.is(&LEAD))
}

/// Only what can stand inside of a name lies between two words.
pub(super) fn is_gap_of_a_name(text: &str, from: usize, to: usize) -> bool {
    matches!(text.get(from..to), Some(" " | "  " | "-" | "\'" | "’"))
}

/// Whoever that word names was rung, visited, spoken to: “rang haddad”, “spoke to haddad”, “promised haddad to …”.
pub(super) fn was_met(words: &[Token<'_>], at: usize) -> bool {
    let is = |back: usize, list: &[&str]| at.checked_sub(back).is_some_and(|at| words[at].is(list));
    let promised = is(1, &["promised"]) && words.get(at + 1).is_some_and(|next| next.is(&["to", "that"]));
    is(1, &["rang", "called", "phoned", "telephoned", "visited", "met", "texted", "emailed"])
        || (is(1, &["to", "with"]) && is(2, &["spoke", "talked", "wrote"]))
        || promised
}

/// After a name that follows its verb the clause ends, or goes on with a word that joins.
pub(super) fn ends_a_name(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default().trim_start();
    let joins = |word: &Token<'_>| {
        word.is(&[
            "about",
            "and",
            "because",
            "for",
            "he",
            "i",
            "on",
            "she",
            "that",
            "they",
            "to",
            "who",
            "yesterday",
            "today",
        ])
    };
    rest.is_empty()
        || rest.starts_with([',', ';', ':', '.', '!', '–', '—', '('])
        || tokens(rest).first().is_some_and(joins)
}

/// A small word that could be a family name: none of every day, and not how or how often something was done.
pub(super) fn could_be_family(word: &Token<'_>) -> bool {
    const HOW: [&str; 18] = [
        "already", "anyway", "busy", "earlier", "early", "first", "glad", "happy", "instead", "late", "later", "once",
        "ready", "sick", "straight", "thrice", "together", "twice",
    ];
    is_name_like(word) && !word.is(&HOW) && !word.folded.ends_with("ly")
}

/// Could be a name, and is not one of the words that hold every line together.
pub(super) fn is_name_like(word: &Token<'_>) -> bool {
    #[rustfmt::skip]
    const COMMON: &[&str] = &[
        "a", "about", "after", "again", "all", "also", "an", "and", "any", "are", "as", "asked", "asks", "at", "back",
        "be", "been", "before", "bring", "but", "by", "call", "called", "came", "can", "cannot", "card", "come",
        "comes", "could", "did", "do", "does", "done", "dropped", "emailed", "for", "found", "from", "get", "give",
        "go", "goes", "going", "good", "got", "had", "has", "have", "he", "help", "helped", "helps", "her", "here",
        "hers", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "just", "know", "last", "let",
        "like", "likes", "ll", "looked", "love", "loves", "made", "mailed", "make", "may", "me", "met", "might",
        "morning", "must", "my", "needs", "new", "next", "no", "not", "now", "of", "off", "on", "one", "or", "our",
        "out", "over", "phoned", "popped", "promise", "promised", "rang", "re", "s", "said", "saw", "says", "send",
        "sent", "she", "should", "so", "some", "soon", "spoke", "stopped", "still", "talked", "tell", "than", "thank",
        "thanks", "that", "the", "their", "them", "then", "there", "they", "thinks", "this", "till", "to", "today",
        "told", "tomorrow", "tonight", "too", "until", "up", "us", "ve", "very", "visit", "visited", "want", "wanted",
        "wants", "was", "we", "well", "were", "what", "when", "where", "which", "who", "will", "with", "would",
        "wrote", "yes", "yesterday", "you", "your", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday",
        "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "jan", "feb", "mar", "apr", "jun", "jul",
        "aug", "sep", "oct", "nov", "dec", "january", "february", "march", "april", "june", "july", "august",
        "september", "october", "november", "december", "am", "pm", "o", "clock", "d",
    ];
    !word.is(COMMON) && word.folded.chars().count() > 1 && !word.folded.starts_with(|c: char| c.is_ascii_digit())
}
