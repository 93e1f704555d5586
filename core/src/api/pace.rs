//! How fast a program may go: so many requests a minute for each token, with a little in hand. Kept in memory: each process counts for itself.

use std::{collections::HashMap, hash::Hash};

use parking_lot::Mutex;

use crate::time::{MINUTE, SECOND, Timestamp};

/// That part of a minute's requests may come at once.
const AT_ONCE: i64 = 5;
/// More are never remembered; those who rest are forgotten.
const MOST: usize = 10_000;

/// The pace of everybody who comes.
pub(super) struct Pace<K> {
    per_request_us: i64,
    in_hand_us: i64,
    /// When each one's requests so far would have ended, had they come evenly.
    used_until: Mutex<HashMap<K, Timestamp>>,
}

impl<K: Eq + Hash> Pace<K> {
    /// So many a minute.
    pub(super) fn new(per_minute: u32) -> Self {
        let per_request_us = MINUTE / i64::from(per_minute.max(1));
        Pace { per_request_us, in_hand_us: MINUTE / AT_ONCE, used_until: Mutex::default() }
    }

    /// Counts a request; refused with the seconds to wait when they came too fast. A refused one is not counted.
    pub(super) fn take(&self, who: K, now: Timestamp) -> Result<(), i64> {
        let mut used_until = self.used_until.lock();
        if used_until.len() >= MOST {
            used_until.retain(|_, until| *until > now);
        }
        let used = used_until.get(&who).copied().unwrap_or(now).max(now);
        let ahead_us = used.since(now) + self.per_request_us - self.in_hand_us.max(self.per_request_us);
        if ahead_us > 0 {
            return Err((ahead_us + SECOND - 1) / SECOND);
        }
        used_until.insert(who, used.plus(self.per_request_us));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_taken_and_then_it_goes_evenly() {
        let (pace, now) = (Pace::new(600), Timestamp(0));
        let taken = (0..1000).take_while(|_| pace.take("form", now).is_ok()).count();
        assert_eq!(taken, 120);
        assert_eq!(pace.take("form", now), Err(1));
        assert!(pace.take("another", now).is_ok());
        let second = Timestamp(SECOND);
        assert_eq!((0..1000).take_while(|_| pace.take("form", second).is_ok()).count(), 10);
    }

    #[test]
    fn one_a_minute_is_one_a_minute() {
        let pace = Pace::new(1);
        assert!(pace.take("slow", Timestamp(0)).is_ok());
        assert_eq!(pace.take("slow", Timestamp(SECOND)), Err(59));
        assert!(pace.take("slow", Timestamp(MINUTE)).is_ok());
    }
}
