//! What stands beside a problem: its owner, who has held it, what it is about, and others like it.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use tend_core::{
    Timestamp,
    timeline::Entry,
    ui::{self, Icon, Line, Size, Tone, notice, press, when},
};
use tend_promises::moment;

use super::{one::One, url};

/// “Wed 18:00”, “18:00” today.
pub(super) fn day_and_hour(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (that, today, hour) = (at.day_in(zone), now.day_in(zone), moment::clock(at, zone));
    if that == today { hour } else { format!("{} {hour}", moment::day(that, today)) }
}

pub(super) fn side(one: &One) -> Markup {
    html! { (owner(one)) (held_by(one)) (about(one)) (others(one)) (their_page(one)) }
}

fn owner(one: &One) -> Markup {
    let until = if one.problem.is_open() { "until they say it is good" } else { "looked after it" };
    let inside = html! {
        p.who {
            (ui::avatar(&one.owner_name, one.problem.owner.0, Size::Middle))
            span { b dir="auto" { (one.owner_name) } br; small { (until) } }
        }
    };
    ui::leaf("problem-owner", "Owner", inside)
}

/// Where a link is made by which the client sees it themselves.
fn their_page(one: &One) -> Markup {
    let words = format!("A link by which {} sees it", one.called);
    let way = ui::rest(&words, format!("{}/link", url(one.problem.id)));
    html! { @if one.may_write { (ui::side_block("problem-their-page", "Their own page", way)) } }
}

/// Who took it in, was given it, and helped; the oldest first.
fn held_by(one: &One) -> Markup {
    let hands =
        ["problems.taken_in", "problems.given", "problems.help_asked", "problems.help_agreed", "problems.help_ended"];
    let held: Vec<&Entry> = one.story.iter().rev().filter(|entry| hands.contains(&entry.kind.as_str())).collect();
    let whens: Vec<(String, String, String)> = held
        .iter()
        .filter_map(|entry| {
            let said = crate::story::on_its_page(entry)?;
            let note = if entry.kind == "problems.taken_in" { String::new() } else { said.note.unwrap_or_default() };
            Some((day_and_hour(entry.happened_at, one.now, &one.zone), said.title, note))
        })
        .collect();
    let lines: Vec<Line> = whens
        .iter()
        .map(|(at, words, note)| Line { when: when(at), face: None, words: html! { (words) }, note })
        .collect();
    html! { @if !lines.is_empty() { (ui::side_block("problem-held", "Who has held it", ui::lines(&lines))) } }
}

/// What it touches, where, since when, how bad, and what lies behind it.
fn about(one: &One) -> Markup {
    let problem = &one.problem;
    let page = url(problem.id);
    let inside = html! {
        @if !one.touches.is_empty() {
            ul.problem-touches {
                @for touch in &one.touches {
                    li {
                        (ui::icon(Icon::Link))
                        span { span dir="auto" { (touch.words) } @if !touch.note.is_empty() { small { (touch.note) } } }
                        @if one.may_write {
                            (press(format!("{page}/touches/{}/removal", touch.id), ui::button("Take away").small().quiet().only(Icon::Close).label(&format!("It does not touch {}", touch.words))))
                        }
                    }
                }
            }
        }
        dl.promise-facts {
            div { dt { "How bad" } dd { (problem.severity.label()) } }
            @if !problem.place.is_empty() { div { dt { "Where" } dd dir="auto" { (problem.place) } } }
            @if let Some(since) = problem.since { div { dt { "Since" } dd { (day_and_hour(since, one.now, &one.zone)) } } }
            div { dt { (ui::labels::PLACE) } dd { (one.place_name) } }
            @if let Some(cause) = &one.cause { div { dt { "What lies behind it" } dd dir="auto" { (cause) } } }
        }
    };
    ui::side_block("problem-about", "What it is about", inside)
}

/// Others with the same cause.
fn others(one: &One) -> Markup {
    if one.others.is_empty() {
        return html! {};
    }
    let count = moment::count_in_words(one.others.len());
    let word = if one.others.len() == 1 { "other has" } else { "others have" };
    let list = html! {
        p { b { (count) " " (word) " it from the same cause" } }
        ul.problem-others {
            @for (name, other) in &one.others {
                li {
                    a href=(url(other.id)) data-frag { span dir="auto" { (name) } }
                    " " small { (crate::client::standing(other.state)) }
                }
            }
        }
    };
    notice(Tone::Iris, Icon::Eye, list)
}
