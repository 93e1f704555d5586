//! What lies over a page: one's own menu, the keys, the corner for toasts, the voice for screen readers.

use maud::{Markup, html};

use super::{Shell, Theme};
use crate::ui::icon::{Icon, icon};
use crate::ui::surface::toast;
use crate::ui::url::Url;

pub(super) fn me_menu(shell: &Shell) -> Markup {
    let Some(me) = &shell.me else { return html! {} };
    html! {
        div.menu id="me" popover role="group" aria-label="You" {
            @if !me.place.is_empty() { p.menu-note { "Working at " b { (me.place) } } }
            form.theme method="post" action="/me/theme" data-theme-form {
                input type="hidden" name="back" value=(shell.here);
                (theme_button(shell.theme, Theme::System, "As my system"))
                (theme_button(shell.theme, Theme::Light, "Light"))
                (theme_button(shell.theme, Theme::Dark, "Dark"))
            }
            hr;
            @if let Some((href, _)) = &shell.settings {
                a.item.phone-only href=(Url::from(href)) data-frag { (icon(Icon::Settings)) "Settings" }
            }
            button.item type="button" commandfor="keys" command="show-modal" data-open="keys" { (icon(Icon::Keyboard)) "Keys" kbd { "?" } }
            a.item href="/me/password" data-frag { (icon(Icon::Lock)) "Change my password" }
            hr;
            form method="post" action="/sign-out" { button.item { (icon(Icon::Arrow)) "Sign out here" } }
            form method="post" action="/sign-out/everywhere" { button.item { (icon(Icon::Globe)) "Sign out everywhere" } }
        }
    }
}

fn theme_button(now: Theme, theme: Theme, words: &str) -> Markup {
    html! {
        button name="theme" value=(theme.name()) aria-pressed=(if now == theme { "true" } else { "false" }) { (words) }
    }
}

/// Which key does what. Those that go somewhere come from the rail.
pub(super) fn keys_dialog(shell: &Shell) -> Markup {
    const KEYS: [(&str, &[&str]); 10] = [
        ("Find or do anything", &["Ctrl", "K"]),
        ("Move down, up", &["J", "K"]),
        ("Helped, or choose", &["X"]),
        ("Open", &["↵"]),
        ("Log something", &["L"]),
        ("Promise", &["P"]),
        ("New", &["N"]),
        ("Edit in place", &["E"]),
        ("Find in this list", &["/"]),
        ("These keys", &["?"]),
    ];
    html! {
        dialog.dialog id="keys" aria-labelledby="keys-h" closedby="any" {
            h2 id="keys-h" { "Keys" }
            dl.keys {
                @for (words, keys) in KEYS { div { dt { (words) } dd { @for key in keys { kbd { (key) } } } } }
                @for item in &shell.nav {
                    @if let Some(letter) = item.key {
                        div { dt { "Go to " (item.label) } dd { kbd { "G" } kbd { (letter.to_uppercase()) } } }
                    }
                }
            }
            form.keys-switch method="post" action="/me/keys" data-keys-form {
                input type="hidden" name="back" value=(shell.here);
                @if shell.keys {
                    p.meta { "Single letters rest while you type. " button name="keys" value="off" { "Switch them off" } }
                } @else {
                    p.meta { "Single letters are switched off. " button name="keys" value="on" { "Switch them on" } }
                }
            }
            div.tools { button.btn type="button" data-close autofocus { "Close" } }
        }
    }
}

/// One field over every page: clients, what was said, pages, things to do. What is found is fetched while one types.
pub(super) fn palette(shell: &Shell) -> Markup {
    let Some(find) = &shell.find else { return html! {} };
    html! {
        dialog.palette id="palette" aria-label="Find or do anything" closedby="any" {
            form method="get" action=(Url::from(find.as_str())) role="search" {
                (icon(Icon::Search))
                input type="text" name="q" role="combobox" aria-label="A name, a few words, or what you want to do" aria-expanded="true"
                    aria-autocomplete="list" aria-controls="palette-list" aria-haspopup="listbox" placeholder="A name, a few words, or what you want to do"
                    autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="go" maxlength="200";
                button.palette-close type="button" data-close aria-label="Close" { (icon(Icon::Close)) }
            }
            div.palette-found tabindex="0" { div id="palette-list" role="listbox" aria-label="What was found" {} }
            p.vh role="status" aria-live="polite" {}
        }
    }
}

/// The corner: toasts, and two places where screen readers listen.
pub(super) fn corner(shell: &Shell) -> Markup {
    html! {
        div.toasts id="toasts" role="region" aria-label="Just done" aria-live="polite" {
            @for done in &shell.toasts { (toast(done)) }
        }
        div.vh id="announce" role="status" aria-live="polite" {}
    }
}
