//! Two clients become one, with everything they have; and two again, also after more was written.

use serde_json::{Map, Value, json};
use tend_core::{
    Error, Result, Role, Tx,
    id::ClientId,
    merging::{self, Newer, Two},
};
use uuid::Uuid;

use super::{archive::settle_calls, book_entry, cadence, dates, keys};
use crate::{
    client::Client,
    contact::{Consent, ContactPoint, folded_value},
    merge::{Merge, MergeId, Stood},
    store::{self, Kept},
};

/// The most newer things that are shown, and can go one by one.
pub const MOST_NEWER: i64 = 200;

/// Makes two clients one: all that the other has goes to the one who stays, and their address leads there.
pub fn merge(tx: &Tx, stays: ClientId, gone: ClientId) -> Result<MergeId> {
    tx.actor.must_be(Role::Member)?;
    let (before, other) = (store::find(tx, &tx.actor, stays)?, store::find(tx, &tx.actor, gone)?);
    if before.id == other.id {
        return Err(Error::invalid("stays", "That is one and the same client already."));
    }
    if before.kind != other.kind {
        return Err(Error::invalid("stays", "A person and an organization are never one."));
    }
    let merge = Merge {
        id: tx.new_id(),
        stays: before.id,
        gone: other.id,
        gone_name: other.name.clone(),
        merged_at: tx.now,
        undone_at: None,
    };
    let (stood, other_stood) = (stood(tx, &before)?, stood(tx, &other)?);
    let together = stood.with(&other_stood, &other.name);
    let consents = bring_consents_together(tx, &before, &other)?;
    let row = merging::take_whole(tx, "clients", gone.0)?;
    settle_calls(tx, gone)?;
    let gathered = merging::gather(tx, Two { gone: gone.0, stays: stays.0 })?;
    store::delete(tx, gone, other.version)?;
    stand(tx, &before, &stood, &together)?;
    renew(tx, stays)?;
    store::insert_merge(tx, &merge, &Kept { gone: row, gathered, before: stood, after: together, consents })?;
    let body = json!({ "merge": merge.id, "gone": gone, "note": other_words(&other) });
    book_entry(tx, stays, "clients.merged", &other.name, body);
    Ok(merge.id)
}

/// Takes two apart who became one: both are as before. What was written since stays, but for what is named: that goes with the one who
/// comes back. Doing it twice changes nothing.
pub fn take_apart(tx: &Tx, id: MergeId, goes: &[Uuid]) -> Result<Merge> {
    tx.actor.must_be(Role::Member)?;
    let merge = store::merge(tx, &tx.actor, id)?;
    if merge.undone_at.is_some() {
        return Ok(merge);
    }
    let client = match store::find(tx, &tx.actor, merge.stays) {
        Err(Error::NotFound) => {
            return Err(Error::Conflict("They became one with somebody else since. Take those apart first.".into()));
        }
        found => found?,
    };
    // Only what is newer is a choice; everything else goes where it was.
    let goes: Vec<Uuid> = goes.iter().copied().filter(|thing| *thing > id.0).collect();
    let kept = store::kept(tx, &tx.actor, id)?;
    let now = stood(tx, &client)?;
    settle_calls(tx, client.id)?;
    merging::put_whole(tx, &kept.gone)?;
    merging::give_back(tx, Two { gone: merge.gone.0, stays: merge.stays.0 }, &kept.gathered, &goes)?;
    part_consents(tx, &client, &kept.consents)?;
    let mut then = now.taken_apart(&kept.before, &kept.after);
    let heard = heard_since(tx, &merge)?;
    if now.last_contact_at != kept.after.last_contact_at {
        then.last_contact_at = kept.before.last_contact_at.max(heard.0);
    }
    stand(tx, &client, &now, &then)?;
    if let Some(at) = heard.1 {
        store::touch(tx, merge.gone, at)?;
    }
    store::undo_merge(tx, id)?;
    for (one, other) in [(merge.stays, &merge.gone_name), (merge.gone, &client.name)] {
        renew(tx, one)?;
        book_entry(tx, one, "clients.parted", other, json!({ "merge": id }));
    }
    super::pairs::not_the_same(tx, merge.stays, merge.gone)?;
    Ok(merge)
}

/// What was written since two became one, and can go with either.
pub fn newer(
    db: &tend_core::db::Conn,
    actor: &tend_core::Actor,
    features: &[&tend_core::Feature],
    merge: &Merge,
) -> Result<Vec<Newer>> {
    let mut newer = Vec::new();
    for of_feature in features.iter().filter_map(|feature| feature.newer) {
        newer.extend(of_feature(db, actor, merge.stays, merge.id.0)?);
    }
    newer.truncate(usize::try_from(MOST_NEWER).unwrap_or(usize::MAX));
    Ok(newer)
}

/// When we heard from each other since the merge: with the one who stays, with the one who comes back.
fn heard_since(tx: &Tx, merge: &Merge) -> Result<(Option<tend_core::Timestamp>, Option<tend_core::Timestamp>)> {
    let newest = |client| -> Result<Option<tend_core::Timestamp>> {
        let entries = tend_core::timeline::store::newer(tx, tx.actor.workspace, client, merge.id.0, MOST_NEWER)?;
        Ok(entries.iter().map(|entry| entry.happened_at).max())
    };
    Ok((newest(merge.stays)?, newest(merge.gone)?))
}

fn stood(tx: &Tx, client: &Client) -> Result<Stood> {
    let fields = match store::fields(tx, &tx.actor, client.id)? {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    Ok(Stood::of(client, fields, store::custom(tx, &tx.actor, client.id)?))
}

/// Writes how a client stands now; its version always rises, so that who had it open before is told.
fn stand(tx: &Tx, client: &Client, now: &Stood, then: &Stood) -> Result<()> {
    let after = Client {
        about: then.about.clone(),
        since: then.since,
        cadence_days: then.cadence_days,
        last_contact_at: then.last_contact_at,
        ..client.clone()
    };
    store::update(tx, &after)?;
    let mut version = client.version + 1;
    if now.fields != then.fields {
        store::set_fields(tx, client.id, version, &Value::Object(then.fields.clone()))?;
        version += 1;
    }
    if now.custom != then.custom {
        store::set_custom(tx, client.id, version, &then.custom)?;
    }
    Ok(())
}

/// All that is made from what stands there: search, the lists of tags and values, keys and pairs, calls.
fn renew(tx: &Tx, id: ClientId) -> Result<()> {
    let client = store::find(tx, &tx.actor, id)?;
    store::put_in_search(tx, id, &client.name, &client.about);
    store::rename_in_tags(tx, id, &client.name)?;
    store::rename_in_values(tx, id, &client.name)?;
    keys::renew(tx, id)?;
    cadence::renew(tx, &client)?;
    dates::renew_of(tx, &client)
}

/// Where both have one address, what was said of its use is brought together: a no counts, and what only one was asked is known of both.
fn bring_consents_together(tx: &Tx, client: &Client, other: &Client) -> Result<Vec<(Uuid, Value, Value)>> {
    let theirs = store::contact_points(tx, &tx.actor, other.id)?;
    let mut changed = Vec::new();
    for point in store::contact_points(tx, &tx.actor, client.id)? {
        let same = |twin: &&ContactPoint| {
            twin.kind == point.kind && folded_value(twin.kind, &twin.value) == folded_value(point.kind, &point.value)
        };
        let Some(twin) = theirs.iter().find(same) else { continue };
        let together = together(&point.consents, &twin.consents);
        if together != point.consents {
            changed.push((point.id.0, serde_json::to_value(&point.consents)?, serde_json::to_value(&together)?));
            store::update_contact_point(tx, &ContactPoint { consents: together, ..point })?;
        }
    }
    Ok(changed)
}

fn together(own: &[Consent], other: &[Consent]) -> Vec<Consent> {
    let mut all = own.to_vec();
    for consent in other {
        match all.iter_mut().find(|known| known.purpose == consent.purpose) {
            None => all.push(consent.clone()),
            Some(known) if known.allowed && !consent.allowed => *known = consent.clone(),
            Some(_) => {}
        }
    }
    all.sort_by_key(|consent| consent.purpose);
    all
}

fn part_consents(tx: &Tx, client: &Client, changed: &[(Uuid, Value, Value)]) -> Result<()> {
    for point in store::contact_points(tx, &tx.actor, client.id)? {
        let Some((_, before, after)) = changed.iter().find(|(id, ..)| *id == point.id.0) else { continue };
        if serde_json::to_value(&point.consents)? == *after {
            let consents = serde_json::from_value(before.clone())?;
            store::update_contact_point(tx, &ContactPoint { consents, ..point })?;
        }
    }
    Ok(())
}

/// What the other's page said, for the entry: nothing of it is lost to who reads the story.
fn other_words(other: &Client) -> String {
    let since = other.since.map(|day| format!("with us since {}", crate::words::long_day(day))).unwrap_or_default();
    let owner = format!("looked after by {} at {}", other.owner_name, other.location_name);
    [other.about.clone(), since, owner].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
