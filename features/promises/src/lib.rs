//! Promises: what somebody said they would do for a client, by when. What others call a task is a promise here, or,
//! where it is made to a colleague, a promise within the house.
//!
//! A promise is open until it is kept, broken, or the client releases us from it. It is broken when its owner says
//! so, or by itself a day after its time; then it calls for being made good: somebody says what was done for the
//! client about it. Its date moves once the client was told, and the telling stands on the timeline.
//!
//! How promises are kept is a share with its size, of the house, of a place, of one's own; people are never ranked.

pub mod actions;
mod api;
mod bulk;
mod checks;
mod client;
pub mod deed;
pub mod due;
mod jobs;
pub mod moment;
pub mod pages;
pub mod promise;
pub mod rate;
pub mod store;
mod story;
#[cfg(test)]
mod tests;

use tend_core::{
    Feature, Role,
    calls::{CallKind, CareGroup},
    feature::{Doing, DoneBy, Nav},
    merging::goes_along,
    tables::exported,
    time::DAY,
    ui::Icon,
};

pub use actions::NewPromise;
pub use due::Due;
pub use pages::{new_url, url};
pub use promise::{Promise, PromiseId, State, To};
pub use rate::KeptRate;
pub use store::Whose;

/// The call of an open promise: on its day, and with somebody waiting once its time has passed.
pub const DUE: CallKind = CallKind {
    name: "promises.due",
    group: CareGroup::PromisedForToday,
    overdue_group: Some(CareGroup::WaitingOnUs),
    weight: 0.6,
    grace_us: DAY,
    icon: Icon::Promise,
};

/// The call of a broken promise, until it is made good.
pub const BROKEN: CallKind = CallKind {
    name: "promises.broken",
    group: CareGroup::WaitingOnUs,
    overdue_group: None,
    weight: 0.8,
    grace_us: DAY,
    icon: Icon::Promise,
};

/// Promises, as the rest of Tend knows them.
pub const FEATURE: Feature = Feature {
    name: "promises",
    pages: pages::routes,
    api: api::routes,
    nav: Some(Nav { label: "Promises", href: pages::BY_DAY, icon: Icon::Promise, key: 'p', count: Some(pages::count) }),
    open: Some(client::open),
    serve_first: Some(client::serve_first),
    sentence: story::sentence,
    composer: &[client::TAB],
    bulk: &[bulk::PROMISE],
    calls: &[DUE, BROKEN],
    call_url: Some(client::call_url),
    helped: Some(actions::helped),
    helped_undone: Some(actions::helped_undone),
    briefing: Some(client::briefing),
    goes_along: Some(actions::goes_along),
    owner_changed: Some(actions::owner_changed),
    member_left: Some(actions::member_left),
    erased: Some(actions::erased),
    holds: &[goes_along("promises", "client_id")],
    newer: Some(client::newer),
    jobs: jobs::ALL,
    checks: checks::ALL,
    tables: &[exported("promises").with_words(&["words", "act"]), exported("promise_tally")],
    doings: DOINGS,
    styles: include_str!("promises.css"),
    samples: pages::samples,
    ..Feature::BARE
};

/// What one can go and do about promises.
const DOINGS: &[Doing] = &[
    Doing {
        label: "Make a promise",
        words: "new word given",
        icon: Icon::Promise,
        by: DoneBy::Page("/promises/new"),
        role: Role::Member,
        key: Some("P"),
    },
    Doing {
        label: "Promise for",
        words: "make new",
        icon: Icon::Promise,
        by: DoneBy::Client(pages::new_url),
        role: Role::Member,
        key: None,
    },
];
