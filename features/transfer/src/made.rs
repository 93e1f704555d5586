//! What a row becomes: a candidate with the members and places of the house, as a client that can be written into the book.

use std::sync::Arc;

use serde_json::{Map, Value};
use tend_clients::{
    Checked, ClientKind, Consent, ContactKind, NewClient, NewContactPoint, NewDate, Purpose,
    contact::{check_value, folded_value},
    fields::{FieldId, FieldKind},
    likeness::{self, Profile},
};
use tend_core::{Day, Error, Timestamp, fold::fold};

use crate::{
    people::People,
    reading::{
        candidate::{Address, Candidate, ContactPoint, Kind, PointKind},
        dates::Moment,
    },
};

/// Who rows may speak of, the name of their file, and now: what a row is made into a client with.
pub struct Maker {
    /// The members and places; nobody in an empty database, where a dry run only asks whether a row would be taken.
    pub people: Arc<People>,
    /// The file's name, for where clients come from.
    pub file: Arc<str>,
    /// When it is brought in.
    pub now: Timestamp,
    /// Rows may still be left out while they come in: each keeps its cells, to come back as it was.
    pub leaves_out: bool,
}

impl Maker {
    /// The client of a row, tidy and checked, or why the book does not take it.
    pub fn make(&self, candidate: &Candidate) -> Result<Checked, String> {
        new_client(candidate, &self.people, &self.file, self.now).checked().map_err(|error| match error {
            Error::Invalid(problems) => {
                problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>().join(" ")
            }
            other => other.to_string(),
        })
    }
}

/// The new client of a row. What finds no field of its own is kept as text under its column's name: nothing is lost.
pub fn new_client(candidate: &Candidate, people: &People, file: &str, now: Timestamp) -> NewClient {
    let kind = match candidate.kind {
        Kind::Person => ClientKind::Person,
        Kind::Organization => ClientKind::Organization,
    };
    let mut kept = Kept::new(candidate);
    let owner = kept.found("Owner", &candidate.owner, people.member(&candidate.owner));
    let place = kept.found("Place", &candidate.location, people.place(&candidate.location)).unwrap_or(people.place);
    let owner = owner.unwrap_or_else(|| people.owner_at(place, candidate.row));
    let mut new = NewClient::new(kind, candidate.name.clone(), owner, place);
    if kind == ClientKind::Person {
        new.given.clone_from(&candidate.parts.given);
        new.family.clone_from(&candidate.parts.family);
    }
    new.about = about(candidate);
    new.since = candidate.since.map(|moment| Day(moment.day(&people.zone)));
    new.cadence_days = candidate.rhythm_days.or(people.rhythm_days);
    new.last_contact_at = last_contact(candidate.last_contact, people, now);
    new.contact_points = points(candidate, &mut kept, file);
    new.tags.clone_from(&candidate.tags);
    new.dates = candidate.dates.iter().map(|(label, moment)| date(label, *moment, people)).collect();
    new.note = (!candidate.notes.is_empty()).then(|| candidate.notes.join("\n\n"));
    new.fields = kept.0;
    new.custom = custom(&new.fields, people);
    new.origin = format!("{file}, row {}", candidate.row);
    new
}

/// What of the kept text goes into a custom field called like its column, where it reads as what the field takes. The text is kept
/// all the same, as it stood in the list.
fn custom(kept: &Map<String, Value>, people: &People) -> Vec<(FieldId, String)> {
    let mut custom = Vec::new();
    for field in people.fields.iter().filter(|field| field.kind != FieldKind::Client) {
        let name = fold(&field.name);
        let text = kept.iter().find(|(column, _)| fold(column) == name).and_then(|(_, text)| text.as_str());
        if let Some(text) = text.filter(|text| matches!(field.read(text), Ok(Some(_)))) {
            custom.push((field.id, text.to_owned()));
        }
    }
    custom
}

/// What of a row is compared with others: what the book would know of it, with the organization and the id that it names.
pub fn profile(candidate: &Candidate, new: &Checked, source: &str) -> Profile {
    let mut profile = new.profile().clone();
    if candidate.name_is_lost {
        (profile.name, profile.given, profile.family) = (String::new(), String::new(), String::new());
    }
    let organization = candidate.organization.as_ref().map_or("", |organization| organization.name.as_str());
    if !likeness::is_lost(organization) {
        profile.organization = likeness::fold(organization);
    }
    profile.external_ids = candidate.external_id.iter().map(|id| format!("{source}:{id}")).collect();
    profile
}

/// Text under the name of its column.
struct Kept(Map<String, Value>);

impl Kept {
    fn new(candidate: &Candidate) -> Self {
        let custom = candidate.custom.iter().map(|(column, text)| (column.to_string(), Value::from(text.as_str())));
        Kept(custom.collect())
    }
    fn keep(&mut self, column: &str, text: &str) {
        if !text.is_empty() {
            self.0.entry(column).or_insert_with(|| Value::from(text));
        }
    }
    /// What a row calls somebody is kept as text where nobody here is called so.
    fn found<T>(&mut self, column: &str, text: &str, found: Option<T>) -> Option<T> {
        if found.is_none() {
            self.keep(column, text);
        }
        found
    }
}

/// The short line: a person's title and organization, an organization's town.
fn about(candidate: &Candidate) -> String {
    let organization = candidate.organization.as_ref().map_or("", |organization| organization.name.as_str());
    let town = candidate
        .addresses
        .iter()
        .map(|address| address.city.as_str())
        .find(|city| !city.is_empty())
        .unwrap_or_default();
    let parts = match candidate.kind {
        Kind::Person => [candidate.title.as_str(), organization],
        Kind::Organization => ["", town],
    };
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ").chars().take(200).collect()
}

/// Nobody has spoken with a client in the future: such a date is no contact.
fn last_contact(moment: Option<Moment>, people: &People, now: Timestamp) -> Option<Timestamp> {
    let at = Timestamp::from(moment?.instant(&people.zone)?);
    (at <= now).then_some(at)
}

fn date(label: &str, moment: Moment, people: &People) -> NewDate {
    let day = moment.day(&people.zone);
    NewDate {
        label: label.to_owned(),
        month: i64::from(day.month()),
        day: i64::from(day.day()),
        year: Some(i64::from(day.year())).filter(|year| *year > 0),
    }
}

fn points(candidate: &Candidate, kept: &mut Kept, file: &str) -> Vec<NewContactPoint> {
    let mut points: Vec<NewContactPoint> = Vec::new();
    for point in &candidate.points {
        let (kind, label) = kind_of(point);
        add(&mut points, kept, NewContactPoint { label, ..NewContactPoint::new(kind, point.value.clone()) });
    }
    for address in &candidate.addresses {
        let value = in_lines(address);
        if !value.is_empty() {
            add(
                &mut points,
                kept,
                NewContactPoint {
                    label: address.label.to_string(),
                    ..NewContactPoint::new(ContactKind::Postal, value)
                },
            );
        }
    }
    let consents = consents(candidate, file);
    for point in points.iter_mut().filter(|point| matches!(point.kind, ContactKind::Email | ContactKind::Phone)) {
        point.consents.clone_from(&consents);
    }
    points
}

/// Adds what the book takes, once; what it does not take is kept as text.
fn add(points: &mut Vec<NewContactPoint>, kept: &mut Kept, point: NewContactPoint) {
    let folded = folded_value(point.kind, &point.value);
    let is_same =
        |there: &NewContactPoint| there.kind == point.kind && folded_value(there.kind, &there.value) == folded;
    match check_value(point.kind, &point.value) {
        Ok(_) if points.iter().any(is_same) => {}
        Ok(_) => points.push(point),
        Err(_) => kept.keep(point.kind.label(), &point.value),
    }
}

fn kind_of(point: &ContactPoint) -> (ContactKind, String) {
    match &point.kind {
        PointKind::Email => (ContactKind::Email, point.label.to_string()),
        PointKind::Phone => (ContactKind::Phone, point.label.to_string()),
        PointKind::Website => (ContactKind::Website, point.label.to_string()),
        PointKind::Handle(network) => (ContactKind::Handle, network.to_string()),
    }
}

/// An address as one writes it on a letter.
fn in_lines(address: &Address) -> String {
    let town = [&address.postal_code, &address.city]
        .into_iter()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(" ");
    let lines = [&address.street, &address.street2, &town, &address.region, &address.country];
    lines.into_iter().filter(|line| !line.is_empty()).cloned().collect::<Vec<_>>().join("\n")
}

fn consents(candidate: &Candidate, file: &str) -> Vec<Consent> {
    let purpose = |text: &str| match text {
        "answer" => Some(Purpose::Answer),
        "newsletter" => Some(Purpose::Newsletter),
        "" | "reach" => Some(Purpose::Reach),
        // A purpose that the house has no word for is the narrow one: a mailing needs a clear yes.
        _ => None,
    };
    let given = candidate.consents.iter().filter_map(|consent| Some((purpose(&consent.purpose)?, consent.given)));
    given
        .map(|(purpose, allowed)| Consent { purpose, allowed, since: None, source: file.chars().take(200).collect() })
        .collect()
}
