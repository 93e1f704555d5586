//! The statements of calls to care.

use super::{Call, CareGroup, NewCall, When};
use crate::{
    app::Tx,
    db::{Conn, FromRow, Param, Row},
    error::Result,
    id::{CallId, ClientId, MemberId, WorkspaceId},
    time::Timestamp,
};

/// Raises a call, or moves the one that this kind, subject and member already have.
pub fn raise(tx: &Tx, call: &NewCall) -> Result<()> {
    put(tx, call, false)
}

/// The same, shown to its member and to nobody else: no colleague, no deputy, no program, no export.
pub fn raise_private(tx: &Tx, call: &NewCall) -> Result<()> {
    put(tx, call, true)
}

fn put(tx: &Tx, call: &NewCall, private: bool) -> Result<()> {
    let ends_at = call.when.ends_at();
    tx.exec(
        "INSERT INTO calls (workspace_id, id, member_id, client_id, kind, care_group, subject_id, starts_at, due_at, ends_at, \
         weight, reason, act, private) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
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
            &private,
        ],
    )?;
    Ok(())
}

/// Moves a subject's calls of one kind to another time; gives how many there were.
pub fn move_to(tx: &Tx, kind: &str, subject: uuid::Uuid, when: When) -> Result<u64> {
    let ends_at = when.ends_at();
    Ok(tx.exec(
        "UPDATE calls SET starts_at = $4, due_at = $5, ends_at = $6 WHERE workspace_id = $1 AND kind = $2 AND subject_id = $3",
        &[&tx.actor.workspace, &kind, &subject, &when.start(), &when.due(), &ends_at],
    )?)
}

/// The calls of one kind about one thing go with it from one client to another.
pub(crate) fn follow_subject(tx: &Tx, kind: &str, subject: uuid::Uuid, from: uuid::Uuid, to: uuid::Uuid) -> Result<()> {
    tx.exec(
        "UPDATE calls SET client_id = $5 WHERE workspace_id = $1 AND kind = $2 AND subject_id = $3 AND client_id = $4",
        &[&tx.actor.workspace, &kind, &subject, &from, &to],
    )?;
    Ok(())
}

/// A member's calls of one kind go to a colleague; gives how many went. What both have a call for stays: see [`settle_all`].
pub(super) fn hand_over(tx: &Tx, kind: &str, from: MemberId, to: MemberId) -> Result<u64> {
    Ok(tx.exec(
        "UPDATE calls SET member_id = $4 WHERE workspace_id = $1 AND kind = $2 AND member_id = $3 AND NOT EXISTS \
         (SELECT 1 FROM calls other WHERE other.workspace_id = $1 AND other.kind = $2 AND other.subject_id = calls.subject_id \
         AND other.member_id = $4)",
        &[&tx.actor.workspace, &kind, &from, &to],
    )?)
}

/// Settles a member's calls of one kind; gives how many there were.
pub fn settle_all(tx: &Tx, kind: &str, member: MemberId) -> Result<u64> {
    Ok(tx.exec(
        "DELETE FROM calls WHERE workspace_id = $1 AND kind = $2 AND member_id = $3",
        &[&tx.actor.workspace, &kind, &member],
    )?)
}

/// Settles a subject's calls of one kind, whoever they are for; gives how many there were.
pub fn settle(tx: &Tx, kind: &str, subject: uuid::Uuid) -> Result<u64> {
    Ok(tx.exec(
        "DELETE FROM calls WHERE workspace_id = $1 AND kind = $2 AND subject_id = $3",
        &[&tx.actor.workspace, &kind, &subject],
    )?)
}

/// Puts a call back exactly as it stood, in place of the one that its kind, subject and member may have by now.
pub fn put_back(tx: &Tx, call: &Call) -> Result<()> {
    let ends_at = call.when.ends_at();
    tx.exec(
        "INSERT INTO calls (workspace_id, id, member_id, client_id, kind, care_group, subject_id, starts_at, due_at, ends_at, \
         weight, reason, act, private) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
         ON CONFLICT (workspace_id, kind, subject_id, member_id) DO UPDATE SET id = excluded.id, client_id = excluded.client_id, \
         care_group = excluded.care_group, starts_at = excluded.starts_at, due_at = excluded.due_at, \
         ends_at = excluded.ends_at, weight = excluded.weight, reason = excluded.reason, act = excluded.act, \
         private = excluded.private",
        &[
            &tx.actor.workspace,
            &call.id,
            &call.member,
            &call.client,
            &call.kind,
            &call.group.place(),
            &call.subject,
            &call.when.start(),
            &call.when.due(),
            &ends_at,
            &call.weight,
            &call.reason,
            &call.act,
            &call.private,
        ],
    )?;
    Ok(())
}

const COLUMNS: &str =
    "id, member_id, client_id, kind, care_group, subject_id, starts_at, due_at, ends_at, weight, reason, act, private";

/// Whose calls are looked at, by whom, and when. A private call is shown to its own member and to nobody else.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// Whose calls.
    pub member: MemberId,
    /// Who looks; nobody is the house.
    pub viewer: Option<MemberId>,
    /// The moment: what has started by then and has not ended.
    pub at: Timestamp,
}

/// Whose calls of one group call a member, those that began first in front; the candidates of Today, a client once for each call.
/// However many calls wait for a later day, no more than `limit` are read, and of them nothing but their index.
pub fn callers(db: &Conn, look: &Look, group: CareGroup, limit: i64) -> Result<Vec<ClientId>> {
    Ok(db.query_map(
        "SELECT client_id FROM calls WHERE workspace_id = $1 AND member_id = $2 AND care_group = $3 AND starts_at <= $4 \
         AND (ends_at IS NULL OR ends_at > $4) AND (private = FALSE OR member_id = $5) ORDER BY starts_at, id LIMIT $6",
        &[&look.workspace, &look.member, &group.place(), &look.at, &look.viewer, &limit],
        |row| row.get(0),
    )?)
}

/// How many clients one statement asks for.
const AT_ONCE: usize = 50;

/// The calls of these clients for the member that call, of all groups; oldest due first within a client.
pub fn of_clients(db: &Conn, look: &Look, clients: &[ClientId]) -> Result<Vec<Call>> {
    let places: Vec<String> = (5..5 + AT_ONCE).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM calls WHERE workspace_id = $1 AND member_id = $2 AND starts_at <= $3 \
         AND (ends_at IS NULL OR ends_at > $3) AND (private = FALSE OR member_id = $4) AND client_id IN ({}) \
         ORDER BY client_id, due_at, id",
        places.join(", ")
    );
    let mut calls = Vec::new();
    for chunk in clients.chunks(AT_ONCE) {
        let mut params: Vec<&dyn Param> = vec![&look.workspace, &look.member, &look.at, &look.viewer];
        // One text for every number of clients: what is left of a chunk asks for its first client again.
        params.extend((0..AT_ONCE).map(|i| chunk.get(i).unwrap_or(&chunk[0]) as &dyn Param));
        calls.extend(db.query::<Call>(&sql, &params)?);
    }
    Ok(calls)
}

/// The call of one group that begins next, after the moment of the look.
pub fn next_of_member(db: &Conn, look: &Look, group: CareGroup) -> Result<Option<Call>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM calls WHERE workspace_id = $1 AND member_id = $2 AND care_group = $3 AND starts_at > $4 \
         AND (private = FALSE OR member_id = $5) ORDER BY starts_at, id LIMIT 1"
    );
    Ok(db.opt(&sql, &[&look.workspace, &look.member, &group.place(), &look.at, &look.viewer])?)
}

/// A client's calls for one member, started or not, oldest due first.
pub fn of_client(
    db: &Conn,
    workspace: WorkspaceId,
    client: ClientId,
    member: MemberId,
    limit: i64,
) -> Result<Vec<Call>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM calls WHERE workspace_id = $1 AND client_id = $2 AND member_id = $3 ORDER BY due_at, id LIMIT $4"
    );
    Ok(db.query(&sql, &[&workspace, &client, &member, &limit])?)
}

/// What comes next for these clients, whoever is called, started or not: client by client, oldest due first. Private calls are nobody
/// else's, and twenty calls a client are enough.
pub fn next_of_clients(db: &Conn, workspace: WorkspaceId, clients: &[ClientId]) -> Result<Vec<Call>> {
    let places: Vec<String> = (2..2 + AT_ONCE).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM calls WHERE workspace_id = $1 AND private = FALSE AND client_id IN ({}) ORDER BY client_id, due_at, id LIMIT {}",
        places.join(", "),
        AT_ONCE * 20
    );
    let mut calls = Vec::new();
    for chunk in clients.chunks(AT_ONCE) {
        let mut params: Vec<&dyn Param> = vec![&workspace];
        params.extend((0..AT_ONCE).map(|i| chunk.get(i).unwrap_or(&chunk[0]) as &dyn Param));
        calls.extend(db.query::<Call>(&sql, &params)?);
    }
    Ok(calls)
}

/// Calls of one kind whose day ended before `t`, whoever they are for.
pub fn ended(db: &Conn, workspace: WorkspaceId, kind: &str, t: Timestamp, limit: i64) -> Result<Vec<Call>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM calls WHERE workspace_id = $1 AND ends_at <= $2 AND kind = $3 ORDER BY ends_at, id LIMIT $4"
    );
    Ok(db.query(&sql, &[&workspace, &t, &kind, &limit])?)
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
            private: row.get(12)?,
        })
    }
}
