//! Every statement of finding: whom each member opened last.

use tend_core::{
    Actor, Result, Tx,
    db::Conn,
    id::{ClientId, MemberId},
};

/// So many are kept for each member.
pub const KEPT: i64 = 20;

/// Whom a member opened last, the newest first.
pub fn recent(db: &Conn, actor: &Actor, member: MemberId, limit: i64) -> Result<Vec<ClientId>> {
    Ok(db.query_map(
        "SELECT client_id FROM recents WHERE workspace_id = $1 AND member_id = $2 ORDER BY opened_at DESC LIMIT $3",
        &[&actor.workspace, &member, &limit],
        |row| row.get(0),
    )?)
}

/// Notes that a member opened a client just now.
pub(crate) fn put(tx: &Tx, member: MemberId, client: ClientId) -> Result<()> {
    tx.exec(
        "INSERT INTO recents (workspace_id, member_id, client_id, opened_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (workspace_id, member_id, client_id) DO UPDATE SET opened_at = excluded.opened_at",
        &[&tx.actor.workspace, &member, &client, &tx.now],
    )?;
    Ok(())
}

/// Leaves the newest ones of a member.
pub(crate) fn prune(tx: &Tx, member: MemberId) -> Result<()> {
    tx.exec(
        "DELETE FROM recents WHERE workspace_id = $1 AND member_id = $2 AND opened_at < COALESCE((SELECT opened_at FROM recents \
         WHERE workspace_id = $1 AND member_id = $2 ORDER BY opened_at DESC LIMIT 1 OFFSET $3), 0)",
        &[&tx.actor.workspace, &member, &(KEPT - 1)],
    )?;
    Ok(())
}
