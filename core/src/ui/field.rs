//! Fields of a form. Each has a label that stays, a hint before and a sentence after when something is missing.

use maud::{Markup, Render, html};

use super::icon::{Icon, icon};
use crate::error::Problem;

/// What a field takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Takes {
    #[default]
    Text,
    Email,
    Phone,
    Password,
    Day,
    Moment,
    Number,
    Search,
    Address,
    Words,
    OurWords,
    File,
}

impl Takes {
    fn input_type(self) -> &'static str {
        match self {
            Takes::Text | Takes::Words | Takes::OurWords => "text",
            Takes::Email => "email",
            Takes::Phone => "tel",
            Takes::Password => "password",
            Takes::Day => "date",
            Takes::Moment => "datetime-local",
            Takes::Number => "number",
            Takes::Search => "search",
            Takes::Address => "url",
            Takes::File => "file",
        }
    }
}

/// A field in the making: `field("name", "Client name").value(&name).error(problems.of("name"))`.
#[derive(Clone, Debug, Default)]
pub struct Field<'a> {
    name: &'a str,
    label: &'a str,
    takes: Takes,
    value: &'a str,
    prefix: &'a str,
    hint: Option<&'a str>,
    error: Option<&'a str>,
    placeholder: Option<&'a str>,
    autocomplete: Option<&'a str>,
    accept: Option<&'a str>,
    list: Option<&'a str>,
    required: bool,
    autofocus: bool,
    off: bool,
    read_only: bool,
    unlabelled: bool,
}

/// One line of text.
#[must_use]
pub fn field<'a>(name: &'a str, label: &'a str) -> Field<'a> {
    Field { name, label, ..Field::default() }
}

impl<'a> Field<'a> {
    fn takes(self, takes: Takes) -> Self {
        Self { takes, ..self }
    }

    /// A mail address.
    #[must_use]
    pub fn email(self) -> Self {
        self.takes(Takes::Email)
    }

    /// A phone number.
    #[must_use]
    pub fn phone(self) -> Self {
        self.takes(Takes::Phone)
    }

    /// A password. Its value is never written back into the page.
    #[must_use]
    pub fn password(self) -> Self {
        self.takes(Takes::Password)
    }

    /// A day, as `2026-10-13`.
    #[must_use]
    pub fn day(self) -> Self {
        self.takes(Takes::Day)
    }

    /// A day and an hour, as `2026-10-13T15:00`, in the zone of the location.
    #[must_use]
    pub fn moment(self) -> Self {
        self.takes(Takes::Moment)
    }

    /// A number.
    #[must_use]
    pub fn number(self) -> Self {
        self.takes(Takes::Number)
    }

    /// A search.
    #[must_use]
    pub fn search(self) -> Self {
        self.takes(Takes::Search)
    }

    /// A web address.
    #[must_use]
    pub fn address(self) -> Self {
        self.takes(Takes::Address)
    }

    /// Several lines in a client's words: serif.
    #[must_use]
    pub fn words(self) -> Self {
        self.takes(Takes::Words)
    }

    /// Several lines in our own words: sans.
    #[must_use]
    pub fn our_words(self) -> Self {
        self.takes(Takes::OurWords)
    }

    /// A file; `accept` as in HTML, such as `.csv,text/csv`. The form needs `enctype="multipart/form-data"`.
    #[must_use]
    pub fn file(self, accept: &'a str) -> Self {
        Self { accept: Some(accept), ..self.takes(Takes::File) }
    }

    /// What stands in it: kept, or typed by the person whose form was not valid.
    #[must_use]
    pub fn value(self, value: &'a str) -> Self {
        Self { value, ..self }
    }

    /// A line between the label and the field.
    #[must_use]
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// What is missing, in a sentence; nothing when all is well.
    #[must_use]
    pub fn error(self, error: Option<&'a str>) -> Self {
        Self { error, ..self }
    }

    /// An example inside the empty field. Never the only label.
    #[must_use]
    pub fn placeholder(self, placeholder: &'a str) -> Self {
        Self { placeholder: Some(placeholder), ..self }
    }

    /// What browsers may fill in: `username`, `current-password`, `new-password`, `name`, `tel`, `off` …
    #[must_use]
    pub fn autocomplete(self, token: &'a str) -> Self {
        Self { autocomplete: Some(token), ..self }
    }

    /// Words to choose from, in a `<datalist>` with this id.
    #[must_use]
    pub fn list(self, id: &'a str) -> Self {
        Self { list: Some(id), ..self }
    }

    /// Must be filled in.
    #[must_use]
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Has the cursor when the page opens.
    #[must_use]
    pub fn autofocus(self) -> Self {
        Self { autofocus: true, ..self }
    }

    /// Cannot be changed here; the hint says why.
    #[must_use]
    pub fn off(self) -> Self {
        Self { off: true, ..self }
    }

    /// Shown and sent as it is, and cannot be changed: the address beside a new password, for those who keep passwords.
    #[must_use]
    pub fn read_only(self) -> Self {
        Self { read_only: true, ..self }
    }

    /// The label is for screen readers alone.
    #[must_use]
    pub fn unlabelled(self) -> Self {
        Self { unlabelled: true, ..self }
    }

    /// Sets the ids of two forms on one page apart: `prefix-name`.
    #[must_use]
    pub fn prefix(self, prefix: &'a str) -> Self {
        Self { prefix, ..self }
    }

    fn area(&self, id: &str, described: Option<String>) -> Markup {
        let serif = (self.takes == Takes::Words).then_some("words");
        html! {
            textarea id=(id) name=(self.name) class=[serif] rows="3" placeholder=[self.placeholder] required[self.required]
                autofocus[self.autofocus] disabled[self.off] aria-invalid=[self.error.map(|_| "true")]
                aria-describedby=[described] { "\n" (self.value) }
        }
    }

    fn line(&self, id: &str, described: Option<String>) -> Markup {
        let value = (!matches!(self.takes, Takes::Password | Takes::File)).then_some(self.value);
        html! {
            input id=(id) name=(self.name) type=(self.takes.input_type()) value=[value] placeholder=[self.placeholder]
                autocomplete=[self.autocomplete] accept=[self.accept] list=[self.list] required[self.required]
                autofocus[self.autofocus] disabled[self.off] readonly[self.read_only] aria-invalid=[self.error.map(|_| "true")]
                aria-describedby=[described];
        }
    }
}

impl Render for Field<'_> {
    fn render(&self) -> Markup {
        let id = field_id(self.prefix, self.name);
        let described = described(&id, self.hint, self.error);
        html! {
            div.field {
                label.vh[self.unlabelled] for=(id) { (self.label) }
                (hint(&id, self.hint))
                @if matches!(self.takes, Takes::Words | Takes::OurWords) { (self.area(&id, described)) }
                @else { (self.line(&id, described)) }
                (error(&id, self.error))
            }
        }
    }
}

/// The id of a field's control; error summaries lead there.
#[must_use]
pub fn field_id(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { format!("f-{name}") } else { format!("{prefix}-{name}") }
}

pub(super) fn described(id: &str, hint: Option<&str>, error: Option<&str>) -> Option<String> {
    let hint = hint.map(|_| format!("{id}-hint"));
    let error = error.map(|_| format!("{id}-error"));
    let both: Vec<String> = hint.into_iter().chain(error).collect();
    (!both.is_empty()).then(|| both.join(" "))
}

pub(super) fn hint(id: &str, hint: Option<&str>) -> Markup {
    html! { @if let Some(hint) = hint { p.hint id={ (id) "-hint" } { (hint) } } }
}

pub(super) fn error(id: &str, error: Option<&str>) -> Markup {
    html! { @if let Some(error) = error { p.error id={ (id) "-error" } { (icon(Icon::Warn)) span { (error) } } } }
}

/// What was not valid, above a form: every sentence leads to its field. Nothing when all is well.
///
/// Problems are pairs of a field's name and a sentence; a name that is empty speaks of the whole form.
#[must_use]
pub fn problems_of_form(prefix: &str, problems: &[(&str, &str)]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div.notice.clay role="alert" id={ (prefix) "problems" } data-focus tabindex="-1" {
                (icon(Icon::Warn))
                div {
                    p { b { (how_many(problems.len())) " to look at." }
                        " Nothing is lost, what you typed is still here." }
                    ul.problems {
                        @for (name, sentence) in problems {
                            li { @if name.is_empty() { (sentence) } @else { a href={ "#" (field_id(prefix, name)) } { (sentence) } } }
                        }
                    }
                }
            }
        }
    }
}

fn how_many(things: usize) -> String {
    match things {
        1 => "One thing".to_owned(),
        2 => "Two things".to_owned(),
        3 => "Three things".to_owned(),
        _ => format!("{things} things"),
    }
}

/// The sentence about one field, if something is wrong with it.
#[must_use]
pub fn error_of<'a>(problems: &'a [Problem], name: &str) -> Option<&'a str> {
    problems.iter().find(|problem| problem.field == name).map(|problem| problem.message.as_str())
}

/// [`problems_of_form`] from what a verb refused.
#[must_use]
pub fn problem_list(prefix: &str, problems: &[Problem]) -> Markup {
    let pairs: Vec<(&str, &str)> =
        problems.iter().map(|problem| (problem.field.as_str(), problem.message.as_str())).collect();
    problems_of_form(prefix, &pairs)
}

/// Goes with a form unseen: the version it was read at, where to go back to.
#[must_use]
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}
