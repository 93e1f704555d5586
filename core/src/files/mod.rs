//! Files: bytes that people bring along, kept beside the database or in an S3-compatible store under the hash of what is in them.
//!
//! A row of `file_objects` is there before its bytes are and goes after them, so nothing ever points at nothing, whoever is
//! killed when: [`keep`] announces an object, puts its bytes, and only then a feature's row may [`hold`] it. What nobody holds
//! any more is swept a day later; what is being swept can neither be held nor announced until it is gone. The same bytes are kept
//! once. Pictures are kept with two smaller ones, made anew, so that nothing but the picture itself is in them.

mod actions;
mod checks;
mod copies;
mod jobs;
mod keep;
mod kind;
mod name;
mod object;
mod picture;
mod place;
mod receive;
mod room;
pub mod store;
#[cfg(test)]
mod tests;
mod trouble;

pub use actions::{Kept, find_kept, forget, hold, release};
pub(crate) use checks::{ROOM, stored};
pub use copies::{Copied, bring_back, copy_beside, let_go};
pub use jobs::{SWEEP, TIDY};
pub use keep::{anew, keep, keep_all};
pub use kind::{Kind, told};
pub use name::{attachment, clean, percent};
pub use object::{Object, Part, Size, Stored, Unshown};
pub use place::{Files, Place};
pub use receive::{Arrived, Bounds, receive, receive_file};
pub use room::{Room, USUAL_MOST_BYTES, USUAL_MOST_FILE_BYTES, room, set_room};
pub use trouble::{FIELD, Trouble};

/// How many files may come with one form.
pub const MOST_FILES: usize = 20;
/// How many bytes may come with one form, all its files together.
pub const MOST_AT_ONCE: u64 = 200 * 1024 * 1024;
