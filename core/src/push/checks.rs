//! What must hold of push, for `tend check`.

use super::store;
use crate::check::Check;

/// All of it.
pub const ALL: &[Check] =
    &[Check { name: "push.members", says: "Nobody who left is told at once", run: store::of_nobody }];
