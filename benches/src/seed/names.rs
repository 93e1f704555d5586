//! Names and words for a data set: combined, so that a million clients have a million different names, with accents.

use super::chance::Chance;

const GIVEN: &[&str] = &[
    "Marta", "Jonas", "Sunita", "Eun-ji", "Bram", "Lucía", "Yusuf", "Greta", "Noah", "Vera", "Malik", "Petra", "Hiro",
    "Clara", "Jonah", "Ottilie", "Samir", "Beatrix", "Dmitri", "Anneke", "Leo", "Ayesha", "Felix", "Ruth", "Ilya",
    "Sigrid", "Amara", "Lotte", "Théo", "Anaïs", "Paulo", "Ines", "Rosa", "Henk", "Amadou", "Tomás", "Wen", "Noor",
    "Zoë", "Łukasz", "Søren", "Åsa", "Chloé", "Jürgen",
];
const FAMILY: &[&str] = &[
    "Kovács",
    "Weber",
    "Rao",
    "Park",
    "de Wit",
    "Ferrer",
    "Demir",
    "Solberg",
    "Brandt",
    "Lindholm",
    "Osei",
    "Novák",
    "Tanaka",
    "Whitfield",
    "Ashdown",
    "Reuter",
    "Haddouche",
    "Oyelaran",
    "Volkov",
    "Visser",
    "Marchetti",
    "Siddiqui",
    "Baumann",
    "Abernathy",
    "Petrov",
    "Hansen",
    "Okafor",
    "Laurent",
    "Azevedo",
    "Falk",
    "Mulder",
    "Diallo",
    "Ribeiro",
    "Liu",
    "Haddad",
    "Müller",
    "García",
    "O’Brien",
    "Nguyễn",
    "Øst",
];
const BETWEEN: &[&str] = &["", "A. ", "B. ", "C. ", "van ", "von ", "M. ", "J. ", "del ", "St ", "K. ", "R. "];
const HOUSE: &[&str] = &[
    "Clinic",
    "Hotel",
    "Couriers",
    "School",
    "Bakery",
    "Parish",
    "Architects",
    "Brewery",
    "Library",
    "Nursery",
    "Wines",
    "Farm",
    "Surgery",
    "Rowing Club",
];
const ABOUT: &[&str] = &[
    "Touring bike",
    "City e-bike",
    "Road bike",
    "Folding bike",
    "Cargo bike",
    "20 guest bikes",
    "Gravel bike",
    "Two trikes",
    "Town bike",
    "Race bike",
];
const SAID: &[&str] = &[
    "Rang about the winter check and asked what it costs per visit.",
    "Came by with the rear wheel; trued it while they waited.",
    "“I’d ride more if I trusted it downhill.” Tried a wider tyre.",
    "Asked for photos of the frame before Friday.",
    "Prefers a call before nine. The committee meets on Thursdays.",
    "Collected the bike, happy with the saddle. Said hello from Wen.",
];

/// A person's given and family name; `number` makes it one of a kind.
pub fn person(chance: &mut Chance, number: u64) -> (String, String) {
    let given = chance.one_of(GIVEN);
    let family = format!("{}{}{}", chance.one_of(BETWEEN), chance.one_of(FAMILY), syllables(number));
    (given.to_owned(), family)
}

/// The person of that number, the same every time.
pub fn person_number(number: u64) -> (String, String) {
    person(&mut Chance::new(number), number)
}

/// An organization's name.
pub fn organization(chance: &mut Chance, number: u64) -> String {
    format!("{}{} {}", chance.one_of(FAMILY), syllables(number), chance.one_of(HOUSE))
}

/// The short line.
pub fn about(chance: &mut Chance) -> &'static str {
    chance.one_of(ABOUT)
}

/// The text of an entry: something that is said often, and a few of forty thousand words, most of them rarely.
pub fn said(chance: &mut Chance) -> String {
    let words: Vec<String> = (0..4).map(|_| word(chance.below(200) * chance.below(200))).collect();
    format!("{} {}.", chance.one_of(SAID), words.join(" "))
}

/// A word of an entry; the higher its number, the rarer it is said.
pub fn word(number: u64) -> String {
    syllables(number + 16).trim_start_matches('-').to_lowercase()
}

/// A number as syllables, so that names look like names and are found like names.
fn syllables(number: u64) -> String {
    const PARTS: [&str; 16] =
        ["ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "wo", "ya", "zu"];
    let mut text = String::from("-");
    let mut rest = number;
    while rest > 0 {
        text.push_str(PARTS[(rest % 16) as usize]);
        rest /= 16;
    }
    if text.len() > 1 { format!("-{}{}", text[1..2].to_uppercase(), &text[2..]) } else { String::new() }
}
