//! What was given to make problems right, and what it is worth. Pure functions.

use std::collections::{BTreeMap, BTreeSet};

use tend_core::{Timestamp, money::Money};
use tend_problems::{ProblemId, gesture::GestureKind};

use crate::report::ENOUGH;

/// What was given to make a problem right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// For which problem.
    pub problem: ProblemId,
    /// Its number.
    pub number: i64,
    /// What it was, in a line.
    pub title: String,
    /// What was given.
    pub kind: GestureKind,
    /// In words.
    pub words: String,
    /// What it is worth.
    pub worth: Money,
    /// When it was given.
    pub at: Timestamp,
}

/// What was given of one kind, in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worth {
    /// What; nothing for all kinds together.
    pub kind: Option<GestureKind>,
    /// How many.
    pub n: u64,
    /// In all.
    pub sum: Money,
    /// Half of them are worth that or less.
    pub median: Money,
    /// How many of them cost nothing, or nobody said what.
    pub free: u64,
}

/// What was given to make problems right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gestures {
    /// How many are looked at.
    pub n: u64,
    /// For how many problems.
    pub problems: u64,
    /// All kinds together and each alone, for each currency.
    pub worth: Vec<Worth>,
    /// The gestures themselves, while they are too few to sum up, the newest in front.
    pub few: Vec<Given>,
}

/// What becomes of these gestures.
pub fn gestures(given: Vec<Given>) -> Gestures {
    let problems: BTreeSet<ProblemId> = given.iter().map(|one| one.problem).collect();
    let n = given.len() as u64;
    if given.len() < ENOUGH {
        return Gestures { n, problems: problems.len() as u64, worth: Vec::new(), few: given };
    }
    let mut by: BTreeMap<(String, Option<GestureKind>), Vec<Money>> = BTreeMap::new();
    for one in &given {
        let currency = one.worth.currency.code().to_owned();
        by.entry((currency.clone(), None)).or_default().push(one.worth);
        by.entry((currency, Some(one.kind))).or_default().push(one.worth);
    }
    let worth = by.into_iter().filter_map(|((_, kind), worths)| worth_of(kind, worths)).collect();
    Gestures { n, problems: problems.len() as u64, worth, few: Vec::new() }
}

fn worth_of(kind: Option<GestureKind>, mut worths: Vec<Money>) -> Option<Worth> {
    worths.sort_by_key(|money| money.minor);
    let median = *worths.get((worths.len() - 1) / 2)?;
    let minor = worths.iter().fold(0_i64, |sum, money| sum.saturating_add(money.minor));
    let free = worths.iter().filter(|money| money.minor == 0).count() as u64;
    Some(Worth { kind, n: worths.len() as u64, sum: Money { minor, ..median }, median, free })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn gestures_are_summed_up_once_they_are_many() {
        let given = |number: u128, kind, minor| Given {
            problem: ProblemId(Uuid::from_u128(number / 2)),
            number: 1,
            title: "Spilled wine".into(),
            kind,
            words: "A new blouse".into(),
            worth: Money { minor, currency: "EUR".parse().expect("a currency") },
            at: Timestamp(0),
        };
        let few: Vec<Given> = (0..11).map(|number| given(number, GestureKind::Gift, 100)).collect();
        let told = gestures(few.clone());
        assert_eq!((told.n, told.problems, told.few.len(), told.worth.len()), (11, 6, 11, 0));
        let more = few.into_iter().chain([given(30, GestureKind::Refund, 5000), given(31, GestureKind::Refund, 0)]);
        let told = gestures(more.collect());
        let worths: Vec<_> =
            told.worth.iter().map(|one| (one.kind, one.n, one.sum.minor, one.median.minor, one.free)).collect();
        let (gift, refund) = (Some(GestureKind::Gift), Some(GestureKind::Refund));
        assert_eq!(worths, [(None, 13, 6100, 100, 1), (refund, 2, 5000, 0, 1), (gift, 11, 1100, 100, 0)]);
        assert!(told.few.is_empty());
    }
}
