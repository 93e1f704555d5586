//! Something done with many clients at once: which of them, what, how far it came, and how to take it back.
//!
//! Clients bring owner, tag and laying aside; other features add theirs by `Feature::bulk`. What is done to each client is done by its
//! own verb, with its own entry. Few are done at once, many by a job, a batch a transaction.

mod own;

use serde::{Deserialize, Serialize};
use tend_core::{
    Feature, Timestamp,
    feature::BulkAction,
    id::{ClientId, MemberId},
};

use crate::list::Filter;

pub(crate) use own::ALL as OWN;

tend_core::id!(
    /// One deed with many clients.
    DeedId
);

tend_core::words! {
    /// How far a deed is.
    pub enum DeedState {
        /// It is being done.
        Running = "running",
        /// It is done.
        Done = "done",
        /// It is being taken back.
        Undoing = "undoing",
        /// It was taken back.
        Undone = "undone",
    }
}

/// So many can be ticked.
pub const MOST_TICKED: usize = 200;
/// So many are done in one transaction.
pub const AT_ONCE: usize = 100;
/// More than this nobody means to change at once.
pub const MOST: i64 = 20_000;
/// So long a deed can be taken back.
pub const KEPT_DAYS: i64 = 30;

/// A deed as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    /// Its id.
    pub id: DeedId,
    /// Whose it is.
    pub member: MemberId,
    /// What is done: an action's name.
    pub action: String,
    /// All who pass this; none where they were ticked.
    pub filter: Option<Filter>,
    /// What was typed for it.
    pub typed: Typed,
    /// How far it is.
    pub state: DeedState,
    /// How many clients were changed.
    pub done: i64,
    /// For how many it could not be done.
    pub failed: i64,
    /// How many were left as they are when it was taken back, because somebody had changed them since.
    pub left_alone: i64,
    /// The last client that was looked at.
    pub after: Option<ClientId>,
    /// When it was begun.
    pub made_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Rises with every change.
    pub version: i64,
}

/// A form's fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Typed(pub Vec<(String, String)>);

/// Which clients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Those who were ticked.
    Ticked(Vec<ClientId>),
    /// All who pass.
    All(Filter),
}

/// A deed that is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDeed {
    /// What: an action's name.
    pub action: String,
    /// With whom.
    pub whom: Whom,
    /// What was typed for it.
    pub typed: Typed,
}

/// The action of this name, whichever feature brings it.
pub fn action(features: &'static [&'static Feature], name: &str) -> Option<&'static BulkAction> {
    actions(features).find(|action| action.name == name)
}

/// All actions, in the order of the features.
pub fn actions(features: &'static [&'static Feature]) -> impl Iterator<Item = &'static BulkAction> {
    features.iter().flat_map(|feature| feature.bulk)
}
