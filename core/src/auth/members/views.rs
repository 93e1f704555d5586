//! How the pages about people look.

use maud::{Markup, html};

use super::{
    Member,
    forms::{InviteForm, PostForm},
    pages::Found,
    role_in_words, role_name,
};
use crate::{
    actor::Role,
    auth::Purpose,
    error::Problem,
    house::{Location, settings_page},
    id::MemberId,
    ui::{
        Choice, Icon, Setting, Size, Width, avatar, block, button, choice, column, field, hidden, labels, link, page,
        page_head, press, problems_of_form, radios, select, table, tools,
    },
};

const LIST: &str = "/settings/people";

/// Everybody who works here.
pub(super) fn list(members: &[Member], me: Option<MemberId>) -> Markup {
    let columns = [column("Name"), column("Role"), column(labels::PLACE), column("Mail address")];
    let rows = html! { @for member in members { (row(member, me == Some(member.id))) } };
    let lede = match members.len() {
        1 => "So far it is only you.".to_owned(),
        count => format!("{count} of you work here. Everybody sees every client; that is the point."),
    };
    page(
        Width::Usual,
        html! {
            (page_head("People").under("Settings", "/settings").here("People").lede(lede)
                .tools(tools(html! { (link("Invite a colleague", "/settings/people/new").primary().icon(Icon::Plus)) })))
            (table("People", Setting::Stack, &columns, rows))
        },
    )
}

fn row(member: &Member, is_me: bool) -> Markup {
    html! {
        tr id={ "member-" (member.id) } {
            th scope="row" {
                span.who {
                    (avatar(&member.name, member.id.0, Size::Small))
                    span {
                        a href={ (LIST) "/" (member.id) } data-frag { (member.name) }
                        @if is_me { small { "You" } } @else if !member.has_come { small { "Invited, not here yet" } }
                    }
                }
            }
            td data-label="Role" { (role_name(member.role)) }
            td data-label=(labels::PLACE) { (member.location_name) }
            td data-label="Mail address" { (member.address) }
        }
    }
}

/// Somebody new.
pub(super) fn invite(form: &InviteForm, places: &[Location], problems: &[Problem]) -> Markup {
    let about = |field| Problem::about(problems, field);
    settings_page(html! {
        (page_head("Invite a colleague").under("Settings", "/settings").under("People", LIST).here("Invite")
            .lede("You get a link to hand over. By it they choose their own password."))
        form.sheet-form id="invite" method="post" action="/settings/people/new" data-frag {
            (problems_of_form("", &Problem::pairs(problems)))
            (field("name", "Name").autocomplete("off").value(&form.name).error(about("name")).required().autofocus())
            (field("address", "Mail address").email().autocomplete("off").hint("They sign in with it").value(&form.address).error(about("address")).required())
            (roles(&form.role, about("role")))
            (place_select(places, &form.location, about("location")))
            (tools(html! { (button("Make the link").primary()) (link("Not now", LIST).quiet()) }))
        }
    })
}

fn roles(chosen: &str, error: Option<&str>) -> Markup {
    let choices: Vec<Choice> = Role::ALL
        .iter()
        .map(|role| choice(role.word(), role_name(*role), role.word() == chosen).note(role_in_words(*role)))
        .collect();
    html! {
        (radios("role", "What may they do?", &choices))
        @if let Some(error) = error { p.error { (crate::ui::icon(Icon::Warn)) span { (error) } } }
    }
}

fn place_select(places: &[Location], chosen: &str, error: Option<&str>) -> Markup {
    let ids: Vec<String> = places.iter().map(|place| place.id.to_string()).collect();
    let choices = places.iter().zip(&ids).map(|(place, id)| choice(id, &place.name, id == chosen)).collect();
    html! { (select("location", labels::PLACE, choices).error(error).required()) }
}

/// The link, shown this once.
pub(super) fn hand_over(member: &Member, url: &str, purpose: Purpose, sent_to: Option<&str>) -> Markup {
    let what = if purpose == Purpose::Invite { "chooses a first password" } else { "chooses a new password" };
    settings_page(html! {
        (page_head("A link to hand over").under("Settings", "/settings").under("People", LIST).here(&member.name)
            .lede(format!("{} opens it, {what}, and is in.", member.name)))
        div.leaf.link-leaf {
            div.field data-copy {
                label for="f-link" { "For " (member.name) " alone" }
                p.hint id="f-link-hint" {
                    "It works once, " (purpose.lasts_in_words()) ". "
                    @match sent_to {
                        Some(address) => { "A letter with it is on its way to " (address) ". You see it here only now, should the letter not arrive." }
                        None => { "You see it only now: copy it and hand it over yourself." }
                    }
                }
                input id="f-link" type="text" readonly value=(url) aria-describedby="f-link-hint" autofocus data-focus;
            }
        }
        (tools(html! { (link("Back to people", LIST)) }))
    })
}

/// One colleague: what they may do, a new password, leaving.
pub(super) fn member(found: &Found, form: &PostForm, problems: &[Problem]) -> Markup {
    let member = &found.member;
    settings_page(html! {
        (page_head(&member.name).under("Settings", "/settings").under("People", LIST).here(&member.name)
            .face(avatar(&member.name, member.id.0, Size::Large))
            .lede(html! { (member.address) ", here since " (found.since) }))
        (problems_of_form("", &Problem::pairs(problems)))
        (block("post", "What they do here", None, post(found, form, problems)))
        (block("link", "A new password", None, new_link(member, found.is_me)))
        (block("away", "When they are away", None, away(found)))
        (block("leaving", "When they leave", None, leaving(found, problems)))
    })
}

fn post(found: &Found, form: &PostForm, problems: &[Problem]) -> Markup {
    html! {
        form id="post-form" method="post" action={ (LIST) "/" (found.member.id) } data-frag {
            (hidden("version", &form.version))
            (roles(&form.role, Problem::about(problems, "role")))
            (place_select(&found.places, &form.location, Problem::about(problems, "location")))
            (tools(html! { (button("Keep").primary()) }))
        }
    }
}

fn new_link(member: &Member, is_me: bool) -> Markup {
    let words = if member.has_come {
        "A link by which they choose a new one. It works once, for one day; they are then signed out everywhere else."
    } else {
        "They have not come in yet. A new link works once, for seven days; the old one ends."
    };
    html! {
        @if is_me { p { "Your own password you change under " a href="/me" data-frag { "You" } "." } }
        @else {
            p { (words) }
            (press(format!("{LIST}/{}/link", member.id), button("Make a link").icon(Icon::Link)))
        }
    }
}

/// Said by a coach or an admin for somebody who cannot say it themselves.
fn away(found: &Found) -> Markup {
    html! {
        @if found.away.is_empty() { p { "Somebody looks after whom they look after, and then all is as before." } }
        @for words in &found.away { p { (words) "." } }
        (tools(html! { (link("Say when they are away", format!("/settings/away/new?member={}", found.member.id)).icon(Icon::Calendar)) }))
    }
}

fn leaving(found: &Found, problems: &[Problem]) -> Markup {
    let ids: Vec<String> = found.colleagues.iter().map(|other| other.id.to_string()).collect();
    let choices = || {
        let nobody = choice("", "Choose somebody", true);
        let others = found.colleagues.iter().zip(&ids).map(|(other, id)| choice(id, &other.name, false));
        std::iter::once(nobody).chain(others).collect()
    };
    let keeps = format!("Who looks after {}?", super::in_words(&found.keeps));
    let yes = format!("{} leaves", found.member.name);
    html! {
        @if found.colleagues.is_empty() {
            p { "There is nobody yet who could take over from " (found.member.name) ". Invite a colleague first." }
        } @else {
            @if let Some(href) = &found.hand_over {
                p { "Whom they look after can be handed over first, each with a colleague’s yes." }
                (tools(html! { (link("Hand over everything first", href.as_str()).icon(Icon::Handoff)) }))
            }
            p { "They are signed out at once. What they wrote stays; whom they look after and what they promised goes to a colleague, so that nobody is left alone." }
            form id="leave-form" method="post" action={ (LIST) "/" (found.member.id) "/leaving" } data-frag {
                (select("successor", "Who takes over?", choices()).error(Problem::about(problems, "successor")).required())
                @if !found.keeps.is_empty() {
                    (select("keeper", &keeps, choices()).error(Problem::about(problems, "keeper")).required())
                }
                (tools(html! { (button(&yes)) }))
            }
        }
    }
}
