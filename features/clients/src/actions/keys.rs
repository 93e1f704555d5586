//! Keeping the keys of likely duplicates: they follow the name, the contact points and the birthday; and so do the likely pairs.

use tend_core::{Result, Tx, id::ClientId};

use super::pairs;
use crate::{
    likeness::{keys, profile_of},
    store,
};

/// Writes them anew, from what stands in the book now, and finds who is alike.
pub(crate) fn renew(tx: &Tx, id: ClientId) -> Result<()> {
    let client = store::find(tx, &tx.actor, id)?;
    let profile = profile_of(tx, &tx.actor, &client)?;
    let keys = keys(&profile);
    store::delete_keys(tx, id)?;
    store::insert_keys(tx, id, &keys)?;
    pairs::find(tx, id, &profile, &keys)
}
