//! What could tell somebody who was erased in the words about others, and what stands there instead. Pure.

use serde_json::Value;
use tend_core::db::rows::Cell;

/// What stands where their name stood.
pub const INSTEAD: &str = "[erased]";

/// A text by which somebody is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The text.
    pub text: String,
    /// It is so short that it counts only where it stands alone: “Jonas” is many people's name.
    pub alone: bool,
}

/// Shorter ones are part of other words.
const LONG_ENOUGH: usize = 6;

impl Mark {
    /// A name: two words of it are somebody, one is many.
    pub fn name(text: &str) -> Option<Mark> {
        let text = text.trim();
        let alone = !text.contains(char::is_whitespace) && text.chars().count() < 2 * LONG_ENOUGH;
        (!text.is_empty()).then(|| Mark { text: text.to_owned(), alone })
    }

    /// An address or a number.
    pub fn address(text: &str) -> Option<Mark> {
        let text = text.trim();
        (!text.is_empty()).then(|| Mark { text: text.to_owned(), alone: text.chars().count() < LONG_ENOUGH })
    }

    fn out_of(&self, text: &str) -> Option<String> {
        if self.alone {
            return (text.trim() == self.text).then(|| INSTEAD.to_owned());
        }
        text.contains(&self.text).then(|| text.replace(&self.text, INSTEAD))
    }
}

/// The cell without the marks, if any stood in it.
pub fn without(cell: &Cell, marks: &[Mark]) -> Option<Cell> {
    match cell {
        Cell::Text(text) => out_of_text(text, marks).map(Cell::Text),
        Cell::Json(value) => out_of_json(value, marks).map(Cell::Json),
        _ => None,
    }
}

fn out_of_text(text: &str, marks: &[Mark]) -> Option<String> {
    marks.iter().fold(None, |changed, mark| mark.out_of(changed.as_deref().unwrap_or(text)).or(changed))
}

fn out_of_json(value: &Value, marks: &[Mark]) -> Option<Value> {
    match value {
        Value::String(text) => out_of_text(text, marks).map(Value::String),
        Value::Array(items) => {
            let changed: Vec<Option<Value>> = items.iter().map(|item| out_of_json(item, marks)).collect();
            changed.iter().any(Option::is_some).then(|| {
                let items = items.iter().zip(changed);
                Value::Array(items.map(|(item, changed)| changed.unwrap_or_else(|| item.clone())).collect())
            })
        }
        Value::Object(fields) => {
            let is_marked = |(key, item): (&String, &Value)| {
                out_of_text(key, marks).is_some() || out_of_json(item, marks).is_some()
            };
            // What stands beside a name in one record is about whoever has the name: their title, until when.
            let names =
                |item: &Value| item.as_str().is_some_and(|text| marks.iter().any(|mark| mark.text == text.trim()));
            let is_about_them = fields.values().any(names);
            fields.iter().any(is_marked).then(|| {
                let fields = fields.iter().map(|(key, item)| {
                    let key = out_of_text(key, marks).unwrap_or_else(|| key.clone());
                    let item = match out_of_json(item, marks) {
                        Some(left) => left,
                        None if is_about_them && item.is_string() => Value::String(String::new()),
                        None => item.clone(),
                    };
                    (key, item)
                });
                Value::Object(fields.collect())
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn marks() -> Vec<Mark> {
        [Mark::name("Jonas"), Mark::name("Jonas van Zwanenburg"), Mark::address("jonas@zwanen.example")]
            .into_iter()
            .flatten()
            .collect()
    }

    #[test]
    fn a_full_name_and_an_address_go_wherever_they_stand() {
        let told = without(&Cell::Text("Jonas van Zwanenburg (jonas@zwanen.example) sent Mei".into()), &marks());
        assert_eq!(told, Some(Cell::Text("[erased] ([erased]) sent Mei".into())));
        let body =
            Cell::Json(json!({ "other": "Jonas", "list": ["Jonas van Zwanenburg", 7], "note": "another Jonas" }));
        let left = json!({ "other": "[erased]", "list": ["[erased]", 7], "note": "" });
        assert_eq!(without(&body, &marks()), Some(Cell::Json(left)));
    }

    #[test]
    fn a_given_name_is_many_peoples() {
        assert_eq!(without(&Cell::Text("another Jonas rang".into()), &marks()), None);
        assert_eq!(without(&Cell::Text("Jonas".into()), &marks()), Some(Cell::Text("[erased]".into())));
    }
}
