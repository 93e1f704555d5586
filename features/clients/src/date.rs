//! Days that matter to a client, every year: a birthday, the day they opened. The year may be unknown.

use jiff::civil::Date;
use tend_core::{Day, id::ClientId};

use crate::text;

tend_core::id!(
    /// One day that matters to a client.
    DateId
);

/// A day that matters to a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportantDate {
    /// Its id.
    pub id: DateId,
    /// Whose it is.
    pub client: ClientId,
    /// What day it is: “Birthday”.
    pub label: String,
    /// 1 to 12.
    pub month: i64,
    /// 1 to 31.
    pub day: i64,
    /// The year it began in, where that is known.
    pub year: Option<i64>,
    /// Rises with every change.
    pub version: i64,
}

/// A day that is to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDate {
    /// What day it is. Empty: “Birthday”.
    pub label: String,
    /// 1 to 12.
    pub month: i64,
    /// 1 to 31.
    pub day: i64,
    /// The year it began in, where that is known.
    pub year: Option<i64>,
}

impl NewDate {
    /// Tidies it, or says what is wrong.
    pub(crate) fn checked(&self) -> Result<NewDate, String> {
        let label = text::line(&self.label, 60)?;
        let label = if label.is_empty() { "Birthday".to_owned() } else { label };
        // 2024 is a leap year: where the year is not known, 29 February is a day.
        let date = date_of(self.year.unwrap_or(2024), self.month, self.day);
        if date.is_none() || self.year.is_some_and(|year| !(1..=9999).contains(&year)) {
            return Err("There is no such day in the calendar.".into());
        }
        Ok(NewDate { label, ..self.clone() })
    }
}

impl ImportantDate {
    /// The first time on or after `today` that the day comes round.
    pub fn next(&self, today: Day) -> Day {
        next_day(self.month, self.day, today)
    }

    /// How many years it is on that day: 40 on the fortieth birthday. Nothing where the year is unknown or not yet past.
    pub fn years_on(&self, day: Day) -> Option<i64> {
        self.year.map(|year| i64::from(day.0.year()) - year).filter(|years| *years > 0)
    }

    /// Why it calls on that day, in words: “Birthday, 40 years”.
    pub fn reason_on(&self, day: Day) -> String {
        match self.years_on(day) {
            None => self.label.clone(),
            Some(1) => format!("{}, 1 year", self.label),
            Some(years) => format!("{}, {years} years", self.label),
        }
    }

    /// “14 October 1986”, or without the year.
    pub fn words(&self) -> String {
        let Some(date) = date_of(self.year.unwrap_or(2024), self.month, self.day) else {
            return String::new();
        };
        let pattern = if self.year.is_some() { "%-d %B %Y" } else { "%-d %B" };
        date.strftime(pattern).to_string()
    }
}

/// The first such day on or after `today`; 29 February is kept on the 28th in common years.
pub fn next_day(month: i64, day: i64, today: Day) -> Day {
    let year = i64::from(today.0.year());
    let this_year = day_in(year, month, day).unwrap_or(today.0);
    if this_year >= today.0 { Day(this_year) } else { Day(day_in(year + 1, month, day).unwrap_or(this_year)) }
}

fn day_in(year: i64, month: i64, day: i64) -> Option<Date> {
    date_of(year, month, day).or_else(|| (month == 2 && day == 29).then(|| date_of(year, 2, 28)).flatten())
}

fn date_of(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn a_birthday_comes_round() {
        assert_eq!(next_day(10, 14, day("2026-10-13")), day("2026-10-14"));
        assert_eq!(next_day(10, 14, day("2026-10-14")), day("2026-10-14"));
        assert_eq!(next_day(10, 14, day("2026-10-15")), day("2027-10-14"));
    }

    #[test]
    fn the_29th_of_february_is_kept_on_the_28th() {
        assert_eq!(next_day(2, 29, day("2026-02-01")), day("2026-02-28"));
        assert_eq!(next_day(2, 29, day("2028-02-01")), day("2028-02-29"));
        assert_eq!(next_day(2, 29, day("2027-03-01")), day("2028-02-29"));
    }

    #[test]
    fn days_have_words() {
        let born = ImportantDate {
            id: DateId(Default::default()),
            client: ClientId(Default::default()),
            label: "Birthday".into(),
            month: 10,
            day: 14,
            year: Some(1986),
            version: 1,
        };
        assert_eq!(born.words(), "14 October 1986");
        assert_eq!(born.reason_on(day("2026-10-14")), "Birthday, 40 years");
        assert_eq!(ImportantDate { year: None, ..born }.words(), "14 October");
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        let new = |month, day, year| NewDate { label: String::new(), month, day, year }.checked();
        assert!(new(2, 30, None).is_err() && new(13, 1, None).is_err() && new(2, 29, Some(2025)).is_err());
        assert_eq!(new(2, 29, None).expect("a leap day").label, "Birthday");
    }

    proptest! {
        #[test]
        fn it_comes_once_a_year(month in 1_i64..=12, day in 1_i64..=29, offset in 0_i32..4000) {
            let start = Date::constant(2020, 1, 1).checked_add(jiff::Span::new().days(offset)).expect("in range");
            let next = next_day(month, day, Day(start));
            prop_assert!(next.0 >= start);
            prop_assert!((next.0 - start).get_days() <= 366);
            prop_assert_eq!(next_day(month, day, next), next);
        }
    }
}
