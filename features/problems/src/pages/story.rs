//! What happened so far with a problem, the newest first.

use maud::{Markup, html};
use tend_core::{
    feature::Sentence,
    timeline::Entry,
    ui::{self, Bead, StoryRow, Tone, when},
};
use tend_promises::moment;

use super::one::One;
use crate::story::on_its_page;

pub(super) fn view(one: &One) -> Markup {
    let rows: Vec<Markup> =
        one.story.iter().filter_map(|entry| on_its_page(entry).map(|said| moment_row(one, entry, &said))).collect();
    let inside = html! { div.thread.story data-rows { @for row in &rows { (row) } } };
    ui::block("story", "What happened so far", None, inside)
}

fn moment_row(one: &One, entry: &Entry, said: &Sentence) -> Markup {
    let (id, at) = (format!("entry-{}", entry.id), entry.happened_at.to_string());
    let day = moment::day(entry.happened_at.day_in(&one.zone), one.now.day_in(&one.zone));
    let hour = moment::clock(entry.happened_at, &one.zone);
    let tone = match entry.kind.as_str() {
        "problems.contained" | "problems.fixed" | "problems.made_right" | "problems.settled" => Tone::Green,
        "problems.taken_in" | "problems.reopened" | "problems.not_good" => Tone::Clay,
        _ => Tone::Plain,
    };
    let row = StoryRow {
        id: &id,
        when: when(&day).small(&hour).at(&at),
        bead: Bead::Picture(said.icon, tone),
        title: html! { (said.title) },
        note: "",
        inside: html! {
            @if let Some(quote) = &said.quote { (ui::words(quote)) }
            @if let Some(note) = &said.note { p.lines-kept { (note) } }
        },
    };
    html! { (row) }
}
