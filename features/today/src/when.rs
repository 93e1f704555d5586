//! Moments in the words of Today: what stands in a row's margin, a time inside a sentence, a number of people.

use jiff::tz::TimeZone;
use tend_core::{
    Day, Timestamp,
    ago::{self, by_when, clock, day, days_between},
    calls::{Call, CareGroup, When},
    time::{DAY, HOUR, MINUTE},
};

/// The words in the margin of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Margin {
    /// “2 days”, “15:00”, “Thu”, “7 weeks”, “today”.
    pub words: String,
    /// The moment for machines.
    pub at: Timestamp,
}

/// What stands in the margin: how long they wait, by when we said we would, the day of their step, how long it was quiet.
pub fn margin(
    call: &Call,
    group: CareGroup,
    last_contact_at: Option<Timestamp>,
    now: Timestamp,
    zone: &TimeZone,
) -> Margin {
    let (start, due) = (call.when.start(), call.when.due());
    if matches!(call.when, When::OnDay { .. }) {
        return Margin { words: "today".into(), at: start };
    }
    let (words, at) = match group {
        CareGroup::WaitingOnUs => {
            // Who was promised something waits since the time we named; others since they began to wait.
            let since = if call.kind.starts_with("promises.") { due.min(now) } else { start };
            (how_long(now.since(since)), since)
        }
        CareGroup::PromisedForToday => (by_when(due, now, zone), due),
        CareGroup::TheirOwnNextStep => (day(due.day_in(zone), now.day_in(zone)), due),
        CareGroup::WorthAHello => {
            // In days of the place, as the list of clients says when we last spoke.
            let since = last_contact_at.unwrap_or(start);
            (ago::short(since, now, zone), since)
        }
    };
    Margin { words, at }
}

/// The day whose end this is, within a minute; nothing for a time inside a day.
fn whole_day(at: Timestamp, zone: &TimeZone) -> Option<Day> {
    let that = at.plus(-1).day_in(zone);
    (that.ends_at(zone).since(at) < MINUTE).then_some(that)
}

/// A day inside a sentence: `on Thursday`, `tomorrow`, `on 13 October`.
pub fn on_day(that: Day, today: Day) -> String {
    match days_between(today, that) {
        -1..=1 => day(that, today),
        2..=6 => that.0.strftime("on %A").to_string(),
        _ if that.0.year() == today.0.year() => that.0.strftime("on %-d %B").to_string(),
        _ => that.0.strftime("on %-d %B %Y").to_string(),
    }
}

/// A moment inside a sentence: `at 15:00`, `tomorrow at 09:00`, `on Thursday at 15:00`.
pub fn at_time(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let today = now.day_in(zone);
    let hour = clock(at, zone);
    match whole_day(at, zone) {
        Some(that) => on_day(that, today),
        None if at.day_in(zone) == today => format!("at {hour}"),
        None => format!("{} at {hour}", on_day(at.day_in(zone), today)),
    }
}

/// When somebody comes back, inside a sentence: the first moment of a day is that day.
pub fn back(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let that = at.day_in(zone);
    if that.starts_at(zone) == at { on_day(that, now.day_in(zone)) } else { at_time(at, now, zone) }
}

/// How long, for a narrow column: `20 min`, `5 h`, then in days, weeks, months.
pub fn how_long(us: i64) -> String {
    match us {
        ..MINUTE => "now".into(),
        MINUTE..HOUR => format!("{} min", us / MINUTE),
        HOUR..DAY => format!("{} h", us / HOUR),
        _ => ago::span(us / DAY),
    }
}

/// A day for a narrow column: its name within a week, where “tomorrow” would not fit.
pub fn short_day(that: Day, today: Day) -> String {
    if days_between(today, that) == 1 { that.0.strftime("%a").to_string() } else { day(that, today) }
}

/// A small number as a word: people are not counted in digits.
pub fn number(count: usize) -> String {
    const WORDS: [&str; 21] = [
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// The first letter large.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lisbon() -> TimeZone {
        TimeZone::get("Europe/Lisbon").expect("a zone")
    }
    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    #[test]
    fn spans_read_as_one_says_them() {
        for (us, words) in [
            (0, "now"),
            (-HOUR, "now"),
            (20 * MINUTE, "20 min"),
            (HOUR, "1 h"),
            (23 * HOUR, "23 h"),
            (DAY, "1 day"),
            (47 * HOUR, "1 day"),
            (2 * DAY, "2 days"),
            (13 * DAY, "13 days"),
            (14 * DAY, "2 weeks"),
            (49 * DAY, "7 weeks"),
            (70 * DAY, "2 months"),
            (250 * DAY, "8 months"),
            (800 * DAY, "2 years"),
        ] {
            assert_eq!(how_long(us), words);
        }
    }

    #[test]
    fn days_read_as_one_says_them() {
        let today = Day("2026-10-13".parse().expect("a day"));
        for (that, sentence) in [
            ("2026-10-12", "yesterday"),
            ("2026-10-13", "today"),
            ("2026-10-14", "tomorrow"),
            ("2026-10-15", "on Thursday"),
            ("2026-10-19", "on Monday"),
            ("2026-10-20", "on 20 October"),
            ("2026-09-01", "on 1 September"),
            ("2027-01-04", "on 4 January 2027"),
        ] {
            let that = Day(that.parse().expect("a day"));
            assert_eq!(on_day(that, today), sentence);
            assert!(short_day(that, today).chars().count() <= 10);
        }
    }

    #[test]
    fn hours_are_those_on_the_wall_also_when_clocks_change() {
        // In Lisbon clocks go back on 25 October 2026 at 02:00: before it one hour ahead of UTC, after it none.
        let now = at("2026-10-24T08:00:00Z");
        assert_eq!(at_time(at("2026-10-25T15:00:00Z"), now, &lisbon()), "tomorrow at 15:00");
        assert_eq!(at_time(at("2026-10-26T15:00:00Z"), now, &lisbon()), "on Monday at 15:00");
        assert_eq!(back(at("2026-10-24T23:00:00Z"), now, &lisbon()), "tomorrow");
        assert_eq!(back(at("2026-10-24T14:00:00Z"), now, &lisbon()), "at 15:00");
        // The whole of Sunday, which has 25 hours.
        assert_eq!(at_time(at("2026-10-26T00:00:00Z"), now, &lisbon()), "tomorrow");
    }

    #[test]
    fn numbers_of_people_are_words() {
        assert_eq!(number(7), "seven");
        assert_eq!(number(20), "twenty");
        assert_eq!(number(137), "137");
        assert_eq!(capital(&number(1)), "One");
        assert_eq!(capital("çiçek"), "Çiçek");
    }
}
