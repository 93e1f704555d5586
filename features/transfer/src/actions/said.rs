//! What a later file says about the use of an address that is known already.

use serde_json::{Value, json};
use tend_clients::{
    Client, Consent, ContactPoint, NewClient, NewContactPoint, actions as clients,
    contact::{ContactPointId, folded_value},
    store as client_store,
};
use tend_core::{Error, Result, Tx, id::ClientId};

use super::rows::Batch;

/// An address that is there, and what a row says newly about its use.
pub(super) struct Said {
    point: ContactPoint,
    news: Vec<Consent>,
}

/// What is new about the ways to reach a client: those that are not there yet, and what is said about those that are.
pub(super) fn new_in(
    tx: &Tx,
    batch: &Batch,
    client: &Client,
    new: &NewClient,
) -> Result<(Vec<NewContactPoint>, Vec<Said>)> {
    let there = client_store::contact_points(tx, &tx.actor, client.id)?;
    let (mut points, mut said) = (Vec::new(), Vec::new());
    for point in &new.contact_points {
        let folded = folded_value(point.kind, &point.value);
        let same = |old: &&ContactPoint| old.kind == point.kind && folded_value(old.kind, &old.value) == folded;
        let Some(old) = there.iter().find(same) else {
            points.push(point.clone());
            continue;
        };
        let counts = |consent: &&Consent| is_news(batch, old, consent);
        let news: Vec<Consent> = point.consents.iter().filter(counts).cloned().collect();
        if !news.is_empty() {
            said.push(Said { point: old.clone(), news });
        }
    }
    Ok((points, said))
}

/// A no always counts. A yes counts where nobody was asked yet, or where the no came out of a file as well: what the client said to one
/// of us is not undone by a list.
fn is_news(batch: &Batch, old: &ContactPoint, new: &Consent) -> bool {
    match old.consent(new.purpose) {
        None => true,
        Some(there) if there.allowed == new.allowed => false,
        Some(there) => !new.allowed || (there.since.is_none() && batch.files.contains(&there.source)),
    }
}

/// Writes it down; gives what stood there before, for taking the import back.
pub(super) fn write_down(tx: &Tx, client: ClientId, said: &[Said]) -> Result<Value> {
    let mut before = Vec::new();
    for Said { point, news } in said {
        clients::allow(tx, client, point.id, news)?;
        before.push(json!({ "point": point.id, "version": point.version + 1, "consents": point.consents }));
    }
    Ok(before.into())
}

/// Puts back what was said before; false where somebody changed it since.
pub(super) fn put_back(tx: &Tx, client: ClientId, before: &Value) -> Result<bool> {
    let mut is_whole = true;
    for change in before.as_array().into_iter().flatten() {
        let id: ContactPointId = serde_json::from_value(change["point"].clone())?;
        let version = change["version"].as_i64().unwrap_or_default();
        let consents: Vec<Consent> = serde_json::from_value(change["consents"].clone())?;
        match clients::put_consents_back(tx, client, (id, version), &consents) {
            Ok(()) => {}
            Err(Error::Conflict(_) | Error::NotFound) => is_whole = false,
            Err(error) => return Err(error),
        }
    }
    Ok(is_whole)
}
