//! What becomes of our rows when two clients become one; and what is newer when they are taken apart.

use tend_core::{
    Actor, Result,
    db::Conn,
    id::ClientId,
    merging::{Holds, Newer, goes_along, made_anew, unless_there},
    timeline,
};
use uuid::Uuid;

use crate::{actions::MOST_NEWER, store};

/// Every column of ours that names a client.
pub const ALL: &[Holds] = &[
    unless_there("contact_points", "client_id", &["kind", "value_folded"]),
    unless_there("client_tags", "client_id", &["tag_folded"]),
    unless_there("client_dates", "client_id", &["label", "month", "day"]),
    unless_there("client_values", "client_id", &["field_id"]),
    unless_there("affiliations", "person_id", &["organization_id", "until"]),
    unless_there("affiliations", "organization_id", &["person_id", "until"]),
    unless_there("bulk_deed_clients", "client_id", &["deed_id"]),
    goes_along("merges", "stays_id"),
    made_anew("merges", "gone_id", "Their address leads to whoever stays"),
    made_anew("client_keys", "client_id", "They follow from what stands there"),
    made_anew("likely_pairs", "one_id", "They are found anew"),
    made_anew("likely_pairs", "other_id", "They are found anew"),
];

/// What was written about a client after this id: moments, ways to reach them, days.
pub fn newer(db: &Conn, actor: &Actor, client: ClientId, after: Uuid) -> Result<Vec<Newer>> {
    let entries = timeline::store::newer(db, actor.workspace, client, after, MOST_NEWER)?;
    let moments = entries.into_iter().filter(|entry| entry.subject.is_none()).map(|entry| {
        let what = match entry.kind.as_str() {
            "clients.call" => "A call",
            "clients.visit" => "A visit",
            "clients.offer" => "An offer",
            "clients.went_on" => "Why we offered",
            _ => "A note",
        };
        Newer { id: entry.id.0, what, words: entry.text }
    });
    let points = store::contact_points(db, actor, client)?;
    let points = points.into_iter().map(|point| Newer { id: point.id.0, what: point.kind.label(), words: point.value });
    let dates = store::dates(db, actor, client)?;
    let dates = dates.into_iter().map(|date| Newer {
        id: date.id.0,
        what: "A day",
        words: format!("{}, {}", date.label, date.words()),
    });
    Ok(moments.chain(points.filter(|point| point.id > after)).chain(dates.filter(|date| date.id > after)).collect())
}
