//! Handoffs: passing a client, or something of theirs, to a colleague. Whoever looks after them asks, with a briefing that Tend writes
//! and they change; the other says yes, or no with a word. Until they say yes it stays where it was, and silence leaves it there.
//!
//! What can be passed and what a briefing says, features register; this one keeps the asking and the answers. Nobody is left alone
//! meanwhile: who was asked is called for an answer on their day, and whoever has it hears how it ended.

pub mod actions;
mod api;
mod bulk;
mod checks;
mod client;
pub mod handoff;
mod jobs;
mod leaving;
pub mod pages;
pub mod settings;
pub mod store;
mod story;
#[cfg(test)]
mod tests;

use tend_core::{
    Feature, Role,
    calls::{Call, CallKind, CareGroup},
    feature::{Doing, DoneBy, SettingsLink},
    merging::goes_along,
    tables::exported,
    time::DAY,
    ui::Icon,
};

pub use handoff::{Handoff, HandoffId, State};

/// The call of a colleague who is asked to take something over.
pub const ASKED: CallKind = CallKind {
    name: "handoffs.asked",
    group: CareGroup::WaitingOnUs,
    overdue_group: None,
    weight: 0.4,
    grace_us: DAY,
    icon: Icon::Handoff,
};

/// The call of whoever asked and got a no, or silence: it stays with them.
pub const BACK: CallKind = CallKind {
    name: "handoffs.back",
    group: CareGroup::WorthAHello,
    overdue_group: None,
    weight: 0.4,
    grace_us: DAY,
    icon: Icon::Handoff,
};

/// Handoffs, as the rest of Tend knows them.
pub const FEATURE: Feature = Feature {
    name: "handoffs",
    pages: pages::routes,
    api: api::routes,
    open: Some(client::open),
    sentence: story::sentence,
    bulk: &[bulk::HAND_OVER],
    calls: &[ASKED, BACK],
    call_url: Some(call_url),
    helped: Some(helped),
    hand_over: Some(pages::new_url),
    changed_hands: Some(actions::changed_hands),
    before_leaving: Some(pages::everything_url),
    owner_changed: Some(actions::owner_changed),
    member_left: Some(actions::member_left),
    holds: &[goes_along("handoffs", "client_id")],
    newer: Some(client::newer),
    jobs: jobs::ALL,
    tables: &[exported("handoffs").with_words(&["about", "briefing", "word"]), exported("handoff_settings")],
    checks: checks::ALL,
    settings: &[SettingsLink {
        label: "Handing over",
        detail: "How long a colleague has for an answer",
        href: pages::SETTINGS,
        icon: Icon::Handoff,
        role: Role::Admin,
    }],
    doings: DOINGS,
    styles: include_str!("handoffs.css"),
    samples: pages::samples,
    ..Feature::BARE
};

/// What one can go and do about handoffs.
const DOINGS: &[Doing] = &[
    Doing {
        label: "Hand over",
        words: "give pass colleague owner handoff",
        icon: Icon::Handoff,
        by: DoneBy::Client(pages::new_client_url),
        role: Role::Member,
        key: None,
    },
    Doing {
        label: "What I am asked to take over",
        words: "handoffs hand over answer waiting",
        icon: Icon::Handoff,
        by: DoneBy::Page(pages::LIST),
        role: Role::Member,
        key: None,
    },
];

/// An answer is given on the handoff's page; what came back is looked at on the client's.
fn call_url(call: &Call) -> String {
    if call.kind == ASKED.name { pages::url(HandoffId(call.subject)) } else { tend_clients::client_url(call.client) }
}

/// A tick is too little for an answer: it goes on calling. What came back was seen with it.
fn helped(tx: &tend_core::Tx, call: &Call) -> tend_core::Result<()> {
    if call.kind == ASKED.name {
        return Ok(());
    }
    tend_core::calls::settle(tx, &call.kind, call.subject).map(drop)
}
