//! Surfaces: a white sheet is only for something you hold; overlays come and go.

use maud::{Markup, html};

use super::icon::{Icon, icon};
use super::text::Tone;
use super::url::Url;

/// A sheet with a small heading.
#[must_use]
pub fn leaf(id: &str, heading: &str, inside: Markup) -> Markup {
    html! { section.leaf id=(id) aria-labelledby={ (id) "-h" } { h2 id={ (id) "-h" } { (heading) } (inside) } }
}

/// A sheet without a heading.
#[must_use]
pub fn sheet(inside: Markup) -> Markup {
    html! { div.leaf { (inside) } }
}

/// A small sheet on a board.
#[must_use]
pub fn card(title: Markup, inside: Markup) -> Markup {
    html! { article.card { h3 { (title) } (inside) } }
}

/// A few words that matter now, on a wash of their colour.
#[must_use]
pub fn notice(tone: Tone, picture: Icon, inside: Markup) -> Markup {
    html! { div class={ "notice " (tone.class()) } { (icon(picture)) div { (inside) } } }
}

/// One thing in a menu.
#[derive(Clone, Debug)]
pub enum Item<'a> {
    /// Goes somewhere.
    Go(Icon, &'a str, Url),
    /// Does something: sends an empty form there.
    Do(Icon, &'a str, Url),
    /// Opens the dialog with this id; the address is its page without script.
    Open(Icon, &'a str, &'a str, Url),
    /// Prints the page.
    Print(&'a str),
    /// A line that says where one is.
    Note(&'a str),
    /// A hairline.
    Rule,
}

/// A menu that opens beside its [`menu_button`](super::menu_button()). Works without script.
#[must_use]
pub fn menu(id: &str, label: &str, items: &[Item<'_>]) -> Markup {
    html! {
        div.menu id=(id) popover aria-label=(label) role="group" { @for item in items { (menu_item(item)) } }
    }
}

fn menu_item(item: &Item<'_>) -> Markup {
    match item {
        Item::Go(picture, words, href) => {
            html! { a.item href=(href) data-frag { (icon(*picture)) (words) } }
        }
        Item::Do(picture, words, action) => html! {
            form method="post" action=(action) data-frag { button.item { (icon(*picture)) (words) } }
        },
        Item::Open(picture, words, dialog, href) => html! {
            a.item href=(href) data-open=(dialog) data-frag { (icon(*picture)) (words) }
        },
        Item::Print(words) => {
            html! { button.item type="button" data-print { (icon(Icon::Print)) (words) } }
        }
        Item::Note(words) => html! { p.menu-note { (words) } },
        Item::Rule => html! { hr; },
    }
}

/// A dialog. It opens by a [`dialog_button`](super::dialog_button()) or by a link with `data-open`; put its form inside.
#[must_use]
pub fn dialog(id: &str, title: &str, inside: Markup) -> Markup {
    html! {
        dialog.dialog id=(id) aria-labelledby={ (id) "-h" } closedby="any" {
            h2 id={ (id) "-h" } { (title) }
            (inside)
        }
    }
}

/// The same dialog, open from the start and not over the page: where a form in it was not valid and there is no script.
#[must_use]
pub fn dialog_shown(id: &str, title: &str, inside: Markup) -> Markup {
    html! {
        dialog.dialog id=(id) aria-labelledby={ (id) "-h" } open {
            h2 id={ (id) "-h" } { (title) }
            (inside)
        }
    }
}

/// A question with one answer: a dialog whose form is one button, and a way back.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// The dialog's id.
    pub id: &'a str,
    /// The question.
    pub title: &'a str,
    /// What will happen.
    pub words: &'a str,
    /// Where the answer goes.
    pub action: Url,
    /// The verb with a name in it.
    pub yes: &'a str,
    /// The way back.
    pub no: &'a str,
}

/// Asks before something that is hard to take back.
#[must_use]
pub fn question(question: &Question<'_>) -> Markup {
    let form = html! {
        p { (question.words) }
        form method="post" action=(question.action) data-frag {
            div.tools { (super::close_button(question.no).quiet()) (super::button(question.yes).primary()) }
        }
    };
    dialog(question.id, question.title, form)
}

/// A word after something was done, with the way to take it back.
#[derive(Clone, Debug, Default)]
pub struct Toast {
    /// What was done: “Kept: spare battery, Wednesday”.
    pub words: String,
    /// Where to take it back, if it can be.
    pub undo: Option<Url>,
}

/// A toast as it stands in the page's corner. The shell draws those it is given.
#[must_use]
pub fn toast(toast: &Toast) -> Markup {
    // Several may stand there at once, so each way back says what it takes back.
    let label = format!("Undo: {}", toast.words);
    html! {
        div.toast {
            (icon(Icon::Check)) span { (toast.words) }
            @if let Some(undo) = &toast.undo {
                form method="post" action=(undo) data-frag { (super::button("Undo").small().icon(Icon::Undo).label(&label)) }
            }
            button.toast-close type="button" data-dismiss aria-label="Put away" { (icon(Icon::Close)) }
        }
    }
}
