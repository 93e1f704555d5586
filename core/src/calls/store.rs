//! The statements of calls to care.

use super::{Call, CareGroup, NewCall, When};
use crate::{
    app::Tx,
    db::{Conn, FromRow, Row},
    error::Result,
    id::{CallId, ClientId, MemberId, WorkspaceId},
    time::Timestamp,
};

/// Raises a call, or moves the one that this kind, subject and member already have.
pub fn raise(tx: &Tx, call: &NewCall) -> Result<()> {
    let ends_at = match call.when {
        When::From { .. } => None,
        When::OnDay { end, .. } => Some(end),
    };
    tx.exec(
        "INSERT INTO calls (workspace_id, id, member_id, client_id, kind, care_group, subject_id, starts_at, due_at, ends_at, \
         weight, reason, act, private) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, FALSE) \
         ON CONFLICT (workspace_id, kind, subject_id, member_id) DO UPDATE SET client_id = excluded.client_id, \
         care_group = excluded.care_group, starts_at = excluded.starts_at, due_at = excluded.due_at, \
         ends_at = excluded.ends_at, weight = excluded.weight, reason = excluded.reason, act = excluded.act",
        &[
            &tx.actor.workspace,
            &tx.new_id::<CallId>(),
            &call.member,
            &call.client,
            &call.kind.name,
            &call.kind.group.place(),
            &call.subject,
            &call.when.start(),
            &call.when.due(),
            &ends_at,
            &call.kind.weight,
            &call.reason,
            &call.act,
        ],
    )?;
    Ok(())
}

/// Moves a subject's calls of one kind to another time; gives how many there were.
pub fn move_to(tx: &Tx, kind: &str, subject: uuid::Uuid, when: When) -> Result<u64> {
    let ends_at = match when {
        When::From { .. } => None,
        When::OnDay { end, .. } => Some(end),
    };
    Ok(tx.exec(
        "UPDATE calls SET starts_at = $4, due_at = $5, ends_at = $6 WHERE workspace_id = $1 AND kind = $2 AND subject_id = $3",
        &[&tx.actor.workspace, &kind, &subject, &when.start(), &when.due(), &ends_at],
    )?)
}

/// Settles a subject's calls of one kind, whoever they are for; gives how many there were.
pub fn settle(tx: &Tx, kind: &str, subject: uuid::Uuid) -> Result<u64> {
    Ok(tx.exec(
        "DELETE FROM calls WHERE workspace_id = $1 AND kind = $2 AND subject_id = $3",
        &[&tx.actor.workspace, &kind, &subject],
    )?)
}

const COLUMNS: &str = "id, member_id, client_id, kind, care_group, subject_id, starts_at, due_at, ends_at, weight, reason, act";

/// A member's calls of one group that call at `t`, those with the oldest due time first; the candidates of Today.
pub fn of_member(db: &Conn, workspace: WorkspaceId, member: MemberId, group: CareGroup, t: Timestamp, limit: i64) -> Result<Vec<Call>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM calls WHERE workspace_id = $1 AND member_id = $2 AND care_group = $3 AND starts_at <= $4 \
         AND (ends_at IS NULL OR ends_at > $4) ORDER BY due_at, id LIMIT $5"
    );
    Ok(db.query(&sql, &[&workspace, &member, &group.place(), &t, &limit])?)
}

/// A client's calls for one member, started or not, oldest due first.
pub fn of_client(db: &Conn, workspace: WorkspaceId, client: ClientId, member: MemberId, limit: i64) -> Result<Vec<Call>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM calls WHERE workspace_id = $1 AND client_id = $2 AND member_id = $3 ORDER BY due_at, id LIMIT $4"
    );
    Ok(db.query(&sql, &[&workspace, &client, &member, &limit])?)
}

impl FromRow for Call {
    fn from_row(row: &Row) -> crate::db::Result<Self> {
        let (start, due): (Timestamp, Timestamp) = (row.get(6)?, row.get(7)?);
        Ok(Call {
            id: row.get(0)?,
            member: row.get(1)?,
            client: row.get(2)?,
            kind: row.get(3)?,
            group: CareGroup::at_place(row.get(4)?),
            subject: row.get(5)?,
            when: match row.get::<Option<Timestamp>>(8)? {
                Some(end) => When::OnDay { start, end },
                None => When::From { start, due },
            },
            weight: row.get(9)?,
            reason: row.get(10)?,
            act: row.get(11)?,
        })
    }
}
