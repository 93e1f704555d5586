//! An import: one file on its way into the book. Its states and its reckoning; nothing here reads or writes.

use serde::{Deserialize, Serialize};
use tend_core::{Timestamp, id::MemberId, time::DAY};

use crate::reading::standing::Standing;

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
    /// Where problems stood, and where they stand here.
    #[serde(default)]
    pub statuses: Vec<FoundStatus>,
}

/// A status that problems of a list have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FoundStatus {
    /// In the words of the program.
    pub name: String,
    /// How many rows have it.
    pub rows: i64,
    /// Where they stand here.
    pub standing: Standing,
}

/// Who looks after clients whose row names nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owners {
    /// Whoever brings the file in.
    #[default]
    WhoBringsThem,
    /// Those who work at each client's place, in turn.
    AtTheirPlace,
    /// One member.
    Member(MemberId),
}

/// How often they like to be greeted whose row does not say it, as it was answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// Nobody answered: what the mapping says holds, if it says something.
    #[default]
    AsMapped,
    /// Nobody by itself, whatever the mapping says.
    Nobody,
    /// So many days.
    Days(i64),
}

impl Rhythm {
    /// In days, where the mapping says `mapped`.
    pub fn days(self, mapped: Option<i64>) -> Option<i64> {
        match self {
            Rhythm::AsMapped => mapped,
            Rhythm::Nobody => None,
            Rhythm::Days(days) => Some(days),
        }
    }
}

/// What was found in looking a file through before anything of it is brought in, and what was decided about it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LookedThrough {
    /// How many rows were looked through; the rest is checked while it comes in.
    pub rows: i64,
    /// How many of them look like somebody.
    pub alike: i64,
    /// The first names among those.
    pub alike_names: Vec<String>,
    /// How many have neither mail address nor phone.
    pub unreachable: i64,
    /// How many name no owner who works here.
    pub ownerless: i64,
    /// How many values cannot be taken as they are meant and are kept as text.
    pub kept_as_text: i64,
    /// What is wrong with the first of them.
    pub first_kept: String,
    /// Those without mail address and phone are left out.
    pub leave_out_unreachable: bool,
    /// Who looks after those without an owner.
    pub owners: Owners,
    /// How often they like to be greeted whose row does not say it.
    pub rhythm: Rhythm,
    /// What the mapping says about that, in days.
    pub mapped_rhythm_days: Option<i64>,
    /// How many name their rhythm themselves.
    pub with_rhythm: i64,
    /// How many cannot be clients.
    pub refused: i64,
    /// Places and owners that nobody here is called, in sentences.
    pub strangers: Vec<String>,
    /// How many tell of nobody who is in the book.
    pub homeless: i64,
    /// Why the first of them does.
    pub first_homeless: String,
    /// How many clients stayed when the import was taken back.
    pub stayed: i64,
    /// The sheets of the workbook, where it is one …
    pub sheets: Vec<String>,
    /// … and the one that is read.
    pub sheet: String,
}

impl LookedThrough {
    /// How many look like somebody, in a sentence; nothing where nobody does.
    pub fn alike_in_words(&self, rows: i64) -> Option<String> {
        if self.alike == 0 {
            return None;
        }
        let of = if self.rows < rows {
            format!(" of the first {} rows; the rest is checked while it comes in", self.rows)
        } else {
            String::new()
        };
        Some(match self.alike {
            1 => format!(
                "1 looks like a client who is there already, or like an earlier row{of}; without an answer it is created and marked, nobody is merged."
            ),
            many => format!(
                "{many} look like clients who are there already, or like an earlier row{of}; without an answer they are created and marked, nobody is merged."
            ),
        })
    }
}

tend_core::words! {
    /// What is to become of a row that looks like somebody.
    pub enum TwinAnswer {
        /// It is somebody else: a client of its own.
        New = "new",
        /// It is the same client, who learns what is new in the row.
        Same = "same",
        /// Nothing of the row comes in; it is reckoned as refused.
        LeaveOut = "leave out",
    }
}

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brings {
    /// Clients.
    Clients,
    /// What happened with clients.
    Entries,
    /// What went wrong for them.
    Problems,
    /// Whose the happenings of other lists are.
    Links,
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
    /// What was found in looking it through, and decided about it.
    pub looked_through: LookedThrough,
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
    /// What its rows are.
    pub fn brings(&self) -> Brings {
        let tells = |word: &str| self.columns.iter().any(|column| column.target.split(':').next() == Some(word));
        if self.columns.iter().any(|column| !column.statuses.is_empty()) || tells("entry severity") {
            return Brings::Problems;
        }
        match (tells("entry id"), tells("entry time") || tells("entry written") || tells("entry text")) {
            (_, true) => Brings::Entries,
            (true, false) => Brings::Links,
            (false, false) => Brings::Clients,
        }
    }
    /// Is it at work?
    pub fn is_at_work(&self) -> bool {
        matches!(self.state, State::Running | State::Undoing)
    }
}
