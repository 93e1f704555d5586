//! What must hold of handoffs, for `tend check`.

use tend_core::check::Check;

use crate::store;

/// All of it.
pub(crate) const ALL: &[Check] = &[
    Check { name: "handoffs.ends", says: "A handoff waits or has ended", run: store::half_ended },
    Check { name: "handoffs.calls", says: "Whoever is asked is called for an answer", run: store::uncalled },
    Check { name: "handoffs.silence", says: "Nobody is called for an answer in vain", run: store::called_in_vain },
];
