//! What must hold of goals, for `tend check`.

use tend_core::check::Check;

use crate::store;

/// All of it.
pub const ALL: &[Check] = &[
    Check {
        name: "goals.calls",
        says: "Each open goal calls somebody, sooner or later",
        run: store::open_without_call,
    },
    Check { name: "goals.open", says: "Each call for a goal is about one that is open", run: store::calls_for_nothing },
    Check { name: "goals.entries", says: "An entry tells of each goal", run: store::without_entry },
    Check { name: "goals.serves", says: "What a goal serves is there", run: store::serves_nothing_there },
    Check { name: "goals.circle", says: "No goal serves itself, over others", run: store::in_a_circle },
    Check { name: "goals.word", says: "Each attained goal has the client's word", run: store::attained_without_word },
];
