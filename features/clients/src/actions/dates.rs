//! Days that matter, and the call each raises every year.

use jiff::tz::TimeZone;
use tend_core::{
    Error, Result, Tx,
    calls::{self, NewCall, When},
    id::ClientId,
    time::DAY,
};

use super::{DATE, before_and_after, book_entry, cadence, keys, to_write};
use crate::{
    client::Client,
    date::{DateId, ImportantDate, NewDate},
    store,
};

/// Adds a day that matters.
pub fn add_date(tx: &Tx, client: ClientId, new: &NewDate) -> Result<DateId> {
    let client = to_write(tx, client)?;
    let new = new.checked().map_err(|message| Error::invalid("date", message))?;
    let date = store::insert_date(tx, client.id, &new)?;
    raise(tx, &client, &date, &cadence::zone(tx, client.location)?)?;
    keys::renew(tx, client.id)?;
    book_entry(tx, client.id, "clients.date_added", &date.label, before_and_after(&date.label, "", &date.words()));
    Ok(date.id)
}

/// Changes a day that matters.
pub fn change_date(tx: &Tx, client: ClientId, id: DateId, version: i64, new: &NewDate) -> Result<()> {
    let client = to_write(tx, client)?;
    let before = store::date(tx, &tx.actor, client.id, id)?;
    let new = new.checked().map_err(|message| Error::invalid("date", message))?;
    let after =
        ImportantDate { label: new.label, month: new.month, day: new.day, year: new.year, version, ..before.clone() };
    store::update_date(tx, &after)?;
    keys::renew(tx, client.id)?;
    calls::settle(tx, DATE.name, id.0)?;
    raise(tx, &client, &after, &cadence::zone(tx, client.location)?)?;
    book_entry(
        tx,
        client.id,
        "clients.date_changed",
        &after.label,
        before_and_after(&after.label, &before.words(), &after.words()),
    );
    Ok(())
}

/// Takes a day away.
pub fn remove_date(tx: &Tx, client: ClientId, id: DateId) -> Result<()> {
    let client = to_write(tx, client)?;
    let date = store::date(tx, &tx.actor, client.id, id)?;
    store::delete_date(tx, &date)?;
    keys::renew(tx, client.id)?;
    calls::settle(tx, DATE.name, id.0)?;
    book_entry(tx, client.id, "clients.date_removed", &date.label, before_and_after(&date.label, &date.words(), ""));
    Ok(())
}

/// Raises the call of the next time this day comes round.
pub(super) fn raise(tx: &Tx, client: &Client, date: &ImportantDate, zone: &TimeZone) -> Result<()> {
    if client.archived_at.is_some() {
        return Ok(());
    }
    let day = date.next(tx.now.day_in(zone));
    calls::raise(
        tx,
        &NewCall {
            member: client.owner,
            client: client.id,
            kind: &DATE,
            subject: date.id.0,
            when: When::on(day, zone),
            reason: date.reason_on(day),
            act: format!("Write {} a card", client.called()),
        },
    )
}

/// Raises the calls of all of a client's days anew: after a change of the owner or the place, or when they come back.
pub(super) fn renew_of(tx: &Tx, client: &Client) -> Result<()> {
    let dates = store::dates(tx, &tx.actor, client.id)?;
    let zone = cadence::zone(tx, client.location)?;
    for date in &dates {
        calls::settle(tx, DATE.name, date.id.0)?;
        raise(tx, client, date, &zone)?;
    }
    Ok(())
}

/// Settles day calls that ended a day or more ago and raises next year's; `most` at once. Says how many there were.
/// A call stays for a day after its own, so that *helped* can still be taken back the next morning.
pub fn renew_dates(tx: &Tx, most: i64) -> Result<usize> {
    let ended = calls::store::ended(tx, tx.actor.workspace, DATE.name, tx.now.plus(-DAY), most)?;
    for call in &ended {
        calls::settle(tx, DATE.name, call.subject)?;
        match (store::find(tx, &tx.actor, call.client), store::date(tx, &tx.actor, call.client, DateId(call.subject))) {
            (Ok(client), Ok(date)) => raise(tx, &client, &date, &cadence::zone(tx, client.location)?)?,
            // The client or the day is gone: nothing comes round again.
            (Err(Error::NotFound), _) | (_, Err(Error::NotFound)) => {}
            (Err(error), _) | (_, Err(error)) => return Err(error),
        }
    }
    Ok(ended.len())
}
