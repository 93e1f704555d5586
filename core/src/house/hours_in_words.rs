//! Opening hours in words: the week in one line, and what holds now.

use super::{DAYS, Hours, Span, Week, hours::write_day};
use crate::time::Timestamp;

/// The week in one line, days alike drawn together: “Mon to Fri 09:00–18:00, Sat 10:00–14:00”.
pub(super) fn week_in_words(week: &Week) -> String {
    let days: Vec<(&str, &Vec<Span>)> = DAYS.into_iter().zip(&week.0).collect();
    let runs = days.chunk_by(|one, next| one.1 == next.1).filter(|run| !run[0].1.is_empty());
    let words: Vec<String> = runs.map(|run| format!("{} {}", days_in_words(run), write_day(run[0].1))).collect();
    if words.is_empty() { "No opening hours".to_owned() } else { words.join(", ") }
}

fn days_in_words(run: &[(&str, &Vec<Span>)]) -> String {
    let short = |day: &str| day.chars().take(3).collect::<String>();
    match run {
        [] => String::new(),
        [(day, _)] => short(day),
        [(first, _), .., (last, _)] => format!("{} to {}", short(first), short(last)),
    }
}

/// “Open now”, “Opens 14:00”, “Opens Mon 09:00”.
pub(super) fn now_in_words(hours: &Hours, now: Timestamp) -> String {
    let Some(opens) = hours.next_opening(now) else {
        return "Closed".to_owned();
    };
    if opens == now {
        return "Open now".to_owned();
    }
    let (here, there) = (now.in_zone(&hours.zone), opens.in_zone(&hours.zone));
    let days = here.date().until(there.date()).map_or(0, |span| span.get_days());
    let format = match days {
        0 => "%H:%M",
        1..=6 => "%a %H:%M",
        _ => "%-d %b %H:%M",
    };
    format!("Opens {}", there.strftime(format))
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn a_week_reads_in_one_line() {
        let mut week = Week::usual();
        week.0[5] = vec!["10-14".parse().expect("a span")];
        assert_eq!(week_in_words(&week), "Mon to Fri 09:00–18:00, Sat 10:00–14:00");
        assert_eq!(week_in_words(&Week::default()), "No opening hours");
    }

    #[test]
    fn now_is_told_by_the_clock_on_the_wall() {
        let hours =
            Hours { week: Week::usual(), holidays: Vec::new(), zone: TimeZone::get("Europe/Berlin").expect("a zone") };
        let at = |text: &str| now_in_words(&hours, text.parse().expect("a moment"));
        assert_eq!(at("2026-10-13T08:00:00Z"), "Open now");
        assert_eq!(at("2026-10-13T04:00:00Z"), "Opens 09:00");
        assert_eq!(at("2026-10-16T17:00:00Z"), "Opens Mon 09:00");
        assert_eq!(now_in_words(&Hours { week: Week::default(), ..hours.clone() }, Timestamp(0)), "Closed");
    }
}
