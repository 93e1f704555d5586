//! What the page of backups looks like.

use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::{
    pages::PlanForm,
    plan::{Done, Plan},
};
use crate::{
    error::Problem,
    house::settings_page,
    time::Timestamp,
    ui::{
        Icon, Tone, block, button, choice, field, hidden, icon, nothing, notice, page_head, press, problems_of_form,
        select, time, tools,
    },
};

/// What the page shows.
pub(super) struct Shown<'a> {
    pub form: &'a PlanForm,
    pub plan: Plan,
    /// Where the files go; nothing where nobody said.
    pub folder: Option<&'a str>,
    /// Whether this house looks after them.
    pub is_ours: bool,
    pub newest: &'a [Done],
    pub zone: &'a TimeZone,
}

/// How the last ones went, when the next ones come, and which there are.
pub(super) fn backups(shown: &Shown, problems: &[Problem], conflict: Option<&str>) -> Markup {
    settings_page(html! {
        (page_head("Backups").under("Settings", "/settings").here("Backups")
            .lede("A copy of everything, in one file that `tend restore` puts back."))
        @if !shown.is_ours {
            (notice(Tone::Plain, Icon::Info, html! { p { "A backup is of the whole database, and several houses share this one. The house that was here first looks after them." } }))
        } @else {
            (how_it_stands(shown))
            @if let Some(sentence) = conflict { (notice(Tone::Honey, Icon::Info, html! { p data-focus tabindex="-1" { (sentence) } })) }
            (plan_form(shown, problems))
            (block("kept", "Kept", None, kept(shown)))
        }
    })
}

/// The last that is whole, and what went wrong since.
fn how_it_stands(shown: &Shown) -> Markup {
    let written = shown.newest.iter().find(|done| done.trouble.is_empty());
    let failed = shown.newest.first().filter(|done| !done.trouble.is_empty());
    html! {
        @match (shown.folder, failed) {
            (None, _) => { (notice(Tone::Honey, Icon::Warn, html! {
                p { b { "No backup is written by itself." } " Whoever runs this Tend says where the files go: " code { "--backups FOLDER" } "." }
            })) }
            (_, Some(failed)) => { (notice(Tone::Honey, Icon::Warn, html! {
                p { b { "The last one could not be written, on " (at(failed.began_at, shown.zone)) "." } }
                p { (failed.trouble) }
                p { "Tend tries again within the hour." }
            })) }
            (Some(_), None) => {}
        }
        @match written {
            Some(done) => { p { "The last one that is whole was written on " (at(done.began_at, shown.zone)) ": " (size(done.bytes)) "." } }
            None => { p { "None was written yet." } }
        }
        @if shown.folder.is_some() { (press("/settings/backups/now", button("Back up now"))) }
    }
}

fn plan_form(shown: &Shown, problems: &[Problem]) -> Markup {
    let about = |field| Problem::about(problems, field);
    let form = shown.form;
    let often = [("1", "Every day"), ("7", "Every Sunday"), ("0", "Never")];
    let often = often.map(|(value, words)| choice(value, words, form.every_days == value)).into();
    html! {
        form id="plan" method="post" action="/settings/backups" data-frag {
            (problems_of_form("", &Problem::pairs(problems)))
            (hidden("version", &form.version))
            div.two-fields {
                (select("every_days", "How often", often).error(about("every_days")))
                (field("at", "At").value(&form.at).placeholder("03:00").autocomplete("off").error(about("at")).required())
            }
            (field("keep", "How many are kept").number().hint("The oldest go when there are more.").value(&form.keep).error(about("keep")).required())
            @if let Some(folder) = shown.folder {
                p.hint { "They go to " code { (folder) } " on the machine that runs Tend. A copy on another machine is what helps when this one is gone." }
            }
            (tools(html! { (button("Keep").primary()) }))
        }
    }
}

fn kept(shown: &Shown) -> Markup {
    html! {
        @if shown.newest.is_empty() { (nothing(&format!("Nothing yet. Backups are written {}.", shown.plan.in_words()))) }
        @else { ul.stuck-list { @for done in shown.newest { (line(done, shown.zone)) } } }
    }
}

fn line(done: &Done, zone: &TimeZone) -> Markup {
    let name = done.file.rsplit('/').next().unwrap_or_default();
    html! {
        li {
            @if done.trouble.is_empty() { (icon(Icon::Check)) } @else { (icon(Icon::Warn)) }
            span {
                b { (at(done.began_at, zone)) }
                @if done.trouble.is_empty() { small { (name) ", " (size(done.bytes)) } } @else { small { (done.trouble) } }
            }
        }
    }
}

fn at(at: Timestamp, zone: &TimeZone) -> Markup {
    time(&at.to_string(), &at.in_zone(zone).strftime("%-d %b %Y, %H:%M").to_string())
}

/// A size as people say it.
fn size(bytes: i64) -> String {
    match bytes {
        ..1_000_000 => format!("{} KB", (bytes + 999) / 1000),
        1_000_000..1_000_000_000 => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
        _ => format!("{}.{} GB", bytes / 1_000_000_000, bytes / 100_000_000 % 10),
    }
}
