//! How what happened in another program reads on a client's page.

use tend_clients::store as clients;
use tend_core::{
    Actor, Result,
    db::Conn,
    feature::Sentence,
    id::EntryId,
    timeline::{Entry, Strand},
    ui::Icon,
};

use crate::{
    actions::{Telling, looks_like_a_number},
    reading::happening::Happens,
};

/// The kind of the entry of a happening.
pub(crate) const fn entry_kind(kind: Happens) -> &'static str {
    match kind {
        Happens::Note => "transfer.note",
        Happens::Call => "transfer.call",
        Happens::Visit => "transfer.visit",
        Happens::Mail => "transfer.mail",
        Happens::Task => "transfer.to_do",
    }
}

/// The sentence of one of our entries about clients; what concerns the house is told on the page of its import.
pub(crate) fn sentence(entry: &Entry) -> Option<Sentence> {
    let kind = Happens::ALL.iter().copied().find(|kind| entry_kind(*kind) == entry.kind)?;
    let who = who(entry);
    let is = |what: &str| entry.body[what].as_bool() == Some(true);
    let is_planned = is("planned");
    let (icon, title) = match (kind, is_planned) {
        (Happens::Note, _) => (Icon::Note, format!("{who} noted")),
        (Happens::Call, false) if is("missed") => (Icon::Phone, format!("{who} tried to call them")),
        (Happens::Visit, false) if is("missed") => (Icon::Visit, format!("{who} was to meet them")),
        (Happens::Call, false) => (Icon::Phone, format!("{who} spoke with them")),
        (Happens::Call, true) => (Icon::Phone, format!("{who} planned a call")),
        (Happens::Visit, false) => (Icon::Visit, format!("{who} met them")),
        (Happens::Visit, true) => (Icon::Visit, format!("{who} planned a visit")),
        (Happens::Mail, true) => (Icon::Mail, format!("{who} planned a mail")),
        (Happens::Mail, false) => match entry.body["came_in"].as_bool() {
            Some(true) => (Icon::Mail, format!("They wrote to {who}")),
            Some(false) => (Icon::Mail, format!("{who} wrote to them")),
            None => (Icon::Mail, format!("{who} and they wrote")),
        },
        (Happens::Task, true) => (Icon::Check, format!("{who} had this to do")),
        (Happens::Task, false) => (Icon::Check, format!("{who} did this")),
    };
    let title = match entry.body["program"].as_str() {
        Some(program) => format!("{title}, from {program}"),
        None => title,
    };
    Some(Sentence { icon, title, quote: None, note: (!entry.text.is_empty()).then(|| entry.text.clone()) })
}

/// How something that is not in the book yet would read: its sentence and its words.
pub(crate) fn would_read(db: &Conn, actor: &Actor, told: &Telling) -> Result<(String, String)> {
    let members = if told.by.is_some() { clients::members(db, actor)? } else { Vec::new() };
    let by_name = members.into_iter().find(|(id, _)| Some(*id) == told.by).map(|(_, name)| name).unwrap_or_default();
    let entry = Entry {
        id: EntryId(uuid::Uuid::nil()),
        number: 0,
        client: None,
        kind: told.kind.to_owned(),
        strand: Strand::Words,
        happened_at: told.happened_at,
        written_at: told.happened_at,
        by: told.by,
        by_name,
        subject: None,
        text: told.text.clone(),
        body: told.body.clone(),
    };
    Ok((sentence(&entry).map(|sentence| sentence.title).unwrap_or_default(), told.text.clone()))
}

/// Whose it was: a colleague by the given name, else whom the program named, else somebody.
fn who(entry: &Entry) -> String {
    if entry.by.is_some() {
        return entry.who().to_owned();
    }
    let called = entry.body["by"].as_str().filter(|called| !looks_like_a_number(called));
    called.map_or_else(|| "Somebody".to_owned(), |called| called.chars().take(60).collect())
}
