//! Charts: a time to an end, of many, of few, and while hardly anything has ended.

use maud::{Markup, html};

use super::{Sample, specimen};
use crate::{
    stats::{Lasted, Survival},
    time::{HOUR, MINUTE},
    ui::{self, Runs, TimeTo},
};

pub(super) fn samples() -> Vec<Sample> {
    vec![
        Sample::framed("ui/charts", "usual", shown("usual", &of(48, 9))),
        Sample::framed("ui/charts", "many", shown("many", &of(2000, 20))),
        Sample::framed("ui/charts", "few", shown("few", &of(7, 2))),
        Sample::framed(
            "ui/charts",
            "none-yet",
            shown("none-yet", &Survival::of((1..30).map(|at| Lasted::so_far(at * HOUR)))),
        ),
    ]
}

/// So many that took ever longer, of which each `open`th has not ended.
fn of(n: i64, open: i64) -> Survival {
    Survival::of((1..=n).map(|at| Lasted { us: 3 * MINUTE + at * at * 40 * HOUR / (n * n), ended: at % open != 0 }))
}

fn shown(id: &str, curve: &Survival) -> Markup {
    let ids = [format!("{id}-wall"), format!("{id}-open")];
    let time = |id, title, runs| TimeTo { id, title, had: "had heard from us", many: "problems", runs, curve };
    let few = || html! { ul.ruled { @for step in &curve.steps { li { "P-22" (step.at_risk) ", " (ui::lasting(step.us, Runs::OnTheWall)) } } } };
    let inside = html! {
        div.figures {
            (ui::time_to(&time(&ids[0], "To the first word", Runs::OnTheWall), few()))
            (ui::time_to(&time(&ids[1], "To the first word, while we are open", Runs::WhileOpen), few()))
        }
    };
    html! { (ui::page_head("Charts").lede("Every number shows its size.")) (specimen("Time to an end", inside)) }
}
