//! One person's data: all that is held about one client, to hand to them; and its erasure.
//!
//! Which rows are about a client is read off the schema: a column that leans on `clients`, or is called `client_id`. So a feature
//! that comes later is in both without a line of its own.

mod bundle;
pub mod erase;
mod gather;
mod jobs;
pub mod list;
mod papers;
mod words;

pub use bundle::bundle;
pub use gather::{Held, gather};
pub use jobs::SCRUB;
pub use papers::{as_json, as_page, as_vcard};

use tend_core::{Feature, db::shape::Table};

/// The columns of a table that point to a client, by the schema or by what its feature says.
pub(crate) fn client_columns(table: &Table, features: &[&Feature]) -> Vec<usize> {
    let listed = features.iter().flat_map(|feature| feature.tables).find(|listed| listed.table == table.name);
    let said = |index: &usize| listed.is_some_and(|one| one.clients.contains(&table.columns[*index].name.as_str()));
    let leans = |index: &usize| table.leans.iter().any(|(column, to)| column == index && to == "clients");
    let is_named = |index: &usize| table.columns[*index].name == "client_id";
    let is_client = |index: &usize| table.name == "clients" && table.columns[*index].name == "id";
    (0..table.columns.len())
        .filter(|index| leans(index) || is_named(index) || is_client(index) || said(index))
        .collect()
}
