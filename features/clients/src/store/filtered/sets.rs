//! Small sets: where one part of a filter leaves few enough, they are all looked at, in any order.

use tend_core::{Actor, Result, Timestamp, db::Conn, id::ClientId};
use uuid::Uuid;

use super::compile::{Bound, begins, between, key_condition};
use crate::{
    fields::FieldId,
    filter::{DayTest, Keys, Sense, Test, TextTest},
    list::Filter,
};

/// So many parts of a filter are tried.
const TRIED: usize = 5;

/// A part of a filter whose clients an index lists.
enum Part<'a> {
    Custom(FieldId, Keys),
    Tag(&'a str),
    Name(&'a TextTest),
    Owner(Uuid),
    Place(Uuid),
    Spoke(Timestamp, Timestamp),
    Since(&'a Option<String>, &'a Option<String>),
    All,
}

/// The ids of a small set in which all are that pass the filter, if one of its parts leaves one.
pub(super) fn small(db: &Conn, actor: &Actor, filter: &Filter, most: usize) -> Result<Option<Vec<ClientId>>> {
    let mut parts = parts(filter);
    parts.truncate(TRIED - 1);
    parts.push(Part::All);
    let list = List { db, actor, most: most + 1 };
    for part in parts {
        let mut ids = match part {
            Part::Custom(field, keys) => with_value(&list, field, &keys)?,
            Part::Tag(tag) => tagged(&list, tag)?,
            Part::Name(text) => named(&list, text)?,
            Part::Owner(owner) => owned(&list, owner)?,
            Part::Place(place) => at_home(&list, place)?,
            Part::Spoke(from, until) => spoken(&list, from, until)?,
            Part::Since(from, until) => since(&list, from, until)?,
            Part::All if filter.archived => aside(&list)?,
            Part::All => all(&list)?,
        };
        if ids.len() <= most {
            ids.sort();
            ids.dedup();
            return Ok(Some(ids));
        }
    }
    Ok(None)
}

/// The parts an index lists, those that leave few first, as far as one can tell.
fn parts(filter: &Filter) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for test in &filter.tests {
        match test {
            // What stands somewhere in a text is looked for among all who have one.
            Test::Custom(field, Keys::Has(_), Sense::Holds) => parts.push(Part::Custom(*field, Keys::Any)),
            Test::Custom(field, keys, Sense::Holds) => parts.insert(0, Part::Custom(*field, keys.clone())),
            Test::Tag(Some(tag), Sense::Holds) => parts.push(Part::Tag(tag)),
            _ => {}
        }
    }
    parts.extend(filter.tag.as_deref().map(Part::Tag));
    if filter.archived {
        return parts;
    }
    for test in &filter.tests {
        match test {
            Test::Name(text @ (TextTest::Is(_) | TextTest::Begins(_))) => parts.push(Part::Name(text)),
            Test::Owner(owner, Sense::Holds) => parts.push(Part::Owner(*owner)),
            Test::Place(place, Sense::Holds) => parts.push(Part::Place(*place)),
            Test::Spoke(from, until) => parts.push(Part::Spoke(*from, *until)),
            Test::Since(DayTest::Within(from, until)) => parts.push(Part::Since(from, until)),
            _ => {}
        }
    }
    parts.extend(filter.owner.map(|owner| Part::Owner(owner.0)));
    parts.extend(filter.place.map(|place| Part::Place(place.0)));
    parts
}

/// Who lists, where, and how many at most.
struct List<'a> {
    db: &'a Conn<'a>,
    actor: &'a Actor,
    most: usize,
}

impl List<'_> {
    fn ids(&self, sql: &str, bound: &Bound) -> Result<Vec<ClientId>> {
        Ok(self.db.query_map(sql, &bound.params(), |row| row.get(0))?)
    }
}

fn with_value(list: &List, field: FieldId, keys: &Keys) -> Result<Vec<ClientId>> {
    let mut bound = Bound::new(list.actor);
    let (field, most) = (bound.bind(field), list.most);
    let keys = key_condition("value_key", keys, &mut bound);
    let sql = format!(
        "SELECT client_id FROM client_values WHERE workspace_id = $1 AND field_id = {field} AND {keys} \
         ORDER BY value_key, name_folded, client_id LIMIT {most}"
    );
    list.ids(&sql, &bound)
}

fn tagged(list: &List, tag: &str) -> Result<Vec<ClientId>> {
    let mut bound = Bound::new(list.actor);
    let (tag, most) = (bound.bind(tend_core::fold::fold(tag)), list.most);
    let sql = format!(
        "SELECT client_id FROM client_tags WHERE workspace_id = $1 AND tag_folded = {tag} ORDER BY name_folded, client_id LIMIT {most}"
    );
    list.ids(&sql, &bound)
}

fn named(list: &List, text: &TextTest) -> Result<Vec<ClientId>> {
    let mut bound = Bound::new(list.actor);
    let named = match text {
        TextTest::Begins(text) => begins("name_folded", text, &mut bound),
        TextTest::Is(text) => format!("name_folded = {}", bound.bind(text.clone())),
        _ => "1 = 1".to_owned(),
    };
    let sql = format!(
        "SELECT id FROM clients WHERE workspace_id = $1 AND {named} AND archived_at IS NULL ORDER BY name_folded, id LIMIT {}",
        list.most
    );
    list.ids(&sql, &bound)
}

fn owned(list: &List, owner: Uuid) -> Result<Vec<ClientId>> {
    let mut bound = Bound::new(list.actor);
    let (owner, most) = (bound.bind(owner), list.most);
    let sql = format!(
        "SELECT id FROM clients WHERE workspace_id = $1 AND owner_id = {owner} AND archived_at IS NULL ORDER BY name_folded, id LIMIT {most}"
    );
    list.ids(&sql, &bound)
}

fn at_home(list: &List, place: Uuid) -> Result<Vec<ClientId>> {
    let mut bound = Bound::new(list.actor);
    let (place, most) = (bound.bind(place), list.most);
    let sql = format!(
        "SELECT id FROM clients WHERE workspace_id = $1 AND location_id = {place} AND archived_at IS NULL ORDER BY name_folded, id LIMIT {most}"
    );
    list.ids(&sql, &bound)
}

fn spoken(list: &List, from: Timestamp, until: Timestamp) -> Result<Vec<ClientId>> {
    let mut bound = Bound::new(list.actor);
    let (from, until, most) = (bound.bind(from), bound.bind(until), list.most);
    let sql = format!(
        "SELECT id FROM clients WHERE workspace_id = $1 AND last_contact_at >= {from} AND last_contact_at < {until} \
         AND archived_at IS NULL ORDER BY last_contact_at, id LIMIT {most}"
    );
    list.ids(&sql, &bound)
}

fn since(list: &List, from: &Option<String>, until: &Option<String>) -> Result<Vec<ClientId>> {
    let mut bound = Bound::new(list.actor);
    let (days, most) = (between("since", from, until, &mut bound), list.most);
    let sql = format!(
        "SELECT id FROM clients WHERE workspace_id = $1 AND {days} AND archived_at IS NULL ORDER BY since, id LIMIT {most}"
    );
    list.ids(&sql, &bound)
}

fn all(list: &List) -> Result<Vec<ClientId>> {
    let sql = format!(
        "SELECT id FROM clients WHERE workspace_id = $1 AND archived_at IS NULL ORDER BY name_folded, id LIMIT {}",
        list.most
    );
    list.ids(&sql, &Bound::new(list.actor))
}

fn aside(list: &List) -> Result<Vec<ClientId>> {
    let sql = format!(
        "SELECT id FROM clients WHERE workspace_id = $1 AND archived_at IS NOT NULL ORDER BY name_folded, id LIMIT {}",
        list.most
    );
    list.ids(&sql, &Bound::new(list.actor))
}
