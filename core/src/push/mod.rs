//! Told at once: when somebody needs a member, they are told on the page they look at, and on the browsers where they allowed it, also
//! while Tend is closed.
//!
//! A feature calls [`tell`] in its verb. What is told stands beside the number of the verb's entry, so live pages hear of it in that order
//! and miss nothing; a job seals it for each browser and hands it to the push service that browser named. A lock screen is read by whoever
//! walks by, so no notice names a client. A browser that is gone is forgotten, and so is one whose session is over.

mod actions;
mod browser;
mod checks;
mod endpoint;
mod jobs;
mod pages;
mod samples;
mod sealing;
pub mod store;
#[cfg(test)]
mod tests;
mod views;

pub(crate) use actions::write;
pub use actions::{allow, forget, public_key, tell, tell_me};
pub use browser::{BrowserId, NewBrowser, Notice, Noticed, Told};
pub use endpoint::Reach;
pub use jobs::{SEND, SWEEP};

use crate::{
    actor::Role,
    feature::{Feature, SettingsLink},
    tables::left_out,
    ui::Icon,
};

/// Push, as the rest of Tend knows it.
pub const FEATURE: Feature = Feature {
    name: "push",
    pages: pages::routes,
    member_left: Some(actions::left),
    jobs: &[SEND, SWEEP],
    tables: &[
        left_out("notices", "What was told at once is over, and its story stands in the entries"),
        left_out("push_keys", "A key is a secret, and of this address"),
        left_out("push_browsers", "A browser allows one address of Tend to tell it, and no other"),
    ],
    checks: checks::ALL,
    settings: &[SettingsLink {
        label: "Told at once",
        detail: "On which of your devices Tend tells you when somebody needs you",
        href: pages::HERE,
        icon: Icon::Globe,
        role: Role::Guest,
    }],
    samples: samples::all,
    ..Feature::BARE
};
