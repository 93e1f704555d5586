//! How the entries of handoffs read.

use serde_json::Value;
use tend_core::{feature::Sentence, timeline::Entry, ui::Icon};

use crate::handoff::given;

/// Who asked whom, and what came of it; nothing for an entry that is not ours.
pub fn sentence(entry: &Entry) -> Option<Sentence> {
    let said = |field: &str| entry.body.get(field).and_then(Value::as_str).unwrap_or_default();
    let (who, from, to, about) = (entry.who(), given(said("from")), given(said("to")), said("about"));
    let thing = if about.is_empty() { "them".to_owned() } else { format!("“{about}”") };
    let kept = if about.is_empty() { "They stay" } else { "It stays" };
    let (icon, title) = match entry.kind.strip_prefix("handoffs.")? {
        "asked" if who == from => (Icon::Handoff, format!("{who} asked {to} to take {thing} over")),
        "asked" => (Icon::Handoff, format!("{who} asked {to} to take {thing} over from {from}")),
        "accepted" if who != to => (Icon::Check, format!("{who} said yes for {to}, who takes {thing} over")),
        "accepted" => (Icon::Check, format!("{to} said yes and takes {thing} over")),
        "declined" if who != to => (Icon::Handoff, format!("{who} said no for {to}. {kept} with {from}")),
        "declined" => (Icon::Handoff, format!("{to} said no. {kept} with {from}")),
        "withdrawn" => (Icon::Undo, format!("{who} took back to hand {thing} over to {to}. {kept} with {from}")),
        "unanswered" => (Icon::Clock, format!("{to} did not answer in time. {kept} with {from}")),
        "overtaken" => (Icon::Handoff, format!("{to} need not answer any more")),
        "set" => (Icon::Clock, format!("{who} set how long one has for an answer")),
        _ => return None,
    };
    let until = said("until");
    let note = match entry.kind.as_str() {
        "handoffs.asked" if !until.is_empty() => Some(format!("An answer by {until}")),
        "handoffs.set" => Some(format!("{} opening days", entry.text)),
        _ => Some(entry.text.clone()).filter(|text| !text.is_empty()),
    };
    Some(Sentence { icon, title, quote: None, note })
}
