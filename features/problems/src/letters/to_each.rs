//! A word to somebody whose problem has the same cause as another one: said once for all, with what is each one's own.

use tend_core::mail::{Sheet, Words};

/// What stands in the words for the name of whoever reads them.
pub const NAME: &str = "{name}";
/// What stands in the words for what they told us.
pub const PROBLEM: &str = "{problem}";

/// What is said to one of them.
#[derive(Clone, Copy, Debug)]
pub struct ToOne<'a> {
    /// How one calls them.
    pub called: &'a str,
    /// What they told us.
    pub title: &'a str,
}

impl ToOne<'_> {
    /// The words with their own name and problem in them.
    pub fn fitted(&self, words: &str) -> String {
        words.replace(NAME, self.called).replace(PROBLEM, self.title)
    }
}

/// The letter to one of them.
pub fn to_each(house: &str, to: &ToOne, subject: &str, words: &str) -> Words {
    Sheet::from(house).says(to.fitted(words)).words(&to.fitted(subject))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reads_their_own_name_and_problem() {
        let words = "Dear {name},\n\nyou told us: “{problem}”. We know what it is now.";
        let marta = ToOne { called: "Marta", title: "The brakes fade" };
        let letter = to_each("Linden Cycles", &marta, "About {problem}", words);
        assert_eq!(letter.subject, "About The brakes fade");
        assert!(letter.text.contains("Dear Marta,"), "{}", letter.text);
        assert!(letter.text.contains("you told us: “The brakes fade”. We know what it is now."), "{}", letter.text);
    }
}
