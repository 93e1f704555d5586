//! What is held about one client, as papers to hand to them: JSON for machines, a vCard for an address book, a page to read.

use std::fmt::Write as _;

use jiff::tz::TimeZone;
use maud::{DOCTYPE, Markup, html};
use serde_json::{Map, Value, json};
use tend_clients::{ClientKind, ContactKind};
use tend_core::{
    Timestamp,
    db::{
        rows::Cell,
        shape::{Column, Kind, Table, WORKSPACE},
    },
};

use super::Held;

/// All of it, by table; what only the machine needs (the workspace, folded text for search) is left out.
pub fn as_json(held: &Held) -> Value {
    let tables: Map<String, Value> = held
        .rows
        .iter()
        .map(|(table, rows)| {
            let rows = rows.iter().map(|row| Value::Object(row_of(table, row)));
            (table.name.clone(), Value::Array(rows.collect()))
        })
        .collect();
    json!({ "client": { "id": held.client.id, "name": held.client.name }, "held": tables })
}

fn row_of(table: &Table, row: &[Cell]) -> Map<String, Value> {
    let columns = table.columns.iter().zip(row).filter(|(column, _)| is_theirs(column));
    columns.map(|(column, cell)| (column.name.clone(), value_of(cell, column.kind))).collect()
}

fn is_theirs(column: &Column) -> bool {
    column.name != WORKSPACE && !column.name.ends_with("_folded")
}

fn value_of(cell: &Cell, kind: Kind) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Id(id) => json!(id),
        Cell::Text(text) => json!(text),
        Cell::Whole(us) if kind == Kind::Moment => json!(Timestamp(*us).to_string()),
        Cell::Whole(number) => json!(number),
        Cell::Real(number) => json!(number),
        Cell::YesNo(answer) => json!(answer),
        Cell::Json(value) => value.clone(),
        Cell::Bytes(bytes) => json!(bytes.len()),
    }
}

/// A vCard, version 4.0.
pub fn as_vcard(held: &Held) -> String {
    let client = &held.client;
    let mut card = Card::default();
    card.line("BEGIN", "VCARD");
    card.line("VERSION", "4.0");
    card.line("UID", &format!("urn:uuid:{}", client.id));
    card.line("KIND", if client.kind == ClientKind::Person { "individual" } else { "org" });
    card.line("FN", &escaped(&client.name));
    if client.kind == ClientKind::Person {
        card.line("N", &format!("{};{};;;", escaped(&client.family), escaped(&client.given)));
    }
    for work in held.organizations.iter().filter(|work| work.until.is_none()) {
        card.line("ORG", &escaped(&work.other_name));
        if !work.title.is_empty() {
            card.line("TITLE", &escaped(&work.title));
        }
    }
    for point in &held.points {
        let value = escaped(&point.value);
        let kind =
            if point.label.is_empty() { String::new() } else { format!(";TYPE=\"{}\"", parameter(&point.label)) };
        match point.kind {
            ContactKind::Email => card.line(&format!("EMAIL{kind}"), &value),
            ContactKind::Phone => card.line(&format!("TEL{kind};VALUE=text"), &value),
            ContactKind::Postal => card.line(&format!("ADR{kind}"), &format!(";;{value};;;;")),
            ContactKind::Website => card.line(&format!("URL{kind}"), &point.value.replace(['\r', '\n'], "")),
            ContactKind::Handle => card.line(&format!("X-HANDLE{kind}"), &value),
        }
    }
    for date in &held.dates {
        let year = date.year.map_or("--".to_owned(), |year| format!("{year:04}"));
        let day = format!("{year}{:02}{:02}", date.month, date.day);
        if date.label == "Birthday" {
            card.line("BDAY", &day)
        } else {
            card.line("NOTE", &format!("{}: {}", escaped(&date.label), escaped(&date.words())))
        }
    }
    if !client.about.is_empty() {
        card.line("NOTE", &escaped(&client.about));
    }
    card.line("END", "VCARD");
    card.0
}

/// The lines of a vCard: no longer than 75 bytes, those that go on begin with a space.
#[derive(Default)]
struct Card(String);

impl Card {
    fn line(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for letter in format!("{name}:{value}").chars() {
            if length + letter.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                length = 1;
            }
            length += letter.len_utf8();
            self.0.push(letter);
        }
        self.0.push_str("\r\n");
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ',' | ';' => {
                let _ = write!(escaped, "\\{letter}");
            }
            '\n' => escaped.push_str("\\n"),
            '\r' => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

fn parameter(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() && *letter != '"').collect()
}

/// A page of its own that anybody can read and print, without us.
pub fn as_page(held: &Held, zone: &TimeZone, now: Timestamp) -> Markup {
    let client = &held.client;
    html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { "What we hold about " (client.name) } }
            body {
                h1 { "What we hold about " bdi { (client.name) } }
                p { "Written on " (day(now, zone)) "." }
                h2 { "Who they are" }
                dl {
                    dt { "Name" } dd { bdi { (client.name) } }
                    @if !client.about.is_empty() { dt { "About them" } dd { bdi { (client.about) } } }
                    dt { "Looked after by" } dd { (client.owner_name) ", " (client.location_name) }
                    @if let Some(since) = client.since { dt { "With us since" } dd { (since) } }
                    @for date in &held.dates { dt { (date.label) } dd { (date.words()) } }
                    @for work in held.organizations.iter().chain(&held.people) {
                        dt { "Belongs together with" }
                        dd { bdi { (work.other_name) } @if !work.title.is_empty() { ", " (work.title) } }
                    }
                }
                h2 { "How to reach them" }
                ul { @for point in &held.points { li { (point.kind.label()) ": " bdi { (point.value) }
                    @for consent in &point.consents { "; " (consent.purpose.label()) ": " @if consent.allowed { "yes" } @else { "no" } @if !consent.source.is_empty() { " (" (consent.source) ")" } }
                } } }
                @for (table, rows) in held.rows.iter().filter(|(table, _)| table.name == "entries") {
                    h2 { "Everything so far" }
                    (story(table, rows, zone))
                }
                @for (table, rows) in held.rows.iter().filter(|(table, _)| !KNOWN.contains(&table.name.as_str())) {
                    h2 { (heading(&table.name)) }
                    (plain(table, rows, zone))
                }
            }
        }
    }
}

/// What the page tells in words of its own.
const KNOWN: [&str; 5] = ["clients", "contact_points", "client_dates", "affiliations", "entries"];

/// `promise_tally` as people read it.
fn heading(table: &str) -> String {
    let words = table.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn story(table: &Table, rows: &[Vec<Cell>], zone: &TimeZone) -> Markup {
    let find = |name: &str| table.columns.iter().position(|column| column.name == name);
    let (at, kind, text, body) = (find("happened_at"), find("kind"), find("text"), find("body"));
    let mut rows: Vec<&Vec<Cell>> = rows.iter().collect();
    let when = |row: &Vec<Cell>| match at.map(|at| &row[at]) {
        Some(Cell::Whole(us)) => *us,
        _ => 0,
    };
    rows.sort_by_key(|row| std::cmp::Reverse(when(row)));
    let cell = |row: &Vec<Cell>, column: Option<usize>, kind| {
        column.map(|column| words(&row[column], kind, zone)).unwrap_or_default()
    };
    html! {
        table {
            @for row in rows {
                tr {
                    td { (day(Timestamp(when(row)), zone)) }
                    td { (cell(row, kind, Kind::Text).replace(['.', '_'], " ")) }
                    td dir="auto" { (cell(row, text, Kind::Text)) }
                    td dir="auto" { (cell(row, body, Kind::Json)) }
                }
            }
        }
    }
}

/// A table whose words we do not know: each column by its name.
fn plain(table: &Table, rows: &[Vec<Cell>], zone: &TimeZone) -> Markup {
    let is_shown = |column: &Column| is_theirs(column) && column.kind != Kind::Id && column.name != "version";
    html! {
        table {
            tr { @for column in table.columns.iter().filter(|column| is_shown(column)) { th { (heading(&column.name)) } } }
            @for row in rows {
                tr {
                    @for (column, cell) in table.columns.iter().zip(row).filter(|(column, _)| is_shown(column)) {
                        td dir="auto" { (words(cell, column.kind, zone)) }
                    }
                }
            }
        }
    }
}

fn words(cell: &Cell, kind: Kind, zone: &TimeZone) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Whole(us) if kind == Kind::Moment => day(Timestamp(*us), zone),
        Cell::YesNo(answer) => if *answer { "yes" } else { "no" }.to_owned(),
        Cell::Whole(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
        Cell::Id(id) => id.to_string(),
        Cell::Json(value) => strings(value).join("; "),
        Cell::Bytes(bytes) => format!("{} bytes", bytes.len()),
    }
}

/// The words in a structure, in their order; what it calls them is ours.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) if !text.is_empty() => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(fields) => fields.values().flat_map(strings).collect(),
        Value::Number(number) => vec![number.to_string()],
        _ => Vec::new(),
    }
}

fn day(at: Timestamp, zone: &TimeZone) -> String {
    at.in_zone(zone).strftime("%-d %B %Y, %H:%M").to_string()
}
