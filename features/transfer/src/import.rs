//! An import: one file on its way into the book. Its states and its reckoning; nothing here reads or writes.

use serde::{Deserialize, Serialize};
use tend_core::{Timestamp, id::MemberId, time::DAY};

tend_core::id!(
    /// One import.
    ImportId,
);

tend_core::words! {
    /// Where an import stands.
    pub enum State {
        /// The file is here; its columns are being matched. Nothing of it is in the book.
        Matching = "matching",
        /// Rows are being brought in.
        Running = "running",
        /// Somebody stopped it; what was brought in is there.
        Stopped = "stopped",
        /// Every row was reckoned.
        Done = "done",
        /// It is being taken back.
        Undoing = "undoing",
        /// It was taken back, but for what was edited since.
        Undone = "undone",
        /// The file could not be read to its end.
        Failed = "failed",
    }
}

/// For how long an import can be undone, in microseconds.
pub const UNDO_WITHIN_US: i64 = 30 * DAY;

/// How the rows ended. `rows = created + updated + unchanged + refused`, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New clients.
    pub created: i64,
    /// Clients who were there and learned something.
    pub updated: i64,
    /// Clients who were there already.
    pub unchanged: i64,
    /// Rows that cannot be clients.
    pub refused: i64,
}

impl Counts {
    /// All rows that were reckoned.
    pub fn rows(self) -> i64 {
        self.created + self.updated + self.unchanged + self.refused
    }
    /// With another batch.
    #[must_use]
    pub fn plus(self, other: Counts) -> Counts {
        Counts {
            created: self.created + other.created,
            updated: self.updated + other.updated,
            unchanged: self.unchanged + other.unchanged,
            refused: self.refused + other.refused,
        }
    }
}

/// A column of the file, as the page shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FoundColumn {
    /// Its name, different from all others of the file.
    pub name: String,
    /// The first different values.
    pub examples: Vec<String>,
    /// Where it goes, as a mapping says it: `email:work`.
    pub target: String,
    /// Nobody needs to look.
    pub sure: bool,
    /// Why, in words.
    pub reason: String,
    /// It holds dates that can be read in two ways, and nobody said which: both, as a mapping says them.
    pub two_ways: Vec<String>,
    /// How its dates are read, as a mapping says it; empty where it holds none.
    pub dates: String,
}

/// An import as it stands.
#[derive(Clone, Debug)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// The file's name.
    pub name: String,
    /// SHA-256 of its bytes.
    pub digest: String,
    /// Its size in bytes.
    pub size: i64,
    /// Where it stands.
    pub state: State,
    /// Who brings it in.
    pub member: Option<MemberId>,
    /// What was decided about its columns, as TOML.
    pub mapping: String,
    /// Its columns as they were found, with what was decided.
    pub columns: Vec<FoundColumn>,
    /// How it is written.
    pub encoding: String,
    /// What separates its cells.
    pub delimiter: String,
    /// Its rows.
    pub rows: i64,
    /// The last row that was reckoned.
    pub at_row: i64,
    /// How they ended.
    pub counts: Counts,
    /// What is worth a look, in sentences.
    pub warnings: Vec<String>,
    /// Why it failed; empty if it did not.
    pub trouble: String,
    /// When the file came.
    pub created_at: Timestamp,
    /// When the first row was brought in.
    pub begun_at: Option<Timestamp>,
    /// When the last row was reckoned.
    pub ended_at: Option<Timestamp>,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
    /// Counts its changes.
    pub version: i64,
}

impl Import {
    /// Can it still be taken back?
    pub fn can_be_undone(&self, now: Timestamp) -> bool {
        let ended = matches!(self.state, State::Done | State::Stopped | State::Failed);
        ended && self.begun_at.is_some() && self.ended_at.is_some_and(|at| now.since(at) <= UNDO_WITHIN_US)
    }
    /// Is it at work?
    pub fn is_at_work(&self) -> bool {
        matches!(self.state, State::Running | State::Undoing)
    }
}
