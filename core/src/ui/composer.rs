//! Writing something down: on a client's page, and in one line at the foot of a page.

use maud::{Markup, Render, html};

use super::icon::{Icon, icon};
use super::picker::{Picker, picker};
use super::url::Url;

/// A kind of thing one can write down.
#[derive(Clone, Copy, Debug)]
pub struct Kind<'a> {
    /// What is sent as `kind`.
    pub value: &'a str,
    /// What is read.
    pub words: &'a str,
    /// Its picture.
    pub icon: Icon,
}

/// The composer: a form whose tabs are radio buttons, so it works without script.
#[derive(Clone, Debug)]
pub struct Composer<'a> {
    /// Where it goes.
    pub action: Url,
    /// What can be written down.
    pub kinds: &'a [Kind<'a>],
    /// The `value` of the kind that is chosen.
    pub kind: &'a str,
    /// What stands in it: empty, or what was typed when it was not valid.
    pub text: &'a str,
    /// An example.
    pub placeholder: &'a str,
    /// What is missing.
    pub error: Option<&'a str>,
    /// Further fields between the words and the foot; class `more-fields`, and `for-promise` (note, call, visit, mail, problem, goal, quote)
    /// for what belongs to that kind alone; such a field must not be `required`.
    pub fields: Markup,
    /// Small words in the foot: who sees this.
    pub foot: &'a str,
    /// The button's verb.
    pub verb: &'a str,
    /// The place for files; the form takes them then.
    pub picker: Option<Picker<'a>>,
}

impl Composer<'_> {
    fn tabs(&self) -> Markup {
        html! {
            fieldset.tabs {
                legend.vh { "What are you adding?" }
                @for kind in self.kinds {
                    label {
                        input type="radio" name="kind" value=(kind.value) checked[kind.value == self.kind];
                        (icon(kind.icon)) (kind.words)
                    }
                }
            }
        }
    }
}

impl Render for Composer<'_> {
    fn render(&self) -> Markup {
        html! {
            form.composer id="composer" method="post" action=(self.action) enctype=[self.picker.map(|_| "multipart/form-data")]
                data-frag data-clears aria-label="Add to the story" {
                (self.tabs())
                label.vh for="composer-text" { "What happened?" }
                textarea id="composer-text" name="text" rows="3" placeholder=(self.placeholder) data-log
                    aria-invalid=[self.error.map(|_| "true")] aria-describedby=[self.error.map(|_| "composer-error")] { "\n" (self.text) }
                @if let Some(error) = self.error { p.error id="composer-error" role="alert" { (icon(Icon::Warn)) span { (error) } } }
                (self.fields)
                @if let Some(files) = &self.picker { (picker(files)) }
                div.foot {
                    span.meta { @if !self.foot.is_empty() { (icon(Icon::Lock)) (self.foot) } }
                    (super::button(self.verb).small().primary())
                }
            }
        }
    }
}

/// The composer as the first row of a story's thread.
#[must_use]
pub fn composer_row(composer: &Composer<'_>) -> Markup {
    html! {
        div.row.writing {
            div.when { "now" }
            span.bead { (icon(Icon::Plus)) }
            div.what { (composer) }
        }
    }
}

/// The line at the foot of a page in which anything can be written down.
#[derive(Clone, Debug)]
pub struct Logbar<'a> {
    /// Where it goes.
    pub action: Url,
    /// What stands in it.
    pub text: &'a str,
    /// An example.
    pub placeholder: &'a str,
}

impl Render for Logbar<'_> {
    fn render(&self) -> Markup {
        let hints: [(&[&str], &str); 4] =
            [(&["L"], "write"), (&["J", "K"], "move"), (&["X"], "helped"), (&["?"], "all keys")];
        html! {
            form.logbar id="log" method="post" action=(self.action) data-frag data-clears aria-label="Log something" {
                label { (icon(Icon::Note)) span.vh { "Log something" }
                    input type="text" name="text" value=(self.text) placeholder=(self.placeholder) autocomplete="off" required data-log; }
                span.hints aria-hidden="true" { @for (keys, words) in hints { span { @for key in keys { kbd { (key) } } " " (words) } } }
                (super::button("Log").small())
            }
        }
    }
}
