//! The commands, one a file.
#![expect(clippy::print_stdout, reason = "commands speak to the person at the terminal")]

pub mod backup;
pub mod demo;
pub mod export;
pub mod import;
pub mod serve;
pub mod today;
pub mod user;
