//! What a client looks like in JSON.

use serde::{Deserialize, Serialize};
use tend_core::{
    Day,
    api::{Versioned, shapes::Moment},
    id::{ClientId, LocationId, MemberId},
};
use utoipa::ToSchema;

use crate::{
    client::{Client, ClientKind},
    contact::{Consent, Purpose},
};

/// A client.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct ClientShape {
    /// Its id.
    pub id: ClientId,
    /// Person or organization.
    pub kind: ClientKind,
    /// What they are called.
    pub name: String,
    /// A person's given name; empty for organizations and where nobody knows.
    pub given: String,
    /// A person's family name; empty as above.
    pub family: String,
    /// One short line about them.
    pub about: String,
    /// The member who looks after them.
    pub owner_id: MemberId,
    /// The place where they are at home.
    pub location_id: LocationId,
    /// How often they like to be looked after, in days.
    pub cadence_days: Option<i64>,
    /// With us since.
    pub since: Option<Day>,
    /// When we last heard from each other.
    pub last_contact_at: Option<Moment>,
    /// When they were written into the book.
    pub created_at: Moment,
    /// When they were laid aside.
    pub archived_at: Option<Moment>,
    /// Rises with every change; also the `ETag`.
    pub version: i64,
}

impl Versioned for ClientShape {
    fn version(&self) -> i64 {
        self.version
    }
}

impl From<Client> for ClientShape {
    fn from(client: Client) -> Self {
        ClientShape {
            id: client.id,
            kind: client.kind,
            name: client.name,
            given: client.given,
            family: client.family,
            about: client.about,
            owner_id: client.owner,
            location_id: client.location,
            cadence_days: client.cadence_days,
            since: client.since,
            last_contact_at: client.last_contact_at.map(Moment),
            created_at: Moment(client.created_at),
            archived_at: client.archived_at.map(Moment),
            version: client.version,
        }
    }
}

/// What a client said about one use of a way to reach them. What was never asked does not stand there.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConsentShape {
    /// For what.
    pub purpose: Purpose,
    /// Yes or no.
    pub allowed: bool,
    /// Since when.
    #[serde(default)]
    pub since: Option<Day>,
    /// From where we know: “form of 3 May”.
    #[serde(default)]
    #[schema(max_length = 300)]
    pub source: String,
}

impl From<&Consent> for ConsentShape {
    fn from(consent: &Consent) -> Self {
        ConsentShape {
            purpose: consent.purpose,
            allowed: consent.allowed,
            since: consent.since,
            source: consent.source.clone(),
        }
    }
}

impl From<&ConsentShape> for Consent {
    fn from(shape: &ConsentShape) -> Self {
        Consent { purpose: shape.purpose, allowed: shape.allowed, since: shape.since, source: shape.source.clone() }
    }
}
