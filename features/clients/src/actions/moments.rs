//! Moments with a client: written down, put right, taken back. The book keeps what stood there before.

use serde_json::{Value, json};
use tend_core::{
    Error, Result, Role, Timestamp, Tx,
    id::{ClientId, EntryId},
    time::DAY,
    timeline::{self, Entry, NewEntry, Strand},
};

use super::{cadence, to_write};
use crate::{
    client::Client,
    moment::{MomentKind, NewMoment},
    serve_first::{self, Cleared},
    store, text,
};

/// Writes a note, a call, a visit or an offer. All of them, but notes only of words between us, move the rhythm.
pub fn note(tx: &Tx, client: ClientId, moment: &NewMoment) -> Result<EntryId> {
    if moment.kind == MomentKind::Offer {
        return offer(tx, &serve_first::ask(tx, client, moment.going_on.as_deref())?, moment);
    }
    write(tx, &to_write(tx, client)?, moment)
}

/// An offer: whoever waits on us was helped first, or somebody said why not.
fn offer(tx: &Tx, cleared: &Cleared, moment: &NewMoment) -> Result<EntryId> {
    write(tx, cleared.client(), moment)
}

fn write(tx: &Tx, client: &Client, moment: &NewMoment) -> Result<EntryId> {
    let text = moment.words().map_err(|message| Error::invalid("text", message))?;
    let happened_at = moment.happened_at.unwrap_or(tx.now);
    if happened_at > tx.now.plus(DAY) {
        return Err(Error::invalid(
            "happened_at",
            "That is still to come. Write it down when it has happened, or make it a promise.",
        ));
    }
    if moment.is_contact() {
        spoke(tx, client, happened_at)?;
    }
    let (id, is_told) = (tx.new_id(), moment.contact && moment.kind == MomentKind::Note);
    tx.entry_as(
        id,
        NewEntry {
            client: Some(client.id),
            kind: moment.kind.entry(),
            strand: Strand::Words,
            happened_at,
            subject: None,
            text,
            body: if is_told { json!({ "contact": true }) } else { json!({}) },
        },
    );
    Ok(id)
}

/// We heard from each other at that time: the last contact and the call of the rhythm move. For verbs that write their own entry.
pub fn touched(tx: &Tx, client: ClientId, at: Timestamp) -> Result<()> {
    spoke(tx, &to_write(tx, client)?, at)
}

/// We did not hear from each other at that time after all: the last contact is what it was before, unless we spoke since.
pub fn not_touched(tx: &Tx, client: ClientId, at: Timestamp, before: Option<Timestamp>) -> Result<()> {
    let client = to_write(tx, client)?;
    if client.last_contact_at != Some(at) {
        return Ok(());
    }
    let client = Client { last_contact_at: before, ..client };
    store::update(tx, &client)?;
    cadence::renew(tx, &client)
}

/// Moves the last contact, unless we spoke later than that already.
pub(super) fn spoke(tx: &Tx, client: &Client, at: Timestamp) -> Result<()> {
    let at = at.min(tx.now);
    if !store::touch(tx, client.id, at)? {
        return Ok(());
    }
    let client = Client { last_contact_at: Some(at), ..client.clone() };
    if client.cadence_days.is_some() {
        cadence::raise(tx, &client, &cadence::zone(tx, client.location)?)?;
    }
    Ok(())
}

/// Puts the words of one's own note right. The words that stood there stay in the entry, which says that it was corrected.
pub fn correct(tx: &Tx, client: ClientId, id: EntryId, words: &str) -> Result<()> {
    let entry = own_moment(tx, client, id)?;
    let words = text::lines(words).map_err(|message| Error::invalid("text", message))?;
    if words.is_empty() && entry.kind == MomentKind::Note.entry() {
        return Err(Error::invalid("text", "What happened? Or take the note back."));
    }
    if words == entry.text {
        return Ok(());
    }
    let mut right = entry.clone();
    keep_before(&mut right.body, &entry.text, tx.now);
    right.text = words;
    timeline::store::rewrite(tx, &right)?;
    mark(tx, client, "clients.corrected", entry.id);
    Ok(())
}

/// Takes one's own note back: its words leave the page and stay in the book.
pub fn retract(tx: &Tx, client: ClientId, id: EntryId) -> Result<()> {
    let entry = own_moment(tx, client, id)?;
    let mut gone = entry.clone();
    keep_before(&mut gone.body, &entry.text, tx.now);
    gone.body["taken_back_at"] = json!(tx.now);
    gone.text = String::new();
    timeline::store::rewrite(tx, &gone)?;
    for taken_back in tx.features.iter().filter_map(|feature| feature.taken_back) {
        taken_back(tx, client, entry.id)?;
    }
    mark(tx, client, "clients.retracted", entry.id);
    Ok(())
}

/// The note, call or visit, if the actor wrote it (or is an admin) and it was not taken back.
fn own_moment(tx: &Tx, client: ClientId, id: EntryId) -> Result<Entry> {
    let client = to_write(tx, client)?;
    let entry = timeline::store::find(tx, tx.actor.workspace, id)?;
    let is_moment = MomentKind::ALL.iter().any(|kind| kind.entry() == entry.kind);
    if entry.client != Some(client.id) || !is_moment {
        return Err(Error::NotFound);
    }
    if entry.by != tx.actor.member && tx.actor.role != Role::Admin {
        return Err(Error::NotAllowed(format!("Only {} or an admin can change this.", entry.by_name)));
    }
    if is_taken_back(&entry) {
        return Err(Error::Conflict("This was taken back already.".into()));
    }
    Ok(entry)
}

/// Was it taken back?
pub(crate) fn is_taken_back(entry: &Entry) -> bool {
    entry.body.get("taken_back_at").is_some()
}

/// Was it corrected?
pub(crate) fn is_corrected(entry: &Entry) -> bool {
    entry.body.get("before").is_some()
}

fn keep_before(body: &mut Value, text: &str, now: Timestamp) {
    if !body.is_object() {
        *body = json!({});
    }
    let mut before = body["before"].as_array().cloned().unwrap_or_default();
    before.push(json!({ "text": text, "until": now }));
    body["before"] = Value::Array(before);
}

/// Says in the order of the book that an older entry reads differently now; the story itself does not show it.
pub(super) fn mark(tx: &Tx, client: ClientId, kind: &'static str, entry: EntryId) {
    tx.entry(NewEntry {
        client: Some(client),
        kind,
        strand: Strand::Unseen,
        happened_at: tx.now,
        subject: Some(entry.0),
        text: String::new(),
        body: json!({}),
    });
}
