//! Affiliations: which person belongs to which organization, as what, from when to when.

use tend_core::{Day, id::ClientId};

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
}
