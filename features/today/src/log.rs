//! The log: one line of plain English, and what it says.
//!
//! “Jonas rang, the spare bike helps, promised to call back Thu 15:00” is a call, and a promise with a time. Reading is
//! pure: [`names`] finds who is meant among the clients who could be, [`clauses`] finds what happened and what was
//! promised. What cannot be known is asked; what was typed is never lost.

pub mod clauses;
pub mod names;
pub mod tokens;

pub use clauses::{Happened, Promised, Reading, moments, read, read_ours};
pub use names::{Candidate, Meant, guess, meant, queries};

/// The longest line; more belongs on the client's page.
pub const LONGEST: usize = 2000;
