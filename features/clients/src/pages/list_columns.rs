//! The columns of the list: which there are, which are shown, and the form that chooses them.

use maud::{Markup, html};
use tend_core::ui::{self, Icon, labels};

use super::{list_view::Listed, sent::Sent};
use crate::{
    fields::{CustomField, FieldId},
    list::{Order, Sort},
};

tend_core::words! {
    /// A standard column beside the client's name.
    pub enum StandardColumn {
        /// The short line.
        About = "about",
        /// When the next kind thing is due.
        When = "when",
        /// The next kind thing.
        Next = "next",
        /// Who looks after them.
        Owner = "owner",
        /// Where they are at home.
        Place = "place",
        /// When we last spoke.
        Spoke = "spoke",
        /// With us since.
        Since = "since",
        /// How often they like to be looked after.
        Rhythm = "rhythm",
        /// When they were written down.
        Added = "added",
        /// Their tags.
        Tags = "tags",
    }
}

/// One column of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownColumn {
    /// One that every list can have.
    Standard(StandardColumn),
    /// A custom field.
    Custom(FieldId),
}

/// The columns of a list nobody has chosen any for.
const USUAL: [StandardColumn; 7] = {
    use StandardColumn::{About, Next, Owner, Place, Since, Spoke, When};
    [About, When, Next, Owner, Place, Spoke, Since]
};
/// More columns than this are not read at once.
const MOST: usize = 16;

impl ShownColumn {
    /// Their tags.
    pub const TAGS: ShownColumn = ShownColumn::Standard(StandardColumn::Tags);

    /// As it stands in an address.
    pub fn word(self) -> String {
        match self {
            ShownColumn::Standard(column) => column.to_string(),
            ShownColumn::Custom(id) => crate::fields::control(id),
        }
    }

    /// What it is called.
    pub fn label(self, fields: &[CustomField]) -> &str {
        match self {
            ShownColumn::Standard(column) => match column {
                StandardColumn::About => "About",
                StandardColumn::When => "When",
                StandardColumn::Next => labels::NEXT_KIND_THING,
                StandardColumn::Owner => labels::OWNER,
                StandardColumn::Place => labels::PLACE,
                StandardColumn::Spoke => labels::LAST_SPOKE,
                StandardColumn::Since => "With us since",
                StandardColumn::Rhythm => labels::RHYTHM,
                StandardColumn::Added => "Written down",
                StandardColumn::Tags => "Tags",
            },
            ShownColumn::Custom(id) => {
                fields.iter().find(|field| field.id == id).map_or("", |field| field.name.as_str())
            }
        }
    }

    /// The order it puts the list in, if it has one.
    pub fn order(self, fields: &[CustomField]) -> Option<Order> {
        let standard = match self {
            ShownColumn::Custom(id) => {
                return fields
                    .iter()
                    .find(|field| field.id == id && super::list::sorts(field))
                    .map(|_| Order::Custom(id));
            }
            ShownColumn::Standard(column) => column,
        };
        Some(Order::Standard(match standard {
            StandardColumn::About => Sort::About,
            StandardColumn::Owner => Sort::Owner,
            StandardColumn::Place => Sort::Place,
            StandardColumn::Spoke => Sort::Spoke,
            StandardColumn::Since => Sort::Since,
            StandardColumn::Rhythm => Sort::Rhythm,
            StandardColumn::Added => Sort::Added,
            StandardColumn::When | StandardColumn::Next | StandardColumn::Tags => return None,
        }))
    }
}

/// All that can be shown, in the order they stand in.
fn all(fields: &[CustomField]) -> Vec<ShownColumn> {
    let standard = StandardColumn::ALL.iter().map(|column| ShownColumn::Standard(*column));
    standard.chain(fields.iter().map(|field| ShownColumn::Custom(field.id))).collect()
}

/// The columns an address asks for, in the order they stand in; and whether it asks for any.
pub(super) fn read_columns(asked: &Sent, fields: &[CustomField]) -> (Vec<ShownColumn>, bool) {
    let words: Vec<&str> = asked.0.iter().filter(|(name, _)| name == "show").map(|(_, value)| value.as_str()).collect();
    let wanted: Vec<ShownColumn> =
        all(fields).into_iter().filter(|column| words.contains(&column.word().as_str())).take(MOST).collect();
    if wanted.is_empty() {
        return (USUAL.iter().map(|column| ShownColumn::Standard(*column)).collect(), false);
    }
    (wanted, true)
}

/// The menu of columns: a form of ticks.
pub(super) fn menu(listed: &Listed) -> Markup {
    let fields = &listed.fields;
    html! {
        (ui::menu_button("Columns", "columns").small().quiet().icon(Icon::Columns))
        div.menu.columns-menu id="columns" popover role="group" aria-label="Columns" {
            form method="get" action="/clients" data-frag {
                @for (name, value) in listed.state().iter().filter(|(name, _)| *name != "show") { (ui::hidden(name, value)) }
                @for column in all(fields) {
                    @let word = column.word();
                    (ui::checkbox("show", &ui::choice(&word, column.label(fields), listed.columns.contains(&column))))
                }
                (ui::tools(html! { (ui::button("Show these").small().primary()) }))
            }
        }
    }
}
