//! Clients: the persons and organizations that the workspace serves.
//!
//! A client has an owner, a home location, ways to be reached with what each may be used for, a rhythm in which they like to be
//! looked after, tags, and days that matter to them. A person belongs to organizations. All that ever happened with them stands on
//! one page, newest first; whoever writes there moves the rhythm.

pub mod actions;
pub mod affiliation;
mod api;
mod briefing;
pub mod bulk;
mod checks;
pub mod client;
pub mod contact;
pub mod date;
pub mod fields;
pub mod filter;
mod holds;
mod jobs;
pub mod likeness;
pub mod list;
pub mod merge;
pub mod moment;
pub mod pages;
mod samples;
mod sentence;
pub mod serve_first;
pub mod store;
#[cfg(test)]
mod tests;
mod text;
pub mod view;
mod words;

pub use client::{Checked, Client, ClientKind, NewClient};
pub use contact::{Consent, ContactKind, ContactPoint, NewContactPoint, Purpose};
pub use date::{ImportantDate, NewDate};
pub use moment::{MomentKind, NewMoment};
pub use pages::{client_url, link};

use tend_core::{
    Feature, Role,
    feature::{Consents, Doing, DoneBy, Nav, SettingsLink},
    tables::{Listed, exported},
    ui::Icon,
};

/// What clients tell the rest of Tend.
pub const FEATURE: Feature = Feature {
    name: "clients",
    pages: pages::routes,
    api: api::routes,
    nav: Some(Nav { label: "Clients", href: "/clients", icon: Icon::Clients, key: 'c', count: None }),
    panel: Some(pages::panel),
    moved: Some(pages::MOVED),
    sentence: sentence::sentence,
    bulk: bulk::OWN,
    consents: Some(Consents { may_write: actions::may_write, no_more: actions::no_more }),
    calls: &[actions::CADENCE, actions::DATE],
    helped: Some(actions::helped),
    helped_undone: Some(actions::helped_undone),
    briefing: Some(briefing::briefing),
    handed: Some(briefing::HANDED),
    member_left: Some(actions::take_over),
    holds: holds::ALL,
    newer: Some(holds::newer),
    erased: Some(actions::erased),
    jobs: jobs::ALL,
    checks: checks::ALL,
    tables: TABLES,
    to_search: Some(store::to_search),
    settings: &[
        SettingsLink {
            label: "Fields",
            detail: "What else you keep about your clients, and what every new one must have",
            href: "/settings/fields",
            icon: Icon::Rows,
            role: Role::Admin,
        },
        SettingsLink {
            label: "Who look alike",
            detail: "Clients who may be there twice: make them one, with everything they have, or say that they are two",
            href: "/clients/pairs",
            icon: Icon::Clients,
            role: Role::Member,
        },
    ],
    doings: DOINGS,
    styles: include_str!("clients.css"),
    samples: samples::all,
    ..Feature::BARE
};

/// What one can go and do about clients.
const DOINGS: &[Doing] = &[
    Doing {
        label: "New client",
        words: "add write down person organization",
        icon: Icon::Plus,
        by: DoneBy::Typed(pages::new_url),
        role: Role::Member,
        key: Some("N"),
    },
    Doing {
        label: "Note for",
        words: "write log call visit",
        icon: Icon::Note,
        by: DoneBy::Client(pages::composer_url),
        role: Role::Member,
        key: None,
    },
];

/// What becomes of our tables when a workspace goes out whole.
const TABLES: &[Listed] = &[
    exported("clients").with_words(&["about", "fields", "custom"]),
    exported("affiliations"),
    exported("contact_points"),
    exported("tags"),
    exported("client_tags"),
    exported("client_dates"),
    exported("client_fields"),
    exported("client_values"),
    exported("client_columns"),
    exported("client_views").with_words(&["name", "asked"]),
    exported("client_keys"),
    exported("bulk_deeds").with_words(&["typed"]),
    exported("bulk_deed_clients").with_words(&["before"]),
    exported("likely_pairs"),
    exported("merges").about_clients(&["stays_id", "gone_id"]).with_words(&[
        "gone_name",
        "gone",
        "gathered",
        "before",
        "after",
    ]),
];
