//! Clients: the persons and organizations that the workspace serves.
//!
//! A client has an owner, a home location, ways to be reached with what each may be used for, a rhythm in which they like to be
//! looked after, tags, and days that matter to them. A person belongs to organizations. All that ever happened with them stands on
//! one page, newest first; whoever writes there moves the rhythm.

pub mod actions;
pub mod affiliation;
mod api;
pub mod client;
pub mod contact;
pub mod date;
mod jobs;
pub mod list;
pub mod moment;
pub mod pages;
mod samples;
mod sentence;
pub mod store;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub use client::{Checked, Client, ClientKind, NewClient};
pub use contact::{Consent, ContactKind, ContactPoint, NewContactPoint, Purpose};
pub use date::{ImportantDate, NewDate};
pub use moment::{MomentKind, NewMoment};
pub use pages::{client_url, link};

use tend_core::{Feature, feature::Nav, ui::Icon};

/// What clients tell the rest of Tend.
pub const FEATURE: Feature = Feature {
    name: "clients",
    pages: pages::routes,
    api: api::routes,
    nav: Some(Nav { label: "Clients", href: "/clients", icon: Icon::Clients, key: 'c', count: None }),
    sentence: sentence::sentence,
    calls: &[actions::CADENCE, actions::DATE],
    helped: Some(actions::helped),
    helped_undone: Some(actions::helped_undone),
    member_left: Some(actions::take_over),
    jobs: jobs::ALL,
    styles: include_str!("clients.css"),
    samples: samples::all,
    ..Feature::BARE
};
