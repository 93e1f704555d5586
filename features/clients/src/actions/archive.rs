//! Laying a client aside, and taking them up again.

use serde_json::json;
use tend_core::{Error, Result, Tx, calls, id::ClientId, timeline};

use super::{CADENCE, DATE, book_entry, cadence, dates, to_write};
use crate::{client::Client, store};

/// Lays a client aside: out of the lists and of everybody's day; nothing is lost. Doing it twice changes nothing.
pub fn archive(tx: &Tx, id: ClientId) -> Result<()> {
    let client = to_write(tx, id)?;
    if client.archived_at.is_some() {
        return Ok(());
    }
    store::update(tx, &Client { archived_at: Some(tx.now), archived_by: tx.actor.member, ..client })?;
    settle_calls(tx, id)?;
    book_entry(tx, id, "clients.archived", "", json!({}));
    Ok(())
}

/// Takes a client up again. Doing it twice changes nothing.
pub fn restore(tx: &Tx, id: ClientId) -> Result<()> {
    let client = to_write(tx, id)?;
    if client.archived_at.is_none() {
        return Ok(());
    }
    let client = Client { archived_at: None, archived_by: None, ..client };
    store::update(tx, &client)?;
    cadence::renew(tx, &client)?;
    dates::renew_of(tx, &client)?;
    book_entry(tx, id, "clients.restored", "", json!({}));
    Ok(())
}

/// Forgets a client altogether, with their entries, unless somebody changed them after `version`: for taking back an import. Who calls
/// makes sure that nobody wrote on their page; nothing of them is left.
pub fn forget(tx: &Tx, id: ClientId, version: i64) -> Result<()> {
    let client = to_write(tx, id)?;
    if client.version != version {
        return Err(Error::Conflict(format!("{} was changed since.", client.name)));
    }
    calls::store::settle_of_client(tx, id)?;
    timeline::store::delete_of_client(tx, id)?;
    store::delete(tx, id, version)
}

pub(super) fn settle_calls(tx: &Tx, id: ClientId) -> Result<()> {
    calls::settle(tx, CADENCE.name, id.0)?;
    for date in store::dates(tx, &tx.actor, id)? {
        calls::settle(tx, DATE.name, date.id.0)?;
    }
    Ok(())
}
