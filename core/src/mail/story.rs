//! How the entries of letters read on a timeline.

use crate::{feature::Sentence, timeline::Entry, ui::Icon};

/// The sentence of one of our entries.
pub fn sentence(entry: &Entry) -> Option<Sentence> {
    let said = |name: &str| entry.body[name].as_str().unwrap_or_default();
    let (who, subject) = (entry.who(), said("subject"));
    let (icon, title, note) = match entry.kind.as_str() {
        "mail.sent" => (Icon::Mail, format!("{who} wrote: {subject}"), entry.text.clone()),
        "mail.refused" => {
            let title = format!("{who} wrote, and it did not arrive: {subject}");
            (Icon::Warn, title, format!("To {}. {}", said("to"), said("answer")))
        }
        _ => return None,
    };
    Some(Sentence { icon, title, quote: None, note: Some(note).filter(|note| !note.is_empty()) })
}
