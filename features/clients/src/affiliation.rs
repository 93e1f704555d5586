//! Affiliations: which person belongs to which organization, as what, from when to when.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use tend_core::{Day, Timestamp, id::ClientId, timeline::store::Stretch};

tend_core::id!(
    /// One person at one organization.
    AffiliationId
);

/// One end of an affiliation as the other end's page shows it.
#[derive(Clone, Debug)]
pub struct Affiliation {
    /// Its id.
    pub id: AffiliationId,
    /// The person.
    pub person: ClientId,
    /// The organization.
    pub organization: ClientId,
    /// The other one's name.
    pub other_name: String,
    /// The other one's short line.
    pub other_about: String,
    /// When we last heard from the other one.
    pub other_last_contact_at: Option<Timestamp>,
    /// The person's title there. May be empty.
    pub title: String,
    /// Since when, if known.
    pub since: Option<Day>,
    /// Until when, if it has ended.
    pub until: Option<Day>,
    /// Rises with every change.
    pub version: i64,
}

impl Affiliation {
    /// The other end, seen from `client`.
    pub fn other(&self, client: ClientId) -> ClientId {
        if self.person == client { self.organization } else { self.person }
    }
    /// From when to when they belonged together, by the days of that zone.
    fn span(&self, zone: &TimeZone) -> (Timestamp, Timestamp) {
        let from = self.since.map_or(Timestamp(i64::MIN), |day| day.starts_at(zone));
        let until = self.until.map_or(Timestamp(i64::MAX), |day| day.ends_at(zone));
        (from, until)
    }
}

/// What of the stories of its people belongs to an organization: what happened while they were there.
pub fn stretches(people: &[Affiliation], zone: &TimeZone) -> Vec<Stretch> {
    let mut spans: HashMap<ClientId, (Timestamp, Timestamp)> = HashMap::new();
    let mut order = Vec::new();
    for one in people {
        let (from, until) = one.span(zone);
        let span = spans.entry(one.person).or_insert_with(|| {
            order.push(one.person);
            (from, until)
        });
        *span = (span.0.min(from), span.1.max(until));
    }
    let stretch = |client: ClientId| {
        let (from, until) = spans.get(&client).copied()?;
        Some(Stretch { client, from, until })
    };
    order.into_iter().filter_map(stretch).collect()
}

/// Whom of its people an organization heard from last, and when: while they were there.
pub fn heard_from<'a>(people: &'a [Affiliation], zone: &TimeZone) -> Option<(&'a Affiliation, Timestamp)> {
    let heard = people.iter().filter_map(|one| {
        let (at, (from, until)) = (one.other_last_contact_at?, one.span(zone));
        (from <= at && at < until).then_some((one, at))
    });
    heard.max_by_key(|(_, at)| *at)
}
