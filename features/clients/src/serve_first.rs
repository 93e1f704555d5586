//! Serve first: the guard before anything is offered to a client.
//!
//! A client who waits on us is helped before anything is offered to them; whoever offers all the same says why, and that stands on
//! the timeline. A verb that offers asks here, and takes what it is given as the proof that it asked.

use serde_json::json;
use tend_core::{
    Actor, Error, Feature, Result, Timestamp, Tx,
    db::Conn,
    id::ClientId,
    serve_first::{GOING_ON, Reason, SHALL_WE, reasons, waiting},
    timeline::{NewEntry, Strand},
};

use crate::{client::Client, store, text};

/// A client who may be offered something in this transaction: nobody waits, or somebody said why it is offered all the same.
#[derive(Debug)]
pub struct Cleared {
    client: Client,
}

impl Cleared {
    /// Who may be offered something.
    pub fn client(&self) -> &Client {
        &self.client
    }
}

/// Asks before something is offered. Where the client waits on us and no reason is given for going on, it is a refusal that says who
/// waits for what; a reason becomes an entry.
pub fn ask(tx: &Tx, client: ClientId, going_on: Option<&str>) -> Result<Cleared> {
    tx.actor.may_write()?;
    let client = store::find(tx, &tx.actor, client)?;
    let waits = of_client(tx.features, tx, &tx.actor, client.id, tx.now)?;
    if waits.is_empty() {
        return Ok(Cleared { client });
    }
    let sentence = waiting(client.called(), &waits);
    let why = text::lines(going_on.unwrap_or_default()).map_err(|message| Error::invalid(GOING_ON, message))?;
    if why.is_empty() {
        return Err(Error::ServeFirst(format!("{sentence} {SHALL_WE}")));
    }
    let what: Vec<&str> = waits.iter().map(|reason| reason.what.as_str()).collect();
    tx.entry(NewEntry {
        client: Some(client.id),
        kind: "clients.went_on",
        strand: Strand::Service,
        happened_at: tx.now,
        subject: None,
        text: why,
        body: json!({ "waiting": sentence, "what": what }),
    });
    Ok(Cleared { client })
}

/// What one client waits on us for, the oldest first.
pub fn of_client(
    features: &[&Feature],
    db: &Conn,
    actor: &Actor,
    client: ClientId,
    now: Timestamp,
) -> Result<Vec<Reason>> {
    Ok(reasons(features, db, actor, &[client], now)?.remove(&client).unwrap_or_default())
}
