//! The gallery: every component and every page in every state, for eyes, pictures and axe.

mod charts;
mod components;
mod forms;
mod threads;

use maud::{Markup, html};

use uuid::Uuid;

use super::icon::Icon;
use super::shell::{Me, NavItem, Shell, Theme, document};

/// One page or component in one state.
#[derive(Clone)]
pub struct Sample {
    /// What it is: `clients/list`, `ui/buttons`.
    pub page: &'static str,
    /// Its state: `usual`, `empty`, `loading`, `error`, `long`, `many`.
    pub state: &'static str,
    /// How it looks.
    pub markup: Markup,
    /// What is around it.
    pub around: Around,
}

/// What is around a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    /// The frame of who is signed in.
    Frame,
    /// Nothing, as when one signs in.
    Nothing,
    /// What people outside see.
    Outside,
}

impl Sample {
    /// A sample inside the frame.
    #[must_use]
    pub fn framed(page: &'static str, state: &'static str, markup: Markup) -> Sample {
        Sample { page, state, markup, around: Around::Frame }
    }

    /// A sample that stands alone.
    #[must_use]
    pub fn bare(page: &'static str, state: &'static str, markup: Markup) -> Sample {
        Sample { page, state, markup, around: Around::Nothing }
    }

    /// A sample of a page for people outside.
    #[must_use]
    pub fn public(page: &'static str, state: &'static str, markup: Markup) -> Sample {
        Sample { page, state, markup, around: Around::Outside }
    }

    /// Its name in addresses and file names: `clients-list--empty`.
    #[must_use]
    pub fn slug(&self) -> String {
        format!("{}--{}", self.page.replace('/', "-"), self.state)
    }
}

/// A script that tries [`morph`](crate::ui::assets::SCRIPT) on random trees, for a test in a browser: it defines
/// `fuzz(morph, rounds, seed)`, which gives back the failures it found, as sentences.
pub const MORPH_FUZZ: &str = include_str!("morph_fuzz.js");

/// The kit's own samples.
#[must_use]
pub fn samples() -> Vec<Sample> {
    [charts::samples(), components::samples(), forms::samples(), threads::samples()].concat()
}

/// The frame of samples: a rail with a few places, and somebody who is signed in.
#[must_use]
pub fn sample_shell(stylesheet: &str, theme: Theme) -> Shell {
    let item = |label: &str, icon, key, count, group| NavItem {
        label: label.to_owned(),
        href: format!("/{}", label.to_lowercase()),
        icon,
        key: Some(key),
        count,
        current: label == "Today",
        group,
    };
    Shell {
        stylesheet: stylesheet.to_owned(),
        nav: vec![
            item("Today", Icon::Today, 't', Some(7), None),
            item("Clients", Icon::Clients, 'c', None, None),
            item("Promises", Icon::Promise, 'p', Some(3), None),
            item("Evening", Icon::Evening, 'e', None, Some("Learning")),
        ],
        settings: Some(("/settings".to_owned(), false)),
        me: Some(Me { name: "Noor Haddad".to_owned(), id: Uuid::nil(), place: "Market Street".to_owned() }),
        theme,
        find: Some("/find".to_owned()),
        log: Some("/capture".to_owned()),
        ..Shell::default()
    }
}

/// The list of all samples; each leads to `{base}{slug}`.
#[must_use]
pub fn index(shell: &Shell, samples: &[Sample], base: &str) -> Markup {
    let list = html! {
        (super::page_head("Gallery").lede("Every part of Tend in every state. If it isn’t here, it doesn’t exist yet."))
        ul.ruled {
            @for same in samples.chunk_by(|one, next| one.page == next.page) {
                li.gallery-line {
                    b { (same.first().map_or("", |sample| sample.page)) }
                    span.tools { @for sample in same { a href={ (base) (sample.slug()) } { (sample.state) } } }
                }
            }
        }
    };
    let shell = Shell { title: "Gallery".to_owned(), ..shell.clone() };
    document(&shell, super::page(super::Width::Usual, list))
}

/// One sample as a whole page.
#[must_use]
pub fn page(shell: &Shell, sample: &Sample) -> Markup {
    let shell = Shell { title: format!("{}, {}", sample.page, sample.state), ..shell.clone() };
    match sample.around {
        Around::Frame => document(&shell, sample.markup.clone()),
        Around::Nothing => super::shell::bare(&shell, sample.markup.clone()),
        Around::Outside => super::shell::public(&shell, sample.markup.clone()),
    }
}

/// A part of the style guide: what it shows, and how it looks.
fn specimen(heading: &str, inside: Markup) -> Markup {
    html! { section.specimen { h2 { (heading) } div { (inside) } } }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_sample_has_a_name_of_its_own() {
        let samples = samples();
        let slugs: HashSet<String> = samples.iter().map(Sample::slug).collect();
        assert_eq!(slugs.len(), samples.len());
    }

    #[test]
    fn no_sample_carries_a_style_or_a_script_of_its_own() {
        for sample in samples() {
            let text = page(&Shell::default(), &sample).into_string();
            assert!(!text.contains(" style="), "{} has a style attribute", sample.slug());
            assert!(!text.contains(" onclick="), "{} has a script attribute", sample.slug());
            assert_eq!(text.matches("<script").count(), 1, "{} has a script of its own", sample.slug());
        }
    }

    #[test]
    fn no_tag_says_the_same_twice() {
        for sample in samples() {
            let text = page(&Shell::default(), &sample).into_string();
            for tag in text.split('<').map(|part| part.split('>').next().unwrap_or_default()) {
                assert!(tag.matches(" class=").count() < 2, "{}: <{tag}>", sample.slug());
            }
        }
    }

    #[test]
    fn ids_stand_once_on_a_page() {
        for sample in samples() {
            let text = page(&Shell::default(), &sample).into_string();
            let mut seen = HashSet::new();
            for part in text.split(" id=\"").skip(1) {
                let id = part.split('"').next().unwrap_or_default();
                assert!(seen.insert(id), "{} has the id {id} twice", sample.slug());
            }
        }
    }
}
