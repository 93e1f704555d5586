//! What *helped* means for our calls: we said hello. And how it is taken back.

use serde_json::json;
use tend_core::{
    Result, Timestamp, Tx,
    calls::{self, Call, NewCall, When},
    timeline::{self, NewEntry, Strand},
};

use super::{
    DATE, cadence,
    moments::{is_taken_back, mark},
    to_write,
};
use crate::{client::Client, date::DateId, store};

/// The member said hello: an entry, and the rhythm begins anew. The call of a day is settled until it comes round again.
pub fn helped(tx: &Tx, call: &Call) -> Result<()> {
    let client = to_write(tx, call.client)?;
    tx.entry(NewEntry {
        client: Some(client.id),
        kind: "clients.hello",
        strand: Strand::Words,
        happened_at: tx.now,
        subject: Some(call.subject),
        text: call.reason.clone(),
        body: json!({ "call": call.kind, "last_contact_before": client.last_contact_at }),
    });
    if call.kind == DATE.name {
        next_year(tx, &client, call)?;
    }
    let after = Client { last_contact_at: Some(tx.now), ..client };
    store::update(tx, &after)?;
    cadence::raise(tx, &after, &cadence::zone(tx, after.location)?)
}

/// A day is greeted once: its call moves to the next time it comes round.
fn next_year(tx: &Tx, client: &Client, call: &Call) -> Result<()> {
    let date = store::date(tx, &tx.actor, client.id, DateId(call.subject))?;
    let zone = cadence::zone(tx, client.location)?;
    let after = tend_core::Day(call.when.due().plus(-1).day_in(&zone).0.tomorrow().unwrap_or_default());
    let day = date.next(after);
    calls::raise(
        tx,
        &NewCall {
            member: call.member,
            client: client.id,
            kind: &DATE,
            subject: call.subject,
            when: When::on(day, &zone),
            reason: date.reason_on(day),
            act: call.act.clone(),
        },
    )
}

/// Takes the hello back: the last contact is what it was, unless we spoke since; the call stands as it stood.
pub fn helped_undone(tx: &Tx, call: &Call) -> Result<()> {
    let client = to_write(tx, call.client)?;
    let Some(entry) =
        timeline::store::newest_of_subject(tx, tx.actor.workspace, client.id, "clients.hello", call.subject)?
    else {
        return Ok(());
    };
    if is_taken_back(&entry) {
        return Ok(());
    }
    let mut gone = entry.clone();
    gone.body["taken_back_at"] = json!(tx.now);
    gone.strand = Strand::Unseen;
    timeline::store::rewrite(tx, &gone)?;
    mark(tx, client.id, "clients.hello_taken_back", entry.id);
    let was_last = client.last_contact_at == Some(entry.happened_at);
    if was_last {
        let last_contact_at = entry.body["last_contact_before"].as_i64().map(Timestamp);
        let client = Client { last_contact_at, ..client };
        store::update(tx, &client)?;
        cadence::raise(tx, &client, &cadence::zone(tx, client.location)?)?;
    }
    if was_last || call.kind == DATE.name { calls::store::put_back(tx, call) } else { Ok(()) }
}
