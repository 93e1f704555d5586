//! Told at once: a member lets a browser of theirs be told, and is told there when somebody needs them, also while Tend is closed.
//!
//! A feature calls [`tell`] in its verb; a job seals the notice for each browser and hands it to the push service that browser named. A
//! lock screen is read by whoever walks by, so names stand there only where the member said so. A browser that is gone is forgotten.

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

pub use actions::{allow, forget, public_key, tell, tell_me};
pub use browser::{BrowserId, NewBrowser, Notice, Told};
pub use endpoint::Reach;
pub use jobs::SEND;

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
    jobs: &[SEND],
    tables: &[
        left_out("push_keys", "A key is a secret, and of this address"),
        left_out("push_browsers", "A browser allows one address of Tend to tell it, and no other"),
    ],
    checks: checks::ALL,
    settings: &[SettingsLink {
        label: "Told at once",
        detail: "Which of your devices Tend may tell when somebody needs you",
        href: pages::HERE,
        icon: Icon::Phone,
        role: Role::Guest,
    }],
    samples: samples::all,
    ..Feature::BARE
};
