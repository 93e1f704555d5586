//! Hours in words and numbers: “15:00”, “3pm”, “at 9”, “noon”, “in 20 minutes”.

use jiff::civil::Time;
use tend_core::time::{HOUR, MINUTE};

/// Reads an hour from the front; gives how many words it was. A bare number is an hour only where one is expected.
pub(super) fn read(words: &[&str], bare: bool) -> Option<(Time, usize)> {
    let first = words.first()?.trim_end_matches('.');
    if let Some(time) = named(first) {
        return Some((time, 1));
    }
    let second = words.get(1).copied();
    let half = match second {
        Some("am" | "a.m") => Some(false),
        Some("pm" | "p.m") => Some(true),
        _ => None,
    };
    if let Some(is_afternoon) = half {
        let (hour, minute, _) = digits(first)?;
        return Some((twelve(hour, minute, is_afternoon)?, 2));
    }
    if matches!(second, Some("o'clock" | "oclock" | "o’clock" | "h")) {
        return Some((plain(digits(first)?)?, 2));
    }
    one_word(first, bare).map(|time| (time, 1))
}

/// “Morning” is over at noon, “afternoon” at five: what is promised for then is due at its end.
pub(super) fn named(word: &str) -> Option<Time> {
    Some(match word {
        "noon" | "midday" | "lunch" | "lunchtime" | "morning" => Time::constant(12, 0, 0, 0),
        "afternoon" => Time::constant(17, 0, 0, 0),
        "evening" | "tonight" => Time::constant(21, 0, 0, 0),
        "midnight" => Time::constant(23, 59, 0, 0),
        _ => return None,
    })
}

fn one_word(word: &str, bare: bool) -> Option<Time> {
    for (suffix, is_afternoon) in [("am", false), ("pm", true), ("a.m", false), ("p.m", true)] {
        if let Some(number) = word.strip_suffix(suffix) {
            let (hour, minute, _) = digits(number)?;
            return twelve(hour, minute, is_afternoon);
        }
    }
    if let Some((hour, minute)) = word.split_once('h') {
        let minute = if minute.is_empty() { "00" } else { minute };
        return plain(digits(&format!("{hour}:{minute}"))?);
    }
    let number = digits(word)?;
    (number.2 || bare).then(|| plain(number)).flatten()
}

/// Hour, minute, and whether minutes were said.
fn digits(word: &str) -> Option<(i8, i8, bool)> {
    let all_digits = |text: &str| !text.is_empty() && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    match word.split_once([':', '.']) {
        Some((hour, minute)) if all_digits(hour) && all_digits(minute) && minute.len() == 2 => {
            // “03:00” is said in twenty-four hours; “3:00” is not.
            let hour: i8 = if hour.len() == 2 { hour.parse().ok()? } else { afternoon(hour.parse().ok()?) };
            Some((hour, minute.parse().ok()?, true))
        }
        None if all_digits(word) => {
            Some((if word.len() == 2 { word.parse().ok()? } else { afternoon(word.parse().ok()?) }, 0, false))
        }
        _ => None,
    }
}

/// One to six o’clock without more is in the afternoon.
fn afternoon(hour: i8) -> i8 {
    if (1..=6).contains(&hour) { hour + 12 } else { hour }
}

fn plain((hour, minute, _): (i8, i8, bool)) -> Option<Time> {
    if (hour, minute) == (24, 0) {
        return named("midnight");
    }
    Time::new(hour, minute, 0, 0).ok()
}

/// In twelve hours: twelve am is midnight, twelve pm is noon.
fn twelve(hour: i8, minute: i8, is_afternoon: bool) -> Option<Time> {
    let hour = if hour > 12 && hour <= 18 { hour - 12 } else { hour };
    let hour = (1..=12).contains(&hour).then_some(hour % 12)?;
    Time::new(if is_afternoon { hour + 12 } else { hour }, minute, 0, 0).ok()
}

/// “In 20 minutes”, “in half an hour”, “within 2 hours”; gives microseconds and how many words it was.
pub(super) fn a_while(words: &[&str]) -> Option<(i64, usize)> {
    if !matches!(*words.first()?, "in" | "within") {
        return None;
    }
    if words.get(1..4) == Some(&["half", "an", "hour"]) {
        return Some((HOUR / 2, 4));
    }
    let unit_us = match *words.get(2)? {
        "min" | "mins" | "minute" | "minutes" => MINUTE,
        "h" | "hour" | "hours" => HOUR,
        _ => return None,
    };
    let count = number(words.get(1)?).filter(|count| *count <= 10_000)?;
    Some((count * unit_us, 3))
}

/// A number in digits or in a word.
pub(super) fn number(word: &str) -> Option<i64> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let in_words = WORDS.iter().position(|name| *name == word).and_then(|index| i64::try_from(index + 1).ok());
    in_words.or_else(|| word.parse().ok()).filter(|count| *count > 0)
}
