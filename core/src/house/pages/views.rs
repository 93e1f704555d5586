//! How the pages of the house look.

use jiff::tz::TimeZone;
use maud::{Markup, html};

use crate::{
    error::Problem,
    feature::{PlaceLink, SettingsLink},
    house::{
        Location, LocationForm,
        forms::WorkspaceForm,
        hours_in_words::{now_in_words, week_in_words},
        zone_names,
    },
    id::MemberId,
    jobs::store::DeadLetter,
    time::Timestamp,
    ui::{
        Icon, Tone, Url, Width, block, button, choice, field, hidden, icon, link, nothing, notice, page, page_head,
        press, problems_of_form, select, time, tools,
    },
};

const PLACES: &str = "/settings/places";

/// What can be set, each with a line about it.
pub(in crate::house) fn settings(links: &[&SettingsLink]) -> Markup {
    settings_page(html! {
        (page_head("Settings").lede("How this house is run. Most of it you set once."))
        ul.settings-list {
            @for link in links {
                li {
                    a href=(Url::from(link.href)) data-frag {
                        (icon(link.icon))
                        span { b { (link.label) } small { (link.detail) } }
                        (icon(Icon::Right))
                    }
                }
            }
        }
    })
}

/// Where the house is open, and when.
pub(in crate::house) fn places(all: &[Location], now: Timestamp) -> Markup {
    let (open, closed): (Vec<_>, Vec<_>) = all.iter().partition(|location| location.closed_at.is_none());
    settings_page(html! {
        (page_head("Places").under("Settings", "/settings").here("Places")
            .lede("Where you work. Each has its own clock and its own hours.")
            .tools(tools(html! { (link("Add a place", "/settings/places/new").icon(Icon::Plus)) })))
        ul.settings-list {
            @for location in open { li { (place_line(location, &now_in_words(&location.hours, now))) } }
        }
        @if !closed.is_empty() {
            (block("closed", "Closed for good", None, html! {
                ul.settings-list { @for location in closed { li { (place_line(location, "Closed for good")) } } }
            }))
        }
    })
}

fn place_line(location: &Location, now: &str) -> Markup {
    html! {
        a href={ (PLACES) "/" (location.id) } data-frag {
            (icon(Icon::Pin))
            span { b { (location.name) } small { (now) ". " (week_in_words(&location.hours.week)) ". " (location.zone_name()) } }
            (icon(Icon::Right))
        }
    }
}

/// A page of settings: its head stands where those of all wide pages stand, its lines are as long as one reads with ease.
pub(crate) fn settings_page(inside: Markup) -> Markup {
    page(Width::Usual, html! { div.settings { (inside) } })
}

/// What a place is called and which clock hangs on its wall.
pub(crate) fn name_and_zone(form: &LocationForm, problems: &[Problem]) -> Markup {
    let about = |field| Problem::about(problems, field);
    html! {
        (field("name", "What people call it").placeholder("Market Street").value(&form.name).error(about("name")).required())
        div data-zone {
            (field("zone", "Time zone").list("zones").autocomplete("off").placeholder("Europe/Berlin").value(&form.zone).error(about("zone")).required())
        }
        datalist id="zones" { @for name in zone_names() { option value=(name) {} } }
    }
}

/// When a place is open, and on which days it stays closed.
pub(crate) fn hours_fields(form: &LocationForm, problems: &[Problem]) -> Markup {
    let about = |field| Problem::about(problems, field);
    html! {
        fieldset.field.week {
            legend { "When is it open?" }
            p.hint { "Several spans with commas between, also over midnight: 9:00–12:30, 13:30–18:00. Leave a day empty if it is closed." }
            @for (name, label, text) in form.days() {
                (field(name, label).autocomplete("off").placeholder("Closed").value(text).error(about(name)))
            }
        }
        (field("holidays", "Days it stays closed").our_words().hint("One a line, the day first: 2026-12-25 Christmas. You can add them later.").value(&form.holidays).error(about("holidays")))
    }
}

/// Who looks after a place.
fn keeper(form: &LocationForm, people: &[(MemberId, String)], problems: &[Problem]) -> Markup {
    let ids: Vec<String> = people.iter().map(|(id, _)| id.to_string()).collect();
    let choices =
        people.iter().zip(&ids).map(|((_, name), id)| choice(id, name, *id == form.looked_after_by)).collect();
    html! {
        (select("looked_after_by", "Who looks after it?", choices).error(Problem::about(problems, "looked_after_by"))
            .hint("For whom nobody else is there, they are"))
    }
}

/// A place more.
pub(in crate::house) fn new_place(form: &LocationForm, people: &[(MemberId, String)], problems: &[Problem]) -> Markup {
    settings_page(html! {
        (page_head("A new place").under("Settings", "/settings").under("Places", PLACES).here("New"))
        form id="place" method="post" action="/settings/places/new" data-frag {
            (problems_of_form("", &Problem::pairs(problems)))
            (name_and_zone(form, problems))
            (hours_fields(form, problems))
            (keeper(form, people, problems))
            (tools(html! { (button("Open it").primary()) (link("Not now", PLACES).quiet()) }))
        }
    })
}

/// What the page of a place shows besides its form.
pub(in crate::house) struct Around<'a> {
    /// The place.
    pub location: &'a Location,
    /// Who can look after it.
    pub people: &'a [(MemberId, String)],
    /// What features have about it.
    pub links: &'a [&'a PlaceLink],
}

/// One place.
pub(in crate::house) fn place(
    around: &Around,
    form: &LocationForm,
    problems: &[Problem],
    conflict: Option<&str>,
) -> Markup {
    let Around { location, people, links } = around;
    let here = format!("{PLACES}/{}", location.id);
    settings_page(html! {
        (page_head(&location.name).under("Settings", "/settings").under("Places", PLACES).here(&location.name))
        (changed_meanwhile(conflict))
        form id="place" method="post" action=(here) data-frag {
            (problems_of_form("", &Problem::pairs(problems)))
            (hidden("version", &form.version))
            (name_and_zone(form, problems))
            (hours_fields(form, problems))
            (keeper(form, people, problems))
            (tools(html! { (button("Keep").primary()) (link("Leave it as it is", PLACES).quiet()) }))
        }
        @if !links.is_empty() && location.closed_at.is_none() { (block("guests", "For its guests", None, for_guests(location, links))) }
        (block("closing", if location.closed_at.is_some() { "It is closed for good" } else { "Close it for good" }, None, closing(location, &here)))
    })
}

fn for_guests(location: &Location, links: &[&PlaceLink]) -> Markup {
    html! {
        @for found in links {
            p { (found.detail) }
            (tools(html! { (link(found.label, (found.href)(location.id))) }))
        }
    }
}

fn closing(location: &Location, here: &str) -> Markup {
    html! {
        @if location.closed_at.is_some() {
            p { "Nobody works here any more; its story is still in the book." }
            (press(format!("{here}/opening"), button("Open it again")))
        } @else {
            p { "Its story stays in the book. Everybody who works here needs another place first." }
            form method="post" action={ (here) "/closing" } data-frag {
                (hidden("version", &location.version.to_string()))
                (tools(html! { (button("Close this place")) }))
            }
        }
    }
}

fn changed_meanwhile(conflict: Option<&str>) -> Markup {
    html! { @if let Some(sentence) = conflict { (notice(Tone::Honey, Icon::Info, html! { p data-focus tabindex="-1" { (sentence) } })) } }
}

/// What the page of the workspace shows.
pub(in crate::house) struct Workspace<'a> {
    pub form: &'a WorkspaceForm,
    pub stuck: &'a [DeadLetter],
    pub zone: &'a TimeZone,
}

/// The workspace itself.
pub(in crate::house) fn workspace(workspace: &Workspace, problems: &[Problem], conflict: Option<&str>) -> Markup {
    let about = |field| Problem::about(problems, field);
    let form = workspace.form;
    let units =
        vec![choice("hours", "hours", form.grace_unit != "days"), choice("days", "days", form.grace_unit == "days")];
    settings_page(html! {
        (page_head("The house").under("Settings", "/settings").here("The house"))
        (changed_meanwhile(conflict))
        form id="house" method="post" action="/settings/workspace" data-frag {
            (problems_of_form("", &Problem::pairs(problems)))
            (hidden("version", &form.version))
            (field("name", "Name of your company").value(&form.name).error(about("name")).required())
            div.two-fields {
                (field("grace", "A promise is broken after its time by").number().value(&form.grace).error(about("grace")).required())
                (select("grace_unit", "Unit", units))
            }
            (tools(html! { (button("Keep").primary()) }))
        }
        (block("stuck", "Work that got stuck", None, stuck(workspace)))
    })
}

fn stuck(workspace: &Workspace) -> Markup {
    html! {
        @if workspace.stuck.is_empty() { (nothing("Nothing is stuck. What Tend does by itself, it did.")) }
        @else {
            p { "Tend tried each of these several times. When the cause is gone, send it again." }
            ul.stuck-list { @for letter in workspace.stuck { (stuck_line(letter, workspace.zone)) } }
        }
    }
}

fn stuck_line(letter: &DeadLetter, zone: &TimeZone) -> Markup {
    html! {
        li id={ "stuck-" (letter.id) } {
            (icon(Icon::Warn))
            span {
                b { (letter.kind) }
                small {
                    (letter.trouble) ". "
                    @if let Some(at) = letter.ended_at { "Given up " (time(&at.to_string(), &at.in_zone(zone).strftime("%-d %b %Y, %H:%M").to_string())) }
                }
            }
            (press(format!("/settings/workspace/stuck/{}", letter.id), button("Send again").small()))
        }
    }
}
