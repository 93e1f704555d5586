//! Moments in words, as the pages say them, in the zone of who reads.

use jiff::tz::TimeZone;
use tend_core::{
    Day, Timestamp,
    time::{DAY, HOUR, MINUTE},
    ui::Pressing,
};

use crate::promise::Promise;

/// What stands in the margin of a promise: how long they wait, or by when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Margin {
    /// “2 days”, “15:00”, “Thu”, “14 Oct”.
    pub words: String,
    /// The hour below a day.
    pub small: Option<String>,
    /// How pressing it is.
    pub pressing: Pressing,
}

/// The margin of something owed: who waits is told how long; what is due today says its hour, later things their day.
pub fn margin(promise: &Promise, now: Timestamp, zone: &TimeZone) -> Margin {
    let due = promise.due;
    if promise.is_waited_on(now) {
        let since = promise.ended.map_or(due.at, |ending| due.at.min(ending.mark.at));
        return Margin { words: how_long(now.since(since)), small: None, pressing: Pressing::Waiting };
    }
    let (that, today) = (due.at.day_in(zone), now.day_in(zone));
    let hour = (!due.whole_day).then(|| clock(due.at, zone));
    if that == today {
        return Margin { words: hour.unwrap_or_else(|| "today".into()), small: None, pressing: Pressing::Soon };
    }
    Margin { words: day(that, today), small: hour, pressing: Pressing::Calm }
}

/// “15:00”.
pub fn clock(at: Timestamp, zone: &TimeZone) -> String {
    at.in_zone(zone).strftime("%H:%M").to_string()
}

/// A day in the margin, short enough for it: today, `Thu` within a week, `13 Oct` this year, else with the year.
pub fn day(that: Day, today: Day) -> String {
    match days_between(today, that) {
        0 => "today".into(),
        -6..=6 => that.0.strftime("%a").to_string(),
        _ if that.0.year() == today.0.year() => that.0.strftime("%-d %b").to_string(),
        _ => that.0.strftime("%-d %b %Y").to_string(),
    }
}

/// A day inside a sentence: yesterday, tomorrow, `on Thursday`, `on 13 October`.
pub fn on_day(that: Day, today: Day) -> String {
    match days_between(today, that) {
        -1 => "yesterday".into(),
        0 => "today".into(),
        1 => "tomorrow".into(),
        -6..=6 => that.0.strftime("on %A").to_string(),
        _ if that.0.year() == today.0.year() => that.0.strftime("on %-d %B").to_string(),
        _ => that.0.strftime("on %-d %B %Y").to_string(),
    }
}

/// By when, inside a sentence: `today at 15:00`, `on Thursday`.
pub fn by_when(promise: &Promise, now: Timestamp, zone: &TimeZone) -> String {
    let words = on_day(promise.due.at.day_in(zone), now.day_in(zone));
    if promise.due.whole_day { words } else { format!("{words} at {}", clock(promise.due.at, zone)) }
}

/// How long, in the largest whole unit: `20 min`, `3 h`, `2 days`, `7 weeks`.
pub fn how_long(us: i64) -> String {
    let of = |unit: i64, one: &str, many: &str| match us / unit {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    };
    match us.max(0) {
        us if us < HOUR => format!("{} min", us / MINUTE),
        us if us < DAY => format!("{} h", us / HOUR),
        us if us < 14 * DAY => of(DAY, "day", "days"),
        _ => of(7 * DAY, "week", "weeks"),
    }
}

/// A small number as a word, a large one in digits; with a capital, to begin a sentence.
pub fn count_in_words(count: usize) -> String {
    const WORDS: [&str; 13] =
        ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// Colleagues go by their given names.
pub fn given_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// Days from one day to another.
pub fn days_between(from: Day, to: Day) -> i32 {
    from.0.until(to.0).map_or(i32::MAX, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_said_as_people_say_them() {
        let today = Day(date(2026, 10, 13));
        let said = |that| (day(Day(that), today), on_day(Day(that), today));
        let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
        assert_eq!(said(date(2026, 10, 13)), pair("today", "today"));
        assert_eq!(said(date(2026, 10, 14)), pair("Wed", "tomorrow"));
        assert_eq!(said(date(2026, 10, 12)), pair("Mon", "yesterday"));
        assert_eq!(said(date(2026, 10, 16)), pair("Fri", "on Friday"));
        assert_eq!(said(date(2026, 10, 9)), pair("Fri", "on Friday"));
        assert_eq!(said(date(2026, 12, 1)), pair("1 Dec", "on 1 December"));
        assert_eq!(said(date(2027, 1, 1)), pair("1 Jan 2027", "on 1 January 2027"));
    }

    #[test]
    fn waiting_is_said_in_the_largest_whole_unit() {
        let said = [0, 59 * MINUTE, HOUR, 23 * HOUR, DAY, 13 * DAY, 50 * DAY].map(how_long);
        assert_eq!(said, ["0 min", "59 min", "1 h", "23 h", "1 day", "13 days", "7 weeks"]);
    }
}
