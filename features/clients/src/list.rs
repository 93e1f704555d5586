//! How the list of clients is asked for: its filter, its order, and where a page of it begins.

use tend_core::id::{ClientId, LocationId, MemberId};

use crate::client::{Client, ClientKind};

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// The order the other way round.
    pub descending: bool,
}

impl Filter {
    /// The orders that can be had with this filter: those an index carries, so that a page is quick among a million.
    pub fn sorts(&self) -> &'static [Sort] {
        match self {
            _ if self.archived || self.tag.is_some() => &[Sort::Name],
            _ if self.owner.is_some() && self.place.is_none() => &[Sort::Name, Sort::Spoke],
            _ if self.owner.is_some() || self.place.is_some() => &[Sort::Name],
            _ => &[Sort::Name, Sort::Spoke, Sort::Since, Sort::Place],
        }
    }
    /// Does it let everyone through whom its view shows, so that they can be counted?
    pub fn is_plain(&self) -> bool {
        self.place.is_none() && self.kind.is_none() && self.tag.is_none()
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
        };
        fits.then_some(())?;
        Some(Cursor { way, key: key.to_owned(), place, id: id.parse().ok()? })
    }
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
        assert_eq!(Cursor::read("nonsense", Sort::Name, Way::After), None);
        assert_eq!(Cursor::read("00000000-0000-0000-0000-000000000000.x", Sort::Spoke, Way::After), None);
    }
}
