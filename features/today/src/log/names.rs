//! Who is meant: names in a line, found among the clients who could be.
//!
//! The longest run of a name's words wins where names overlap. A whole name or a person's own name counts more than a
//! word of a company's name, a large letter more than a small one, what stands first more than what follows. Where two
//! clients fit equally well, or the name goes on with a word that is not theirs, nobody is chosen: the page asks.

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

/// Small words inside of names: “van Dijk”.
const LINKS: [&str; 12] = ["von", "van", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la"];

/// The whole name around a mention: “Petra Weissenborn” where only Petra Novák is known. The mention itself where nothing
/// beside it, or only more of the client's own name, belongs to it.
fn as_written(text: &str, words: &[Token<'_>], mention: &Mention, candidates: &[Candidate]) -> Range<usize> {
    let own = candidates.iter().find(|candidate| candidate.client == mention.client);
    let own = own.map(|own| fold::words(&own.name)).unwrap_or_default();
    let of_company = |word: &Token<'_>| is_of_whole_company(words, word, candidates, mention);
    let links = |word: &Token<'_>| {
        let next = words.iter().find(|next| next.from > word.from);
        word.is(&LINKS) && next.is_some_and(|next| goes_with_a_name(text, next) && !is_of_name(next, &own))
    };
    let is_strange = |word: &Token<'_>| goes_with_a_name(text, word) && !is_of_name(word, &own) && !of_company(word);
    let mut whole = mention.span.clone();
    let after = words.iter().skip_while(|word| word.from < mention.span.end);
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

fn is_gap_of_a_name(text: &str, from: usize, to: usize) -> bool {
    matches!(text.get(from..to), Some(" " | "  " | "-" | "\'" | "’"))
}

fn ends_sentence(before: &str) -> bool {
    before.trim_end().ends_with(['.', '!', '?', ';', ':', ',', '–', '—'])
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
    let span = first.from..last.to;
    Some(Mention { client: candidate.client, span, words: run.len(), begins_name: part == 0, strength })
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
            Meant::Several { clients, .. } => clients,
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
    fn a_name_that_goes_on_otherwise_is_asked_about() {
        let except = ["Jonas Klein", "Anna Weber"];
        for (text, names, written) in [
            ("Sunita Patel rang", vec!["Sunita Rao"], "Sunita Patel"),
            ("Marta Weissenborn came in, wants a red bike", vec!["Marta Kovács"], "Marta Weissenborn"),
            ("I promised Sunita Patel to call back Thu", vec!["Sunita Rao"], "Sunita Patel"),
            ("Maria Weber rang", vec!["Jonas Weber"], "Maria Weber"),
            ("Hans Jonas rang", vec!["Jonas Weber"], "Hans Jonas"),
            ("Sunita O’Brien rang", vec!["Sunita Rao"], "Sunita O’Brien"),
            ("Bram de Vries rang", vec!["Bram de Wit"], "Bram de Vries"),
            ("Bram van Dijk rang", vec!["Bram de Wit"], "Bram van Dijk"),
            ("Marta Rao rang", vec!["Marta Kovács", "Sunita Rao"], "Marta Rao"),
            ("Hotel Splendid called", vec!["Hotel Aurelia"], "Hotel Splendid"),
        ] {
            assert_eq!(who(text, &except), names, "{text}");
            match meant(text, &cast(&except)) {
                Meant::Several { written: span, .. } => assert_eq!(&text[span], written, "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
        match meant("Jonas Quentin rang", &cast(&[])) {
            Meant::Several { clients, written } => assert_eq!((clients.len(), written), (2, 0..13)),
            other => panic!("{other:?}"),
        }
        for (text, name) in [
            ("Jonas Thursday rang", "Jonas Weber"),
            ("Texted Jonas about the bike", "Jonas Weber"),
            ("Frau Kovács rang", "Marta Kovács"),
            ("Marta K. rang", "Marta Kovács"),
            ("Theo Laurent rang", "Theo & Anaïs Laurent"),
            ("Jonas Weber Harbour Clinic rang", "Jonas Weber"),
            ("Jonas: Fahrrad ist fertig", "Jonas Weber"),
        ] {
            assert!(matches!(meant(text, &cast(&except)), Meant::One(..)), "{text}");
            assert_eq!(who(text, &except), [name], "{text}");
        }
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
