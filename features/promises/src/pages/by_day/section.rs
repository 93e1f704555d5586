//! The headings of the list: who waits first, then day by day.

use jiff::{civil::Weekday, tz::TimeZone};
use tend_core::Timestamp;

use crate::{moment, promise::Promise};

/// The days under which promises stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Waiting,
    Today,
    Tomorrow,
    ThisWeek,
    NextWeek,
    Later,
}

impl Section {
    pub fn id(self) -> &'static str {
        match self {
            Section::Waiting => "waiting",
            Section::Today => "today",
            Section::Tomorrow => "tomorrow",
            Section::ThisWeek => "this-week",
            Section::NextWeek => "next-week",
            Section::Later => "later",
        }
    }
    pub fn words(self) -> &'static str {
        match self {
            Section::Waiting => "Waiting on us",
            Section::Today => "Today",
            Section::Tomorrow => "Tomorrow",
            Section::ThisWeek => "This week",
            Section::NextWeek => "Next week",
            Section::Later => "Later",
        }
    }
}

/// Under which heading a promise stands. Sections follow one another as due times do.
pub(super) fn section(promise: &Promise, now: Timestamp, zone: &TimeZone) -> Section {
    if promise.due.at < now {
        return Section::Waiting;
    }
    let (that, today) = (promise.due.at.day_in(zone), now.day_in(zone));
    let until_sunday = i32::from(today.0.weekday().until(Weekday::Sunday));
    match moment::days_between(today, that) {
        ..=0 => Section::Today,
        1 => Section::Tomorrow,
        days if days <= until_sunday => Section::ThisWeek,
        days if days <= until_sunday + 7 => Section::NextWeek,
        _ => Section::Later,
    }
}
