//! What must hold of evenings, for `tend check`. It tells ids and never a word.

use tend_core::check::Check;

use crate::store;

/// All of it.
pub(crate) const ALL: &[Check] = &[
    Check {
        name: "reflection.calls",
        says: "Each call of an evening is about somebody it names",
        run: store::calls_for_nothing,
    },
    Check {
        name: "reflection.private",
        says: "Each call of an evening is its author’s alone",
        run: store::calls_for_others,
    },
];
