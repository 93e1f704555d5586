//! Writing a new client into the book.

use serde_json::json;
use tend_core::{
    Error, Result, Tx,
    id::ClientId,
    timeline::{NewEntry, Strand},
};

use super::{cadence, dates, fill::fill_new, pairs};
use crate::{
    client::{Checked, Client, ClientKind, NewClient},
    store,
};

/// Writes a client into the book, with all that is known about them.
pub fn create(tx: &Tx, new: &NewClient) -> Result<ClientId> {
    create_checked(tx, &new.checked()?)
}

/// As [`create`], for one who was checked before.
pub fn create_checked(tx: &Tx, new: &Checked) -> Result<ClientId> {
    let client = write_down(tx, new, &[])?;
    pairs::find(tx, client, new.profile(), new.keys())?;
    Ok(client)
}

/// Writes a client into the book who was checked before, with organizations they belong to besides those they came with: one
/// statement for each row, nothing read back, so that an import can call it for every line of a file inside one transaction.
pub fn write_down(tx: &Tx, new: &Checked, belongs: &[(ClientId, String)]) -> Result<ClientId> {
    tx.actor.may_write()?;
    let client = drafted(tx, new);
    store::insert(tx, client.id, new)?;
    store::put_in_search(tx, client.id, &new.name, &new.about);
    for point in &new.contact_points {
        store::insert_contact_point(tx, client.id, point)?;
    }
    store::insert_keys(tx, client.id, new.keys())?;
    for tag in &new.tags {
        store::insert_tag(tx, tag)?;
        store::insert_client_tag(tx, client.id, tag, &new.name)?;
    }
    fill_new(tx, client.id, new)?;
    belong(tx, &client, new.affiliations.iter().chain(belongs))?;
    if new.cadence_days.is_some() || !new.dates.is_empty() {
        let zone = cadence::zone(tx, client.location)?;
        cadence::raise(tx, &client, &zone)?;
        for date in &new.dates {
            let date = store::insert_date(tx, client.id, date)?;
            dates::raise(tx, &client, &date, &zone)?;
        }
    }
    enter(tx, &client, new);
    Ok(client.id)
}

fn belong<'o>(tx: &Tx, client: &Client, organizations: impl Iterator<Item = &'o (ClientId, String)>) -> Result<()> {
    for (organization, title) in organizations {
        if client.kind == ClientKind::Organization {
            return Err(Error::invalid(
                "affiliations",
                "A person belongs to an organization, not the other way round.",
            ));
        }
        store::insert_affiliation(tx, client.id, *organization, title, None)?;
    }
    Ok(())
}

/// The client as it will stand in the book.
fn drafted(tx: &Tx, new: &NewClient) -> Client {
    Client {
        id: tx.new_id(),
        kind: new.kind,
        name: new.name.clone(),
        given: new.given.clone(),
        family: new.family.clone(),
        about: new.about.clone(),
        owner: new.owner,
        owner_name: String::new(),
        location: new.location,
        location_name: String::new(),
        cadence_days: new.cadence_days,
        since: new.since,
        last_contact_at: new.last_contact_at,
        created_at: tx.now,
        archived_at: None,
        archived_by: None,
        version: 1,
    }
}

fn enter(tx: &Tx, client: &Client, new: &NewClient) {
    let entry = |kind, strand, text: &str, body| NewEntry {
        client: Some(client.id),
        kind,
        strand,
        happened_at: tx.now,
        subject: None,
        text: text.to_owned(),
        body,
    };
    tx.entry(entry("clients.created", Strand::Book, &new.origin, json!({ "name": new.name, "kind": new.kind })));
    if let Some(note) = &new.note {
        tx.entry(entry("clients.note", Strand::Words, note, json!({})));
    }
}
