//! Every command that a document names is one the program knows.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

/// `tend user add` out of a line of a document: the words after `tend` or `cargo run … --` up to the first that is no verb.
fn commands(line: &str) -> Vec<Vec<String>> {
    let is_verb = |word: &&str| word.chars().all(|letter| letter.is_ascii_lowercase()) && !word.is_empty();
    let starts = ["`tend ", "$ tend ", "cargo run --release -- ", "cargo run -- "];
    let from_start = line.strip_prefix("tend ").into_iter().map(str::to_owned);
    let inside = starts.iter().flat_map(|start| line.split(start).skip(1).map(str::to_owned));
    from_start
        .chain(inside)
        .map(|rest| rest.split([' ', '`', '|', '#']).take_while(is_verb).take(2).map(str::to_owned).collect())
        .collect()
}

fn documents() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the app's folder stands in the repository");
    let folders = [root.to_path_buf(), root.join("docs")];
    let paths = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).expect("a folder of documents").flatten().map(|entry| entry.path()));
    let documents = paths.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    documents.map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a document"))).collect()
}

#[test]
fn documents_name_commands_that_exist() {
    let mut named: BTreeSet<(Vec<String>, String)> = BTreeSet::new();
    for (path, text) in documents() {
        let is_code = text
            .split("```")
            .enumerate()
            .flat_map(|(index, part)| part.lines().map(move |line| (index % 2 == 1, line)));
        for (is_block, line) in is_code {
            let found = commands(if is_block { line } else { line.trim_start_matches("tend ") });
            named.extend(found.into_iter().filter(|words| !words.is_empty()).map(|words| (words, path.clone())));
        }
    }
    let unknown: Vec<String> = named
        .iter()
        .filter(|(words, _)| !is_known(words))
        .map(|(words, path)| format!("{path}: tend {}", words.join(" ")))
        .collect();
    assert!(unknown.is_empty(), "documents name commands that `tend` does not know:\n{}", unknown.join("\n"));
}

/// Does `--help` of these words answer? The second word may be a value, so the first alone is enough where it takes one.
fn is_known(words: &[String]) -> bool {
    let answers = |words: &[String]| {
        let output = Command::new(env!("CARGO_BIN_EXE_tend")).args(words).arg("--help").output().expect("tend starts");
        output.status.success()
    };
    answers(words)
}

#[test]
fn a_dry_run_makes_no_database() {
    let place = tempfile::tempdir().expect("a place");
    let (list, database) = (place.path().join("clients.csv"), place.path().join("tend.db"));
    fs::write(&list, "Name,E-mail\nBram de Wit,bram@post.example\n").expect("a list");
    let output = Command::new(env!("CARGO_BIN_EXE_tend"))
        .current_dir(place.path())
        .args(["import", "clients.csv", "--dry-run", "--json", "--database", "sqlite:./tend.db"])
        .output()
        .expect("tend starts");
    let (said, told) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}");
    assert!(said.contains(r#""created":1"#), "{said}");
    assert!(told.contains("There is no database ./tend.db yet. A dry run makes none"), "{told}");
    assert!(!database.exists(), "a dry run left {} behind", database.display());
    let left: Vec<_> =
        fs::read_dir(place.path()).expect("the place").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left, ["clients.csv"]);
}
