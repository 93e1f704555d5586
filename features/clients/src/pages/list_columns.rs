//! The columns of the list: which there are, which are shown, and the form that chooses them.

use axum::{Form, response::Response};
use maud::{Markup, html};
use tend_core::{
    Feature, Result,
    feature::ListColumn,
    ui::{self, Icon, labels},
    web::{Visit, see_other},
};

use super::{
    list_view::{Listed, url},
    sent::Sent,
};
use crate::{
    actions,
    fields::{CustomField, FieldId, FieldKind},
    list::{Order, Sort, WANTS},
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
    /// What another feature knows of them.
    Of(&'static ListColumn),
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
    /// The short line.
    pub const ABOUT: ShownColumn = ShownColumn::Standard(StandardColumn::About);
    /// Their tags.
    pub const TAGS: ShownColumn = ShownColumn::Standard(StandardColumn::Tags);

    /// As it stands in an address.
    pub fn word(self) -> String {
        match self {
            ShownColumn::Standard(column) => column.to_string(),
            ShownColumn::Of(column) => column.word.to_owned(),
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
            ShownColumn::Of(column) => column.label,
            ShownColumn::Custom(id) => {
                fields.iter().find(|field| field.id == id).map_or("", |field| field.name.as_str())
            }
        }
    }

    /// The order it puts the list in, if it has one.
    pub fn order(self, fields: &[CustomField]) -> Option<Order> {
        let standard = match self {
            ShownColumn::Of(column) if column.word == WANTS => return Some(Order::Standard(Sort::Wants)),
            ShownColumn::Of(_) => return None,
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
            StandardColumn::When => Sort::When,
            StandardColumn::Next => Sort::Next,
            StandardColumn::Tags => return None,
        }))
    }
}

impl ShownColumn {
    /// Why it puts the list in no order.
    pub fn why_no_order(self, fields: &[CustomField]) -> &'static str {
        let is_client = matches!(self, ShownColumn::Custom(id)
            if fields.iter().any(|field| field.id == id && field.kind == FieldKind::Client));
        match self {
            ShownColumn::TAGS => "One client has several tags, so that no order is theirs. Filter by a tag instead.",
            ShownColumn::Of(_) => "It stands in their own words, which have no order. Find a word in them instead.",
            _ if is_client => "Clients stand by their names elsewhere. Filter by one of them instead.",
            _ => "Several choices have no one place in an order. Filter by one of them instead.",
        }
    }
}

/// All that can be shown, in the order they stand in.
fn all(features: &[&'static Feature], fields: &[CustomField]) -> Vec<ShownColumn> {
    let standard = StandardColumn::ALL.iter().map(|column| ShownColumn::Standard(*column));
    let of_features = features.iter().flat_map(|feature| feature.columns).map(ShownColumn::Of);
    let (about, rest): (Vec<_>, Vec<_>) = standard.partition(|column| *column == ShownColumn::ABOUT);
    let custom = fields.iter().map(|field| ShownColumn::Custom(field.id));
    about.into_iter().chain(of_features).chain(rest).chain(custom).collect()
}

/// The columns of a list nobody has chosen any for. What a feature knows in their own words stands in place of our line about them.
fn usual(features: &[&'static Feature]) -> Vec<ShownColumn> {
    let has_own = features.iter().any(|feature| !feature.columns.is_empty());
    let usual = |column: &ShownColumn| match column {
        ShownColumn::Standard(StandardColumn::About) => !has_own,
        ShownColumn::Standard(column) => USUAL.contains(column),
        ShownColumn::Of(_) => true,
        ShownColumn::Custom(_) => false,
    };
    all(features, &[]).into_iter().filter(usual).collect()
}

/// The columns an address asks for, in the order they stand in, and that it asks for them; else those that were kept, else the usual ones.
pub(super) fn read_columns(
    asked: &Sent,
    fields: &[CustomField],
    kept: &[String],
    features: &[&'static Feature],
) -> (Vec<ShownColumn>, bool) {
    let words: Vec<String> = said(asked);
    let among = |words: &[String]| -> Vec<ShownColumn> {
        all(features, fields).into_iter().filter(|column| words.contains(&column.word())).take(MOST).collect()
    };
    let (wanted, kept) = (among(&words), among(kept));
    match (wanted.is_empty(), kept.is_empty()) {
        (false, _) => (wanted, true),
        (true, false) => (kept, false),
        (true, true) => (usual(features), false),
    }
}

fn said(asked: &Sent) -> Vec<String> {
    asked.0.iter().filter(|(name, _)| name == "show").map(|(_, value)| value.clone()).collect()
}

/// `POST /clients/columns`: kept for whoever chose them; then the list as it was, with them.
pub(super) async fn choose(visit: Visit, Form(sent): Form<Sent>) -> Result<Response> {
    let words = if sent.get("usual").is_empty() { said(&sent) } else { Vec::new() };
    let chosen = words.clone();
    visit.write(move |tx| actions::choose_columns(tx, &chosen)).await?;
    // A view has columns of its own: there the address says that others are asked for.
    let in_a_view = sent.find("view").is_some();
    let state = sent.0.iter().filter(|(name, _)| !matches!(name.as_str(), "show" | "usual"));
    let show = words.iter().filter(|_| in_a_view).map(|word| ("show", word.as_str()));
    let pairs: Vec<(&str, &str)> = state.map(|(name, value)| (name.as_str(), value.as_str())).chain(show).collect();
    Ok(see_other(url(&pairs)))
}

/// The menu of columns: a form of ticks, kept for whoever sends it.
pub(super) fn menu(listed: &Listed) -> Markup {
    let fields = &listed.fields;
    html! {
        (ui::menu_button("Columns", "columns").small().quiet().icon(Icon::Columns))
        div.menu.columns-menu id="columns" popover role="group" aria-label="Columns" {
            form method="post" action="/clients/columns" data-frag {
                @for (name, value) in listed.state().iter().filter(|(name, _)| *name != "show") { (ui::hidden(name, value)) }
                @for column in all(listed.features, fields) {
                    @let word = column.word();
                    (ui::checkbox("show", &ui::choice(&word, column.label(fields), listed.columns.contains(&column))))
                }
                p.menu-note { "Kept for you, here and wherever you sign in." }
                (ui::tools(html! {
                    (ui::button("Show these").small().primary())
                    (ui::button("The usual ones").small().quiet().sends("usual", "yes"))
                }))
            }
        }
    }
}
