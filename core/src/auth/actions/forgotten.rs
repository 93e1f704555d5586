//! Somebody forgot their password and asks for a letter.
//!
//! Whoever asks learns nothing about the address: the answer is the same, and takes the same time, since a job looks whose it is.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{count_try, issue};
use crate::{
    actor::Actor,
    app::{App, Tx},
    auth::{
        Address, Caller, Purpose, Tries, members,
        session::fingerprint,
        store::{self, Workplace},
    },
    db::Conn,
    error::Result,
    house,
    id::UserId,
    jobs::{self, Done, Job, JobKind},
    mail::{self, NewLetter, SECRET, To, letters},
    time::MINUTE,
};

/// Looks whose address it is, and writes to them.
pub const FORGOTTEN: JobKind =
    JobKind { name: "house.forgotten", run: |app, job| -> Done { Box::pin(look(app, job)) }, every_us: 0 };

/// Nobody gets such a letter more often than this, however often somebody asks.
const NOT_AGAIN_US: i64 = 5 * MINUTE;

#[derive(Serialize, Deserialize)]
struct Asked {
    address: String,
}

/// Asks for a letter to this address. Gives the wait in microseconds for a network that asked too often.
pub async fn ask_for_password(app: &App, address: &Address, caller: &Caller) -> Result<Option<i64>> {
    let folded = address.folded();
    let network = caller.address.map(|address| format!("forgot-from:{address}"));
    if let Some(network) = network
        && let Some(wait_us) = count_try(app, &[network]).await?
    {
        return Ok(Some(wait_us));
    }
    // The oldest house does the work for all: which house an address belongs to is what nobody is told.
    let Some(house) = app.read(house::store::all).await?.into_iter().next() else { return Ok(None) };
    app.write(&Actor::house(house.id, house.zone), move |tx| {
        if was_asked_lately(tx, &folded)? {
            return Ok(None);
        }
        jobs::enqueue(tx, &FORGOTTEN, tx.now, None, &serde_json::to_value(Asked { address: folded.clone() })?)?;
        Ok(None)
    })
    .await
}

fn was_asked_lately(tx: &Tx, folded: &str) -> Result<bool> {
    let subject = format!("forgot:{}", fingerprint(folded));
    store::begin_tries(tx, &subject)?;
    let tries = store::hold_tries(tx, &subject)?;
    if tries.failures > 0 && tries.wait_us(tx.now) > 0 {
        return Ok(true);
    }
    let asked = Tries { failures: 1, last_at: tx.now, free_at: tx.now.plus(NOT_AGAIN_US) };
    store::put_tries(tx, &subject, asked)?;
    Ok(false)
}

async fn look(app: App, job: Job) -> Result<()> {
    let Asked { address } = serde_json::from_value(job.body)?;
    let Some((user, place)) = app.read(move |db| whose(db, &address)).await? else { return Ok(()) };
    app.write(&Actor::house(place.workspace, TimeZone::UTC), move |tx| write(tx, user, place)).await
}

/// Whoever signs in with this address, and one of the places where they work: the letter itself proves who they are, so any will do.
fn whose(db: &Conn, folded: &str) -> Result<Option<(UserId, Workplace)>> {
    let Some(user) = store::user_with(db, folded)? else { return Ok(None) };
    Ok(store::workplaces_of(db, user.id)?.first().map(|place| (user.id, *place)))
}

fn write(tx: &Tx, user: UserId, place: Workplace) -> Result<()> {
    // Somebody took the server away since it was asked for.
    if !mail::is_set(tx) {
        return Ok(());
    }
    let secret = issue(tx, Purpose::Forgotten, user, place, tx.now)?;
    let house = house::store::workspace(tx, tx.actor.workspace)?.name;
    let name = members::find(tx, tx.actor.workspace, place.member)?.name;
    let words = letters::new_password(&house, &name, &format!("{}/link/{SECRET}", tx.settings.base_url));
    let to = To::Member(place.member);
    mail::send(tx, NewLetter { to, kind: "members.forgotten", about: None, words, secret: Some(secret.0) }).map(|_| ())
}
