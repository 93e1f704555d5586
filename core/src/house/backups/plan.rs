//! When a backup is due, and which are let go of. Pure: the plan, what was done, and *now* in; an answer out.

use jiff::{Span, tz::TimeZone};

use crate::{
    id,
    time::{Day, HOUR, Timestamp},
};

id!(
    /// One backup, or one that could not be written.
    BackupId,
);

/// When backups are written, and how many are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// 1 is every day, 7 every week; 0 is never.
    pub every_days: i64,
    /// Minutes after midnight, on the clock of the first place.
    pub at_minute: i64,
    /// How many files are kept.
    pub keep: i64,
}

/// A backup that was written, or why it was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Which.
    pub id: BackupId,
    /// When it was begun.
    pub began_at: Timestamp,
    /// When it was on the disk, or given up.
    pub ended_at: Timestamp,
    /// The file.
    pub file: String,
    /// How large it is.
    pub bytes: i64,
    /// What went wrong; empty where nothing did.
    pub trouble: String,
}

/// One that failed is tried again after this long, not a day later.
const AGAIN_AFTER_US: i64 = HOUR;

impl Plan {
    /// Every night at three, and two weeks of them: what holds until an admin says otherwise.
    pub const USUAL: Plan = Plan { every_days: 1, at_minute: 3 * 60, keep: 14 };

    /// Is one due, where this was the last that was tried and this the last that was written? A new house waits for its first
    /// night.
    pub fn is_due(self, now: Timestamp, zone: &TimeZone, last: &Last) -> bool {
        let Some(slot) = self.slot_before(now, zone) else { return false };
        let done = last.written.unwrap_or(last.since);
        let tried_lately = last.tried.is_some_and(|at| now.since(at) < AGAIN_AFTER_US);
        done < slot && !tried_lately
    }

    /// The last moment, now at the latest, at which the plan wanted a backup.
    fn slot_before(self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        if self.every_days < 1 {
            return None;
        }
        let today = now.day_in(zone);
        (0..=self.every_days).find_map(|ago| {
            let day = Day(today.0.checked_sub(Span::new().days(ago)).ok()?);
            // Counted from a Monday, so that a weekly one is on the same day each week.
            let since_monday = i64::from(day.0.weekday().to_monday_zero_offset());
            let is_its_day = self.every_days == 1 || since_monday == self.every_days - 1;
            let at = day.starts_at(zone).plus(self.at_minute * crate::time::MINUTE);
            (is_its_day && at <= now).then_some(at)
        })
    }

    /// The plan as a sentence's end: “every day at 03:00, the last 14 are kept”.
    pub fn in_words(self) -> String {
        let often = match self.every_days {
            0 => return "never".to_owned(),
            1 => "every day",
            _ => "every Sunday",
        };
        format!("{often} at {}, the last {} are kept", self.clock(), self.keep)
    }

    /// The time of day: `03:00`.
    pub fn clock(self) -> String {
        format!("{:02}:{:02}", self.at_minute / 60, self.at_minute % 60)
    }
}

/// What was done before.
#[derive(Clone, Copy, Debug)]
pub struct Last {
    /// When the house began: before that nothing was missed.
    pub since: Timestamp,
    /// When the last one that is whole was begun.
    pub written: Option<Timestamp>,
    /// When the last one was begun, whole or not.
    pub tried: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::DAY;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    fn last(written: Option<&str>, tried: Option<&str>) -> Last {
        Last { since: at("2026-11-01T12:00:00Z"), written: written.map(at), tried: tried.map(at) }
    }

    #[test]
    fn one_is_due_once_a_night() {
        let zone = TimeZone::get("Europe/Amsterdam").expect("known");
        let is_due = |now: &str, last: Last| Plan::USUAL.is_due(at(now), &zone, &last);
        assert!(!is_due("2026-11-01T20:00:00Z", last(None, None)), "a new house waits for its first night");
        assert!(is_due("2026-11-02T02:00:00Z", last(None, None)), "three o'clock in Amsterdam");
        assert!(!is_due("2026-11-02T01:59:00Z", last(None, None)));
        assert!(!is_due("2026-11-02T09:00:00Z", last(Some("2026-11-02T02:00:10Z"), Some("2026-11-02T02:00:10Z"))));
        assert!(is_due("2026-11-03T02:00:00Z", last(Some("2026-11-02T02:00:10Z"), Some("2026-11-02T02:00:10Z"))));
        assert!(
            is_due("2026-11-20T17:00:00Z", last(Some("2026-11-02T02:00:10Z"), None)),
            "what was missed is made up for"
        );
    }

    #[test]
    fn one_that_failed_is_tried_again_within_the_hour() {
        let tried = |now: &str| {
            Plan::USUAL.is_due(
                at(now),
                &TimeZone::UTC,
                &last(Some("2026-11-02T03:00:00Z"), Some("2026-11-03T03:00:00Z")),
            )
        };
        assert!(!tried("2026-11-03T03:59:00Z") && tried("2026-11-03T04:00:00Z"));
    }

    #[test]
    fn weekly_is_on_sundays_and_never_is_never() {
        let weekly = Plan { every_days: 7, ..Plan::USUAL };
        // 2026-11-08 is a Sunday.
        let due = (0..14).map(|day| at("2026-11-02T03:00:00Z").plus(day * DAY));
        let due: Vec<bool> = due.map(|now| weekly.slot_before(now, &TimeZone::UTC) == Some(now)).collect();
        assert_eq!(due.iter().filter(|is_due| **is_due).count(), 2);
        assert!(due[6] && due[13], "{due:?}");
        assert!(!Plan { every_days: 0, ..Plan::USUAL }.is_due(
            at("2026-12-01T03:00:00Z"),
            &TimeZone::UTC,
            &last(None, None)
        ));
    }
}
