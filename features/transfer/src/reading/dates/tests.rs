//! Dates: decisions for columns, values in their forms.

use proptest::prelude::*;

use super::*;

fn decide(hinted: bool, values: &[&str]) -> Decision {
    let mut decider = Decider::new(hinted);
    for value in values {
        decider.feed(value);
    }
    decider.decide()
}

fn style(values: &[&str]) -> Style {
    match decide(true, values) {
        Decision::Decided { style, .. } => style,
        other => panic!("not decided: {other:?}"),
    }
}

fn day(style: Style, value: &str) -> String {
    match parse(style, value).expect("a date") {
        Moment::Day(date) => date.to_string(),
        Moment::Local(local) => local.to_string(),
        Moment::Instant(instant) => instant.to_string(),
    }
}

const ISO: Style = Style { year_first: Order::Ymd, year_last: Order::Dmy, numbers: None };

#[test]
fn one_value_above_twelve_decides_the_column() {
    let dutch = style(&["09-10-2026", "31-02-2024", "12-08-2026"]);
    assert_eq!(day(dutch, "09-10-2026"), "2026-10-09");
    assert!(parse(dutch, "31-02-2024").expect_err("no such day").contains("does not exist"));
    let american = style(&["1/2/2017", "3/7/2017", "10/25/2016"]);
    assert_eq!(day(american, "3/7/2017"), "2017-03-07");
}

#[test]
fn two_readings_are_asked() {
    let decision = decide(true, &["01/02/2020", "05/06/2021", "07/07/2021"]);
    let Decision::Ambiguous { readings, examples } = decision else { panic!("{decision:?}") };
    assert_eq!(readings, [Order::Dmy, Order::Mdy]);
    assert_eq!(examples, ["01/02/2020", "05/06/2021"]);
    let both = decide(true, &["13/02/2020", "02/13/2020", "01/01/2020"]);
    assert!(matches!(both, Decision::Ambiguous { .. }), "{both:?}");
}

#[test]
fn rows_in_order_of_date_decide() {
    let days: Vec<String> =
        (1..=9).flat_map(|month| [1, 5, 9].map(|day| format!("{day:02}/{month:02}/2020"))).collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    assert_eq!(style(&days).year_last, Order::Dmy);
}

#[test]
fn dots_mean_day_first() {
    assert_eq!(style(&["01.02.2020", "5.6.21"]).year_last, Order::Dmy);
}

#[test]
fn iso_in_its_forms() {
    for (value, read) in [
        ("2019-07-05 20:35:26", "2019-07-05T20:35:26"),
        ("2020-12-30 3:15:52", "2020-12-30T03:15:52"),
        ("2020-03-05T05:04:14.920Z", "2020-03-05T05:04:14.92Z"),
        ("2023-11-11 08:18:16.519000 UTC", "2023-11-11T08:18:16.519Z"),
        ("2010-10-14T12:00:00.000Z-0300", "2010-10-14T15:00:00Z"),
        ("2009-07-14T14:14:45+02:00", "2009-07-14T12:14:45Z"),
        ("2009-07-14 02:14:45-0800", "2009-07-14T10:14:45Z"),
        ("2021-06-01T10:00:00+02:00[Europe/Paris]", "2021-06-01T08:00:00Z"),
        ("2021-06-01 10:00 Europe/Paris", "2021-06-01T08:00:00Z"),
        ("2021-06-01 10:00 GMT+2", "2021-06-01T08:00:00Z"),
        ("2021-06-01 10:00 CEST", "2021-06-01T08:00:00Z"),
        ("2021/6/1", "2021-06-01"),
    ] {
        assert_eq!(day(ISO, value), read, "{value}");
    }
}

#[test]
fn a_spreadsheet_of_the_wrong_region_is_seen_through() {
    let mut values: Vec<String> = (13..=28).map(|day| format!("1/{day}/23")).collect();
    values.extend((1..=12).map(|day| format!("2023-{day:02}-01")));
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    let style = style(&values);
    assert_eq!((style.year_first, style.year_last), (Order::Ydm, Order::Mdy));
    assert_eq!(day(style, "2023-02-01"), "2023-01-02");
}

#[test]
fn words_need_no_decision() {
    for (value, read) in [
        ("Tue Oct 31 23:36:20 +0000 2017", "2017-10-31T23:36:20Z"),
        ("31. Oktober 2017", "2017-10-31"),
        ("Oct 31, 2017 10:15 PM", "2017-10-31T22:15:00"),
        ("31-Oct-17", "2017-10-31"),
        ("5 de mayo de 2021", "2021-05-05"),
        ("1er août 2020", "2020-08-01"),
        ("3 maart 2020", "2020-03-03"),
        ("Thursday, May 5th 2022", "2022-05-05"),
    ] {
        assert_eq!(day(ISO, value), read, "{value}");
    }
}

#[test]
fn what_is_no_date_says_why() {
    for (value, why) in [
        ("2009\\7\\14 22:14:45+0800", "backslashes"),
        ("2009-07/14 02:14:45-0800", "mixes"),
        ("0000-00-00 00:00:00", "time of day"),
        ("hello 12", "not written"),
        ("circa 1800", "not written"),
        ("10 Downing Street 2017", "not written"),
    ] {
        let said = parse(ISO, value).expect_err(value);
        assert!(said.contains(why), "{said}");
    }
    let said = parse(Style::with(Order::Mdy), "12/31/1899 09:30:00 AM").expect_err("a bare time");
    assert!(said.contains("time of day"), "{said}");
}

#[test]
fn bare_numbers_are_dates_only_under_such_a_header() {
    let values = ["45631", "45632", "44000"];
    assert_eq!(decide(false, &values), Decision::Text);
    assert_eq!(day(style(&values), "45631"), "2024-12-05");
    assert_eq!(day(style(&["1508112000", "1508112999"]), "1508112000"), "2017-10-16T00:00:00Z");
    assert_eq!(day(style(&["1508112000000"]), "1508112000000"), "2017-10-16T00:00:00Z");
    assert_eq!(day(style(&["19081209", "19990219"]), "19081209"), "1908-12-09");
    assert_eq!(decide(true, &["1996", "2001"]), Decision::Text);
}

#[test]
fn phones_and_versions_are_no_dates() {
    for value in ["555-01-1234", "1.2.3", "192.168.1.1", "(503) 555-9831", "12-34", "4111 1111 1111"] {
        assert!(!looks_like_date(value), "{value}");
    }
}

proptest! {
    #[test]
    fn a_written_date_is_read_back(year in 1000_i16..9999, month in 1_i8..=12, day in 1_i8..=28) {
        let date = Date::new(year, month, day).expect("every such day exists");
        for (order, text) in [
            (Order::Ymd, format!("{year:04}-{month:02}-{day:02}")),
            (Order::Ydm, format!("{year:04}/{day}/{month}")),
            (Order::Dmy, format!("{day}.{month}.{year:04}")),
            (Order::Mdy, format!("{month:02}/{day:02}/{year:04}")),
        ] {
            prop_assert_eq!(parse(Style::with(order), &text), Ok(Moment::Day(date)));
        }
    }

    #[test]
    fn nothing_panics(value in "[0-9A-Za-zäü/.:+ \\\\-]{0,40}") {
        let mut decider = Decider::new(true);
        decider.feed(&value);
        let _ = decider.decide();
        let _ = parse(ISO, &value);
    }

    #[test]
    fn a_decision_never_contradicts_a_value(days in proptest::collection::vec((1_i8..=12, 1_i8..=28), 1..60)) {
        let mut decider = Decider::new(true);
        for (month, day) in &days {
            decider.feed(&format!("{day:02}-{month:02}-2021"));
        }
        if let Decision::Decided { style, .. } = decider.decide() {
            for (month, day) in &days {
                let read = parse(style, &format!("{day:02}-{month:02}-2021"));
                prop_assert!(read.is_ok());
            }
        }
    }
}
