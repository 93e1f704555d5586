//! Days in words and numbers: “tomorrow”, “next Thursday”, “14 October”, “14.10.”, “in 2 weeks”, “end of the month”.

use jiff::civil::{DateTime, Time, Weekday};

use super::{Trouble, hour};

/// A day as it was said, before a calendar is at hand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum DayWords {
    /// So far from today.
    Ahead(Ahead),
    /// The next such day.
    Weekday(Weekday),
    /// That day of next week.
    NextWeek(Weekday),
    /// This week’s Friday, and from then on its Sunday.
    EndOfWeek,
    /// The last day of this month.
    EndOfMonth,
    /// A date, with its year or without.
    Date { year: Option<i16>, month: i8, day: i8 },
    /// “The 14th”.
    DayOfMonth(i8),
}

/// How far from today.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Ahead {
    Days(i64),
    /// The same day of a later month, or its last one.
    Months(i64),
}

/// A day, and the time that came with it.
pub(super) struct DayRead {
    pub words: DayWords,
    pub time: Option<Time>,
}

fn plain(words: DayWords) -> DayRead {
    DayRead { words, time: None }
}

type Taken = Result<Option<(DayRead, usize)>, Trouble>;

/// Reads a day from the front; gives how many words it was.
pub(super) fn read(words: &[&str]) -> Taken {
    if let Some(taken) = named(words) {
        return Ok(Some(taken));
    }
    if let Some((day, taken)) = with_month(words).or_else(|| in_a_while(words)) {
        return Ok(Some((plain(day), taken)));
    }
    let Some(first) = words.first() else { return Ok(None) };
    if let Ok(at) = first.to_uppercase().parse::<DateTime>() {
        let words = DayWords::Date { year: Some(at.year()), month: at.month(), day: at.day() };
        let time = first.contains('t').then(|| at.time());
        return Ok(Some((DayRead { words, time }, 1)));
    }
    Ok(in_numbers(first)?.map(|day| (plain(day), 1)))
}

fn named(words: &[&str]) -> Option<(DayRead, usize)> {
    let ahead = |days| DayWords::Ahead(Ahead::Days(days));
    let taken = match words {
        ["today" | "tod", ..] => (plain(ahead(0)), 1),
        ["tonight", ..] => (DayRead { words: ahead(0), time: hour::named("tonight") }, 1),
        ["tomorrow" | "tomorow" | "tmrw" | "tmr", ..] => (plain(ahead(1)), 1),
        ["day", "after", "tomorrow", ..] => (plain(ahead(2)), 3),
        ["the", "day", "after", "tomorrow", ..] => (plain(ahead(2)), 4),
        ["end" | "close", "of", "day" | "today" | "business", ..] => (plain(ahead(0)), 3),
        ["end", "of", "week", ..] => (plain(DayWords::EndOfWeek), 3),
        ["end", "of", "the" | "this", "week", ..] => (plain(DayWords::EndOfWeek), 4),
        ["the", "end", "of", "the" | "this", "week", ..] => (plain(DayWords::EndOfWeek), 5),
        ["this", "week", ..] => (plain(DayWords::EndOfWeek), 2),
        ["end", "of", "month", ..] => (plain(DayWords::EndOfMonth), 3),
        ["end", "of", "the" | "this", "month", ..] => (plain(DayWords::EndOfMonth), 4),
        ["the", "end", "of", "the" | "this", "month", ..] => (plain(DayWords::EndOfMonth), 5),
        ["next", "week", ..] => (plain(DayWords::NextWeek(Weekday::Friday)), 2),
        ["next", "month", ..] => (plain(DayWords::Ahead(Ahead::Months(1))), 2),
        ["next", day, ..] => (plain(DayWords::NextWeek(weekday(day)?)), 2),
        ["this", part, ..] if hour::named(part).is_some() => (DayRead { words: ahead(0), time: hour::named(part) }, 2),
        ["this", day, ..] => (plain(DayWords::Weekday(weekday(day)?)), 2),
        [day, ..] => (plain(DayWords::Weekday(weekday(day)?)), 1),
        [] => return None,
    };
    Some(taken)
}

/// “14 October”, “14th of Oct 2027”, “Oct 14”, “the 14th”.
fn with_month(words: &[&str]) -> Option<(DayWords, usize)> {
    let skip = usize::from(words.first() == Some(&"the"));
    let words = &words[skip..];
    let (day, month, taken) = match words {
        [day, "of", name, ..] if month(name).is_some() => (ordinal(day)?, month(name)?, 3),
        [day, name, ..] if month(name).is_some() && ordinal(day).is_some() => (ordinal(day)?, month(name)?, 2),
        [name, day, ..] if month(name).is_some() => (ordinal(day)?, month(name)?, 2),
        [day, ..] if skip == 1 || has_ending(day) => return Some((DayWords::DayOfMonth(ordinal(day)?), 1 + skip)),
        _ => return None,
    };
    let year = words.get(taken).filter(|year| year.len() == 4).and_then(|year| year.parse().ok());
    Some((DayWords::Date { year, month, day }, taken + skip + usize::from(year.is_some())))
}

/// “In 2 days”, “in a week”, “within three months”.
fn in_a_while(words: &[&str]) -> Option<(DayWords, usize)> {
    let ["in" | "within", count, unit, ..] = words else {
        return None;
    };
    let count = hour::number(count).filter(|count| *count <= 5_000)?;
    let ahead = match *unit {
        "day" | "days" => Ahead::Days(count),
        "week" | "weeks" => Ahead::Days(count * 7),
        "month" | "months" => Ahead::Months(count),
        "year" | "years" => Ahead::Months(count * 12),
        _ => return None,
    };
    Some((DayWords::Ahead(ahead), 3))
}

/// “2026-10-14”, “14.10.”, “14.10.2026”, “14/10”; where day and month could be either, it asks.
fn in_numbers(word: &str) -> Result<Option<DayWords>, Trouble> {
    let numbers = |sign: char| -> Option<Vec<i16>> {
        let parts: Vec<&str> = word.trim_end_matches(sign).split(sign).collect();
        (2..=3).contains(&parts.len()).then(|| parts.iter().map(|part| part.parse().ok()).collect())?
    };
    let is_dotted = word.ends_with('.') || word.matches('.').count() == 2;
    if let Some(parts) = numbers('.').filter(|_| is_dotted) {
        return Ok(date(parts.get(2).copied(), parts[1], parts[0]));
    }
    let Some(parts) = numbers('/') else { return Ok(None) };
    if parts[0] >= 1000 && parts.len() == 3 {
        return Ok(date(Some(parts[0]), parts[1], parts[2]));
    }
    let (one, other, year) = (parts[0], parts[1], parts.get(2).copied());
    match (date(year, other, one), date(year, one, other)) {
        (Some(_), Some(_)) if one != other => Err(Some(format!(
            "“{word}” could be two days. Write the month as a word, like “{one} {}”.",
            MONTHS.get(usize::try_from(other - 1).unwrap_or(0)).map_or("May", |month| month.1)
        ))),
        (Some(day), _) | (None, Some(day)) => Ok(Some(day)),
        (None, None) => Ok(None),
    }
}

fn date(year: Option<i16>, month: i16, day: i16) -> Option<DayWords> {
    let year = year.map(|year| if year < 100 { year + 2000 } else { year });
    let in_range = (1..=12).contains(&month) && (1..=31).contains(&day);
    in_range.then_some(DayWords::Date { year, month: i8::try_from(month).ok()?, day: i8::try_from(day).ok()? })
}

/// “Thu”, “Thurs”, “Thursday”.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word.trim_end_matches('.') {
        "mon" | "monday" => Weekday::Monday,
        "tue" | "tues" | "tuesday" => Weekday::Tuesday,
        "wed" | "weds" | "wednesday" => Weekday::Wednesday,
        "thu" | "thur" | "thurs" | "thursday" => Weekday::Thursday,
        "fri" | "friday" => Weekday::Friday,
        "sat" | "saturday" => Weekday::Saturday,
        "sun" | "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

const MONTHS: [(&str, &str); 12] = [
    ("january", "January"),
    ("february", "February"),
    ("march", "March"),
    ("april", "April"),
    ("may", "May"),
    ("june", "June"),
    ("july", "July"),
    ("august", "August"),
    ("september", "September"),
    ("october", "October"),
    ("november", "November"),
    ("december", "December"),
];

/// “Oct”, “Sept”, “October”: the whole name or its beginning of three letters or more.
pub(super) fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    let found = MONTHS.iter().position(|(name, _)| word.len() >= 3 && name.starts_with(word))?;
    i8::try_from(found + 1).ok()
}

fn has_ending(word: &str) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|ending| word.ends_with(ending))
}

/// “14”, “14th”, “14.”: a day of a month.
fn ordinal(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    let number = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    number.parse().ok().filter(|day| (1..=31).contains(day))
}
