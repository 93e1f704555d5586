//! Tags.

use serde_json::json;
use tend_core::{Error, Result, Tx, id::ClientId};

use super::{book_entry, to_write};
use crate::{client::check_tag, store};

/// Tags a client. Doing it twice changes nothing.
pub fn tag(tx: &Tx, client: ClientId, tag: &str) -> Result<()> {
    let client = to_write(tx, client)?;
    let tag = check_tag(tag).map_err(|message| Error::invalid("tag", message))?;
    store::insert_tag(tx, &tag)?;
    if store::insert_client_tag(tx, client.id, &tag, &client.name)? {
        book_entry(tx, client.id, "clients.tagged", &tag, json!({}));
    }
    Ok(())
}

/// Takes a tag off a client. Doing it twice changes nothing.
pub fn untag(tx: &Tx, client: ClientId, tag: &str) -> Result<()> {
    let client = to_write(tx, client)?;
    if store::delete_client_tag(tx, client.id, tag)? {
        book_entry(tx, client.id, "clients.untagged", tag, json!({}));
    }
    Ok(())
}

/// A client is erased: a word that was for them alone goes with them.
pub fn erased(tx: &Tx, client: ClientId) -> Result<()> {
    store::take_tags_off(tx, client)?.iter().try_for_each(|tag| store::forget_tag(tx, tag))
}
