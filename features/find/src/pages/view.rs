//! What was found, drawn: as a page of links, and as the list of the palette.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use tend_clients::{ClientKind, client_url};
use tend_core::ui::{self, Icon, Url, Width, icon};

use super::HERE;
use crate::found::{Found, Hit, Ready, Said, To};

/// Something one can choose.
struct Choice {
    to: To,
    icon: Icon,
    inside: Markup,
    keys: Vec<String>,
}

/// Those that belong together.
struct Group {
    id: &'static str,
    heading: &'static str,
    choices: Vec<Choice>,
}

fn groups(found: &Found, zone: &TimeZone) -> Vec<Group> {
    let hits = |hits: &[Hit]| hits.iter().map(client).collect::<Vec<_>>();
    let ready = |ready: &[Ready]| ready.iter().map(doing).collect::<Vec<_>>();
    let group = |id, heading, choices| Group { id, heading, choices };
    let mut groups = vec![
        group("recent", "Opened last", hits(&found.recent)),
        group("clients", "Clients", hits(&found.clients)),
        group("close", "Close to what you typed", hits(&found.close)),
        group("said", "What was said, the newest first", found.said.iter().map(|said| words(said, zone)).collect()),
        group("do", "Do", ready(&found.doings)),
        group("go", "Go", ready(&found.pages)),
        group("new", "Somebody new", ready(&found.fresh)),
    ];
    groups.retain(|group| !group.choices.is_empty());
    groups
}

fn client(hit: &Hit) -> Choice {
    let client = &hit.client;
    let note = hit.through.clone().unwrap_or_else(|| client.about.clone());
    Choice {
        to: To::Page(client_url(client.id)),
        icon: if client.kind == ClientKind::Person { Icon::Person } else { Icon::Organization },
        inside: html! {
            span.name dir="auto" { (client.name) }
            @if !note.is_empty() { small dir="auto" { (note) } }
            @if client.archived_at.is_some() { small.aside { "Laid aside" } }
        },
        keys: Vec::new(),
    }
}

fn words(said: &Said, zone: &TimeZone) -> Choice {
    let day = said.entry.happened_at.in_zone(zone).strftime("%-d %b %Y").to_string();
    Choice {
        to: To::Page(said.url()),
        icon: Icon::Note,
        inside: html! {
            span.quoted {
                span.name { span dir="auto" { (said.name) } " " small { (day) @if !said.title.is_empty() { ", " (said.title) } } }
                q.quote dir="auto" { @for (words, is_meant) in &said.quote.parts { @if *is_meant { mark { (words) } } @else { (words) } } }
            }
        },
        keys: Vec::new(),
    }
}

fn doing(ready: &Ready) -> Choice {
    Choice {
        to: ready.to.clone(),
        icon: ready.icon,
        inside: html! { span.name { (ready.label) @if let Some(name) = &ready.name { " " span dir="auto" { (name) } } } },
        keys: ready.keys.clone(),
    }
}

/// The list of the palette: groups of options, of which one is chosen.
pub(crate) fn list_view(found: &Found, typed: &str, zone: &TimeZone) -> Markup {
    let groups = groups(found, zone);
    let mut number = 0;
    html! {
        div id="palette-list" role="listbox" aria-label="What was found" data-count=(count_words(found, typed)) {
            @for group in &groups {
                div role="group" aria-labelledby={ "palette-" (group.id) } {
                    div.group id={ "palette-" (group.id) } { (group.heading) }
                    @for choice in &group.choices { (option(choice, { number += 1; number })) }
                }
            }
        }
        @if is_nothing(found, typed) { p.palette-nothing { (nothing_words(typed)) } }
    }
}

fn option(choice: &Choice, number: usize) -> Markup {
    let inside = html! { (icon(choice.icon)) (choice.inside) (keys(choice)) };
    match &choice.to {
        To::Page(href) => html! {
            a role="option" id={ "palette-option-" (number) } aria-selected="false" tabindex="-1" href=(Url::from(href.as_str())) data-frag { (inside) }
        },
        To::Form(action) => html! {
            div role="option" id={ "palette-option-" (number) } aria-selected="false" data-sent-to=(action) { (inside) }
        },
    }
}

fn keys(choice: &Choice) -> Markup {
    html! { @if !choice.keys.is_empty() { span.keys-of aria-hidden="true" { @for key in &choice.keys { kbd { (key) } } } } }
}

fn is_nothing(found: &Found, typed: &str) -> bool {
    !typed.trim().is_empty() && found.clients.is_empty() && found.close.is_empty() && found.said.is_empty()
}

fn nothing_words(typed: &str) -> String {
    let typed: String = typed.trim().chars().take(60).collect();
    format!("Nobody is called “{typed}”, and nobody said it. Fewer letters find more.")
}

/// What a screen reader hears: how much was found.
fn count_words(found: &Found, typed: &str) -> String {
    let said = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    };
    let parts = [
        said(found.recent.len(), "client opened last", "clients opened last"),
        said(found.clients.len(), "client", "clients"),
        said(found.close.len(), "close to what you typed", "close to what you typed"),
        said(found.said.len(), "place where it was said", "places where it was said"),
        said(
            found.doings.len() + found.pages.len() + found.fresh.len(),
            "thing to do",
            "things to do and places to go",
        ),
    ];
    let words: Vec<String> = parts.into_iter().flatten().collect();
    match (is_nothing(found, typed), words.is_empty()) {
        (true, true) => "Nothing found".into(),
        (true, false) => format!("Nobody found, {}", words.join(", ")),
        _ => words.join(", "),
    }
}

/// The same as a page, for who comes without a script.
pub(crate) fn page_view(found: &Found, typed: &str, zone: &TimeZone) -> Markup {
    let inside = html! {
        (ui::page_head("Find").lede("A client, a number, something that was said, or what you want to do."))
        form.find-form method="get" action=(HERE) role="search" data-frag {
            (ui::field("q", "What do you look for?").value(typed).search().placeholder("A name, a few words, a number").autofocus())
            (ui::button("Find").primary().icon(Icon::Search))
        }
        @if is_nothing(found, typed) { (ui::nothing(&nothing_words(typed))) }
        @for group in groups(found, zone) {
            section.found aria-labelledby={ "found-" (group.id) } {
                h2 id={ "found-" (group.id) } { (group.heading) }
                ul { @for choice in &group.choices { li { (entry(choice)) } } }
            }
        }
    };
    ui::page(Width::Narrow, inside)
}

fn entry(choice: &Choice) -> Markup {
    let inside = html! { (icon(choice.icon)) (choice.inside) (keys(choice)) };
    match &choice.to {
        To::Page(href) => html! { a href=(Url::from(href.as_str())) data-frag { (inside) } },
        To::Form(action) => html! { form method="post" action=(action) { button type="submit" { (inside) } } },
    }
}
