//! What letters look like, and core's own. A letter is a typed function that gives its [`Words`]; those of a feature stand in its own
//! folder `letters`, one file a letter.

mod invitation;
mod looks;
mod password;
mod trial;

use maud::{DOCTYPE, Markup, html};

pub use invitation::invitation;
pub use password::new_password;
pub use trial::trial;

use looks::STYLES;

use super::letter::{Words, one_line};
use crate::ui::Url;

/// A letter, part by part; its plain text and its HTML say the same.
///
/// ```
/// use tend_core::mail::Sheet;
/// let words = Sheet::from("Linden Cycles")
///     .says("Dear Marta,")
///     .says("your bike is ready. Is all as it should be?")
///     .link("Tell us", "https://tend.example/answer/7")
///     .small("This link works for two weeks.")
///     .words("Your bike");
/// assert!(words.text.contains("https://tend.example/answer/7"));
/// ```
#[derive(Clone, Debug)]
pub struct Sheet {
    from: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
enum Part {
    Says(String),
    Quotes(String),
    Link(String, String),
    Small(String),
}

impl Sheet {
    /// A letter from a house.
    pub fn from(house: &str) -> Sheet {
        Sheet { from: one_line(house), parts: Vec::new() }
    }
    /// A paragraph; an empty line begins another one.
    #[must_use]
    pub fn says(self, words: impl Into<String>) -> Sheet {
        self.with(Part::Says(words.into()))
    }
    /// Somebody's own words.
    #[must_use]
    pub fn quotes(self, words: impl Into<String>) -> Sheet {
        self.with(Part::Quotes(words.into()))
    }
    /// Something to press, with the address below it for programs that show none.
    #[must_use]
    pub fn link(self, words: impl Into<String>, href: impl Into<String>) -> Sheet {
        self.with(Part::Link(words.into(), href.into()))
    }
    /// What is said besides.
    #[must_use]
    pub fn small(self, words: impl Into<String>) -> Sheet {
        self.with(Part::Small(words.into()))
    }
    fn with(mut self, part: Part) -> Sheet {
        self.parts.push(part);
        self
    }

    /// The letter's words, under this subject.
    pub fn words(&self, subject: &str) -> Words {
        Words { subject: one_line(subject), text: self.text(), html: self.html(subject).into_string() }
    }

    fn text(&self) -> String {
        let parts = self.parts.iter().map(|part| match part {
            Part::Says(words) | Part::Small(words) => words.trim().to_owned(),
            Part::Quotes(words) => words.trim().lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n"),
            Part::Link(words, href) => format!("{words}:\n{href}"),
        });
        let foot = format!("-- \n{}\n", self.from);
        parts.chain([foot]).collect::<Vec<_>>().join("\n\n")
    }

    fn html(&self, subject: &str) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width";
                    meta name="color-scheme" content="light dark";
                    title { (one_line(subject)) }
                    style { (STYLES) }
                }
                body {
                    @for part in &self.parts { (part.html()) }
                    p.from { (self.from) }
                }
            }
        }
    }
}

impl Part {
    fn html(&self) -> Markup {
        html! {
            @match self {
                Part::Says(words) => { @for words in paragraphs(words) { p { (lines(words)) } } }
                Part::Quotes(words) => { blockquote { @for words in paragraphs(words) { p { (lines(words)) } } } }
                Part::Link(words, href) => { p { a.press href=(Url::from(href.as_str())) { (words) } } p.small { (href) } }
                Part::Small(words) => { p.small { (lines(words)) } }
            }
        }
    }
}

fn paragraphs(words: &str) -> impl Iterator<Item = &str> {
    words.trim().split("\n\n").map(str::trim).filter(|words| !words.is_empty())
}

fn lines(words: &str) -> Markup {
    html! { @for (at, line) in words.lines().enumerate() { @if at > 0 { br; } (line) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_say_the_same_and_nothing_typed_is_markup() {
        let words = Sheet::from("Linden <Cycles>")
            .says("Dear Zoë,\n\nyour bike & <b>bell</b>\nare ready.")
            .quotes("It rattles\nin the rain")
            .link("Tell us", "https://tend.example/a?b=1&c=2")
            .small("For two weeks.")
            .words("Your\r\nbike");
        assert_eq!(words.subject, "Your bike");
        for part in ["Dear Zoë,\n\nyour bike & <b>bell</b>\nare ready.", "> It rattles\n> in the rain", "a?b=1&c=2"] {
            assert!(words.text.contains(part), "{}", words.text);
        }
        assert!(words.text.ends_with("-- \nLinden <Cycles>\n"));
        for part in
            ["<p>your bike &amp; &lt;b&gt;bell&lt;/b&gt;<br>are ready.</p>", "Linden &lt;Cycles&gt;", "b=1&amp;c=2\""]
        {
            assert!(words.html.contains(part), "{}", words.html);
        }
    }

    #[test]
    fn the_looks_hold_nothing_that_is_escaped() {
        assert!(!STYLES.contains(['<', '>', '&', '"']), "they stand in a page as they are");
    }

    #[test]
    fn no_link_runs_a_script() {
        let words = Sheet::from("Linden").link("Press", "javascript:alert(1)").words("Hello");
        assert!(!words.html.contains("href=\"javascript"), "{}", words.html);
    }
}
