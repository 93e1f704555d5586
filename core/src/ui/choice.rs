//! Choosing: one of a list, one of a few, yes or no.

use maud::{Markup, Render, html};

use super::field::{described, error, field_id, hint};

/// One thing to choose.
#[derive(Clone, Debug, Default)]
pub struct Choice<'a> {
    /// What is sent.
    pub value: &'a str,
    /// What is read.
    pub words: &'a str,
    /// A line below the words.
    pub note: Option<&'a str>,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A choice with words alone.
#[must_use]
pub fn choice<'a>(value: &'a str, words: &'a str, chosen: bool) -> Choice<'a> {
    Choice { value, words, note: None, chosen }
}

impl<'a> Choice<'a> {
    /// A line below the words.
    #[must_use]
    pub fn note(self, note: &'a str) -> Self {
        Self { note: Some(note), ..self }
    }
}

/// A list to choose one from.
#[derive(Clone, Debug, Default)]
pub struct Select<'a> {
    name: &'a str,
    label: &'a str,
    choices: Vec<Choice<'a>>,
    groups: Vec<(&'a str, Vec<Choice<'a>>)>,
    prefix: &'a str,
    hint: Option<&'a str>,
    error: Option<&'a str>,
    bare: bool,
    required: bool,
    autofocus: bool,
    sends: bool,
}

/// A list to choose one from, with its label.
#[must_use]
pub fn select<'a>(name: &'a str, label: &'a str, choices: Vec<Choice<'a>>) -> Select<'a> {
    Select { name, label, choices, ..Select::default() }
}

impl<'a> Select<'a> {
    /// More choices under a heading, after those without one.
    #[must_use]
    pub fn group(mut self, heading: &'a str, choices: Vec<Choice<'a>>) -> Self {
        self.groups.push((heading, choices));
        self
    }

    /// A line between the label and the list.
    #[must_use]
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// What is missing, in a sentence; nothing when all is well.
    #[must_use]
    pub fn error(self, error: Option<&'a str>) -> Self {
        Self { error, ..self }
    }

    /// Sets the ids of two forms on one page apart.
    #[must_use]
    pub fn prefix(self, prefix: &'a str) -> Self {
        Self { prefix, ..self }
    }

    /// Small and without a visible label, for use in a table or a row; the label becomes its name.
    #[must_use]
    pub fn bare(self) -> Self {
        Self { bare: true, ..self }
    }

    /// Must be chosen.
    #[must_use]
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Has the cursor when the page, or the form in its place, opens.
    #[must_use]
    pub fn autofocus(self) -> Self {
        Self { autofocus: true, ..self }
    }

    /// With the script, choosing sends the form at once; without it, the form's button does.
    #[must_use]
    pub fn sends_at_once(self) -> Self {
        Self { sends: true, ..self }
    }

    fn options(choices: &[Choice<'_>]) -> Markup {
        html! {
            @for choice in choices {
                option value=(choice.value) selected[choice.chosen] {
                    (choice.words) @if let Some(note) = choice.note { ", " (note) }
                }
            }
        }
    }
}

impl Render for Select<'_> {
    fn render(&self) -> Markup {
        let id = field_id(self.prefix, self.name);
        let class = self.bare.then_some("input small");
        let list = html! {
            select id=(id) name=(self.name) class=[class] required[self.required] autofocus[self.autofocus] data-sends[self.sends]
                aria-label=[self.bare.then_some(self.label)] aria-invalid=[self.error.map(|_| "true")]
                aria-describedby=[described(&id, self.hint, self.error)] {
                (Self::options(&self.choices))
                @for (heading, choices) in &self.groups {
                    optgroup label=(heading) { (Self::options(choices)) }
                }
            }
        };
        if self.bare {
            return html! { (list) (error(&id, self.error)) };
        }
        html! {
            div.field { label for=(id) { (self.label) } (hint(&id, self.hint)) (list) (error(&id, self.error)) }
        }
    }
}

fn one(kind: &str, name: &str, choice: &Choice<'_>) -> Markup {
    html! {
        label.choice {
            input type=(kind) name=(name) value=(choice.value) checked[choice.chosen];
            span { (choice.words) @if let Some(note) = choice.note { small { (note) } } }
        }
    }
}

/// Yes or no: a box to tick.
#[must_use]
pub fn checkbox(name: &str, choice: &Choice<'_>) -> Markup {
    one("checkbox", name, choice)
}

/// One of a few, all to be seen at once.
#[must_use]
pub fn radios(name: &str, legend: &str, choices: &[Choice<'_>]) -> Markup {
    html! { fieldset.field { legend { (legend) } @for choice in choices { (one("radio", name, choice)) } } }
}

/// Several of a few, all to be seen at once.
#[must_use]
pub fn checkboxes(name: &str, legend: &str, choices: &[Choice<'_>]) -> Markup {
    html! { fieldset.field { legend { (legend) } @for choice in choices { (one("checkbox", name, choice)) } } }
}

/// One of a few, each on a sheet of its own.
#[must_use]
pub fn big_choices(name: &str, legend: &str, choices: &[Choice<'_>]) -> Markup {
    html! {
        fieldset.field { legend { (legend) } div.choices { @for choice in choices { (one("radio", name, choice)) } } }
    }
}
