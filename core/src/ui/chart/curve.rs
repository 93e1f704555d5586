//! The curve itself: a step down whenever something ended, and the ribbon of its range.

use std::fmt::Write as _;

use maud::{Markup, html};

use super::scale::{BOTTOM, HIGH, LEFT, RIGHT, Scale, WIDE, lasting, y};
use crate::stats::{Step, Survival};

/// Steps that are nearer to each other are drawn as one.
const FINEST: f64 = 0.5;

pub(super) fn curve(curve: &Survival, scale: &Scale, sentence: &str) -> Markup {
    let steps = drawn(curve, scale);
    let (low, high) = curve.median_interval();
    html! {
        svg.chart viewBox={ "0 0 " (WIDE) " " (HIGH) } role="img" aria-label=(sentence) {
            (axes(scale))
            path.ribbon d=(ribbon(&steps)) {}
            path.trend d=(line(&steps, |step| step.share)) {}
            @if let Some(median) = curve.median() {
                @let from = low.map_or(LEFT, |us| scale.x(us));
                @let to = high.map_or(RIGHT, |us| scale.x(us));
                path.ci d={ "M" (place(from)) " " (place(y(0.5))) "H" (place(to)) } {}
                circle.dot cx=(place(scale.x(median))) cy=(place(y(0.5))) r="4" {}
            }
        }
    }
}

fn axes(scale: &Scale) -> Markup {
    html! {
        @for (share, words) in [(1.0, "all"), (0.5, "half"), (0.0, "none")] {
            path class=(if share == 0.0 { "axis" } else { "grid" }) d={ "M" (LEFT) " " (place(y(share))) "H" (RIGHT) } {}
            text x=(LEFT - 6.0) y=(place(y(share) + 4.0)) text-anchor="end" { (words) }
        }
        @for us in &scale.marks {
            path.grid d={ "M" (place(scale.x(*us))) " " (place(y(1.0))) "V" (BOTTOM + 4.0) } {}
            text x=(place(scale.x(*us))) y=(HIGH - 8.0) text-anchor="middle" { (lasting(*us, scale.runs)) }
        }
    }
}

/// The steps with their places; of those that would fall on one place the last.
fn drawn<'c>(curve: &'c Survival, scale: &Scale) -> Vec<(f64, &'c Step)> {
    let mut drawn: Vec<(f64, &Step)> = Vec::new();
    for step in &curve.steps {
        let x = scale.x(step.us);
        match drawn.last_mut() {
            Some(last) if x - last.0 < FINEST => last.1 = step,
            _ => drawn.push((x, step)),
        }
    }
    drawn
}

/// From the upper left to the right edge, down at each step.
fn line(steps: &[(f64, &Step)], of: impl Fn(&Step) -> f64) -> String {
    let mut path = format!("M{LEFT} {}", place(y(1.0)));
    for (x, step) in steps {
        let _ = write!(path, "H{}V{}", place(*x), place(y(of(step))));
    }
    let _ = write!(path, "H{RIGHT}");
    path
}

/// Between the upper and the lower end of the range: there along the upper one, and back along the lower.
fn ribbon(steps: &[(f64, &Step)]) -> String {
    let mut path = line(steps, |step| step.high);
    let last = steps.last().map_or(1.0, |(_, step)| step.low);
    let _ = write!(path, "V{}", place(y(last)));
    for (at, (x, _)) in steps.iter().enumerate().rev() {
        let before = at.checked_sub(1).and_then(|before| steps.get(before)).map_or(1.0, |(_, step)| step.low);
        let _ = write!(path, "H{}V{}", place(*x), place(y(before)));
    }
    path.push('Z');
    path
}

/// A place on the drawing, to a tenth.
fn place(at: f64) -> String {
    format!("{at:.1}")
}
