//! What must hold of clients, for `tend check`.

use tend_core::check::Check;

use crate::store;

/// All of it.
pub const ALL: &[Check] = &[
    Check { name: "clients.search", says: "Search finds each client", run: store::not_in_search },
    Check { name: "clients.search_gone", says: "Search finds no client who is not there", run: store::gone_in_search },
    Check {
        name: "clients.tags",
        says: "In the list of a tag a client stands under their name",
        run: store::tags_out_of_order,
    },
    Check {
        name: "clients.rhythms",
        says: "The rhythm of each client calls their owner",
        run: store::rhythms_without_call,
    },
    Check {
        name: "clients.rhythm_calls",
        says: "Each call of a rhythm is about a client who has one",
        run: store::calls_without_rhythm,
    },
    Check { name: "clients.dates", says: "Each day that matters calls somebody", run: store::dates_without_call },
    Check {
        name: "clients.date_calls",
        says: "Each call for a day is about a day that is there",
        run: store::calls_without_date,
    },
];
