//! By when what is to have happened: targets for each severity, counted while the place is open.

use tend_core::{
    Timestamp,
    house::Hours,
    time::{HOUR, MINUTE},
};

use crate::problem::{Dues, Severity};

/// How long each may take, in opening time, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Targets {
    /// Until the client hears from us.
    pub first_word_us: i64,
    /// From one word to the next.
    pub next_word_us: i64,
    /// Until it is made right.
    pub done_us: i64,
    /// Counts their changes; 0 where nobody has set them yet.
    pub version: i64,
}

/// The shortest an admin may set, in microseconds.
pub const SHORTEST_US: i64 = 5 * MINUTE;
/// The longest an admin may set, in microseconds.
pub const LONGEST_US: i64 = 500 * HOUR;

impl Targets {
    /// What holds until an admin sets something else.
    pub const fn usual(severity: Severity) -> Targets {
        let (first_word_us, next_word_us, done_us) = match severity {
            Severity::Unsafe => (30 * MINUTE, 4 * HOUR, 18 * HOUR),
            Severity::Hinders => (2 * HOUR, 9 * HOUR, 27 * HOUR),
            Severity::Small => (9 * HOUR, 18 * HOUR, 45 * HOUR),
        };
        Targets { first_word_us, next_word_us, done_us, version: 0 }
    }
    /// What is due by when, for a problem that begins now.
    pub fn dues(&self, hours: &Hours, from: Timestamp) -> Dues {
        Dues {
            first_word: later(hours, from, self.first_word_us),
            next_word: later(hours, from, self.first_word_us),
            done: later(hours, from, self.done_us),
        }
    }
    /// When the client hears from us again after a word at that time.
    pub fn next_word(&self, hours: &Hours, from: Timestamp) -> Timestamp {
        later(hours, from, self.next_word_us)
    }
}

/// So much opening time later; where it never opens, so much later by the clock.
fn later(hours: &Hours, from: Timestamp, us: i64) -> Timestamp {
    hours.after_opening_time(from, us).unwrap_or(from.plus(us))
}

/// Reads a span as people write it: `30 min`, `4 h`, `1:30`, `2 h 15 min`.
pub fn read_span(text: &str) -> Result<i64, String> {
    let plain = text.trim().to_lowercase();
    let us = match plain.split_once(':') {
        Some((hours, minutes)) => {
            let minutes = minutes.trim().parse::<i64>().ok().filter(|minutes| *minutes < 60);
            hours.trim().parse::<i64>().ok().zip(minutes).and_then(|(hours, minutes)| span(hours, minutes))
        }
        None => read_units(&plain),
    };
    us.filter(|us| (SHORTEST_US..=LONGEST_US).contains(us)).ok_or_else(|| {
        format!("We could not read “{}”. Write it like 30 min or 4 h, from 5 min to 500 h.", text.trim())
    })
}

fn span(hours: i64, minutes: i64) -> Option<i64> {
    hours.checked_mul(HOUR)?.checked_add(minutes.checked_mul(MINUTE)?)
}

/// Numbers, each with its unit.
fn read_units(plain: &str) -> Option<i64> {
    let mut rest = plain.trim_start();
    let mut total = 0_i64;
    while !rest.is_empty() {
        let digits = rest.find(|letter: char| !letter.is_ascii_digit())?;
        let number = rest[..digits].parse::<i64>().ok()?;
        let behind = rest[digits..].trim_start();
        let ends = behind.find(|letter: char| !letter.is_alphabetic()).unwrap_or(behind.len());
        let unit = match &behind[..ends] {
            "h" | "hour" | "hours" => HOUR,
            "m" | "min" | "minute" | "minutes" => MINUTE,
            _ => return None,
        };
        total = total.checked_add(number.checked_mul(unit)?)?;
        rest = behind[ends..].trim_start_matches([' ', ',']);
    }
    (total > 0).then_some(total)
}

/// The same as [`read_span`] reads.
pub fn write_span(us: i64) -> String {
    match (us / HOUR, us % HOUR / MINUTE) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spans_are_read_as_people_write_them() {
        let read = |text| read_span(text).ok();
        assert_eq!(read("30 min"), Some(30 * MINUTE));
        assert_eq!(read("4h"), Some(4 * HOUR));
        assert_eq!(read(" 2 hours, 15 minutes "), Some(2 * HOUR + 15 * MINUTE));
        assert_eq!(read("1:30"), Some(90 * MINUTE));
        for wrong in ["", "4", "soon", "0 h", "1 min", "501 h", "9223372036854775807 h", "1:75", "h 4"] {
            assert!(read_span(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn worse_things_are_due_sooner() {
        let [bad, middle, small] = [Severity::Unsafe, Severity::Hinders, Severity::Small].map(Targets::usual);
        for (sooner, later) in [(bad, middle), (middle, small)] {
            assert!(sooner.first_word_us < later.first_word_us && sooner.next_word_us < later.next_word_us);
            assert!(sooner.done_us < later.done_us);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(minutes in 5_i64..30_000) {
            prop_assert_eq!(read_span(&write_span(minutes * MINUTE)), Ok(minutes * MINUTE));
        }
        #[test]
        fn reading_never_breaks(text in ".{0,20}") {
            let _ = read_span(&text);
        }
    }
}
