//! Keeping the keys of likely duplicates: they follow the name, the contact points and the birthday.

use tend_core::{Result, Tx, id::ClientId};

use crate::{
    likeness::{keys, profile_of},
    store,
};

/// Writes them anew, from what stands in the book now.
pub(crate) fn renew(tx: &Tx, id: ClientId) -> Result<()> {
    let client = store::find(tx, &tx.actor, id)?;
    let keys = keys(&profile_of(tx, &tx.actor, &client)?);
    store::delete_keys(tx, id)?;
    store::insert_keys(tx, id, &keys)
}
