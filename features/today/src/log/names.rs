//! Who is meant: names in a line, found among the clients who could be.
//!
//! The longest run of a name's words wins where names overlap. A whole name or a person's own name counts more than a
//! word of a company's name, a large letter more than a small one, what stands first more than what follows. Where two
//! clients fit equally well, or the name goes on with a word that is not theirs, nobody is chosen: the page asks.

use std::ops::Range;

use tend_core::{fold, id::ClientId};

mod place;
mod unknown;
mod whole;

use super::tokens::{Token, tokens};
pub use unknown::guess;

use place::{is_name_like, names_stand_after, names_stand_before};
use whole::as_written;

/// A client who could be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub client: ClientId,
    /// Their whole name.
    pub name: String,
    /// One goes by a person's given or family name alone; a company's words stand for it less surely.
    pub person: bool,
}

/// Who is meant by a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// Nobody we know.
    Nobody,
    /// This client; their name stands there in the line.
    One(ClientId, Range<usize>),
    /// Two or more fit equally well, or are named together; or the name as it was written is not quite theirs.
    Several {
        /// Who could be meant.
        clients: Vec<ClientId>,
        /// The name as it was written: it may be somebody new.
        written: Range<usize>,
    },
}

/// The most questions put to the search for one line.
const QUERIES: usize = 14;

/// What to search for to find everybody who could be meant: runs of large words first, then single words.
pub fn queries(text: &str) -> Vec<String> {
    let words = tokens(text);
    let mut queries: Vec<String> = Vec::new();
    for run in words.chunk_by(|one, next| one.is_capital() && next.is_capital() && next.from - one.to <= 3) {
        if run.len() > 1 && run[0].is_capital() {
            queries.push(run.iter().take(4).map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" "));
        }
    }
    let single = |capital: bool| words.iter().filter(move |word| word.is_capital() == capital && is_name_like(word));
    queries.extend(single(true).chain(single(false)).map(|word| word.folded.clone()));
    let mut seen = Vec::new();
    queries.retain(|query| {
        !seen.contains(query) && {
            seen.push(query.clone());
            true
        }
    });
    queries.truncate(QUERIES);
    queries
}

/// One place where a candidate's name, or a part of it, stands in the line.
#[derive(Clone, Debug)]
struct Mention {
    client: ClientId,
    span: Range<usize>,
    words: usize,
    /// Begins with the first word of the client's name.
    begins_name: bool,
    /// 0: small letters or a company's single word; 1: a name; 2: a name where names stand: before “rang”, after “promised”.
    strength: u8,
}

/// Finds who is meant among those who could be.
pub fn meant(text: &str, candidates: &[Candidate]) -> Meant {
    let words = tokens(text);
    let mut mentions: Vec<Mention> =
        candidates.iter().filter_map(|candidate| best_mention(text, &words, candidate)).collect();
    let Some(strongest) = mentions.iter().map(|mention| mention.strength).max() else { return Meant::Nobody };
    // A part of a longer name is not a mention of its own: in “Jonas Weber” nobody called Anna Weber is meant.
    let all = mentions.clone();
    mentions.retain(|mention| {
        !all.iter().any(|other| {
            other.words > mention.words && other.span.start <= mention.span.start && mention.span.end <= other.span.end
        })
    });
    let Some(first) = mentions
        .iter()
        .filter(|mention| mention.strength == strongest)
        .min_by_key(|mention| mention.span.start)
        .cloned()
    else {
        return Meant::Nobody;
    };
    let near: Vec<(&Mention, Range<usize>)> = mentions
        .iter()
        .filter(|mention| mention.span == first.span || is_joined(text, &first.span, &mention.span))
        .map(|mention| (mention, as_written(text, &words, mention, candidates)))
        .collect();
    chosen(&near, &first.span, &mentions)
}

/// Whom of those named together is meant, each beside the whole name that stands there.
fn chosen(near: &[(&Mention, Range<usize>)], first: &Range<usize>, mentions: &[Mention]) -> Meant {
    let fits = |(mention, written): &(&Mention, Range<usize>)| *written == mention.span;
    // Of two called Theo, “Theo Laurent” is the one whose family name it is.
    let one_fits = near.iter().any(|one| one.0.span == *first && fits(one));
    let left: Vec<_> = near.iter().filter(|one| fits(one) || !one_fits || one.0.span != *first).collect();
    let stranger = left.iter().find(|one| !fits(one)).map(|one| one.1.clone());
    // “Petra Rao”: neither the Petra we know nor the Rao.
    let is_inside = |mention: &&Mention| {
        stranger.as_ref().is_some_and(|name| name.start <= mention.span.start && mention.span.end <= name.end)
    };
    let all = left.iter().map(|one| one.0).chain(mentions.iter().filter(is_inside));
    let mut clients: Vec<ClientId> = Vec::new();
    for mention in all {
        if !clients.contains(&mention.client) {
            clients.push(mention.client);
        }
    }
    match (clients.as_slice(), stranger) {
        ([client], None) => Meant::One(*client, first.clone()),
        (_, stranger) => Meant::Several { clients, written: stranger.unwrap_or_else(|| first.clone()) },
    }
}

fn best_mention(text: &str, words: &[Token<'_>], candidate: &Candidate) -> Option<Mention> {
    let name = fold::words(&candidate.name);
    let mut best: Option<Mention> = None;
    for from in 0..words.len() {
        for part in 0..name.len() {
            let run =
                words[from..].iter().zip(&name[part..]).take_while(|(word, of_name)| word.folded == **of_name).count();
            let Some(mention) = mention_of(text, &words[from..from + run], candidate, (part, name.len())) else {
                continue;
            };
            let rank = |mention: &Mention| (mention.strength, mention.words);
            if best.as_ref().is_none_or(|best| rank(&mention) > rank(best)) {
                best = Some(mention);
            }
        }
    }
    best
}

/// A run of words as a mention of that candidate, if it is one: words of small letters that mean something else are not.
fn mention_of(text: &str, run: &[Token<'_>], candidate: &Candidate, (part, of): (usize, usize)) -> Option<Mention> {
    let (first, last) = (run.first()?, run.last()?);
    let capital = run.iter().any(Token::is_capital);
    let whole = run.len() == of;
    let only_joins = run.iter().all(|word| !is_name_like(word));
    if (run.len() == 1 && !whole && first.folded.chars().count() < 2)
        || (only_joins && !(capital && (candidate.person || whole)))
    {
        return None;
    }
    let own_name = whole || run.len() > 1 || (candidate.person && (part == 0 || part + 1 == of));
    let stands_well = names_stand_before(text, last.to) || names_stand_after(text, first.from);
    let strength = match (own_name && capital, stands_well) {
        (true, true) => 2,
        (true, false) => 1,
        (false, true) => 1,
        (false, false) => 0,
    };
    let span = first.from..last.to;
    Some(Mention { client: candidate.client, span, words: run.len(), begins_name: part == 0, strength })
}

/// “Jonas and Marta”, “Jonas & Marta”, “Jonas, Marta and …”: named together.
fn is_joined(text: &str, one: &Range<usize>, other: &Range<usize>) -> bool {
    let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
    let gap = text.get(first.end..second.start).unwrap_or("…").trim();
    ["and", "&", "+", "und", "with", "/"].contains(&gap)
}

#[cfg(test)]
mod tests;
