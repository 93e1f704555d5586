//! The statements of merges: who went into whom, and what both were like before.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use tend_core::{
    Actor, Result, Tx,
    db::{Conn, FromRow, Row},
    id::ClientId,
    merging::{Gathered, Whole},
};

use crate::merge::{Merge, MergeId, Stood};

const COLUMNS: &str = "id, stays_id, gone_id, gone_name, merged_at, undone_at";

impl FromRow for Merge {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        Ok(Merge {
            id: row.get(0)?,
            stays: row.get(1)?,
            gone: row.get(2)?,
            gone_name: row.get(3)?,
            merged_at: row.get(4)?,
            undone_at: row.get(5)?,
        })
    }
}

/// What is needed to take two apart.
#[derive(Debug)]
pub(crate) struct Kept {
    /// The row of the one who went.
    pub gone: Whole,
    /// What went along.
    pub gathered: Gathered,
    /// How the one who stays stood before.
    pub before: Stood,
    /// And after.
    pub after: Stood,
    /// What was said of the same address on both sides: what stood there before and after, by the point's id.
    pub consents: Vec<(uuid::Uuid, Value, Value)>,
}

pub(crate) fn insert_merge(tx: &Tx, merge: &Merge, kept: &Kept) -> Result<()> {
    tx.exec(
        "INSERT INTO merges (workspace_id, id, stays_id, gone_id, gone_name, merged_at, merged_by, gone, gathered, before, after) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &[
            &tx.actor.workspace,
            &merge.id,
            &merge.stays,
            &merge.gone,
            &merge.gone_name,
            &merge.merged_at,
            &tx.actor.member,
            &json(&kept.gone)?,
            &json(&(&kept.gathered, &kept.consents))?,
            &json(&kept.before)?,
            &json(&kept.after)?,
        ],
    )?;
    Ok(())
}

/// One merge.
pub fn merge(db: &Conn, actor: &Actor, id: MergeId) -> Result<Merge> {
    let sql = format!("SELECT {COLUMNS} FROM merges WHERE workspace_id = $1 AND id = $2");
    Ok(db.one(&sql, &[&actor.workspace, &id])?)
}

/// What taking it apart needs.
pub(crate) fn kept(db: &Conn, actor: &Actor, id: MergeId) -> Result<Kept> {
    let found = db.query_map(
        "SELECT gone, gathered, before, after FROM merges WHERE workspace_id = $1 AND id = $2",
        &[&actor.workspace, &id],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    let (gone, gathered, before, after) = found.into_iter().next().ok_or(tend_core::Error::NotFound)?;
    let (gathered, consents) = read(gathered)?;
    Ok(Kept { gone: read(gone)?, gathered, consents, before: read(before)?, after: read(after)? })
}

/// Who became one with a client and still is, the latest first.
pub fn merges_into(db: &Conn, actor: &Actor, stays: ClientId, limit: i64) -> Result<Vec<Merge>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM merges WHERE workspace_id = $1 AND stays_id = $2 AND undone_at IS NULL ORDER BY id DESC LIMIT $3"
    );
    Ok(db.query(&sql, &[&actor.workspace, &stays, &limit])?)
}

/// With whom a client who is gone is one now.
pub fn one_with(db: &Conn, actor: &Actor, gone: ClientId) -> Result<Option<ClientId>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM merges WHERE workspace_id = $1 AND gone_id = $2 AND undone_at IS NULL ORDER BY id DESC LIMIT 1"
    );
    Ok(db.opt::<Merge>(&sql, &[&actor.workspace, &gone])?.map(|merge| merge.stays))
}

/// Takes a merge back; conflict if somebody did so already.
pub(crate) fn undo_merge(tx: &Tx, id: MergeId) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE merges SET undone_at = $3, undone_by = $4 WHERE workspace_id = $1 AND id = $2 AND undone_at IS NULL",
        &[&tx.actor.workspace, &id, &tx.now, &tx.actor.member],
    )?)
}

fn json(value: &impl Serialize) -> Result<Value> {
    Ok(serde_json::to_value(value)?)
}

fn read<T: DeserializeOwned>(value: Value) -> Result<T> {
    Ok(serde_json::from_value(value)?)
}
