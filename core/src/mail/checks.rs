//! What must hold of letters, for `tend check`.

use super::store;
use crate::check::Check;

/// All of it.
pub const ALL: &[Check] = &[
    Check { name: "mail.sent", says: "A letter that is sent has the time at which it was", run: store::unsure },
    Check { name: "mail.secrets", says: "No one-time link is kept once its letter is out", run: store::kept_secrets },
];
