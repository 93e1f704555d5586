//! How to reach a client, and what for.

use serde_json::json;
use tend_core::{Error, Problems, Result, Tx, id::ClientId};

use super::{before_and_after, book_entry, keys, to_write};
use crate::{
    contact::{Consent, ContactPoint, ContactPointId, NewContactPoint, Purpose},
    store,
    text::{self, LONGEST_LINE},
};

/// Adds a way to reach a client.
pub fn add_point(tx: &Tx, client: ClientId, new: &NewContactPoint) -> Result<ContactPointId> {
    let client = to_write(tx, client)?;
    let new = checked(new)?;
    let id = store::insert_contact_point(tx, client.id, &new)?;
    keys::renew(tx, client.id)?;
    book_entry(tx, client.id, "clients.point_added", &new.value, before_and_after(new.kind.label(), "", &new.value));
    Ok(id)
}

/// What is written of a contact point: its address and what it is for.
#[derive(Clone, Debug)]
pub struct Words {
    /// “work”, “home”. May be empty.
    pub label: String,
    /// The address, number, name.
    pub value: String,
}

/// Changes the address or its label. What was said about its use stays with it only if the address stays the same: a yes was given for
/// that one.
pub fn change_point(tx: &Tx, client: ClientId, id: ContactPointId, version: i64, wanted: &Words) -> Result<()> {
    let client = to_write(tx, client)?;
    let before = store::contact_point(tx, &tx.actor, client.id, id)?;
    let new =
        checked(&NewContactPoint { label: wanted.label.clone(), ..NewContactPoint::new(before.kind, &wanted.value) })?;
    if before.version != version && before.value != new.value {
        return Err(Error::Conflict(format!(
            "Somebody was faster: it is now “{}”. Nothing you typed is lost.",
            before.value
        )));
    }
    let consents = if new.value == before.value { before.consents.clone() } else { Vec::new() };
    store::update_contact_point(
        tx,
        &ContactPoint { label: new.label, value: new.value.clone(), consents, ..before.clone() },
    )?;
    keys::renew(tx, client.id)?;
    let body = before_and_after(before.kind.label(), &before.value, &new.value);
    book_entry(tx, client.id, "clients.point_changed", &new.value, body);
    Ok(())
}

/// Takes a way to reach a client away.
pub fn remove_point(tx: &Tx, client: ClientId, id: ContactPointId) -> Result<()> {
    let client = to_write(tx, client)?;
    let point = store::contact_point(tx, &tx.actor, client.id, id)?;
    store::delete_contact_point(tx, &point)?;
    keys::renew(tx, client.id)?;
    book_entry(
        tx,
        client.id,
        "clients.point_removed",
        &point.value,
        before_and_after(point.kind.label(), &point.value, ""),
    );
    Ok(())
}

/// Writes down what the client said about the use of a contact point; what they said of other uses stays.
pub fn allow(tx: &Tx, client: ClientId, id: ContactPointId, consents: &[Consent]) -> Result<()> {
    let client = to_write(tx, client)?;
    let before = store::contact_point(tx, &tx.actor, client.id, id)?;
    let mut after = before.clone();
    for consent in consents {
        let source = text::line(&consent.source, LONGEST_LINE).map_err(|message| Error::invalid("source", message))?;
        after.consents.retain(|old| old.purpose != consent.purpose);
        after.consents.push(Consent { source, ..consent.clone() });
    }
    after.consents.sort_by_key(|consent| consent.purpose);
    if after.consents == before.consents {
        return Ok(());
    }
    store::update_contact_point(tx, &after)?;
    let said: Vec<_> = consents
        .iter()
        .map(|consent| {
            let word = |consent: Option<&Consent>| {
                consent.map_or("not asked", |consent| if consent.allowed { "yes" } else { "no" })
            };
            json!({
                "what": consent.purpose.label(),
                "before": word(before.consent(consent.purpose)),
                "after": word(Some(consent)),
                "source": consent.source,
            })
        })
        .filter(|said| said["before"] != said["after"])
        .collect();
    book_entry(tx, client.id, "clients.consent", &before.value, json!({ "changes": said }));
    Ok(())
}

/// Puts what was said back to what it was at an earlier time: for taking back what changed it. Somebody who was faster is a conflict.
pub fn put_consents_back(tx: &Tx, client: ClientId, point: (ContactPointId, i64), consents: &[Consent]) -> Result<()> {
    let (client, (id, version)) = (to_write(tx, client)?, point);
    let now = store::contact_point(tx, &tx.actor, client.id, id)?;
    store::update_contact_point(tx, &ContactPoint { version, consents: consents.to_vec(), ..now.clone() })?;
    let word = |point: &[Consent], purpose| {
        let said = point.iter().find(|consent| consent.purpose == purpose);
        said.map_or("not asked", |consent| if consent.allowed { "yes" } else { "no" })
    };
    let said: Vec<_> = Purpose::ALL
        .iter()
        .map(|purpose| json!({ "what": purpose.label(), "before": word(&now.consents, *purpose), "after": word(consents, *purpose), "source": "" }))
        .filter(|said| said["before"] != said["after"])
        .collect();
    book_entry(tx, client.id, "clients.consent", &now.value, json!({ "changes": said }));
    Ok(())
}

fn checked(new: &NewContactPoint) -> Result<NewContactPoint> {
    let mut problems = Problems::default();
    let checked = new.checked(&mut problems);
    problems.none()?;
    checked.ok_or(Error::NotFound)
}
