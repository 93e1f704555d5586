//! How the entries of absences read.

use serde_json::Value;

use crate::{feature::Sentence, timeline::Entry, ui::Icon};

/// Who will be away, and who looks after their clients.
pub(in crate::house) fn sentence(entry: &Entry) -> Option<Sentence> {
    let said = |field: &str| entry.body.get(field).and_then(Value::as_str).unwrap_or_default();
    let (member, deputy, until) = (said("member"), said("deputy"), said("until"));
    let (icon, title) = match entry.kind.as_str() {
        "away.said" => (Icon::Calendar, format!("{member} is away until {until}; {deputy} looks after their clients")),
        "away.changed" => {
            (Icon::Calendar, format!("{member} is now away until {until}; {deputy} looks after their clients"))
        }
        "away.ended" => (Icon::Check, format!("{member} is back")),
        "away.called_off" => (Icon::Undo, format!("{member} stays after all")),
        _ => return None,
    };
    Some(Sentence { icon, title, quote: None, note: Some(entry.text.clone()).filter(|text| !text.is_empty()) })
}
