//! Dates, decided for a whole column and never for a single cell.
//!
//! Two in five dates can be read day first or month first. A [`Decider`] is fed every value of a
//! column and keeps a tally; [`Decider::decide`] then names the one reading that fits, or the two
//! that both fit, so that a person can be asked. [`parse`] reads a value in the style decided.

mod clock;
mod decide;
mod parse;
mod words;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

pub use decide::{Decider, Decision};
pub use parse::{looks_like_date, parse};

/// In which order day, month and year stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// 2026-10-09
    Ymd,
    /// 2026-09-10 for the ninth of October: looks like ISO and is not.
    Ydm,
    /// 09-10-2026 for the ninth of October.
    Dmy,
    /// 10/09/2026 for the ninth of October.
    Mdy,
}

impl Order {
    /// The order in words, for the screen.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Ymd => "year, month, day",
            Self::Ydm => "year, day, month",
            Self::Dmy => "day, month, year",
            Self::Mdy => "month, day, year",
        }
    }

    /// The order a person names: `ymd`, `ydm`, `dmy` or `mdy`.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "ymd" | "iso" => Some(Self::Ymd),
            "ydm" => Some(Self::Ydm),
            "dmy" => Some(Self::Dmy),
            "mdy" => Some(Self::Mdy),
            _ => None,
        }
    }
}

/// What bare numbers in a column of dates are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Numbers {
    /// 19081209
    CompactYmd,
    /// 09121908
    CompactDmy,
    /// Days since 30 December 1899, as spreadsheets keep them: 45631.
    Serial,
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Milliseconds,
}

/// How a column's dates are read. Values that can be read in one way only (a month in words, an
/// unmistakable order) are read whatever the style says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Style {
    /// Where the year comes first: `Ymd` or `Ydm`.
    pub year_first: Order,
    /// Where the year comes last: `Dmy` or `Mdy`.
    pub year_last: Order,
    /// Bare numbers; none when they are no dates here.
    pub numbers: Option<Numbers>,
}

impl Style {
    /// ISO dates, and the given order where the year stands last.
    #[must_use]
    pub fn with(order: Order) -> Self {
        let base = Self { year_first: Order::Ymd, year_last: Order::Dmy, numbers: None };
        match order {
            Order::Ymd => base,
            Order::Ydm => Self { year_first: Order::Ydm, ..base },
            Order::Dmy | Order::Mdy => Self { year_last: order, ..base },
        }
    }
}

/// A point in time as exact as the value was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moment {
    /// A day without a time.
    Day(Date),
    /// A day and time without a zone: the reader's zone decides.
    Local(DateTime),
    /// An instant.
    Instant(Timestamp),
}

impl Moment {
    /// The day it fell on in that zone.
    #[must_use]
    pub fn day(self, zone: &TimeZone) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Local(local) => local.date(),
            Self::Instant(instant) => instant.to_zoned(zone.clone()).date(),
        }
    }

    /// The instant; a day begins at its first moment. None where no instant can be computed.
    #[must_use]
    pub fn instant(self, zone: &TimeZone) -> Option<Timestamp> {
        match self {
            Self::Day(day) => zone.to_timestamp(day.to_datetime(jiff::civil::Time::midnight())).ok(),
            Self::Local(local) => zone.to_timestamp(local).ok(),
            Self::Instant(instant) => Some(instant),
        }
    }
}

#[cfg(test)]
mod tests;
