//! The evening: *Whom will I help tomorrow? In what ways? How will they feel? How will I feel?*
//!
//! A reflection is one member's answers to these four questions for one day. It is theirs alone: no verb of another, no page, search,
//! stream, export, deputy, admin or program gives it away, and neither does the call it raises. So its verbs write no entry, it has
//! no part of the JSON door, and its tables stay here when a workspace goes out. Its author can share one and take it back, take all along,
//! and erase them with a press.
//!
//! Skipping costs nothing: nobody counts who wrote.

pub mod actions;
mod checks;
mod jobs;
pub mod pages;
pub mod reflection;
mod store;
#[cfg(test)]
mod tests;

use tend_core::{
    Feature, Role,
    calls::{CallKind, CareGroup},
    feature::{Doing, DoneBy, Nav, Sentence, SettingsLink},
    merging::goes_along,
    tables::{exported, left_out},
    time::DAY,
    timeline::Entry,
    ui::{Icon, labels},
};

pub use reflection::{Answers, Reflection, ReflectionId};

/// The call of somebody whom a member named last evening: on that day, and for that member's eyes alone.
pub const TOMORROW: CallKind = CallKind {
    name: "reflection.tomorrow",
    group: CareGroup::WorthAHello,
    overdue_group: None,
    weight: 0.5,
    grace_us: DAY,
    icon: Icon::Evening,
};

const WHY: &str = "An evening is its author’s alone: they take theirs along themselves";

/// Evenings, as the rest of Tend knows them.
pub const FEATURE: Feature = Feature {
    name: "reflection",
    pages: pages::routes,
    nav: Some(Nav { label: labels::EVENING, href: pages::url::EVENING, icon: Icon::Evening, key: 'e', count: None }),
    greets: Some(pages::greeting),
    sentence,
    calls: &[TOMORROW],
    member_left: Some(actions::member_left),
    holds: &[goes_along("reflection_people", "client_id")],
    jobs: jobs::ALL,
    checks: checks::ALL,
    tables: &[
        left_out("reflections", WHY).with_words(&["help", "ways", "they_feel", "i_feel", "came_of_it"]),
        left_out("reflection_people", WHY),
        left_out("reflection_asides", WHY).with_words(&["help", "ways", "they_feel", "i_feel"]),
        left_out("reflection_promises", WHY),
        left_out("reflection_choices", WHY).with_words(&["purpose"]),
        exported("house_purposes").with_words(&["purpose"]),
    ],
    settings: &[SettingsLink {
        label: "Purpose",
        detail: "Why the house does its work, in one sentence. It stands on everybody’s evening page.",
        href: pages::url::PURPOSE,
        icon: Icon::Evening,
        role: Role::Admin,
    }],
    doings: &[Doing {
        label: "Write the evening page",
        words: "reflection diary tomorrow evening day close",
        icon: Icon::Evening,
        by: DoneBy::Page(pages::url::EVENING),
        role: Role::Member,
        key: None,
    }],
    styles: include_str!("reflection.css"),
    samples: pages::samples,
    ..Feature::BARE
};

/// How its one kind of entry reads: why the house does its work.
fn sentence(entry: &Entry) -> Option<Sentence> {
    let quote = Some(entry.text.clone()).filter(|text| !text.is_empty());
    let title = format!("{} wrote why the house does its work", entry.who());
    (entry.kind == "reflection.purpose").then_some(Sentence { icon: Icon::Evening, title, quote, note: None })
}
