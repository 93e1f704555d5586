//! The rail on a desk, the tab bar on a phone.

use maud::{Markup, html};

use super::{NavItem, Shell};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::{Size, avatar};
use crate::ui::url::Url;

/// How many places the tab bar of a phone has, beside the plus.
const TABS: usize = 4;

pub(super) fn rail(shell: &Shell) -> Markup {
    html! {
        header.rail {
            a.brand href="/" aria-label="Tend" {
                svg viewBox="0 0 20 20" aria-hidden="true" { path d="M10 1.5v4.5M10 14v4.5" {} circle cx="10" cy="10" r="4" {} }
                span { "Tend" }
            }
            @if let Some(find) = &shell.find {
                a.find href=(Url::from(find.as_str())) data-palette data-frag { (icon(Icon::Search)) span { "Find or do anything" } kbd aria-hidden="true" { "Ctrl K" } }
            }
            (places(shell))
            @if let Some(me) = &shell.me {
                button.me.phone-me type="button" popovertarget="me" {
                    (avatar(&me.name, me.id, Size::Middle)) span.vh { "You, " (me.name) }
                }
            }
        }
    }
}

/// The places themselves and the foot: what a fragment brings anew, because counts and the current place change.
pub(super) fn places(shell: &Shell) -> Markup {
    let mut group = None;
    html! {
        div.places id="places" {
            nav aria-label="Main" {
                @for part in shell.nav.chunk_by(|one, next| one.group == next.group) {
                    @if let Some(heading) = heading(&mut group, part) { h2 { (heading) } }
                    ul { @for item in part { li { (place(item)) } } }
                }
            }
            div.rail-foot {
                @if let Some((href, current)) = &shell.settings {
                    a href=(Url::from(href)) aria-current=[current.then_some("page")] data-go="s" data-frag { (icon(Icon::Settings)) span { "Settings" } }
                }
                @if let Some(me) = &shell.me {
                    button.me type="button" popovertarget="me" {
                        (avatar(&me.name, me.id, Size::Middle))
                        span { (me.name) @if !me.place.is_empty() { small { (me.place) } } }
                        (icon(Icon::Down))
                    }
                }
            }
        }
    }
}

fn heading(last: &mut Option<&'static str>, part: &[NavItem]) -> Option<&'static str> {
    let group = part.first().and_then(|item| item.group);
    let changed = group != *last;
    *last = group;
    group.filter(|_| changed)
}

fn place(item: &NavItem) -> Markup {
    html! {
        a href=(Url::from(&item.href)) aria-current=[item.current.then_some("page")] data-go=[item.key] data-frag {
            (icon(item.icon)) span { (item.label) }
            @if let Some(count) = item.count.filter(|count| *count > 0) { span.count { (count) } }
        }
    }
}

pub(super) fn tabbar(shell: &Shell) -> Markup {
    let half = shell.nav.len().min(TABS).div_ceil(2);
    html! {
        nav.tabbar id="tabbar" aria-label="Main, small screens" {
            @for item in shell.nav.iter().take(half) { (place(item)) }
            @if let Some(log) = &shell.log {
                a.log href=(Url::from(log)) aria-label="Log something" { (icon(Icon::Plus)) }
            }
            @for item in shell.nav.iter().take(TABS).skip(half) { (place(item)) }
        }
    }
}
