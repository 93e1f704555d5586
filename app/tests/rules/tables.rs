//! The tables of the migrations: their names, and who writes them.

use std::collections::BTreeMap;

use crate::{
    keep,
    places::is_store,
    rust_text::Kind,
    tree::{files, sources},
};

/// Others' words for what the dictionary calls client, promise, decision, problem.
const OTHERS_WORDS: &[&str] = &[
    "account",
    "accounts",
    "contact",
    "contacts",
    "customer",
    "customers",
    "deal",
    "deals",
    "lead",
    "leads",
    "opportunity",
    "opportunities",
    "pipeline",
    "pipelines",
    "stage",
    "stages",
    "task",
    "tasks",
    "ticket",
    "tickets",
    "activity",
    "activities",
    "company",
    "companies",
];

#[test]
fn tables_are_called_by_the_dictionary() {
    let broken: Vec<String> = tables()
        .into_iter()
        .filter(|(table, _)| {
            OTHERS_WORDS.contains(&table.as_str())
                || !table.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
        })
        .map(|(table, place)| format!("{place}  {table}"))
        .collect();
    keep(
        "A table is called by the word of the dictionary.",
        "client, affiliation, contact_points, promise, problem, decision …",
        &broken,
    );
}

#[test]
fn a_table_has_one_owner() {
    let mut writers: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for file in sources().filter(|file| !file.is_in(&["core/src/db"])) {
        for piece in file.pieces(Kind::Text) {
            for table in written(piece.text) {
                let owner = if is_store(file) { crate_of(&file.path) } else { "outside a store" };
                writers.entry(table).or_default().push((owner.to_owned(), file.at(piece.line, piece.text)));
            }
        }
    }
    let mut broken = Vec::new();
    for (table, place) in tables() {
        let places = writers.remove(&table).unwrap_or_default();
        let Some((owner, _)) = places.first() else {
            broken.push(format!("{place}  nobody writes {table}"));
            continue;
        };
        let strangers = places.iter().filter(|(writer, _)| writer != owner || writer == "outside a store");
        broken.extend(strangers.map(|(_, place)| format!("{place}  ({table} is written by {owner})")));
    }
    keep(
        "A table has one owner: only its crate's store.rs writes it.",
        "call the owner's verb, or register a function with it.",
        &broken,
    );
}

/// Work that goes on side by side takes its numbers ahead, so one may be missing for a while; none is there twice.
#[test]
fn migrations_are_numbered_in_their_order() {
    let names = files().iter().filter_map(|file| file.path.strip_prefix("migrations/"));
    let numbered: Vec<(&str, Option<u32>)> =
        names.map(|name| (name, name.split_once('_').and_then(|(number, _)| number.parse().ok()))).collect();
    let wrong = numbered.iter().enumerate().filter(|(index, (name, number))| {
        let before = index.checked_sub(1).and_then(|index| numbered[index].1);
        number.is_none_or(|number| !name.starts_with(&format!("{number:04}_"))) || before >= *number
    });
    let broken: Vec<String> = wrong.map(|(_, (name, _))| format!("migrations/{name}")).collect();
    keep("Migrations are numbered in their order, and never again changed.", "give it a number of its own.", &broken);
}

/// Each table of the migrations and where it is created.
fn tables() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in files().iter().filter(|file| file.path.starts_with("migrations/")) {
        for (number, line) in file.lines() {
            if let Some(rest) = line.trim_start().strip_prefix("CREATE TABLE ") {
                found.push((first_word(rest), file.at(number, "")));
            }
        }
    }
    found
}

/// The tables this text of SQL writes to.
fn written(sql: &str) -> Vec<String> {
    let verbs = ["INSERT INTO ", "UPDATE ", "DELETE FROM "];
    let words = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts = verbs.iter().flat_map(|verb| {
        words.match_indices(verb).map(|(index, verb)| &words[index + verb.len()..]).collect::<Vec<_>>()
    });
    parts
        .map(first_word)
        .filter(|table| !table.is_empty() && table != "SET" && !table.starts_with(char::is_uppercase))
        .collect()
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

fn crate_of(path: &str) -> &str {
    path.split("/src/").next().unwrap_or(path)
}
