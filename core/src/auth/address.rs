//! A mail address: what a person signs in with.

use std::{fmt, str::FromStr};

use unicode_normalization::UnicodeNormalization;

/// A mail address that looks like one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

/// The longest that mail servers take.
const LONGEST: usize = 254;

impl Address {
    /// As it was typed.
    pub fn text(&self) -> &str {
        &self.0
    }
    /// What addresses are compared by: lower case, nothing else. Accents make a different address.
    pub fn folded(&self) -> String {
        self.0.nfc().collect::<String>().to_lowercase()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Address {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() {
            return Err("The mail address is missing.".into());
        }
        let is_plain = text.len() <= LONGEST
            && !text
                .chars()
                .any(|letter| letter.is_whitespace() || letter.is_control() || "<>()\",;:\\".contains(letter));
        match text.split_once('@') {
            Some((name, place)) if is_plain && !name.is_empty() && is_a_place(place) => Ok(Address(text.to_owned())),
            _ => Err("This is no mail address yet. It looks like noor@linden.example.".into()),
        }
    }
}

fn is_a_place(place: &str) -> bool {
    !place.contains('@') && place.split('.').all(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_words() {
        for good in [" Noor@Linden.example ", "a+b@c", "élodie@müller.example"] {
            assert!(good.parse::<Address>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "noor",
            "noor@",
            "@linden.example",
            "a b@c.example",
            "a@b@c",
            "a@.example",
            "a@b..c",
            "Noor <noor@linden.example>",
        ] {
            assert!(bad.parse::<Address>().is_err(), "{bad}");
        }
        assert_eq!(
            "Noor@Linden.Example".parse::<Address>().map(|address| address.folded()),
            Ok("noor@linden.example".into())
        );
    }
}
