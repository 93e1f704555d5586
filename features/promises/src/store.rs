//! The statements of promises.

mod checks;
mod tally;

use jiff::tz::TimeZone;
use tend_core::{
    Actor, Day, Result, Role, Timestamp, Tx,
    auth::members,
    db::{Conn, FromRow, Param, Row},
    house::{self, Location},
    id::{ClientId, EntryId, LocationId, MemberId, WorkspaceId},
};

use crate::{
    due::{Closing, Due},
    promise::{Ending, Mark, Promise, PromiseId, To},
};
pub(crate) use checks::*;
pub(crate) use tally::count;
pub use tally::kept_rate;

/// Whose promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// One member's.
    Member(MemberId),
    /// Those of one place.
    Place(LocationId),
    /// Everyone's.
    Everyone,
}

/// Where a page of a list begins: after this moment (and this id, where two share one).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    /// The moment of the last promise shown: when it is due, or when it was done.
    pub at: Timestamp,
    /// Its id.
    pub id: PromiseId,
}

impl After {
    /// From the first one on.
    pub const FIRST: After = After { at: Timestamp(i64::MIN), id: PromiseId(uuid::Uuid::nil()) };
    /// From the newest one on.
    pub const NEWEST: After = After { at: Timestamp(i64::MAX), id: PromiseId(uuid::Uuid::max()) };
}

const COLUMNS: &str = "id, client_id, to_member_id, owner_id, location_id, words, act, due_at, whole_day, starts_at, state, \
                       made_at, made_by, made_entry, ended_at, ended_by, ended_entry, ended_day, kept_on_time, \
                       made_good_at, made_good_by, made_good_entry, version";

/// One promise; what is not of the actor's workspace is not found.
pub fn find(db: &Conn, actor: &Actor, id: PromiseId) -> Result<Promise> {
    let sql = format!("SELECT {COLUMNS} FROM promises WHERE workspace_id = $1 AND id = $2");
    Ok(db.one(&sql, &[&actor.workspace, &id])?)
}

/// Forgets a promise that nobody touched since it was made; conflict when somebody did.
pub(crate) fn delete(tx: &Tx, promise: &Promise) -> Result<()> {
    Ok(tx.exec_one(
        "DELETE FROM promises WHERE workspace_id = $1 AND id = $2 AND version = $3",
        &[&tx.actor.workspace, &promise.id, &promise.version],
    )?)
}

/// What is owed to a client, first what is due first.
pub fn of_client_open(db: &Conn, actor: &Actor, client: ClientId, limit: i64) -> Result<Vec<Promise>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM promises WHERE workspace_id = $1 AND client_id = $2 AND done_at IS NULL ORDER BY due_at, id LIMIT $3"
    );
    Ok(db.query(&sql, &[&actor.workspace, &client, &limit])?)
}

/// How many clients one statement asks for.
const AT_ONCE: usize = 50;

/// What is broken and not made good, of all that is owed to these clients; twenty a client are enough.
pub(crate) fn broken_to(db: &Conn, actor: &Actor, clients: &[ClientId]) -> Result<Vec<Promise>> {
    let places: Vec<String> = (2..2 + AT_ONCE).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM promises WHERE workspace_id = $1 AND client_id IN ({}) AND done_at IS NULL AND state = 'broken' \
         ORDER BY client_id, due_at, id LIMIT {}",
        places.join(", "),
        AT_ONCE * 20
    );
    let mut broken = Vec::new();
    for chunk in clients.chunks(AT_ONCE) {
        let mut params: Vec<&dyn Param> = vec![&actor.workspace];
        // One text for every number of clients: what is left of a chunk asks for its first client again.
        params.extend((0..AT_ONCE).map(|at| chunk.get(at).unwrap_or(&chunk[0]) as &dyn Param));
        broken.extend(db.query::<Promise>(&sql, &params)?);
    }
    Ok(broken)
}

/// Every promise that was ever made to a client: for who is erased.
pub(crate) fn every_of_client(db: &Conn, actor: &Actor, client: ClientId) -> Result<Vec<Promise>> {
    let sql = format!("SELECT {COLUMNS} FROM promises WHERE workspace_id = $1 AND client_id = $2 ORDER BY made_at, id");
    Ok(db.query(&sql, &[&actor.workspace, &client])?)
}

/// What was promised to a client after this id, the newest first.
pub(crate) fn newer(db: &Conn, actor: &Actor, client: ClientId, after: uuid::Uuid, limit: i64) -> Result<Vec<Promise>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM promises WHERE workspace_id = $1 AND client_id = $2 AND id > $3 ORDER BY id DESC LIMIT $4"
    );
    Ok(db.query(&sql, &[&actor.workspace, &client, &after, &limit])?)
}

/// What a member owes, first what is due first; promises within the house among it.
pub fn of_member_open(db: &Conn, actor: &Actor, member: MemberId, limit: i64) -> Result<Vec<Promise>> {
    owed(db, actor, Whose::Member(member), After::FIRST, limit)
}

/// What is owed, first what is due first, from one place of the list on.
pub fn owed(db: &Conn, actor: &Actor, whose: Whose, after: After, limit: i64) -> Result<Vec<Promise>> {
    let (column, id) = column_of(whose);
    let sql = format!(
        "SELECT {COLUMNS} FROM promises WHERE workspace_id = $1 AND {column} done_at IS NULL AND (due_at, id) > ($2, $3) \
         ORDER BY due_at, id LIMIT $4"
    );
    Ok(match id {
        Some(id) => db.query(&sql, &[&actor.workspace, &after.at, &after.id, &limit, &id])?,
        None => db.query(&sql, &[&actor.workspace, &after.at, &after.id, &limit])?,
    })
}

/// What is done, newest first, from one place of the list on; each with the moment it was done.
pub fn done(db: &Conn, actor: &Actor, whose: Whose, before: After, limit: i64) -> Result<Vec<Promise>> {
    let (column, id) = column_of(whose);
    let sql = format!(
        "SELECT {COLUMNS} FROM promises WHERE workspace_id = $1 AND {column} done_at IS NOT NULL AND (done_at, id) < ($2, $3) \
         ORDER BY done_at DESC, id DESC LIMIT $4"
    );
    Ok(match id {
        Some(id) => db.query(&sql, &[&actor.workspace, &before.at, &before.id, &limit, &id])?,
        None => db.query(&sql, &[&actor.workspace, &before.at, &before.id, &limit])?,
    })
}

/// The part of a list's statement that says whose, and the id it asks for.
fn column_of(whose: Whose) -> (&'static str, Option<uuid::Uuid>) {
    match whose {
        Whose::Member(member) => ("owner_id = $5 AND", Some(member.0)),
        Whose::Place(location) => ("location_id = $5 AND", Some(location.0)),
        Whose::Everyone => ("", None),
    }
}

/// How many promises a member owes, counted up to `most`.
pub fn count_owed(db: &Conn, actor: &Actor, member: MemberId, most: i64) -> Result<u64> {
    let count: i64 = db.scalar(
        "SELECT COUNT(*) FROM (SELECT id FROM promises WHERE workspace_id = $1 AND owner_id = $2 AND done_at IS NULL LIMIT $3) owed",
        &[&actor.workspace, &member, &most],
    )?;
    Ok(count.unsigned_abs())
}

/// How many of a member's promises are due before `until`, or broken and not made good; counted up to `most`.
pub fn count_due(db: &Conn, actor: &Actor, member: MemberId, until: Timestamp, most: i64) -> Result<u64> {
    let count: i64 = db.scalar(
        "SELECT COUNT(*) FROM (SELECT id FROM promises WHERE workspace_id = $1 AND owner_id = $2 AND done_at IS NULL \
         AND due_at < $3 LIMIT $4) owed",
        &[&actor.workspace, &member, &until, &most],
    )?;
    Ok(count.unsigned_abs())
}

/// Open promises whose time passed before then, first what was due first, from one place on.
pub(crate) fn open_before(
    db: &Conn,
    actor: &Actor,
    before: Timestamp,
    after: After,
    limit: i64,
) -> Result<Vec<Promise>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM promises WHERE workspace_id = $1 AND state = 'open' AND due_at <= $2 AND (due_at, id) > ($3, $4) \
         ORDER BY due_at, id LIMIT $5"
    );
    Ok(db.query(&sql, &[&actor.workspace, &before, &after.at, &after.id, &limit])?)
}

/// What one member owes one client.
pub(crate) fn owed_to_client_by(db: &Conn, actor: &Actor, client: ClientId, owner: MemberId) -> Result<Vec<Promise>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM promises WHERE workspace_id = $1 AND client_id = $2 AND owner_id = $3 AND done_at IS NULL ORDER BY due_at, id"
    );
    Ok(db.query(&sql, &[&actor.workspace, &client, &owner])?)
}

pub(crate) fn insert(tx: &Tx, promise: &Promise) -> Result<()> {
    tx.exec(
        "INSERT INTO promises (workspace_id, id, client_id, to_member_id, owner_id, location_id, words, act, due_at, whole_day, \
         starts_at, state, made_at, made_by, made_entry, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        &[
            &tx.actor.workspace,
            &promise.id,
            &promise.to.client(),
            &promise.to.colleague(),
            &promise.owner,
            &promise.location,
            &promise.words,
            &promise.act,
            &promise.due.at,
            &promise.due.whole_day,
            &promise.starts_at,
            &promise.state,
            &promise.made.at,
            &promise.made.by,
            &promise.made.entry,
            &promise.version,
        ],
    )?;
    Ok(())
}

/// Writes a promise as it is now, if nobody changed it since it was read; says whether it was.
pub(crate) fn save(tx: &Tx, promise: &Promise) -> Result<bool> {
    let ended = promise.ended.map(|ending| ending.mark);
    let changed = tx.exec(
        "UPDATE promises SET owner_id = $4, location_id = $5, words = $6, act = $7, due_at = $8, whole_day = $9, starts_at = $10, \
         state = $11, ended_at = $12, ended_by = $13, ended_entry = $14, ended_day = $15, kept_on_time = $16, made_good_at = $17, \
         made_good_by = $18, made_good_entry = $19, done_at = $20, version = version + 1 \
         WHERE workspace_id = $1 AND id = $2 AND version = $3",
        &[
            &tx.actor.workspace,
            &promise.id,
            &promise.version,
            &promise.owner,
            &promise.location,
            &promise.words,
            &promise.act,
            &promise.due.at,
            &promise.due.whole_day,
            &promise.starts_at,
            &promise.state,
            &ended.map(|mark| mark.at),
            &ended.and_then(|mark| mark.by),
            &ended.map(|mark| mark.entry),
            &promise.ended.map(|ending| ending.day),
            &promise.kept_on_time,
            &promise.made_good.map(|mark| mark.at),
            &promise.made_good.and_then(|mark| mark.by),
            &promise.made_good.map(|mark| mark.entry),
            &promise.done_at(),
        ],
    )?;
    Ok(changed == 1)
}

/// The name of a member, whether they still work here or not.
pub(crate) fn member_name(db: &Conn, actor: &Actor, member: MemberId) -> Result<String> {
    Ok(db.scalar("SELECT name FROM members WHERE workspace_id = $1 AND id = $2", &[&actor.workspace, &member])?)
}

/// How long after its time a promise is broken by itself, in microseconds.
pub(crate) fn grace_us(db: &Conn, workspace: WorkspaceId) -> Result<i64> {
    Ok(house::store::workspace(db, workspace)?.promise_grace_us)
}

/// A member, with the place they work at.
#[derive(Clone, Debug)]
pub struct Colleague {
    /// Their id.
    pub id: MemberId,
    /// How colleagues see them.
    pub name: String,
    /// Whether they work here no more.
    pub has_left: bool,
    /// Where they work.
    pub place: Place,
}

/// A location, as far as promises need it.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its id.
    pub id: LocationId,
    /// Its name.
    pub name: String,
    /// Its zone.
    pub zone: TimeZone,
    /// When its days end.
    pub closing: Closing,
}

impl From<Location> for Place {
    fn from(location: Location) -> Place {
        let closing = Closing::of(&location.hours);
        Place { id: location.id, name: location.name, zone: location.hours.zone, closing }
    }
}

/// One member with their place, whether they still work here or not.
pub fn colleague(db: &Conn, actor: &Actor, member: MemberId) -> Result<Colleague> {
    let member = members::find(db, actor.workspace, member)?;
    let place = place(db, actor, member.location)?;
    Ok(Colleague { id: member.id, name: member.name, has_left: member.left_at.is_some(), place })
}

/// Those who look after clients here, by name: their ids and names.
pub fn colleagues(db: &Conn, actor: &Actor) -> Result<Vec<(MemberId, String)>> {
    let present = members::present(db, actor.workspace)?.into_iter();
    Ok(present.filter(|member| member.role >= Role::Member).map(|member| (member.id, member.name)).collect())
}

/// One place.
pub fn place(db: &Conn, actor: &Actor, location: LocationId) -> Result<Place> {
    Ok(house::store::location(db, actor.workspace, location)?.into())
}

impl FromRow for Promise {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        let to = match (row.get::<Option<ClientId>>(1)?, row.get::<Option<MemberId>>(2)?) {
            (Some(client), _) => To::Client(client),
            (None, Some(member)) => To::Colleague(member),
            (None, None) => return Err(tend_core::db::Error::NoRow),
        };
        Ok(Promise {
            id: row.get(0)?,
            to,
            owner: row.get(3)?,
            location: row.get(4)?,
            words: row.get(5)?,
            act: row.get(6)?,
            due: Due { at: row.get(7)?, whole_day: row.get(8)? },
            starts_at: row.get(9)?,
            state: row.get(10)?,
            made: Mark { at: row.get(11)?, by: row.get(12)?, entry: row.get(13)? },
            ended: mark(row, 14)?.zip(row.get::<Option<Day>>(17)?).map(|(mark, day)| Ending { mark, day }),
            kept_on_time: row.get(18)?,
            made_good: mark(row, 19)?,
            version: row.get(22)?,
        })
    }
}

/// Three columns from `first` on: when, who, which entry; nothing where it has not happened.
fn mark(row: &Row, first: usize) -> tend_core::db::Result<Option<Mark>> {
    let (at, entry): (Option<Timestamp>, Option<EntryId>) = (row.get(first)?, row.get(first + 2)?);
    let by = row.get(first + 1)?;
    Ok(at.zip(entry).map(|(at, entry)| Mark { at, by, entry }))
}
