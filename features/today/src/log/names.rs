//! Who is meant: names in a line, found among the clients who could be.
//!
//! The longest run of a name's words wins where names overlap. A whole name or a person's own name counts more than a
//! word of a company's name, a large letter more than a small one, what stands first more than what follows. Where two
//! clients fit equally well, nobody is chosen: the page asks.

use std::ops::Range;

use tend_core::{fold, id::ClientId};

use super::tokens::{Token, tokens};

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
    /// Two or more fit equally well, or are named together.
    Several(Vec<ClientId>),
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
    let mut chosen: Vec<ClientId> = Vec::new();
    for mention in &mentions {
        if (mention.span == first.span || is_joined(text, &first.span, &mention.span))
            && !chosen.contains(&mention.client)
        {
            chosen.push(mention.client);
        }
    }
    if chosen.len() == 1 { Meant::One(first.client, first.span) } else { Meant::Several(chosen) }
}

/// The name in a line whose bearer nobody knows yet: what stands before “rang” or a colon, or the first large words.
pub fn guess(text: &str) -> Option<Range<usize>> {
    let words = tokens(text);
    let before_verb = (1..=4.min(words.len())).find(|&count| {
        is_name_like(&words[0]) && words[1..count].iter().all(goes_on) && names_stand_before(text, words[count - 1].to)
    });
    if let Some(count) = before_verb {
        return Some(words[0].from..words[count - 1].to);
    }
    let start = words.iter().position(|word| word.is_capital() && is_name_like(word))?;
    let run = words[start..].windows(2).take_while(|pair| pair[1].is_capital() && pair[1].from - pair[0].to <= 3);
    let end = start + run.count();
    Some(words[start].from..words[end].to)
}

/// Inside a name even a common word is part of it, if it is written large: “Rosa New”.
fn goes_on(word: &Token<'_>) -> bool {
    word.is_capital() || is_name_like(word)
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
    Some(Mention { client: candidate.client, span: first.from..last.to, words: run.len(), strength })
}

/// “Jonas and Marta”, “Jonas & Marta”, “Jonas, Marta and …”: named together.
fn is_joined(text: &str, one: &Range<usize>, other: &Range<usize>) -> bool {
    let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
    let gap = text.get(first.end..second.start).unwrap_or("…").trim();
    ["and", "&", "+", "und", "with", "/"].contains(&gap)
}

/// What follows a name: a colon, “rang”, “came by”, “’s”.
fn names_stand_before(text: &str, at: usize) -> bool {
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
fn names_stand_after(text: &str, at: usize) -> bool {
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

/// Could be a name, and is not one of the words that hold every line together.
fn is_name_like(word: &Token<'_>) -> bool {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const CAST: [(&str, bool); 12] = [
        ("Jonas Weber", true),
        ("Harbour Clinic", false),
        ("Marta Kovács", true),
        ("Theo & Anaïs Laurent", true),
        ("Eun-ji Park", true),
        ("Hotel Aurelia", false),
        ("Bram de Wit", true),
        ("Jonas Klein", true),
        ("Will Smith", true),
        ("Spare Parts Ltd", false),
        ("Anna Weber", true),
        ("Sunita Rao", true),
    ];

    fn id(index: usize) -> ClientId {
        ClientId(Uuid::from_u128(index as u128))
    }
    fn cast(except: &[&str]) -> Vec<Candidate> {
        let all = CAST.iter().enumerate();
        all.filter(|(_, (name, _))| !except.contains(name))
            .map(|(index, (name, person))| Candidate { client: id(index), name: (*name).to_owned(), person: *person })
            .collect()
    }
    fn who(text: &str, except: &[&str]) -> Vec<&'static str> {
        let ids = match meant(text, &cast(except)) {
            Meant::Nobody => vec![],
            Meant::One(client, _) => vec![client],
            Meant::Several(clients) => clients,
        };
        CAST.iter().enumerate().filter(|(index, _)| ids.contains(&id(*index))).map(|(_, (name, _))| *name).collect()
    }

    #[test]
    fn one_name_is_found_however_it_is_written() {
        for (text, name) in [
            ("Jonas rang, the spare bike helps", "Jonas Weber"),
            ("jonas rang, the spare bike helps", "Jonas Weber"),
            ("JONAS RANG", "Jonas Weber"),
            ("Weber rang", "Jonas Weber"),
            ("Jonas Weber from Harbour Clinic rang", "Jonas Weber"),
            ("I promised Marta to send photos tomorrow", "Marta Kovács"),
            ("Marta: will send photos tomorrow", "Marta Kovács"),
            ("marta kovacs came by", "Marta Kovács"),
            ("eun ji asks about the descents", "Eun-ji Park"),
            ("Anais wants the trailer", "Theo & Anaïs Laurent"),
            ("Theo & Anaïs Laurent came by", "Theo & Anaïs Laurent"),
            ("Hotel Aurelia called, two bikes are late", "Hotel Aurelia"),
            ("the clinic rang", "Harbour Clinic"),
            ("Spoke to Bram about the sea", "Bram de Wit"),
            ("Marta’s wheel wobbles again", "Marta Kovács"),
            ("Spare bike delivered to Marta Kovács", "Marta Kovács"),
            ("Will rang", "Will Smith"),
        ] {
            assert_eq!(who(text, &["Jonas Klein", "Anna Weber"]), [name], "{text}");
        }
    }

    #[test]
    fn two_who_fit_equally_well_are_both_given() {
        assert_eq!(who("Jonas rang", &[]), ["Jonas Weber", "Jonas Klein"]);
        assert_eq!(who("Jonas Weber rang", &[]), ["Jonas Weber"]);
        assert_eq!(who("Jonas Weber and Marta came by", &[]), ["Jonas Weber", "Marta Kovács"]);
        assert_eq!(who("Weber rang", &[]), ["Jonas Weber", "Anna Weber"]);
    }

    #[test]
    fn common_words_are_nobodys_name() {
        for text in
            ["will send photos tomorrow", "the parts are here", "", "…", "called to say thanks", "a spare was found"]
        {
            assert_eq!(who(text, &["Spare Parts Ltd"]), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn an_unknown_name_is_guessed() {
        for (text, name) in [
            ("Lotta Brandt called about a quote", Some("Lotta Brandt")),
            ("lotta rang, she wants a tandem", Some("lotta")),
            ("Lotta: wants a tandem", Some("Lotta")),
            ("Rosa New rang", Some("Rosa New")),
            ("Yesterday Piet rang", Some("Piet")),
            ("I promised Piet Hein to call back Thu", Some("Piet Hein")),
            ("will send photos tomorrow", None),
            ("the bell is broken", None),
        ] {
            assert_eq!(guess(text).map(|span| &text[span]), name, "{text}");
        }
    }

    #[test]
    fn what_to_search_for() {
        assert_eq!(
            queries("Jonas Weber rang, the spare bike helps"),
            ["jonas weber", "jonas", "weber", "spare", "bike"]
        );
        assert!(queries(&"Anna Berta Clara Dora ".repeat(40)).len() <= QUERIES);
    }

    proptest! {
        #[test]
        fn no_line_breaks_the_reader(text in "\\PC{0,80}") {
            let _ = (meant(&text, &cast(&[])), queries(&text));
            if let Some(span) = guess(&text) { prop_assert!(text.get(span).is_some()); }
        }

        #[test]
        fn a_whole_name_before_its_verb_is_always_found(index in 0..CAST.len(), rest in "[a-z ]{0,30}") {
            let text = format!("{} rang, {rest}", CAST[index].0);
            prop_assert_eq!(meant(&text, &cast(&[])), Meant::One(id(index), 0..CAST[index].0.len()));
        }
    }
}
