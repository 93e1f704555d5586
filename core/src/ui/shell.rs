//! The frame around every page: rail, tab bar, menus, and the corner where toasts appear.

mod nav;
mod overlays;

use maud::{DOCTYPE, Markup, html};
use uuid::Uuid;

use super::assets::SCRIPT;
use super::icon::Icon;
use super::surface::Toast;

/// The colours somebody chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As their system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Reads the cookie's value; what it does not know is [`Theme::System`].
    #[must_use]
    pub fn from_cookie(value: &str) -> Theme {
        match value {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        }
    }

    /// The value for the cookie and for `data-theme`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// A place in the rail. Only what works stands there.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// What it is called.
    pub label: String,
    /// Where it is.
    pub href: String,
    /// Its picture.
    pub icon: Icon,
    /// The letter after G that goes there.
    pub key: Option<char>,
    /// How many wait there.
    pub count: Option<u64>,
    /// Whether one is there now.
    pub current: bool,
    /// The heading it stands under, if any.
    pub group: Option<&'static str>,
}

/// Who is signed in.
#[derive(Clone, Debug)]
pub struct Me {
    /// Their name.
    pub name: String,
    /// Gives their tint, keeps their own changes from being announced to them, and lets the page listen; nil in a sample, which is nobody's.
    pub id: Uuid,
    /// Where they work today.
    pub place: String,
}

/// All that the frame needs to know.
#[derive(Clone, Debug)]
pub struct Shell {
    /// The page's title; “ · Tend” is added.
    pub title: String,
    /// The path of the stylesheet: `assets.stylesheet.path`.
    pub stylesheet: String,
    /// The rail.
    pub nav: Vec<NavItem>,
    /// Where settings are, and whether one is there now.
    pub settings: Option<(String, bool)>,
    /// Who is signed in.
    pub me: Option<Me>,
    /// The colours they chose.
    pub theme: Theme,
    /// Whether single-letter keys are on.
    pub keys: bool,
    /// What the page cares about: `client:UUID today`. Nothing means no live updates.
    pub live: Option<String>,
    /// The number of the newest entry when this page was read, so that nothing between it and the stream is missed.
    pub number: Option<i64>,
    /// What was just done.
    pub toasts: Vec<Toast>,
    /// Where the find button leads.
    pub find: Option<String>,
    /// Where the plus of the phone's tab bar leads: a page with a log bar or a composer.
    pub log: Option<String>,
    /// The path of this page, so that forms of the frame can come back.
    pub here: String,
}

impl Default for Shell {
    fn default() -> Self {
        Self {
            title: String::new(),
            stylesheet: String::new(),
            nav: Vec::new(),
            settings: None,
            me: None,
            theme: Theme::System,
            keys: true,
            live: None,
            number: None,
            toasts: Vec::new(),
            find: None,
            log: None,
            here: "/".to_owned(),
        }
    }
}

/// A whole page inside its frame.
#[must_use]
pub fn document(shell: &Shell, main: Markup) -> Markup {
    let body = html! {
        a.skip href="#main" { "Skip to the page" }
        div.app {
            (nav::rail(shell))
            (main_part(shell, main))
            (nav::tabbar(shell))
        }
        (overlays::me_menu(shell))
        (overlays::keys_dialog(shell))
        (overlays::palette(shell))
        (overlays::corner(shell))
    };
    whole(shell, body)
}

/// A page without the frame: signing in, a first visit, a page that was not found. The thread comes down to the mark.
#[must_use]
pub fn bare(shell: &Shell, main: Markup) -> Markup {
    let body = html! {
        main.sign id="main" tabindex="-1" {
            div.sign-page {
                div.mark { svg viewBox="0 0 20 26" aria-hidden="true" { path d="M10 0v9M10 17v9" {} circle cx="10" cy="13" r="4" {} } }
                (main)
            }
        }
        (overlays::corner(shell))
    };
    whole(shell, body)
}

/// A page for people outside, who have no account here: a client, a guest.
#[must_use]
pub fn public(shell: &Shell, main: Markup) -> Markup {
    let body = html! { div.public { main id="main" tabindex="-1" { (main) } } };
    whole(shell, body)
}

/// What a request with the header `Tend-Fragment: main` gets: the title, the page, and those parts of the frame that may have changed.
#[must_use]
pub fn fragment(shell: &Shell, main: Markup) -> Markup {
    html! {
        title { (shell.title) " · Tend" }
        (main_part(shell, main))
        (nav::places(shell))
        (nav::tabbar(shell))
        (overlays::corner(shell))
    }
}

fn main_part(shell: &Shell, main: Markup) -> Markup {
    html! { main.main id="main" tabindex="-1" data-live=[shell.live.as_deref()] data-number=[shell.number] { (main) } }
}

fn whole(shell: &Shell, body: Markup) -> Markup {
    let theme = (shell.theme != Theme::System).then_some(shell.theme.name());
    html! {
        (DOCTYPE)
        html lang="en" data-theme=[theme] data-keys=[(!shell.keys).then_some("off")] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (shell.title) " · Tend" }
                link rel="stylesheet" href=(shell.stylesheet);
                (for_phones())
                script type="module" src=(SCRIPT.path) {}
            }
            body data-me=[shell.me.as_ref().map(|me| me.id).filter(|id| !id.is_nil())] { (body) }
        }
    }
}

/// What makes Tend installable, and its icon.
fn for_phones() -> Markup {
    html! {
        link rel="manifest" href="/manifest.webmanifest";
        link rel="icon" href="/icons/icon.svg" type="image/svg+xml";
        link rel="apple-touch-icon" href="/icons/icon-180.png";
        meta name="theme-color" content="#faf9f6" media="(prefers-color-scheme: light)";
        meta name="theme-color" content="#1a1917" media="(prefers-color-scheme: dark)";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell() -> Shell {
        Shell { title: "Today".to_owned(), ..crate::ui::gallery::sample_shell("/assets/tend-1.css", Theme::System) }
    }

    #[test]
    fn a_fragment_brings_what_may_have_changed_and_no_frame() {
        let shell = Shell { live: Some("today client:7".to_owned()), number: Some(41), ..shell() };
        let text = fragment(&shell, html! { h1 { "Hello" } }).into_string();
        assert!(text.starts_with("<title>Today · Tend</title><main"), "{text}");
        for part in [
            "data-live=\"today client:7\"",
            "data-number=\"41\"",
            "id=\"places\"",
            "id=\"tabbar\"",
            "id=\"toasts\"",
            "<h1>Hello</h1>",
        ] {
            assert!(text.contains(part), "{part} is missing in {text}");
        }
        for part in ["<!DOCTYPE", "<script", "id=\"me\"", "id=\"keys\"", "id=\"palette\""] {
            assert!(!text.contains(part), "{part} is in a fragment");
        }
    }

    #[test]
    fn the_frame_says_what_the_person_chose() {
        let chosen = Shell { theme: Theme::Dark, keys: false, ..shell() };
        let text = document(&chosen, html! {}).into_string();
        assert!(text.contains("data-theme=\"dark\"") && text.contains("data-keys=\"off\""), "{text}");
        let text = document(&shell(), html! {}).into_string();
        assert!(!text.contains("data-theme=") && !text.contains("data-keys="), "{text}");
    }

    #[test]
    fn what_people_wrote_stays_text() {
        let name = "<img src=x onerror=alert(1)>".to_owned();
        let me = Me { name: name.clone(), id: Uuid::nil(), place: name.clone() };
        let text = document(&Shell { title: name, me: Some(me), here: "\"><script>".to_owned(), ..shell() }, html! {})
            .into_string();
        assert!(!text.contains("<img") && text.matches("<script").count() == 1, "{text}");
    }

    #[test]
    fn an_unknown_theme_is_the_systems() {
        assert_eq!(Theme::from_cookie("neon"), Theme::System);
        for theme in [Theme::System, Theme::Light, Theme::Dark] {
            assert_eq!(Theme::from_cookie(theme.name()), theme);
        }
    }
}
