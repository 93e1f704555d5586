//! What one card says: its properties by name, with their kinds and plain values. calcard takes the lines apart; what older programs
//! write in their own way is put right before.

use calcard::{
    Entry, Parser,
    common::{IanaString as _, PartialDateTime},
    vcard::{VCardEntry, VCardParameterName, VCardParameterValue, VCardValue},
};

/// One property of a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Property {
    /// Its name, in capitals: `TEL`.
    pub(super) name: String,
    /// What it belongs to on the card: `item1`.
    pub(super) group: String,
    /// Its kinds in small letters: `work`, `fax`.
    pub(super) kinds: Vec<String>,
    /// Which program it is for: `X-SERVICE-TYPE=Skype`.
    pub(super) service: String,
    /// Its parts; one where it has no parts.
    pub(super) values: Vec<String>,
}

impl Property {
    /// All of it.
    pub(super) fn text(&self) -> String {
        self.values.iter().map(|value| value.trim()).filter(|value| !value.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// One of its parts; empty where it has fewer.
    pub(super) fn part(&self, at: usize) -> &str {
        self.values.get(at).map_or("", |value| value.trim())
    }

    /// Is it of that kind?
    pub(super) fn is(&self, kind: &str) -> bool {
        self.kinds.iter().any(|known| known == kind)
    }
}

/// A card.
#[derive(Clone, Debug, Default)]
pub(super) struct Card {
    pub(super) properties: Vec<Property>,
}

impl Card {
    /// The first property of that name that says something.
    pub(super) fn first(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name && !property.text().is_empty())
    }

    /// Does it say anything under one of these names?
    pub(super) fn has(&self, names: &[&str]) -> bool {
        self.properties.iter().any(|property| names.contains(&property.name.as_str()))
    }

    /// The label that an Apple program gave to what is in that group.
    pub(super) fn label(&self, group: &str) -> Option<String> {
        let of_group =
            |property: &&Property| property.name == "X-ABLABEL" && property.group.eq_ignore_ascii_case(group);
        let label = self.properties.iter().filter(|_| !group.is_empty()).find(of_group)?;
        let text = label.text();
        Some(text.trim_start_matches("_$!<").trim_end_matches(">!$_").trim().to_owned()).filter(|text| !text.is_empty())
    }
}

/// Pictures and keys are large and left out: their values are not kept.
const LARGE: &[&str] = &["PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE", "X-MS-OL-DESIGN"];

/// Reads a card.
pub(super) fn read(text: &str) -> Result<Card, String> {
    let right = put_right(text);
    match Parser::new(&right).entry() {
        Entry::VCard(card) => Ok(Card { properties: card.entries.into_iter().map(property).collect() }),
        Entry::InvalidLine(line) => {
            Err(format!("this line of the card cannot be read: {}", line.chars().take(80).collect::<String>()))
        }
        _ => Err("this card cannot be read".to_owned()),
    }
}

fn property(entry: VCardEntry) -> Property {
    let name = entry.name.as_str().to_ascii_uppercase();
    let mut property = Property { group: entry.group.unwrap_or_default(), name, ..Property::default() };
    for param in &entry.params {
        let text = match &param.value {
            VCardParameterValue::Text(text) => text.clone(),
            VCardParameterValue::Type(kind) => kind.as_str().to_owned(),
            _ => String::new(),
        };
        match &param.name {
            VCardParameterName::Type => {
                property.kinds.extend(text.split(',').map(|kind| kind.trim().to_ascii_lowercase()));
            }
            // A bare word, as vCard 2.1 writes kinds: `TEL;PREF;INTERNET`.
            VCardParameterName::Other(word) if matches!(param.value, VCardParameterValue::Null) => {
                property.kinds.push(word.to_ascii_lowercase());
            }
            VCardParameterName::Other(name) if name.eq_ignore_ascii_case("X-SERVICE-TYPE") => property.service = text,
            VCardParameterName::ServiceType => property.service = text,
            _ => {}
        }
    }
    if !LARGE.contains(&property.name.as_str()) {
        property.values = entry.values.into_iter().map(plain).collect();
    }
    property
}

/// A value as text.
fn plain(value: VCardValue) -> String {
    match value {
        VCardValue::Text(text) => text,
        VCardValue::Component(parts) => parts.join(", "),
        VCardValue::Integer(number) => number.to_string(),
        VCardValue::Float(number) => number.to_string(),
        VCardValue::Boolean(yes) => if yes { "yes" } else { "no" }.to_owned(),
        VCardValue::PartialDateTime(moment) => day(&moment),
        VCardValue::Kind(kind) => kind.as_str().to_owned(),
        VCardValue::Sex(sex) => sex.as_str().to_owned(),
        VCardValue::GramGender(gender) => gender.as_str().to_owned(),
        VCardValue::Binary(_) => String::new(),
    }
}

/// `1953-10-15`; `--02-03` where the year is not said; empty where there is no day.
fn day(moment: &PartialDateTime) -> String {
    match (moment.year, moment.month, moment.day) {
        (Some(year), Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (None, Some(month), Some(day)) => format!("--{month:02}-{day:02}"),
        (Some(year), Some(month), None) => format!("{year:04}-{month:02}"),
        (Some(year), None, None) => format!("{year:04}"),
        _ => String::new(),
    }
}

/// Puts right what older programs write: text in quoted-printable is one line, says in which letters it is written, and `QUOTED-PRINTABLE`
/// is said to be its encoding; days stay as they are written, to be read here.
fn put_right(text: &str) -> String {
    let mut right = String::with_capacity(text.len() + 64);
    let mut lines = text.split("\r\n");
    while let Some(line) = lines.next() {
        let Some((head, value)) = head_and_value(line) else {
            push(&mut right, line);
            continue;
        };
        let capitals = head.to_ascii_uppercase();
        if let Some(name) = name_of_a_day(head) {
            push(&mut right, &format!("{name};VALUE=text{}:{value}", &head[name.len()..]));
            continue;
        }
        if !capitals.contains("QUOTED-PRINTABLE") {
            push(&mut right, line);
            continue;
        }
        let mut value = value.to_owned();
        while value.ends_with('=') {
            value.pop();
            let Some(next) = lines.next() else { break };
            value.push_str(next);
        }
        let mut head = head.to_owned();
        if !capitals.contains("=QUOTED-PRINTABLE") {
            let at = capitals.find("QUOTED-PRINTABLE").unwrap_or_default();
            head.insert_str(at, "ENCODING=");
        }
        if !capitals.contains("CHARSET=") {
            head.push_str(if is_utf8(&value) { ";CHARSET=UTF-8" } else { ";CHARSET=windows-1252" });
        }
        push(&mut right, &format!("{head}:{value}"));
    }
    right
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push_str("\r\n");
}

/// `item1.BDAY` of `item1.BDAY;VALUE=date`, where it is a day: it is read here as it is written.
fn name_of_a_day(head: &str) -> Option<&str> {
    let name = head.split(';').next().unwrap_or_default();
    let own = name.rsplit('.').next().unwrap_or_default();
    ["BDAY", "ANNIVERSARY"].iter().any(|day| own.eq_ignore_ascii_case(day)).then_some(name)
}

/// What stands before the colon, and behind it; a colon within quotes is none.
fn head_and_value(line: &str) -> Option<(&str, &str)> {
    let mut is_quoted = false;
    let at = line.char_indices().find(|(_, sign)| {
        is_quoted ^= *sign == '"';
        *sign == ':' && !is_quoted
    })?;
    Some((&line[..at.0], &line[at.0 + 1..]))
}

/// Is text in quoted-printable written in UTF-8?
fn is_utf8(value: &str) -> bool {
    let (mut bytes, mut signs) = (Vec::with_capacity(value.len()), value.bytes());
    while let Some(sign) = signs.next() {
        if sign != b'=' {
            bytes.push(sign);
            continue;
        }
        let pair = [signs.next().unwrap_or(b'0'), signs.next().unwrap_or(b'0')];
        let code = std::str::from_utf8(&pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(code.unwrap_or(b' '));
    }
    std::str::from_utf8(&bytes).is_ok()
}
