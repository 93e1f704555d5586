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
    Check {
        name: "problems.gestures",
        says: "A gesture that waits has no answer yet, and a refused one has",
        run: store::gestures_answered_wrongly,
    },
    Check {
        name: "problems.gestures_called",
        says: "Who may answer what somebody wants to give is called",
        run: store::gestures_uncalled,
    },
    Check {
        name: "problems.gestures_answered",
        says: "Nobody is called for an answer that was given",
        run: store::answers_called_for_nothing,
    },
    Check { name: "problems.allowances", says: "What each may give is nothing or more", run: store::allowances_wrong },
    Check {
        name: "problems.rules",
        says: "What all may give is nothing or more, in a currency",
        run: store::rules_wrong,
    },
    Check { name: "problems.todos", says: "What is ticked says when", run: store::todos_ticked_wrongly },
    Check { name: "problems.helpers", says: "Who was asked to help is called", run: store::helpers_uncalled },
    Check { name: "problems.entries", says: "Each problem has the entry it began with", run: store::without_entry },
    Check {
        name: "problems.marks",
        says: "Each state is marked with who and when exactly if it was reached",
        run: store::marked_wrongly,
    },
];
