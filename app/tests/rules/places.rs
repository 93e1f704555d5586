//! What may appear where: SQL, axum, the clock, raw HTML, settings.

use crate::{
    keep,
    rust_text::Kind,
    tree::{File, sources},
};

/// Where SQL may stand besides every `store.rs` and `store/`.
const SQL_PLACES: &[&str] = &["core/src/db", "core/src/testing"];
/// Where axum may be used besides every feature's `pages`, `api` and `lib.rs`.
const WEB_PLACES: &[&str] =
    &["core/src/web", "core/src/api", "core/src/auth", "core/src/feature", "core/src/ui", "core/src/live", "app/src"];
/// Where the system's clock may be asked for the time of day.
const CLOCK_PLACES: &[&str] = &["core/src/time", "core/src/clock", "core/src/db/migrate"];
/// Where spans may be measured: engines and doors, never a rule.
const SPAN_PLACES: &[&str] =
    &["core/src/time", "core/src/db", "core/src/web", "core/src/jobs", "core/src/live", "app/src"];
/// Where the environment may be read: settings are read once, by the app.
const SETTINGS_PLACES: &[&str] = &["core/src/settings", "core/src/db", "app/src"];

const STATEMENTS: &[&str] =
    &["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "CREATE TABLE ", "ALTER TABLE ", "DROP TABLE ", "WITH "];

/// Does this text begin like a statement of SQL? Its words are written in capitals, so prose is not mistaken for it.
pub fn is_sql(text: &str) -> bool {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    STATEMENTS.iter().any(|begin| words.starts_with(begin))
        && (!words.starts_with("UPDATE ") || words.contains(" SET "))
        && (!words.starts_with("WITH ") || words.contains("SELECT "))
}

pub fn is_store(file: &File) -> bool {
    file.name() == "store.rs" || file.path.contains("/store/")
}

#[test]
fn sql_stands_in_stores() {
    let strangers = sources().filter(|file| !is_store(file) && !file.is_in(SQL_PLACES));
    let mut broken = Vec::new();
    for file in strangers {
        let texts = file.pieces(Kind::Text);
        broken.extend(texts.iter().filter(|piece| is_sql(piece.text)).map(|piece| file.at(piece.line, piece.text)));
    }
    keep(
        "SQL is text in store.rs (and in core/src/db, where the engines differ).",
        "make it a function of the feature's store.rs, named by what it is for.",
        &broken,
    );
}

#[test]
fn a_function_of_a_store_is_one_statement() {
    let mut broken = Vec::new();
    for file in sources().filter(|file| is_store(file)) {
        let begins: Vec<usize> =
            file.code_lines().iter().filter(|(_, line)| is_function(line)).map(|(line, _)| *line).collect();
        let function = |line: usize| begins.iter().rposition(|begin| *begin <= line);
        let statements: Vec<_> = file.pieces(Kind::Text).into_iter().filter(|piece| is_sql(piece.text)).collect();
        let second = statements
            .windows(2)
            .filter(|pair| function(pair[0].line).is_some() && function(pair[0].line) == function(pair[1].line));
        broken.extend(second.map(|pair| file.at(pair[1].line, pair[1].text)));
    }
    keep(
        "A function of a store is one statement, one text for both engines.",
        "give the second statement its own function, or put the difference behind a name in core/src/db.",
        &broken,
    );
}

#[test]
fn statements_stay_in_their_workspace() {
    let stores = sources().filter(|file| file.path.starts_with("features/") && is_store(file));
    let mut broken = Vec::new();
    for file in stores {
        let texts = file.pieces(Kind::Text);
        let strays = texts
            .iter()
            .filter(|piece| is_sql(piece.text) && !is_composed(piece.text) && !piece.text.contains("workspace_id"));
        broken.extend(strays.map(|piece| file.at(piece.line, piece.text)));
    }
    keep(
        "Every statement names the workspace for every table in it.",
        "add `workspace_id = $1`, in joins for each table. What looks across workspaces is core's.",
        &broken,
    );
}

#[test]
fn axum_stays_at_the_doors() {
    let is_door = |file: &File| {
        file.is_in(WEB_PLACES)
            || matches!(file.name(), "lib.rs" | "pages.rs" | "api.rs")
            || file.path.contains("/pages/")
            || file.path.contains("/api/")
    };
    found_outside(
        |file| !is_door(file),
        &["axum::", "use axum"],
        "axum is known to pages, api, lib.rs and core's web alone.",
        "let the door take the request apart and call a verb.",
    );
}

#[test]
fn the_clock_is_a_parameter() {
    found_outside(
        |file| !file.is_in(CLOCK_PLACES),
        &["SystemTime::now", "Timestamp::now", "Zoned::now", "UtcNow", "Utc::now"],
        "Only core's Clock asks what time it is.",
        "take `now` as a parameter, or `tx.now`.",
    );
    found_outside(
        |file| !file.is_in(SPAN_PLACES),
        &["Instant::now"],
        "Spans are measured by engines and doors, not by features.",
        "if a rule needs to know the time, take `now` as a parameter.",
    );
}

#[test]
fn chance_is_a_parameter() {
    found_outside(
        |file| !file.is_in(&["core/src/id", "core/src/auth", "core/src/db", "core/src/web"]),
        &["Uuid::now_v7", "Uuid::new_v4", "rand::rng", "rand::random", "getrandom::"],
        "Ids come from tx.new_id(), tokens from core/src/auth.",
        "take the id or the token as a parameter.",
    );
}

#[test]
fn settings_are_read_once() {
    found_outside(
        |file| !file.is_in(SETTINGS_PLACES),
        &["env::var(", "env::var_os(", "env::set_var"],
        "The environment is read once, by the app.",
        "make it a setting and pass it on.",
    );
}

/// Parts of it are filled in; the EXPLAIN of what was run proves these.
fn is_composed(sql: &str) -> bool {
    sql.contains("FROM {") || sql.contains("WHERE {")
}

fn found_outside(is_stranger: impl Fn(&File) -> bool, words: &[&str], rule: &str, what_to_do: &str) {
    let mut broken = Vec::new();
    for file in sources().filter(|file| is_stranger(file)) {
        let lines = file.code_lines();
        let hits = lines.iter().filter(|(_, line)| words.iter().any(|word| line.contains(word)));
        broken.extend(hits.map(|(number, line)| file.at(*number, line)));
    }
    keep(rule, what_to_do, &broken);
}

fn is_function(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("fn ") || (line.starts_with("pub") && line.contains(" fn "))
}

#[test]
fn sql_is_told_from_prose() {
    assert!(is_sql("\n  SELECT id\n FROM clients"));
    assert!(is_sql("UPDATE clients SET name = $2"));
    assert!(!is_sql("Select a client"));
    assert!(!is_sql("UPDATE your settings"));
}
