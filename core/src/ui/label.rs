//! Small labels and switches: chips, segments, tabs.

use maud::{Markup, html};

use super::icon::{Icon, icon};
use super::text::Tone;
use super::url::Url;

/// A small label in the colour of its meaning.
#[must_use]
pub fn chip(words: &str, tone: Tone) -> Markup {
    html! { span class={ "chip " (tone.class()) } { (words) } }
}

/// A small label with a picture before its words.
#[must_use]
pub fn chip_with(picture: Icon, words: &str, tone: Tone) -> Markup {
    html! { span class={ "chip " (tone.class()) } { (icon(picture)) (words) } }
}

/// One of several ways to look at the same page: a link that is chosen or not.
#[derive(Clone, Debug)]
pub struct Way<'a> {
    /// What it is called.
    pub words: &'a str,
    /// Where it leads.
    pub href: Url,
    /// Whether this is what one sees now.
    pub chosen: bool,
    /// How many are behind it.
    pub count: Option<u64>,
    /// A picture before its words.
    pub icon: Option<Icon>,
}

/// A way with words alone.
#[must_use]
pub fn way(words: &str, href: impl Into<Url>, chosen: bool) -> Way<'_> {
    Way { words, href: href.into(), chosen, count: None, icon: None }
}

fn ways(ways: &[Way<'_>], class: Option<&str>) -> Markup {
    html! {
        @for way in ways {
            a class=[class] href=(way.href) aria-current=[way.chosen.then_some("true")] data-frag {
                @if let Some(picture) = way.icon { (icon(picture)) }
                (way.words)
                @if let Some(count) = way.count { " " span.count { (count) } }
            }
        }
    }
}

/// Filters as chips: all, words, service … `label` says what they filter.
#[must_use]
pub fn filters(label: &str, chips: &[Way<'_>]) -> Markup {
    html! { nav.chips.filters aria-label=(label) { (ways(chips, Some("chip"))) } }
}

/// Tabs: the views of a list.
#[must_use]
pub fn tabs(label: &str, tabs: &[Way<'_>]) -> Markup {
    html! { nav.tabs aria-label=(label) { (ways(tabs, None)) } }
}

/// A switch between two or three ways to look at the same things.
#[must_use]
pub fn segmented(label: &str, segments: &[Way<'_>]) -> Markup {
    html! { nav.segmented aria-label=(label) { (ways(segments, None)) } }
}
