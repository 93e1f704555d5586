//! How one's own settings look.

use maud::{Markup, html};

use super::{Found, MeForm};
use crate::{
    auth::session::Session,
    error::Problem,
    house::{Hours, Location, Week, WorkspaceSettings, settings_page},
    time::{HOUR, MINUTE, Timestamp},
    ui::{
        Icon, Sample, Theme, block, button, choice, field, hidden, icon, labels, link, page_head, press,
        problems_of_form, select, time, tools,
    },
    web::Visit,
};

/// One place where somebody is signed in.
pub(super) struct SessionLine {
    token_hash: String,
    device: String,
    seen: String,
    seen_at: Timestamp,
    is_here: bool,
}

impl SessionLine {
    pub(super) fn of(session: &Session, visit: &Visit) -> Self {
        SessionLine {
            token_hash: session.token_hash.clone(),
            device: session.device.clone(),
            seen: seen_in_words(session.seen_at, visit.now, &visit.actor.zone),
            seen_at: session.seen_at,
            is_here: session.token_hash == visit.session.token_hash,
        }
    }
}

/// Visits are written down every few minutes, so nothing finer is said.
fn seen_in_words(seen_at: Timestamp, now: Timestamp, zone: &jiff::tz::TimeZone) -> String {
    match now.since(seen_at) {
        past if past < 10 * MINUTE => "here just now".to_owned(),
        past if past < HOUR => "here within the hour".to_owned(),
        past if past < 12 * HOUR => format!("last here at {}", seen_at.in_zone(zone).strftime("%H:%M")),
        _ => format!("last here on {}", seen_at.in_zone(zone).strftime("%-d %B, %H:%M")),
    }
}

/// You, your house, your devices.
pub(super) fn me(found: &Found, problems: &[Problem]) -> Markup {
    settings_page(html! {
        (page_head("You").under("Settings", "/settings").here("You").lede(format!("You sign in with {}.", found.email)))
        (about_me(found, problems))
        (block("away", "When I am away", None, away(&found.away)))
        (block("looks", "How it looks and listens here", None, looks(found.theme, found.keys)))
        (block("password", "Your password", None, html! {
            p { "Changing it signs you out everywhere else." }
            (tools(html! { (link("Change my password", "/me/password").icon(Icon::Lock)) }))
        }))
        (block("sessions", "Where you are signed in", None, sessions(&found.sessions)))
        @if !found.workspaces.is_empty() { (block("workspaces", "You also work elsewhere", None, elsewhere(&found.workspaces))) }
    })
}

fn about_me(found: &Found, problems: &[Problem]) -> Markup {
    let about = |field| Problem::about(problems, field);
    let ids: Vec<String> = found.places.iter().map(|place| place.id.to_string()).collect();
    let places =
        found.places.iter().zip(&ids).map(|(place, id)| choice(id, &place.name, *id == found.form.location)).collect();
    html! {
        form.block id="about-me" method="post" action="/me" {
            (problems_of_form("", &Problem::pairs(problems)))
            (field("name", "Your name").autocomplete("name").hint("As your colleagues see it").value(&found.form.name).error(about("name")).required())
            (select("location", labels::PLACE, places).hint("Its clock is the one you read and type by").error(about("location")).required())
            (tools(html! { (button("Keep").primary()) }))
        }
    }
}

fn away(away: &[String]) -> Markup {
    html! {
        @if away.is_empty() { p { "Say from when to when, and who looks after your clients meanwhile. All stays where it is." } }
        @for words in away { p { (words) "." } }
        (tools(html! {
            (link("Say when I am away", "/settings/away/new").icon(Icon::Calendar))
            @if !away.is_empty() { (link("Who is away", "/settings/away").quiet()) }
        }))
    }
}

fn looks(theme: Theme, keys: bool) -> Markup {
    let look = |value: Theme, words| {
        let now = if theme == value { "true" } else { "false" };
        html! { button type="submit" name="theme" value=(value.name()) aria-pressed=(now) { (words) } }
    };
    let (switch, words, switch_words) = if keys {
        ("off", "Single letters are shortcuts. They rest while you type.", "Switch them off")
    } else {
        ("on", "Single letters are switched off.", "Switch them on")
    };
    html! {
        form.theme-choice method="post" action="/me/theme" data-theme-form {
            (hidden("back", "/me#looks"))
            div.segmented role="group" aria-label="Colours" {
                (look(Theme::System, "As my system")) (look(Theme::Light, "Light")) (look(Theme::Dark, "Dark"))
            }
        }
        form.keys-choice method="post" action="/me/keys" {
            (hidden("back", "/me#looks"))
            p { (words) }
            (button(switch_words).small().sends("keys", switch))
        }
    }
}

fn sessions(sessions: &[SessionLine]) -> Markup {
    html! {
        ul.stuck-list.devices {
            @for session in sessions {
                li {
                    (icon(Icon::Globe))
                    span {
                        b { (session.device) @if session.is_here { ", this one" } }
                        small { (time(&session.seen_at.to_string(), &session.seen)) }
                    }
                    @if !session.is_here { (press(format!("/me/sessions/{}/ending", session.token_hash), button("Sign out there").small())) }
                }
            }
        }
        div.tools.after-list {
            form method="post" action="/sign-out" { (button("Sign out here")) }
            form method="post" action="/sign-out/everywhere" { (button("Sign out everywhere").quiet()) }
        }
    }
}

fn elsewhere(workspaces: &[WorkspaceSettings]) -> Markup {
    html! {
        form method="post" action="/me/workspace" {
            (tools(html! {
                @for workspace in workspaces { (button(&workspace.name).icon(Icon::Arrow).sends("workspace", &workspace.id.to_string())) }
            }))
        }
    }
}

/// A new password in the place of the present one.
pub(super) fn password(email: &str, problems: &[Problem]) -> Markup {
    let about = |field| Problem::about(problems, field);
    let hint = "Ten letters or more. Three words together are easy to keep in mind.";
    settings_page(html! {
        (page_head("Change my password").under("Settings", "/settings").under("You", "/me").here("Password")
            .lede("You stay signed in here and are signed out everywhere else."))
        form id="password" method="post" action="/me/password" data-frag {
            (problems_of_form("", &Problem::pairs(problems)))
            (field("address", "You sign in with").email().autocomplete("username").value(email).read_only())
            (field("present", "Your present password").password().autocomplete("current-password").error(about("present")).required())
            (field("password", "The new one").password().autocomplete("new-password").hint(hint).error(about("password")).required())
            (tools(html! { (button("Change it").primary()) (link("Leave it as it is", "/me").quiet()) }))
        }
    })
}

/// One's own settings in their states.
pub(crate) fn samples() -> Vec<Sample> {
    let wrong = |field: &str, message: &str| vec![Problem { field: field.to_owned(), message: message.to_owned() }];
    let present = wrong("present", "That is not your present password. Nothing was changed.");
    let long = Found {
        form: MeForm { name: "Maximiliane-Alexandra von der Heydenreich-Wolkenstein".into(), location: String::new() },
        ..found(1, 0)
    };
    [
        ("me/page", "usual", me(&found(2, 0), &[])),
        ("me/page", "many", me(&found(30, 6), &[])),
        ("me/page", "long", me(&long, &[])),
        ("me/page", "error", me(&found(1, 0), &wrong("name", "What do your colleagues call you?"))),
        ("me/password", "usual", password("noor@linden.example", &[])),
        ("me/password", "error", password("noor@linden.example", &present)),
    ]
    .map(|(page, state, markup)| Sample::framed(page, state, markup))
    .into()
}

fn found(devices: usize, workspaces: usize) -> Found {
    let names = ["Firefox on Linux", "Safari on iPhone", "Chrome on Windows"];
    let seen = ["here just now", "last here at 08:12", "last here on 3 October, 17:40"];
    let nobody = uuid::Uuid::nil();
    let hours = Hours { week: Week::usual(), holidays: Vec::new(), zone: jiff::tz::TimeZone::UTC };
    Found {
        form: MeForm { name: "Noor Haddad".into(), location: nobody.to_string() },
        email: "noor@linden.example".into(),
        theme: Theme::System,
        keys: true,
        places: vec![Location {
            id: nobody.into(),
            name: "Market Street".into(),
            hours,
            closed_at: None,
            looked_after_by: None,
            version: 1,
        }],
        sessions: (0..devices)
            .map(|number| SessionLine {
                token_hash: number.to_string(),
                device: names[number % 3].into(),
                seen: seen[number % 3].into(),
                seen_at: Timestamp(1_791_878_400_000_000),
                is_here: number == 0,
            })
            .collect(),
        away: if devices > 9 {
            vec!["Away until Friday 16 October; Priya looks after their clients".into()]
        } else {
            Vec::new()
        },
        workspaces: (0..workspaces)
            .map(|number| WorkspaceSettings {
                id: nobody.into(),
                name: format!("Canal Bakery {number}"),
                promise_grace_us: 0,
                version: 1,
            })
            .collect(),
    }
}
