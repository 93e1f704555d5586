//! The nouns of the house: a location, and what is set for the whole workspace.

use super::{Holiday, Hours, Week};
use crate::{
    id::{LocationId, MemberId, WorkspaceId},
    time::Timestamp,
};

/// A shop, restaurant, office or site.
#[derive(Clone, Debug)]
pub struct Location {
    /// Its id.
    pub id: LocationId,
    /// What it is called.
    pub name: String,
    /// When it is open, in its own zone.
    pub hours: Hours,
    /// Since when nobody works there any more.
    pub closed_at: Option<Timestamp>,
    /// Who looks after it: whom one turns to there when nobody else is.
    pub looked_after_by: Option<MemberId>,
    /// Counts its changes.
    pub version: i64,
}

impl Location {
    /// The name of its zone in the IANA database.
    pub fn zone_name(&self) -> &str {
        super::zone::name(&self.hours.zone)
    }
}

/// A location as somebody describes it.
#[derive(Clone, Debug)]
pub struct NewLocation {
    /// What it is called.
    pub name: String,
    /// Its zone; checked.
    pub zone: jiff::tz::TimeZone,
    /// The usual week.
    pub week: Week,
    /// When it stays closed.
    pub holidays: Vec<Holiday>,
    /// Who looks after it; who is not named stays, or is the first admin.
    pub looked_after_by: Option<MemberId>,
}

impl NewLocation {
    /// A location with the usual hours, for commands that ask for no more than a name.
    pub fn named(name: &str, zone: jiff::tz::TimeZone) -> Self {
        NewLocation { name: name.to_owned(), zone, week: Week::usual(), holidays: Vec::new(), looked_after_by: None }
    }
    pub(super) fn zone_name(&self) -> &str {
        super::zone::name(&self.zone)
    }
}

/// What is set for the whole workspace.
#[derive(Clone, Debug)]
pub struct WorkspaceSettings {
    /// Whose it is.
    pub id: WorkspaceId,
    /// The company's name.
    pub name: String,
    /// How long after its time a promise is broken by itself, in microseconds.
    pub promise_grace_us: i64,
    /// Counts its changes.
    pub version: i64,
}

/// What an admin may set for the whole workspace.
#[derive(Clone, Debug)]
pub struct NewWorkspaceSettings {
    /// The company's name.
    pub name: String,
    /// How long after its time a promise is broken by itself, in microseconds.
    pub promise_grace_us: i64,
}
