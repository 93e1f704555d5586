//! Problems: what went wrong for a client. It is always somebody's job: whoever hears of it looks after it from that second, or
//! the client's owner does, until the client says it is settled.
//!
//! A problem is open until the client is safe, then until its cause is gone, then until what they lost is made good; it can go back
//! at any time. Only the client's word settles it, and they can open it again. Each step says who, when and what was done. The
//! client hears from us soon, and again and again: by when is set for each severity, counted while the place is open, and calls
//! its owner. Colleagues help beside the owner; the client can see who looks after it.

pub mod actions;
mod api;
pub mod asking;
mod briefing;
pub mod calls;
mod checks;
mod client;
pub mod desk;
pub mod gesture;
pub mod help;
mod jobs;
pub mod letters;
pub mod line;
pub mod pages;
pub mod problem;
mod samples;
pub mod store;
pub mod story;
pub mod targets;
#[cfg(test)]
mod tests;

use tend_core::{
    Feature, Role,
    feature::{Doing, DoneBy, Nav, SettingsLink},
    merging::goes_along,
    tables::{exported, left_out},
    ui::Icon,
};

pub use actions::NewProblem;
pub use pages::{new_url, url};
pub use problem::{Problem, ProblemId, Severity, State};
pub use store::Whose;

/// Problems, as the rest of Tend knows them.
pub const FEATURE: Feature = Feature {
    name: "problems",
    pages: pages::routes,
    api: api::routes,
    nav: Some(Nav { label: "Problems", href: pages::BOARD, icon: Icon::Problem, key: 'b', count: Some(pages::count) }),
    open: Some(client::open),
    serve_first: Some(client::serve_first),
    sentence: story::sentence,
    composer: &[client::TAB],
    log_line: Some(actions::LOG_LINE),
    calls: calls::KINDS,
    // A tick does not say what was done for the client, so a problem goes on calling.
    helped: Some(|_, _| Ok(())),
    helped_undone: Some(|_, _| Ok(())),
    call_url: Some(client::call_url),
    briefing: Some(briefing::of_client),
    handed: Some(briefing::HANDED),
    goes_along: Some(actions::goes_along),
    owner_changed: Some(actions::owner_changed),
    member_left: Some(actions::member_left),
    went: Some(actions::went),
    in_hand: Some(store::in_hand),
    holds: &[goes_along("problems", "client_id")],
    newer: Some(client::newer),
    jobs: jobs::ALL,
    checks: checks::ALL,
    of_place: &[pages::FOR_GUESTS],
    tables: &[
        exported("problems").with_words(&["title", "words", "told_by", "place"]),
        exported("problem_causes").with_words(&["name"]),
        exported("problem_helpers").with_words(&["what"]),
        exported("problem_touches").with_words(&["words", "note"]),
        exported("problem_targets"),
        exported("problem_gestures").with_words(&["words", "why", "answer"]),
        exported("problem_allowances"),
        exported("problem_rules"),
        exported("problem_todos").with_words(&["words", "note"]),
        left_out("problem_links", "A link is a secret, and of this address"),
    ],
    settings: &[SettingsLink {
        label: "Problems",
        detail: "By when a client hears from us, and by when it is made right",
        href: pages::SETTINGS,
        icon: Icon::Problem,
        role: Role::Admin,
    }],
    doings: DOINGS,
    styles: include_str!("problems.css"),
    samples: samples::all,
    ..Feature::BARE
};

/// What one can go and do about problems.
const DOINGS: &[Doing] = &[
    Doing {
        label: "Report a problem",
        words: "take in complaint broken wrong",
        icon: Icon::Problem,
        by: DoneBy::Typed(pages::typed_url),
        role: Role::Member,
        key: Some("B"),
    },
    Doing {
        label: "Take in a problem of",
        words: "report complaint broken wrong new",
        icon: Icon::Problem,
        by: DoneBy::Client(pages::new_url),
        role: Role::Member,
        key: None,
    },
];
