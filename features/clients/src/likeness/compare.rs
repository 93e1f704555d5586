//! How alike two names, streets and numbers are.

use super::{Profile, nicknames::same_person_called};
use crate::client::ClientKind;

/// How two names compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameLikeness {
    /// At least one has none.
    Unknown,
    /// The same words in any order.
    Same,
    /// The same letters, blanks aside.
    Spaced,
    /// A slip of the pen apart.
    Near,
    /// The last name is the same, and one first name is what one calls the other for short.
    ShortForm,
    /// First and last name stand in each other's place.
    Swapped,
    /// The last name is the same and one first name is missing or an initial of the other.
    OneNameOnly,
    /// Many words in common.
    Partly,
    /// Organizations with a word in common: says nothing either way.
    OneWord,
    /// The same first name and another last name: somebody who married, or somebody else.
    GivenOnly,
    /// Different.
    Different,
}

/// Words that say nothing about which organization it is.
const EMPTY_WORDS: &[&str] = &[
    "the",
    "a",
    "an",
    "of",
    "and",
    "und",
    "et",
    "y",
    "e",
    "de",
    "la",
    "le",
    "der",
    "die",
    "das",
    "inc",
    "llc",
    "ltd",
    "limited",
    "corp",
    "corporation",
    "co",
    "company",
    "gmbh",
    "ag",
    "bv",
    "nv",
    "sa",
    "sarl",
    "srl",
    "plc",
    "kg",
    "ev",
];

/// Compares the names of two of the same kind.
#[must_use]
pub fn name_likeness(one: &Profile, other: &Profile) -> NameLikeness {
    if one.name.is_empty() || other.name.is_empty() {
        return NameLikeness::Unknown;
    }
    if one.name == other.name {
        return NameLikeness::Same;
    }
    if one.kind == ClientKind::Person { compare_persons(one, other) } else { compare_words(&one.name, &other.name) }
}

fn compare_persons(one: &Profile, other: &Profile) -> NameLikeness {
    let sorted = |name: &str| {
        let mut words: Vec<&str> = name.split(' ').collect();
        words.sort_unstable();
        words.concat()
    };
    if sorted(&one.name) == sorted(&other.name) {
        return NameLikeness::Same;
    }
    if one.name.replace(' ', "") == other.name.replace(' ', "") {
        return NameLikeness::Spaced;
    }
    let family = jaro_winkler(&one.family, &other.family);
    let given = jaro_winkler(&one.given, &other.given);
    let known = |text: &str| !text.is_empty();
    if known(&one.given) && known(&other.given) && known(&one.family) && known(&other.family) {
        let initial =
            (one.given.len() == 1 || other.given.len() == 1) && one.given.chars().next() == other.given.chars().next();
        if initial && family >= 0.94 {
            return NameLikeness::OneNameOnly;
        }
        if family >= 0.9 && given >= 0.9 {
            return NameLikeness::Near;
        }
        if family >= 0.94 && same_person_called(&one.given, &other.given) {
            return NameLikeness::ShortForm;
        }
        if jaro_winkler(&one.given, &other.family) >= 0.94 && jaro_winkler(&one.family, &other.given) >= 0.94 {
            return NameLikeness::Swapped;
        }
        // One part spoilt and the other whole is worth a few bits: a slip, or a brother.
        return match ((family >= 0.98 && given >= 0.82) || (given >= 0.98 && family >= 0.8), given >= 0.94) {
            (true, _) => NameLikeness::Partly,
            (false, true) => NameLikeness::GivenOnly,
            (false, false) => NameLikeness::Different,
        };
    }
    let any = |a: &str, b: &str| known(a) && known(b) && jaro_winkler(a, b) >= 0.92;
    let one_only = any(&one.family, &other.family)
        || any(&one.given, &other.given)
        || any(&one.given, &other.family)
        || any(&one.family, &other.given);
    if one_only { NameLikeness::OneNameOnly } else { NameLikeness::Different }
}

/// Names of organizations, word by word.
fn compare_words(one: &str, other: &str) -> NameLikeness {
    let (ours, theirs) = (telling_words(one), telling_words(other));
    let joined = |words: &[String]| words.concat();
    let (joined_ours, joined_theirs) = (joined(&ours), joined(&theirs));
    if joined_ours == joined_theirs {
        return if ours == theirs { NameLikeness::Same } else { NameLikeness::Spaced };
    }
    let digits = |name: &str| name.bytes().filter(u8::is_ascii_digit).collect::<Vec<u8>>();
    let (fewer, more) = if ours.len() <= theirs.len() { (&ours, &theirs) } else { (&theirs, &ours) };
    let found = fewer.iter().filter(|word| more.iter().any(|other| same_word(word, other))).count();
    let all_of_fewer = found == fewer.len();
    let same_numbers = digits(one) == digits(other);
    if all_of_fewer && fewer.len() == more.len() && same_numbers {
        return NameLikeness::Near;
    }
    if same_numbers
        && ours.len() == theirs.len()
        && jaro_winkler(&joined_ours, &joined_theirs) >= 0.94
        && found * 2 >= fewer.len()
    {
        return NameLikeness::Near;
    }
    let share = found as f64 / more.len() as f64;
    if (all_of_fewer && fewer.len() >= 2) || (share >= 0.5 && found >= 2) {
        return if all_of_fewer && share >= 0.66 && same_numbers { NameLikeness::Near } else { NameLikeness::Partly };
    }
    if found > 0 { NameLikeness::OneWord } else { NameLikeness::Different }
}

/// The words of an organization's name that say which one it is; all of them where none does.
#[must_use]
pub(super) fn telling_words(name: &str) -> Vec<String> {
    let words = || name.split(' ').filter(|word| !word.is_empty());
    let telling: Vec<String> = words().filter(|word| !EMPTY_WORDS.contains(word)).map(str::to_owned).collect();
    if telling.is_empty() { words().map(str::to_owned).collect() } else { telling }
}

/// The same word but for a slip; numbers must be equal.
fn same_word(one: &str, other: &str) -> bool {
    one == other
        || (one.len() > 3
            && other.len() > 3
            && !one.bytes().any(|byte| byte.is_ascii_digit())
            && jaro_winkler(one, other) >= 0.92)
}

/// Two phone keys with the same end: 7 digits where one has no area code, else 8 or all of the shorter.
#[must_use]
pub(super) fn same_digits(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim_start_matches('+'), other.trim_start_matches('+'));
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    short.len() >= 7 && long.ends_with(short)
}

/// How alike two streets are, 1 for the same number and street; house numbers that differ are another house.
#[must_use]
pub(super) fn street_likeness(one: &str, other: &str) -> f64 {
    if one == other {
        return 1.0;
    }
    let number = |street: &str| street.split(' ').find(|word| word.as_bytes()[0].is_ascii_digit()).map(str::to_owned);
    let name = |street: &str| {
        let words: Vec<&str> = street
            .split(' ')
            .filter(|word| !word.is_empty() && !word.as_bytes()[0].is_ascii_digit() && !STREET_WORDS.contains(word))
            .collect();
        words.concat()
    };
    let (ours, theirs) = (name(one), name(other));
    let alike = if ours == theirs { 1.0 } else { jaro_winkler(&ours, &theirs) };
    match (number(one), number(other)) {
        (Some(a), Some(b)) if a != b => alike.min(0.79),
        (Some(_), None) | (None, Some(_)) => alike.min(0.89),
        _ => alike,
    }
}

const STREET_WORDS: &[&str] = &[
    "street",
    "st",
    "str",
    "strasse",
    "road",
    "rd",
    "avenue",
    "ave",
    "av",
    "drive",
    "dr",
    "lane",
    "ln",
    "place",
    "pl",
    "court",
    "ct",
    "boulevard",
    "blvd",
    "way",
    "circuit",
    "cct",
    "close",
    "crescent",
    "cres",
    "parkway",
    "pkwy",
    "n",
    "s",
    "e",
    "w",
    "north",
    "south",
    "east",
    "west",
];

/// Jaro–Winkler similarity of two words, 0 to 1 (Winkler, *String Comparator Metrics*, 1990; prefix weight 0.1).
#[must_use]
pub fn jaro_winkler(one: &str, other: &str) -> f64 {
    if one.is_ascii() && other.is_ascii() && one.len() <= 64 && other.len() <= 64 {
        return winkler(one.as_bytes(), other.as_bytes());
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().take(64).collect(), other.chars().take(64).collect());
    winkler(&one, &other)
}

fn winkler<T: PartialEq + Copy>(one: &[T], other: &[T]) -> f64 {
    if one.is_empty() || other.is_empty() {
        return if one.len() == other.len() { 1.0 } else { 0.0 };
    }
    let reach = (one.len().max(other.len()) / 2).saturating_sub(1);
    let mut taken = [false; 64];
    let mut ours = [None; 64];
    let mut matches = 0;
    for (at, letter) in one.iter().enumerate() {
        let from = at.saturating_sub(reach);
        let to = (at + reach + 1).min(other.len());
        if let Some(place) = (from..to).find(|place| !taken[*place] && other[*place] == *letter) {
            taken[place] = true;
            ours[matches] = Some(*letter);
            matches += 1;
        }
    }
    if matches == 0 {
        return 0.0;
    }
    let theirs = other.iter().zip(taken).filter(|(_, taken)| *taken).map(|(letter, _)| *letter);
    let moved = theirs.zip(&ours).filter(|(letter, own)| Some(*letter) != **own).count() / 2;
    let share = matches as f64;
    let jaro = (share / one.len() as f64 + share / other.len() as f64 + (share - moved as f64) / share) / 3.0;
    let prefix = one.iter().zip(other).take(4).take_while(|(a, b)| a == b).count();
    jaro + prefix as f64 * 0.1 * (1.0 - jaro)
}
