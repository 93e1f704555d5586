//! The evening page: the day that ends, the four questions on the thread, what stands beside them.

use maud::{Markup, Render, html};
use tend_core::ui::{self, Bead, DatedHead, Icon, Tone, button, error_of, hidden, icon};
use tend_today::when;

use super::{
    form::Ask,
    gather::{Chip, Earlier, Evening},
    parts, url,
};
use crate::reflection::{QUESTIONS, plus_days};

/// What helps to begin, for the questions that may be hard to.
const EXAMPLES: [&str; 4] = ["", "", "Relieved, hopeful, at ease…", ""];

pub(crate) fn page(evening: &Evening) -> Markup {
    let main = html! {
        (emptied(evening))
        (ui::problem_list("", &evening.problems))
        (questions(evening))
        (parts::ways(evening))
        (parts::let_go(evening))
    };
    let inside = html! { (head(evening)) (ui::columns(main, "Around the evening", parts::side(evening))) };
    ui::page(ui::Width::Usual, inside)
}

/// For who reads only.
pub(crate) fn for_guests() -> Markup {
    let words = "The evening page is for those who look after clients. What colleagues share stands elsewhere.";
    ui::page(ui::Width::Narrow, html! { (ui::page_head("Evening")) (ui::nothing(words)) })
}

fn head(evening: &Evening) -> Markup {
    let date = plus_days(evening.day, -1).0;
    let (datetime, day) = (date.to_string(), date.day().to_string());
    let (rest, title) = (date.strftime("%a, %b").to_string(), greeting(evening));
    DatedHead { datetime: &datetime, day: &day, rest: &rest, title: &title, lede: html! { (lede(evening)) } }.render()
}

fn greeting(evening: &Evening) -> String {
    let part = match evening.now.in_zone(&evening.zone).hour() {
        4..12 => "morning",
        12..17 => "afternoon",
        _ => "evening",
    };
    format!("Good {part}, {}", evening.name)
}

fn lede(evening: &Evening) -> String {
    let is_early = (4..17).contains(&evening.now.in_zone(&evening.zone).hour());
    match evening.helped.len() {
        0 if is_early => "The page is here at any time. Tomorrow is a new one.".into(),
        0 => "Whatever today was, tomorrow is a new page.".into(),
        1 => "You helped somebody today.".into(),
        count => format!("You helped {} people today.", when::number(count)),
    }
}

/// What was emptied stays for a day.
fn emptied(evening: &Evening) -> Markup {
    html! {
        @if let Some(page) = &evening.emptied {
            (ui::notice(Tone::Honey, Icon::Undo, html! {
                p { "This page was emptied. It is erased a day later, unless you take it back." }
                (ui::press(url::deed(page.id, "undoing"), button("Take it back").small()))
                (ui::press(url::deed(page.id, "erasing"), button("Erase it now").small().quiet()))
            }))
        }
    }
}

fn questions(evening: &Evening) -> Markup {
    let answers = evening.answers.all();
    let first_empty = answers.iter().position(|answer| answer.is_empty());
    html! {
        form.thread.evening id="evening" method="post" action=(url::EVENING) data-frag {
            (hidden("day", &evening.day.to_string()))
            (hidden("seen", &evening.seen.to_string()))
            @for aside in &evening.asides { (hidden("join", &aside.id.to_string())) }
            @if !evening.asides.is_empty() { (two_texts()) }
            @if let Some(earlier) = &evening.earlier { (what_came(earlier)) }
            @for (index, (field, words)) in QUESTIONS.iter().enumerate() {
                div.row {
                    span.when aria-hidden="true" { (index + 1) }
                    @match first_empty {
                        _ if !answers[index].is_empty() => { (Bead::Done) }
                        Some(first) if first == index => { (Bead::Now) }
                        _ => { (Bead::Next) }
                    }
                    div.what {
                        label for={ "f-" (field) } { (words) }
                        @if index == 0 { (whom(evening)) }
                        (both_texts(evening, index))
                        (answer(evening, index))
                    }
                }
            }
            (close(evening))
        }
        form id="skipping" method="post" action=(url::SKIPPING) {}
    }
}

fn answer(evening: &Evening, index: usize) -> Markup {
    let (field, _) = QUESTIONS[index];
    let text = evening.answers.all()[index];
    let error = error_of(&evening.problems, field);
    let example = Some(EXAMPLES[index]).filter(|example| !example.is_empty());
    html! {
        textarea.lined id={ "f-" (field) } name=(field) rows="2" dir="auto" placeholder=[example]
            aria-invalid=[error.map(|_| "true")] aria-describedby=[error.map(|_| format!("f-{field}-error"))] { "\n" (text) }
        @if let Some(error) = error { p.error id={ "f-" (field) "-error" } { (icon(Icon::Warn)) span { (error) } } }
    }
}

/// Above the questions, where two devices wrote.
fn two_texts() -> Markup {
    let words = html! { p data-focus tabindex="-1" {
        b { "Two devices of yours wrote this page." }
        " Both texts are kept. Each field holds the two of them; make one of it, and close the day."
    } };
    html! { div.row { span.when {} div.what { (ui::notice(Tone::Honey, Icon::Info, words)) } } }
}

/// What each device wrote, where that differs.
fn both_texts(evening: &Evening, index: usize) -> Markup {
    let Some(page) = evening.page.as_ref().filter(|_| !evening.asides.is_empty()) else { return html! {} };
    let here = page.answers.all()[index];
    let there = evening.asides.iter().map(|aside| aside.answers.all()[index]).filter(|text| *text != here);
    let there: Vec<&str> = there.collect();
    let shown = |text: &str| if text.is_empty() { "Nothing".to_owned() } else { text.to_owned() };
    html! {
        @if !there.is_empty() {
            dl.two-texts {
                div { dt { "Kept first" } dd dir="auto" { (shown(here)) } }
                @for text in there { div { dt { "Written elsewhere" } dd dir="auto" { (shown(text)) } } }
            }
        }
    }
}

/// What was written for the day that ends: asked gently, and only here.
fn what_came(earlier: &Earlier) -> Markup {
    let page = &earlier.page;
    html! {
        div.row {
            span.when {}
            (Bead::Picture(Icon::Evening, Tone::Plain))
            div.what.earlier {
                (hidden("earlier", &page.id.to_string()))
                (hidden("earlier_seen", &earlier.seen.to_string()))
                @if !earlier.names.is_empty() { p.meta { "Last evening you wrote that you would help " (and(&earlier.names)) "." } }
                @if !page.answers.ways.is_empty() { div.quietly-said dir="auto" { (ui::words(&page.answers.ways)) } }
                label for="f-came_of_it" { "What came of it?" }
                textarea.lined id="f-came_of_it" name="came_of_it" rows="1" dir="auto" placeholder="As much as you like, or nothing" { "\n" (earlier.words) }
            }
        }
    }
}

/// “Marta, Jonas and the Laurents”.
pub(super) fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn whom(evening: &Evening) -> Markup {
    html! {
        @if !evening.chips.is_empty() {
            fieldset.chips { legend.vh { "Those who call tomorrow" } @for chip in &evening.chips { (person(chip)) } }
        }
        div.someone {
            label.vh for="f-names" { "Someone else" }
            input.input id="f-names" name="names" list="people" value=(evening.names) autocomplete="off" placeholder="Someone else: names, with commas";
            datalist id="people" { @for name in &evening.completions { option value=(name) {} } }
        }
        @for (index, ask) in evening.asks.iter().enumerate() { (who_is_it(index, ask)) }
    }
}

fn person(chip: &Chip) -> Markup {
    html! {
        label.chip {
            input type="checkbox" name="client" value=(chip.id) checked[chip.chosen];
            span dir="auto" { (chip.name) }
        }
    }
}

/// A name that fits several.
fn who_is_it(index: usize, ask: &Ask) -> Markup {
    let name = format!("meant-{index}");
    html! {
        (hidden("asked", &ask.name))
        fieldset.field.who-do-you-mean {
            legend { "Whom do you mean by “" (ask.name) "”?" }
            @for (place, client) in ask.clients.iter().enumerate() {
                label.choice {
                    input type="radio" name=(name) value=(client.id) required data-focus[index == 0 && place == 0];
                    span { (client.name) @if !client.about.is_empty() { small { (client.about) } } }
                }
            }
            label.choice { input type="radio" name=(name) value="new"; span { "Somebody new" small { "They come into the book, which everybody sees" } } }
            label.choice { input type="radio" name=(name) value="nobody"; span { "Nobody, leave the name out" } }
        }
    }
}

fn close(evening: &Evening) -> Markup {
    html! {
        div.row {
            span.when {}
            div.what {
                p.tools {
                    (button("Close the day").primary().icon(Icon::Evening))
                    @if evening.page.is_none() { (button("Not tonight").quiet().of_form("skipping")) }
                }
                p.meta.only-you { (icon(Icon::Lock)) span { (who_reads(evening)) } }
            }
        }
    }
}

fn who_reads(evening: &Evening) -> String {
    let shared = evening.page.as_ref().and_then(|page| page.shared);
    let with = match shared {
        None => return "Only you can read this. It greets you in the morning.".into(),
        Some(shared) => shared.to.and_then(|to| evening.coaches.iter().find(|(id, _)| *id == to)),
    };
    let with = with.map_or("your team", |(_, name)| name.as_str());
    format!("You share this with {with}, until you take it back. It greets you in the morning.")
}
