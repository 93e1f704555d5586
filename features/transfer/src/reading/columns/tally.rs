//! What was seen of a column: the looks of a sample of its values and the tally of its dates.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::super::dates::Decider;
use super::super::values::{is_empty, is_lost, is_scientific};
use super::kinds::{LOOKS, Look, is_masked, look};

/// Rows whose values are all looked at; after them every sixteenth one.
const HEAD: u64 = 2_000;
/// Different values that are remembered to tell ids from words.
const DIFFERENT: usize = 4_096;
/// Values kept to be shown.
const EXAMPLES: usize = 4;

/// The tally of one column.
#[derive(Clone, Debug)]
pub struct Tally {
    /// Rows with a value, all of them.
    pub filled: u64,
    /// Rows whose value says that there is none.
    pub empty_words: u64,
    /// Values with text lost upstream.
    pub lost: u64,
    /// Values in scientific notation.
    pub scientific: u64,
    /// The first different values.
    pub examples: Vec<String>,
    /// The tally of dates.
    pub dates: Decider,
    looked: u64,
    looks: [u64; LOOKS],
    masked: u64,
    letters: u64,
    different: HashSet<u64>,
    repeated: u64,
    feeds_dates: bool,
}

impl Tally {
    /// An empty tally; `dated` when the header speaks of a date.
    #[must_use]
    pub fn new(dated: bool) -> Self {
        Self {
            filled: 0,
            empty_words: 0,
            lost: 0,
            scientific: 0,
            examples: Vec::new(),
            dates: Decider::new(dated),
            looked: 0,
            looks: [0; LOOKS],
            masked: 0,
            letters: 0,
            different: HashSet::new(),
            repeated: 0,
            feeds_dates: true,
        }
    }

    /// Takes in the value of one row.
    pub fn feed(&mut self, row: u64, value: &str) {
        if value.is_empty() {
            return;
        }
        if is_empty(value, false) {
            self.empty_words += 1;
            return;
        }
        self.filled += 1;
        if row == HEAD {
            let dates = self.looks[Look::Date as usize] + self.looks[Look::Digits as usize];
            self.feeds_dates = dates * 4 >= self.looked;
        }
        if self.feeds_dates {
            self.dates.feed(value);
        }
        if row <= HEAD || row.is_multiple_of(16) {
            self.look_at(value);
        }
    }

    fn look_at(&mut self, value: &str) {
        self.looked += 1;
        self.looks[look(value) as usize] += 1;
        self.lost += u64::from(is_lost(value));
        self.scientific += u64::from(is_scientific(value));
        self.masked += u64::from(is_masked(value));
        self.letters += value.chars().count() as u64;
        if self.examples.len() < EXAMPLES && !self.examples.iter().any(|known| known == value) {
            self.examples.push(value.to_owned());
        }
        if self.different.len() < DIFFERENT {
            let mut hasher = DefaultHasher::new();
            value.hash(&mut hasher);
            self.repeated += u64::from(!self.different.insert(hasher.finish()));
        }
    }

    /// The share of looked-at values with one of these looks; 0 when there are none.
    #[must_use]
    pub fn share(&self, looks: &[Look]) -> f64 {
        let sum: u64 = looks.iter().map(|look| self.looks[*look as usize]).sum();
        self.part(sum)
    }

    /// How many looked-at values have that look.
    #[must_use]
    pub fn count(&self, look: Look) -> u64 {
        self.looks[look as usize]
    }

    /// The share of values that are hashes or the like.
    #[must_use]
    pub fn masked_share(&self) -> f64 {
        self.part(self.masked)
    }

    /// The mean length of a value in characters.
    #[must_use]
    pub fn mean_length(&self) -> f64 {
        self.part(self.letters)
    }

    /// How many different values were seen, at most 4,096.
    #[must_use]
    pub fn different(&self) -> usize {
        self.different.len()
    }

    /// True when no looked-at value came twice.
    #[must_use]
    pub fn is_unique(&self) -> bool {
        self.repeated == 0 && self.looked > 0
    }

    /// True when a few values come again and again, as with branches, owners and kinds.
    #[must_use]
    pub fn is_a_choice(&self) -> bool {
        self.looked >= 4 && self.different.len() <= 60 && self.different.len() as u64 * 3 <= self.looked * 2
    }

    fn part(&self, amount: u64) -> f64 {
        if self.looked == 0 { 0.0 } else { amount as f64 / self.looked as f64 }
    }
}
