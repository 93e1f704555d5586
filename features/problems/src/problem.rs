//! The noun: what a problem is, and its rules as pure functions.

use tend_core::{
    Error, Problem, Result, Timestamp,
    db::{self, FromRow, Row},
};

tend_core::id!(
    /// One problem.
    ProblemId,
);

/// The longest words, in characters.
pub const MOST_WORDS: usize = 500;

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its id.
    pub id: ProblemId,
    /// What it says.
    pub words: String,
    /// Since when.
    pub made_at: Timestamp,
    /// How often it was changed.
    pub version: i64,
}

impl FromRow for Problem {
    fn from_row(row: &Row) -> Result<Self, db::Error> {
        Ok(Problem { id: row.get(0)?, words: row.get(1)?, made_at: row.get(2)?, version: row.get(3)? })
    }
}

/// The words as they are kept; refused where there are none, or too many.
pub fn checked(words: &str) -> Result<String> {
    let words = words.trim();
    if words.is_empty() {
        return Err(problem("Say it in a few words"));
    }
    if words.chars().count() > MOST_WORDS {
        return Err(problem("Say it in fewer words"));
    }
    Ok(words.to_owned())
}

fn problem(message: &str) -> Error {
    Error::Invalid(vec![Problem { field: "words".to_owned(), message: message.to_owned() }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_without_the_space_around_them() {
        assert_eq!(checked("  ride to the sea ").ok().as_deref(), Some("ride to the sea"));
        assert!(checked("   ").is_err());
        assert!(checked(&"x".repeat(MOST_WORDS + 1)).is_err());
    }
}
