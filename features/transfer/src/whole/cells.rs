//! How a value stands in a CSV, and how it is read back, always to the same value.
//!
//! Ids, numbers and words stand as they are, moments as RFC 3339 in UTC, structures as JSON with their keys in order, bytes in
//! hexadecimal. An empty cell is nothing; words that are empty, or begin with a backslash, in a column that may hold nothing get a
//! backslash before them.

use std::borrow::Cow;

use serde_json::{Map, Value};
use tend_core::{
    Timestamp,
    db::{
        rows::Cell,
        shape::{Column, Kind},
    },
};

/// The value as a CSV has it.
pub fn write(cell: &Cell, column: &Column) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Id(id) => id.to_string(),
        Cell::Text(text) if column.nullable && (text.is_empty() || text.starts_with('\\')) => format!("\\{text}"),
        Cell::Text(text) => text.clone(),
        Cell::Whole(number) if column.kind == Kind::Moment => moment(*number),
        Cell::Whole(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
        Cell::YesNo(answer) => answer.to_string(),
        Cell::Json(value) => in_order(value).to_string(),
        Cell::Bytes(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

/// The value as it was; an error is a sentence's end.
pub fn read(text: &str, column: &Column) -> Result<Cell, String> {
    if text.is_empty() && column.nullable {
        return Ok(Cell::Nothing);
    }
    let unreadable = || format!("“{text}” is no value for {}", column.name);
    let cell = match column.kind {
        Kind::Id => text.parse().ok().map(Cell::Id),
        Kind::Text if column.nullable => Some(Cell::Text(text.strip_prefix('\\').unwrap_or(text).to_owned())),
        Kind::Text => Some(Cell::Text(text.to_owned())),
        Kind::Moment => read_moment(text).map(Cell::Whole),
        Kind::Whole => text.parse().ok().map(Cell::Whole),
        Kind::Real => text.parse().ok().map(Cell::Real),
        Kind::YesNo => text.parse().ok().map(Cell::YesNo),
        Kind::Json => serde_json::from_str(text).ok().map(Cell::Json),
        Kind::Bytes => read_bytes(text).map(Cell::Bytes),
    };
    cell.ok_or_else(unreadable)
}

/// What lies outside the calendar stays a number.
fn moment(us: i64) -> String {
    let text = Timestamp(us).to_string();
    if text.parse().is_ok_and(|read: Timestamp| read.0 == us) { text } else { us.to_string() }
}

fn read_moment(text: &str) -> Option<i64> {
    match text.parse::<i64>() {
        Ok(us) => Some(us),
        Err(_) => text.parse::<Timestamp>().ok().map(|at| at.0),
    }
}

fn read_bytes(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

/// The same structure with the keys of every object in order: one engine keeps the order in which they were written, the other
/// does not.
fn in_order(value: &Value) -> Cow<'_, Value> {
    match value {
        Value::Object(fields) => {
            let mut keys: Vec<&String> = fields.keys().collect();
            keys.sort_unstable();
            let sorted: Map<String, Value> =
                keys.into_iter().map(|key| (key.clone(), in_order(&fields[key]).into_owned())).collect();
            Cow::Owned(Value::Object(sorted))
        }
        Value::Array(items) => Cow::Owned(Value::Array(items.iter().map(|item| in_order(item).into_owned()).collect())),
        plain => Cow::Borrowed(plain),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn column(kind: Kind, nullable: bool) -> Column {
        Column { name: "x".into(), kind, nullable }
    }

    fn there_and_back(cell: &Cell, column: &Column) {
        let text = write(cell, column);
        assert_eq!(read(&text, column).as_ref(), Ok(cell), "{text}");
    }

    proptest! {
        #[test]
        fn every_value_comes_back(text in ".*", number in any::<i64>(), real in any::<f64>().prop_filter("finite", |x| x.is_finite())) {
            for nullable in [false, true] {
                there_and_back(&Cell::Text(text.clone()), &column(Kind::Text, nullable));
                there_and_back(&Cell::Whole(number), &column(Kind::Whole, nullable));
                there_and_back(&Cell::Whole(number), &column(Kind::Moment, nullable));
                there_and_back(&Cell::Real(real), &column(Kind::Real, nullable));
                there_and_back(&Cell::Json(json!({ "a": text, "b": [number, null, {}] })), &column(Kind::Json, nullable));
                there_and_back(&Cell::Bytes(text.clone().into_bytes()), &column(Kind::Bytes, false));
            }
        }
    }

    #[test]
    fn nothing_is_told_from_no_words() {
        let column = column(Kind::Text, true);
        for cell in [Cell::Nothing, Cell::Text(String::new()), Cell::Text("\\".into())] {
            there_and_back(&cell, &column);
        }
        assert_eq!(write(&Cell::Nothing, &column), "");
    }

    #[test]
    fn a_moment_reads_as_people_write_it_and_keys_stand_in_order() {
        let at = write(&Cell::Whole(1_791_878_400_123_456), &column(Kind::Moment, false));
        assert_eq!(at, "2026-10-13T08:00:00.123456Z");
        let body = write(&Cell::Json(json!({ "b": 1, "a": { "d": 1, "c": 2 } })), &column(Kind::Json, false));
        assert_eq!(body, r#"{"a":{"c":2,"d":1},"b":1}"#);
    }
}
