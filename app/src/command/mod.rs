//! The commands, one a file.
#![expect(clippy::print_stdout, reason = "commands speak to the person at the terminal")]

use std::io::Write;

pub mod backup;
pub mod demo;
pub mod export;
pub mod import;
pub mod serve;
pub mod today;
pub mod token;
pub mod user;

/// Tells the person at the terminal. A server goes on answering when nobody reads that any more.
fn say(words: &str) {
    let _ = writeln!(std::io::stdout(), "{words}");
}
