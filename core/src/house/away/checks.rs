//! What must hold of absences and of who looks after a place, for `tend check`.

use super::store;
use crate::check::Check;

/// Of absences.
pub(crate) const AWAY: Check = Check {
    name: "house.away",
    says: "Nobody is away twice at a time, or stands in for themselves",
    run: store::impossible,
};

/// Of places.
pub(crate) const PLACES: Check = Check {
    name: "house.places",
    says: "Each place is looked after by somebody who works here",
    run: store::left_alone,
};
