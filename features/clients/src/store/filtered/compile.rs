//! Tests as SQL, through one whitelist: every column is named here, every value is bound.

use tend_core::{Actor, db::Param};

use crate::{
    filter::{DayTest, Keys, Sense, Test, TextTest},
    list::Filter,
};

/// What is bound to a statement: `$1` is the workspace.
pub(super) struct Bound(pub Vec<Box<dyn Param>>);

impl Bound {
    pub fn new(actor: &Actor) -> Self {
        Bound(vec![Box::new(actor.workspace)])
    }

    /// Binds a value; gives its place.
    pub fn bind(&mut self, value: impl Param + 'static) -> String {
        self.0.push(Box::new(value));
        format!("${}", self.0.len())
    }

    pub fn params(&self) -> Vec<&dyn Param> {
        self.0.iter().map(AsRef::as_ref).collect()
    }
}

/// All that a filter asks of a client `c`, but for what is compared in folded words that stand in no column.
pub(super) fn conditions(filter: &Filter, bound: &mut Bound) -> String {
    let mut all = vec![if filter.archived { "c.archived_at IS NOT NULL" } else { "c.archived_at IS NULL" }.to_owned()];
    if let Some(owner) = filter.owner {
        all.push(format!("c.owner_id = {}", bound.bind(owner)));
    }
    if let Some(place) = filter.place {
        all.push(format!("c.location_id = {}", bound.bind(place)));
    }
    if let Some(kind) = filter.kind {
        all.push(format!("c.kind = {}", bound.bind(kind)));
    }
    if let Some(tag) = &filter.tag {
        all.push(tagged(&Some(tend_core::fold::fold(tag)), Sense::Holds, "c.id", bound));
    }
    all.extend(filter.tests.iter().filter_map(|test| condition(test, bound)));
    // `IS TRUE` keeps an engine from answering out of another index than the one that carries the order.
    all.iter().map(|one| format!("({one}) IS TRUE")).collect::<Vec<_>>().join(" AND ")
}

fn condition(test: &Test, bound: &mut Bound) -> Option<String> {
    let is = |sense: &Sense| if *sense == Sense::Holds { "=" } else { "<>" };
    Some(match test {
        Test::About(_) | Test::Wants(_) => return None,
        Test::Name(text) => text_condition("c.name_folded", text, bound),
        Test::Kind(kind, sense) => format!("c.kind {} {}", is(sense), bound.bind(*kind)),
        Test::Owner(id, sense) => format!("c.owner_id {} {}", is(sense), bound.bind(*id)),
        Test::Place(id, sense) => format!("c.location_id {} {}", is(sense), bound.bind(*id)),
        Test::Tag(_, _) | Test::Custom(_, _, _) => return by_id(test, "c.id", bound),
        Test::Spoke(from, until) => {
            format!("c.last_contact_at >= {} AND c.last_contact_at < {}", bound.bind(*from), bound.bind(*until))
        }
        Test::NeverSpoke => "c.last_contact_at = 0".to_owned(),
        Test::Added(from, until) => {
            format!("c.created_at >= {} AND c.created_at < {}", bound.bind(*from), bound.bind(*until))
        }
        Test::Since(DayTest::None) => "c.since = ''".to_owned(),
        Test::Since(DayTest::Within(from, until)) => between("c.since", from, until, bound),
        Test::NoRhythm => "c.cadence_days IS NULL".to_owned(),
        Test::Rhythm(from, until) => {
            format!("c.cadence_days >= {} AND c.cadence_days <= {}", bound.bind(*from), bound.bind(*until))
        }
    })
}

/// What can be asked of a client of whom only the id is known: tags and custom fields, out of their keys alone.
pub(super) fn by_id(test: &Test, id: &str, bound: &mut Bound) -> Option<String> {
    match test {
        Test::Tag(tag, sense) => Some(tagged(tag, *sense, id, bound)),
        Test::Custom(field, keys, sense) => {
            let field = bound.bind(*field);
            let keys = key_condition("w.value_key", keys, bound);
            let holds = format!("w.client_id = {id} AND w.field_id = {field} AND {keys}");
            Some(there_is(&format!("client_values w WHERE w.workspace_id = $1 AND {holds}"), *sense))
        }
        _ => None,
    }
}

/// Is there such a row, or none? Asked for each client by itself: of an `EXISTS` PostgreSQL makes a table of all rows that fit, of a whole
/// workspace, before it looks at the first client.
fn there_is(row: &str, sense: Sense) -> String {
    let is = if sense == Sense::Holds { "IS NOT NULL" } else { "IS NULL" };
    format!("(SELECT 1 FROM {row} LIMIT 1) {is}")
}

fn tagged(tag: &Option<String>, sense: Sense, id: &str, bound: &mut Bound) -> String {
    let which = tag.as_ref().map(|tag| format!(" AND w.tag_folded = {}", bound.bind(tag.clone()))).unwrap_or_default();
    there_is(&format!("client_tags w WHERE w.workspace_id = $1 AND w.client_id = {id}{which}"), sense)
}

fn text_condition(column: &str, text: &TextTest, bound: &mut Bound) -> String {
    match text {
        TextTest::Is(text) => format!("{column} = {}", bound.bind(text.clone())),
        TextTest::Begins(text) => begins(column, text, bound),
        TextTest::Has(text) => has(column, text, bound),
        TextTest::Some => format!("{column} <> ''"),
        TextTest::None => format!("{column} = ''"),
    }
}

/// Which keys of a custom field pass.
pub(super) fn key_condition(column: &str, keys: &Keys, bound: &mut Bound) -> String {
    match keys {
        Keys::Is(key) => format!("{column} = {}", bound.bind(key.clone())),
        Keys::Between(from, until) => between(column, from, until, bound),
        Keys::Begins(text) => begins(column, text, bound),
        Keys::Has(text) => has(column, text, bound),
        Keys::Any => format!("{column} > ''"),
        Keys::Unread => format!("{column} = ''"),
    }
}

pub(super) fn between(column: &str, from: &Option<String>, until: &Option<String>, bound: &mut Bound) -> String {
    let from = from.as_ref().map(|from| format!("{column} >= {}", bound.bind(from.clone())));
    let until = until.as_ref().map(|until| format!("{column} <= {}", bound.bind(until.clone())));
    let both: Vec<String> = from.into_iter().chain(until).collect();
    if both.is_empty() { "1 = 1".to_owned() } else { both.join(" AND ") }
}

/// All that begins so, as a span of an index in byte order.
pub(super) fn begins(column: &str, text: &str, bound: &mut Bound) -> String {
    format!("{column} >= {} AND {column} <= {}", bound.bind(text.to_owned()), bound.bind(format!("{text}\u{10ffff}")))
}

fn has(column: &str, text: &str, bound: &mut Bound) -> String {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("{column} LIKE {} ESCAPE '\\'", bound.bind(format!("%{escaped}%")))
}
