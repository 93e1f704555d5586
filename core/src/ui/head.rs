//! The head of a page: what it is called, one line about it, what can be done.

use maud::{Markup, Render, html};

use super::icon::{Icon, icon};
use super::url::Url;

/// The head of a page in the making.
#[derive(Clone, Debug, Default)]
pub struct Head<'a> {
    title: &'a str,
    lede: Option<Markup>,
    crumbs: Vec<(&'a str, Url)>,
    here: Option<&'a str>,
    face: Option<Markup>,
    tools: Option<Markup>,
}

/// The head of a page: `page_head("Clients").tools(html! { … })`.
#[must_use]
pub fn page_head(title: &str) -> Head<'_> {
    Head { title, ..Head::default() }
}

impl<'a> Head<'a> {
    /// One line under the title.
    #[must_use]
    pub fn lede(self, lede: impl Render) -> Self {
        Self { lede: Some(html! { (lede) }), ..self }
    }

    /// Where this page belongs; call it once a step. `here` names the page at the end.
    #[must_use]
    pub fn under(mut self, words: &'a str, href: impl Into<Url>) -> Self {
        self.crumbs.push((words, href.into()));
        self
    }

    /// What the last step of the way is called.
    #[must_use]
    pub fn here(self, here: &'a str) -> Self {
        Self { here: Some(here), ..self }
    }

    /// A face before the title.
    #[must_use]
    pub fn face(self, face: Markup) -> Self {
        Self { face: Some(face), ..self }
    }

    /// Buttons at the end.
    #[must_use]
    pub fn tools(self, tools: Markup) -> Self {
        Self { tools: Some(tools), ..self }
    }
}

impl Render for Head<'_> {
    fn render(&self) -> Markup {
        let words = html! {
            (crumbs(&self.crumbs, self.here))
            h1 { (self.title) }
            @if let Some(lede) = &self.lede { p.lede { (lede) } }
        };
        html! {
            header.page-head {
                @match &self.face {
                    Some(face) => { div.title { (face) div { (words) } } }
                    None => { div { (words) } }
                }
                @if let Some(tools) = &self.tools { div.tools { (tools) } }
            }
        }
    }
}

fn crumbs(crumbs: &[(&str, Url)], here: Option<&str>) -> Markup {
    html! {
        @if !crumbs.is_empty() {
            nav.crumb aria-label="Where this is" {
                @for (index, (words, href)) in crumbs.iter().enumerate() {
                    @if index > 0 { (icon(Icon::Right)) }
                    a href=(href) data-frag { (words) }
                }
                @if let Some(here) = here { (icon(Icon::Right)) span aria-current="page" { (here) } }
            }
        }
    }
}

/// A diary's head: the date stands in the margin and the thread begins beside it.
#[derive(Clone, Debug)]
pub struct DatedHead<'a> {
    /// The day for machines, `2026-10-13`.
    pub datetime: &'a str,
    /// The day of the month, large: `13`.
    pub day: &'a str,
    /// The rest of it: `Tue, Oct`.
    pub rest: &'a str,
    /// The question of the page.
    pub title: &'a str,
    /// One line under it.
    pub lede: Markup,
}

impl Render for DatedHead<'_> {
    fn render(&self) -> Markup {
        html! {
            header.page-head.dated {
                time.day datetime=(self.datetime) { b { (self.day) } (self.rest) }
                div { h1 { (self.title) } p.lede { (self.lede) } }
            }
        }
    }
}

/// How much room a page takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// 78 rem.
    #[default]
    Usual,
    /// 46 rem: forms and letters.
    Narrow,
    /// 104 rem: wide tables.
    Full,
}

/// The page itself: head first, then what follows.
#[must_use]
pub fn page(width: Width, inside: Markup) -> Markup {
    let class = match width {
        Width::Usual => "page",
        Width::Narrow => "page narrow",
        Width::Full => "page full",
    };
    html! { div class=(class) { (inside) } }
}

/// The main matter, and beside it what stands around it. `side_label` names the side for screen readers.
#[must_use]
pub fn columns(main: Markup, side_label: &str, side: Markup) -> Markup {
    html! { div.columns { div { (main) } aside.side aria-label=(side_label) { (side) } } }
}

/// The client's page: what leads, what we know beside it, and the long line below. On a phone what we know stands between them.
#[must_use]
pub fn one_relationship(lead: Markup, line: Markup, side_label: &str, side: Markup) -> Markup {
    html! {
        div.columns.wide.one-relationship {
            div.lead { (lead) }
            aside.side aria-label=(side_label) { (side) }
            div.line { (line) }
        }
    }
}

/// A part of a page under a small heading, with what can be done about it at the heading's end.
#[must_use]
pub fn block(id: &str, heading: &str, tools: Option<Markup>, inside: Markup) -> Markup {
    html! {
        section.block id=(id) aria-labelledby={ (id) "-h" } {
            div.head { h2 id={ (id) "-h" } { (heading) } @if let Some(tools) = tools { (tools) } }
            (inside)
        }
    }
}

/// A part of the side column.
#[must_use]
pub fn side_block(id: &str, heading: &str, inside: Markup) -> Markup {
    html! { section id=(id) aria-labelledby={ (id) "-h" } { h2 id={ (id) "-h" } { (heading) } (inside) } }
}
