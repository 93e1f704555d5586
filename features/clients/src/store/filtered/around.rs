//! Where clients stand in an order: what it needs besides them, and the keys it makes of that.

use std::collections::HashMap;

use tend_core::{
    Actor, Result,
    calls::Call,
    db::{Conn, Param},
    fold,
    id::{ClientId, MemberId},
};

use super::{
    super::{
        list::{all_locations, first_calls},
        members,
    },
    Asked, Light, wants,
};
use crate::{
    fields::FieldId,
    list::{Order, Sort, Stand, sortable},
};

/// What an order needs besides the clients.
pub(super) struct Around {
    /// The places in their order.
    pub places: Vec<String>,
    owners: HashMap<MemberId, String>,
    values: HashMap<ClientId, String>,
    next: HashMap<ClientId, Call>,
}

impl Around {
    pub fn read(db: &Conn, actor: &Actor, asked: &Asked, clients: &[Light]) -> Result<Around> {
        let mut around =
            Around { places: Vec::new(), owners: HashMap::new(), values: HashMap::new(), next: HashMap::new() };
        match asked.order {
            Order::Custom(field) => around.values = keys_of(db, actor, field, clients)?,
            Order::Standard(Sort::Place) => {
                around.places = all_locations(db, actor)?.iter().map(ToString::to_string).collect();
            }
            Order::Standard(Sort::Owner) => around.owners = members(db, actor)?.into_iter().collect(),
            Order::Standard(Sort::Wants) => {
                let ids: Vec<ClientId> = clients.iter().map(|client| client.id).collect();
                around.values = wants::words(db, actor, asked.wants, &ids)?;
            }
            Order::Standard(Sort::When | Sort::Next) => around.next = next_of(db, actor, clients)?,
            Order::Standard(_) => {}
        }
        Ok(around)
    }

    /// Where a client stands in an order.
    pub fn stand(&self, client: Light, order: Order) -> Stand {
        let name = client.name;
        let alone = |key| (String::new(), vec![key]);
        let (group, keys) = match order {
            Order::Standard(Sort::Name) => alone(name),
            Order::Standard(Sort::Spoke) => alone(sortable(client.spoke)),
            Order::Standard(Sort::Since) => alone(client.since),
            Order::Standard(Sort::Place) => (client.place.to_string(), vec![name]),
            Order::Standard(Sort::Added) => (String::new(), Vec::new()),
            Order::Standard(Sort::Owner) => {
                let owner = self.owners.get(&client.owner).map(|owner| fold::fold(owner)).unwrap_or_default();
                (String::new(), vec![owner, name])
            }
            Order::Standard(Sort::About) => some_first(fold::fold(&client.about), name),
            Order::Standard(Sort::Rhythm) => some_first(client.rhythm.map(sortable).unwrap_or_default(), name),
            Order::Standard(Sort::When) => match self.next.get(&client.id) {
                Some(call) => ("some".into(), vec![sortable(call.when.due().0)]),
                None => ("none".into(), vec![name]),
            },
            Order::Standard(Sort::Next) => {
                let next = self.next.get(&client.id);
                let words = next.map(|call| if call.act.is_empty() { &call.reason } else { &call.act });
                some_first(words.map(|words| fold::fold(words)).unwrap_or_default(), name)
            }
            Order::Custom(_) | Order::Standard(Sort::Wants) => {
                some_first(self.values.get(&client.id).cloned().unwrap_or_default(), name)
            }
        };
        Stand { group, keys, id: client.id }
    }
}

fn some_first(key: String, name: String) -> (String, Vec<String>) {
    if key.is_empty() { ("none".into(), vec![name]) } else { ("some".into(), vec![key, name]) }
}

/// The call that is due first for each of these clients and their owner.
fn next_of(db: &Conn, actor: &Actor, clients: &[Light]) -> Result<HashMap<ClientId, Call>> {
    let owners: HashMap<ClientId, MemberId> = clients.iter().map(|client| (client.id, client.owner)).collect();
    first_calls(db, actor, &owners)
}

/// The first key of a field for each of these clients.
fn keys_of(db: &Conn, actor: &Actor, field: FieldId, clients: &[Light]) -> Result<HashMap<ClientId, String>> {
    const CHUNK: usize = 100;
    let places: Vec<String> = (3..3 + CHUNK).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT client_id, MIN(value_key) FROM client_values WHERE workspace_id = $1 AND field_id = $2 AND value_key > '' \
         AND client_id IN ({}) GROUP BY client_id",
        places.join(", ")
    );
    let mut keys = HashMap::new();
    for chunk in clients.chunks(CHUNK) {
        let Some(last) = chunk.last() else { break };
        let mut params: Vec<&dyn Param> = vec![&actor.workspace, &field];
        params.extend((0..CHUNK).map(|at| &chunk.get(at).unwrap_or(last).id as &dyn Param));
        keys.extend(db.query_map(&sql, &params, |row| Ok((row.get::<ClientId>(0)?, row.get::<String>(1)?)))?);
    }
    Ok(keys)
}
