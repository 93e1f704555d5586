//! How our entries read on a timeline.

use serde_json::Value;
use tend_core::{feature::Sentence, timeline::Entry, ui::Icon};

use crate::{
    actions::{is_corrected, is_taken_back},
    moment::MomentKind,
};

/// The sentence of one of our entries.
pub fn sentence(entry: &Entry) -> Option<Sentence> {
    let who = entry.who();
    let (icon, title, note) = match entry.kind.as_str() {
        "clients.note" | "clients.call" | "clients.visit" | "clients.offer" => return Some(moment(entry, who)),
        "clients.went_on" => {
            (Icon::Order, format!("{who} offered all the same. {}", said(entry, "waiting")), entry.text.clone())
        }
        "clients.hello" => (Icon::Praise, format!("{who} said hello"), String::new()),
        "clients.created" => created(entry, who),
        "clients.changed" => (Icon::Note, format!("{who} changed the {}", entry.text), changes(entry)),
        "clients.given" => (Icon::Handoff, given(entry, who), String::new()),
        "clients.merged" => (Icon::Clients, format!("{who} made them one with {}", entry.text), said(entry, "note")),
        "clients.parted" => (Icon::Undo, format!("{who} took them and {} apart", entry.text), String::new()),
        "clients.archived" => (Icon::Quiet, format!("{who} laid them aside"), String::new()),
        "clients.restored" => (Icon::Undo, format!("{who} took them up again"), String::new()),
        "clients.tagged" => (Icon::Pin, format!("{who} tagged them “{}”", entry.text), String::new()),
        "clients.untagged" => (Icon::Pin, format!("{who} took off the tag “{}”", entry.text), String::new()),
        "clients.affiliated" => {
            (Icon::Person, format!("{who} noted that they belong to {}", entry.text), said(entry, "title"))
        }
        "clients.affiliation_ended" => {
            (Icon::Person, format!("{who} noted that they left {}", entry.text), said(entry, "until"))
        }
        "clients.consent" => (Icon::Mail, format!("{who} noted what we may use {} for", entry.text), changes(entry)),
        "clients.point_added" => (Icon::Mail, format!("{who} added {}", entry.text), String::new()),
        "clients.point_changed" => (Icon::Mail, format!("{who} changed how to reach them"), changes(entry)),
        "clients.point_removed" => (Icon::Mail, format!("{who} took {} away", entry.text), String::new()),
        "clients.date_added" => (Icon::Cake, format!("{who} added a day: {}", entry.text), changes(entry)),
        "clients.date_changed" => (Icon::Cake, format!("{who} changed a day: {}", entry.text), changes(entry)),
        "clients.date_removed" => (Icon::Cake, format!("{who} took a day away: {}", entry.text), changes(entry)),
        _ => return None,
    };
    Some(Sentence { icon, title, quote: None, note: (!note.is_empty()).then_some(note) })
}

fn moment(entry: &Entry, who: &str) -> Sentence {
    let kind = MomentKind::ALL.iter().copied().find(|kind| kind.entry() == entry.kind).unwrap_or(MomentKind::Note);
    if is_taken_back(entry) {
        let what = kind.label().to_lowercase();
        return Sentence { icon: Icon::Undo, title: format!("{who} took a {what} back"), quote: None, note: None };
    }
    let (icon, title) = match kind {
        MomentKind::Note => (Icon::Note, format!("{who} noted")),
        MomentKind::Call => (Icon::Phone, format!("{who} spoke with them")),
        MomentKind::Visit => (Icon::Visit, format!("{who} met them")),
        MomentKind::Offer => (Icon::Order, format!("{who} made an offer")),
    };
    let title = if is_corrected(entry) { format!("{title}, corrected") } else { title };
    Sentence { icon, title, quote: None, note: (!entry.text.is_empty()).then(|| entry.text.clone()) }
}

fn created(entry: &Entry, who: &str) -> (Icon, String, String) {
    if entry.text.is_empty() {
        (Icon::Plus, format!("{who} wrote them into the book"), String::new())
    } else {
        (Icon::Upload, format!("{who} brought them in"), entry.text.clone())
    }
}

fn given(entry: &Entry, who: &str) -> String {
    let change = &entry.body["changes"][0];
    let name = |key: &str| {
        change[key].as_str().and_then(|name| name.split_whitespace().next()).unwrap_or("somebody").to_owned()
    };
    format!("{who} gave them from {} to {}", name("before"), name("after"))
}

/// “Every 3 weeks → Every 2 weeks”, one line for each thing.
fn changes(entry: &Entry) -> String {
    let Some(changes) = entry.body["changes"].as_array() else {
        return String::new();
    };
    let text = |change: &Value, key: &str| match change[key].as_str() {
        Some(text) if !text.is_empty() => text.to_owned(),
        _ => "nothing".to_owned(),
    };
    let several = changes.len() > 1 || entry.kind == "clients.consent";
    let line = |change: &Value| {
        let what = if several { format!("{}: ", text(change, "what")) } else { String::new() };
        let source = change["source"]
            .as_str()
            .filter(|source| !source.is_empty())
            .map(|source| format!(" ({source})"))
            .unwrap_or_default();
        match (text(change, "before").as_str(), text(change, "after").as_str()) {
            ("nothing", after) => format!("{what}{after}{source}"),
            (before, after) => format!("{what}{before} → {after}{source}"),
        }
    };
    changes.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn said(entry: &Entry, key: &str) -> String {
    entry.body[key].as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tend_core::{Timestamp, id::EntryId, timeline::Strand};

    use super::*;

    fn entry(kind: &str, text: &str, body: Value) -> Entry {
        Entry {
            id: EntryId(Default::default()),
            number: 1,
            client: None,
            kind: kind.into(),
            strand: Strand::Words,
            happened_at: Timestamp(0),
            written_at: Timestamp(0),
            by: None,
            by_name: "Noor Haddad".into(),
            subject: None,
            text: text.into(),
            body,
        }
    }

    #[test]
    fn entries_read_as_one_says_them() {
        let changed = json!({ "changes": [{ "field": "rhythm", "what": "rhythm", "before": "Every 3 weeks", "after": "Every 2 weeks" }] });
        let read = sentence(&entry("clients.changed", "rhythm", changed)).expect("ours");
        assert_eq!(
            (read.title.as_str(), read.note.as_deref()),
            ("Noor changed the rhythm", Some("Every 3 weeks → Every 2 weeks"))
        );
        let given = json!({ "changes": [{ "before": "Noor Haddad", "after": "Tomás Ribeiro" }] });
        assert_eq!(
            sentence(&entry("clients.given", "owner", given)).expect("ours").title,
            "Noor gave them from Noor to Tomás"
        );
        let read = sentence(&entry("clients.note", "The wheel is true.", json!({}))).expect("ours");
        assert_eq!((read.title.as_str(), read.note.as_deref()), ("Noor noted", Some("The wheel is true.")));
        let gone = sentence(&entry("clients.call", "", json!({ "taken_back_at": 5 }))).expect("ours");
        assert_eq!((gone.title.as_str(), gone.note), ("Noor took a call back", None));
        assert!(sentence(&entry("clients.something_new", "", json!({}))).is_none());
    }
}
