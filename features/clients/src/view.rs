//! A saved view of the list: what was asked for, under a name. No I/O here.

use serde::{Deserialize, Serialize};
use tend_core::{Problems, Result, id::MemberId};

use crate::text;

tend_core::id!(
    /// One saved view.
    ViewId
);

/// So many views a member can keep.
pub const MOST_VIEWS: usize = 20;
/// What of an address belongs to a view; where its page begins does not.
const PARTS: &[&str] = &["of", "owner", "place", "kind", "tag", "where", "show", "sort", "down"];
/// More than this no address asks for.
const MOST_PARTS: usize = 60;

/// What is asked of the list: names and values as they stand in its address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AskedFor(pub Vec<(String, String)>);

impl AskedFor {
    /// The parts of an address that belong to a view, in one order.
    pub fn of<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> AskedFor {
        let mut kept: Vec<(String, String)> = pairs
            .into_iter()
            .filter(|(name, value)| {
                PARTS.contains(name) && !value.is_empty() && value.chars().count() <= 400 && !value.contains('\0')
            })
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        kept.sort_by_key(|(name, _)| PARTS.iter().position(|part| part == name));
        kept.truncate(MOST_PARTS);
        AskedFor(kept)
    }
}

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its id.
    pub id: ViewId,
    /// What it is called.
    pub name: String,
    /// What it asks for.
    pub asked: AskedFor,
    /// Does everybody see it?
    pub shared: bool,
    /// Whose it is.
    pub owner: MemberId,
    /// The owner's name.
    pub owner_name: String,
    /// Has it been put away?
    pub is_gone: bool,
    /// Rises with every change.
    pub version: i64,
}

/// A view that is to be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewView {
    /// What it is to be called.
    pub name: String,
    /// Is everybody to see it?
    pub shared: bool,
    /// What it asks for.
    pub asked: AskedFor,
}

impl NewView {
    /// Tidies it, or says what is wrong.
    pub fn checked(&self) -> Result<NewView> {
        let mut problems = Problems::default();
        let name = problems.take("name", text::named(&self.name, 40, "What do you call them?"));
        problems.none()?;
        Ok(NewView { name: name.unwrap_or_default(), ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_keeps_what_belongs_to_it_in_one_order() {
        let asked = AskedFor::of([
            ("after", "x"),
            ("where", "spoke.longer.60"),
            ("of", "everyone"),
            ("kind", ""),
            ("where", "about.has.bike"),
        ]);
        let pairs: Vec<_> = asked.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(pairs, [("of", "everyone"), ("where", "spoke.longer.60"), ("where", "about.has.bike")]);
    }
}
