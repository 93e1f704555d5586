//! Keys under which likely duplicates meet, so that never all pairs are compared.

use super::super::candidate::Kind;
use super::Profile;

/// The keys of a client. Two that share none are not compared; a key that more than a few dozen
/// share says nothing and may be skipped by the caller.
#[must_use]
pub fn keys(profile: &Profile) -> Vec<String> {
    let mut keys = Vec::new();
    let mut push = |kind: char, text: &str| {
        if text.len() >= 2 {
            keys.push(format!("{kind}:{text}"));
        }
    };
    profile.external_ids.iter().for_each(|id| push('i', id));
    profile.mails.iter().for_each(|mail| push('m', mail));
    profile.phones.iter().for_each(|phone| push('p', tail(phone, 7)));
    let mut words: Vec<&str> = profile.name.split(' ').filter(|word| !word.is_empty()).collect();
    push('w', &words.concat());
    words.sort_unstable();
    push('n', &words.concat());
    for street in &profile.streets {
        let number = street.split(' ').find(|word| word.as_bytes()[0].is_ascii_digit()).unwrap_or("");
        let name = street
            .split(' ')
            .filter(|word| !word.as_bytes()[0].is_ascii_digit())
            .max_by_key(|word| word.len())
            .unwrap_or("");
        if !number.is_empty() && !name.is_empty() {
            push('s', &format!("{number} {}", head(name, 4)));
        }
    }
    match profile.kind {
        Kind::Person => person_keys(profile, &mut push),
        Kind::Organization => organization_keys(profile, &mut push),
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn person_keys(profile: &Profile, push: &mut impl FnMut(char, &str)) {
    if let Some(birthday) = profile.birthday {
        push('b', &birthday.to_string());
    }
    let (given, family) = (profile.given.as_str(), profile.family.as_str());
    if !given.is_empty() && !family.is_empty() {
        push('f', &format!("{}{}", head(family, 4), head(given, 2)));
        push('f', &format!("{}{}", head(given, 4), head(family, 2)));
        push('q', &format!("{}{}", sound(family), head(given, 1)));
    }
    for place in &profile.postal_codes {
        push('z', &format!("{} {place}", sound(if family.is_empty() { given } else { family })));
        push('g', &format!("{} {place}", head(given, 3)));
    }
    if !profile.organization.is_empty() {
        push('o', &format!("{} {}", profile.organization, sound(family)));
    }
}

fn organization_keys(profile: &Profile, push: &mut impl FnMut(char, &str)) {
    let words: Vec<&str> = profile.name.split(' ').filter(|word| word.len() > 2).collect();
    if words.len() >= 2 {
        push('2', &format!("{} {}", words[0], words[1]));
    }
    for place in &profile.postal_codes {
        push('z', &format!("{} {place}", head(words.first().copied().unwrap_or(""), 4)));
    }
    for city in &profile.cities {
        push('c', &format!("{} {city}", head(words.first().copied().unwrap_or(""), 5)));
    }
}

fn head(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

fn tail(text: &str, count: usize) -> &str {
    text.len().checked_sub(count).and_then(|start| text.get(start..)).unwrap_or(text)
}

/// How a name sounds: its first letter and its consonants in groups (after Soundex, Russell 1918).
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
    let mut sound = String::new();
    let mut last = None;
    for (at, letter) in name.chars().enumerate() {
        let found = group(letter);
        if at == 0 {
            sound.push(letter);
        } else if found.is_some() && found != last && sound.len() < 5 {
            sound.extend(found);
        }
        last = found;
    }
    sound
}
