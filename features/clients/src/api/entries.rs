//! Everything so far with a client, and what is written down there.

use axum::{Json, http::StatusCode};
use serde::{Deserialize, Serialize};
use tend_core::{
    Feature, Timestamp,
    api::{Asked, Create, Errand, Made, Named, Once, Paged, Paging, Refusal, Sent, Told, page_of, shapes::Moment},
    id::{ClientId, EntryId, MemberId},
    timeline::{self, Entry, Strand, store::Before},
};
use utoipa::{IntoParams, ToSchema};

use super::OfClient;
use crate::{
    actions,
    moment::{MomentKind, NewMoment},
    store,
};

/// One happening, as it reads on the client's page.
#[derive(Serialize, ToSchema)]
pub(super) struct EntryShape {
    /// Its id.
    id: EntryId,
    /// Its number in the book: who reads on from the highest one they know misses nothing.
    number: i64,
    /// What happened: `clients.note`, `promises.kept`.
    kind: String,
    /// What it is about.
    strand: Strand,
    /// When it happened.
    happened_at: Moment,
    /// When it was written down.
    written_at: Moment,
    /// Who wrote it; nobody where the house did.
    by_id: Option<MemberId>,
    /// Their name.
    by_name: String,
    /// In words: “Noor promised”.
    title: String,
    /// What was said or noted; empty where the title says all.
    text: String,
}

impl EntryShape {
    fn of(entry: Entry, features: &[&Feature]) -> Self {
        let feature = features.iter().find(|feature| feature.name == entry.feature());
        let sentence = feature.and_then(|feature| (feature.sentence)(&entry));
        EntryShape {
            id: entry.id,
            number: entry.number,
            strand: entry.strand,
            happened_at: Moment(entry.happened_at),
            written_at: Moment(entry.written_at),
            by_id: entry.by,
            title: sentence.map_or_else(|| entry.kind.clone(), |sentence| sentence.title),
            kind: entry.kind,
            by_name: entry.by_name,
            text: entry.text,
        }
    }
}

/// Which entries.
#[derive(Clone, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Story {
    /// Of one strand alone.
    #[param(inline)]
    strand: Option<Strand>,
    /// The `next` of the page before.
    cursor: Option<String>,
    /// How many on a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

/// Everything so far with a client, newest first.
#[utoipa::path(get, path = "/clients/{client}/entries", tag = "clients", security(("token" = ["clients:read"])),
    params(OfClient, Story), responses((status = 200, body = Paged<EntryShape>)))]
pub(super) async fn list_entries(
    errand: Errand,
    Named(of): Named<OfClient>,
    Asked(asked): Asked<Story>,
) -> Told<Json<Paged<EntryShape>>> {
    if asked.strand == Some(Strand::Unseen) {
        return Err(Refusal::parameter("strand", "No story shows these."));
    }
    let paging = Paging::read(asked.cursor.as_deref(), asked.limit)?;
    let before = paging.start(read_before)?.unwrap_or(Before::NEWEST);
    let (limit, features) = (paging.ask(), errand.app.features);
    let entries = errand.read(move |db, errand| {
        let client = store::find(db, &errand.actor, of.client)?;
        timeline::store::of_client(db, errand.actor.workspace, client.id, asked.strand, before, limit)
    });
    let beside = |entry: &Entry| format!("{}.{}", entry.happened_at.0, entry.id);
    Ok(Json(page_of(&paging, entries.await?, beside, |entry| EntryShape::of(entry, features))))
}

fn read_before(text: &str) -> Option<Before> {
    let (at, id) = text.split_once('.')?;
    Some(Before { happened_at: Timestamp(at.parse().ok()?), id: id.parse().ok()? })
}

/// A note, a call, a visit or an offer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewEntryShape {
    /// What kind of moment it was.
    kind: MomentKind,
    /// What was said, seen or offered. A note and an offer need some words; a call or a visit may be a bare fact.
    #[serde(default)]
    #[schema(max_length = 20000)]
    text: String,
    /// When; now where it is missing.
    #[serde(default)]
    happened_at: Option<Moment>,
    /// A note about words that passed between us: it counts as contact. Calls, visits and offers always do.
    #[serde(default)]
    contact: bool,
    /// Why something is offered although the client waits on us: for an offer that was refused as “serve first”. It becomes an entry.
    #[serde(default)]
    #[schema(max_length = 20000)]
    going_on: Option<String>,
}

/// What was written down.
#[derive(Serialize, ToSchema)]
pub(super) struct WrittenShape {
    /// The entry's id.
    id: EntryId,
    /// With whom.
    client_id: ClientId,
    /// What kind of moment it was.
    kind: MomentKind,
    /// When it happened.
    happened_at: Moment,
}

/// Write a note, a call, a visit or an offer.
///
/// An offer to a client who waits on us is refused as “serve first”, unless it says why it is made all the same.
#[utoipa::path(post, path = "/clients/{client}/entries", tag = "clients", security(("token" = ["clients:write"])),
    params(OfClient, Once), request_body = NewEntryShape, responses((status = 201, body = WrittenShape)))]
pub(super) async fn write_entry(errand: Errand, Named(of): Named<OfClient>, new: Create<NewEntryShape>) -> Told<Made> {
    let made = errand.create(new, move |tx, new| {
        let happened_at = new.happened_at.map(|moment| moment.0);
        let moment = NewMoment {
            kind: new.kind,
            text: new.text.clone(),
            happened_at,
            contact: new.contact,
            with_files: false,
            going_on: new.going_on.clone(),
        };
        let id = actions::note(tx, of.client, &moment)?;
        let happened_at = Moment(happened_at.unwrap_or(tx.now));
        let written = WrittenShape { id, client_id: of.client, kind: new.kind, happened_at };
        Made::at(format!("clients/{}/entries", of.client), &written)
    });
    made.await
}

/// The entry an address names.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct OfEntry {
    /// The client.
    client: ClientId,
    /// The entry.
    entry: EntryId,
}

/// Other words for a note.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RightWords {
    /// The words as they should be.
    #[schema(max_length = 20000)]
    text: String,
}

/// Put the words of one's own note right.
///
/// What stood there before stays in the book.
#[utoipa::path(patch, path = "/clients/{client}/entries/{entry}", tag = "clients",
    security(("token" = ["clients:write"])), params(OfEntry), request_body = RightWords,
    responses((status = 200, body = EntryShape)))]
pub(super) async fn correct_entry(
    errand: Errand,
    Named(of): Named<OfEntry>,
    Sent(right): Sent<RightWords>,
) -> Told<Json<EntryShape>> {
    let features = errand.app.features;
    let entry = errand.write(move |tx| {
        actions::correct(tx, of.client, of.entry, &right.text)?;
        timeline::store::find(tx, tx.actor.workspace, of.entry)
    });
    entry.await.map(|entry| Json(EntryShape::of(entry, features)))
}

/// Take one's own note back.
///
/// Its words leave the page and stay in the book.
#[utoipa::path(delete, path = "/clients/{client}/entries/{entry}", tag = "clients",
    security(("token" = ["clients:write"])), params(OfEntry),
    responses((status = 204, description = "It is taken back.")))]
pub(super) async fn retract_entry(errand: Errand, Named(of): Named<OfEntry>) -> Told<StatusCode> {
    errand.write(move |tx| actions::retract(tx, of.client, of.entry)).await.map(|()| StatusCode::NO_CONTENT)
}
