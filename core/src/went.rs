//! A thing of one feature can be part of something another feature keeps: the next word about a problem is a promise. When it goes on by
//! itself, whoever made it part of theirs hears of it in the same transaction, so that the two never disagree.

use uuid::Uuid;

use crate::{Result, Timestamp, Tx};

/// What went on, and how.
#[derive(Clone, Copy, Debug)]
pub struct Went<'a> {
    /// The feature that keeps it: `promises`.
    pub feature: &'static str,
    /// The thing.
    pub id: Uuid,
    /// What became of it, in a word of that feature: `kept`.
    pub how: &'static str,
    /// By when it is due now, where it moved.
    pub due: Option<Timestamp>,
    /// What was said about it; may be empty.
    pub words: &'a str,
}

/// Tells every feature that something went on.
pub fn tell(tx: &Tx, went: &Went) -> Result<()> {
    tx.features.iter().filter_map(|feature| feature.went).try_for_each(|hears| hears(tx, went))
}
