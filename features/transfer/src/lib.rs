//! Transfer: bringing the clients of a real file into Tend.
//!
//! `reading` is the pure half: from the bytes of a file to rows that may become clients. It knows no database. The other half
//! brings rows in, a batch a transaction: every row ends as created, updated, unchanged or refused; the same file again
//! changes nothing; likely duplicates are marked, never merged; and all of it can be taken back for 30 days.

pub mod actions;
mod checks;
pub mod import;
mod jobs;
pub mod look;
pub mod made;
mod pages;
pub mod people;
pub mod person;
pub mod reading;
mod samples;
mod sentence;
pub mod source;
pub mod store;
#[cfg(test)]
mod tests;
pub mod whole;
pub mod work;

use tend_core::{
    Feature, Role,
    feature::SettingsLink,
    merging::{goes_along, stays, unless_there},
    tables::{Listed, exported, left_out},
    ui::{Icon, labels},
};

/// What bringing in tells the rest of Tend.
pub const FEATURE: Feature = Feature {
    name: "transfer",
    pages: pages::routes,
    panel: Some(pages::panel),
    sentence: sentence::sentence,
    holds: &[
        goes_along("import_rows", "client_id"),
        unless_there("import_likes", "client_id", &["import_id", "row", "other_id"]),
        unless_there("import_likes", "other_id", &["import_id", "row"]),
        goes_along("import_twins", "other_id"),
        goes_along("import_entries", "client_id"),
        unless_there("import_links", "client_id", &["happening"]),
        stays("import_changes", "client_id", "Taking that import back passes over who is one with somebody now"),
        stays("erasures", "client_id", "Of whom was erased nothing is left that could go along"),
    ],
    jobs: jobs::ALL,
    checks: checks::ALL,
    tables: TABLES,
    settings: &[
        SettingsLink {
            label: labels::BRING_IN,
            detail: "The clients you already have, from CSV, Excel or vCards; with undo for 30 days",
            href: "/settings/import",
            icon: Icon::Upload,
            role: Role::Member,
        },
        SettingsLink {
            label: "Take everything with you",
            detail: "All that is written down here, as CSV files in one zip",
            href: "/settings/export",
            icon: Icon::Down,
            role: Role::Admin,
        },
    ],
    styles: include_str!("transfer.css"),
    samples: samples::all,
    ..Feature::BARE
};

/// What becomes of our tables when a workspace goes out whole.
const TABLES: &[Listed] = &[
    exported("imports").with_words(&["columns", "warnings", "trouble"]),
    left_out("import_parts", "A file on its way in is with whoever sent it"),
    exported("import_rows"),
    exported("import_changes").with_words(&["before"]),
    exported("import_refusals").with_words(&["reason", "cells"]),
    exported("import_likes").with_words(&["reasons"]),
    exported("import_mappings"),
    exported("import_twins").with_words(&["sides", "reasons"]),
    exported("import_entries"),
    exported("import_links"),
    exported("import_problems"),
    exported("erasures"),
    left_out("exports", "An export holds what is written down, not that it was taken along"),
    left_out("export_parts", "An export does not hold itself"),
];
