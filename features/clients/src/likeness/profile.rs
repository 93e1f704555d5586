//! What of a client is compared: name, ways to be reached, place, birthday; all of it folded.

use jiff::civil::Date;
use tend_core::fold;

use super::places::place;
use crate::{
    client::{Client, ClientKind, NewClient},
    contact::{ContactKind, ContactPoint},
    date::ImportantDate,
};

/// What of a client is compared; everything folded.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Person or organization.
    pub kind: ClientKind,
    /// The whole name; empty when there is none or its letters were lost.
    pub name: String,
    /// A person's first name.
    pub given: String,
    /// A person's last name.
    pub family: String,
    /// A person's organization.
    pub organization: String,
    /// Mail addresses in lower case.
    pub mails: Vec<String>,
    /// Digits of phone numbers, from the first that is not 0.
    pub phones: Vec<String>,
    /// Street and house number of each address.
    pub streets: Vec<String>,
    /// Towns.
    pub cities: Vec<String>,
    /// Postal codes without blanks.
    pub postal_codes: Vec<String>,
    /// The birthday.
    pub birthday: Option<Date>,
    /// Ids in other systems, each with the name of its system: `source:id`.
    pub external_ids: Vec<String>,
}

impl Profile {
    /// Somebody of whom nothing is known.
    #[must_use]
    pub fn of_nobody(kind: ClientKind) -> Self {
        Profile {
            kind,
            name: String::new(),
            given: String::new(),
            family: String::new(),
            organization: String::new(),
            mails: Vec::new(),
            phones: Vec::new(),
            streets: Vec::new(),
            cities: Vec::new(),
            postal_codes: Vec::new(),
            birthday: None,
            external_ids: Vec::new(),
        }
    }

    /// Of a client who is to be written into the book, once checked.
    #[must_use]
    pub fn of_new(new: &NewClient) -> Self {
        let mut profile = Profile::named(new.kind, &new.name, &new.given, &new.family);
        new.contact_points.iter().for_each(|point| profile.reached(point.kind, &point.value));
        new.dates.iter().for_each(|date| profile.celebrates(&date.label, (date.year, date.month, date.day)));
        profile.without_address_as_name()
    }

    /// Of a client in the book.
    #[must_use]
    pub fn of_client(client: &Client, points: &[ContactPoint], dates: &[ImportantDate]) -> Self {
        let mut profile = Profile::named(client.kind, &client.name, &client.given, &client.family);
        points.iter().for_each(|point| profile.reached(point.kind, &point.value));
        dates.iter().for_each(|date| profile.celebrates(&date.label, (date.year, date.month, date.day)));
        profile.without_address_as_name()
    }

    fn named(kind: ClientKind, name: &str, given: &str, family: &str) -> Self {
        let kept = |text: &str| if is_lost(text) { String::new() } else { self::fold(text) };
        Profile { name: kept(name), given: kept(given), family: kept(family), ..Profile::of_nobody(kind) }
    }

    fn reached(&mut self, kind: ContactKind, value: &str) {
        match kind {
            ContactKind::Email => self.mails.push(fold::fold(value)),
            ContactKind::Phone => self.phones.extend(digits(value)),
            ContactKind::Postal if !is_lost(value) => {
                let place = place(value);
                let kept = |list: &mut Vec<String>, text: String| {
                    if !text.is_empty() && !list.contains(&text) {
                        list.push(text);
                    }
                };
                kept(&mut self.streets, place.street);
                kept(&mut self.cities, place.city);
                kept(&mut self.postal_codes, place.postal_code);
            }
            _ => {}
        }
    }

    fn celebrates(&mut self, label: &str, (year, month, day): (Option<i64>, i64, i64)) {
        let is_birthday =
            matches!(fold::fold(label).as_str(), "birthday" | "geburtstag" | "verjaardag" | "anniversaire");
        if !is_birthday || self.birthday.is_some() {
            return;
        }
        self.birthday = date(year, month, day);
    }

    /// Who is known by a mail address or number alone carries it as a name, which says nothing more.
    fn without_address_as_name(mut self) -> Self {
        let is_address = self.mails.iter().any(|mail| self::fold(mail) == self.name);
        let is_number = digits(&self.name).is_some_and(|number| self.phones.contains(&number));
        if is_address || is_number {
            (self.name, self.given, self.family) = (String::new(), String::new(), String::new());
        }
        self
    }
}

fn date(year: Option<i64>, month: i64, day: i64) -> Option<Date> {
    Date::new(i16::try_from(year?).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The digits of a number from the first that is not 0: `+31 (0)20 555 01-2` and `0031 20 555012` are one; what follows `ext` or `x` is
/// not part of it.
fn digits(value: &str) -> Option<String> {
    let value = value.replace("(0)", "");
    let value = value.trim_start_matches(|letter: char| letter.is_alphabetic() || matches!(letter, ':' | '.' | ' '));
    let value = value.split(char::is_alphabetic).next().unwrap_or_default();
    let all: String = value.chars().filter(char::is_ascii_digit).collect();
    let number = all.trim_start_matches('0');
    (number.len() >= 4).then(|| number.to_owned())
}

/// A name as it is compared: folded, its words alone; an apostrophe or a dot does not part a word.
#[must_use]
pub fn fold(text: &str) -> String {
    let folded = fold::fold(text);
    let mut words = String::with_capacity(folded.len());
    let mut gap = false;
    for letter in folded.chars() {
        if letter.is_alphanumeric() {
            if gap && !words.is_empty() {
                words.push(' ');
            }
            gap = false;
            words.push(letter);
        } else if letter != '\'' && letter != '.' {
            gap = true;
        }
    }
    words
}

/// Were letters of this text lost before it came here? Two people are never taken for one by it.
#[must_use]
pub fn is_lost(text: &str) -> bool {
    text.contains('\u{FFFD}')
        || text.contains("???")
        || (!text.is_empty() && text.bytes().all(|byte| matches!(byte, b'?' | b' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_one_in_any_shape() {
        for shape in ["+31 (0)20 555 01-2", "0031 20 555012", "tel. 31.20.555012", "31 20 555012 ext. 7"] {
            assert_eq!(digits(shape).as_deref(), Some("3120555012"), "{shape}");
        }
        assert_eq!(digits("020 555 012").as_deref(), Some("20555012"));
        assert_eq!(digits("12"), None);
    }
}
