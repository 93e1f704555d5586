//! How long things may be. Functions are measured by clippy (`too-many-lines-threshold`).

use crate::{keep, tree::files};

#[test]
fn files_are_short() {
    let mut broken = Vec::new();
    for file in files() {
        let (lines, limit) = match file.path.as_str() {
            path if path.ends_with(".rs") && file.is_test() => continue,
            path if path.ends_with(".rs") => (file.tests_begin() - 1, 400),
            path if path.ends_with(".css") => (file.text.lines().count(), 400),
            path if path.ends_with(".js") => (file.text.lines().count(), 700),
            path if path.ends_with(".in") => continue,
            path if path.starts_with("bin/") => {
                (file.text.lines().count(), if path.starts_with("bin/lib/") { 60 } else { 30 })
            }
            "ARCHITECTURE.md" => (file.text.lines().count(), 150),
            _ => continue,
        };
        if lines > limit {
            broken.push(format!("{}  {lines} lines, {limit} are the end", file.path));
        }
    }
    keep(
        "A file is usually 120 lines, 400 the end, tests aside.",
        "find the second subject in it and give it a file of its own.",
        &broken,
    );
}

#[test]
fn every_source_says_what_it_is() {
    let sources = files().iter().filter(|file| file.path.ends_with(".rs"));
    let silent = sources.filter(|file| !file.text.starts_with("//!"));
    let broken: Vec<String> = silent.map(|file| file.at(1, file.text.lines().next().unwrap_or_default())).collect();
    keep(
        "A file begins with `//!` and what it is.",
        "say it in a sentence or two that a newcomer understands.",
        &broken,
    );
}
