//! Finding: clients, what was said with them, pages and things to do, from anywhere, by a few letters.
//!
//! What is found comes in one order: clients whose name is what was typed, then names that begin so, then those reached under it,
//! then words in what was said with them, the newest first. Where few clients are found, names come in that are close to what was
//! typed. Before anything is typed, whom one opened last stands there.

pub mod actions;
mod api;
pub mod found;
mod pages;
mod samples;
pub mod store;
#[cfg(test)]
mod tests;

use tend_core::{Feature, merging::unless_there, tables::left_out};

pub use found::{Found, look};

/// Finding, as the rest of Tend knows it.
pub const FEATURE: Feature = Feature {
    name: "find",
    pages: pages::routes,
    api: api::routes,
    holds: &[unless_there("recents", "client_id", &["member_id"])],
    tables: &[left_out("recents", "Whom each opened last is gathered again")],
    styles: include_str!("find.css"),
    samples: samples::all,
    ..Feature::BARE
};
