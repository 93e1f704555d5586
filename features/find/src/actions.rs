//! What is noted for finding again.

use tend_core::{Result, Tx, id::ClientId};

use crate::store;

/// The member opened a client's page: it stands on top of those they opened last. Nobody else sees that, and no entry tells of it.
pub fn opened(tx: &Tx, client: ClientId) -> Result<()> {
    let client = tend_clients::store::find(tx, &tx.actor, client)?;
    let member = tx.actor.me()?;
    store::put(tx, member, client.id)?;
    store::prune(tx, member)
}
