//! What must hold of files, for `tend check`.

use tend_core::check::Check;

use crate::store;

/// All of it.
pub const ALL: &[Check] = &[
    Check { name: "files.holders", says: "Bytes are held by as many files as they say", run: store::miscounted },
    Check { name: "files.entries", says: "Each file came with an entry", run: store::without_entry },
];
