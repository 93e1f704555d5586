//! How the list of clients is asked for: its filter, its order, and where a page of it begins.

use serde::{Deserialize, Serialize};
use tend_core::{
    Feature,
    feature::ListColumn,
    id::{ClientId, LocationId, MemberId},
};

use crate::{
    client::{Client, ClientKind},
    fields::FieldId,
    filter::Test,
};

/// The word of the column that says what they want to do; the feature that keeps it registers it.
pub const WANTS: &str = "wants";
/// What that column is called.
pub const WANTS_TO: &str = "Wants to";

/// The column that says what they want to do, where a feature has one.
pub fn wants(features: &[&'static Feature]) -> Option<&'static ListColumn> {
    features.iter().flat_map(|feature| feature.columns).find(|column| column.word == WANTS)
}

tend_core::words! {
    /// The orders of the list that an index carries.
    pub enum Sort {
        /// By name.
        Name = "name",
        /// By when we last spoke; those who wait longest first.
        Spoke = "spoke",
        /// By how long they are with us; the oldest first.
        Since = "since",
        /// By place, then by name.
        Place = "place",
        /// By when they were written down.
        Added = "added",
        /// By who looks after them, then by name; among a small set alone.
        Owner = "owner",
        /// By what they want to do first of all, in their words; among a small set alone.
        Wants = "wants",
        /// By the line about them; among a small set alone.
        About = "about",
        /// By how often they like to be looked after; among a small set alone.
        Rhythm = "rhythm",
        /// By when the next kind thing is due; those with nothing ahead come last, by name.
        When = "when",
        /// By the next kind thing in words; among a small set alone.
        Next = "next",
    }
}

/// An order of the list: a standard one, or by a custom field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// A standard one.
    Standard(Sort),
    /// By what stands in a custom field; those with nothing there come last, by name.
    Custom(FieldId),
}

impl std::fmt::Display for Order {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Order::Standard(sort) => sort.fmt(f),
            Order::Custom(id) => f.write_str(&crate::fields::control(*id)),
        }
    }
}

impl std::str::FromStr for Order {
    type Err = tend_core::words::UnknownWord;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        crate::fields::of_control(text).map_or_else(|| text.parse().map(Order::Standard), |id| Ok(Order::Custom(id)))
    }
}

tend_core::words! {
    /// Which way a page lies from its cursor.
    pub enum Way {
        /// Further down the list.
        After = "after",
        /// Further up.
        Before = "before",
    }
}

/// Which clients the list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Those this member looks after; else everyone's.
    pub owner: Option<MemberId>,
    /// Those laid aside, instead of the others.
    pub archived: bool,
    /// Those at home here.
    pub place: Option<LocationId>,
    /// Persons or organizations alone.
    pub kind: Option<ClientKind>,
    /// Those with this tag.
    pub tag: Option<String>,
    /// What is asked besides.
    pub tests: Vec<Test>,
    /// The order the other way round.
    pub descending: bool,
}

impl Filter {
    /// The orders that can be had with this filter: those an index carries, so that a page is quick among a million.
    pub fn sorts(&self) -> &'static [Sort] {
        match self {
            _ if !self.tests.is_empty() => &[],
            _ if self.archived || self.tag.is_some() => &[Sort::Name],
            _ if self.owner.is_some() && self.place.is_none() => &[Sort::Name, Sort::Spoke],
            _ if self.owner.is_some() || self.place.is_some() => &[Sort::Name],
            _ => &[Sort::Name, Sort::Spoke, Sort::Since, Sort::Place],
        }
    }
    /// Does it let everyone through whom its view shows, so that they can be counted?
    pub fn is_plain(&self) -> bool {
        self.place.is_none() && self.kind.is_none() && self.tag.is_none() && self.tests.is_empty()
    }
}

/// Where a page begins: beside this row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// After it or before it.
    pub way: Way,
    /// What the row is sorted by.
    pub key: String,
    /// The row's place, where the list is sorted by place.
    pub place: Option<LocationId>,
    /// The row.
    pub id: ClientId,
}

impl Cursor {
    /// The cursor beside a client.
    pub fn beside(client: &Client, sort: Sort, way: Way) -> Cursor {
        let key = match sort {
            Sort::Name | Sort::Place => tend_core::fold::fold(&client.name),
            Sort::Spoke => client.last_contact_at.map_or(0, |at| at.0).to_string(),
            Sort::Since => crate::store::day_text(client.since),
            _ => String::new(),
        };
        Cursor { way, key, place: (sort == Sort::Place).then_some(client.location), id: client.id }
    }

    /// The key as a number, where the order is one of numbers.
    pub fn number(&self) -> Option<i64> {
        self.key.parse().ok()
    }

    /// As it stands in an address: `id` and `key`, and the place between them where there is one.
    pub fn write(&self) -> String {
        let place = self.place.map(|place| format!("{place}.")).unwrap_or_default();
        format!("{}.{place}{}", self.id, self.key)
    }

    /// Reads what `write` wrote. Anything else is no cursor: the list begins at its top.
    pub fn read(text: &str, sort: Sort, way: Way) -> Option<Cursor> {
        let (id, rest) = text.split_once('.')?;
        let (place, key) = match sort {
            Sort::Place => rest.split_once('.').map(|(place, key)| (place.parse().ok(), key))?,
            _ => (None, rest),
        };
        let fits = match sort {
            Sort::Spoke => key.parse::<i64>().is_ok(),
            Sort::Place => place.is_some(),
            Sort::Name | Sort::Since => !key.contains('\0'),
            _ => false,
        };
        fits.then_some(())?;
        Some(Cursor { way, key: key.to_owned(), place, id: id.parse().ok()? })
    }
}

/// Where a client stands in an order: in which stretch of it, by which keys, and who.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    /// A place, those with a value, those without; empty where there is one stretch alone.
    pub group: String,
    /// What they are ordered by before their id, as texts that sort.
    pub keys: Vec<String>,
    /// The client.
    pub id: ClientId,
}

/// Where a page of a filtered list begins: beside this stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// After it or before it.
    pub way: Way,
    /// Which.
    pub stand: Stand,
}

/// What parts the pieces of a mark; no name and no key has it in it.
const BETWEEN: char = '\u{1f}';

impl Mark {
    /// As it stands in an address.
    pub fn write(&self) -> String {
        let Stand { group, keys, id } = &self.stand;
        let mut text = format!("{id}{BETWEEN}{group}");
        for key in keys {
            text.push(BETWEEN);
            text.push_str(key);
        }
        text
    }

    /// Reads what `write` wrote. Anything else is no mark: the list begins at its top.
    pub fn read(text: &str, order: Order, way: Way) -> Option<Mark> {
        let mut parts = text.split(BETWEEN);
        let (id, group) = (parts.next()?.parse().ok()?, parts.next()?.to_owned());
        let keys: Vec<String> = parts.map(str::to_owned).collect();
        let wanted = match (order, group.as_str()) {
            (Order::Standard(Sort::Added), _) => 0,
            (Order::Standard(Sort::Owner), _) => 2,
            (Order::Custom(_) | Order::Standard(Sort::Wants | Sort::About | Sort::Rhythm | Sort::Next), "some") => 2,
            _ => 1,
        };
        (keys.len() == wanted && !text.contains('\0')).then_some(Mark { way, stand: Stand { group, keys, id } })
    }
}

/// A number as a text that sorts as the numbers do.
pub(crate) fn sortable(number: i64) -> String {
    format!("{:020}", i128::from(number) - i128::from(i64::MIN))
}

/// The number again; 0 where it is none.
pub(crate) fn of_number(key: &str) -> i64 {
    key.parse::<i128>().ok().and_then(|key| i64::try_from(key + i128::from(i64::MIN)).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back() {
        for (sort, key) in
            [(Sort::Name, "harbour. clinic"), (Sort::Spoke, "-17"), (Sort::Since, "2021-03-01"), (Sort::Place, "a.b")]
        {
            let place = (sort == Sort::Place).then_some(LocationId(Default::default()));
            let cursor = Cursor { way: Way::After, key: key.into(), place, id: ClientId(Default::default()) };
            assert_eq!(Cursor::read(&cursor.write(), sort, Way::After), Some(cursor));
        }
        for number in [i64::MIN, -17, 0, 1_791_871_200_000_000, i64::MAX] {
            assert_eq!(of_number(&sortable(number)), number);
        }
        let stand =
            Stand { group: "some".into(), keys: vec!["00.1".into(), "marta".into()], id: ClientId(Default::default()) };
        let (mark, order) = (Mark { way: Way::Before, stand }, Order::Custom(FieldId(Default::default())));
        assert_eq!(Mark::read(&mark.write(), order, Way::Before), Some(mark.clone()));
        assert_eq!(Mark::read(&mark.write(), Order::Standard(Sort::Name), Way::Before), None);
        assert_eq!(Mark::read("nonsense", order, Way::After), None);
        assert_eq!(Cursor::read("nonsense", Sort::Name, Way::After), None);
        assert_eq!(Cursor::read("00000000-0000-0000-0000-000000000000.x", Sort::Spoke, Way::After), None);
    }
}
