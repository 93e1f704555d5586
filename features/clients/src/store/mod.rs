//! Every statement of this feature, by what it is about.

mod affiliations;
mod checks;
mod columns;
mod contact_points;
mod dates;
mod deeds;
mod fields;
mod filtered;
mod finding;
mod keys;
mod list;
mod merges;
mod pairs;
mod search;
mod tags;
mod values;
mod views;

pub use affiliations::*;
pub(crate) use checks::*;
pub use columns::*;
pub use contact_points::*;
pub use dates::*;
pub use deeds::*;
pub use fields::*;
pub use filtered::*;
pub use finding::*;
pub(crate) use keys::*;
pub use list::*;
pub use merges::*;
pub use pairs::*;
pub(crate) use search::to_search;
pub use tags::*;
pub use values::*;
pub use views::*;

use tend_core::{
    Actor, Day, Result, Timestamp, Tx,
    db::{Conn, FromRow, Row, search as index},
    fold,
    id::{ClientId, LocationId, MemberId},
};

use crate::client::{Client, NewClient};

/// What stands in search for a client.
const SEARCHED: &str = "client";

/// The columns of a client, in the order of its `FromRow`, and the tables they come from. The outer joins keep the client first:
/// its index gives the order of a list.
pub(crate) const COLUMNS: &str = "c.id, c.kind, c.name, c.given, c.family, c.about, c.owner_id, COALESCE(m.name, ''), c.location_id, \
     COALESCE(l.name, ''), c.cadence_days, c.since, c.last_contact_at, c.created_at, c.archived_at, c.archived_by, c.version";
pub(crate) const JOINS: &str = "LEFT JOIN members m ON m.workspace_id = $1 AND m.id = c.owner_id \
     LEFT JOIN locations l ON l.workspace_id = $1 AND l.id = c.location_id";

impl FromRow for Client {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        let since: String = row.get(11)?;
        let last_contact_at: Timestamp = row.get(12)?;
        Ok(Client {
            id: row.get(0)?,
            kind: row.get(1)?,
            name: row.get(2)?,
            given: row.get(3)?,
            family: row.get(4)?,
            about: row.get(5)?,
            owner: row.get(6)?,
            owner_name: row.get(7)?,
            location: row.get(8)?,
            location_name: row.get(9)?,
            cadence_days: row.get(10)?,
            since: since.parse().ok(),
            last_contact_at: (last_contact_at != NEVER).then_some(last_contact_at),
            created_at: row.get(13)?,
            archived_at: row.get(14)?,
            archived_by: row.get(15)?,
            version: row.get(16)?,
        })
    }
}

/// What the column says where there was no contact yet.
pub(crate) const NEVER: Timestamp = Timestamp(0);

/// A day or `''`.
pub(crate) fn day_text(day: Option<Day>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// One client; what is not in the actor's workspace is not found.
pub fn find(db: &Conn, actor: &Actor, id: ClientId) -> Result<Client> {
    let sql = format!("SELECT {COLUMNS} FROM clients c {JOINS} WHERE c.workspace_id = $1 AND c.id = $2");
    Ok(db.one(&sql, &[&actor.workspace, &id])?)
}

/// Several clients, in no order; those that are not found are left out.
pub fn found(db: &Conn, actor: &Actor, ids: &[ClientId]) -> Result<Vec<Client>> {
    // A few, or a page of the list: two statements serve all.
    let at_once = if ids.len() <= 16 { 16 } else { 50 };
    let places: Vec<String> = (2..2 + at_once).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM clients c {JOINS} WHERE c.workspace_id = $1 AND c.id IN ({})",
        places.join(", ")
    );
    let mut clients = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(at_once) {
        // The last chunk is filled up with its own last id.
        let Some(last) = chunk.last() else { break };
        let mut params: Vec<&dyn tend_core::db::Param> = vec![&actor.workspace];
        params.extend((0..at_once).map(|index| chunk.get(index).unwrap_or(last) as &dyn tend_core::db::Param));
        clients.extend(db.query::<Client>(&sql, &params)?);
    }
    Ok(clients)
}

/// What several clients are called, folded as they are sorted by, in no order; those laid aside, and those that are not found, are left
/// out. Much less work than [`found`].
pub fn names(db: &Conn, actor: &Actor, ids: &[ClientId]) -> Result<Vec<(ClientId, String, String)>> {
    const CHUNK: usize = 50;
    let places: Vec<String> = (2..2 + CHUNK).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT id, name, name_folded FROM clients WHERE workspace_id = $1 AND id IN ({}) AND archived_at IS NULL",
        places.join(", ")
    );
    let mut names = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let Some(last) = chunk.last() else { break };
        let mut params: Vec<&dyn tend_core::db::Param> = vec![&actor.workspace];
        params.extend((0..CHUNK).map(|index| chunk.get(index).unwrap_or(last) as &dyn tend_core::db::Param));
        names.extend(db.query_map(&sql, &params, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?);
    }
    Ok(names)
}

/// Which of several clients stand in the lists, in no order: those laid aside, and those that are not found, are left out.
pub fn in_lists(db: &Conn, actor: &Actor, ids: &[ClientId]) -> Result<Vec<ClientId>> {
    const CHUNK: usize = 50;
    let places: Vec<String> = (2..2 + CHUNK).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT id FROM clients WHERE workspace_id = $1 AND id IN ({}) AND archived_at IS NULL",
        places.join(", ")
    );
    let mut there: Vec<ClientId> = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let Some(last) = chunk.last() else { break };
        let mut params: Vec<&dyn tend_core::db::Param> = vec![&actor.workspace];
        params.extend((0..CHUNK).map(|index| chunk.get(index).unwrap_or(last) as &dyn tend_core::db::Param));
        there.extend(db.query_map(&sql, &params, |row| row.get::<ClientId>(0))?);
    }
    Ok(there)
}

/// Clients who have all words of the text, each at the beginning of one of theirs; names first. Those laid aside come last.
pub fn search(db: &Conn, actor: &Actor, text: &str, limit: usize) -> Result<Vec<Client>> {
    let hits = index::find_kinds(db, actor.workspace.0, &[SEARCHED], text, limit)?;
    let ids: Vec<ClientId> = hits.iter().map(|hit| ClientId(hit.id)).collect();
    let mut clients = found(db, actor, &ids)?;
    clients.sort_by_key(|client| (client.archived_at.is_some(), ids.iter().position(|id| *id == client.id)));
    Ok(clients)
}

/// Clients who are called exactly so, accents and capitals aside; for likely duplicates.
pub fn named(db: &Conn, actor: &Actor, name: &str, limit: i64) -> Result<Vec<Client>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM clients c {JOINS} WHERE c.workspace_id = $1 AND c.name_folded = $2 AND c.archived_at IS NULL \
         ORDER BY c.id LIMIT $3"
    );
    Ok(db.query(&sql, &[&actor.workspace, &fold::fold(name), &limit])?)
}

/// Text kept from imports, by its column.
pub fn fields(db: &Conn, actor: &Actor, id: ClientId) -> Result<serde_json::Value> {
    Ok(db.scalar("SELECT fields FROM clients WHERE workspace_id = $1 AND id = $2", &[&actor.workspace, &id])?)
}

pub(crate) fn insert(tx: &Tx, id: ClientId, new: &NewClient) -> Result<()> {
    tx.exec(
        "INSERT INTO clients (workspace_id, id, kind, name, name_folded, given, family, about, owner_id, location_id, cadence_days, \
         since, last_contact_at, fields, created_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1)",
        &[
            &tx.actor.workspace,
            &id,
            &new.kind,
            &new.name,
            &fold::fold(&new.name),
            &new.given,
            &new.family,
            &new.about,
            &new.owner,
            &new.location,
            &new.cadence_days,
            &day_text(new.since),
            &new.last_contact_at.unwrap_or(NEVER),
            &serde_json::Value::Object(new.fields.clone()),
            &tx.now,
        ],
    )?;
    Ok(())
}

/// Puts a client into search, or renews what stands there.
pub(crate) fn put_in_search(tx: &Tx, id: ClientId, name: &str, about: &str) {
    tx.put_in_search(SEARCHED, id.0, name, about);
}

/// Whom search finds by other words now, as they stand in the book.
pub fn renew_in_search(tx: &Tx, id: ClientId) -> Result<()> {
    let client = find(tx, &tx.actor, id)?;
    put_in_search(tx, id, &client.name, &client.about);
    Ok(())
}

/// Writes what can be changed about a client; conflict unless it is still at the version it was read at.
pub(crate) fn update(tx: &Tx, client: &Client) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE clients SET name = $4, name_folded = $5, given = $6, family = $7, about = $8, owner_id = $9, location_id = $10, \
         cadence_days = $11, since = $12, last_contact_at = $13, archived_at = $14, archived_by = $15, version = version + 1 \
         WHERE workspace_id = $1 AND id = $2 AND version = $3",
        &[
            &tx.actor.workspace,
            &client.id,
            &client.version,
            &client.name,
            &fold::fold(&client.name),
            &client.given,
            &client.family,
            &client.about,
            &client.owner,
            &client.location,
            &client.cadence_days,
            &day_text(client.since),
            &client.last_contact_at.unwrap_or(NEVER),
            &client.archived_at,
            &client.archived_by,
        ],
    )?)
}

/// All in the lists whom one member owns go to another; gives whom.
pub(crate) fn hand_over(tx: &Tx, from: MemberId, to: MemberId) -> Result<Vec<ClientId>> {
    Ok(tx.query_map(
        "UPDATE clients SET owner_id = $3, version = version + 1 WHERE workspace_id = $1 AND owner_id = $2 AND archived_at IS NULL \
         RETURNING id",
        &[&tx.actor.workspace, &from, &to],
        |row| row.get(0),
    )?)
}

/// The same for those laid aside.
pub(crate) fn hand_over_laid_aside(tx: &Tx, from: MemberId, to: MemberId) -> Result<Vec<ClientId>> {
    Ok(tx.query_map(
        "UPDATE clients SET owner_id = $3, version = version + 1 WHERE workspace_id = $1 AND owner_id = $2 AND archived_at IS NOT NULL \
         RETURNING id",
        &[&tx.actor.workspace, &from, &to],
        |row| row.get(0),
    )?)
}

/// Moves the last contact forward; says whether it was earlier. Two who write at once both succeed, and the later contact stands.
pub(crate) fn touch(tx: &Tx, id: ClientId, at: Timestamp) -> Result<bool> {
    let changed = tx.exec(
        "UPDATE clients SET last_contact_at = $3, version = version + 1 WHERE workspace_id = $1 AND id = $2 AND last_contact_at < $3",
        &[&tx.actor.workspace, &id, &at],
    )?;
    Ok(changed == 1)
}

/// Replaces the text kept from imports.
pub(crate) fn set_fields(tx: &Tx, id: ClientId, version: i64, fields: &serde_json::Value) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE clients SET fields = $4, version = version + 1 WHERE workspace_id = $1 AND id = $2 AND version = $3",
        &[&tx.actor.workspace, &id, &version, fields],
    )?)
}

/// Forgets a client altogether, with all that stands below it; for taking back an import.
pub(crate) fn delete(tx: &Tx, id: ClientId, version: i64) -> Result<()> {
    tx.take_out_of_search(SEARCHED, id.0);
    Ok(tx.exec_one(
        "DELETE FROM clients WHERE workspace_id = $1 AND id = $2 AND version = $3",
        &[&tx.actor.workspace, &id, &version],
    )?)
}

/// A member who still works here, by id: their name.
pub fn member_name(db: &Conn, actor: &Actor, member: MemberId) -> Result<String> {
    Ok(db.scalar(
        "SELECT name FROM members WHERE workspace_id = $1 AND id = $2 AND left_at IS NULL",
        &[&actor.workspace, &member],
    )?)
}

/// Members who still work here, by name.
pub fn members(db: &Conn, actor: &Actor) -> Result<Vec<(MemberId, String)>> {
    Ok(db.query_map(
        "SELECT id, name FROM members WHERE workspace_id = $1 AND left_at IS NULL ORDER BY name_folded, id LIMIT 500",
        &[&actor.workspace],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}

/// Locations that are open, by name, each with its zone.
pub fn locations(db: &Conn, actor: &Actor) -> Result<Vec<(LocationId, String)>> {
    Ok(db.query_map(
        "SELECT id, name FROM locations WHERE workspace_id = $1 AND closed_at IS NULL ORDER BY name_folded, id LIMIT 500",
        &[&actor.workspace],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}

/// A location's time zone.
pub(crate) fn zone_of(db: &Conn, actor: &Actor, location: LocationId) -> Result<jiff::tz::TimeZone> {
    let zone: String =
        db.scalar("SELECT zone FROM locations WHERE workspace_id = $1 AND id = $2", &[&actor.workspace, &location])?;
    Ok(jiff::tz::TimeZone::get(&zone).unwrap_or(jiff::tz::TimeZone::UTC))
}
