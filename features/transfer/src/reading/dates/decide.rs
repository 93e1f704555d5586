//! The tally over a column and the decision.

use jiff::civil::Date;

use super::parse::{Parts, Shape, take_apart};
use super::{Numbers, Order, Style};

/// So many values whose day and month could both be a month make "they are all at most 12" a sign.
const ENOUGH_LOW: u64 = 12;
/// So many steps from row to row are needed before their order is believed.
const ENOUGH_STEPS: u64 = 8;
/// How many values are shown to the person who is asked.
const EXAMPLES: usize = 3;

/// What a column of values turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Dates, read so, and why in words.
    Decided {
        /// How the values are read.
        style: Style,
        /// Why, for the screen.
        reason: String,
    },
    /// Dates that can be read in two ways; a person has to say which.
    Ambiguous {
        /// Both readings.
        readings: [Order; 2],
        /// Values that can be read both ways.
        examples: Vec<String>,
    },
    /// Not dates, or not mostly.
    Text,
}

/// Counts of one shape: year first or year last.
#[derive(Clone, Debug, Default)]
struct Numbers3 {
    all: u64,
    /// The first of day and month is above 12.
    first_high: u64,
    /// The second one is.
    second_high: u64,
    /// Both are.
    both_high: u64,
    dots: u64,
    /// Values in which day and month differ and both fit.
    open: u64,
    examples: Vec<String>,
}

impl Numbers3 {
    fn count(&mut self, first: i8, second: i8, separator: u8, value: &str) {
        self.all += 1;
        self.dots += u64::from(separator == b'.');
        match (first > 12, second > 12) {
            (true, true) => self.both_high += 1,
            (true, false) => self.first_high += 1,
            (false, true) => self.second_high += 1,
            (false, false) if first != second => {
                self.open += 1;
                if self.examples.len() < EXAMPLES && !self.examples.iter().any(|known| known == value) {
                    self.examples.push(value.to_owned());
                }
            }
            (false, false) => {}
        }
    }
}

/// Steps from row to row under one reading of the column.
#[derive(Clone, Debug, Default)]
struct Steps {
    last: Option<Date>,
    up: u64,
    down: u64,
}

impl Steps {
    fn step(&mut self, date: Option<Date>) {
        let Some(date) = date else { return };
        match self.last.map(|last| last.cmp(&date)) {
            Some(std::cmp::Ordering::Less) => self.up += 1,
            Some(std::cmp::Ordering::Greater) => self.down += 1,
            _ => {}
        }
        self.last = Some(date);
    }

    /// The share of steps against the column's main direction; none when there are too few.
    fn against(&self) -> Option<f64> {
        let all = self.up + self.down;
        (all >= ENOUGH_STEPS).then(|| self.up.min(self.down) as f64 / all as f64)
    }
}

/// Bare numbers by what they could be.
#[derive(Clone, Debug, Default)]
struct Bare {
    all: u64,
    compact_ymd: u64,
    compact_dmy: u64,
    serial: u64,
    seconds: u64,
    milliseconds: u64,
}

/// The tally over the values of one column. Memory is bounded; the order of feeding is the order of rows.
#[derive(Clone, Debug, Default)]
pub struct Decider {
    hinted: bool,
    all: u64,
    sure: u64,
    year_first: Numbers3,
    year_last: Numbers3,
    bare: Bare,
    /// One for each pair of readings: year first (ymd, ydm) times year last (dmy, mdy).
    steps: [Steps; 4],
}

const READINGS: [(Order, Order); 4] =
    [(Order::Ymd, Order::Dmy), (Order::Ymd, Order::Mdy), (Order::Ydm, Order::Dmy), (Order::Ydm, Order::Mdy)];

impl Decider {
    /// A decider for a column. `hinted` is true when its header speaks of a date: only then bare
    /// numbers (45631, 1508112000) are taken for dates.
    #[must_use]
    pub fn new(hinted: bool) -> Self {
        Self { hinted, ..Self::default() }
    }

    /// Takes in one value that is not empty.
    pub fn feed(&mut self, value: &str) {
        self.all += 1;
        match take_apart(value) {
            Ok(Parts::Three { shape, separator, year, first, second, .. }) => {
                let counts = if shape == Shape::YearFirst { &mut self.year_first } else { &mut self.year_last };
                counts.count(first, second, separator, value);
                for (steps, (early, late)) in self.steps.iter_mut().zip(READINGS) {
                    let order = if shape == Shape::YearFirst { early } else { late };
                    let (month, day) = match order {
                        Order::Ymd | Order::Mdy => (first, second),
                        Order::Ydm | Order::Dmy => (second, first),
                    };
                    steps.step(Date::new(year, month, day).ok());
                }
            }
            Ok(Parts::Sure { .. }) => self.sure += 1,
            Ok(Parts::Bare { digits, value }) => self.count_bare(digits, value),
            Err(_) => {}
        }
    }

    /// How many values were fed.
    #[must_use]
    pub fn fed(&self) -> u64 {
        self.all
    }

    fn count_bare(&mut self, digits: usize, value: f64) {
        self.bare.all += 1;
        let whole = value as i64;
        let fits = |year: i64, month: i64, day: i64| {
            (1850..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
        };
        if digits == 8 {
            self.bare.compact_ymd += u64::from(fits(whole / 10_000, whole / 100 % 100, whole % 100));
            self.bare.compact_dmy += u64::from(fits(whole % 10_000, whole / 10_000 % 100, whole / 1_000_000));
        }
        self.bare.serial += u64::from((7_000.0..80_000.0).contains(&value));
        self.bare.seconds += u64::from(digits == 10 && (300_000_000..4_000_000_000).contains(&whole));
        self.bare.milliseconds += u64::from(digits == 13);
    }

    /// What the column is, after all of its values were fed.
    #[must_use]
    pub fn decide(&self) -> Decision {
        self.decide_if(self.hinted)
    }

    /// What the column is if it was said to hold dates.
    #[must_use]
    pub fn decide_as_dates(&self) -> Decision {
        self.decide_if(true)
    }

    fn decide_if(&self, hinted: bool) -> Decision {
        let dates = self.sure + self.year_first.all + self.year_last.all;
        let needed = if hinted { 0.5 } else { 0.8 };
        if self.all == 0 {
            return Decision::Text;
        }
        if dates as f64 >= needed * self.all as f64 {
            return self.decide_order();
        }
        if let Some(numbers) = self.numbers(hinted) {
            let style = Style { numbers: Some(numbers), ..Style::with(Order::Ymd) };
            return Decision::Decided { style, reason: describe_numbers(numbers).to_owned() };
        }
        Decision::Text
    }

    fn numbers(&self, hinted: bool) -> Option<Numbers> {
        let most = self.all as f64 * 0.9;
        let is = |count: u64| count as f64 >= most;
        if is(self.bare.compact_ymd) && (hinted || self.all >= ENOUGH_LOW) {
            return Some(Numbers::CompactYmd);
        }
        if !hinted {
            return None;
        }
        [
            (self.bare.compact_dmy, Numbers::CompactDmy),
            (self.bare.seconds, Numbers::Seconds),
            (self.bare.milliseconds, Numbers::Milliseconds),
            (self.bare.serial, Numbers::Serial),
        ]
        .into_iter()
        .find(|(count, _)| is(*count))
        .map(|(_, numbers)| numbers)
    }

    fn decide_order(&self) -> Decision {
        let (year_first, first_reason) = self.decide_year_first();
        if self.year_last.all == 0 {
            return Decision::Decided { style: Style { year_first, ..Style::with(Order::Ymd) }, reason: first_reason };
        }
        match self.decide_year_last(year_first) {
            Some((year_last, reason)) => {
                let both = if self.year_first.all > 0 { format!("{reason}; beside it {first_reason}") } else { reason };
                Decision::Decided { style: Style { year_first, year_last, numbers: None }, reason: both }
            }
            None => {
                Decision::Ambiguous { readings: [Order::Dmy, Order::Mdy], examples: self.year_last.examples.clone() }
            }
        }
    }

    fn decide_year_first(&self) -> (Order, String) {
        let counts = &self.year_first;
        let iso = || (Order::Ymd, Order::Ymd.words().to_owned());
        if counts.all == 0 || counts.second_high > 0 || counts.first_high > 0 {
            return match counts.first_high > counts.second_high {
                true => {
                    (Order::Ydm, format!("{}: {} values have no other reading", Order::Ydm.words(), counts.first_high))
                }
                false => iso(),
            };
        }
        // A spreadsheet with the wrong region turns 1/2/23 into 2023-02-01 and leaves 1/13/23 as it
        // was. Then one column holds two styles, and what looks like ISO never has a day above 12.
        let other = &self.year_last;
        let other_is_all_high =
            other.all >= ENOUGH_LOW && other.open == 0 && other.first_high + other.second_high == other.all;
        if counts.all >= ENOUGH_LOW && other_is_all_high {
            let reason = format!(
                "{}: none of {} has a day above 12, all other dates of the column do",
                Order::Ydm.words(),
                counts.all
            );
            return (Order::Ydm, reason);
        }
        iso()
    }

    fn decide_year_last(&self, year_first: Order) -> Option<(Order, String)> {
        let counts = &self.year_last;
        let told = |order: Order, count: u64| {
            Some((order, format!("{}: {count} values have no other reading", order.words())))
        };
        if counts.first_high > counts.second_high * 20 {
            return told(Order::Dmy, counts.first_high);
        }
        if counts.second_high > counts.first_high * 20 {
            return told(Order::Mdy, counts.second_high);
        }
        if counts.first_high > 0 {
            return None;
        }
        if counts.dots == counts.all {
            return Some((Order::Dmy, format!("{}: dots are used for that order", Order::Dmy.words())));
        }
        if counts.open == 0 {
            return Some((Order::Dmy, "day and month are the same in every value".to_owned()));
        }
        let against = |order| {
            self.steps
                .iter()
                .zip(READINGS)
                .find(|(_, reading)| *reading == (year_first, order))
                .and_then(|(steps, _)| steps.against())
        };
        let (dmy, mdy) = (against(Order::Dmy)?, against(Order::Mdy)?);
        let (best, order) = if dmy < mdy { (dmy, Order::Dmy) } else { (mdy, Order::Mdy) };
        let clear = best <= 0.02 && dmy.max(mdy) >= 0.1;
        clear.then(|| (order, format!("{}: read so, the rows are in order of date", order.words())))
    }
}

fn describe_numbers(numbers: Numbers) -> &'static str {
    match numbers {
        Numbers::CompactYmd => "year, month and day without signs",
        Numbers::CompactDmy => "day, month and year without signs",
        Numbers::Serial => "days counted by a spreadsheet",
        Numbers::Seconds => "seconds since 1970",
        Numbers::Milliseconds => "milliseconds since 1970",
    }
}
