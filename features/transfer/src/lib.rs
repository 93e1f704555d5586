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
pub mod reading;
mod samples;
pub mod source;
pub mod store;
#[cfg(test)]
mod tests;
pub mod work;

use tend_core::{
    Feature, Role,
    feature::SettingsLink,
    ui::{Icon, labels},
};

/// What bringing in tells the rest of Tend.
pub const FEATURE: Feature = Feature {
    name: "transfer",
    pages: pages::routes,
    jobs: jobs::ALL,
    checks: checks::ALL,
    settings: &[SettingsLink {
        label: labels::BRING_IN,
        detail: "The clients you already have, from any CSV file; with undo for 30 days",
        href: "/settings/import",
        icon: Icon::Upload,
        role: Role::Member,
    }],
    styles: include_str!("transfer.css"),
    samples: samples::all,
    ..Feature::BARE
};
