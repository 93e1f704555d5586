//! Nothing here yet, on its way, under way, done.

use maud::{Markup, html};

use super::icon::{Icon, icon};

/// Nothing here yet: what is missing, whom one could help first, what can be done.
#[must_use]
pub fn empty(title: &str, words: &str, tools: Markup) -> Markup {
    html! {
        section.empty {
            svg viewBox="0 0 144 90" aria-hidden="true" {
                path d="M72 4v20M72 66v20" {} circle cx="72" cy="45" r="21" {}
                path.green d="M65 45h14M72 38v14" {} path.dashes d="M8 45h26M110 45h26" {}
            }
            h2 { (title) }
            p { (words) }
            div.tools { (tools) }
        }
    }
}

/// A small empty place inside a page: one sentence.
#[must_use]
pub fn nothing(words: &str) -> Markup {
    html! { p.nothing { (words) } }
}

/// Rows on their way. `words` are for screen readers: “Fetching your clients”.
#[must_use]
pub fn skeleton(words: &str, rows: usize) -> Markup {
    html! {
        p.vh role="status" { (words) }
        div.skeletons aria-hidden="true" {
            @for _ in 0..rows { div { span.skeleton.round {} span.skeleton {} span.skeleton {} span.skeleton {} } }
        }
    }
}

/// How far it is. `total` of zero means that nobody knows yet.
#[must_use]
pub fn progress(label: &str, done: u64, total: u64) -> Markup {
    html! {
        @if total == 0 { progress.progress aria-label=(label) {} }
        @else { progress.progress aria-label=(label) value=(done.min(total)) max=(total) { (done) " of " (total) } }
    }
}

/// One of a few steps.
#[derive(Clone, Debug)]
pub struct Step<'a> {
    /// What it is.
    pub words: &'a str,
    /// One line about it.
    pub note: &'a str,
    /// Where to look at it again, once it is done.
    pub href: Option<super::Url>,
}

/// A few steps; those before `current` are done. `current` counts from 0; past the end, all are done.
#[must_use]
pub fn steps(label: &str, steps: &[Step<'_>], current: usize) -> Markup {
    html! {
        ol.track aria-label=(label) {
            @for (index, step) in steps.iter().enumerate() {
                li aria-current=[(index == current).then_some("step")] {
                    @if index < current { span.bead.full { (icon(Icon::Check)) } span.vh { "done: " } }
                    @else if index == current { span.bead.now {} }
                    @else { span.bead.next {} }
                    @match &step.href {
                        Some(href) if index < current => { b { a href=(href) data-frag { (step.words) } } }
                        _ => { b { (step.words) } }
                    }
                    @if !step.note.is_empty() { small { (step.note) } }
                }
            }
        }
    }
}
