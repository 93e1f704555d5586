//! Writing something down with one hand: one field, who it was where the words do not say it, and one large button at the thumb.

use maud::{Markup, Render, html};

use super::icon::{Icon, icon};
use super::url::Url;

/// The form. With a script, what cannot be sent is kept in the browser and sent once, later.
#[derive(Clone, Debug)]
pub struct Capture<'a> {
    /// Where it goes.
    pub action: Url,
    /// What stands in it.
    pub line: &'a str,
    /// Who it was, if that was typed.
    pub name: &'a str,
    /// Names this very line: sent twice, it is written once.
    pub once: &'a str,
    /// What is missing.
    pub error: Option<&'a str>,
}

impl Render for Capture<'_> {
    fn render(&self) -> Markup {
        html! {
            form.capture id="capture" method="post" action=(self.action) data-keeps {
                input type="hidden" name="once" value=(self.once);
                div.field {
                    label for="capture-text" { "What happened?" }
                    textarea id="capture-text" name="text" rows="4" maxlength="2000" required autofocus data-log enterkeyhint="send"
                        placeholder="Jonas rang, the spare bike helps" aria-invalid=[self.error.map(|_| "true")]
                        aria-describedby=[self.error.map(|_| "capture-error")] { "\n" (self.line) }
                    @if let Some(error) = self.error { p.error id="capture-error" role="alert" { (icon(Icon::Warn)) span { (error) } } }
                }
                div.field {
                    label for="capture-name" { "With whom, if the words do not say it" }
                    input type="text" id="capture-name" name="name" value=(self.name) maxlength="200" autocomplete="off" autocapitalize="words"
                        placeholder="A name; a new one becomes a new client";
                }
                button.btn.primary.large type="submit" { (icon(Icon::Check)) "Write it down" }
            }
            section.kept id="kept" aria-label="Kept on this phone" hidden {}
        }
    }
}
