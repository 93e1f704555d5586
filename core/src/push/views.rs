//! What the page of devices that may be told looks like.

use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::{browser::Told, pages::HERE};
use crate::{
    house::settings_page,
    time::Timestamp,
    ui::{Icon, block, button, checkbox, choice, hidden, icon, nothing, page_head, press, time, tools},
};

/// What the page shows.
pub(super) struct Shown<'a> {
    pub browsers: &'a [Told],
    pub zone: &'a TimeZone,
}

/// Which devices may be told, and this one.
pub(super) fn told(shown: &Shown) -> Markup {
    settings_page(html! {
        (page_head("Told at once").under("Settings", "/settings").here("Told at once")
            .lede("When somebody needs you, Tend tells you on these devices, also while it is closed."))
        (block("this-device", "This device", None, this_device()))
        (block("devices", "Where you are told", None, devices(shown)))
    })
}

fn this_device() -> Markup {
    html! {
        form method="post" action=(HERE) data-told {
            (hidden("endpoint", ""))
            (hidden("p256dh", ""))
            (hidden("auth", ""))
            (checkbox("names", &choice("yes", "Names may stand on its lock screen", false)
                .note("Without it you read “Somebody needs you”, and who it is when you open Tend.")))
            p.hint role="status" data-said { "Your browser asks you once more. On an iPhone, put Tend on the home screen first." }
            (tools(html! { (button("Tell me on this device").primary()) }))
        }
    }
}

fn devices(shown: &Shown) -> Markup {
    html! {
        @if shown.browsers.is_empty() { (nothing("Nowhere yet.")) }
        @else {
            ul.stuck-list { @for browser in shown.browsers { (line(browser, shown.zone)) } }
            (tools(press("/me/told/trial", button("Try it"))))
        }
    }
}

fn line(browser: &Told, zone: &TimeZone) -> Markup {
    let names = if browser.names { "with names" } else { "without names" };
    html! {
        li id={ "told-" (browser.id) } {
            (icon(Icon::Phone))
            span {
                b { (browser.device) }
                small { "Since " (day(browser.allowed_at, zone)) ", " (names) "." @if let Some(at) = browser.told_at { " Told last on " (day(at, zone)) "." } }
            }
            (press(format!("{HERE}/{}/ending", browser.id), button("Stop").small().label(&format!("Stop telling me on {}", browser.device))))
        }
    }
}

fn day(at: Timestamp, zone: &TimeZone) -> Markup {
    time(&at.to_string(), &at.in_zone(zone).strftime("%-d %b %Y").to_string())
}
