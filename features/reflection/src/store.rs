//! The statements of evenings. Each that gives words names whose they are: what is another's is not found.

mod later;

use tend_core::{
    Actor, Day, Result, Timestamp, Tx,
    db::{Conn, FromRow, Row},
    id::{ClientId, MemberId},
};
use tend_promises::PromiseId;
use uuid::Uuid;

use crate::reflection::{Answers, AsideId, Reflection, ReflectionId, Shared};
pub(crate) use later::*;

const COLUMNS: &str = "id, member_id, for_day, help, ways, they_feel, i_feel, came_of_it, written_at, deleted_at, shared_at, \
                       shared_to, version";

/// The one a member wrote for that day, also an emptied one.
pub(crate) fn of_day(db: &Conn, actor: &Actor, member: MemberId, day: Day) -> Result<Option<Reflection>> {
    let sql = format!("SELECT {COLUMNS} FROM reflections WHERE workspace_id = $1 AND member_id = $2 AND for_day = $3");
    Ok(db.opt(&sql, &[&actor.workspace, &member, &day])?)
}

/// One of a member's own.
pub(crate) fn own(db: &Conn, actor: &Actor, member: MemberId, id: ReflectionId) -> Result<Reflection> {
    let sql = format!("SELECT {COLUMNS} FROM reflections WHERE workspace_id = $1 AND member_id = $2 AND id = $3");
    Ok(db.one(&sql, &[&actor.workspace, &member, &id])?)
}

/// One, whoever wrote it, for [`Reflection::may_be_read_by`] to decide.
pub(crate) fn find(db: &Conn, actor: &Actor, id: ReflectionId) -> Result<Reflection> {
    let sql = format!("SELECT {COLUMNS} FROM reflections WHERE workspace_id = $1 AND id = $2");
    Ok(db.one(&sql, &[&actor.workspace, &id])?)
}

/// A member's own before that day, the latest first; what was emptied is not among them.
pub(crate) fn own_before(
    db: &Conn,
    actor: &Actor,
    member: MemberId,
    before: Day,
    limit: i64,
) -> Result<Vec<Reflection>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reflections WHERE workspace_id = $1 AND member_id = $2 AND for_day < $3 AND deleted_at IS NULL \
         ORDER BY for_day DESC LIMIT $4"
    );
    Ok(db.query(&sql, &[&actor.workspace, &member, &before, &limit])?)
}

/// What colleagues share with this member, the latest first; `with_team`: also what they share with the team.
pub(crate) fn shared_with(
    db: &Conn,
    actor: &Actor,
    member: MemberId,
    with_team: bool,
    limit: i64,
) -> Result<Vec<Reflection>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reflections WHERE workspace_id = $1 AND shared_at IS NOT NULL AND deleted_at IS NULL \
         AND member_id <> $2 AND (shared_to = $2 OR (shared_to IS NULL AND $3)) ORDER BY shared_at DESC, id DESC LIMIT $4"
    );
    Ok(db.query(&sql, &[&actor.workspace, &member, &with_team, &limit])?)
}

/// Begins a page; false when another device began it a moment ago.
pub(crate) fn insert(tx: &Tx, new: &Reflection) -> Result<bool> {
    let [help, ways, they_feel, i_feel] = new.answers.all();
    let inserted = tx.exec(
        "INSERT INTO reflections (workspace_id, id, member_id, for_day, help, ways, they_feel, i_feel, came_of_it, written_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, $10) ON CONFLICT (workspace_id, member_id, for_day) DO NOTHING",
        &[
            &tx.actor.workspace,
            &new.id,
            &new.member,
            &new.for_day,
            &help,
            &ways,
            &they_feel,
            &i_feel,
            &new.written_at,
            &new.version,
        ],
    )?;
    Ok(inserted == 1)
}

/// Saves a page, one version further; false when it was changed since it was read.
pub(crate) fn save(tx: &Tx, page: &Reflection) -> Result<bool> {
    let [help, ways, they_feel, i_feel] = page.answers.all();
    let (shared_at, shared_to) = (page.shared.map(|shared| shared.at), page.shared.and_then(|shared| shared.to));
    let saved = tx.exec(
        "UPDATE reflections SET help = $4, ways = $5, they_feel = $6, i_feel = $7, came_of_it = $8, deleted_at = $9, shared_at = $10, \
         shared_to = $11, version = version + 1 WHERE workspace_id = $1 AND id = $2 AND version = $3",
        &[
            &tx.actor.workspace,
            &page.id,
            &page.version,
            &help,
            &ways,
            &they_feel,
            &i_feel,
            &page.came_of_it,
            &page.deleted_at,
            &shared_at,
            &shared_to,
        ],
    )?;
    Ok(saved == 1)
}

/// Takes a page away for good.
pub(crate) fn delete(tx: &Tx, id: ReflectionId) -> Result<()> {
    tx.exec("DELETE FROM reflections WHERE workspace_id = $1 AND id = $2", &[&tx.actor.workspace, &id])?;
    Ok(())
}

/// Whom a page names: the row of each, which its call is about, and the client.
pub(crate) fn people(db: &Conn, actor: &Actor, id: ReflectionId) -> Result<Vec<(Uuid, ClientId)>> {
    Ok(db.query_map(
        "SELECT id, client_id FROM reflection_people WHERE workspace_id = $1 AND reflection_id = $2 ORDER BY id LIMIT 100",
        &[&actor.workspace, &id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}

/// Names somebody on a page.
pub(crate) fn insert_person(tx: &Tx, id: ReflectionId, person: Uuid, client: ClientId) -> Result<()> {
    tx.exec(
        "INSERT INTO reflection_people (workspace_id, id, reflection_id, client_id) VALUES ($1, $2, $3, $4)",
        &[&tx.actor.workspace, &person, &id, &client],
    )?;
    Ok(())
}

/// Takes somebody off a page.
pub(crate) fn delete_person(tx: &Tx, person: Uuid) -> Result<()> {
    tx.exec("DELETE FROM reflection_people WHERE workspace_id = $1 AND id = $2", &[&tx.actor.workspace, &person])?;
    Ok(())
}

/// What another device wrote, kept beside the page until its author joins the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Aside {
    /// Its id.
    pub id: AsideId,
    /// What was written there.
    pub answers: Answers,
}

/// Keeps what another device wrote.
pub(crate) fn insert_aside(tx: &Tx, id: ReflectionId, aside: &Aside) -> Result<()> {
    let [help, ways, they_feel, i_feel] = aside.answers.all();
    tx.exec(
        "INSERT INTO reflection_asides (workspace_id, id, reflection_id, help, ways, they_feel, i_feel, written_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[&tx.actor.workspace, &aside.id, &id, &help, &ways, &they_feel, &i_feel, &tx.now],
    )?;
    Ok(())
}

/// What other devices wrote for a page, the oldest first.
pub(crate) fn asides(db: &Conn, actor: &Actor, id: ReflectionId) -> Result<Vec<Aside>> {
    let sql = "SELECT id, help, ways, they_feel, i_feel FROM reflection_asides WHERE workspace_id = $1 AND reflection_id = $2 \
               ORDER BY id LIMIT 20";
    Ok(db.query_map(sql, &[&actor.workspace, &id], |row| {
        let answers = Answers::of([row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?]);
        Ok(Aside { id: row.get(0)?, answers })
    })?)
}

/// Joined: what another device wrote stands in the page now.
pub(crate) fn delete_aside(tx: &Tx, id: ReflectionId, aside: AsideId) -> Result<()> {
    tx.exec(
        "DELETE FROM reflection_asides WHERE workspace_id = $1 AND reflection_id = $2 AND id = $3",
        &[&tx.actor.workspace, &id, &aside],
    )?;
    Ok(())
}

/// A way became a promise.
pub(crate) fn insert_promise(tx: &Tx, id: ReflectionId, promise: PromiseId) -> Result<()> {
    tx.exec(
        "INSERT INTO reflection_promises (workspace_id, reflection_id, promise_id) VALUES ($1, $2, $3)",
        &[&tx.actor.workspace, &id, &promise],
    )?;
    Ok(())
}

/// The promises that ways of a page became.
pub(crate) fn promises(db: &Conn, actor: &Actor, id: ReflectionId) -> Result<Vec<PromiseId>> {
    Ok(db.query_map(
        "SELECT promise_id FROM reflection_promises WHERE workspace_id = $1 AND reflection_id = $2 ORDER BY promise_id LIMIT 100",
        &[&actor.workspace, &id],
        |row| row.get(0),
    )?)
}

impl FromRow for Reflection {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        let to: Option<MemberId> = row.get(11)?;
        Ok(Reflection {
            id: row.get(0)?,
            member: row.get(1)?,
            for_day: row.get(2)?,
            answers: Answers::of([row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?]),
            came_of_it: row.get(7)?,
            written_at: row.get(8)?,
            deleted_at: row.get(9)?,
            shared: row.get::<Option<Timestamp>>(10)?.map(|at| Shared { at, to }),
            version: row.get(12)?,
        })
    }
}
