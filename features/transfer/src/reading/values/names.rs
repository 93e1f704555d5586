//! Names of people and organizations.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name in its parts; a part that is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameParts {
    /// Mr, Dr, Frau and the like.
    pub prefix: String,
    /// The first name.
    pub given: String,
    /// The last name.
    pub family: String,
}

/// Words in front of a name that are not part of it; compared folded and without dots.
const PREFIXES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lady",
    "lord",
    "rev",
    "hon",
    "herr",
    "frau",
    "hr",
    "fr",
    "dhr",
    "mevr",
    "mw",
    "m",
    "mme",
    "mlle",
    "monsieur",
    "madame",
    "sr",
    "sra",
    "srta",
    "sig",
    "dott",
    "ing",
    "don",
    "dona",
];

/// Words that organizations carry in their names; compared folded, as whole words.
const ORGANIZATION_WORDS: &[&str] = &[
    "inc",
    "incorporated",
    "llc",
    "llp",
    "ltd",
    "limited",
    "corp",
    "corporation",
    "co",
    "company",
    "plc",
    "gmbh",
    "mbh",
    "ag",
    "kg",
    "ohg",
    "gbr",
    "ev",
    "eg",
    "ug",
    "bv",
    "nv",
    "vof",
    "sa",
    "sas",
    "sarl",
    "sarl",
    "spa",
    "srl",
    "slu",
    "sl",
    "lda",
    "ltda",
    "ab",
    "oy",
    "as",
    "aps",
    "kk",
    "pty",
    "pvt",
    "group",
    "groupe",
    "gruppe",
    "holding",
    "holdings",
    "partners",
    "associates",
    "sons",
    "brothers",
    "bros",
    "bank",
    "insurance",
    "university",
    "universitat",
    "universite",
    "universidad",
    "college",
    "school",
    "schule",
    "academy",
    "institute",
    "institut",
    "hospital",
    "clinic",
    "klinik",
    "church",
    "museum",
    "library",
    "society",
    "association",
    "verein",
    "foundation",
    "stiftung",
    "stichting",
    "council",
    "center",
    "centre",
    "centro",
    "zentrum",
    "agency",
    "agentur",
    "bureau",
    "office",
    "services",
    "service",
    "solutions",
    "systems",
    "software",
    "technologies",
    "technology",
    "consulting",
    "studio",
    "studios",
    "media",
    "hotel",
    "restaurant",
    "cafe",
    "bakery",
    "backerei",
    "bakkerij",
    "shop",
    "store",
    "market",
    "markt",
    "supermarket",
    "salon",
    "gallery",
    "galerie",
    "farm",
    "works",
    "industries",
    "international",
    "enterprises",
    "trading",
    "logistics",
    "transport",
    "energy",
    "care",
    "club",
    "union",
    "court",
    "team",
];

/// Text for comparing: accents off, lower case, signs and runs of blanks as one blank.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// True when the text is the same folded as it stands; saves the copy.
#[must_use]
pub fn folded(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

fn fold_into(text: &str, out: &mut String) {
    let mut gap = false;
    let mut push = |letter: char| {
        if letter.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(letter);
        } else if letter != '\'' && letter != '’' && letter != '.' {
            gap = true;
        }
    };
    if text.is_ascii() {
        text.chars().map(|letter| letter.to_ascii_lowercase()).for_each(&mut push);
        return;
    }
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'ß' => "ss".chars().for_each(&mut push),
            'æ' | 'Æ' => "ae".chars().for_each(&mut push),
            'œ' | 'Œ' => "oe".chars().for_each(&mut push),
            'ø' | 'Ø' => push('o'),
            'ł' | 'Ł' => push('l'),
            'đ' | 'Đ' | 'ð' => push('d'),
            'ı' => push('i'),
            _ => letter.to_lowercase().for_each(&mut push),
        }
    }
}

/// Takes a person's name apart: `Last, First`, `Dr. Jane Roe`, `Jane Roe`. Capitals stay as they are.
#[must_use]
pub fn split_name(name: &str) -> NameParts {
    let name = name.trim();
    let (prefix, rest) = take_prefix(name);
    if let Some((family, given)) = rest.split_once(',') {
        let (second_prefix, given) = take_prefix(given.trim());
        let prefix = if prefix.is_empty() { second_prefix } else { prefix };
        return NameParts { prefix: prefix.to_owned(), given: given.to_owned(), family: family.trim().to_owned() };
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    let Some(family_start) = family_start(&words) else {
        return NameParts { prefix: prefix.to_owned(), given: rest.to_owned(), family: String::new() };
    };
    NameParts {
        prefix: prefix.to_owned(),
        given: words[..family_start].join(" "),
        family: words[family_start..].join(" "),
    }
}

/// Where the last name starts: at its last word, or before small words such as `van der`.
fn family_start(words: &[&str]) -> Option<usize> {
    const SMALL: &[&str] = &[
        "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "ten", "ter", "zu",
        "zur", "af", "el", "bin",
    ];
    if words.len() < 2 {
        return None;
    }
    let mut start = words.len() - 1;
    while start > 1 && SMALL.contains(&words[start - 1].to_lowercase().as_str()) {
        start -= 1;
    }
    Some(start)
}

fn take_prefix(name: &str) -> (&str, &str) {
    let mut end = 0;
    loop {
        let rest = name[end..].trim_start();
        let Some((word, after)) = rest.split_once(char::is_whitespace) else {
            break;
        };
        let plain = fold(word);
        let single = plain.len() == 1 && !word.ends_with('.');
        if !PREFIXES.contains(&plain.as_str()) || single || after.trim().is_empty() {
            break;
        }
        end = name.len() - after.len();
    }
    (name[..end].trim(), name[end..].trim())
}

/// True when a name carries a word that organizations carry, or signs that people do not.
#[must_use]
pub fn looks_like_organization(name: &str) -> bool {
    if name.contains('&') || name.contains(" / ") {
        return true;
    }
    let plain = fold(name);
    let words: Vec<&str> = plain.split(' ').collect();
    if words.len() > 1 && words.iter().any(|word| ORGANIZATION_WORDS.contains(word)) {
        return true;
    }
    let joined = plain.replace(' ', "");
    words.len() > 1
        && ["gmbhcokg", "bv", "nv", "spa", "srl", "sarl", "ev"]
            .iter()
            .any(|form| joined.ends_with(form) && has_dotted_end(name))
}

/// `B.V.`, `S.p.A.`, `S.R.L.` at the end of a name.
fn has_dotted_end(name: &str) -> bool {
    name.split_whitespace().last().is_some_and(|word| word.matches('.').count() >= 2)
}
