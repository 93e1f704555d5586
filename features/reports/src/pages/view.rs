//! How problems went, as one sees it.

use std::fmt::Display;

use jiff::tz::TimeZone;
use maud::{Markup, html};
use tend_core::ui::{self, Runs, Setting, TimeTo, Width, column, lasting, way};
use tend_problems::{
    gesture::{self, GestureKind},
    problem, url,
};

use super::{PROBLEMS, WINDOW};
use crate::{
    given::{Gestures, Given},
    report::{Curve, Group, Report},
};

/// A report, and of which problems it is.
#[derive(Clone, Debug)]
pub(crate) struct Looked {
    /// What the place or the cause is called.
    pub name: Option<String>,
    pub report: Report,
    /// What was given to make them right.
    pub gestures: Gestures,
}

pub(crate) fn view(looked: &Looked, zone: &TimeZone) -> Markup {
    let report = &looked.report;
    let inside = html! {
        (ui::page_head("How problems went").lede(html! { (lede(report, zone)) }))
        (which(looked))
        @if report.n == 0 {
            (ui::empty("No problem yet", "Once one is taken in, this page tells how long it took until somebody was helped.", html! {}))
        } @else {
            (ui::block("times", "How long it takes", None, times(report)))
            (by_place(report))
            (by_cause(report))
            (ui::block("back", "Came back", None, came_back(report)))
            (ui::block("given", "What was given", None, given(&looked.gestures, zone)))
            (how_it_is_counted())
        }
    };
    ui::page(Width::Usual, html! { div.report-of { (inside) } })
}

/// “48 problems, back to March 2026. For us to see how it goes, not who is faster.”
fn lede(report: &Report, zone: &TimeZone) -> String {
    let month = |at: tend_core::Timestamp| at.in_zone(zone).strftime("%B %Y").to_string();
    match (report.n, report.since) {
        (_, None) => "For us to see how it goes for clients.".into(),
        (n, Some(since)) if report.capped => {
            format!("The newest {} problems, back to {}. Older ones are not looked at.", grouped(n), month(since))
        }
        (1, Some(since)) => format!("One problem, of {}.", month(since)),
        (n, Some(since)) => format!("{} problems, back to {}.", grouped(n), month(since)),
    }
}

/// Which problems are looked at, where it is not all, and the way back to all.
fn which(looked: &Looked) -> Markup {
    let Some(name) = &looked.name else { return html! {} };
    ui::filters("Which problems", &[way("All problems", PROBLEMS, false), way(name, "", true)])
}

fn times(report: &Report) -> Markup {
    html! { div.figures { @for curve in &report.curves { (figure(curve)) } } }
}

fn figure(curve: &Curve) -> Markup {
    let id = format!("to-{}", curve.measure);
    let time = TimeTo {
        id: &id,
        title: curve.measure.title(),
        had: curve.measure.had(),
        many: "problems",
        runs: curve.measure.runs(),
        curve: &curve.survival,
    };
    ui::time_to(&time, few(curve))
}

/// Too few for a curve: the problems themselves.
fn few(curve: &Curve) -> Markup {
    let runs = curve.measure.runs();
    html! {
        p.meta { "Too few to draw. Until then, read them." }
        @if curve.few.is_empty() { (ui::nothing("None yet.")) }
        ul.few {
            @for (told, lasted) in &curve.few {
                li {
                    a href=(url(told.id)) dir="auto" data-frag { (problem::called(told.number)) " " (told.title) }
                    span { @if lasted.ended { (lasting(lasted.us, runs)) } @else { "waiting, " (lasting(lasted.us, runs)) } }
                }
            }
        }
    }
}

fn by_place(report: &Report) -> Markup {
    if report.by_place.len() < 2 {
        return html! {};
    }
    let inside = table("By place", &report.by_place, |id| format!("{PROBLEMS}?place={id}"));
    ui::block("by-place", "By place", None, inside)
}

fn by_cause(report: &Report) -> Markup {
    if report.by_cause.is_empty() {
        return html! {};
    }
    let inside = html! {
        (table("By cause", &report.by_cause, |id| format!("{PROBLEMS}?cause={id}")))
        @if report.more_causes > 0 { p.meta { "and " (report.more_causes) " causes more, each of fewer problems" } }
    };
    ui::block("by-cause", "By cause", None, inside)
}

fn table<I: Display + Copy>(label: &str, groups: &[Group<I>], href: impl Fn(I) -> String) -> Markup {
    let columns = [column(label), column("Problems").number(), column("First word"), column("Safe"), column("Settled")];
    let rows = html! {
        @for group in groups {
            tr {
                th scope="row" { a href=(href(group.id)) dir="auto" data-frag { (group.name) } }
                td.num data-label="Problems" { (group.n) }
                @for (curve, label) in group.curves.iter().zip(["First word", "Safe", "Settled"]) { td data-label=(label) { (half(curve)) } }
            }
        }
    };
    ui::table(&format!("Problems, {}", label.to_lowercase()), Setting::Stack, &columns, rows)
}

/// “2 h”, with its range and how many it is of; of too few, that they are to be read.
fn half(curve: &Curve) -> Markup {
    let survival = &curve.survival;
    if survival.n < ui::ENOUGH {
        return html! { small { (survival.n) ", too few: read them" } };
    }
    let Some(median) = survival.median() else {
        return html! { "Not half yet" small { (survival.open()) " of " (survival.n) " wait" } };
    };
    html! {
        "Half within " (lasting(median, Runs::OnTheWall))
        small { (ui::likely(survival, Runs::OnTheWall)) ", of " (survival.n) }
    }
}

fn came_back(report: &Report) -> Markup {
    let (back, settled) = (report.came_back, report.settled);
    let few = match settled {
        0 => html! { p { "None is settled yet." } },
        _ => html! { p { (back) " of " (settled) " that were settled came back. Too few for a share." } },
    };
    html! {
        (ui::share(back, settled, few))
        p.meta { "Of those that were settled at some time, by their word or their silence." }
    }
}

/// What was given to make them right, by kind; of too few, the gestures themselves.
fn given(gestures: &Gestures, zone: &TimeZone) -> Markup {
    if gestures.n == 0 {
        return ui::nothing("Nothing was given so far.");
    }
    if !gestures.few.is_empty() {
        return html! {
            p.meta { (gestures.n) ", too few to sum up. Until then, read them." }
            ul.few { @for one in &gestures.few { (one_given(one, zone)) } }
        };
    }
    let columns =
        [column("What"), column("How many").number(), column("In all").number(), column("Half up to").number()];
    let rows = html! {
        @for worth in &gestures.worth {
            tr {
                th scope="row" { (worth.kind.map_or("All together", GestureKind::label)) }
                td.num data-label="How many" { (worth.n) @if worth.free > 0 { small { (worth.free) " for nothing" } } }
                td.num data-label="In all" { (gesture::in_words(worth.sum)) }
                td.num data-label="Half up to" { (gesture::in_words(worth.median)) }
            }
        }
    };
    html! {
        (ui::table("What was given, by kind", Setting::Stack, &columns, rows))
        p.meta { "The newest " (grouped(gestures.n)) " gestures, for " (grouped(gestures.problems)) " problems. For nothing: it cost nothing, or nobody said what." }
    }
}

fn one_given(one: &Given, zone: &TimeZone) -> Markup {
    let day = one.at.in_zone(zone).strftime("%-d %B %Y").to_string();
    html! {
        li {
            a href=(url(one.problem)) dir="auto" data-frag { (problem::called(one.number)) " " (one.title) }
            span { (gesture::in_words(one.worth)) ", " span dir="auto" { (one.words) } ", " (day) }
        }
    }
}

fn how_it_is_counted() -> Markup {
    let words = html! {
        p { "Each curve says how many still wait so long after a problem was taken in; what is not over yet counts as long as it has lasted (Kaplan–Meier). The ribbon and the ranges hold 95 %." }
        p { "No more than the newest " (grouped(WINDOW.unsigned_abs())) " problems are looked at. What came settled with an import is left out; of what came open, only when it was settled is known." }
        p { "Until they are safe is counted from when it was taken in, or came back. Opening time goes by the hours a place has now." }
    };
    ui::fold("how", "How it is counted", words)
}

/// 1000 as 1,000.
fn grouped(number: u64) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}
