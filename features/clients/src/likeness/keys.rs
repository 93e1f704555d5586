//! Keys under which likely duplicates meet, so that never all pairs are compared. Few a client: each is a row of a table.

use super::{Profile, nicknames::in_full};
use crate::{
    client::ClientKind,
    contact::{ContactKind, folded_value},
};

/// A key: a hash of what two have in common, so that a row of the table is small and holds nothing to read. Two texts with one hash
/// only mean one comparison more.
pub type Key = i64;

/// The most keys one client has.
const MOST: usize = 8;

/// The keys under which a client stands in the table, those that few share first. Two that share none, and no mail address, are not
/// compared.
#[must_use]
pub fn keys(profile: &Profile) -> Vec<Key> {
    let mut keys = Vec::with_capacity(4);
    for key in texts(profile).iter().map(|text| hash(text)) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys.truncate(MOST);
    keys
}

/// The key of a whole phone number, under which it stands whatever its country and however it is written.
pub(crate) fn phone_key(digits: &str) -> Option<Key> {
    (digits.len() >= 7).then(|| hash(&format!("p{}", tail(digits, 7))))
}

/// What is hashed, what few share first.
fn texts(profile: &Profile) -> Vec<String> {
    let mut texts = Vec::with_capacity(4);
    let mut push = |kind: char, text: &str| {
        if text.len() >= 2 {
            texts.push(format!("{kind}{text}"));
        }
    };
    profile.phones.iter().take(2).for_each(|phone| push('p', tail(phone, 7)));
    if let Some((number, name)) = profile.streets.first().and_then(|street| house(street)) {
        push('s', &format!("{number} {}", head(name, 4)));
    }
    match profile.kind {
        ClientKind::Person => person(profile, &mut push),
        ClientKind::Organization => organization(profile, &mut push),
    }
    texts
}

fn person(profile: &Profile, push: &mut impl FnMut(char, &str)) {
    if let Some(birthday) = profile.birthday {
        push('b', &birthday.to_string());
    }
    let (given, family) = (sound(in_full(&profile.given)), sound(&profile.family));
    if let Some(code) = profile.postal_codes.first() {
        let name = if family.is_empty() { &given } else { &family };
        push('z', &format!("{name} {code}"));
    }
    // In the order of letters: whichever of the two stands first.
    let (first, last) = if given <= family { (&given, &family) } else { (&family, &given) };
    push('n', &format!("{first} {last}"));
}

fn organization(profile: &Profile, push: &mut impl FnMut(char, &str)) {
    let words = super::compare::telling_words(&profile.name);
    let Some(first) = words.first() else { return };
    if let Some(place) = profile.postal_codes.first().or(profile.cities.first()) {
        push('z', &format!("{} {place}", head(first, 4)));
    }
    let mut sorted: Vec<&str> = words.iter().map(String::as_str).collect();
    sorted.truncate(2);
    sorted.sort_unstable();
    push('o', &sorted.concat());
    let all = words.concat();
    if words.len() > 2 {
        push('o', &all);
    }
}

/// House number and the longest word of the street.
fn house(street: &str) -> Option<(&str, &str)> {
    let is_number = |word: &&str| word.starts_with(|letter: char| letter.is_ascii_digit());
    let number = street.split(' ').find(is_number)?;
    let name = street.split(' ').filter(|word| !is_number(word)).max_by_key(|word| word.len())?;
    Some((number, name))
}

fn head(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

fn tail(text: &str, count: usize) -> &str {
    text.len().checked_sub(count).and_then(|start| text.get(start..)).unwrap_or(text)
}

/// How a name sounds: its first letter and its consonants in groups (after Soundex, Russell 1918). Names in letters that have no
/// sound here are taken by their first four letters.
fn sound(name: &str) -> String {
    let group = |letter: char| match letter {
        'b' | 'f' | 'p' | 'v' | 'w' => Some('1'),
        'c' | 'g' | 'j' | 'k' | 'q' | 's' | 'x' | 'z' => Some('2'),
        'd' | 't' => Some('3'),
        'l' => Some('4'),
        'm' | 'n' => Some('5'),
        'r' => Some('6'),
        _ => None,
    };
    if !name.is_ascii() {
        return head(name, 4).to_owned();
    }
    // Ph and f, c and k, th and t, y and i begin alike.
    let first = |letter: char| match letter {
        'c' | 'q' => 'k',
        'p' if name.starts_with("ph") => 'f',
        'y' | 'j' => 'i',
        'v' => 'f',
        'z' => 's',
        other => other,
    };
    let mut sound = String::new();
    let mut last = None;
    for (at, letter) in name.chars().enumerate() {
        let found = group(letter);
        if at == 0 {
            sound.push(first(letter));
        } else if found.is_some() && found != last && sound.len() < 5 {
            sound.extend(found);
        }
        // Vowels part two of one group; h and w do not.
        if !matches!(letter, 'h' | 'w') {
            last = found;
        }
    }
    sound
}

/// FNV-1a over the text, in 64 bits: the same on every machine and in every version.
/// A mail address as a key beside the others, for who is kept in memory. No text of a key begins so.
pub(super) fn of_mail(mail: &str) -> Key {
    hash(&format!("@{}", folded_value(ContactKind::Email, mail)))
}

fn hash(text: &str) -> Key {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    i64::from_ne_bytes(hash.to_ne_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_sound_alike_have_one_key() {
        for (one, other) in [
            ("meyer", "maier"),
            ("kovacs", "kovacz"),
            ("catherine", "katherine"),
            ("philip", "filip"),
            ("schmidt", "schmid"),
        ] {
            assert_eq!(
                sound(one)[..3.min(sound(one).len())],
                sound(other)[..3.min(sound(other).len())],
                "{one} {other}"
            );
        }
        assert_eq!(sound("smith"), sound("smyth"));
        assert_eq!(hash("p1234567"), hash("p1234567"));
        assert_eq!(hash(""), -3_750_763_034_362_895_579);
    }
}
