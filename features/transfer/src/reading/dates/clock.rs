//! Times of day and zones behind a date.

use jiff::civil::Time;
use jiff::tz::TimeZone;

use super::words::zone_minutes;

/// A zone: minutes from UTC, or a name of the time zone database.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Zone {
    Minutes(i32),
    Named(String),
}

/// Reads digits from the front: their count, their value and what follows.
pub(super) fn number(text: &str) -> Option<(usize, i32, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=9).contains(&length) {
        return None;
    }
    Some((length, text[..length].parse().ok()?, &text[length..]))
}

/// `14:14`, `2:14:45.123`, `02:14:45 PM`, `9.30 Uhr`.
pub(super) fn time(text: &str) -> Option<(Time, &str)> {
    let (length, hour, rest) = number(text)?;
    let sign = rest.chars().next().filter(|sign| matches!(sign, ':' | '.' | 'h'))?;
    let (_, minute, rest) = number(&rest[sign.len_utf8()..])?;
    let (second, rest) = match rest.strip_prefix([':', '.']).and_then(number) {
        Some((2 | 1, second, rest)) => (second, rest),
        _ => (0, rest),
    };
    let (nanosecond, rest) = fraction(rest);
    let rest = rest.trim_start();
    let plain: String = rest.chars().take(4).filter(|letter| *letter != '.').collect::<String>().to_lowercase();
    let (hour, rest) = if plain.starts_with("am") || plain.starts_with("pm") {
        let dots = rest.chars().take(4).filter(|letter| *letter == '.').count();
        (hour % 12 + if plain.starts_with('p') { 12 } else { 0 }, rest.get(2 + dots..)?)
    } else {
        (hour, rest.strip_prefix("Uhr").or_else(|| rest.strip_prefix("uur")).unwrap_or(rest))
    };
    // Some systems write the end of a day as 24:00; a leap second is the second before it.
    let (hour, minute) = if hour == 24 && minute == 0 { (23, 59) } else { (hour, minute) };
    let small = |number: i32| i8::try_from(number).ok();
    let time = Time::new(small(hour)?, small(minute)?, small(second.min(59))?, nanosecond).ok()?;
    (length <= 2).then_some((time, rest))
}

fn fraction(text: &str) -> (i32, &str) {
    let Some(digits) = text.strip_prefix(['.', ',']) else {
        return (0, text);
    };
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let nanosecond = digits[..length]
        .bytes()
        .chain(std::iter::repeat(b'0'))
        .take(9)
        .fold(0, |sum, digit| sum * 10 + i32::from(digit - b'0'));
    (nanosecond, &digits[length..])
}

/// `Z`, `+0800`, `+08:00`, `+08`, `Z-0300`, `GMT+2`, `CEST`, `[Europe/Paris]`, `(UTC)`.
pub(super) fn zone(text: &str) -> Option<Zone> {
    let text = text.trim().trim_matches(['(', ')', '[', ']']).trim();
    let letters = text.bytes().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (word, rest) = text.split_at(letters);
    let word_minutes = zone_minutes(&word.to_ascii_lowercase());
    if rest.is_empty() {
        return word_minutes.map(Zone::Minutes);
    }
    if (rest.contains('/') && !rest.starts_with(['+', '-'])) || (rest.starts_with('_') && !word.is_empty()) {
        return TimeZone::get(text).ok().map(|_| Zone::Named(text.to_owned()));
    }
    if !word.is_empty() && word_minutes != Some(0) {
        return None;
    }
    let rest = rest.split(['(', '[']).next().unwrap_or(rest).trim();
    let (sign, digits) = match rest.as_bytes().first()? {
        b'+' => (1, &rest[1..]),
        b'-' => (-1, &rest[1..]),
        _ => return None,
    };
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some((hours, minutes)), _) => (hours, minutes),
        (None, 1 | 2) => (digits, "0"),
        (None, 3 | 4) if digits.is_ascii() => digits.split_at(digits.len() - 2),
        _ => return None,
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..=14).contains(&hours) && (0..60).contains(&minutes)).then(|| Zone::Minutes(sign * (hours * 60 + minutes)))
}

/// The same time in the morning or in the afternoon.
pub(super) fn afternoon(time: Time, afternoon: bool) -> Option<Time> {
    let hour = time.hour() % 12 + if afternoon { 12 } else { 0 };
    Time::new(hour, time.minute(), time.second(), time.subsec_nanosecond()).ok()
}
