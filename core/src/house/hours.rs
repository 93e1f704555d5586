//! When a location is open: spans for each day of the week, also over midnight, and days on which it stays closed.
//!
//! Times are those of the clock on the wall. A time that a change of clocks skips is read as the moment an hour later, one
//! that comes twice as the first of the two, so a day with a change of clocks is open as much longer or shorter as it is.

use std::{fmt, str::FromStr};

use jiff::{
    ToSpan,
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};

use crate::time::{Day, Timestamp};

/// The days of the week as they stand in a form.
pub const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// From when to when it is open. Where it closes at or before the time it opens, it closes on the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Span {
    /// When it opens.
    pub opens: Time,
    /// When it closes: the first minute at which it is closed again.
    pub closes: Time,
}

impl Span {
    /// Does it close on the day after?
    pub fn is_overnight(self) -> bool {
        self.closes <= self.opens
    }
    /// The minutes of its day it covers; an overnight one goes beyond 1440.
    fn minutes(self) -> (i32, i32) {
        let minutes = |time: Time| i32::from(time.hour()) * 60 + i32::from(time.minute());
        let (opens, closes) = (minutes(self.opens), minutes(self.closes));
        (opens, if self.is_overnight() { closes + 24 * 60 } else { closes })
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}–{}", self.opens.strftime("%H:%M"), self.closes.strftime("%H:%M"))
    }
}
impl From<Span> for String {
    fn from(span: Span) -> Self {
        span.to_string()
    }
}
impl TryFrom<String> for Span {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// Reads `9:00–18:00`, also as `9-18`, `9 to 18.30` and `9am-5pm`.
impl FromStr for Span {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let plain = text.replace(['–', '—', '−'], "-").replace(" to ", "-").replace(" until ", "-");
        let unclear = || format!("We could not read “{}”. Write it like 9:00–18:00.", text.trim());
        let (opens, closes) = plain.split_once('-').ok_or_else(unclear)?;
        Ok(Span { opens: read_time(opens).ok_or_else(unclear)?, closes: read_time(closes).ok_or_else(unclear)? })
    }
}

fn read_time(text: &str) -> Option<Time> {
    let text = text.trim().to_lowercase();
    let (digits, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(0)),
        (_, Some(digits)) => (digits, Some(12)),
        _ => (text.as_str(), None),
    };
    let (hour, minute) = digits.trim().split_once([':', '.']).unwrap_or((digits.trim(), "0"));
    let (hour, minute): (i8, i8) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour % 12 + half,
        None if hour == 24 && minute == 0 => 0,
        None => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

/// The spans of each day, Monday first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Week(pub [Vec<Span>; 7]);

impl Week {
    /// What most open with: weekdays from nine to six.
    pub fn usual() -> Week {
        let day = || vec![Span { opens: Time::constant(9, 0, 0, 0), closes: Time::constant(18, 0, 0, 0) }];
        Week([day(), day(), day(), day(), day(), vec![], vec![]])
    }
    /// One day of it.
    pub fn on(&self, weekday: Weekday) -> &[Span] {
        &self.0[usize::from(weekday.to_monday_zero_offset().unsigned_abs())]
    }
}

/// Reads what stands in the form for one day: spans with commas between them; nothing, or *closed*, for a closed day.
pub fn read_day(text: &str) -> Result<Vec<Span>, String> {
    let text = text.trim();
    if text.is_empty() || text.eq_ignore_ascii_case("closed") || text == "-" || text == "–" {
        return Ok(Vec::new());
    }
    let mut spans = text
        .split([',', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::parse)
        .collect::<Result<Vec<Span>, _>>()?;
    spans.sort();
    let overlap = spans.windows(2).find(|pair| pair[0].minutes().1 > pair[1].minutes().0);
    match overlap {
        Some(pair) => Err(format!("{} and {} overlap. Write them as one.", pair[0], pair[1])),
        None => Ok(spans),
    }
}

/// The same as [`read_day`] reads.
pub fn write_day(spans: &[Span]) -> String {
    spans.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// A day on which a location stays closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// The day.
    pub day: Day,
    /// What it is called; may be empty.
    #[serde(default)]
    pub name: String,
}

/// When a location is open.
#[derive(Clone, Debug)]
pub struct Hours {
    /// The usual week.
    pub week: Week,
    /// Days on which nothing opens. What opened the evening before still closes at its time.
    pub holidays: Vec<Holiday>,
    /// The zone of its clock on the wall.
    pub zone: TimeZone,
}

/// How many days ahead the next opening is looked for: a little over a year.
const LOOK_AHEAD_DAYS: usize = 400;

impl Hours {
    /// Is it open at that moment?
    pub fn is_open(&self, at: Timestamp) -> bool {
        let day = at.in_zone(&self.zone).date();
        self.openings_from(before(day)).take(3).flatten().any(|(opens, closes)| opens <= at && at < closes)
    }

    /// The first moment from `at` on when it is open: `at` itself if it is; nothing if it does not open for a year.
    pub fn next_opening(&self, at: Timestamp) -> Option<Timestamp> {
        let day = at.in_zone(&self.zone).date();
        self.openings_from(before(day))
            .take(LOOK_AHEAD_DAYS)
            .flatten()
            .filter(|(_, closes)| *closes > at)
            .map(|(opens, _)| opens.max(at))
            .min_by_key(
                // Days come in order, but a change of clocks could in theory turn two openings of neighbouring days around.
                |opens| opens.0,
            )
    }

    /// How long it is open between two moments, in microseconds; 0 where `b` is not after `a`.
    pub fn opening_time_between(&self, a: Timestamp, b: Timestamp) -> i64 {
        if b <= a {
            return 0;
        }
        let (first, last) = (before(a.in_zone(&self.zone).date()), b.in_zone(&self.zone).date());
        let days = usize::try_from(first.until(last).map_or(0, |span| span.get_days())).unwrap_or(0) + 1;
        let mut open: Vec<_> = self
            .openings_from(first)
            .take(days)
            .flatten()
            .map(|(opens, closes)| (opens.max(a), closes.min(b)))
            .collect();
        open.sort_unstable();
        let mut counted_until = a;
        let mut total_us = 0;
        for (opens, closes) in open {
            // What a span over midnight shares with the next day's first one counts once.
            total_us += closes.since(opens.max(counted_until)).max(0);
            counted_until = counted_until.max(closes);
        }
        total_us
    }

    /// The first moment by which it was open for that long since `start`, in microseconds; `start` itself where nothing is asked
    /// for, and nothing where it does not open that long within a little over a year.
    pub fn after_opening_time(&self, start: Timestamp, duration_us: i64) -> Option<Timestamp> {
        if duration_us <= 0 {
            return Some(start);
        }
        [14, LOOK_AHEAD_DAYS].into_iter().find_map(|days| self.after_within(start, duration_us, days))
    }

    fn after_within(&self, start: Timestamp, duration_us: i64, days: usize) -> Option<Timestamp> {
        let first = before(start.in_zone(&self.zone).date());
        let mut open: Vec<_> = self.openings_from(first).take(days).flatten().collect();
        open.sort_unstable();
        let (mut counted_until, mut left_us) = (start, duration_us);
        for (opens, closes) in open {
            // What a span over midnight shares with the next day's first one counts once.
            let from = opens.max(counted_until);
            let here_us = closes.since(from).max(0);
            if here_us >= left_us {
                return Some(from.plus(left_us));
            }
            left_us -= here_us;
            counted_until = counted_until.max(closes);
        }
        None
    }

    /// Is that day one of the holidays?
    pub fn is_holiday(&self, day: Date) -> bool {
        self.holidays.iter().any(|holiday| holiday.day.0 == day)
    }

    /// For each day from that one on, when it opens and closes.
    fn openings_from(&self, first: Date) -> impl Iterator<Item = Vec<(Timestamp, Timestamp)>> + '_ {
        std::iter::successors(Some(first), |day| day.tomorrow().ok()).map(|day| self.openings_of(day))
    }

    fn openings_of(&self, day: Date) -> Vec<(Timestamp, Timestamp)> {
        if self.is_holiday(day) {
            return Vec::new();
        }
        let spans = self.week.on(day.weekday()).iter();
        spans.filter_map(|span| self.moments(day, *span)).filter(|(opens, closes)| opens < closes).collect()
    }

    fn moments(&self, day: Date, span: Span) -> Option<(Timestamp, Timestamp)> {
        let closing_day = if span.is_overnight() { day.tomorrow().ok()? } else { day };
        let moment = |day: Date, time: Time| {
            day.to_datetime(time).to_zoned(self.zone.clone()).ok().map(|at| Timestamp::from(&at))
        };
        Some((moment(day, span.opens)?, moment(closing_day, span.closes)?))
    }
}

fn before(day: Date) -> Date {
    day.checked_sub(1.day()).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::{DAY, HOUR, MINUTE};

    fn at(text: &str) -> Timestamp {
        Timestamp::from(&text.parse::<jiff::Zoned>().expect("a moment with its zone"))
    }

    fn hours(week: [&str; 7], holidays: &[&str]) -> Hours {
        Hours {
            week: Week(week.map(|day| read_day(day).expect("readable"))),
            holidays: holidays
                .iter()
                .map(|day| Holiday { day: day.parse().expect("a day"), name: String::new() })
                .collect(),
            zone: TimeZone::get("Europe/Berlin").expect("a zone"),
        }
    }

    /// A bar: two spans on Monday, over midnight on Friday and Saturday, closed on Sunday and at Christmas.
    fn bar() -> Hours {
        hours(["11-14, 17-22", "17-22", "17-22", "17-22", "17:00–02:00", "17-2", ""], &["2026-12-25"])
    }

    #[test]
    fn a_day_is_read_as_people_write_it() {
        let written = |text| read_day(text).map(|spans| write_day(&spans));
        assert_eq!(written("9-12:30, 13.30 to 18"), Ok("09:00–12:30, 13:30–18:00".into()));
        assert_eq!(written("9am–5pm"), Ok("09:00–17:00".into()));
        assert_eq!(written("12am-12pm"), Ok("00:00–12:00".into()));
        assert_eq!(written("0-24"), Ok("00:00–00:00".into()));
        assert_eq!(written(" Closed "), Ok(String::new()));
        assert_eq!(written("all day"), Err("We could not read “all day”. Write it like 9:00–18:00.".into()));
        assert!(written("25-26").is_err() && written("9").is_err() && written("13pm-14pm").is_err());
        assert_eq!(written("9-14, 13-18"), Err("09:00–14:00 and 13:00–18:00 overlap. Write them as one.".into()));
        assert!(written("22-3, 23-23:30").is_err(), "what goes over midnight leaves no room after it");
    }

    #[test]
    fn a_span_over_midnight_belongs_to_the_evening_it_opened() {
        let bar = bar();
        assert!(bar.is_open(at("2026-10-17T01:59:00[Europe/Berlin]")), "Friday's evening");
        assert!(!bar.is_open(at("2026-10-17T02:00:00[Europe/Berlin]")));
        assert!(bar.is_open(at("2026-10-18T01:00:00[Europe/Berlin]")), "Saturday's evening, though Sunday is closed");
        assert_eq!(
            bar.next_opening(at("2026-10-18T02:00:00[Europe/Berlin]")),
            Some(at("2026-10-19T11:00:00[Europe/Berlin]"))
        );
    }

    #[test]
    fn a_holiday_stays_closed_but_the_evening_before_ends_in_peace() {
        let bar = hours(["", "", "", "17-2", "17-2", "", ""], &["2026-12-25"]);
        assert!(bar.is_open(at("2026-12-25T01:00:00[Europe/Berlin]")), "Thursday's evening");
        assert!(!bar.is_open(at("2026-12-25T18:00:00[Europe/Berlin]")));
        assert_eq!(
            bar.next_opening(at("2026-12-25T02:00:00[Europe/Berlin]")),
            Some(at("2026-12-31T17:00:00[Europe/Berlin]"))
        );
    }

    #[test]
    fn a_change_of_clocks_makes_a_night_longer_or_shorter() {
        let night = hours(["", "", "", "", "", "22-6", ""], &[]);
        let open = |from, to| night.opening_time_between(at(from), at(to));
        assert_eq!(
            open("2026-10-24T12:00[Europe/Berlin]", "2026-10-25T12:00[Europe/Berlin]"),
            9 * HOUR,
            "clocks go back"
        );
        assert_eq!(
            open("2026-03-28T12:00[Europe/Berlin]", "2026-03-29T12:00[Europe/Berlin]"),
            7 * HOUR,
            "clocks go forward"
        );
    }

    #[test]
    fn spans_that_meet_over_midnight_count_once() {
        let bakery = hours(["22-6", "4-12", "", "", "", "", ""], &[]);
        let (monday, wednesday) = (at("2026-10-19T00:00[Europe/Berlin]"), at("2026-10-21T00:00[Europe/Berlin]"));
        assert_eq!(bakery.opening_time_between(monday, wednesday), 14 * HOUR);
    }

    #[test]
    fn what_never_opens_has_no_next_opening() {
        let never = hours([""; 7], &[]);
        assert_eq!(never.next_opening(Timestamp(0)), None);
        assert_eq!(never.after_opening_time(Timestamp(0), MINUTE), None);
        assert_eq!(never.after_opening_time(Timestamp(0), 0), Some(Timestamp(0)));
    }

    #[test]
    fn so_much_opening_time_later_goes_over_nights_and_holidays() {
        let after = |hours: &Hours, start, us| hours.after_opening_time(at(start), us);
        let berlin = |text: &str| Some(at(&format!("{text}[Europe/Berlin]")));
        let bar = bar();
        assert_eq!(
            after(&bar, "2026-10-19T13:30[Europe/Berlin]", HOUR),
            berlin("2026-10-19T17:30"),
            "half an hour before the pause, half an hour after it"
        );
        assert_eq!(
            after(&bar, "2026-10-17T01:30[Europe/Berlin]", HOUR),
            berlin("2026-10-17T17:30"),
            "Friday's evening ends at two, Saturday's begins at five"
        );
        assert_eq!(
            after(&bar, "2026-10-18T03:00[Europe/Berlin]", 3 * HOUR),
            berlin("2026-10-19T14:00"),
            "closed on Sunday; the time runs out as they close"
        );
        let night = hours(["", "", "", "17-2", "17-2", "", ""], &["2026-12-25"]);
        assert_eq!(
            after(&night, "2026-12-24T23:00[Europe/Berlin]", 4 * HOUR),
            berlin("2026-12-31T18:00"),
            "three hours until two in the morning of the holiday, the fourth a week later"
        );
    }

    #[test]
    fn a_change_of_clocks_moves_what_comes_after_it() {
        let night = hours(["", "", "", "", "", "22-6", ""], &[]);
        let after = |start, us| night.after_opening_time(at(start), us);
        assert_eq!(
            after("2026-10-24T22:00[Europe/Berlin]", 5 * HOUR),
            Some(at("2026-10-25T02:00:00+01:00[Europe/Berlin]")),
            "the hour from two to three comes twice"
        );
        assert_eq!(
            after("2026-03-28T22:00[Europe/Berlin]", 5 * HOUR),
            Some(at("2026-03-29T04:00[Europe/Berlin]")),
            "the hour from two to three is skipped"
        );
    }

    #[test]
    fn opening_times_that_meet_over_midnight_run_once() {
        let bakery = hours(["22-6", "4-12", "", "", "", "", ""], &[]);
        let from = at("2026-10-19T22:00[Europe/Berlin]");
        assert_eq!(bakery.after_opening_time(from, 9 * HOUR), Some(at("2026-10-20T07:00[Europe/Berlin]")));
    }

    #[test]
    fn the_week_reads_back_what_it_wrote() {
        let week = bar().week;
        let text = serde_json::to_string(&week).expect("written");
        assert_eq!(serde_json::from_str::<Week>(&text).expect("read"), week);
    }

    fn any_week() -> impl Strategy<Value = Hours> {
        let time = (0i8..24, prop_oneof![Just(0i8), Just(15), Just(30)])
            .prop_map(|(h, m)| Time::new(h, m, 0, 0).expect("a time"));
        let day = prop_oneof![
            Just(Vec::new()),
            (time.clone(), time).prop_map(|(opens, closes)| vec![Span { opens, closes }])
        ];
        let zones = prop_oneof![
            Just("Europe/Berlin"),
            Just("America/New_York"),
            Just("Australia/Lord_Howe"),
            Just("Asia/Kathmandu"),
            Just("UTC")
        ];
        (proptest::array::uniform7(day), zones, proptest::collection::vec(0i64..30, 0..3)).prop_map(
            |(week, zone, holidays)| Hours {
                week: Week(week),
                holidays: holidays
                    .into_iter()
                    .map(|n| Holiday {
                        day: Day(Date::constant(2026, 10, 10).checked_add(n.days()).expect("a day")),
                        name: String::new(),
                    })
                    .collect(),
                zone: TimeZone::get(zone).expect("a zone"),
            },
        )
    }

    /// Any minute of the ten weeks around the change of clocks.
    fn any_moment() -> impl Strategy<Value = Timestamp> {
        (0i64..70 * 24 * 60).prop_map(|minutes| Timestamp(1_788_000_000_000_000 + minutes * MINUTE))
    }

    proptest! {
        #[test]
        fn opening_time_adds_up(hours in any_week(), mut moments in proptest::array::uniform3(any_moment())) {
            moments.sort();
            let [a, b, c] = moments;
            let whole = hours.opening_time_between(a, c);
            prop_assert_eq!(hours.opening_time_between(a, b) + hours.opening_time_between(b, c), whole);
            prop_assert!((0..=c.since(a)).contains(&whole));
        }

        #[test]
        fn so_much_later_is_so_much_opening_time(hours in any_week(), at in any_moment(), minutes in 1i64..6000) {
            if let Some(then) = hours.after_opening_time(at, minutes * MINUTE) {
                prop_assert_eq!(hours.opening_time_between(at, then), minutes * MINUTE);
                prop_assert!(hours.opening_time_between(at, then.plus(-1)) < minutes * MINUTE, "not a moment later than it must be");
            } else {
                prop_assert!(hours.opening_time_between(at, at.plus(390 * DAY)) < minutes * MINUTE);
            }
        }

        #[test]
        fn nothing_is_open_before_the_next_opening(hours in any_week(), at in any_moment()) {
            match hours.next_opening(at) {
                Some(next) => {
                    prop_assert!(hours.is_open(next));
                    prop_assert_eq!(hours.opening_time_between(at, next), 0);
                    prop_assert_eq!(next == at, hours.is_open(at));
                    prop_assert!(hours.opening_time_between(at, next.plus(MINUTE)) == MINUTE);
                }
                None => prop_assert_eq!(hours.opening_time_between(at, at.plus(60 * DAY)), 0),
            }
        }
    }
}
