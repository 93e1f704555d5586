//! What must hold of the rows of problems, for `tend check`.

use tend_core::check::Check;

use crate::store;

/// All of it.
pub const ALL: &[Check] = &[
    Check { name: "problems.owner", says: "Each open problem has an owner who works here", run: store::without_owner },
    Check {
        name: "problems.calls",
        says: "Each open problem calls its owner for what is due with it",
        run: store::without_calls,
    },
    Check {
        name: "problems.calls_end",
        says: "No problem calls for what it does not need",
        run: store::calls_for_nothing,
    },
    Check {
        name: "problems.words",
        says: "The next word that was promised is due as its promise says",
        run: store::words_apart,
    },
    Check { name: "problems.helpers", says: "Who was asked to help is called", run: store::helpers_uncalled },
    Check { name: "problems.entries", says: "Each problem has the entry it began with", run: store::without_entry },
    Check {
        name: "problems.marks",
        says: "Each state is marked with who and when exactly if it was reached",
        run: store::marked_wrongly,
    },
];
