//! The scan: along an index that carries the order, a bounded number of clients is looked at, and those who pass are kept.

use std::collections::HashSet;

use tend_core::{
    Actor, Result,
    db::{Conn, Row},
    feature::ListColumn,
    fold,
    id::{ClientId, LocationId, MemberId},
};

use super::{
    compile::{Bound, between, by_id, conditions, key_condition},
    passes_words, wants,
};
use crate::{
    fields::FieldId,
    filter::{Keys, Sense, Test},
    list::{Filter, Order, Sort, Stand, of_number, sortable},
};

/// What an index gives in its order: one stretch of the list.
pub(super) struct Stretch {
    /// Which stretch of the list it is: a place, those with a value, those without.
    pub group: String,
    table: Table,
}

enum Table {
    ByName,
    OfOwner(MemberId),
    AtPlace(LocationId),
    Tagged(String),
    WithKey(FieldId, String),
    Aside,
    BySpoke(Option<MemberId>),
    BySince,
    ByAge,
    ByValue(FieldId),
    WithoutValue(FieldId),
    ByDue,
    WithoutCall,
}

/// The stretches of an order, one after the other; `None` where no index carries it.
pub(super) fn stretches(filter: &Filter, order: Order, places: &[LocationId]) -> Option<Vec<Stretch>> {
    let one = |table| Some(vec![Stretch { group: String::new(), table }]);
    match order {
        Order::Standard(Sort::Name) => one(by_name(filter)),
        _ if filter.archived => None,
        Order::Standard(Sort::Spoke) => one(Table::BySpoke(filter.owner)),
        Order::Standard(Sort::Since) => one(Table::BySince),
        Order::Standard(Sort::Added) => one(Table::ByAge),
        Order::Standard(Sort::Place) => {
            let mut stretches: Vec<Stretch> = places
                .iter()
                .filter(|place| filter.place.is_none_or(|wanted| wanted == **place))
                .map(|place| Stretch { group: place.to_string(), table: Table::AtPlace(*place) })
                .collect();
            if filter.descending {
                stretches.reverse();
            }
            Some(stretches)
        }
        Order::Standard(Sort::Owner | Sort::Wants | Sort::About | Sort::Rhythm | Sort::Next) => None,
        Order::Standard(Sort::When) => Some(vec![
            Stretch { group: "some".into(), table: Table::ByDue },
            Stretch { group: "none".into(), table: Table::WithoutCall },
        ]),
        Order::Custom(field) => Some(vec![
            Stretch { group: "some".into(), table: Table::ByValue(field) },
            Stretch { group: "none".into(), table: Table::WithoutValue(field) },
        ]),
    }
}

/// The narrowest index that lists by name.
fn by_name(filter: &Filter) -> Table {
    let with_key = filter.tests.iter().find_map(|test| match test {
        Test::Custom(field, Keys::Is(key), Sense::Holds) => Some(Table::WithKey(*field, key.clone())),
        _ => None,
    });
    let tagged = filter.tests.iter().find_map(|test| match test {
        Test::Tag(Some(tag), Sense::Holds) => Some(tag.clone()),
        _ => None,
    });
    let tagged = filter.tag.as_deref().map(fold::fold).or(tagged);
    match (with_key, tagged) {
        (Some(table), _) => table,
        (None, Some(tag)) => Table::Tagged(tag),
        (None, None) if filter.archived => Table::Aside,
        (None, None) => match (filter.owner, filter.place) {
            (Some(owner), _) => Table::OfOwner(owner),
            (None, Some(place)) => Table::AtPlace(place),
            (None, None) => Table::ByName,
        },
    }
}

/// One client that was looked at.
pub(super) struct Looked {
    /// Where they stand.
    pub stand: Stand,
    /// Do they pass?
    pub passes: bool,
}

/// One look along a stretch: from where, which way, how far.
pub(super) struct Look<'a> {
    pub filter: &'a Filter,
    pub wants: Option<&'a ListColumn>,
    pub from: Option<&'a Stand>,
    pub forward: bool,
    pub most: usize,
}

/// How a stretch is written down.
struct Written {
    from: &'static str,
    id: &'static str,
    /// The columns it is ordered by before the id, and whether they are numbers.
    keys: &'static [(&'static str, bool)],
    conditions: String,
}

const CLIENTS: &str = "clients c";
const VALUES: &str = "client_values v";
const TAGS: &str = "client_tags t";
const CALLS: &str = "calls k";
/// The call that is due first of those a client's owner has; what is private is nobody else's.
const FIRST_CALL: &str = "(k.member_id = c.owner_id) IS TRUE AND (SELECT 1 FROM calls f WHERE f.workspace_id = $1 \
     AND f.client_id = c.id AND f.member_id = c.owner_id AND f.private = FALSE AND (f.due_at, f.id) < (k.due_at, k.id) LIMIT 1) IS NULL";
const NO_CALL: &str = "(SELECT 1 FROM calls f WHERE f.workspace_id = $1 AND f.client_id = c.id \
     AND f.member_id = c.owner_id AND f.private = FALSE LIMIT 1) IS NULL";
const NAME: &[(&str, bool)] = &[("c.name_folded", false)];

impl Stretch {
    fn write(&self, filter: &Filter, bound: &mut Bound) -> Written {
        let listed = "c.workspace_id = $1 AND c.archived_at IS NULL";
        let clients = |keys, conditions| Written { from: CLIENTS, id: "c.id", keys, conditions };
        match &self.table {
            Table::ByName => clients(NAME, listed.to_owned()),
            Table::OfOwner(owner) => clients(NAME, format!("{listed} AND c.owner_id = {}", bound.bind(*owner))),
            Table::AtPlace(place) => clients(NAME, format!("{listed} AND c.location_id = {}", bound.bind(*place))),
            Table::Aside => clients(NAME, "c.workspace_id = $1 AND c.archived_at IS NOT NULL".to_owned()),
            Table::BySpoke(owner) => {
                let owner = owner.map(|owner| format!(" AND c.owner_id = {}", bound.bind(owner))).unwrap_or_default();
                let span = spoken(filter, bound);
                clients(&[("c.last_contact_at", true)], format!("{listed}{owner}{span}"))
            }
            Table::BySince => clients(&[("c.since", false)], format!("{listed}{}", since(filter, bound))),
            Table::ByAge => clients(&[], "c.workspace_id = $1".to_owned()),
            Table::WithoutValue(field) => {
                let field = bound.bind(*field);
                // Asked beside the filter's conditions: the scan stays the index by name.
                clients(
                    NAME,
                    format!(
                        "{listed} AND (SELECT 1 FROM client_values n WHERE n.workspace_id = $1 \
                    AND n.client_id = c.id AND n.field_id = {field} AND n.value_key > '' LIMIT 1) IS NULL"
                    ),
                )
            }
            Table::ByDue => Written {
                from: CALLS,
                id: "k.client_id",
                keys: &[("k.due_at", true)],
                conditions: format!("k.workspace_id = $1 AND k.private = FALSE AND {FIRST_CALL}"),
            },
            Table::WithoutCall => clients(NAME, format!("{listed} AND {NO_CALL}")),
            Table::Tagged(tag) => Written {
                from: TAGS,
                id: "t.client_id",
                keys: &[("t.name_folded", false)],
                conditions: format!("t.workspace_id = $1 AND t.tag_folded = {}", bound.bind(tag.clone())),
            },
            Table::WithKey(field, key) => Written {
                from: VALUES,
                id: "v.client_id",
                keys: &[("v.name_folded", false)],
                conditions: format!(
                    "v.workspace_id = $1 AND v.field_id = {} AND v.value_key = {}",
                    bound.bind(*field),
                    bound.bind(key.clone())
                ),
            },
            Table::ByValue(field) => Written {
                from: VALUES,
                id: "v.client_id",
                keys: &[("v.value_key", false), ("v.name_folded", false)],
                conditions: valued(filter, *field, bound),
            },
        }
    }

    /// Looks at the next ones of it. Where part of the filter can be asked by ids alone, only those who pass that are read: a client's row
    /// lies on a page of its own.
    pub fn look(&self, db: &Conn, actor: &Actor, look: &Look) -> Result<Vec<Looked>> {
        let glance = self.glance(look.filter);
        if glance.is_empty() {
            let mut found = self.ask(db, actor, look, None)?;
            let ids: Vec<ClientId> = found.iter().filter(|one| one.passes).map(|one| one.stand.id).collect();
            if let Some(who) = wants::who_want(db, actor, (look.filter, look.wants), &ids)? {
                found.iter_mut().for_each(|one| one.passes &= who.contains(&one.stand.id));
            }
            return Ok(found);
        }
        let mut found = self.ask(db, actor, look, Some(&glance))?;
        let ids: Vec<ClientId> = found.iter().filter(|looked| looked.passes).map(|looked| looked.stand.id).collect();
        let passing: HashSet<ClientId> =
            super::passing(db, actor, (look.filter, look.wants), &ids)?.into_iter().map(|client| client.id).collect();
        for looked in &mut found {
            looked.passes = passing.contains(&looked.stand.id);
        }
        Ok(found)
    }

    /// What of a filter can be asked by ids alone and does not hold for all of this stretch anyway.
    fn glance(&self, filter: &Filter) -> Vec<Test> {
        if matches!(self.table, Table::ByDue | Table::WithoutCall) {
            return Vec::new();
        }
        let tag = filter.tag.as_deref().map(|tag| Test::Tag(Some(fold::fold(tag)), Sense::Holds));
        let by_id = |test: &&Test| matches!(test, Test::Tag(_, _) | Test::Custom(_, _, _));
        let tests = filter.tests.iter().filter(by_id).cloned().chain(tag);
        tests.filter(|test| !self.holds(test, filter)).collect()
    }

    /// Does this hold for all of the stretch?
    fn holds(&self, test: &Test, filter: &Filter) -> bool {
        match (&self.table, test) {
            (Table::Tagged(tag), Test::Tag(asked, Sense::Holds)) => asked.as_ref().is_none_or(|asked| asked == tag),
            (Table::WithKey(field, key), Test::Custom(asked, Keys::Is(is), Sense::Holds)) => {
                asked == field && is == key
            }
            (Table::ByValue(field), Test::Custom(asked, keys, Sense::Holds)) if asked == field => {
                *keys == Keys::Any || span_of(filter, *field) == Some(keys)
            }
            _ => false,
        }
    }

    /// One statement: of each whether they pass, all of the filter or the part that is asked `by_ids`.
    fn ask(&self, db: &Conn, actor: &Actor, look: &Look, by_ids: Option<&[Test]>) -> Result<Vec<Looked>> {
        let mut bound = Bound::new(actor);
        let Written { from, id, keys, conditions: mut here } = self.write(look.filter, &mut bound);
        let up = look.forward != look.filter.descending;
        let columns: Vec<&str> = keys.iter().map(|(column, _)| *column).chain([id]).collect();
        if let Some(stand) = look.from {
            let mut places: Vec<String> = Vec::new();
            for ((_, is_number), key) in keys.iter().zip(&stand.keys) {
                places.push(if *is_number { bound.bind(of_number(key)) } else { bound.bind(key.clone()) });
            }
            places.push(bound.bind(stand.id));
            let sign = if up { ">" } else { "<" };
            here.push_str(&format!(" AND ({}) {sign} ({})", columns.join(", "), places.join(", ")));
        }
        let (client, asked, about) = match by_ids {
            None if from == CLIENTS => (String::new(), conditions(look.filter, &mut bound), "c.about"),
            None => {
                let client = format!("LEFT JOIN clients c ON c.workspace_id = $1 AND c.id = {id}");
                (client, conditions(look.filter, &mut bound), "COALESCE(c.about, '')")
            }
            Some(tests) => {
                let tests: Vec<String> = tests.iter().filter_map(|test| by_id(test, id, &mut bound)).collect();
                (String::new(), tests.join(" AND "), "''")
            }
        };
        let direction = if up { "ASC" } else { "DESC" };
        let order: Vec<String> = columns.iter().map(|column| format!("{column} {direction}")).collect();
        let sql = format!(
            "SELECT CASE WHEN {asked} THEN 1 ELSE 0 END, {about}, {} FROM {from} {client} WHERE {here} ORDER BY {} LIMIT {}",
            columns.join(", "),
            order.join(", "),
            look.most
        );
        let words = if by_ids.is_some() { None } else { Some(look.filter) };
        Ok(db.query_map(&sql, &bound.params(), |row| self.read(row, keys, words))?)
    }

    fn read(&self, row: &Row, keys: &[(&str, bool)], words: Option<&Filter>) -> tend_core::db::Result<Looked> {
        let passes_words = |about: &str| words.is_none_or(|filter| passes_words(filter, about));
        let passes = row.get::<i32>(0)? == 1 && passes_words(&row.get::<String>(1)?);
        let mut stands = Vec::with_capacity(keys.len());
        for (place, (_, is_number)) in keys.iter().enumerate() {
            stands.push(if *is_number { sortable(row.get(place + 2)?) } else { row.get(place + 2)? });
        }
        let id: ClientId = row.get(keys.len() + 2)?;
        Ok(Looked { stand: Stand { group: self.group.clone(), keys: stands, id }, passes })
    }
}

/// Where the filter asks for a span of what the stretch is ordered by, the scan keeps to it.
fn spoken(filter: &Filter, bound: &mut Bound) -> String {
    let span = filter.tests.iter().find_map(|test| match test {
        Test::Spoke(from, until) => Some((*from, *until)),
        _ => None,
    });
    span.map(|(from, until)| {
        format!(" AND c.last_contact_at >= {} AND c.last_contact_at < {}", bound.bind(from), bound.bind(until))
    })
    .unwrap_or_default()
}

fn since(filter: &Filter, bound: &mut Bound) -> String {
    let span = filter.tests.iter().find_map(|test| match test {
        Test::Since(crate::filter::DayTest::Within(from, until)) => Some((from, until)),
        _ => None,
    });
    span.map(|(from, until)| format!(" AND {}", between("c.since", from, until, bound))).unwrap_or_default()
}

fn valued(filter: &Filter, field: FieldId, bound: &mut Bound) -> String {
    let keys = span_of(filter, field).unwrap_or(&Keys::Any);
    let field = bound.bind(field);
    let keys = key_condition("v.value_key", keys, bound);
    format!("v.workspace_id = $1 AND v.field_id = {field} AND {keys}")
}

/// The keys of a field to which the scan along its values keeps.
fn span_of(filter: &Filter, field: FieldId) -> Option<&Keys> {
    filter.tests.iter().find_map(|test| match test {
        Test::Custom(asked, keys @ (Keys::Is(_) | Keys::Between(_, _) | Keys::Begins(_)), Sense::Holds)
            if *asked == field =>
        {
            Some(keys)
        }
        _ => None,
    })
}
