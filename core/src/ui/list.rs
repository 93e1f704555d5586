//! Quiet lists, divided by hairlines.

use maud::{Markup, Render, html};

use super::icon::{Icon, icon};
use super::text::{Tone, When};
use super::url::Url;

/// The few things one wants to know at once, as pairs of a label and a value.
#[must_use]
pub fn vitals(pairs: &[(&str, Markup)]) -> Markup {
    html! { dl.vitals { @for (label, value) in pairs { div { dt { (label) } dd { (value) } } } } }
}

/// Something open between us: what, one line about it, since or until when.
#[derive(Clone, Debug)]
pub struct OpenMatter<'a> {
    /// Set when a live change should find it again.
    pub id: Option<&'a str>,
    /// Its picture.
    pub icon: Icon,
    /// Its colour.
    pub tone: Tone,
    /// What it is.
    pub title: &'a str,
    /// One line about it.
    pub note: &'a str,
    /// Where it leads.
    pub href: Option<Url>,
    /// Since or until when.
    pub when: When<'a>,
    /// What can be done with it here.
    pub tools: Option<Markup>,
}

/// Open matters one below the other.
#[must_use]
pub fn open_matters(matters: &[OpenMatter<'_>]) -> Markup {
    html! { ul.open { @for matter in matters { (open_matter(matter)) } } }
}

fn open_matter(matter: &OpenMatter<'_>) -> Markup {
    let words = html! { b { (matter.title) } @if !matter.note.is_empty() { small { (matter.note) } } };
    html! {
        li id=[matter.id] {
            span class={ "bead " (matter.tone.class()) } { (icon(matter.icon)) }
            @match &matter.href {
                Some(href) => { a.matter href=(href) data-frag { (words) } }
                None => { span.matter { (words) } }
            }
            span.end { (matter.when) @if let Some(tools) = &matter.tools { div.tools { (tools) } } }
        }
    }
}

/// A line with its time in front: promises by day.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// When; or a face, see [`Line::face`].
    pub when: When<'a>,
    /// A face in place of the time.
    pub face: Option<Markup>,
    /// What.
    pub words: Markup,
    /// For whom, or more about it.
    pub note: &'a str,
}

/// Lines with their time in front.
#[must_use]
pub fn lines(lines: &[Line<'_>]) -> Markup {
    html! {
        ul.lines {
            @for line in lines {
                li {
                    @match &line.face { Some(face) => { (face) } None => { (line.when) } }
                    span { (line.words) @if !line.note.is_empty() { small { (line.note) } } }
                }
            }
        }
    }
}

/// What a client wants to do, in their words, and what became of it.
#[must_use]
pub fn goals(goals: &[(&str, Markup)]) -> Markup {
    html! { ul.goals { @for (words, meta) in goals { li { (super::said(words)) p.meta { (meta) } } } } }
}

/// Reasons, each with its picture.
#[must_use]
pub fn reasons(reasons: &[(Icon, Markup)]) -> Markup {
    html! { ul.reasons { @for (picture, words) in reasons { li { (icon(*picture)) span { (words) } } } } }
}

/// Questions to ask next.
#[must_use]
pub fn asks(asks: &[(&str, &str)]) -> Markup {
    html! {
        ul.asks {
            @for (question, why) in asks {
                li { (icon(Icon::Question)) span { (question) @if !why.is_empty() { small { (why) } } } }
            }
        }
    }
}

/// The line below a list that leads to the rest of it.
#[must_use]
pub fn rest(words: impl Render, href: impl Into<Url>) -> Markup {
    html! { p.meta.rest { a href=(href.into()) data-frag { (words) } } }
}
