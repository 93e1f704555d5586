//! What clients said about letters, asked by core before each that goes to one.

use tend_core::{Actor, Error, Result, Tx, db::Conn, id::ClientId, mail::Reason};
use uuid::Uuid;

use super::points;
use crate::{
    contact::{Consent, ContactKind, ContactPoint, ContactPointId, Purpose, folded_value},
    store,
};

/// May we write to this address of theirs? Gives the contact point about which they said yes, nothing where nobody asked them, and
/// a sentence where they said no.
pub fn may_write(db: &Conn, actor: &Actor, client: ClientId, address: &str, reason: Reason) -> Result<Option<Uuid>> {
    let Some(purpose) = purpose(reason) else { return Ok(None) };
    let folded = folded_value(ContactKind::Email, address);
    let points = store::contact_points(db, actor, client)?;
    let point = mail_points(&points).find(|point| folded_value(ContactKind::Email, &point.value) == folded);
    match point.and_then(|point| point.consent(purpose).map(|consent| (point, consent))) {
        Some((point, consent)) if consent.allowed => Ok(Some(point.id.0)),
        Some((point, _)) => {
            Err(Error::Conflict(format!("They said no to this at {}: {}.", point.value, purpose.label())))
        }
        None => Ok(None),
    }
}

/// The mail address at which a client can be written to for this reason: one about which they said yes, else, for an answer, one
/// about which they did not say no.
pub fn address_for(db: &Conn, actor: &Actor, client: ClientId, reason: Reason) -> Result<Option<String>> {
    let Some(purpose) = purpose(reason) else { return Ok(None) };
    let points = store::contact_points(db, actor, client)?;
    let said = |point: &&ContactPoint| point.consent(purpose).map(|consent| consent.allowed);
    let yes = mail_points(&points).find(|point| said(point) == Some(true));
    let unasked = || mail_points(&points).find(|point| reason == Reason::Answer && said(point).is_none());
    Ok(yes.or_else(unasked).map(|point| point.value.clone()))
}

/// They want no more such letters at this contact point, and said so by the link in one.
pub fn no_more(tx: &Tx, client: ClientId, point: Uuid, reason: Reason) -> Result<()> {
    let Some(purpose) = purpose(reason) else { return Ok(()) };
    let since = Some(tx.now.day_in(&tx.actor.zone));
    let no = Consent { purpose, allowed: false, since, source: "Their own click in a letter".to_owned() };
    match points::allow(tx, client, ContactPointId(point), &[no]) {
        // The address is gone from their page, so nobody writes there any more.
        Err(Error::NotFound) => Ok(()),
        other => other,
    }
}

fn mail_points(points: &[ContactPoint]) -> impl Iterator<Item = &ContactPoint> {
    points.iter().filter(|point| point.kind == ContactKind::Email)
}

const fn purpose(reason: Reason) -> Option<Purpose> {
    match reason {
        Reason::Answer => Some(Purpose::Answer),
        Reason::Reach => Some(Purpose::Reach),
        Reason::Newsletter => Some(Purpose::Newsletter),
        Reason::House => None,
    }
}
