//! The list of clients: one page of it by keyset, in an order that an index carries.

use std::collections::HashMap;

use tend_core::{
    Actor, Result,
    calls::{self, Call},
    db::{Conn, Param},
    fold,
    id::{ClientId, LocationId, MemberId},
};

use super::{COLUMNS, JOINS};
use crate::{
    client::Client,
    list::{Cursor, Filter, Sort, Way},
};

/// Which page of the list.
#[derive(Clone, Debug)]
pub struct Turn<'a> {
    /// Whom the list shows.
    pub filter: &'a Filter,
    /// In which order.
    pub sort: Sort,
    /// Beside which row the page begins; at the top where there is none.
    pub cursor: Option<&'a Cursor>,
    /// How many rows at most.
    pub limit: i64,
}

/// A page of clients: those after (or before) the cursor, in the order of the list.
pub fn page(db: &Conn, actor: &Actor, turn: &Turn) -> Result<Vec<Client>> {
    if turn.sort == Sort::Place {
        return by_place(db, actor, turn);
    }
    let mut question = Question::new(actor, turn.filter, turn.sort);
    let forward = turn.cursor.is_none_or(|cursor| cursor.way == Way::After);
    if let Some(cursor) = turn.cursor {
        question.from(cursor);
    }
    let mut clients = question.ask(db, forward, turn.limit)?;
    if !forward {
        clients.reverse();
    }
    Ok(clients)
}

/// How many clients the filter lets through, counted up to `most`; only where an index carries it.
pub fn count(db: &Conn, actor: &Actor, filter: &Filter, most: i64) -> Result<i64> {
    let question = Question::new(actor, filter, Sort::Name);
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT 1 AS one FROM {} WHERE {} LIMIT {most}) counted",
        question.tables, question.conditions
    );
    Ok(db.scalar(&sql, &question.params())?)
}

/// A statement about the list: its tables, its conditions, what is bound to them.
struct Question {
    tables: &'static str,
    conditions: String,
    order: (&'static str, &'static str),
    descending: bool,
    bound: Vec<Box<dyn Param>>,
}

impl Question {
    fn new(actor: &Actor, filter: &Filter, sort: Sort) -> Self {
        let tagged = filter.tag.is_some();
        let mut question = Question {
            tables: if tagged {
                "client_tags t JOIN clients c ON c.workspace_id = $1 AND c.id = t.client_id"
            } else {
                "clients c"
            },
            conditions: if tagged { "t.workspace_id = $1".into() } else { "c.workspace_id = $1".into() },
            order: match sort {
                _ if tagged => ("t.name_folded", "t.client_id"),
                Sort::Spoke => ("c.last_contact_at", "c.id"),
                Sort::Since => ("c.since", "c.id"),
                _ => ("c.name_folded", "c.id"),
            },
            descending: false,
            bound: vec![Box::new(actor.workspace)],
        };
        question.filter(filter, sort);
        question.descending = filter.descending;
        question
    }

    fn filter(&mut self, filter: &Filter, sort: Sort) {
        self.conditions.push_str(if filter.archived {
            " AND c.archived_at IS NOT NULL"
        } else {
            " AND c.archived_at IS NULL"
        });
        if let Some(tag) = &filter.tag {
            self.add(" AND t.tag_folded = ", "", fold::fold(tag));
        }
        // `IS TRUE` keeps an engine from answering out of another index than the one that carries the order.
        let by_owner = filter.owner.is_some() && filter.tag.is_none() && !filter.archived;
        let by_place =
            filter.place.is_some() && !by_owner && sort == Sort::Name && filter.tag.is_none() && !filter.archived;
        match filter.owner {
            Some(owner) if by_owner => self.add(" AND c.owner_id = ", "", owner),
            Some(owner) => self.add(" AND (c.owner_id = ", ") IS TRUE", owner),
            None => {}
        }
        match filter.place {
            Some(place) if by_place => self.add(" AND c.location_id = ", "", place),
            Some(place) => self.add(" AND (c.location_id = ", ") IS TRUE", place),
            None => {}
        }
        if let Some(kind) = filter.kind {
            self.add(" AND c.kind = ", "", kind);
        }
    }

    fn add(&mut self, before: &str, after: &str, value: impl Param + 'static) {
        self.bound.push(Box::new(value));
        self.conditions.push_str(&format!("{before}${}{after}", self.bound.len()));
    }

    /// From a cursor on: after it, or before it.
    fn from(&mut self, cursor: &Cursor) {
        let sign = if (cursor.way == Way::After) == self.descending { "<" } else { ">" };
        let (key, id) = self.order;
        self.conditions.push_str(&format!(
            " AND ({key}, {id}) {sign} (${}, ${})",
            self.bound.len() + 1,
            self.bound.len() + 2
        ));
        match cursor.number() {
            Some(number) if self.order.0 == "c.last_contact_at" => self.bound.push(Box::new(number)),
            _ => self.bound.push(Box::new(cursor.key.clone())),
        }
        self.bound.push(Box::new(cursor.id));
    }

    fn params(&self) -> Vec<&dyn Param> {
        self.bound.iter().map(AsRef::as_ref).collect()
    }

    fn ask(&mut self, db: &Conn, forward: bool, limit: i64) -> Result<Vec<Client>> {
        let direction = if forward == self.descending { "DESC" } else { "ASC" };
        let (key, id) = self.order;
        let place = self.bound.len() + 1;
        self.bound.push(Box::new(limit));
        let sql = format!(
            "SELECT {COLUMNS} FROM {} {JOINS} WHERE {} ORDER BY {key} {direction}, {id} {direction} LIMIT ${place}",
            self.tables, self.conditions
        );
        Ok(db.query(&sql, &self.params())?)
    }
}

/// By place, then by name: one place after the other, each in its own index, until the page is full.
fn by_place(db: &Conn, actor: &Actor, turn: &Turn) -> Result<Vec<Client>> {
    let Turn { filter, cursor, limit, .. } = *turn;
    let forward = cursor.is_none_or(|cursor| cursor.way == Way::After);
    let mut places: Vec<LocationId> = all_locations(db, actor)?;
    if forward == filter.descending {
        places.reverse();
    }
    let start = cursor.and_then(|cursor| places.iter().position(|place| Some(*place) == cursor.place)).unwrap_or(0);
    let mut clients: Vec<Client> = Vec::new();
    for (index, place) in places.into_iter().enumerate().skip(start) {
        let missing = limit - i64::try_from(clients.len()).unwrap_or(limit);
        if missing <= 0 {
            break;
        }
        let here = Filter { place: Some(place), ..filter.clone() };
        let mut question = Question::new(actor, &here, Sort::Name);
        if let Some(cursor) = cursor.filter(|cursor| index == start && cursor.place == Some(place)) {
            question.from(cursor);
        }
        clients.extend(question.ask(db, forward, missing)?);
    }
    if !forward {
        clients.reverse();
    }
    Ok(clients)
}

/// All locations, closed ones too, by name.
pub(super) fn all_locations(db: &Conn, actor: &Actor) -> Result<Vec<LocationId>> {
    Ok(db.query_map(
        "SELECT id FROM locations WHERE workspace_id = $1 ORDER BY name_folded, id LIMIT 1000",
        &[&actor.workspace],
        |row| row.get(0),
    )?)
}

/// The call that is due first for each of these clients and their owner.
pub fn next_calls(db: &Conn, actor: &Actor, clients: &[Client]) -> Result<HashMap<ClientId, Call>> {
    first_calls(db, actor, &clients.iter().map(|client| (client.id, client.owner)).collect())
}

/// The same, for clients of whom only the owners are known.
pub(super) fn first_calls(
    db: &Conn,
    actor: &Actor,
    owners: &HashMap<ClientId, MemberId>,
) -> Result<HashMap<ClientId, Call>> {
    let mut ids: Vec<ClientId> = owners.keys().copied().collect();
    ids.sort();
    let mut first = HashMap::new();
    for call in calls::store::next_of_clients(db, actor.workspace, &ids)? {
        if owners.get(&call.client) == Some(&call.member) {
            first.entry(call.client).or_insert(call);
        }
    }
    Ok(first)
}
