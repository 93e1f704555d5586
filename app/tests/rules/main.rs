//! The house rules that a machine can check, on the text of the repository alone: no crate, no compiler, seconds.
//!
//! `bin/lint` compiles these files by themselves, so they stand on the standard library. A broken rule says where,
//! why it is a rule and what to do. The rules are explained in STYLE.md.

mod arrows;
mod documents;
mod names;
mod pages;
mod places;
mod rust_text;
mod sizes;
mod tables;
mod tree;

/// Fails with every place where a rule is broken, and with what to do about it.
fn keep(rule: &str, what_to_do: &str, broken: &[String]) {
    assert!(broken.is_empty(), "\n\nHouse rule: {rule}\n\n    {}\n\nWhat to do: {what_to_do}\n", broken.join("\n    "));
}
