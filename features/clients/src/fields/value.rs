//! A value of a custom field: how it is kept, read in words, typed again, and found in an index.

use serde_json::{Value as Json, json};
use tend_core::{
    Day, fold,
    id::ClientId,
    money::{Currency, Money},
};

use super::{CustomField, FieldKind, decimal::Decimal};
use crate::words;

/// The longest key in the index, in characters.
const LONGEST_KEY: usize = 300;

/// One value of a custom field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// One line.
    Text(String),
    /// A number.
    Number(Decimal),
    /// An amount.
    Money(Money),
    /// A day.
    Date(Day),
    /// A choice, by its id.
    Choice(String),
    /// Several choices, by their ids, in their order.
    Choices(Vec<String>),
    /// Yes or no.
    YesNo(bool),
    /// An address on the web.
    Link(String),
    /// Another client.
    Client(ClientId),
}

/// What a client has in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// A value of the field's kind.
    Value(Value),
    /// What was written when the field was of another kind, and does not read as this one.
    Unread(String),
}

/// What the client linked by a value is called; for drawing.
pub type NameOf<'a> = &'a dyn Fn(ClientId) -> Option<String>;

impl Value {
    /// As it stands in the JSON column: its shape says what it is.
    pub fn to_json(&self) -> Json {
        match self {
            Value::Text(text) | Value::Link(text) => json!(text),
            Value::Number(number) => json!({ "number": number.to_string() }),
            Value::Money(money) => json!({ "money": money.minor, "currency": money.currency.code() }),
            Value::Date(day) => json!({ "day": day.to_string() }),
            Value::Choice(id) => json!({ "choice": id }),
            Value::Choices(ids) => json!({ "choices": ids }),
            Value::YesNo(yes) => json!(yes),
            Value::Client(id) => json!({ "client": id.to_string() }),
        }
    }

    /// Reads what [`Value::to_json`] wrote, if it is of this kind.
    pub fn of_json(kind: FieldKind, json: &Json) -> Option<Value> {
        let text = |key: &str| json.get(key).and_then(Json::as_str);
        Some(match kind {
            FieldKind::Text => Value::Text(json.as_str()?.to_owned()),
            FieldKind::Link => Value::Link(json.as_str().filter(|text| text.starts_with("http"))?.to_owned()),
            FieldKind::Number => Value::Number(Decimal::read(text("number")?).ok()?),
            FieldKind::Money => {
                let currency: Currency = text("currency")?.parse().ok()?;
                Value::Money(Money { minor: json.get("money")?.as_i64()?, currency })
            }
            FieldKind::Date => Value::Date(text("day")?.parse().ok()?),
            FieldKind::Choice => Value::Choice(text("choice")?.to_owned()),
            FieldKind::Choices => {
                let ids = json.get("choices")?.as_array()?.iter();
                Value::Choices(ids.filter_map(|id| id.as_str().map(str::to_owned)).collect())
            }
            FieldKind::YesNo => Value::YesNo(json.as_bool()?),
            FieldKind::Client => Value::Client(text("client")?.parse().ok()?),
        })
    }

    /// What it sorts and is found by: one key, or one for each of several choices. Never empty.
    pub fn keys(&self) -> Vec<String> {
        match self {
            Value::Text(text) | Value::Link(text) => vec![folded_key(text)],
            Value::Number(number) => vec![number.key()],
            Value::Money(money) => vec![money_key(money.minor)],
            Value::Date(day) => vec![day.to_string()],
            Value::Choice(id) => vec![id.clone()],
            Value::Choices(ids) => ids.clone(),
            Value::YesNo(yes) => vec![if *yes { "yes" } else { "no" }.to_owned()],
            Value::Client(id) => vec![id.to_string()],
        }
    }

    /// As a form sends it: choices by their ids, one a line; a client by their id.
    pub fn typed(&self) -> String {
        match self {
            Value::Text(text) | Value::Link(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Money(money) => amount(*money),
            Value::Date(day) => day.to_string(),
            Value::Choice(id) => id.clone(),
            Value::Choices(ids) => ids.join("\n"),
            Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Value::Client(id) => id.to_string(),
        }
    }

    /// In words, as the page says it.
    pub fn words(&self, field: &CustomField, name_of: NameOf) -> String {
        let choice = |id: &String| field.choice_name(id).unwrap_or("a choice nobody knows any more").to_owned();
        match self {
            Value::Date(day) => words::long_day(*day),
            Value::Money(money) => money.to_string(),
            Value::Choice(id) => choice(id),
            Value::Choices(ids) => ids.iter().map(choice).collect::<Vec<_>>().join(", "),
            Value::YesNo(yes) => if *yes { "Yes" } else { "No" }.to_owned(),
            Value::Client(id) => name_of(*id).unwrap_or_else(|| "somebody who is not in the book any more".to_owned()),
            other => other.typed(),
        }
    }

    /// As one would write it down for somebody else's program, and as another kind of field reads it: a day as `2026-10-13`,
    /// choices by their names with semicolons.
    pub fn plain(&self, field: &CustomField, name_of: NameOf) -> String {
        match self {
            Value::Date(day) => day.to_string(),
            Value::Choices(ids) => {
                ids.iter().map(|id| field.choice_name(id).unwrap_or(id).to_owned()).collect::<Vec<_>>().join("; ")
            }
            other => other.words(field, name_of),
        }
    }
}

impl Held {
    /// What stands in the column under a field's id; a value of another kind is not read here but kept as text.
    pub fn of_json(field: &CustomField, json: &Json, name_of: NameOf) -> Option<Held> {
        if json.is_null() {
            return None;
        }
        if let Some(text) = json.get("kept").and_then(Json::as_str) {
            return Some(Held::Unread(text.to_owned()));
        }
        // A line of text is also the shape of a link; nothing else shares one.
        match Value::of_json(field.kind, json) {
            Some(Value::Money(money)) if money.currency != field.currency => Some(Held::Unread(money.to_string())),
            Some(value) => Some(Held::Value(value)),
            None => Some(Held::Unread(any_plain(field, json, name_of)?)),
        }
    }

    /// As it stands in the column.
    pub fn to_json(&self) -> Json {
        match self {
            Held::Value(value) => value.to_json(),
            Held::Unread(text) => json!({ "kept": text }),
        }
    }

    /// Its keys in the index; one that does not read has an empty one.
    pub fn keys(&self) -> Vec<String> {
        match self {
            Held::Value(value) => value.keys(),
            Held::Unread(_) => vec![String::new()],
        }
    }

    /// As a form sends it.
    pub fn typed(&self) -> String {
        match self {
            Held::Value(value) => value.typed(),
            Held::Unread(text) => text.clone(),
        }
    }

    /// In words.
    pub fn words(&self, field: &CustomField, name_of: NameOf) -> String {
        match self {
            Held::Value(value) => value.words(field, name_of),
            Held::Unread(text) => text.clone(),
        }
    }

    /// As another program or another kind of field reads it.
    pub fn plain(&self, field: &CustomField, name_of: NameOf) -> String {
        match self {
            Held::Value(value) => value.plain(field, name_of),
            Held::Unread(text) => text.clone(),
        }
    }

    /// The client it links to.
    pub fn client(&self) -> Option<ClientId> {
        match self {
            Held::Value(Value::Client(id)) => Some(*id),
            _ => None,
        }
    }
}

/// Whatever kind it was of, written down.
fn any_plain(field: &CustomField, json: &Json, name_of: NameOf) -> Option<String> {
    FieldKind::ALL.iter().find_map(|kind| Value::of_json(*kind, json)).map(|value| value.plain(field, name_of))
}

/// What a text is found and sorted by.
pub(crate) fn folded_key(text: &str) -> String {
    let key: String = fold::fold(text).chars().take(LONGEST_KEY).collect();
    // A text of marks alone folds to nothing, and an empty key means another thing.
    if key.is_empty() { "\u{fffd}".to_owned() } else { key }
}

/// What an amount is found and sorted by.
pub(crate) fn money_key(minor: i64) -> String {
    format!("{:020}", i128::from(minor) + 10_000_000_000_000_000_000)
}

/// The amount alone: `1234.50`.
fn amount(money: Money) -> String {
    let text = money.to_string();
    text.rsplit_once(' ').map_or(text.clone(), |(amount, _)| amount.to_owned())
}
