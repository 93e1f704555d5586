//! How long ago and how soon, in the words of the screen and in the days of a zone. Pure functions.

use jiff::tz::TimeZone;

use crate::time::{Day, Timestamp};

/// Whole calendar days from one day to another; negative where the other is earlier.
pub fn days_between(from: Day, to: Day) -> i64 {
    from.0.until(to.0).map_or(0, |span| i64::from(span.get_days()))
}

/// So many days in the largest unit that still says enough: “1 day”, “13 days”, “7 weeks”, “8 months”, “2 years”.
pub fn span(days: i64) -> String {
    let (count, unit) = match days {
        ..14 => (days, "day"),
        14..70 => (days / 7, "week"),
        70..730 => (days * 12 / 365, "month"),
        _ => (days / 365, "year"),
    };
    if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
}

/// “today”, “yesterday”, “4 days ago”, “7 weeks ago”. What is still to come counts as today.
pub fn ago(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    match days_between(at.day_in(zone), now.day_in(zone)) {
        ..=0 => "today".into(),
        1 => "yesterday".into(),
        days => format!("{} ago", span(days)),
    }
}

/// The same for a narrow column: “today”, “1 day”, “7 weeks”.
pub fn short(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    match days_between(at.day_in(zone), now.day_in(zone)) {
        ..=0 => "today".into(),
        days => span(days),
    }
}

/// A day as one says it today: “today”, “tomorrow”, “yesterday”, “Thu” within the next six days, else “12 Oct”, and with its year where
/// that is another.
pub fn day(that: Day, today: Day) -> String {
    match days_between(today, that) {
        0 => "today".into(),
        1 => "tomorrow".into(),
        -1 => "yesterday".into(),
        2..=6 => that.0.strftime("%a").to_string(),
        _ if that.0.year() == today.0.year() => that.0.strftime("%-d %b").to_string(),
        _ => that.0.strftime("%-d %b %Y").to_string(),
    }
}

/// The hour and minute on the wall: `15:00`.
pub fn clock(at: Timestamp, zone: &TimeZone) -> String {
    at.in_zone(zone).strftime("%H:%M").to_string()
}

/// By when: the hour if it is today, else the day. The end of a day means that day.
pub fn by_when(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (today, moment) = (now.day_in(zone), at.plus(-1));
    let ends_day = moment.day_in(zone).ends_at(zone) == at;
    match moment.day_in(zone) {
        that if that == today && !ends_day => clock(at, zone),
        that => day(that, today),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }
    fn berlin() -> TimeZone {
        TimeZone::get("Europe/Berlin").expect("known")
    }

    #[test]
    fn spans_grow() {
        let said: Vec<_> = [0, 1, 13, 14, 49, 69, 70, 240, 365, 729, 730, 1100].map(span).to_vec();
        let expected = [
            "0 days",
            "1 day",
            "13 days",
            "2 weeks",
            "7 weeks",
            "9 weeks",
            "2 months",
            "7 months",
            "12 months",
            "23 months",
            "2 years",
            "3 years",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn yesterday_is_a_day_of_the_calendar() {
        // Half past eleven in the evening, and half past midnight an hour later, in Berlin.
        assert_eq!(ago(at("2026-10-12T21:30:00Z"), at("2026-10-12T22:30:00Z"), &berlin()), "yesterday");
        assert_eq!(ago(at("2026-10-12T00:30:00Z"), at("2026-10-12T21:30:00Z"), &berlin()), "today");
        assert_eq!(ago(at("2026-08-24T08:00:00Z"), at("2026-10-13T08:00:00Z"), &berlin()), "7 weeks ago");
        assert_eq!(short(at("2026-10-12T08:00:00Z"), at("2026-10-13T07:00:00Z"), &berlin()), "1 day");
        // The clocks went back on 25 October: the day had 25 hours.
        assert_eq!(ago(at("2026-10-24T22:30:00Z"), at("2026-10-25T22:30:00Z"), &berlin()), "today");
    }

    #[test]
    fn days_are_said_as_one_says_them() {
        let today = at("2026-10-13T06:00:00Z").day_in(&berlin());
        let say = |text: &str| day(text.parse().expect("a day"), today);
        assert_eq!(say("2026-10-13"), "today");
        assert_eq!(say("2026-10-14"), "tomorrow");
        assert_eq!(say("2026-10-15"), "Thu");
        assert_eq!(say("2026-10-20"), "20 Oct");
        assert_eq!(say("2027-01-02"), "2 Jan 2027");
        assert_eq!(say("2026-10-02"), "2 Oct");
    }

    #[test]
    fn by_when_is_an_hour_or_a_day() {
        let now = at("2026-10-13T06:00:00Z");
        assert_eq!(by_when(at("2026-10-13T13:00:00Z"), now, &berlin()), "15:00");
        assert_eq!(by_when(at("2026-10-15T13:00:00Z"), now, &berlin()), "Thu");
        // Midnight ends the thirteenth.
        assert_eq!(by_when(at("2026-10-13T22:00:00Z"), now, &berlin()), "today");
    }
}
