//! Keeping the keys of likely duplicates: they follow the name, the contact points and the birthday.

use tend_core::{Result, Tx, id::ClientId};

use crate::{
    client::NewClient,
    likeness::{Profile, keys, profile_of},
    store,
};

/// Writes the keys of a client who is new in the book; nothing is read.
pub(super) fn write(tx: &Tx, id: ClientId, new: &NewClient) -> Result<()> {
    store::insert_keys(tx, id, &keys(&Profile::of_new(new)))
}

/// Writes them anew, from what stands in the book now.
pub(crate) fn renew(tx: &Tx, id: ClientId) -> Result<()> {
    let client = store::find(tx, &tx.actor, id)?;
    let keys = keys(&profile_of(tx, &tx.actor, &client)?);
    store::delete_keys(tx, id)?;
    store::insert_keys(tx, id, &keys)
}
