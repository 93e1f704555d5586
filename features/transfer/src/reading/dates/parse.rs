//! Takes one value apart: three numbers or a month in words, perhaps a time, perhaps a zone.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use super::super::values::fold;
use super::clock::{Zone, afternoon, number, time, zone};
use super::words::{is_filler, is_weekday, month};
use super::{Moment, Numbers, Order, Style};

/// Where the year of a date in three numbers stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    YearFirst,
    YearLast,
}

/// A value taken apart; the order of its numbers may still be open.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Parts {
    /// Three numbers, the last two or the first two of which are day and month.
    Three { shape: Shape, separator: u8, year: i16, first: i8, second: i8, rest: Rest },
    /// Day, month and year are sure.
    Sure { year: i16, month: i8, day: i8, rest: Rest },
    /// A number without signs; its digits and its value.
    Bare { digits: usize, value: f64 },
}

/// What stands behind the date.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rest {
    time: Option<Time>,
    zone: Option<Zone>,
}

/// True when the value is written like a date that signs or words make unmistakable; bare numbers are not.
#[must_use]
pub fn looks_like_date(value: &str) -> bool {
    matches!(take_apart(value), Ok(Parts::Three { .. } | Parts::Sure { .. }))
}

/// Reads a value in the style that was decided for its column.
///
/// # Errors
/// A sentence that says why the value is no date.
pub fn parse(style: Style, value: &str) -> Result<Moment, String> {
    match take_apart(value)? {
        Parts::Three { shape, year, first, second, rest, .. } => {
            let order = if shape == Shape::YearFirst { style.year_first } else { style.year_last };
            let (month, day) = match order {
                Order::Ymd | Order::Mdy => (first, second),
                Order::Ydm | Order::Dmy => (second, first),
            };
            moment(value, year, month, day, &rest)
        }
        Parts::Sure { year, month, day, rest } => moment(value, year, month, day, &rest),
        Parts::Bare { digits, value: number } => {
            from_number(style, digits, number).ok_or_else(|| match style.numbers {
                Some(Numbers::CompactYmd | Numbers::CompactDmy) if digits == 8 => {
                    format!("\"{value}\" is a day that does not exist")
                }
                _ => no_date(value),
            })
        }
    }
}

pub(super) fn no_date(value: &str) -> String {
    format!("\"{}\" is not written like a date", super::super::values::shorten(value))
}

/// The date that a bare number stands for in that style.
fn from_number(style: Style, digits: usize, number: f64) -> Option<Moment> {
    let whole = number as i64;
    let part = |divisor: i64, modulus: i64| whole / divisor % modulus;
    match style.numbers? {
        Numbers::CompactYmd if digits == 8 => day_of(part(10_000, 10_000), part(100, 100), part(1, 100)),
        Numbers::CompactDmy if digits == 8 || digits == 7 => {
            day_of(part(1, 10_000), part(10_000, 100), part(1_000_000, 100))
        }
        Numbers::Serial if (1.0..200_000.0).contains(&number) => {
            let base = DateTime::constant(1899, 12, 30, 0, 0, 0, 0);
            let moment = base.checked_add(SignedDuration::from_secs((number * 86_400.0).round() as i64)).ok()?;
            Some(if number.fract() == 0.0 { Moment::Day(moment.date()) } else { Moment::Local(moment) })
        }
        Numbers::Seconds => Timestamp::from_second(whole).ok().map(Moment::Instant),
        Numbers::Milliseconds => Timestamp::from_millisecond(whole).ok().map(Moment::Instant),
        _ => None,
    }
}

fn day_of(year: i64, month: i64, day: i64) -> Option<Moment> {
    let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (1000..=9999).contains(&year).then_some(Moment::Day(date))
}

fn moment(value: &str, year: i16, month: i8, day: i8, rest: &Rest) -> Result<Moment, String> {
    if year == 0
        || ((1899..=1900).contains(&year) && rest.time.is_some() && (month, day) != (0, 0) && is_base(year, month, day))
    {
        return Err(format!("\"{value}\" is a time of day without a date"));
    }
    if !(1..=12).contains(&month) {
        return Err(format!("\"{value}\" names a month {month}, which does not exist"));
    }
    let date = Date::new(year, month, day).map_err(|_| format!("\"{value}\" is a day that does not exist"))?;
    let Some(time) = rest.time else {
        return Ok(Moment::Day(date));
    };
    let local = date.to_datetime(time);
    let instant = match &rest.zone {
        None => return Ok(Moment::Local(local)),
        Some(Zone::Minutes(minutes)) => {
            Offset::from_seconds(minutes * 60).and_then(|offset| offset.to_timestamp(local))
        }
        Some(Zone::Named(name)) => TimeZone::get(name).and_then(|zone| zone.to_timestamp(local)),
    };
    instant.map(Moment::Instant).map_err(|_| format!("\"{value}\" lies outside the times that are kept"))
}

/// The days that spreadsheets and databases put before a bare time.
fn is_base(year: i16, month: i8, day: i8) -> bool {
    matches!((year, month, day), (1899, 12, 30 | 31) | (1900, 1, 0 | 1) | (1900, 0, _) | (1899, 30 | 31, 12))
}

/// Takes a value apart without deciding what is day and what is month.
pub(super) fn take_apart(value: &str) -> Result<Parts, String> {
    let value = value.trim();
    let bytes = value.as_bytes();
    if !(5..=64).contains(&bytes.len()) || !bytes.iter().any(u8::is_ascii_digit) {
        return Err(no_date(value));
    }
    if value.contains('\\') {
        return Err(format!("\"{value}\" is written with backslashes, which is no date"));
    }
    if bytes[0].is_ascii_digit() {
        if let Some(parts) = bare_number(value) {
            return Ok(parts);
        }
        if let Some(parts) = three_numbers(value)? {
            return Ok(parts);
        }
    }
    in_words(value).ok_or_else(|| no_date(value))
}

fn bare_number(value: &str) -> Option<Parts> {
    let whole = value.split('.').next()?;
    let plain = whole.bytes().all(|byte| byte.is_ascii_digit());
    if !plain || value.bytes().filter(|byte| *byte == b'.').count() > 1 {
        return None;
    }
    let number: f64 = value.parse().ok()?;
    Some(Parts::Bare { digits: whole.len(), value: number })
}

fn three_numbers(value: &str) -> Result<Option<Parts>, String> {
    let Some((length_a, a, rest)) = number(value) else {
        return Ok(None);
    };
    let Some((separator, rest)) = separator(rest) else {
        return Ok(None);
    };
    let Some((length_b, b, rest)) = number(rest) else {
        return Ok(None);
    };
    let Some((second_separator, rest)) = self::separator(rest) else {
        return Ok(None);
    };
    let Some((length_c, c, rest)) = number(rest) else {
        return Ok(None);
    };
    if length_b > 2 || length_a > 4 || length_c > 4 || length_a == 3 || length_c == 3 {
        return Ok(None);
    }
    let (shape, year, year_length, first, second) = match (length_a, length_c) {
        (4, 1 | 2) => (Shape::YearFirst, a, 4, b, c),
        (1 | 2, 4 | 2) => (Shape::YearLast, c, length_c, a, b),
        _ => return Ok(None),
    };
    if separator != second_separator {
        return Err(format!("\"{value}\" mixes two signs between its numbers"));
    }
    let Some(rest) = rest_of(rest) else { return Ok(None) };
    let small = |number: i32| i8::try_from(number).ok();
    let (Some(year), Some(first), Some(second)) = (full_year(year, year_length), small(first), small(second)) else {
        return Ok(None);
    };
    if first == 0 || second == 0 {
        if year == 0 || rest.time.is_some() {
            return Err(format!("\"{value}\" is a time of day without a date"));
        }
        return Err(format!("\"{value}\" has a day or month 0"));
    }
    Ok(Some(Parts::Three { shape, separator, year, first, second, rest }))
}

/// Two figures mean 1969 to 2068, as POSIX has it.
fn full_year(year: i32, length: usize) -> Option<i16> {
    let full = match (length, year) {
        (2, 0..=68) => year + 2000,
        (2, _) => year + 1900,
        _ => year,
    };
    i16::try_from(full).ok()
}

fn separator(text: &str) -> Option<(u8, &str)> {
    let sign = *text.as_bytes().first()?;
    if !matches!(sign, b'-' | b'/' | b'.') {
        return None;
    }
    // "5. 3. 2021" has blanks behind its dots.
    Some((sign, text[1..].trim_start_matches(' ')))
}

/// A time and a zone behind a date; none when something else stands there.
fn rest_of(text: &str) -> Option<Rest> {
    let text = text.trim_start_matches([' ', ',']);
    if text.is_empty() {
        return Some(Rest::default());
    }
    let text = text.strip_prefix(['T', 't']).unwrap_or(text);
    if let Some(zone) = zone(text) {
        return Some(Rest { time: None, zone: Some(zone) });
    }
    let (time, rest) = time(text)?;
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(Rest { time: Some(time), zone: None });
    }
    Some(Rest { time: Some(time), zone: Some(zone(rest)?) })
}

/// `Tue Oct 31 23:36:20 +0000 2017`, `31. Oktober 2017`, `Oct 31, 2017 10:15 PM`, `31-Oct-17`.
fn in_words(value: &str) -> Option<Parts> {
    if !value.chars().any(char::is_alphabetic) {
        return None;
    }
    let (mut year, mut month_number, mut day, mut clock, mut where_) = (None, None, None, None, None);
    let spaced = value.replace(['-', ','], " - ");
    for word in spaced.split_whitespace() {
        if word == "-" {
            continue;
        }
        if word.contains(':') && clock.is_none() {
            let (time, rest) = time(word)?;
            clock = Some(time);
            if !rest.is_empty() {
                where_ = Some(zone(rest)?);
            }
        } else if word.starts_with('+') {
            where_ = Some(zone(word)?);
        } else if word.starts_with(|letter: char| letter.is_ascii_digit()) {
            let (length, amount, tail) = number(word)?;
            if !(tail.is_empty() || tail == "." || is_filler(&fold(tail))) {
                return None;
            }
            if length == 4 && year.is_none() {
                year = full_year(amount, 4);
            } else if day.is_none() && (1..=31).contains(&amount) && length <= 2 {
                day = i8::try_from(amount).ok();
            } else if year.is_none() && length == 2 {
                year = full_year(amount, 2);
            } else {
                return None;
            }
        } else {
            let plain = fold(word);
            match month(&plain) {
                Some(found) if month_number.is_none() => month_number = Some(found),
                _ if is_weekday(&plain) || is_filler(&plain) => {}
                _ if matches!(plain.as_str(), "am" | "pm") => clock = Some(afternoon(clock?, plain == "pm")?),
                _ => where_ = Some(zone(word)?),
            }
        }
    }
    Some(Parts::Sure { year: year?, month: month_number?, day: day?, rest: Rest { time: clock, zone: where_ } })
}
