//! The house: the workspace itself, its locations, when they are open, and the settings an admin looks after.

mod actions;
mod api;
pub mod away;
pub mod backups;
mod forms;
pub mod hours;
mod hours_in_words;
pub mod location;
pub mod pages;
mod samples;
pub mod store;
#[cfg(test)]
mod tests;
mod zone;

pub(crate) use actions::note;
pub use actions::{close_location, create_location, edit_location, edit_workspace, reopen_location, send_again};
pub use away::{is_at_work, left_to, who_acts};
pub(crate) use forms::{LocationForm, read_name};
pub use hours::{DAYS, Holiday, Hours, Span, Week};
pub use location::{Location, NewLocation, NewWorkspaceSettings, WorkspaceSettings};
pub(crate) use pages::{hours_fields, name_and_zone, settings_page};
pub(crate) use samples::a_place;
pub use samples::samples;
pub use zone::{all as zone_names, read as read_zone};

use crate::{
    actor::Role,
    auth, check,
    feature::{Doing, DoneBy, Feature, SettingsLink},
    files, tables, timeline,
    ui::Icon,
};

/// What core itself brings to the list of features: settings, people, places, and the jobs of sign-in.
pub const FEATURE: Feature = Feature {
    name: "house",
    pages: pages::routes,
    api: api::routes,
    sentence: away::sentence,
    settings: SETTINGS,
    doings: &[
        Doing {
            label: "Say when I am away",
            words: "holiday vacation sick leave absence deputy stand in",
            icon: Icon::Calendar,
            by: DoneBy::Page("/settings/away/new"),
            role: Role::Member,
            key: None,
        },
        Doing {
            label: "Sign out here",
            words: "log off leave",
            icon: Icon::Arrow,
            by: DoneBy::Form("/sign-out"),
            role: Role::Guest,
            key: None,
        },
    ],
    jobs: &[auth::jobs::SESSIONS, auth::actions::FORGOTTEN, backups::BY_PLAN, backups::NOW, files::SWEEP, files::TIDY],
    checks: check::HOUSE,
    tables: tables::HOUSE,
    to_search: Some(timeline::to_search),
    styles: include_str!("house.css"),
    samples: all_samples,
    ..Feature::BARE
};

const SETTINGS: &[SettingsLink] = &[
    SettingsLink {
        label: "You",
        detail: "Your name, your place, your password, and where you are signed in",
        href: "/me",
        icon: Icon::Person,
        role: Role::Guest,
    },
    SettingsLink {
        label: "People",
        detail: "Who works here, what they may do, and who comes next",
        href: "/settings/people",
        icon: Icon::Clients,
        role: Role::Admin,
    },
    SettingsLink {
        label: "Who is away",
        detail: "From when to when, and who looks after their clients meanwhile",
        href: "/settings/away",
        icon: Icon::Calendar,
        role: Role::Guest,
    },
    SettingsLink {
        label: "Places",
        detail: "Where you work, in which time zone, and when it is open",
        href: "/settings/places",
        icon: Icon::Pin,
        role: Role::Admin,
    },
    SettingsLink {
        label: "The house",
        detail: "Its name, when a promise counts as broken, and work that got stuck",
        href: "/settings/workspace",
        icon: Icon::Organization,
        role: Role::Admin,
    },
    SettingsLink {
        label: "Backups",
        detail: "A copy of everything every night, and how the last one went",
        href: "/settings/backups",
        icon: Icon::Clock,
        role: Role::Admin,
    },
];

fn all_samples() -> Vec<crate::ui::Sample> {
    auth::samples()
        .into_iter()
        .chain(samples())
        .chain(away::samples())
        .chain(backups::samples())
        .chain(crate::web::phone::samples())
        .collect()
}
