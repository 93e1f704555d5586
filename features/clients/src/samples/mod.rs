//! Our pages in every state, for the gallery: drawn by the same functions as the pages, from people who live in no database.

mod clinic;
mod deeds;
mod fields;
mod lists;
mod new_ones;
mod pairs;
mod relationships;

use jiff::tz::TimeZone;
use tend_core::{
    Actor, Role, Timestamp,
    id::{ClientId, LocationId, MemberId, WorkspaceId},
    time::DAY,
    ui::Sample,
};
use uuid::Uuid;

use crate::{
    client::{Client, ClientKind},
    pages::Sent,
};

/// All of them.
pub fn all() -> Vec<Sample> {
    [lists::all(), relationships::all(), new_ones::all(), fields::all(), deeds::all(), pairs::all()].concat()
}

/// The thirteenth of October 2026, eight in the morning in Amsterdam.
const NOW: Timestamp = Timestamp(1_791_871_200_000_000);

const fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn noor() -> Actor {
    Actor {
        workspace: WorkspaceId(id(1)),
        member: Some(MemberId(id(2))),
        role: Role::Member,
        name: "Noor Haddad".into(),
        location: Some(LocationId(id(3))),
        zone: TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC),
    }
}

fn client(number: u128, kind: ClientKind, name: &str, about: &str, spoke_days: i64) -> Client {
    let (given, family) = crate::client::parts_of_name(name);
    Client {
        id: ClientId(id(100 + number)),
        kind,
        name: name.into(),
        given,
        family,
        about: about.into(),
        owner: MemberId(id(2)),
        owner_name: "Noor Haddad".into(),
        location: LocationId(id(3)),
        location_name: "Market Street".into(),
        cadence_days: Some(21),
        since: "2021-03-01".parse().ok(),
        last_contact_at: Some(NOW.plus(-spoke_days * DAY)),
        created_at: NOW.plus(-900 * DAY),
        archived_at: None,
        archived_by: None,
        version: 3,
    }
}

fn sent(pairs: &[(&str, &str)]) -> Sent {
    Sent(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}
