//! Today: *Who will I help today?* The clients who need a member now, each with why, in the order in which to help them.
//!
//! Features raise calls to care; Today asks nobody, it reads them. A client stands in the foremost group among their calls, within it
//! by need. *Helped* settles the calls through the features that raised them and can be taken back; *not now* puts somebody off
//! with a reason until a time or until something new calls; the log takes one line of plain English and writes down what it says.

pub mod help;
pub mod list;
pub mod log;
mod pages;

pub mod report;
pub mod snooze;
pub mod store;
pub mod today;
#[cfg(test)]
mod tests;
mod when;
pub mod written;

use tend_core::{
    Feature,
    feature::{Nav, Sentence},
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
    nav: Some(Nav { label: "Today", href: "/", icon: Icon::Today, key: 't', count: Some(list::count) }),
    sentence,
    styles: include_str!("today.css"),
    samples: pages::samples,
    ..Feature::BARE
};

/// How its entries read on a timeline.
fn sentence(entry: &Entry) -> Option<Sentence> {
    let who = if entry.by_name.is_empty() { "Tend" } else { entry.by_name.as_str() };
    let until = entry.body["until_words"].as_str().unwrap_or("later");
    let (icon, title) = match entry.kind.as_str() {
        "today.helped" => (Icon::Check, format!("{who} helped")),
        "today.not_helped" => (Icon::Undo, format!("{who} took back that they had helped")),
        "today.snoozed" => (Icon::Clock, format!("{who} put this off until {until}")),
        "today.brought_back" => (Icon::Undo, format!("{who} brought them back to today")),
        _ => return None,
    };
    let note = Some(entry.text.clone()).filter(|text| !text.is_empty());
    Some(Sentence { icon, title, quote: None, note })
}
