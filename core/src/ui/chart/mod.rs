//! Charts: shape first, the numbers beside it as words, and how many there are always.
//!
//! Small functions that draw SVG; its colours are classes of the stylesheet, so that it follows the theme.

mod curve;
mod scale;

use maud::{Markup, html};

use super::{
    share::ENOUGH,
    table::{Setting, column, table},
    thread::fold,
};
use crate::stats::Survival;

pub use scale::{Runs, lasting};

/// How long it takes until something has happened, as a curve of what is still waiting.
#[derive(Clone, Debug)]
pub struct TimeTo<'a> {
    /// The id of the section.
    pub id: &'a str,
    /// What it is the time to: “To the first word”.
    pub title: &'a str,
    /// What had happened, behind “Half”: “had heard from us”.
    pub had: &'a str,
    /// What there are many of: “problems”.
    pub many: &'a str,
    /// Whether all time counts.
    pub runs: Runs,
    /// The curve.
    pub curve: &'a Survival,
}

impl TimeTo<'_> {
    /// “within 2 h”; while more than half wait: “not half of them yet”.
    fn median(&self) -> String {
        match self.curve.median() {
            Some(us) => format!("within {}", lasting(us, self.runs)),
            None => "not half of them yet".into(),
        }
    }

    /// “likely 1 h to 3 h”; open above while it cannot be said.
    fn likely(&self) -> String {
        likely(self.curve, self.runs)
    }

    /// “of 48 problems, 5 are still waiting”.
    fn size(&self) -> String {
        let (n, many) = (self.curve.n, self.many);
        match self.curve.open() {
            0 => format!("of {n} {many}"),
            1 => format!("of {n} {many}, 1 is still waiting"),
            open => format!("of {n} {many}, {open} are still waiting"),
        }
    }

    /// The whole of it for who cannot see the curve.
    fn sentence(&self) -> String {
        match self.curve.median() {
            Some(_) => format!("Half {} {}, {}, {}.", self.had, self.median(), self.likely(), self.size()),
            None => format!("{}, {}.", capital(&self.median()), self.size()),
        }
    }
}

/// “likely 1 h to 3 h”, “likely 1 h or longer”.
pub fn likely(curve: &Survival, runs: Runs) -> String {
    match curve.median_interval() {
        (Some(low), Some(high)) => format!("likely {} to {}", lasting(low, runs), lasting(high, runs)),
        (Some(low), None) => format!("likely {} or longer", lasting(low, runs)),
        (None, _) => "it cannot be said yet how long it takes half of them".into(),
    }
}

/// The curve with its median, its range and how many there are; of fewer than twelve what the caller gives: the list itself.
#[must_use]
pub fn time_to(time: &TimeTo<'_>, few: Markup) -> Markup {
    html! {
        section.figure.time-to id=(time.id) aria-labelledby={ (time.id) "-h" } {
            h3 id={ (time.id) "-h" } { (time.title) }
            @if time.curve.n < ENOUGH { (few) } @else { (drawn(time)) }
        }
    }
}

fn drawn(time: &TimeTo<'_>) -> Markup {
    let curve = time.curve;
    let scale = scale::Scale::of(curve, time.runs);
    html! {
        p.big {
            @if curve.median().is_some() { small { "Half " (time.had) " " } }
            (capital_if(curve.median().is_none(), &time.median()))
        }
        p.meta { @if curve.median().is_some() { (capital(&time.likely())) ", " (time.size()) } @else { (capital(&time.size())) } }
        (curve::curve(curve, &scale, &time.sentence()))
        (fold(&format!("{}-numbers", time.id), "The numbers", numbers(time, &scale)))
    }
}

/// What the curve says at each mark of its axis.
fn numbers(time: &TimeTo<'_>, scale: &scale::Scale) -> Markup {
    let columns = [column("After"), column("Still waiting").number(), column("Likely").number(), column("Of").number()];
    let rows = html! {
        @for us in &scale.marks {
            @let (share, low, high) = time.curve.at(*us).map_or((1.0, 1.0, 1.0), |step| (step.share, step.low, step.high));
            tr {
                th scope="row" { (lasting(*us, time.runs)) }
                td.num data-label="Still waiting" { (percent(share)) }
                td.num data-label="Likely" { (percent(low)) " to " (percent(high)) }
                td.num data-label="Of" { (time.curve.seen_until(*us)) }
            }
        }
    };
    html! {
        (table(&format!("{}, in numbers", time.title), Setting::Plain, &columns, rows))
        p.meta { "Kaplan–Meier, so that what is still waiting counts; ranges hold 95 %. “Of” are those who were seen until then." }
    }
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

fn capital_if(is_first: bool, words: &str) -> String {
    if is_first { capital(words) } else { words.to_owned() }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        stats::Lasted,
        time::{HOUR, MINUTE},
    };

    fn drawn_of(lasted: impl IntoIterator<Item = Lasted>) -> String {
        let curve = Survival::of(lasted);
        let time = TimeTo {
            id: "first-word",
            title: "To the first word",
            had: "had heard from us",
            many: "problems",
            runs: Runs::OnTheWall,
            curve: &curve,
        };
        time_to(&time, html! { "the list" }).into_string()
    }

    #[test]
    fn the_curve_stands_with_its_median_its_range_and_its_size() {
        let text = drawn_of((1..=20).map(|number| Lasted { us: number * 10 * MINUTE, ended: number % 4 != 0 }));
        for words in
            ["Half had heard from us", "within 2 h", "Likely 1 h to 3 h", "of 20 problems, 5 are still waiting"]
        {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(
            text.contains("role=\"img\" aria-label=\"Half had heard from us within 2 h, likely 1 h to 3 h, of 20"),
            "{text}"
        );
        assert!(!text.contains("style="), "{text}");
    }

    #[test]
    fn fewer_than_twelve_are_the_list_itself() {
        let text = drawn_of((1..=11).map(|number| Lasted::until_its_end(number * HOUR)));
        assert!(text.contains("the list") && !text.contains("<svg"), "{text}");
    }

    #[test]
    fn while_more_than_half_wait_no_median_is_made_up() {
        let text = drawn_of((1..=20).map(|number| Lasted { us: number * HOUR, ended: number < 4 }));
        assert!(text.contains("Not half of them yet") && text.contains("17 are still waiting"), "{text}");
        assert!(drawn_of((1..=20).map(|_| Lasted::so_far(HOUR))).contains("<svg"));
    }

    #[test]
    fn thousands_of_steps_make_a_page_of_usual_size() {
        let text = drawn_of((1..=50_000).map(|number| Lasted::until_its_end(number * 1_000_003)));
        assert!(text.len() < 40_000, "{}", text.len());
    }
}
