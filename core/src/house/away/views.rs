//! How being away looks: who is not there and who looks after their clients, and the form by which one says it.

use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::{
    Absence, AbsenceId,
    forms::{AwayForm, last_day},
    pages::HERE,
};
use crate::{
    auth::members::Member,
    error::Problem,
    house::settings_page,
    time::{Day, Timestamp},
    ui::{
        Icon, Size, Tone, avatar, button, choice, field, hidden, link, nothing, notice, page_head, press,
        problems_of_form, select, tools,
    },
};

/// One absence in the list.
pub(super) struct Line {
    pub absence: Absence,
    /// Who acts, where that is not the deputy.
    pub acts: Option<String>,
    pub may_change: bool,
}

/// Who is away now and who will be.
pub(super) fn list(lines: &[Line], may_write: bool, now: Timestamp, zone: &TimeZone) -> Markup {
    let (away, coming): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line.absence.holds_at(now));
    settings_page(html! {
        (page_head("Who is away").under("Settings", "/settings").here("Who is away")
            .lede("While somebody is away, a colleague looks after their clients.")
            .tools(tools(html! { @if may_write { (link("Say when I am away", "/settings/away/new").icon(Icon::Plus)) } })))
        @if lines.is_empty() { (nothing("Everybody is there.")) }
        @if !away.is_empty() { ul.stuck-list.away-list { @for line in away { (absence(line, now, zone)) } } }
        @if !coming.is_empty() {
            h2 { "Still to come" }
            ul.stuck-list.away-list { @for line in coming { (absence(line, now, zone)) } }
        }
    })
}

fn absence(line: &Line, now: Timestamp, zone: &TimeZone) -> Markup {
    let absence = &line.absence;
    let is_away = absence.holds_at(now);
    html! {
        li id={ "away-" (absence.id) } {
            (avatar(&absence.member_name, absence.member.0, Size::Small))
            span {
                b { (absence.member_name) }
                small { (time_in_words(absence, now, zone)) ". " (absence.deputy_name) " looks after their clients." }
                @if let Some(acts) = &line.acts {
                    small { (absence.deputy_name) " is not there either just then: " (acts) " does." }
                }
                @if !absence.note.is_empty() { small { "“" (absence.note) "”" } }
            }
            @if line.may_change {
                (tools(html! {
                    (link("Change", format!("{HERE}/{}", absence.id)).small().quiet())
                    (press(format!("{HERE}/{}/ending", absence.id), button(if is_away { "Back already" } else { "Call it off" }).small()))
                }))
            }
        }
    }
}

/// “Away until Friday 4 December”, “From 24 December to 2 January”.
pub(crate) fn time_in_words(absence: &Absence, now: Timestamp, zone: &TimeZone) -> String {
    let this_year = now.day_in(zone).0.year();
    let day =
        |that: Day| that.0.strftime(if that.0.year() == this_year { "%A %-d %B" } else { "%-d %B %Y" }).to_string();
    let (first, last) = (absence.from_at.day_in(zone), last_day(absence, zone));
    if absence.holds_at(now) {
        return format!("Away until {}", day(last));
    }
    if first == last { day(first) } else { format!("From {} to {}", day(first), day(last)) }
}

/// What the form is drawn from.
pub(super) struct Asked {
    /// None for one that is not said yet.
    pub id: Option<AbsenceId>,
    pub form: AwayForm,
    /// Those who look after clients here.
    pub people: Vec<Member>,
    pub name: String,
    pub is_me: bool,
    /// A coach or an admin says it for anybody.
    pub for_anybody: bool,
}

/// From when to when, and who looks after the clients.
pub(super) fn form(asked: &Asked, problems: &[Problem], conflict: Option<&str>) -> Markup {
    let about = |field| Problem::about(problems, field);
    let title = if asked.is_me && !asked.for_anybody {
        "When I am away".to_owned()
    } else if asked.name.is_empty() || asked.for_anybody {
        "When somebody is away".to_owned()
    } else {
        format!("When {} is away", asked.name)
    };
    let action = asked.id.map_or_else(|| format!("{HERE}/new"), |id| format!("{HERE}/{id}"));
    settings_page(html! {
        (page_head(&title).under("Settings", "/settings").under("Who is away", HERE).here(if asked.id.is_some() { "Change" } else { "New" })
            .lede("All stays where it is; whoever stands in finds it on their day, and when the time is over it falls back by itself."))
        @if let Some(sentence) = conflict { (notice(Tone::Honey, Icon::Info, html! { p data-focus tabindex="-1" { (sentence) } })) }
        form id="away" method="post" action=(action) data-frag {
            (problems_of_form("", &Problem::pairs(problems)))
            (hidden("version", &asked.form.version))
            @if asked.for_anybody { (person("member", "Who", asked, &asked.form.member, "", about("member"))) }
            @else { (hidden("member", &asked.form.member)) }
            div.two-days {
                (field("from", "First day").day().value(&asked.form.from).error(about("from")).required())
                (field("until", "Last day").day().value(&asked.form.until).error(about("until")).required())
            }
            (person("deputy", "Who looks after their clients meanwhile?", asked, &asked.form.deputy, "Choose somebody", about("deputy")))
            (field("note", "What they should know").our_words().hint("You can leave this empty.").value(&asked.form.note).error(about("note")))
            (tools(html! { (button("Keep").primary()) (link("Leave it as it is", HERE).quiet()) }))
        }
    })
}

fn person(
    name: &'static str,
    label: &'static str,
    asked: &Asked,
    chosen: &str,
    nobody: &'static str,
    error: Option<&str>,
) -> Markup {
    let only_others = name == "deputy" && !asked.for_anybody;
    let others: Vec<&Member> =
        asked.people.iter().filter(|member| !only_others || member.id.to_string() != asked.form.member).collect();
    let ids: Vec<String> = others.iter().map(|member| member.id.to_string()).collect();
    let first = (!nobody.is_empty()).then(|| choice("", nobody, chosen.is_empty()));
    let choices =
        first.into_iter().chain(others.iter().zip(&ids).map(|(member, id)| choice(id, &member.name, id == chosen)));
    html! { (select(name, label, choices.collect()).error(error).required()) }
}
