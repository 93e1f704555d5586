//! How a rhythm and a day read.

use tend_core::Day;

/// “Every day”, “Every 3 weeks”, “Every 2 months”, “Every 45 days”.
pub fn every(days: i64) -> String {
    let times = |count: i64, one: &str, many: &str| match count {
        1 => format!("Every {one}"),
        _ => format!("Every {count} {many}"),
    };
    match days {
        365 | 366 => "Every year".into(),
        d if d % 365 == 0 => times(d / 365, "year", "years"),
        d if d % 30 == 0 => times(d / 30, "month", "months"),
        d if d % 7 == 0 => times(d / 7, "week", "weeks"),
        d => times(d, "day", "days"),
    }
}

/// “3 August 2026”.
pub fn long_day(day: Day) -> String {
    day.0.strftime("%-d %B %Y").to_string()
}

/// “March 2021”.
pub fn month(day: Day) -> String {
    day.0.strftime("%B %Y").to_string()
}

/// “Mar 2021”, for a narrow column.
pub fn short_month(day: Day) -> String {
    day.0.strftime("%b %Y").to_string()
}

/// “on 3 August”, inside a sentence.
pub fn on_day(day: Day) -> String {
    day.0.strftime("on %-d %B").to_string()
}

/// The rhythms offered in a list, in days.
pub const RHYTHMS: [i64; 8] = [7, 14, 21, 30, 60, 90, 180, 365];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rhythms_read_as_one_says_them() {
        let said: Vec<_> = RHYTHMS.iter().map(|days| every(*days)).collect();
        assert_eq!(
            said,
            ["Every week", "Every 2 weeks", "Every 3 weeks", "Every month", "Every 2 months", "Every 3 months", "Every 6 months", "Every year"]
        );
        assert_eq!((every(1), every(45), every(730)), ("Every day".into(), "Every 45 days".into(), "Every 2 years".into()));
    }
}
