//! The statements of likely pairs: two clients who may be one, until somebody says what they are.

use tend_core::{
    Actor, Result, Tx,
    db::{Conn, FromRow, Row},
    id::ClientId,
};

/// Two who may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct LikelyPair {
    /// The one with the smaller id.
    pub one: ClientId,
    /// The other.
    pub other: ClientId,
    /// How alike, between 0 and 1.
    pub score: f64,
    /// Why, in words.
    pub reasons: String,
}

impl FromRow for LikelyPair {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        Ok(LikelyPair { one: row.get(0)?, other: row.get(1)?, score: row.get(2)?, reasons: row.get(3)? })
    }
}

const COLUMNS: &str = "one_id, other_id, score, reasons";

/// Notes a pair, or what speaks for it now; what somebody answered stays.
pub(crate) fn put_pair(tx: &Tx, pair: &LikelyPair) -> Result<()> {
    tx.exec(
        "INSERT INTO likely_pairs (workspace_id, one_id, other_id, score, reasons, answer) VALUES ($1, $2, $3, $4, $5, '') \
         ON CONFLICT (workspace_id, one_id, other_id) DO UPDATE SET score = excluded.score, reasons = excluded.reasons",
        &[&tx.actor.workspace, &pair.one, &pair.other, &pair.score, &pair.reasons],
    )?;
    Ok(())
}

/// Says that two are not the same.
pub(crate) fn put_different(tx: &Tx, one: ClientId, other: ClientId) -> Result<()> {
    tx.exec(
        "INSERT INTO likely_pairs (workspace_id, one_id, other_id, score, reasons, answer, answered_by, answered_at) \
         VALUES ($1, $2, $3, 0, '', 'different', $4, $5) ON CONFLICT (workspace_id, one_id, other_id) \
         DO UPDATE SET answer = excluded.answer, answered_by = excluded.answered_by, answered_at = excluded.answered_at",
        &[&tx.actor.workspace, &one, &other, &tx.actor.member, &tx.now],
    )?;
    Ok(())
}

/// Takes that back.
pub(crate) fn ask_again(tx: &Tx, one: ClientId, other: ClientId) -> Result<()> {
    tx.exec(
        "UPDATE likely_pairs SET answer = '', answered_by = NULL, answered_at = NULL \
         WHERE workspace_id = $1 AND one_id = $2 AND other_id = $3",
        &[&tx.actor.workspace, &one, &other],
    )?;
    Ok(())
}

/// Forgets the open pairs of a client in which they have the smaller id.
pub(crate) fn forget_pairs_of_one(tx: &Tx, client: ClientId) -> Result<()> {
    tx.exec(
        "DELETE FROM likely_pairs WHERE workspace_id = $1 AND one_id = $2 AND answer = ''",
        &[&tx.actor.workspace, &client],
    )?;
    Ok(())
}

/// And those in which they have the greater.
pub(crate) fn forget_pairs_of_other(tx: &Tx, client: ClientId) -> Result<()> {
    tx.exec(
        "DELETE FROM likely_pairs WHERE workspace_id = $1 AND other_id = $2 AND answer = ''",
        &[&tx.actor.workspace, &client],
    )?;
    Ok(())
}

/// A page of open pairs, the likeliest first, after one of them.
pub fn likely_pairs(db: &Conn, actor: &Actor, after: &LikelyPair, limit: i64) -> Result<Vec<LikelyPair>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM likely_pairs WHERE workspace_id = $1 AND answer = '' AND (score, one_id, other_id) < ($2, $3, $4) \
         ORDER BY score DESC, one_id DESC, other_id DESC LIMIT $5"
    );
    Ok(db.query(&sql, &[&actor.workspace, &after.score, &after.one, &after.other, &limit])?)
}

/// The open pairs of a client in which they have the smaller id.
pub fn pairs_of_one(db: &Conn, actor: &Actor, client: ClientId, limit: i64) -> Result<Vec<LikelyPair>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM likely_pairs WHERE workspace_id = $1 AND one_id = $2 AND answer = '' ORDER BY other_id LIMIT $3"
    );
    Ok(db.query(&sql, &[&actor.workspace, &client, &limit])?)
}

/// And those in which they have the greater.
pub fn pairs_of_other(db: &Conn, actor: &Actor, client: ClientId, limit: i64) -> Result<Vec<LikelyPair>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM likely_pairs WHERE workspace_id = $1 AND other_id = $2 AND answer = '' ORDER BY one_id LIMIT $3"
    );
    Ok(db.query(&sql, &[&actor.workspace, &client, &limit])?)
}

/// How many pairs are open, counted up to `most`.
pub fn count_pairs(db: &Conn, actor: &Actor, most: i64) -> Result<i64> {
    Ok(db.scalar(
        "SELECT COUNT(*) FROM (SELECT 1 AS one FROM likely_pairs WHERE workspace_id = $1 AND answer = '' LIMIT $2) counted",
        &[&actor.workspace, &most],
    )?)
}
