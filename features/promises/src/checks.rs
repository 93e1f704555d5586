//! What must hold of promises, for `tend check`.

use tend_core::check::Check;

use crate::store;

/// All of it.
pub const ALL: &[Check] = &[
    Check {
        name: "promises.owed",
        says: "Each promise that is owed to a client calls its owner",
        run: store::owed_without_call,
    },
    Check {
        name: "promises.calls",
        says: "Each call for a promise is about one that is owed",
        run: store::calls_for_nothing,
    },
    Check { name: "promises.entries", says: "An entry tells of each promise", run: store::without_entry },
    Check {
        name: "promises.tally",
        says: "How promises were kept is counted as they were kept",
        run: store::miscounted,
    },
];
