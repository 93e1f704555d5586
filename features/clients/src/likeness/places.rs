//! What a postal address in one line says: street with number, postal code, town. Read alike wherever it was written.

use super::fold;

/// The parts of an address that are compared, folded; empty where it does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Street and house number.
    pub street: String,
    /// The postal code without blanks.
    pub postal_code: String,
    /// The town.
    pub city: String,
}

/// Reads “Kanaalstraat 12, 1012 AB Amsterdam, NL”, “12 Main St, Suite 4, Portland, OR 97201” and the like: lines or commas.
#[must_use]
pub fn place(address: &str) -> Place {
    let parts: Vec<String> = address.split(['\n', ',']).map(fold).filter(|part| !part.is_empty()).collect();
    let is_street =
        |part: &String| has_number(part) && has_word(part) && (parts.len() > 1 || !part.split(' ').any(is_code));
    let has_street = parts.first().is_some_and(is_street);
    let rest = if has_street { &parts[1..] } else { &parts[..] };
    let street = if has_street { parts[0].clone() } else { String::new() };
    let coded = rest.iter().rposition(|part| part.split(' ').any(is_code));
    let Some(at) = coded else {
        let city = rest.iter().find(|part| !has_number(part)).cloned().unwrap_or_default();
        return Place { street, postal_code: String::new(), city };
    };
    let (postal_code, words) = code_and_words(&rest[at]);
    // “OR 97201” stands behind its town.
    let before = at.checked_sub(1).and_then(|before| rest.get(before)).filter(|part| !has_number(part));
    let city = match before {
        Some(town) if words.len() <= 2 => town.clone(),
        _ => words,
    };
    Place { street, postal_code, city }
}

fn has_number(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

fn has_word(text: &str) -> bool {
    text.split(' ').any(|word| word.chars().filter(|letter| letter.is_alphabetic()).count() > 1)
}

/// A piece of a postal code: at least three signs, at least one of them a digit; or the two halves of a British one.
fn is_code(word: &str) -> bool {
    word.chars().count() >= 3 && has_number(word)
}

/// The code, put together, and the words around it.
fn code_and_words(part: &str) -> (String, String) {
    let words: Vec<&str> = part.split(' ').collect();
    let (mut code, mut rest) = (String::new(), Vec::new());
    for (at, word) in words.iter().enumerate() {
        // “1012 AB”: two letters right behind four digits belong to the code.
        let belongs = at > 0
            && word.len() == 2
            && words.len() > at + 1
            && words[at - 1].len() == 4
            && words[at - 1].bytes().all(|byte| byte.is_ascii_digit());
        if has_number(word) || belongs { code.push_str(word) } else { rest.push(*word) }
    }
    (code, rest.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_they_are_written() {
        for (address, street, code, city) in [
            ("Kanaalstraat 12, 1012 AB Amsterdam, NL", "kanaalstraat 12", "1012ab", "amsterdam"),
            ("12 Main St, Suite 4, Portland, OR 97201", "12 main st", "97201", "portland"),
            ("12 Main St, 97201 Portland, OR, USA", "12 main st", "97201", "portland"),
            ("Hauptstraße 6\n80331 München", "hauptstrasse 6", "80331", "munchen"),
            ("Rome, Italy", "", "", "rome"),
            ("10 Downing Street, London SW1A 2AA", "10 downing street", "sw1a2aa", "london"),
            ("80331 München", "", "80331", "munchen"),
            ("", "", "", ""),
        ] {
            let found = place(address);
            assert_eq!(
                (found.street.as_str(), found.postal_code.as_str(), found.city.as_str()),
                (street, code, city),
                "{address}"
            );
        }
    }
}
