//! Voices: serif is what people say, sans is what the book keeps.

use maud::{Markup, html};

/// What a colour means; it is always doubled by a word, an icon or a shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// No colour.
    #[default]
    Plain,
    /// What we do, kept, attained.
    Green,
    /// Soon.
    Honey,
    /// Someone is waiting.
    Clay,
    /// What we know.
    Iris,
}

impl Tone {
    /// Its class in the stylesheet.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Green => "green",
            Tone::Honey => "honey",
            Tone::Clay => "clay",
            Tone::Iris => "iris",
        }
    }
}

/// How pressing a moment is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pressing {
    /// Only a time.
    #[default]
    Calm,
    /// Due soon: honey.
    Soon,
    /// A person is waiting: clay.
    Waiting,
}

impl Pressing {
    /// Its class in the stylesheet.
    #[must_use]
    pub fn class(self) -> Option<&'static str> {
        match self {
            Pressing::Calm => None,
            Pressing::Soon => Some("soon"),
            Pressing::Waiting => Some("waiting"),
        }
    }
}

/// A moment in words (“2 days”, “15:00”, “Thu”), made on the server, so it needs no script.
#[derive(Clone, Debug, Default)]
pub struct When<'a> {
    /// The words.
    pub words: &'a str,
    /// A second, smaller line: the hour below a day.
    pub small: Option<&'a str>,
    /// How pressing it is.
    pub pressing: Pressing,
    /// The moment for machines: `2026-10-13T15:00:00Z` or `2026-10-13`.
    pub datetime: Option<&'a str>,
}

/// A calm moment in words.
#[must_use]
pub fn when(words: &str) -> When<'_> {
    When { words, ..When::default() }
}

impl<'a> When<'a> {
    /// Due soon.
    #[must_use]
    pub fn soon(self) -> When<'a> {
        When { pressing: Pressing::Soon, ..self }
    }

    /// Somebody is waiting.
    #[must_use]
    pub fn waiting(self) -> When<'a> {
        When { pressing: Pressing::Waiting, ..self }
    }

    /// A second line below.
    #[must_use]
    pub fn small(self, small: &'a str) -> When<'a> {
        When { small: Some(small), ..self }
    }

    /// The moment for machines.
    #[must_use]
    pub fn at(self, datetime: &'a str) -> When<'a> {
        When { datetime: Some(datetime), ..self }
    }
}

impl maud::Render for When<'_> {
    fn render(&self) -> Markup {
        let inside = html! {
            (self.words)
            @if let Some(small) = self.small { small { (small) } }
        };
        html! {
            @match self.datetime {
                Some(datetime) => { time class=[self.pressing.class()] datetime=(datetime) { (inside) } }
                None => { span class=[self.pressing.class()] { (inside) } }
            }
        }
    }
}

/// A moment for people and machines: `time("2026-10-13", "Tuesday")`.
#[must_use]
pub fn time(datetime: &str, words: &str) -> Markup {
    html! { time datetime=(datetime) { (words) } }
}

/// What somebody said, in their words, inside a line of ours.
#[must_use]
pub fn quote(words: &str) -> Markup {
    html! { q { (words) } }
}

/// What somebody said, as a paragraph of its own.
#[must_use]
pub fn said(words: &str) -> Markup {
    html! { p.said { q { (words) } } }
}

/// Long words of a person, without quotation marks; line ends stay.
#[must_use]
pub fn words(text: &str) -> Markup {
    html! { p.said.lines-kept { (text) } }
}

/// A small line about where and when.
#[must_use]
pub fn meta(inside: Markup) -> Markup {
    html! { p.meta { (inside) } }
}

/// Words for screen readers alone.
#[must_use]
pub fn unseen(text: &str) -> Markup {
    html! { span.vh { (text) } }
}

/// A key of the keyboard.
#[must_use]
pub fn key(name: &str) -> Markup {
    html! { kbd { (name) } }
}

/// How large something is: `340 KB`, `2.4 MB`.
#[must_use]
pub fn size_in_words(bytes: u64) -> String {
    const KB: u64 = 1024;
    let with_tenth = |unit: u64, word: &str| match (bytes / unit, bytes % unit * 10 / unit) {
        (whole @ 0..10, tenth @ 1..) => format!("{whole}.{tenth} {word}"),
        (whole, _) => format!("{whole} {word}"),
    };
    match bytes {
        0..KB => format!("{bytes} bytes"),
        KB..1_048_576 => format!("{} KB", bytes.div_ceil(KB)),
        1_048_576..1_073_741_824 => with_tenth(KB * KB, "MB"),
        _ => with_tenth(KB * KB * KB, "GB"),
    }
}
