//! How the entries of promises read: on a timeline, where each names its promise, and on the promise's own page.

use serde_json::Value;
use tend_core::{
    feature::Sentence,
    time::{DAY, HOUR},
    timeline::Entry,
    ui::Icon,
};

use crate::moment::{given_name, how_long};

/// Who did what about which promise; nothing for an entry of a kind that is not ours.
pub fn sentence(entry: &Entry) -> Option<Sentence> {
    let (who, due, text) = (entry.who(), said(entry, "due"), entry.text.as_str());
    let what = match kind(entry)? {
        "made" => format!("{who} promised{}", whom(entry)),
        "unsaid" => format!("{who} promised, and took it back"),
        "taken_back" => format!("{who} took back a promise just made"),
        "kept" => format!("{who} kept a promise"),
        "open_again" => format!("{who} opened a promise again"),
        "broken" if entry.by.is_none() => "A promise was not kept".into(),
        "broken" => format!("{who} said we cannot keep a promise"),
        "released" => "They released us from a promise".into(),
        "moved" => format!("{who} moved a promise to {due}"),
        "made_good" => format!("{who} made good a broken promise"),
        "given" => format!("{who} gave a promise to {}", given_name(text)),
        _ => return None,
    };
    Some(with_words(entry, format!("{what}: {}", said(entry, "promise"))))
}

/// The same on the promise's own page, which has said already which promise it is.
pub fn on_its_page(entry: &Entry) -> Option<Sentence> {
    let (who, due, text) = (entry.who(), said(entry, "due"), entry.text.as_str());
    let what = match kind(entry)? {
        "made" | "unsaid" => format!("{who} promised it"),
        "kept" => format!("{who} kept it"),
        "open_again" => format!("{who} opened it again"),
        "broken" if entry.by.is_none() => "It was not kept".into(),
        "broken" => format!("{who} said we cannot keep it"),
        "released" => "They released us from it".into(),
        "moved" => format!("{who} moved it to {due}"),
        "made_good" => format!("{who} made it good"),
        "given" => format!("{who} gave it to {}", given_name(text)),
        _ => return None,
    };
    Some(with_words(entry, what))
}

/// The word after the dot; a promise that was taken back reads as such from its first moment on.
fn kind(entry: &Entry) -> Option<&str> {
    let kind = entry.kind.strip_prefix("promises.")?;
    let is_unsaid = kind == "made" && entry.body.get("taken_back_at").is_some();
    Some(if is_unsaid { "unsaid" } else { kind })
}

/// Adds what was said or noted, below the title.
fn with_words(entry: &Entry, title: String) -> Sentence {
    let (text, due) = (entry.text.as_str(), said(entry, "due"));
    let noted = |words: String| Some(words).filter(|words| !words.is_empty());
    let (quote, note) = match entry.kind.as_str() {
        "promises.released" => (noted(text.to_owned()), None),
        "promises.made" if kind(entry) == Some("made") => (None, Some(format!("By {due}"))),
        "promises.open_again" => (None, Some(format!("By {due}"))),
        "promises.kept" => (None, Some(in_time(entry))),
        "promises.broken" if entry.by.is_none() => (None, Some(format!("It was due {due}"))),
        "promises.broken" | "promises.made_good" => (None, noted(text.to_owned())),
        "promises.moved" => (None, Some(format!("They know. {text}").trim_end().to_owned())),
        _ => (None, None),
    };
    Sentence { icon: Icon::Promise, title, quote, note }
}

/// “ Tomás”, where it was promised within the house.
fn whom(entry: &Entry) -> String {
    match given_name(said(entry, "colleague")) {
        "" => String::new(),
        name => format!(" {name}"),
    }
}

fn said<'a>(entry: &'a Entry, field: &str) -> &'a str {
    entry.body.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// “On time”, or how late.
fn in_time(entry: &Entry) -> String {
    match entry.body.get("late_us").and_then(Value::as_i64) {
        None => "On time".into(),
        Some(us) if us < HOUR => "A little late".into(),
        Some(us) if (DAY..2 * DAY).contains(&us) => "A day late".into(),
        Some(us) => format!("{} late", how_long(us)),
    }
}
