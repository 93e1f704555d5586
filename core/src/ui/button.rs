//! Buttons and links that look like buttons. One primary per view.

use maud::{Markup, Render, html};

use super::icon::{Icon, icon};
use super::url::Url;

/// How loud a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// A sheet with an edge.
    #[default]
    Plain,
    /// The one thing to do next.
    Primary,
    /// Words alone.
    Quiet,
}

/// What a button does.
#[derive(Clone, Debug, Default)]
enum Does<'a> {
    /// Sends the form it stands in.
    #[default]
    Submit,
    /// Goes somewhere.
    Go(Url),
    /// Opens the menu with this id.
    Menu(&'a str),
    /// Opens the dialog with this id.
    Dialog(&'a str),
    /// Closes the dialog it stands in.
    Close,
    /// Prints the page.
    Print,
}

/// A button in the making: `button("Keep").primary().icon(Icon::Check)` can stand in `html!` as it is.
#[derive(Clone, Debug, Default)]
pub struct Button<'a> {
    words: &'a str,
    does: Does<'a>,
    look: Look,
    icon: Option<Icon>,
    key: Option<&'a str>,
    small: bool,
    alone: bool,
    wide: bool,
    class: Option<&'a str>,
    name: Option<(&'a str, &'a str)>,
    form: Option<&'a str>,
    opens: Option<&'a str>,
    off: bool,
    whole: bool,
    edits: bool,
    label: Option<&'a str>,
}

/// Sends the form it stands in.
#[must_use]
pub fn button(words: &str) -> Button<'_> {
    Button { words, ..Button::default() }
}

/// Goes to a page; with the script, without loading the frame again.
#[must_use]
pub fn link(words: &str, href: impl Into<Url>) -> Button<'_> {
    Button { words, does: Does::Go(href.into()), ..Button::default() }
}

/// Opens the [`menu`](super::menu()) with that id.
#[must_use]
pub fn menu_button<'a>(words: &'a str, menu: &'a str) -> Button<'a> {
    Button { words, does: Does::Menu(menu), ..Button::default() }
}

/// Opens the [`dialog`](super::dialog()) with that id. Where a page without script must manage too, use
/// [`link`] with [`Button::opens`].
#[must_use]
pub fn dialog_button<'a>(words: &'a str, dialog: &'a str) -> Button<'a> {
    Button { words, does: Does::Dialog(dialog), ..Button::default() }
}

/// Closes the dialog it stands in.
#[must_use]
pub fn close_button(words: &str) -> Button<'_> {
    Button { words, does: Does::Close, ..Button::default() }
}

/// Prints the page.
#[must_use]
pub fn print_button(words: &str) -> Button<'_> {
    Button { words, does: Does::Print, icon: Some(Icon::Print), ..Button::default() }
}

impl<'a> Button<'a> {
    /// The one thing to do next.
    #[must_use]
    pub fn primary(self) -> Self {
        Self { look: Look::Primary, ..self }
    }

    /// Words alone.
    #[must_use]
    pub fn quiet(self) -> Self {
        Self { look: Look::Quiet, ..self }
    }

    /// For use inside a row.
    #[must_use]
    pub fn small(self) -> Self {
        Self { small: true, ..self }
    }

    /// As wide as its place.
    #[must_use]
    pub fn wide(self) -> Self {
        Self { wide: true, ..self }
    }

    /// A picture before the words.
    #[must_use]
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// The picture alone; the words become its name for screen readers.
    #[must_use]
    pub fn only(self, icon: Icon) -> Self {
        Self { icon: Some(icon), alone: true, ..self }
    }

    /// The key that does the same. The script listens for it where the button stands.
    #[must_use]
    pub fn key(self, key: &'a str) -> Self {
        Self { key: Some(key), ..self }
    }

    /// Sent with the form: which of its buttons was pressed.
    #[must_use]
    pub fn sends(self, name: &'a str, value: &'a str) -> Self {
        Self { name: Some((name, value)), ..self }
    }

    /// Sends the form with this id instead of the one it stands in.
    #[must_use]
    pub fn of_form(self, id: &'a str) -> Self {
        Self { form: Some(id), ..self }
    }

    /// A link that opens this dialog of the same page when there is a script.
    #[must_use]
    pub fn opens(self, dialog: &'a str) -> Self {
        Self { opens: Some(dialog), ..self }
    }

    /// A further class: `act` in a row of Today.
    #[must_use]
    pub fn class(self, class: &'a str) -> Self {
        Self { class: Some(class), ..self }
    }

    /// Cannot be pressed now; the reason always stands next to it.
    #[must_use]
    pub fn off_if(self, off: bool) -> Self {
        Self { off, ..self }
    }

    /// A longer name for screen readers where the words alone are not enough.
    #[must_use]
    pub fn label(self, label: &'a str) -> Self {
        Self { label: Some(label), ..self }
    }

    /// What the key E presses: the way to edit what it stands beside.
    #[must_use]
    pub fn edits(self) -> Self {
        Self { edits: true, ..self }
    }

    /// Loads the page anew: for downloads and other sites.
    #[must_use]
    pub fn whole_page(self) -> Self {
        Self { whole: true, ..self }
    }

    fn classes(&self) -> String {
        let look = match self.look {
            Look::Plain => None,
            Look::Primary => Some("primary"),
            Look::Quiet => Some("quiet"),
        };
        let flags = [("small", self.small), ("only", self.alone), ("wide", self.wide)];
        let flags = flags.into_iter().filter_map(|(name, on)| on.then_some(name));
        ["btn"].into_iter().chain(look).chain(flags).chain(self.class).collect::<Vec<_>>().join(" ")
    }

    fn inside(&self) -> Markup {
        html! {
            @if let Some(picture) = self.icon { (icon(picture)) }
            @if !self.alone { (self.words) }
            @if let (Some(key), false) = (self.key, self.alone) { kbd aria-hidden="true" { (key) } }
        }
    }
}

impl Render for Button<'_> {
    fn render(&self) -> Markup {
        let label = self.label.or(self.alone.then_some(self.words));
        let title = self.alone.then_some(self.words);
        let key = self.key.map(str::to_lowercase);
        let disabled = self.off.then_some("true");
        let class = self.classes();
        match &self.does {
            Does::Go(_) if self.off => {
                html! { span class=(class) role="link" aria-disabled="true" aria-label=[label] { (self.inside()) } }
            }
            Does::Go(href) => html! {
                a class=(class) href=(href) aria-label=[label] title=[title] data-key=[key] data-open=[self.opens]
                    data-edit[self.edits] data-frag[!self.whole] { (self.inside()) }
            },
            Does::Submit => {
                let (name, value) = self.name.unzip();
                html! {
                    button class=(class) type="submit" name=[name] value=[value] form=[self.form] aria-label=[label]
                        title=[title] data-key=[key] aria-disabled=[disabled] { (self.inside()) }
                }
            }
            Does::Menu(menu) => html! {
                button class=(class) type="button" popovertarget=(menu) aria-label=[label] title=[title]
                    data-key=[key] { (self.inside()) }
            },
            Does::Dialog(dialog) => html! {
                button class=(class) type="button" commandfor=(dialog) command="show-modal" data-open=(dialog)
                    aria-haspopup="dialog" aria-label=[label] title=[title] data-key=[key] { (self.inside()) }
            },
            Does::Close => {
                html! { button class=(class) type="button" data-close aria-label=[label] { (self.inside()) } }
            }
            Does::Print => {
                html! { button class=(class) type="button" data-print aria-label=[label] { (self.inside()) } }
            }
        }
    }
}

/// Buttons side by side.
#[must_use]
pub fn tools(inside: Markup) -> Markup {
    html! { div.tools { (inside) } }
}

/// A form that is one button: something a single press does, without script too.
#[must_use]
pub fn press(action: impl Into<Url>, button: Button<'_>) -> Markup {
    html! { form.press method="post" action=(action.into()) data-frag { (button) } }
}
