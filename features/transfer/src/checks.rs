//! What must hold of imports, for `tend check`.

use tend_core::check::Check;

use crate::store::checks;

/// All of it.
pub const ALL: &[Check] = &[
    Check {
        name: "transfer.reckoning",
        says: "Each row of an import is created, updated, unchanged or refused",
        run: checks::wrong_sums,
    },
    Check {
        name: "transfer.refusals",
        says: "An import has as many refused rows as it counts",
        run: checks::miscounted_refusals,
    },
    Check { name: "transfer.entries", says: "What a row told stands in the book", run: checks::lost_entries },
];
