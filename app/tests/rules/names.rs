//! Words that say nothing, and words that belong to other people's products.

use crate::{
    keep,
    tree::{files, sources},
};

/// Words that hide what a thing does.
const EMPTY_WORDS: &[&str] = &["util", "utils", "helper", "helpers", "common", "manager", "service", "misc"];
const DEFINITIONS: &[&str] = &["mod", "struct", "enum", "trait", "type"];

#[test]
fn names_say_what_a_thing_is() {
    let mut broken = Vec::new();
    for file in files() {
        let parts = file.path.split(['/', '.', '_', '-']);
        if parts.into_iter().any(|part| EMPTY_WORDS.contains(&part)) {
            broken.push(file.at(1, "the path"));
        }
    }
    for file in sources() {
        for (number, line) in file.code_lines() {
            if defined(&line).is_some_and(is_empty_name) {
                broken.push(file.at(number, &line));
            }
        }
    }
    keep(
        "Nothing is called utils, helpers, common, manager or service.",
        "name it by the word of the product it belongs to, and put it there.",
        &broken,
    );
}

#[test]
fn what_is_to_do_has_an_issue() {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
    let mut broken = Vec::new();
    for file in files().iter().filter(|file| !file.path.ends_with(".lock")) {
        for (number, line) in file.lines() {
            let is_mark = line.split(|letter: char| !letter.is_alphanumeric()).any(|word| marks.contains(&word));
            let has_issue = line.split('#').skip(1).any(|rest| rest.starts_with(|digit: char| digit.is_ascii_digit()));
            let is_rule = line.contains("without issue") || line.contains("without an issue");
            if is_mark && !has_issue && !is_rule {
                broken.push(file.at(number, line));
            }
        }
    }
    keep("What is left to do has an issue.", "do it, or write the issue's number beside it: `#12`.", &broken);
}

/// The name that this line of code defines.
fn defined(line: &str) -> Option<&str> {
    let mut words =
        line.split(|letter: char| !(letter.is_alphanumeric() || letter == '_')).filter(|word| !word.is_empty());
    words.by_ref().take(4).find(|word| DEFINITIONS.contains(word))?;
    words.next()
}

/// `ClientManager`, `date_utils`: is one of the name's words empty?
fn is_empty_name(name: &str) -> bool {
    let mut spaced = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() {
            spaced.push('_');
        }
        spaced.extend(letter.to_lowercase());
    }
    spaced.split('_').any(|word| EMPTY_WORDS.contains(&word))
}

#[test]
fn empty_names_are_noticed() {
    assert!(defined("pub struct ClientManager {").is_some_and(is_empty_name));
    assert!(defined("mod date_utils;").is_some_and(is_empty_name));
    assert!(!defined("pub(crate) enum Commonwealth {").is_some_and(is_empty_name));
    assert_eq!(defined("let a = b;"), None);
}
