//! What people type, and that nothing they type can break it.

use jiff::{civil::date, tz::TimeZone};
use proptest::prelude::*;

use super::*;

const ZONES: [&str; 8] = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/Santiago",
    "Asia/Beirut",
    "UTC",
];

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("a zone")
}

fn at(text: &str, zone_name: &str) -> Timestamp {
    Timestamp::from(
        &text.parse::<jiff::civil::DateTime>().expect("a time").to_zoned(zone(zone_name)).expect("in range"),
    )
}

/// Monday to Friday until 18:30, Saturday until 14:00.
fn shop() -> Closing {
    let mut week = [Some(Time::constant(18, 30, 0, 0)); 7];
    week[5] = Some(Time::constant(14, 0, 0, 0));
    week[6] = None;
    Closing { week, holidays: vec![date(2026, 12, 25)] }
}

/// Reads at Market Street on Tuesday 13 October 2026 at 10:00; gives the local time, and `*` for a whole day.
fn told(text: &str) -> String {
    let berlin = zone("Europe/Berlin");
    match read(text, at("2026-10-13T10:00", "Europe/Berlin"), &berlin, &shop()) {
        Ok(due) => {
            let star = if due.whole_day { "*" } else { "" };
            format!("{}{star}", due.at.in_zone(&berlin).strftime("%a %Y-%m-%d %H:%M"))
        }
        Err(sentence) => sentence,
    }
}

#[test]
fn what_people_type_is_read() {
    for (text, expected) in [
        ("Thu 15:00", "Thu 2026-10-15 15:00"),
        ("thursday 3pm", "Thu 2026-10-15 15:00"),
        ("by Thursday at 3", "Thu 2026-10-15 15:00"),
        ("Thu., 15h30", "Thu 2026-10-15 15:30"),
        ("tomorrow", "Wed 2026-10-14 18:30*"),
        ("Tomorrow.", "Wed 2026-10-14 18:30*"),
        ("tomorrow morning", "Wed 2026-10-14 12:00"),
        ("today", "Tue 2026-10-13 18:30*"),
        ("tonight", "Tue 2026-10-13 21:00"),
        ("this afternoon", "Tue 2026-10-13 17:00"),
        ("Tue 9:30", "Tue 2026-10-20 09:30"),
        ("Tue 11", "Tue 2026-10-13 11:00"),
        ("Tue", "Tue 2026-10-13 18:30*"),
        ("next Tue", "Tue 2026-10-20 18:30*"),
        ("next Friday at noon", "Fri 2026-10-23 12:00"),
        ("Saturday", "Sat 2026-10-17 14:00*"),
        ("Sunday", "Sun 2026-10-18 18:00*"),
        ("15:00", "Tue 2026-10-13 15:00"),
        ("at 9", "Wed 2026-10-14 09:00"),
        ("at 03:00", "Wed 2026-10-14 03:00"),
        ("in 2 days at 9", "Thu 2026-10-15 09:00"),
        ("in two days", "Thu 2026-10-15 18:30*"),
        ("in a week", "Tue 2026-10-20 18:30*"),
        ("in 20 minutes", "Tue 2026-10-13 10:20"),
        ("within half an hour", "Tue 2026-10-13 10:30"),
        ("in an hour", "Tue 2026-10-13 11:00"),
        ("the day after tomorrow at 8:15am", "Thu 2026-10-15 08:15"),
        ("14 October", "Wed 2026-10-14 18:30*"),
        ("on the 14th of Oct at 5 pm", "Wed 2026-10-14 17:00"),
        ("Oct 12", "Tue 2027-10-12 18:30*"),
        ("3 Feb 2028 14:00", "Thu 2028-02-03 14:00"),
        ("the 13th", "Tue 2026-10-13 18:30*"),
        ("the 5th", "Thu 2026-11-05 18:30*"),
        ("the 31st at 10", "Sat 2026-10-31 10:00"),
        ("14.10. 12:00", "Wed 2026-10-14 12:00"),
        ("14.10.2026", "Wed 2026-10-14 18:30*"),
        ("24/12", "Thu 2026-12-24 18:30*"),
        ("2026-10-14", "Wed 2026-10-14 18:30*"),
        ("2026-10-14T15:00", "Wed 2026-10-14 15:00"),
        ("end of the week", "Fri 2026-10-16 18:30*"),
        ("by the end of the month", "Sat 2026-10-31 14:00*"),
        ("next week", "Fri 2026-10-23 18:30*"),
        ("in 2 months", "Sun 2026-12-13 18:00*"),
        ("25 December", "Fri 2026-12-25 18:00*"),
        ("midnight", "Tue 2026-10-13 23:59"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_answered_with_a_sentence() {
    for (text, sentence) in [
        ("", "By when?"),
        ("soon", "could be read in no way"),
        ("3", "could be read in no way"),
        ("the end", "could be read in no way"),
        ("by at on", "could be read in no way"),
        ("today 9:00", "has passed"),
        ("13 October 2025", "has passed"),
        ("3/4", "could be two days"),
        ("30 February", "no such day"),
        ("25:00", "could be read in no way"),
        ("tomorrow tomorrow", "could be read in no way"),
        ("in 400 months", "very far"),
        ("1 January 9999", "very far"),
    ] {
        let said = told(text);
        assert!(said.contains(sentence), "{text:?}: {said}");
    }
}

#[test]
fn a_month_ends_where_it_ends() {
    let utc = TimeZone::UTC;
    let now = at("2027-01-31T10:00", "UTC");
    let day = |text: &str| read(text, now, &utc, &shop()).map(|due| due.at.in_zone(&utc).date());
    assert_eq!(day("in a month"), Ok(date(2027, 2, 28)));
    assert_eq!(day("the 30th"), Ok(date(2027, 3, 30)));
    assert_eq!(day("next month"), Ok(date(2027, 2, 28)));
    assert_eq!(day("end of the month 9:00"), Ok(date(2027, 2, 28)));
}

#[test]
fn a_day_that_is_over_at_the_place_goes_on_until_midnight() {
    let berlin = zone("Europe/Berlin");
    let now = at("2026-10-13T19:00", "Europe/Berlin");
    let due = read("today", now, &berlin, &shop()).expect("still today");
    assert_eq!((due.at, due.whole_day), (at("2026-10-13T23:59", "Europe/Berlin"), true));
    let next = read("Tuesday", now, &berlin, &shop()).expect("next week");
    assert_eq!(next.at, at("2026-10-20T18:30", "Europe/Berlin"));
}

#[test]
fn clocks_that_change_are_no_trouble() {
    let berlin = zone("Europe/Berlin");
    // On 28 March 2027 the clocks skip from two to three; on 25 October 2026 they show two to three twice.
    let skipped = read("28 March 2027 02:30", at("2027-03-27T12:00", "Europe/Berlin"), &berlin, &shop()).expect("read");
    assert_eq!(skipped.at.in_zone(&berlin).strftime("%H:%M").to_string(), "03:30");
    let twice = read("25 October 2026 02:30", at("2026-10-24T12:00", "Europe/Berlin"), &berlin, &shop()).expect("read");
    assert_eq!(twice.at.to_string(), "2026-10-25T00:30:00Z");
    // “In 2 days at 9” is nine on the wall, whatever the clocks did in between.
    let over = read("in 2 days at 9", at("2026-10-24T12:00", "Europe/Berlin"), &berlin, &shop()).expect("read");
    assert_eq!(over.at.to_string(), "2026-10-26T08:00:00Z");
}

#[test]
fn a_moment_is_found_at_the_end_of_a_sentence() {
    let berlin = zone("Europe/Berlin");
    let now = at("2026-10-13T10:00", "Europe/Berlin");
    let found = |text: &'static str| {
        at_end(text, now, &berlin, &shop())
            .map(|(rest, due)| (rest, due.at.in_zone(&berlin).strftime("%a %H:%M").to_string()))
    };
    let pair = |rest, at: &str| Some((rest, at.to_owned()));
    assert_eq!(found("promised to call back Thu 15:00"), pair("promised to call back", "Thu 15:00"));
    assert_eq!(found("send the photos by tomorrow at noon."), pair("send the photos", "Wed 12:00"));
    assert_eq!(found("put the lights on tomorrow"), pair("put the lights on", "Wed 18:30"));
    assert_eq!(found("call on the 15th, at 9"), pair("call", "Thu 09:00"));
    assert_eq!(found("tomorrow"), pair("", "Wed 18:30"));
    assert_eq!(found("Jonas rang, the spare bike helps"), None);
    assert_eq!(found("bring 3"), None);
    assert_eq!(found(""), None);
}

#[test]
fn a_moment_reads_back() {
    let berlin = zone("Europe/Berlin");
    let due = Due { at: at("2026-10-14T15:00", "Europe/Berlin"), whole_day: false };
    assert_eq!(in_words(due, &berlin), "Wed 14 Oct, 15:00");
    assert_eq!(in_words(Due { whole_day: true, ..due }, &berlin), "Wed 14 Oct");
}

#[test]
fn a_day_ends_when_the_place_closes() {
    let week = tend_core::house::Week(
        ["9-12, 14-19", "17-2", "", "", "", "", ""].map(|day| tend_core::house::hours::read_day(day).expect("hours")),
    );
    let closing = Closing::of(&Hours { week, holidays: Vec::new(), zone: TimeZone::UTC });
    let ends = [date(2026, 10, 12), date(2026, 10, 13), date(2026, 10, 14)].map(|day| closing.on(day));
    assert_eq!(ends, [Time::constant(19, 0, 0, 0), LAST_MINUTE, END_OF_DAY]);
}

prop_compose! {
    /// Any minute of twenty years.
    fn any_now()(minutes in 0_i64..20 * 366 * 24 * 60) -> Timestamp {
        at("2020-01-01T00:00", "UTC").plus(minutes * MINUTE)
    }
}

const WEEKDAYS: [&str; 7] = ["Mon", "tuesday", "Wed", "thurs", "FRI", "sat", "Sunday"];

proptest! {
    #[test]
    fn a_weekday_is_ahead_and_within_eight_days(now in any_now(), zone_at in 0..ZONES.len(), day in 0_usize..7, hour in 0_i8..24, minute in 0_i8..60) {
        let zone = zone(ZONES[zone_at]);
        let due = read(&format!("{} {hour:02}:{minute:02}", WEEKDAYS[day]), now, &zone, &shop()).expect("read");
        let local = due.at.in_zone(&zone);
        prop_assert!(due.at > now && due.at.since(now) < 8 * tend_core::time::DAY);
        let asked = local.date().at(hour, minute, 0, 0);
        // The clock on the wall shows what was said, unless it skipped that time.
        if zone.to_ambiguous_zoned(asked).is_ambiguous() { return Ok(()); }
        prop_assert_eq!(local.datetime(), asked);
        prop_assert_eq!(usize::try_from(local.weekday().to_monday_zero_offset()), Ok(day));
    }

    #[test]
    fn so_many_days_are_so_many_days(now in any_now(), zone_at in 0..ZONES.len(), days in 1_i64..400, hour in 7_i8..21) {
        let zone = zone(ZONES[zone_at]);
        let due = read(&format!("in {days} days at {hour}"), now, &zone, &shop()).expect("read");
        let today = now.in_zone(&zone).date();
        prop_assert_eq!(due.at.in_zone(&zone).datetime(), today.saturating_add(jiff::Span::new().days(days)).at(hour, 0, 0, 0));
    }

    #[test]
    fn what_a_date_field_sends_comes_back(now in any_now(), zone_at in 0..ZONES.len(), later in 1_i64..500_000) {
        let zone = zone(ZONES[zone_at]);
        let asked = now.plus(later * MINUTE).in_zone(&zone).datetime();
        let due = read(&asked.strftime("%Y-%m-%dT%H:%M").to_string(), now, &zone, &shop());
        if zone.to_ambiguous_zoned(asked).is_ambiguous() { return Ok(()); }
        prop_assert_eq!(due.expect("read").at.in_zone(&zone).datetime(), asked);
    }

    #[test]
    fn a_day_alone_is_due_on_that_day(now in any_now(), zone_at in 0..ZONES.len(), day in 0_usize..7) {
        let zone = zone(ZONES[zone_at]);
        let due = read(WEEKDAYS[day], now, &zone, &shop()).expect("read");
        let local = due.at.in_zone(&zone);
        prop_assert!(due.whole_day && due.at > now);
        prop_assert_eq!(usize::try_from(local.weekday().to_monday_zero_offset()), Ok(day));
    }

    #[test]
    fn nothing_anyone_types_breaks_it(text in "\\PC{0,60}", now in any_now()) {
        let zone = zone("Europe/Berlin");
        if let Ok(due) = read(&text, now, &zone, &shop()) {
            prop_assert!(due.at > now);
        }
        let _ = at_end(&text, now, &zone, &shop());
    }

    #[test]
    fn words_of_a_moment_in_any_order_break_nothing(words in prop::collection::vec(prop::sample::select(vec![
        "by", "at", "the", "on", "in", "2", "14", "14th", "of", "oct", "may", "thu", "next", "this", "end", "week", "month", "days",
        "a", "half", "hour", "tomorrow", "9", "9.30", "14.10.", "3/4", "pm", "noon", "morning", "day", "after", "2028", ",", "29", "feb",
    ]), 0..8), now in any_now()) {
        let (zone, text) = (zone("America/New_York"), words.join(" "));
        if let Ok(due) = read(&text, now, &zone, &shop()) {
            prop_assert!(due.at > now);
        }
        let _ = at_end(&text, now, &zone, &shop());
    }
}
