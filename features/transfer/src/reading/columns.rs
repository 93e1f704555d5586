//! What each column is: guessed from its header and its values together, with how sure and why.

pub mod about;
mod guess;
mod judge;
pub mod kinds;
pub mod lexicon;
mod tally;
mod target;

pub use about::About;
pub use guess::guess;
pub(in crate::reading) use guess::is_single;
pub(in crate::reading) use judge::kind_word;
pub use tally::Tally;
pub use target::{AddressPart, EntryPart, Expected, Label, Target};

use super::dates::Decision;

/// How sure a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sureness {
    /// A person should say.
    Unsure,
    /// It is shown and may be changed.
    Likely,
    /// Header and values say the same.
    Sure,
}

impl Sureness {
    /// The word on the screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unsure => "unsure",
            Self::Likely => "likely",
            Self::Sure => "sure",
        }
    }
}

/// A column of the file and where it goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name, different from all others of the file.
    pub name: String,
    /// Where it goes.
    pub target: Target,
    /// How sure that is.
    pub sureness: Sureness,
    /// Why, in words.
    pub reason: String,
    /// How many rows have a value.
    pub filled: u64,
    /// The first different values.
    pub examples: Vec<String>,
    /// How its values are read as dates, if they can be.
    pub dates: Option<Decision>,
}

#[cfg(test)]
mod tests;
