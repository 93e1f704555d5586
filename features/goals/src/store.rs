//! The statements of goals.

mod checks;

use std::collections::HashMap;

use tend_core::{
    Actor, Result, Tx,
    db::{Conn, FromRow, Param, Row},
    id::{ClientId, EntryId, MemberId},
};

use crate::goal::{Goal, GoalId, Help, Mark};
pub(crate) use checks::*;

const COLUMNS: &str = "id, client_id, words, said_by, from_entry, why, measure, wanted_by, rank, serves_id, state, help, help_words, \
                       their_word, cadence_days, named_at, named_by, named_entry, moved_at, moved_before_at, ended_at, ended_by, \
                       ended_entry, version";

/// One goal; what is not of the actor's workspace is not found.
pub fn find(db: &Conn, actor: &Actor, id: GoalId) -> Result<Goal> {
    let sql = format!("SELECT {COLUMNS} FROM goals WHERE workspace_id = $1 AND id = $2");
    Ok(db.one(&sql, &[&actor.workspace, &id])?)
}

/// What a client wants to do, what matters most first.
pub fn open_of_client(db: &Conn, actor: &Actor, client: ClientId, limit: i64) -> Result<Vec<Goal>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM goals WHERE workspace_id = $1 AND client_id = $2 AND ended_at IS NULL ORDER BY rank, id LIMIT $3"
    );
    Ok(db.query(&sql, &[&actor.workspace, &client, &limit])?)
}

/// What they attained or let go, the newest first.
pub fn ended_of_client(db: &Conn, actor: &Actor, client: ClientId, limit: i64) -> Result<Vec<Goal>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM goals WHERE workspace_id = $1 AND client_id = $2 AND ended_at IS NOT NULL \
         ORDER BY ended_at DESC, id DESC LIMIT $3"
    );
    Ok(db.query(&sql, &[&actor.workspace, &client, &limit])?)
}

/// How many they attained or let go, counted up to `most`.
pub fn count_ended(db: &Conn, actor: &Actor, client: ClientId, most: i64) -> Result<i64> {
    Ok(db.scalar(
        "SELECT COUNT(*) FROM (SELECT id FROM goals WHERE workspace_id = $1 AND client_id = $2 AND ended_at IS NOT NULL LIMIT $3) gone",
        &[&actor.workspace, &client, &most],
    )?)
}

/// What these clients want to do first, each in their words.
pub fn first_of_clients(db: &Conn, actor: &Actor, clients: &[ClientId]) -> Result<Vec<(ClientId, String)>> {
    if clients.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (2..clients.len() + 2).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT g.client_id, g.words FROM goals g WHERE g.workspace_id = $1 AND g.client_id IN ({}) AND g.ended_at IS NULL \
         AND NOT EXISTS (SELECT 1 FROM goals o WHERE o.workspace_id = $1 AND o.client_id = g.client_id AND o.ended_at IS NULL \
         AND (o.rank, o.id) < (g.rank, g.id))",
        places.join(", ")
    );
    let params: Vec<&dyn Param> =
        std::iter::once(&actor.workspace as &dyn Param).chain(clients.iter().map(|id| id as &dyn Param)).collect();
    Ok(db.query_map(&sql, &params, |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Goals after this one, in the order of their ids: everyone's, or one client's.
pub fn after(db: &Conn, actor: &Actor, client: Option<ClientId>, after: GoalId, limit: i64) -> Result<Vec<Goal>> {
    let whose = if client.is_some() { "client_id = $4 AND " } else { "" };
    let sql = format!("SELECT {COLUMNS} FROM goals WHERE workspace_id = $1 AND {whose}id > $2 ORDER BY id LIMIT $3");
    Ok(match client {
        Some(client) => db.query(&sql, &[&actor.workspace, &after, &limit, &client])?,
        None => db.query(&sql, &[&actor.workspace, &after, &limit])?,
    })
}

/// What was named for a client after this id, the newest first.
pub(crate) fn newer(db: &Conn, actor: &Actor, client: ClientId, after: uuid::Uuid, limit: i64) -> Result<Vec<Goal>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM goals WHERE workspace_id = $1 AND client_id = $2 AND id > $3 ORDER BY id DESC LIMIT $4"
    );
    Ok(db.query(&sql, &[&actor.workspace, &client, &after, &limit])?)
}

/// Those that serve this one.
pub fn serving(db: &Conn, actor: &Actor, id: GoalId, limit: i64) -> Result<Vec<Goal>> {
    let sql =
        format!("SELECT {COLUMNS} FROM goals WHERE workspace_id = $1 AND serves_id = $2 ORDER BY rank, id LIMIT $3");
    Ok(db.query(&sql, &[&actor.workspace, &id, &limit])?)
}

/// Takes the goals of a client for this transaction alone: who changes what serves what, or the order, sees what others have written
/// and nobody writes beside them.
pub(crate) fn hold_all(tx: &Tx, client: ClientId) -> Result<()> {
    tx.exec(
        "UPDATE goals SET version = version WHERE workspace_id = $1 AND client_id = $2",
        &[&tx.actor.workspace, &client],
    )?;
    Ok(())
}

/// Which goal serves which, from this one upwards. It follows wherever that leads: clients who were one for a while may serve each other.
pub(crate) fn serves_from(db: &Conn, actor: &Actor, goal: GoalId) -> Result<HashMap<GoalId, GoalId>> {
    let pairs: Vec<(GoalId, GoalId)> = db.query_map(
        "WITH RECURSIVE up (id, serves_id) AS ( \
         SELECT id, serves_id FROM goals WHERE workspace_id = $1 AND id = $2 UNION \
         SELECT g.id, g.serves_id FROM up JOIN goals g ON g.workspace_id = $1 AND g.id = up.serves_id) \
         SELECT id, serves_id FROM up WHERE serves_id IS NOT NULL",
        &[&actor.workspace, &goal],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(pairs.into_iter().collect())
}

/// The order in which a client's open goals stand, each with its rank.
pub(crate) fn order(db: &Conn, actor: &Actor, client: ClientId) -> Result<Vec<(GoalId, i64)>> {
    Ok(db.query_map(
        "SELECT id, rank FROM goals WHERE workspace_id = $1 AND client_id = $2 AND ended_at IS NULL ORDER BY rank, id",
        &[&actor.workspace, &client],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}

/// Another place among theirs.
pub(crate) fn set_rank(tx: &Tx, id: GoalId, rank: i64) -> Result<()> {
    tx.exec(
        "UPDATE goals SET rank = $3, version = version + 1 WHERE workspace_id = $1 AND id = $2",
        &[&tx.actor.workspace, &id, &rank],
    )?;
    Ok(())
}

/// What served this one serves nothing any more.
pub(crate) fn release_serving(tx: &Tx, id: GoalId) -> Result<()> {
    tx.exec(
        "UPDATE goals SET serves_id = NULL, version = version + 1 WHERE workspace_id = $1 AND serves_id = $2",
        &[&tx.actor.workspace, &id],
    )?;
    Ok(())
}

/// What served a goal of this client serves nothing any more: they go.
pub(crate) fn release_serving_client(tx: &Tx, client: ClientId) -> Result<()> {
    tx.exec(
        "UPDATE goals SET serves_id = NULL, version = version + 1 WHERE workspace_id = $1 AND client_id <> $2 AND serves_id IN \
         (SELECT id FROM goals WHERE workspace_id = $1 AND client_id = $2)",
        &[&tx.actor.workspace, &client],
    )?;
    Ok(())
}

/// Forgets a goal, unless somebody changed it after `version`.
pub(crate) fn delete(tx: &Tx, goal: &Goal) -> Result<()> {
    Ok(tx.exec_one(
        "DELETE FROM goals WHERE workspace_id = $1 AND id = $2 AND version = $3",
        &[&tx.actor.workspace, &goal.id, &goal.version],
    )?)
}

pub(crate) fn insert(tx: &Tx, goal: &Goal) -> Result<()> {
    tx.exec(
        "INSERT INTO goals (workspace_id, id, client_id, words, said_by, from_entry, why, measure, wanted_by, rank, serves_id, state, \
         help, help_words, their_word, cadence_days, named_at, named_by, named_entry, moved_at, moved_before_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)",
        &[
            &tx.actor.workspace,
            &goal.id,
            &goal.client,
            &goal.words,
            &goal.said_by,
            &goal.from_entry,
            &goal.why,
            &goal.measure,
            &goal.wanted_by,
            &goal.rank,
            &goal.serves,
            &goal.state,
            &help_word(goal),
            &goal.help_words,
            &goal.their_word,
            &goal.cadence_days,
            &goal.named.at,
            &goal.named.by,
            &goal.named.entry,
            &goal.moved_at,
            &goal.moved_before_at,
            &goal.version,
        ],
    )?;
    Ok(())
}

/// Writes how a goal stands now; no where somebody changed it meanwhile.
pub(crate) fn save(tx: &Tx, goal: &Goal) -> Result<bool> {
    let changed = tx.exec(
        "UPDATE goals SET version = version + 1, words = $4, said_by = $5, why = $6, measure = $7, wanted_by = $8, serves_id = $9, \
         state = $10, help = $11, help_words = $12, their_word = $13, cadence_days = $14, moved_at = $15, moved_before_at = $16, \
         ended_at = $17, ended_by = $18, ended_entry = $19 WHERE workspace_id = $1 AND id = $2 AND version = $3",
        &[
            &tx.actor.workspace,
            &goal.id,
            &goal.version,
            &goal.words,
            &goal.said_by,
            &goal.why,
            &goal.measure,
            &goal.wanted_by,
            &goal.serves,
            &goal.state,
            &help_word(goal),
            &goal.help_words,
            &goal.their_word,
            &goal.cadence_days,
            &goal.moved_at,
            &goal.moved_before_at,
            &goal.ended.map(|mark| mark.at),
            &goal.ended.and_then(|mark| mark.by),
            &goal.ended.map(|mark| mark.entry),
        ],
    )?;
    Ok(changed == 1)
}

fn help_word(goal: &Goal) -> String {
    goal.help.map(|help| help.to_string()).unwrap_or_default()
}

/// The name of a member, whether they still work here or not.
pub(crate) fn member_name(db: &Conn, actor: &Actor, member: MemberId) -> Result<String> {
    tend_clients::store::member_name(db, actor, member)
}

impl FromRow for Goal {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        let help: String = row.get(11)?;
        Ok(Goal {
            id: row.get(0)?,
            client: row.get(1)?,
            words: row.get(2)?,
            said_by: row.get(3)?,
            from_entry: row.get(4)?,
            why: row.get(5)?,
            measure: row.get(6)?,
            wanted_by: row.get(7)?,
            rank: row.get(8)?,
            serves: row.get(9)?,
            state: row.get(10)?,
            help: help.parse::<Help>().ok(),
            help_words: row.get(12)?,
            their_word: row.get(13)?,
            cadence_days: row.get(14)?,
            named: Mark { at: row.get(15)?, by: row.get(16)?, entry: row.get(17)? },
            moved_at: row.get(18)?,
            moved_before_at: row.get(19)?,
            ended: ended(row)?,
            version: row.get(23)?,
        })
    }
}

fn ended(row: &Row) -> tend_core::db::Result<Option<Mark>> {
    let (at, by, entry) = (row.get(20)?, row.get(21)?, row.get::<Option<EntryId>>(22)?);
    let at: Option<tend_core::Timestamp> = at;
    Ok(at.zip(entry).map(|(at, entry)| Mark { at, by, entry }))
}
