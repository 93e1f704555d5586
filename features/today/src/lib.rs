//! Today: *Who will I help today?* The clients who need a member now, each with why, in the order in which to help them.
//!
//! Features raise calls to care; Today asks nobody, it reads them. A client stands in the foremost group among their calls, within it
//! by need. *Helped* settles the calls through the features that raised them and can be taken back; *not now* puts somebody off
//! with a reason until a time or until something new calls; the log takes one line of plain English and writes down what it says.

pub mod apart;
mod api;
mod dated;
pub mod help;
pub mod list;
pub mod log;
mod pages;

pub mod report;
pub mod snooze;
pub mod store;
#[cfg(test)]
mod tests;
pub mod today;
pub mod when;
pub mod written;

use tend_core::{
    Feature, Role,
    feature::{Doing, DoneBy, Nav, Sentence},
    merging::{goes_along, unless_there},
    tables::{exported, sealed},
    timeline::Entry,
    ui::Icon,
};

pub use list::{count, list};
pub use report::report;
pub use today::{Kinds, Named, Place, Standing, Today};

/// Today, as the rest of Tend knows it.
pub const FEATURE: Feature = Feature {
    name: "today",
    pages: pages::routes,
    api: api::routes,
    nav: Some(Nav { label: "Today", href: "/", icon: Icon::Today, key: 't', count: Some(list::count) }),
    sentence,
    tables: &[
        sealed("helps", &["own_calls"], "Calls that their member alone sees tell nobody else whom they are about")
            .with_words(&["calls"]),
        exported("snoozes").with_words(&["reason", "calls"]),
        exported("log_lines").with_words(&["wrote"]),
    ],
    styles: include_str!("today.css"),
    samples: pages::samples,
    holds: &[
        unless_there("helps", "client_id", &["member_id", "once_key"]).mentioning(&["calls", "own_calls"]),
        unless_there("snoozes", "client_id", &["member_id"]),
        goes_along("log_lines", "client_id"),
    ],
    doings: &[Doing {
        label: "Write something down",
        words: "log note call visit capture",
        icon: Icon::Note,
        by: DoneBy::Page("/capture"),
        role: Role::Member,
        key: None,
    }],
    ..Feature::BARE
};

/// How its entries read on a timeline. What was settled by a help is told by the entries of the features that settled it.
fn sentence(entry: &Entry) -> Option<Sentence> {
    let who = entry.who();
    let until = entry.body["until_words"].as_str().unwrap_or("later");
    let why = Some(entry.text.clone()).filter(|text| !text.is_empty());
    let (icon, title, note) = match entry.kind.as_str() {
        "today.helped" => (Icon::Check, format!("{who} helped"), None),
        "today.not_helped" => (Icon::Undo, format!("{who} took back that they had helped"), None),
        "today.snoozed" => (Icon::Clock, format!("{who} put this off until {until}"), why),
        "today.brought_back" => (Icon::Undo, format!("{who} brought them back to today"), None),
        _ => return None,
    };
    Some(Sentence { icon, title, quote: None, note })
}
