//! The gallery: every component and every page in every state, for eyes, pictures and axe.

mod components;

use maud::{Markup, html};

use super::shell::{Shell, document};

/// One page or component in one state.
#[derive(Clone)]
pub struct Sample {
    /// What it is: `clients/list`, `ui/buttons`.
    pub page: &'static str,
    /// Its state: `usual`, `empty`, `loading`, `error`, `long`, `many`.
    pub state: &'static str,
    /// How it looks.
    pub markup: Markup,
    /// Whether it stands inside the frame; otherwise it is a whole document of its own.
    pub shell: bool,
}

impl Sample {
    /// Its name in addresses and file names: `clients-list--empty`.
    #[must_use]
    pub fn slug(&self) -> String {
        format!("{}--{}", self.page.replace('/', "-"), self.state)
    }
}

/// The kit's own samples.
#[must_use]
pub fn samples() -> Vec<Sample> {
    components::samples()
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
    document(shell, super::page(super::Width::Usual, list))
}

/// One sample as a whole page.
#[must_use]
pub fn page(shell: &Shell, sample: &Sample) -> Markup {
    if !sample.shell {
        return sample.markup.clone();
    }
    let shell = Shell {
        title: format!("{}, {}", sample.page, sample.state),
        ..shell.clone()
    };
    document(&shell, sample.markup.clone())
}
