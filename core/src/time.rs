//! Time: microseconds in UTC inside, the location's clock outside, and one source of *now*.

use std::{
    fmt,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use jiff::{Zoned, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A point in time: microseconds since 1970 in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);
crate::column_newtype!(Timestamp, i64, Timestamp);

/// One second, minute, hour and day of plain duration, in microseconds.
pub const SECOND: i64 = 1_000_000;
/// See [`SECOND`].
pub const MINUTE: i64 = 60 * SECOND;
/// See [`SECOND`].
pub const HOUR: i64 = 60 * MINUTE;
/// See [`SECOND`]. A calendar day can be longer or shorter where clocks change: see [`Timestamp::in_zone`].
pub const DAY: i64 = 24 * HOUR;

impl Timestamp {
    /// The same instant as jiff has it. Values outside its range (years ±9999) are clamped.
    pub fn to_jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }
    /// What the clock on the wall of that zone shows.
    pub fn in_zone(self, zone: &TimeZone) -> Zoned {
        self.to_jiff().to_zoned(zone.clone())
    }
    /// The calendar day in that zone.
    pub fn day_in(self, zone: &TimeZone) -> Day {
        Day(self.in_zone(zone).date())
    }
    /// That many microseconds later (or earlier).
    pub const fn plus(self, us: i64) -> Self {
        Timestamp(self.0.saturating_add(us))
    }
    /// Microseconds from `earlier` to here.
    pub const fn since(self, earlier: Timestamp) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}
impl From<jiff::Timestamp> for Timestamp {
    fn from(at: jiff::Timestamp) -> Self {
        Timestamp(at.as_microsecond())
    }
}
impl From<&Zoned> for Timestamp {
    fn from(at: &Zoned) -> Self {
        at.timestamp().into()
    }
}
/// RFC 3339 in UTC, as in the API and in `datetime=`.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_jiff().fmt(f)
    }
}
impl FromStr for Timestamp {
    type Err = jiff::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<jiff::Timestamp>().map(Into::into)
    }
}

/// A calendar day without a time or zone: a birthday's date, a holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub Date);
crate::column_text!(Day);

impl Day {
    /// The first instant of the day in that zone (not always midnight: some clocks change at midnight).
    pub fn starts_at(self, zone: &TimeZone) -> Timestamp {
        self.0.to_zoned(zone.clone()).map_or(Timestamp(0), |at| {
            at.start_of_day().map_or_else(|_| Timestamp::from(&at), |start| Timestamp::from(&start))
        })
    }
    /// The first instant of the next day in that zone.
    pub fn ends_at(self, zone: &TimeZone) -> Timestamp {
        Day(self.0.tomorrow().unwrap_or(self.0)).starts_at(zone)
    }
}
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl FromStr for Day {
    type Err = jiff::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Day)
    }
}

/// The only source of *now*. Tests and the demo stop it or set it.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Clock(Source::System)
    }
    /// A clock that stands still until [`Clock::set`].
    pub fn fixed(at: Timestamp) -> Self {
        Clock(Source::Set(Arc::new(AtomicI64::new(at.0))))
    }
    /// Now.
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the machine for the time")]
            Source::System => jiff::Timestamp::now().into(),
            Source::Set(at) => Timestamp(at.load(Ordering::Relaxed)),
        }
    }
    /// Moves a fixed clock; the machine's clock stays as it is.
    pub fn set(&self, at: Timestamp) {
        if let Source::Set(now) = &self.0 {
            now.store(at.0, Ordering::Relaxed);
        }
    }
}
