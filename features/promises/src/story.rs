//! How the entries of promises read on a timeline.

use tend_core::{
    feature::Sentence,
    time::{DAY, HOUR},
    timeline::Entry,
    ui::Icon,
};

use crate::moment::how_long;

/// Who did what about which promise; nothing for an entry of a kind that is not ours.
pub fn sentence(entry: &Entry) -> Option<Sentence> {
    let who = if entry.by_name.is_empty() { "We" } else { entry.by_name.as_str() };
    let said = |field: &str| entry.body.get(field).and_then(|value| value.as_str()).unwrap_or_default();
    let (promise, due) = (said("promise"), said("due"));
    let text = (!entry.text.is_empty()).then(|| entry.text.clone());
    let plain = |title: String, note: Option<String>| Sentence { icon: Icon::Promise, title, quote: None, note };
    Some(match entry.kind.as_str() {
        "promises.made" if entry.body.get("taken_back_at").is_some() => {
            plain(format!("{who} promised, and took it back: {promise}"), None)
        }
        "promises.taken_back" => plain(format!("{who} took back a promise just made: {promise}"), None),
        "promises.made" => {
            let to = said("colleague");
            let whom = if to.is_empty() { String::new() } else { format!(" {to}") };
            plain(format!("{who} promised{whom}: {promise}"), Some(format!("By {due}")))
        }
        "promises.kept" => plain(format!("{who} kept a promise: {promise}"), Some(in_time(entry))),
        "promises.open_again" => plain(format!("{who} opened a promise again: {promise}"), Some(format!("By {due}"))),
        "promises.broken" if entry.by.is_none() => {
            plain(format!("A promise was not kept: {promise}"), Some(format!("It was due {due}")))
        }
        "promises.broken" => plain(format!("{who} said we cannot keep a promise: {promise}"), text),
        "promises.released" => {
            Sentence { icon: Icon::Promise, title: format!("They released us from a promise: {promise}"), quote: text, note: None }
        }
        "promises.moved" => {
            let told = text.map_or_else(String::new, |text| format!(" {text}"));
            plain(format!("{who} moved a promise to {due}: {promise}"), Some(format!("They know.{told}")))
        }
        "promises.made_good" => plain(format!("{who} made good a broken promise: {promise}"), text),
        "promises.given" => plain(format!("{who} gave a promise to {}: {promise}", entry.text), None),
        _ => return None,
    })
}

/// “On time”, or how late.
fn in_time(entry: &Entry) -> String {
    match entry.body.get("late_us").and_then(serde_json::Value::as_i64) {
        None => "On time".into(),
        Some(us) if us < HOUR => "A little late".into(),
        Some(us) if (DAY..2 * DAY).contains(&us) => "A day late".into(),
        Some(us) => {
            let long = how_long(us);
            format!("{}{} late", long[..1].to_uppercase(), &long[1..])
        }
    }
}
