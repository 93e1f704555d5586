//! The axis of a time that takes minutes for one and weeks for another: it grows slower and slower, and its marks are times one says.

use crate::{
    stats::Survival,
    time::{DAY, HOUR, MINUTE, SECOND},
};

/// The drawing is this wide and this high; the curve stands between these edges.
pub(super) const WIDE: f64 = 440.0;
pub(super) const HIGH: f64 = 150.0;
pub(super) const LEFT: f64 = 36.0;
pub(super) const RIGHT: f64 = 436.0;
pub(super) const TOP: f64 = 8.0;
pub(super) const BOTTOM: f64 = 124.0;
/// Marks stand at least so far apart.
const APART: f64 = 52.0;
/// Up to about here the axis is even.
const EVEN_US: f64 = 300_000_000.0;

/// Which time counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Runs {
    /// All of it.
    #[default]
    OnTheWall,
    /// Only while the place is open.
    WhileOpen,
}

/// So long, in words: `40 min`, `5 h`, `3 days`, `5 weeks`. Opening time is counted in hours, since a day of it is no day.
#[must_use]
pub fn lasting(us: i64, runs: Runs) -> String {
    let rounded = |unit: i64, one: &str, many: &str| match (us + unit / 2) / unit {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    };
    match us.max(0) {
        0..MINUTE => "a minute".into(),
        us if (us - HOUR).abs() < MINUTE / 2 => "1 h".into(),
        us if us < 2 * HOUR => rounded(MINUTE, "min", "min"),
        us if us < 48 * HOUR || runs == Runs::WhileOpen => rounded(HOUR, "h", "h"),
        us if us < 21 * DAY => rounded(DAY, "day", "days"),
        us if us < 370 * DAY => rounded(7 * DAY, "week", "weeks"),
        _ => rounded(365 * DAY, "year", "years"),
    }
}

/// Times one says, in their order.
const ON_THE_WALL: [i64; 13] = [
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    HOUR,
    4 * HOUR,
    12 * HOUR,
    DAY * 2,
    DAY * 4,
    7 * DAY,
    14 * DAY,
    35 * DAY,
    91 * DAY,
    365 * DAY,
];
const WHILE_OPEN: [i64; 10] =
    [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 10 * HOUR, 30 * HOUR, 100 * HOUR, 300 * HOUR, 1000 * HOUR];

/// Where a time stands on the drawing.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    /// The end of the axis.
    end: f64,
    /// Which times are marked.
    pub marks: Vec<i64>,
    /// Which time counts.
    pub runs: Runs,
}

impl Scale {
    /// As long as anything took to its end; an hour where nothing has ended yet.
    pub fn of(curve: &Survival, runs: Runs) -> Scale {
        let end = curve.steps.last().map_or(HOUR, |step| step.us.max(10 * SECOND));
        let mut scale = Scale { end: float(end), marks: Vec::new(), runs };
        let said: &[i64] = if runs == Runs::WhileOpen { &WHILE_OPEN } else { &ON_THE_WALL };
        let mut last = LEFT;
        for us in said.iter().copied().filter(|us| *us <= end) {
            // The longest time of all is said by its own mark or by none: the right edge is cut off nowhere.
            if scale.x(us) - last >= APART && scale.x(us) <= RIGHT - 8.0 {
                last = scale.x(us);
                scale.marks.push(us);
            }
        }
        scale
    }

    /// From left to right.
    pub fn x(&self, us: i64) -> f64 {
        let along = |us: f64| (1.0 + us / EVEN_US).ln();
        LEFT + (RIGHT - LEFT) * (along(float(us.max(0))) / along(self.end)).min(1.0)
    }
}

/// A share from bottom to top.
pub(super) fn y(share: f64) -> f64 {
    BOTTOM - (BOTTOM - TOP) * share
}

#[expect(clippy::cast_precision_loss, reason = "times of people stay far below 2^53 microseconds")]
fn float(us: i64) -> f64 {
    us as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Lasted;

    #[test]
    fn times_are_said_in_the_unit_that_says_enough() {
        let wall = [0, 40 * MINUTE, HOUR, 119 * MINUTE, 5 * HOUR, 36 * HOUR, 3 * DAY, 40 * DAY, 800 * DAY];
        assert_eq!(
            wall.map(|us| lasting(us, Runs::OnTheWall)),
            ["a minute", "40 min", "1 h", "119 min", "5 h", "36 h", "3 days", "6 weeks", "2 years"]
        );
        assert_eq!(lasting(100 * HOUR, Runs::WhileOpen), "100 h");
        assert_eq!(lasting(49 * MINUTE, Runs::WhileOpen), "49 min");
    }

    #[test]
    fn marks_stand_apart_and_on_the_drawing() {
        for longest in [SECOND, 20 * MINUTE, 3 * HOUR, 5 * DAY, 90 * DAY, 4000 * DAY] {
            for runs in [Runs::OnTheWall, Runs::WhileOpen] {
                let scale = Scale::of(&Survival::of([Lasted::until_its_end(longest)]), runs);
                let places: Vec<f64> = scale.marks.iter().map(|us| scale.x(*us)).collect();
                assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= APART), "{longest}: {places:?}");
                assert!(places.iter().all(|x| (LEFT..=RIGHT).contains(x)), "{longest}: {places:?}");
                assert!(scale.x(0) >= LEFT && scale.x(i64::MAX) <= RIGHT);
                assert!(longest < HOUR || scale.marks.len() >= 3, "{longest}: {places:?}");
            }
        }
    }
}
