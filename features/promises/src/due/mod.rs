//! By when: reads what a person types or says, in the zone of the place.
//!
//! “Thu 15:00”, “tomorrow”, “in 2 days at 9”, “14 October”, “by the end of the week”, “2026-10-14T15:00”. A day alone
//! is due when the place closes on it. A weekday is the next such day whose time is still to come. An hour from one to
//! six without am or pm is in the afternoon: nobody promises anything for four in the morning. A time that the clocks
//! skip is as much later as they skip; a time they show twice is the earlier one.

mod day;
mod hour;
#[cfg(test)]
mod tests;

use jiff::{
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};
use tend_core::{
    Timestamp,
    house::{Hours, Span},
    time::MINUTE,
};

use day::{Ahead, DayWords};

/// By when a promise is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The moment.
    pub at: Timestamp,
    /// They said a day and no hour; then the moment is when that day ends at the place.
    pub whole_day: bool,
}

/// When the days of a place end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closing {
    /// When it closes on each day of the week, Monday first; nothing on days it does not open.
    pub week: [Option<Time>; 7],
    /// Days on which it stays closed.
    pub holidays: Vec<Date>,
}

/// When a day ends at a place that does not open on it.
const END_OF_DAY: Time = Time::constant(18, 0, 0, 0);
/// The last minute of a day.
const LAST_MINUTE: Time = Time::constant(23, 59, 0, 0);
/// Nobody means a day further ahead than this many years.
const MOST_YEARS: i16 = 10;

impl Closing {
    /// From a location's opening hours: its last closing time; where that is past midnight, the day ends at midnight.
    pub fn of(hours: &Hours) -> Closing {
        let closes = |span: &Span| if span.is_overnight() { LAST_MINUTE } else { span.closes };
        let week = hours.week.0.each_ref().map(|spans| spans.iter().map(closes).max());
        Closing { week, holidays: hours.holidays.iter().map(|holiday| holiday.day.0).collect() }
    }
    /// The hour that day ends: when the place closes, or 18:00 where it does not open.
    pub fn on(&self, date: Date) -> Time {
        let index = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
        let closes = self.week.get(index).copied().flatten().filter(|_| !self.holidays.contains(&date));
        closes.unwrap_or(END_OF_DAY)
    }
}

/// The words of a moment, taken one after the other.
#[derive(Debug, Default)]
struct Said {
    day: Option<DayWords>,
    time: Option<Time>,
    /// “In 20 minutes”: not a time on a clock but a while from now, in microseconds.
    while_us: Option<i64>,
}

/// Reads when something is due; what cannot be read is answered with a sentence.
pub fn read(text: &str, now: Timestamp, zone: &TimeZone, closing: &Closing) -> Result<Due, String> {
    let words = words_of(text);
    let said = listen(&words).map_err(|trouble| trouble.unwrap_or_else(|| not_understood(text)))?;
    let today = now.in_zone(zone).date();
    let calendar = Calendar { now, today, zone, closing };
    let due = calendar.resolve(&said, text)?;
    if due.at <= now {
        return Err("That time has passed. Say a day or time that is still to come.".into());
    }
    if due.at.in_zone(zone).year() > today.year() + MOST_YEARS {
        return Err("That is very far ahead. Say a day within the next ten years.".into());
    }
    Ok(due)
}

/// Finds a moment at the end of a sentence: “call back by Thu 15:00” is “call back” and the moment.
pub fn at_end<'t>(text: &'t str, now: Timestamp, zone: &TimeZone, closing: &Closing) -> Option<(&'t str, Due)> {
    let text = text.trim_end();
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(index, c)| index + c.len_utf8()))
        .filter(|start| text[*start..].chars().next().is_some_and(|c| !c.is_whitespace()))
        .collect();
    let near = starts.len().saturating_sub(MOST_WORDS_OF_A_MOMENT);
    starts[near..].iter().find_map(|start| {
        let (rest, end) = text.split_at(*start);
        begins_a_moment(end).then(|| read(end, now, zone, closing).ok()).flatten().map(|due| (trimmed(rest), due))
    })
}

const MOST_WORDS_OF_A_MOMENT: usize = 9;

fn trimmed(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '.'))
}

/// “Put the lights on tomorrow”: that *on* belongs to the lights. Before a weekday or a date it belongs to the day.
fn begins_a_moment(text: &str) -> bool {
    let words = words_of(text);
    let mut words = words.iter().map(String::as_str);
    match (words.next(), words.next()) {
        (Some("on" | "the" | "before"), Some(next)) => {
            next == "the"
                || next.starts_with(|c: char| c.is_ascii_digit())
                || day::weekday(next).is_some()
                || day::month(next).is_some()
        }
        (Some("of" | "about" | "around" | "latest"), _) | (None, _) => false,
        _ => true,
    }
}

/// A moment in a few words: “Wed 14 Oct, 18:00”, or the day alone where they said no hour.
pub fn in_words(due: Due, zone: &TimeZone) -> String {
    let at = due.at.in_zone(zone);
    let format = if due.whole_day { "%a %-d %b" } else { "%a %-d %b, %H:%M" };
    at.strftime(format).to_string()
}

fn not_understood(text: &str) -> String {
    match text.trim() {
        "" => "By when? A day or a time: “Thu 15:00”, “tomorrow”, “in 2 days at 9”.".into(),
        text => {
            let short: String = text.chars().take(40).collect();
            format!("“{short}” could be read in no way. Try “Thu 15:00”, “tomorrow” or “in 2 days at 9”.")
        }
    }
}

/// Lower-case words, without commas between them; dots stay where they belong to a date.
fn words_of(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| c.is_whitespace() || c == ',')
        .map(|word| word.trim_end_matches(['!', '?', ';']))
        .map(|word| if has_digits_alone(word) { word } else { word.trim_end_matches('.') })
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn has_digits_alone(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'/')
}

/// What kept the words from being read; nothing: they are simply not understood.
type Trouble = Option<String>;

/// Takes the words apart into a day, a time, a while.
fn listen(words: &[String]) -> Result<Said, Trouble> {
    let mut said = Said::default();
    let mut rest: Vec<&str> = words.iter().map(String::as_str).collect();
    // Whether the next bare number is an hour: after “at”, or after a day.
    let mut hour_next = false;
    while let Some(first) = rest.first() {
        let taken = match *first {
            "at" | "@" => {
                hour_next = true;
                1
            }
            "by" | "on" | "until" | "till" | "before" | "about" | "around" | "latest" => 1,
            _ => take(&mut said, &rest, hour_next)?,
        };
        hour_next = hour_next || said.day.is_some();
        rest.drain(..taken);
    }
    if said.day.is_none() && said.time.is_none() && said.while_us.is_none() {
        return Err(None);
    }
    Ok(said)
}

/// Takes one part from the front; gives how many words it was.
fn take(said: &mut Said, rest: &[&str], hour_next: bool) -> Result<usize, Trouble> {
    if said.while_us.is_none()
        && let Some((while_us, taken)) = hour::a_while(rest)
    {
        said.while_us = Some(while_us);
        return Ok(taken);
    }
    if said.day.is_none()
        && let Some((day, taken)) = day::read(rest)?
    {
        // “Tonight”, “this afternoon”, “2026-10-14T15:00” say a day and a time at once.
        said.time = said.time.or(day.time);
        said.day = Some(day.words);
        return Ok(taken);
    }
    if said.time.is_none()
        && let Some((time, taken)) = hour::read(rest, hour_next)
    {
        said.time = Some(time);
        return Ok(taken);
    }
    Err(None)
}

/// What is needed to find a moment for the words.
struct Calendar<'a> {
    now: Timestamp,
    today: Date,
    zone: &'a TimeZone,
    closing: &'a Closing,
}

impl Calendar<'_> {
    fn resolve(&self, said: &Said, text: &str) -> Result<Due, String> {
        match (said.while_us, &said.day, said.time) {
            (Some(while_us), None, None) => Ok(Due { at: full_minute(self.now.plus(while_us)), whole_day: false }),
            (None, None, Some(time)) => Ok(self.next(Some(time), &[self.today, self.ahead(1)])),
            (None, Some(day), time) => self.on(*day, time),
            _ => Err(not_understood(text)),
        }
    }

    fn on(&self, day: DayWords, time: Option<Time>) -> Result<Due, String> {
        match day {
            DayWords::Ahead(Ahead::Days(days)) => Ok(self.moment(self.ahead(days), time)),
            DayWords::Ahead(Ahead::Months(months)) => {
                let span = jiff::Span::new().try_months(months).map_err(|_| far())?;
                Ok(self.moment(self.today.saturating_add(span), time))
            }
            DayWords::Weekday(weekday) => {
                let days = i64::from(self.today.weekday().until(weekday));
                Ok(self.next(time, &[self.ahead(days), self.ahead(days + 7)]))
            }
            DayWords::NextWeek(weekday) => {
                let monday = 7 - i64::from(self.today.weekday().to_monday_zero_offset());
                Ok(self.moment(self.ahead(monday + i64::from(weekday.to_monday_zero_offset())), time))
            }
            DayWords::EndOfWeek => {
                let [friday, sunday] = [Weekday::Friday, Weekday::Sunday]
                    .map(|end| self.ahead(i64::from(self.today.weekday().until(end))));
                Ok(self.next(time, &[friday.min(sunday), sunday]))
            }
            DayWords::EndOfMonth => {
                let last = self.today.last_of_month();
                let next = last.saturating_add(jiff::Span::new().days(1)).last_of_month();
                Ok(self.next(time, &[last, next]))
            }
            DayWords::Date { year, month, day } => self.date(year, month, day, time),
            DayWords::DayOfMonth(day) => self.day_of_month(day, time),
        }
    }

    /// A date without a year is in this year, or in the next one when this year's has passed.
    fn date(&self, year: Option<i16>, month: i8, day: i8, time: Option<Time>) -> Result<Due, String> {
        let first = year.unwrap_or(self.today.year());
        let date = Date::new(first, month, day).map_err(|_| no_such_day(first, month))?;
        if year.is_some() || date >= self.today {
            return Ok(self.moment(date, time));
        }
        Date::new(first + 1, month, day).map_err(|_| no_such_day(first + 1, month)).map(|date| self.moment(date, time))
    }

    /// “The 14th”: of this month, or of the next one that has such a day.
    fn day_of_month(&self, day: i8, time: Option<Time>) -> Result<Due, String> {
        let first = self.today.first_of_month();
        let months = (0..3)
            .filter_map(|months| first.saturating_add(jiff::Span::new().months(months)).with().day(day).build().ok());
        months
            .map(|date| self.moment(date, time))
            .find(|due| due.at > self.now)
            .ok_or_else(|| "No month has that day.".into())
    }

    /// The first of these days on which that time is still to come, or the place has still to close.
    fn next(&self, time: Option<Time>, days: &[Date]) -> Due {
        let ahead = days.iter().map(|day| (*day, self.moment(*day, time))).find(|(day, due)| {
            let is_over = time.is_none() && self.has_closed(*day);
            due.at > self.now && !is_over
        });
        let last = days.last().map_or(self.today, |day| *day);
        ahead.map_or_else(|| self.moment(last, time), |(_, due)| due)
    }

    /// That time on that day; without a time, when the day ends at the place: today, if it has closed already, at
    /// the day's last minute.
    fn moment(&self, date: Date, time: Option<Time>) -> Due {
        match time {
            Some(time) => Due { at: self.at(date, time), whole_day: false },
            None if self.has_closed(date) => Due { at: self.at(date, LAST_MINUTE), whole_day: true },
            None => Due { at: self.at(date, self.closing.on(date)), whole_day: true },
        }
    }

    /// It is that day, and the place has closed.
    fn has_closed(&self, date: Date) -> bool {
        date == self.today && self.at(date, self.closing.on(date)) <= self.now
    }

    fn at(&self, date: Date, time: Time) -> Timestamp {
        date.to_datetime(time).to_zoned(self.zone.clone()).map_or(Timestamp(i64::MAX), |at| Timestamp::from(&at))
    }

    fn ahead(&self, days: i64) -> Date {
        jiff::Span::new().try_days(days).map_or(Date::MAX, |span| self.today.saturating_add(span))
    }
}

fn far() -> String {
    "That is very far ahead. Say a day within the next ten years.".into()
}

fn no_such_day(year: i16, month: i8) -> String {
    let name =
        Date::new(year, month, 1).map_or_else(|_| "That month".into(), |first| first.strftime("%B %Y").to_string());
    format!("{name} has no such day. Look at the calendar once more.")
}

/// Rounded up to a full minute: nobody promises seconds.
fn full_minute(at: Timestamp) -> Timestamp {
    Timestamp(at.0.saturating_add(MINUTE - 1).div_euclid(MINUTE).saturating_mul(MINUTE))
}
