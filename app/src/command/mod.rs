//! The commands, one a file.
#![expect(clippy::print_stdout, reason = "commands speak to the person at the terminal")]

pub mod demo;
pub mod import;
pub mod serve;
pub mod today;
pub mod token;
pub mod user;
