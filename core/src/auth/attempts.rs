//! How a guesser is slowed down: the rule, without a clock and without a database.
//!
//! Tries are counted for each account and for each address of the network. The fifth failure in a row brings a wait, and each
//! one after it a wait twice as long, five minutes at most. A try during a wait is refused without being counted, so nobody can
//! keep an account shut for ever; an hour without a failure forgets all of them, and so does a sign-in or a one-time link.

use crate::time::{HOUR, MINUTE, SECOND, Timestamp};

/// That many failures in a row are free.
const FREE: i64 = 4;
/// The wait after the first failure that is not free, in microseconds; each further one doubles it.
const FIRST_WAIT_US: i64 = 10 * SECOND;
/// No wait is longer than this, in microseconds.
const LONGEST_WAIT_US: i64 = 5 * MINUTE;
/// After this long without a failure all are forgotten, in microseconds.
pub(super) const FORGOTTEN_AFTER_US: i64 = HOUR;

/// The failures of one account or address so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tries {
    /// How many in a row.
    pub failures: i64,
    /// When the last one was.
    pub last_at: Timestamp,
    /// When the next try is allowed.
    pub free_at: Timestamp,
}

impl Tries {
    /// How long one has to wait, in microseconds; 0 if a try is allowed now.
    pub fn wait_us(self, now: Timestamp) -> i64 {
        self.free_at.since(now).max(0)
    }

    /// The same after one more try, counted as a failure until it turns out to be none.
    pub fn after_another(self, now: Timestamp) -> Tries {
        let remembered = if now.since(self.last_at) >= FORGOTTEN_AFTER_US { 0 } else { self.failures };
        let failures = remembered + 1;
        let doublings = u32::try_from(failures - FREE - 1).ok();
        let wait_us =
            doublings.map_or(0, |times| FIRST_WAIT_US.saturating_mul(1 << times.min(10)).min(LONGEST_WAIT_US));
        Tries { failures, last_at: now, free_at: now.plus(wait_us) }
    }
}

/// A wait in words: “40 seconds”, “2 minutes”. Rounded up, so that whoever waits that long is let in.
pub fn wait_in_words(wait_us: i64) -> String {
    let seconds = (wait_us.max(1) + SECOND - 1) / SECOND;
    let (count, unit) = if seconds < 90 { (seconds, "second") } else { ((seconds + 59) / 60, "minute") };
    if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const START: Tries = Tries { failures: 0, last_at: Timestamp(0), free_at: Timestamp(0) };

    #[test]
    fn waits_begin_at_the_fifth_failure_and_double() {
        let now = Timestamp(1_000 * HOUR);
        let mut tries = START;
        let waits: Vec<i64> = (0..12)
            .map(|_| {
                tries = tries.after_another(now);
                tries.wait_us(now) / SECOND
            })
            .collect();
        assert_eq!(waits, [0, 0, 0, 0, 10, 20, 40, 80, 160, 300, 300, 300]);
    }

    #[test]
    fn an_hour_of_peace_forgets() {
        let bad = Tries { failures: 40, last_at: Timestamp(0), free_at: Timestamp(LONGEST_WAIT_US) };
        assert_eq!(bad.after_another(Timestamp(HOUR)).failures, 1);
        assert_eq!(bad.after_another(Timestamp(HOUR - 1)).failures, 41);
    }

    #[test]
    fn waits_are_worded() {
        let words = [1, SECOND, 40 * SECOND, 40 * SECOND + 1, 89 * SECOND, 90 * SECOND, 5 * MINUTE].map(wait_in_words);
        assert_eq!(words, ["1 second", "1 second", "40 seconds", "41 seconds", "89 seconds", "2 minutes", "5 minutes"]);
    }

    proptest! {
        #[test]
        fn nobody_waits_longer_than_five_minutes(pauses in proptest::collection::vec(0i64..2 * HOUR, 0..60)) {
            let (mut now, mut tries) = (Timestamp(HOUR), START);
            for pause in pauses {
                now = now.plus(pause);
                prop_assert!(tries.wait_us(now) <= LONGEST_WAIT_US);
                if tries.wait_us(now) == 0 {
                    tries = tries.after_another(now);
                }
            }
        }
    }
}
