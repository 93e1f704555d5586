//! What the page of devices that may be told looks like.

use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::{
    browser::{Noticed, Told},
    pages::HERE,
};
use crate::{
    house::settings_page,
    time::Timestamp,
    ui::{Icon, block, button, hidden, icon, nothing, page_head, press, time, tools},
};

/// What the page shows.
pub(super) struct Shown<'a> {
    /// Where they are told.
    pub browsers: &'a [Told],
    /// The session of who looks.
    pub here: &'a str,
    /// What they were told last.
    pub told: &'a [Noticed],
    pub zone: &'a TimeZone,
}

/// This device, the others, and what was told last.
pub(super) fn told(shown: &Shown) -> Markup {
    let here = shown.browsers.iter().find(|browser| browser.session == shown.here);
    settings_page(html! {
        (page_head("Told at once").under("Settings", "/settings").here("Told at once")
            .lede("When somebody needs you, Tend tells you: on the page you look at, and on your devices while it is closed."))
        (block("this-device", "On this device", None, this_device(here)))
        (block("devices", "Where you are told", None, devices(shown)))
        (block("lately", "What you were told lately", None, lately(shown)))
    })
}

fn this_device(here: Option<&Told>) -> Markup {
    html! {
        @if let Some(here) = here {
            p { "Tend tells you here, also while it is closed." }
            (tools(html! {
                (press(ending(here), button("Stop telling me here")))
                (press("/me/told/trial", button("Try it").quiet()))
            }))
        } @else {
            form method="post" action=(HERE) data-told {
                (hidden("endpoint", ""))
                (hidden("p256dh", ""))
                (hidden("auth", ""))
                p { "A line on the lock screen, which anybody can read: “Problem P-7 was taken in for you”. Never a name." }
                p.hint role="status" data-said { "Your browser asks you once more. On an iPhone, put Tend on the home screen first." }
                (tools(html! { (button("Tell me on this device").primary()) }))
            }
        }
    }
}

fn devices(shown: &Shown) -> Markup {
    html! {
        @if shown.browsers.is_empty() { (nothing("On no device yet.")) }
        @else { ul.stuck-list { @for browser in shown.browsers { (line(browser, shown)) } } }
    }
}

fn line(browser: &Told, shown: &Shown) -> Markup {
    let is_here = browser.session == shown.here;
    html! {
        li id={ "told-" (browser.id) } {
            (icon(Icon::Globe))
            span {
                b { (browser.device) @if is_here { ", this one" } }
                small { "Since " (day(browser.allowed_at, shown.zone)) @if let Some(at) = browser.told_at { ", told last on " (moment(at, shown.zone)) } }
            }
            @if !is_here { (press(ending(browser), button("Stop").small().label(&format!("Stop telling me on {}", browser.device)))) }
        }
    }
}

fn lately(shown: &Shown) -> Markup {
    html! {
        @if shown.told.is_empty() { (nothing("Nothing in the last weeks.")) }
        @else {
            ul.stuck-list {
                @for told in shown.told {
                    li {
                        (icon(Icon::Clock))
                        span { a href=(told.notice.href) data-frag { (told.notice.words) } small { (moment(told.told_at, shown.zone)) } }
                    }
                }
            }
        }
    }
}

fn ending(browser: &Told) -> String {
    format!("{HERE}/{}/ending", browser.id)
}

fn day(at: Timestamp, zone: &TimeZone) -> Markup {
    time(&at.to_string(), &at.in_zone(zone).strftime("%-d %B").to_string())
}

fn moment(at: Timestamp, zone: &TimeZone) -> Markup {
    time(&at.to_string(), &at.in_zone(zone).strftime("%-d %B, %H:%M").to_string())
}
