//! Who works where.

use serde_json::json;
use tend_core::{Day, Error, Result, Tx, id::ClientId};

use super::{book_entry, to_write};
use crate::{
    affiliation::AffiliationId,
    client::ClientKind,
    store,
    text::{self, LONGEST_NAME},
};

/// A person belongs to an organization from now on, or since a day.
pub fn affiliate(
    tx: &Tx,
    person: ClientId,
    organization: ClientId,
    title: &str,
    since: Option<Day>,
) -> Result<AffiliationId> {
    let person = to_write(tx, person)?;
    let organization = store::find(tx, &tx.actor, organization)?;
    if (person.kind, organization.kind) != (ClientKind::Person, ClientKind::Organization) {
        return Err(Error::invalid("other", "A person belongs to an organization, not the other way round."));
    }
    let title = text::line(title, LONGEST_NAME).map_err(|message| Error::invalid("title", message))?;
    let id = store::insert_affiliation(tx, person.id, organization.id, &title, since)?;
    let body = |other: &str| json!({ "other": other, "title": title });
    book_entry(tx, person.id, "clients.affiliated", &organization.name, body(&organization.name));
    book_entry(tx, organization.id, "clients.affiliated", &person.name, body(&person.name));
    Ok(id)
}

/// A person leaves an organization on that day.
pub fn end_affiliation(tx: &Tx, person: ClientId, id: AffiliationId, until: Day) -> Result<()> {
    let person = to_write(tx, person)?;
    let affiliation = store::affiliation(tx, &tx.actor, person.id, id)?;
    if affiliation.until.is_some() {
        return Ok(());
    }
    store::end_affiliation(tx, &affiliation, until)?;
    let body = |other: &str| json!({ "other": other, "title": affiliation.title, "until": until.to_string() });
    book_entry(tx, person.id, "clients.affiliation_ended", &affiliation.other_name, body(&affiliation.other_name));
    book_entry(tx, affiliation.organization, "clients.affiliation_ended", &person.name, body(&person.name));
    Ok(())
}
