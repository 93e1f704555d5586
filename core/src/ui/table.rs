//! Tables of many, and the way from one page of them to the next.

use maud::{Markup, html};

use super::icon::{Icon, icon};
use super::url::Url;

/// How a column is sorted now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorted {
    /// By another column.
    #[default]
    No,
    /// Small to large, A to Z, old to new.
    Up,
    /// The other way round.
    Down,
}

/// The head of a column.
#[derive(Clone, Debug, Default)]
pub struct Column<'a> {
    /// What stands in it.
    pub label: &'a str,
    /// The label is for screen readers alone.
    pub unseen: bool,
    /// Numbers stand at the right.
    pub number: bool,
    /// Where a press on the head leads: the list sorted by it, the other way round if it is already.
    pub sort: Option<Url>,
    /// How it is sorted now.
    pub sorted: Sorted,
    /// A few words about it, where it does not sort: why not.
    pub note: Option<&'a str>,
}

/// A column with a label alone.
#[must_use]
pub fn column(label: &str) -> Column<'_> {
    Column { label, ..Column::default() }
}

impl<'a> Column<'a> {
    /// Numbers stand at the right.
    #[must_use]
    pub fn number(self) -> Self {
        Self { number: true, ..self }
    }

    /// Why it does not sort: shown to who points at it, read to who hears it.
    #[must_use]
    pub fn note(self, note: &'a str) -> Self {
        Self { note: Some(note), ..self }
    }

    /// The label is for screen readers alone.
    #[must_use]
    pub fn unseen(self) -> Self {
        Self { unseen: true, ..self }
    }

    /// Can be sorted: where that leads, and how it is now.
    #[must_use]
    pub fn sort(self, href: impl Into<Url>, sorted: Sorted) -> Column<'a> {
        Column { sort: Some(href.into()), sorted, ..self }
    }
}

fn head(column: &Column<'_>) -> Markup {
    let sorted = match column.sorted {
        Sorted::No => None,
        Sorted::Up => Some("ascending"),
        Sorted::Down => Some("descending"),
    };
    html! {
        th scope="col" class=[column.number.then_some("num")] aria-sort=[sorted] {
            @match &column.sort {
                Some(href) => { a.sort href=(href) data-frag { (column.label) (icon(Icon::Down)) } }
                None => {
                    span.vh[column.unseen] title=[column.note] { (column.label) @if let Some(note) = column.note { span.vh { ". " (note) } } }
                }
            }
        }
    }
}

/// How a table is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Setting {
    /// With air.
    #[default]
    Plain,
    /// Many rows; the head stays while one scrolls; each row becomes a small card on a phone.
    Dense,
    /// With air; on a phone the cells of a row stand one below the other. Cells need `data-label`.
    Stack,
}

/// More columns scroll sideways within the table, on whatever screen.
const FITTING: usize = 7;

/// A table. `rows` are the `tr` of its body, each with an id; the cell that names the row is `th scope="row"`.
///
/// In [`Setting::Dense`] a phone shows the `th` and the cells with class `on-phone`; a cell with class `at-end` stands beside
/// the name, and one with class `pick` holds a checkbox in front of it.
#[must_use]
pub fn table(label: &str, setting: Setting, columns: &[Column<'_>], rows: Markup) -> Markup {
    let class = match setting {
        Setting::Plain => "table",
        Setting::Dense => "table dense cards",
        Setting::Stack => "table stack middle",
    };
    html! {
        div.tablewrap.wide[columns.len() > FITTING] role="region" aria-label=(label) tabindex="0" {
            table class=(class) data-rows {
                thead { tr { @for column in columns { (head(column)) } } }
                tbody { (rows) }
            }
        }
    }
}

/// The way through a long list, by keyset: no page numbers, no counting.
#[must_use]
pub fn pager(words: &str, previous: Option<&Url>, next: Option<&Url>) -> Markup {
    let step = |words: &str, rel: &str, href: Option<&Url>| {
        html! {
            @if let Some(href) = href { a href=(href) rel=(rel) data-frag { (words) } }
        }
    };
    html! {
        nav.pager aria-label="More of this list" {
            span.meta { (words) }
            span.tools { (step("Previous", "prev", previous)) (step("Next", "next", next)) }
        }
    }
}

/// Which keys help in a list, below it.
#[must_use]
pub fn key_hints(hints: &[(&[&str], &str)]) -> Markup {
    html! {
        p.foot-hints {
            @for (keys, words) in hints { span { @for key in *keys { kbd { (key) } } " " (words) } }
        }
    }
}

/// A search above a list: it sends while one types, and by Enter without script. `fields` go along unseen: sort and filter.
#[must_use]
pub fn find_in(action: impl Into<Url>, label: &str, value: &str, fields: &[(&str, &str)]) -> Markup {
    html! {
        form.find-form role="search" method="get" action=(action.into()) data-frag {
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            label.find-in {
                (icon(Icon::Search)) span.vh { (label) }
                input type="search" name="find" id="find" value=(value) placeholder=(label) autocomplete="off" data-sends;
            }
        }
    }
}
