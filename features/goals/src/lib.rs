//! Goals: what clients want to do, in their own words, why it matters to them, how they will know that it worked, and by when.
//!
//! What they want most stands first, and a goal can serve another one, so that needs stand above needs. A goal is named, then
//! underway, then attained or let go; attained only by the client's word, which is kept. What helps them there may be something of
//! ours, something of another's, or nothing bought at all. One that nobody has moved for a while calls for a word about it.

pub mod actions;
mod api;
mod bring;
pub mod chain;
mod checks;
mod client;
pub mod goal;
pub mod pages;
pub mod store;
mod story;
#[cfg(test)]
mod tests;

use tend_core::{
    Feature, Role,
    calls::{CallKind, CareGroup},
    feature::{Doing, DoneBy},
    merging::goes_along,
    tables::exported,
    time::DAY,
    ui::Icon,
};

pub use actions::NewGoal;
pub use goal::{Goal, GoalId, Help, State};
pub use pages::{new_url, url};

/// The call of a goal that nobody has moved for its cadence: nothing presses, it is a hello with a question in it.
pub const QUIET: CallKind = CallKind {
    name: "goals.quiet",
    group: CareGroup::WorthAHello,
    overdue_group: None,
    weight: 0.3,
    grace_us: 3 * DAY,
    icon: Icon::Goal,
};

/// The call of a goal whose day comes near: the next step there is theirs.
pub const WANTED: CallKind = CallKind {
    name: "goals.wanted",
    group: CareGroup::TheirOwnNextStep,
    overdue_group: None,
    weight: 0.5,
    grace_us: DAY,
    icon: Icon::Goal,
};

/// Goals, as the rest of Tend knows them.
pub const FEATURE: Feature = Feature {
    name: "goals",
    pages: pages::routes,
    api: api::routes,
    panel: Some(client::panel),
    columns: &[client::WANTS_TO],
    from_entry: &[client::THEY_WANT_TO],
    from_lists: &[bring::GOAL],
    sentence: story::sentence,
    calls: &[QUIET, WANTED],
    call_url: Some(client::call_url),
    briefing: Some(client::briefing),
    helped: Some(actions::helped),
    helped_undone: Some(actions::helped_undone),
    owner_changed: Some(actions::owner_changed),
    member_left: Some(actions::member_left),
    holds: &[goes_along("goals", "client_id")],
    newer: Some(client::newer),
    erased: Some(actions::erased),
    checks: checks::ALL,
    tables: &[exported("goals").with_words(&["words", "said_by", "why", "measure", "help_words", "their_word"])],
    doings: DOINGS,
    styles: include_str!("goals.css"),
    samples: pages::samples,
    ..Feature::BARE
};

/// What one can go and do about goals.
const DOINGS: &[Doing] = &[Doing {
    label: "A goal of",
    words: "wants to want goal name new",
    icon: Icon::Goal,
    by: DoneBy::Client(pages::new_url),
    role: Role::Member,
    key: None,
}];
