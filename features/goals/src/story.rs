//! How the entries of goals read: on a timeline, where each names its goal, and on the goal's own page.

use serde_json::Value;
use tend_core::{feature::Sentence, timeline::Entry, ui::Icon};

use crate::goal::{Help, shortened};

/// So much of a goal's words stands in a title, in characters.
const IN_A_TITLE: usize = 70;

/// Who did what about which goal; nothing for an entry of a kind that is not ours.
pub fn sentence(entry: &Entry) -> Option<Sentence> {
    let kind = kind(entry)?;
    let title = title(entry, kind)?;
    let title = match kind {
        "named" | "unsaid" | "taken_back" | "reworded" => title,
        _ => format!("{title}: {}", shortened(said(entry, "goal"), IN_A_TITLE)),
    };
    Some(with_words(entry, kind, title))
}

/// The same on the goal's own page, which has said already which goal it is.
pub fn on_its_page(entry: &Entry) -> Option<Sentence> {
    let kind = kind(entry)?;
    Some(with_words(entry, kind, title(entry, kind)?))
}

/// The word after the dot; one that was taken back reads as such from its first moment on.
fn kind(entry: &Entry) -> Option<&str> {
    let kind = entry.kind.strip_prefix("goals.")?;
    let is_unsaid = kind == "named" && entry.body.get("taken_back_at").is_some();
    Some(if is_unsaid { "unsaid" } else { kind })
}

fn title(entry: &Entry, kind: &str) -> Option<String> {
    let (who, by) = (entry.who(), said(entry, "said_by"));
    Some(match kind {
        "named" if by.is_empty() => format!("{who} wrote down what they want to do"),
        "named" => format!("{by} said what they want to do. {who} wrote it down"),
        "unsaid" => format!("{who} wrote down a goal, and took it back"),
        "taken_back" => format!("{who} took back a goal just named"),
        "reworded" => format!("{who} wrote a goal anew"),
        "underway" => "It has begun".into(),
        "word" if by.is_empty() => "How it goes, in their words".into(),
        "word" => format!("How it goes, in {} words", of(by)),
        "attained" => "They are there".into(),
        "let_go" => "They let it go".into(),
        "again" => format!("{who} took it up again"),
        "help" => match said(entry, "help").parse::<Help>() {
            Ok(Help::Nothing) => "They get there with nothing bought".into(),
            Ok(help) => format!("{} helps", help.label()),
            Err(_) => "What helps".into(),
        },
        "serves" if said(entry, "above").is_empty() => "It serves no other goal any more".into(),
        "serves" => format!("It serves “{}”", shortened(said(entry, "above"), IN_A_TITLE)),
        "ranked" => match entry.body["place"].as_i64() {
            Some(1) => format!("{who} put it first"),
            Some(place) => format!("{who} put it in place {place}"),
            None => format!("{who} changed its place"),
        },
        _ => return None,
    })
}

fn with_words(entry: &Entry, kind: &str, title: String) -> Sentence {
    let noted = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
    let (quote, note) = match kind {
        "named" => (noted(&entry.text), noted(said(entry, "why"))),
        "reworded" => (noted(&entry.text), noted(said(entry, "before")).map(|words| format!("Before: “{words}”"))),
        "underway" | "word" | "attained" | "let_go" => (noted(&entry.text), None),
        "help" => (None, noted(&entry.text)),
        _ => (None, None),
    };
    Sentence { icon: Icon::Goal, title, quote, note }
}

/// “Amara’s”, “Jonas’”.
fn of(name: &str) -> String {
    if name.ends_with(['s', 'x', 'z']) { format!("{name}’") } else { format!("{name}’s") }
}

fn said<'a>(entry: &'a Entry, field: &str) -> &'a str {
    entry.body.get(field).and_then(Value::as_str).unwrap_or_default()
}
