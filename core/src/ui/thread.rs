//! The thread: time in the left margin, a bead on a thin line, life on the right.

use maud::{Markup, Render, html};

use super::icon::{Icon, icon};
use super::text::{Tone, When};
use super::url::Url;

/// The mark on the line.
#[derive(Clone, Debug)]
pub enum Bead<'a> {
    /// A picture in the colour of its meaning.
    Picture(Icon, Tone),
    /// Done.
    Done,
    /// The step one is on.
    Now,
    /// A step to come.
    Next,
    /// To tick: sends a form.
    Tick(Tick<'a>),
}

/// A bead one can tick: a form with one button, so it works without script.
#[derive(Clone, Debug)]
pub struct Tick<'a> {
    /// What the tick says: “I have helped Marta Kovács”.
    pub label: &'a str,
    /// Where it goes.
    pub action: Url,
    /// Whether it is ticked: then the same press takes it back.
    pub ticked: bool,
    /// Goes with it, such as `("version", "7")`.
    pub fields: &'a [(&'a str, &'a str)],
}

impl Render for Bead<'_> {
    fn render(&self) -> Markup {
        match self {
            Bead::Picture(picture, tone) => {
                html! { span class={ "bead " (tone.class()) } { (icon(*picture)) } }
            }
            Bead::Done => html! { span.bead.full { (icon(Icon::Check)) } },
            Bead::Now => html! { span.bead.now {} },
            Bead::Next => html! { span.bead.next {} },
            Bead::Tick(tick) => tick.render(),
        }
    }
}

impl Render for Tick<'_> {
    fn render(&self) -> Markup {
        html! {
            form.bead.tick method="post" action=(self.action) data-frag {
                @for (name, value) in self.fields { input type="hidden" name=(name) value=(value); }
                button aria-label=(self.label) aria-pressed=(if self.ticked { "true" } else { "false" }) data-tick {
                    (icon(Icon::Check))
                }
            }
        }
    }
}

/// A row of Today: whom, why, and the one next kind thing.
#[derive(Clone, Debug)]
pub struct ServeRow<'a> {
    /// Finds the row again after a change: `row-` and the client's id.
    pub id: &'a str,
    /// How long they wait, or by when.
    pub when: When<'a>,
    /// Usually a [`Tick`].
    pub bead: Bead<'a>,
    /// Whom.
    pub name: &'a str,
    /// Their page.
    pub href: Url,
    /// One line about them.
    pub note: &'a str,
    /// Why, see [`reasons`](super::reasons()); and whatever opens below.
    pub inside: Markup,
    /// The one next kind thing: a [`link`](super::link()) with class `act`.
    pub act: Option<Markup>,
    /// Whether it is the row one is at.
    pub current: bool,
    /// Whether they are helped.
    pub done: bool,
}

impl Render for ServeRow<'_> {
    fn render(&self) -> Markup {
        html! {
            li.row.done[self.done] id=(self.id) tabindex="-1" aria-current=[self.current.then_some("true")] {
                div.when { (self.when) }
                (self.bead)
                div.what {
                    h3 { a href=(self.href) data-frag { (self.name) } @if !self.note.is_empty() { " " small { (self.note) } } }
                    (self.inside)
                }
                @if let Some(act) = &self.act { div.doing { (act) } }
            }
        }
    }
}

/// A group of Today under its heading: `serve_group("waiting", "Waiting on us", rows)`.
#[must_use]
pub fn serve_group(id: &str, heading: &str, rows: &[ServeRow<'_>]) -> Markup {
    html! {
        section id=(id) aria-labelledby={ (id) "-h" } {
            h2 id={ (id) "-h" } { (heading) }
            ol { @for row in rows { (row) } }
        }
    }
}

/// The thread of Today; its groups inside.
#[must_use]
pub fn serve_thread(groups: Markup) -> Markup {
    html! { div.thread.serve data-rows { (groups) } }
}

/// An entry of *Everything so far*.
#[derive(Clone, Debug)]
pub struct StoryRow<'a> {
    /// Finds the entry again after a change.
    pub id: &'a str,
    /// When it happened.
    pub when: When<'a>,
    /// What kind of thing it was.
    pub bead: Bead<'a>,
    /// Who did what, in one sentence.
    pub title: Markup,
    /// A few small words after the title.
    pub note: &'a str,
    /// What was written or said; use [`words`](super::words()) for theirs, a plain paragraph for ours.
    pub inside: Markup,
}

impl Render for StoryRow<'_> {
    fn render(&self) -> Markup {
        html! {
            article.row id=(self.id) tabindex="-1" {
                div.when { (self.when) }
                (self.bead)
                div.what {
                    h3 { (self.title) @if !self.note.is_empty() { " " small { (self.note) } } }
                    (self.inside)
                }
            }
        }
    }
}

/// The thread of a story: the composer on top, entries below, newest first.
#[must_use]
pub fn story_thread(composer: Option<Markup>, entries: &[StoryRow<'_>]) -> Markup {
    html! {
        div.thread.story data-rows {
            @if let Some(composer) = composer { (composer) }
            @for entry in entries { (entry) }
        }
    }
}

/// What stands below a story: the way to what happened earlier.
#[must_use]
pub fn earlier(words: &str, href: impl Into<Url>) -> Markup {
    html! { p.meta.more { a href=(href.into()) data-frag { (words) } } }
}

/// Words that open further words below a row: why it stands here, how to put it off. Works without script.
#[must_use]
pub fn fold(id: &str, words: &str, inside: Markup) -> Markup {
    html! { details.fold id=(id) { summary { (words) (icon(Icon::Down)) } div { (inside) } } }
}
