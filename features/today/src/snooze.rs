//! *Not now*: a member puts a client off until later, and says why. What begins to call meanwhile brings the client back.

use jiff::{ToSpan, civil::Weekday, tz::TimeZone};
use serde_json::json;
use tend_clients::Client;
use tend_core::{
    Day, Problems, Result, Timestamp, Tx,
    calls::Call,
    id::{CallId, ClientId, MemberId},
    timeline::{NewEntry, Strand},
};

use tend_promises::due::Closing;

use crate::{list, store, when};

/// A client one member put off.
#[derive(Clone, Debug, PartialEq)]
pub struct Snooze {
    /// Who put them off.
    pub member: MemberId,
    /// Whom.
    pub client: ClientId,
    /// When.
    pub snoozed_at: Timestamp,
    /// Until when.
    pub until_at: Timestamp,
    /// Why.
    pub reason: String,
    /// The calls that were known then.
    pub calls: Vec<CallId>,
}

impl Snooze {
    /// Does it still hold for a client with these started calls at `at`? A call that is new, or begins anew, ends it.
    pub fn holds(&self, calls: &[Call], at: Timestamp) -> bool {
        at < self.until_at
            && calls.iter().all(|call| self.calls.contains(&call.id) && call.when.start() <= self.snoozed_at)
    }
}

/// One of the times a client can be put off to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Later {
    /// What the form sends.
    pub word: &'static str,
    /// What the button says.
    pub words: &'static str,
    /// The moment.
    pub at: Timestamp,
}

/// The times that can be had at a press: this afternoon while it is morning, tomorrow, next Monday. Days begin with the place's day.
pub fn choices(now: Timestamp, zone: &TimeZone) -> Vec<Later> {
    let today = now.day_in(zone).0;
    let afternoon = today.at(14, 0, 0, 0).to_zoned(zone.clone()).map(|at| Timestamp::from(&at)).ok();
    let starts = |day: jiff::civil::Date| Day(day).starts_at(zone);
    let tomorrow = today.tomorrow().map(starts).ok();
    // From a Sunday on, next week is tomorrow: then the Monday after.
    let monday = today.nth_weekday(1, Weekday::Monday).ok();
    let monday =
        monday.filter(|_| today.weekday() != Weekday::Sunday).or_else(|| today.checked_add(8.days()).ok()).map(starts);
    let later = |word, words, at: Option<Timestamp>| at.map(|at| Later { word, words, at });
    [
        later("afternoon", "This afternoon", afternoon.filter(|at| now.plus(tend_core::time::HOUR) <= *at)),
        later("tomorrow", "Tomorrow", tomorrow),
        later("next-week", "Next week", monday),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// When to come back to a client: one of [`choices`], or what somebody typed, in the zone of their place.
pub fn read_until(word: &str, typed: &str, now: Timestamp, zone: &TimeZone) -> Result<Timestamp, String> {
    if !typed.trim().is_empty() {
        let due = tend_promises::due::read(typed, now, zone, &Closing::default())?;
        // “Until Thursday” means that Thursday brings them back, not its end.
        let at = if due.whole_day { due.at.day_in(zone).starts_at(zone) } else { due.at };
        return if at > now { Ok(at) } else { Err("That time has passed. Say one that is still to come.".into()) };
    }
    let chosen = choices(now, zone).into_iter().find(|later| later.word == word);
    chosen.map(|later| later.at).ok_or_else(|| "Until when? “Thu 15:00” or “tomorrow” is enough.".into())
}

/// The longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// Puts a client off until then.
pub fn snooze(tx: &Tx, client: ClientId, until: &Until) -> Result<(Client, Timestamp)> {
    tx.actor.may_write()?;
    let member = tx.actor.me()?;
    let client = tend_clients::store::find(tx, &tx.actor, client)?;
    let mut problems = Problems::default();
    let until_at = problems.take("until", read_until(&until.word, &until.typed, tx.now, &tx.actor.zone));
    let reason = problems.take("reason", read_reason(&until.reason));
    problems.none()?;
    let (until_at, reason) = (until_at.unwrap_or(tx.now), reason.unwrap_or_default());
    let calls = list::started(tx, &tx.actor, client.id, tx.now)?.iter().map(|call| call.id).collect();
    store::put_snooze(
        tx,
        &Snooze { member, client: client.id, snoozed_at: tx.now, until_at, reason: reason.clone(), calls },
    )?;
    let words = when::back(until_at, tx.now, &tx.actor.zone);
    tell(tx, client.id, "today.snoozed", reason, json!({ "until": until_at.to_string(), "until_words": words }));
    Ok((client, until_at))
}

/// What the form of *not now* sends.
#[derive(Clone, Debug, Default)]
pub struct Until {
    /// The pressed time.
    pub word: String,
    /// A typed time; it comes before the pressed one.
    pub typed: String,
    /// Why.
    pub reason: String,
}

/// Brings a client back who was put off. Doing it twice changes nothing.
pub fn bring_back(tx: &Tx, client: ClientId) -> Result<Client> {
    tx.actor.may_write()?;
    let client = tend_clients::store::find(tx, &tx.actor, client)?;
    if store::delete_snooze(tx, tx.actor.me()?, client.id)? {
        tell(tx, client.id, "today.brought_back", String::new(), json!({}));
    }
    Ok(client)
}

fn read_reason(reason: &str) -> Result<String, String> {
    let reason = reason.trim();
    match reason.chars().count() {
        0 => Err("Why not now? A few words are enough, so that nobody wonders later.".into()),
        length if length > LONGEST_REASON => {
            Err(format!("That is {length} characters long. Say it in {LONGEST_REASON} or fewer."))
        }
        _ => Ok(reason.to_owned()),
    }
}

fn tell(tx: &Tx, client: ClientId, kind: &'static str, text: String, body: serde_json::Value) {
    tx.entry(NewEntry {
        client: Some(client),
        kind,
        strand: Strand::Service,
        happened_at: tx.now,
        subject: None,
        text,
        body,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn berlin() -> TimeZone {
        TimeZone::get("Europe/Berlin").expect("a zone")
    }
    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }
    fn times(now: &str) -> Vec<(&'static str, String)> {
        choices(at(now), &berlin()).into_iter().map(|later| (later.word, later.at.to_string())).collect()
    }

    #[test]
    fn the_afternoon_is_offered_while_it_is_still_to_come() {
        let morning = times("2026-10-13T06:00:00Z");
        assert_eq!(morning[0], ("afternoon", "2026-10-13T12:00:00Z".into()));
        assert_eq!(times("2026-10-13T11:30:00Z")[0].0, "tomorrow");
    }

    #[test]
    fn days_begin_where_the_place_is_also_when_clocks_change() {
        // The clocks go back on Sunday 25 October at 03:00.
        let saturday = times("2026-10-24T15:00:00Z");
        assert_eq!(
            saturday,
            [("tomorrow", "2026-10-24T22:00:00Z".into()), ("next-week", "2026-10-25T23:00:00Z".into())]
        );
        let sunday = times("2026-10-25T15:00:00Z");
        assert_eq!(sunday, [("tomorrow", "2026-10-25T23:00:00Z".into()), ("next-week", "2026-11-01T23:00:00Z".into())]);
    }
}
