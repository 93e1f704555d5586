//! The statements of saved views.

use tend_core::{
    Actor, Result, Tx,
    db::{Conn, FromRow, Row},
    id::MemberId,
};

use crate::view::{AskedFor, View, ViewId};

const COLUMNS: &str = "v.id, v.name, v.asked, v.shared, v.owner_id, COALESCE(m.name, ''), v.gone_at, v.version";
const JOIN: &str = "client_views v LEFT JOIN members m ON m.workspace_id = $1 AND m.id = v.owner_id";
/// So many shared ones stand above the list.
const SHARED: i64 = 20;

impl FromRow for View {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        let asked: serde_json::Value = row.get(2)?;
        let gone_at: Option<i64> = row.get(6)?;
        Ok(View {
            id: row.get(0)?,
            name: row.get(1)?,
            asked: serde_json::from_value(asked).unwrap_or_else(|_| AskedFor::default()),
            shared: row.get(3)?,
            owner: row.get(4)?,
            owner_name: row.get(5)?,
            is_gone: gone_at.is_some(),
            version: row.get(7)?,
        })
    }
}

/// The views a member has above the list: their own, then what others share, each by name.
pub fn views(db: &Conn, actor: &Actor) -> Result<Vec<View>> {
    let Some(me) = actor.member else { return shared_views(db, actor) };
    let mut views = own_views(db, actor, me)?;
    views.extend(shared_views(db, actor)?.into_iter().filter(|view| view.owner != me));
    Ok(views)
}

pub(crate) fn own_views(db: &Conn, actor: &Actor, owner: MemberId) -> Result<Vec<View>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {JOIN} WHERE v.workspace_id = $1 AND v.owner_id = $2 AND v.gone_at IS NULL \
         ORDER BY v.name_folded, v.id LIMIT 100"
    );
    Ok(db.query(&sql, &[&actor.workspace, &owner])?)
}

fn shared_views(db: &Conn, actor: &Actor) -> Result<Vec<View>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {JOIN} WHERE v.workspace_id = $1 AND v.shared AND v.gone_at IS NULL \
         ORDER BY v.name_folded, v.id LIMIT {SHARED}"
    );
    Ok(db.query(&sql, &[&actor.workspace])?)
}

/// One view, if it is the actor's or shared; also one that was put away.
pub fn view(db: &Conn, actor: &Actor, id: ViewId) -> Result<View> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {JOIN} WHERE v.workspace_id = $1 AND v.id = $2 AND (v.shared OR v.owner_id = $3)"
    );
    let nobody = MemberId(uuid::Uuid::nil());
    Ok(db.one(&sql, &[&actor.workspace, &id, &actor.member.unwrap_or(nobody)])?)
}

pub(crate) fn insert_view(tx: &Tx, view: &View) -> Result<()> {
    tx.exec(
        "INSERT INTO client_views (workspace_id, id, name, name_folded, asked, shared, owner_id, made_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)",
        &[
            &tx.actor.workspace,
            &view.id,
            &view.name,
            &tend_core::fold::fold(&view.name),
            &serde_json::to_value(&view.asked)?,
            &view.shared,
            &view.owner,
            &tx.now,
        ],
    )?;
    Ok(())
}

pub(crate) fn update_view(tx: &Tx, view: &View) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE client_views SET name = $4, name_folded = $5, asked = $6, shared = $7, gone_at = $8, version = version + 1 \
         WHERE workspace_id = $1 AND id = $2 AND version = $3",
        &[
            &tx.actor.workspace,
            &view.id,
            &view.version,
            &view.name,
            &tend_core::fold::fold(&view.name),
            &serde_json::to_value(&view.asked)?,
            &view.shared,
            &view.is_gone.then_some(tx.now),
        ],
    )?)
}

/// Views a member shared go to a colleague when they leave.
pub(crate) fn hand_over_views(tx: &Tx, from: MemberId, to: MemberId) -> Result<()> {
    tx.exec(
        "UPDATE client_views SET owner_id = $3, version = version + 1 WHERE workspace_id = $1 AND owner_id = $2 AND shared",
        &[&tx.actor.workspace, &from, &to],
    )?;
    Ok(())
}

/// Views a member kept for themselves go with them.
pub(crate) fn delete_own_views(tx: &Tx, owner: MemberId) -> Result<()> {
    tx.exec(
        "DELETE FROM client_views WHERE workspace_id = $1 AND owner_id = $2 AND NOT shared",
        &[&tx.actor.workspace, &owner],
    )?;
    Ok(())
}
