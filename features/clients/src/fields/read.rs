//! Reading what somebody typed into a custom field, or what stood there when it was of another kind.

use tend_core::{Day, money::Money, ui::Url};

use super::{CustomField, FieldKind, Value, decimal::Decimal};
use crate::text::{self, LONGEST_LINE};

impl CustomField {
    /// What was typed, as a value; nothing where nothing was. A client is named by their id here: who goes by a name is asked of the
    /// book before.
    pub fn read(&self, typed: &str) -> Result<Option<Value>, String> {
        let longest = if self.kind == FieldKind::Choices { LONGEST_LINE * 20 } else { LONGEST_LINE };
        let line = match self.kind {
            FieldKind::Choices => typed.trim().to_owned(),
            _ => text::line(typed, longest)?,
        };
        if line.is_empty() {
            return Ok(None);
        }
        Ok(Some(match self.kind {
            FieldKind::Text => Value::Text(line),
            FieldKind::Number => Value::Number(Decimal::read(&line)?),
            FieldKind::Money => Value::Money(self.read_money(&line)?),
            FieldKind::Date => Value::Date(
                read_day(&line)
                    .ok_or_else(|| format!("“{line}” is no day of the calendar. Write it as 2026-10-13."))?,
            ),
            FieldKind::Choice => Value::Choice(self.read_choice(&line)?),
            FieldKind::Choices => Value::Choices(self.read_choices(&line)?),
            FieldKind::YesNo => {
                Value::YesNo(read_yes_no(&line).ok_or_else(|| format!("“{line}” is neither yes nor no."))?)
            }
            FieldKind::Link => Value::Link(
                Url::website(&line)
                    .map(|url| url.to_string())
                    .ok_or_else(|| format!("“{line}” is no address on the web. One looks like example.org."))?,
            ),
            FieldKind::Client => Value::Client(client_id(&line).ok_or_else(|| format!("Nobody is called “{line}”."))?),
        }))
    }

    /// An amount, also with the currency's letters or sign beside it.
    fn read_money(&self, line: &str) -> Result<Money, String> {
        let code = self.currency.code();
        let sign = match code {
            "EUR" => "€",
            "GBP" => "£",
            "USD" => "$",
            "JPY" => "¥",
            _ => code,
        };
        let upper = line.to_uppercase();
        let bare = [code, sign]
            .iter()
            .find_map(|mark| upper.strip_prefix(mark).or_else(|| upper.strip_suffix(mark)))
            .unwrap_or(&upper)
            .trim();
        Money::read(bare, self.currency).map_err(|_| format!("“{line}” is no amount of {code}."))
    }

    fn read_choice(&self, line: &str) -> Result<String, String> {
        let known = self.choice_of(line).map(|choice| choice.id.clone());
        known.ok_or_else(|| format!("“{line}” is none of the choices: {}.", self.offered_in_words()))
    }

    /// Several, parted by lines or semicolons, and by commas unless a choice has one in its name.
    fn read_choices(&self, typed: &str) -> Result<Vec<String>, String> {
        let has_comma = self.offered().any(|choice| choice.name.contains(','));
        let mut ids = Vec::new();
        for part in typed.split(['\n', '\r', ';']) {
            let parts: Vec<&str> = if has_comma { vec![part] } else { part.split(',').collect() };
            for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
                ids.push(self.read_choice(&text::line(part, LONGEST_LINE)?)?);
            }
        }
        ids.sort();
        ids.dedup();
        Ok(ids)
    }

    fn offered_in_words(&self) -> String {
        const SAID: usize = 8;
        let names: Vec<&str> = self.offered().map(|choice| choice.name.as_str()).take(SAID + 1).collect();
        match names.len() {
            0 => "there are none".to_owned(),
            count if count > SAID => format!("{} …", names[..SAID].join(", ")),
            _ => names.join(", "),
        }
    }
}

/// `2026-10-13`, `13.10.2026`.
pub(crate) fn read_day(line: &str) -> Option<Day> {
    if let Ok(day) = line.parse() {
        return Some(day);
    }
    let parts: Vec<&str> = line.split('.').map(str::trim).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let date = jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (year.len() == 4).then_some(Day(date))
}

/// Yes and no in the languages lists come in.
pub(crate) fn read_yes_no(line: &str) -> Option<bool> {
    match tend_core::fold::fold(line).as_str() {
        "yes" | "y" | "true" | "t" | "1" | "ja" | "j" | "oui" | "o" | "si" | "sim" | "x" | "wahr" | "on" => Some(true),
        "no" | "n" | "false" | "f" | "0" | "nein" | "nee" | "non" | "nao" | "falsch" | "off" => Some(false),
        _ => None,
    }
}

/// A client's id, alone or at the end of their page's address.
pub(crate) fn client_id(line: &str) -> Option<tend_core::id::ClientId> {
    let path = line.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::{FieldId, Held, OneChoice};
    use proptest::prelude::*;

    fn field(kind: FieldKind) -> CustomField {
        let choice = |id: &str, name: &str, gone| OneChoice { id: id.into(), name: name.into(), gone };
        CustomField {
            id: FieldId(uuid::Uuid::nil()),
            name: "Size".into(),
            kind,
            choices: vec![choice("001", "Small", false), choice("002", "Größe L", false), choice("003", "Old", true)],
            currency: "EUR".parse().expect("a currency"),
            required: false,
            position: 1,
            rereading: false,
            deleted_at: None,
            version: 1,
        }
    }

    fn typed(kind: FieldKind, text: &str) -> Result<String, String> {
        field(kind).read(text).map(|value| value.map(|value| value.typed()).unwrap_or_default())
    }

    #[test]
    fn each_kind_reads_what_people_write() {
        for (kind, text, read) in [
            (FieldKind::Text, "  שלום  👩🏽‍🔧 ", "שלום 👩🏽‍🔧"),
            (FieldKind::Number, "1.234,5", "1234.5"),
            (FieldKind::Money, "€1,234.50", "1234.50"),
            (FieldKind::Money, "12 eur", "12.00"),
            (FieldKind::Date, "13.10.2026", "2026-10-13"),
            (FieldKind::Choice, "GROSSE l", "002"),
            (FieldKind::Choices, "small; 002, small", "001\n002"),
            (FieldKind::YesNo, "Sí", "yes"),
            (FieldKind::Link, "example.org/a", "https://example.org/a"),
            (FieldKind::Date, "", ""),
        ] {
            assert_eq!(typed(kind, text).as_deref(), Ok(read), "{kind} {text}");
        }
        for (kind, text) in [
            (FieldKind::Number, "a dozen"),
            (FieldKind::Money, "12 USD"),
            (FieldKind::Date, "2026-02-30"),
            (FieldKind::Date, "next week"),
            (FieldKind::Choice, "Old"),
            (FieldKind::Choices, "Small; Huge"),
            (FieldKind::YesNo, "maybe"),
            (FieldKind::Link, "javascript:alert(1)"),
            (FieldKind::Client, "Marta"),
            (FieldKind::Text, "a\0b"),
        ] {
            assert!(typed(kind, text).is_err(), "{kind} {text}");
        }
        assert!(typed(FieldKind::Text, &"x".repeat(10_000)).is_err());
    }

    #[test]
    fn a_value_of_another_kind_is_kept_in_words() {
        let number = Value::Number(Decimal::read("12.5").expect("a number")).to_json();
        let nobody = |_| None;
        assert_eq!(Held::of_json(&field(FieldKind::Date), &number, &nobody), Some(Held::Unread("12.5".into())));
        let choices = Value::Choices(vec!["001".into(), "003".into()]).to_json();
        assert_eq!(Held::of_json(&field(FieldKind::Text), &choices, &nobody), Some(Held::Unread("Small; Old".into())));
        let kept = Held::Unread("next week".into());
        assert_eq!(Held::of_json(&field(FieldKind::Date), &kept.to_json(), &nobody), Some(kept));
        assert_eq!(Held::of_json(&field(FieldKind::Date), &serde_json::Value::Null, &nobody), None);
    }

    proptest! {
        #[test]
        fn whatever_reads_is_kept_and_typed_again(text in ".{0,40}", kind in 0..FieldKind::ALL.len()) {
            let field = field(FieldKind::ALL[kind]);
            if let Ok(Some(value)) = field.read(&text) {
                prop_assert_eq!(Value::of_json(field.kind, &value.to_json()), Some(value.clone()));
                prop_assert_eq!(field.read(&value.typed()), Ok(Some(value.clone())));
                prop_assert!(value.keys().iter().all(|key| !key.is_empty()));
            }
        }
    }
}
