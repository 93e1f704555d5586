//! How the entries of files read on a timeline.

use tend_core::{feature::Sentence, timeline::Entry, ui::Icon};

/// The sentence of one of our entries.
pub fn sentence(entry: &Entry) -> Option<Sentence> {
    let (who, name) = (entry.who(), &entry.text);
    let (icon, title) = match entry.kind.as_str() {
        "files.added" => (Icon::Clip, format!("{who} brought {name}")),
        "files.removed" => (Icon::Close, format!("{who} took away {name}")),
        "files.returned" => (Icon::Undo, format!("{who} brought back {name}")),
        _ => return None,
    };
    Some(Sentence { icon, title, quote: None, note: None })
}
