//! The call of a rhythm: it starts when the rhythm has passed without contact.

use jiff::{Span, tz::TimeZone};
use tend_core::{
    Day, Result, Timestamp, Tx,
    calls::{self, NewCall, When},
    id::LocationId,
};

use super::CADENCE;
use crate::{client::Client, store, words};

/// The zone in which a client's days begin and end: that of their place.
pub(super) fn zone(tx: &Tx, location: LocationId) -> Result<TimeZone> {
    if tx.actor.location == Some(location) {
        return Ok(tx.actor.zone.clone());
    }
    store::zone_of(tx, &tx.actor, location)
}

/// Raises a client's call of the rhythm, or moves it; who has no rhythm or was laid aside has none.
pub(super) fn raise(tx: &Tx, client: &Client, zone: &TimeZone) -> Result<()> {
    let Some(days) = client.cadence_days.filter(|_| client.archived_at.is_none()) else {
        return Ok(());
    };
    let when = starts(client.last_contact_at.unwrap_or(client.created_at), days, zone);
    calls::raise(
        tx,
        &NewCall {
            member: client.owner,
            client: client.id,
            kind: &CADENCE,
            subject: client.id.0,
            when,
            reason: reason(client, days, zone),
            act: format!("Say hello to {}", client.called()),
        },
    )
}

/// Settles what there is and raises it anew: after a change of the rhythm, the owner or the place.
pub(super) fn renew(tx: &Tx, client: &Client) -> Result<()> {
    calls::settle(tx, CADENCE.name, client.id.0)?;
    raise(tx, client, &zone(tx, client.location)?)
}

/// From the first instant of the day on which the rhythm has passed, due when the grace has passed too.
fn starts(last_contact: Timestamp, days: i64, zone: &TimeZone) -> When {
    let day = last_contact.day_in(zone).0;
    let day = day.checked_add(Span::new().days(days)).unwrap_or(day);
    let start = Day(day).starts_at(zone);
    When::From { start, due: start.plus(CADENCE.grace_us) }
}

fn reason(client: &Client, days: i64, zone: &TimeZone) -> String {
    let rhythm = words::every(days);
    match client.last_contact_at {
        Some(at) => format!("{rhythm}, and last spoke on {}", words::long_day(at.day_in(zone))),
        None => format!("{rhythm}, and no word between us yet"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_starts_with_the_day_on_which_the_rhythm_has_passed() {
        let zone = TimeZone::get("Europe/Berlin").expect("known");
        let spoke: Timestamp = "2026-10-12T14:40:00Z".parse().expect("a moment");
        let When::From { start, due } = starts(spoke, 21, &zone) else { panic!("no span") };
        // Two weeks later the clocks change; the day still begins at midnight there.
        assert_eq!(start.to_string(), "2026-11-01T23:00:00Z");
        assert_eq!(due.since(start), CADENCE.grace_us);
    }
}
