//! Files of clients: what they sent us, what we signed with them, a photo of the thing that broke.
//!
//! A file belongs to a client and to the entry with which it came: a note, a call, a visit, or the moment somebody put it on their
//! page. What it is, is told by what is in it. It is saved, never run; of a picture the page shows a smaller one. Whoever may write
//! may take one away, the book keeps who did and when, and for a week it can come back.

pub mod actions;
mod api;
mod checks;
mod client;
pub mod file;
mod jobs;
pub mod pages;
mod samples;
pub mod store;
mod story;
#[cfg(test)]
mod tests;

use tend_core::{Feature, Role, feature::SettingsLink, merging::goes_along, tables::exported, ui::Icon};

pub use file::{ClientFile, FileId};
pub use pages::{list_url, url};

/// Files, as the rest of Tend knows them.
pub const FEATURE: Feature = Feature {
    name: "files",
    pages: pages::routes,
    api: api::routes,
    panel: Some(client::panel),
    sentence: story::sentence,
    attach: Some(actions::attach),
    beside: Some(client::beside),
    bytes: Some(client::bytes),
    taken_back: Some(actions::taken_back),
    erased: Some(actions::erased),
    holds: &[goes_along("files", "client_id")],
    newer: Some(client::newer),
    jobs: jobs::ALL,
    checks: checks::ALL,
    tables: &[exported("files").with_words(&["name"])],
    settings: &[SettingsLink {
        label: "Files",
        detail: "How large a file may be, and how much room all of them take",
        href: pages::SETTINGS,
        icon: Icon::Clip,
        role: Role::Admin,
    }],
    styles: include_str!("files.css"),
    samples: samples::all,
    ..Feature::BARE
};
