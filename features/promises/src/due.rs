//! By when: reads what a person types or says, in the zone of the place.

use tend_core::Timestamp;

/// By when a promise is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The moment.
    pub at: Timestamp,
    /// They said a day and no hour; then the moment is when that day ends at the place.
    pub whole_day: bool,
}
