//! What follows every change of a promise: it is saved, counted, called for, and told.

use serde_json::json;
use tend_core::{
    Error, Result, Timestamp, Tx, calls,
    id::{ClientId, EntryId},
    timeline::{NewEntry, Strand},
    went::{self, Went},
};

use crate::{
    promise::{self, Ending, Mark, Promise, PromiseId},
    store::{self, Place},
};

/// The promise as it stands, if the person who changes it saw it like that.
pub(super) fn for_change(tx: &Tx, id: PromiseId, seen: Option<i64>) -> Result<Promise> {
    tx.actor.may_write()?;
    let promise = store::find(tx, &tx.actor, id)?;
    if seen.is_some_and(|version| version != promise.version) {
        return Err(somebody_was_faster());
    }
    Ok(promise)
}

fn somebody_was_faster() -> Error {
    Error::Conflict(
        "Somebody changed this promise a moment ago. Look at how it stands now; what you typed is still here.".into(),
    )
}

pub(super) fn ending(tx: &Tx, place: &Place, at: Timestamp) -> Ending {
    Ending { mark: Mark { at, by: tx.actor.member, entry: tx.new_id() }, day: at.day_in(&place.zone) }
}

/// Saves the promise, counts what it counts as, and raises or settles its call.
pub(super) fn change(tx: &Tx, before: &Promise, after: &Promise) -> Result<()> {
    if !store::save(tx, after)? {
        return Err(somebody_was_faster());
    }
    follow(tx, before, after)
}

pub(super) fn follow(tx: &Tx, before: &Promise, after: &Promise) -> Result<()> {
    count(tx, before, -1)?;
    count(tx, after, 1)?;
    call_for(tx, Some(before), after)
}

fn count(tx: &Tx, promise: &Promise, by: i64) -> Result<()> {
    let Some((day, outcome)) = promise::outcome(promise) else {
        return Ok(());
    };
    store::count(tx, promise.location.0, day, outcome, by)?;
    store::count(tx, promise.owner.0, day, outcome, by)
}

/// Exactly one call while something is owed to a client, and none after.
pub(super) fn call_for(tx: &Tx, before: Option<&Promise>, after: &Promise) -> Result<()> {
    let Some(client) = after.client() else { return Ok(()) };
    let client = tend_clients::store::find(tx, &tx.actor, client)?;
    let call = promise::call(after, client.called());
    let earlier = before.and_then(|before| promise::call(before, client.called()));
    if let Some(earlier) = earlier
        && call.as_ref().is_none_or(|call| (call.kind.name, call.member) != (earlier.kind.name, earlier.member))
    {
        calls::settle(tx, earlier.kind.name, after.id.0)?;
    }
    call.map_or(Ok(()), |call| calls::raise(tx, &call))
}

/// We spoke with the client about it.
pub(super) fn contact(tx: &Tx, promise: &Promise) -> Result<()> {
    promise.client().map_or(Ok(()), |client| tend_clients::actions::touched(tx, client, tx.now))
}

pub(super) fn ended(tx: &Tx, promise: &Promise, place: &Place, kind: &'static str, text: &str) -> Result<()> {
    let Some(Ending { mark, .. }) = promise.ended else {
        return Ok(());
    };
    tell(tx, &Telling { promise, place, entry: mark.entry, kind, happened_at: mark.at, text })
}

/// Tells whoever made it part of something of theirs.
pub(super) fn went(tx: &Tx, promise: &Promise, how: &'static str, words: &str) -> Result<()> {
    let (id, due) = (promise.id.0, Some(promise.due.at));
    went::tell(tx, &Went { feature: crate::FEATURE.name, id, how, due, words })
}

/// What an entry about a promise says.
pub(super) struct Telling<'a> {
    pub promise: &'a Promise,
    pub place: &'a Place,
    pub entry: EntryId,
    pub kind: &'static str,
    pub happened_at: Timestamp,
    pub text: &'a str,
}

pub(super) fn tell(tx: &Tx, telling: &Telling) -> Result<()> {
    let promise = telling.promise;
    let colleague = promise.to.colleague().map(|member| store::member_name(tx, &tx.actor, member)).transpose()?;
    let body = json!({
        "promise": promise.words,
        "due": crate::due::in_words(promise.due, &telling.place.zone),
        "late_us": promise.kept_on_time.filter(|on_time| !on_time).map(|_| telling.happened_at.since(promise.due.at)),
        "colleague": colleague,
    });
    tx.entry_as(
        telling.entry,
        NewEntry {
            client: promise.client(),
            kind: telling.kind,
            strand: Strand::Service,
            happened_at: telling.happened_at,
            subject: Some(promise.id.0),
            text: telling.text.to_owned(),
            body,
        },
    );
    Ok(())
}

/// The client of these promises is erased: they are counted no more.
pub fn erased(tx: &Tx, client: ClientId) -> Result<()> {
    for promise in store::every_of_client(tx, &tx.actor, client)? {
        count(tx, &promise, -1)?;
    }
    Ok(())
}
