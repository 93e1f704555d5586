//! The statements of sign-in. Sessions are found before a workspace is known; all else is bound to one.

use jiff::tz::TimeZone;

use crate::{
    actor::Actor,
    db::{Conn, Row},
    error::Result,
    id::{LocationId, WorkspaceId},
    time::Timestamp,
};

/// The actor of a session that has not ended, if its member still works there.
pub fn actor_of(db: &Conn, token_hash: &str, now: Timestamp) -> Result<Option<Actor>> {
    let actors = db.query_map(
        "SELECT m.workspace_id, m.id, m.role, m.name, l.id, l.zone FROM sessions s \
         JOIN members m ON m.workspace_id = s.workspace_id AND m.id = s.member_id \
         JOIN locations l ON l.workspace_id = m.workspace_id AND l.id = m.location_id \
         WHERE s.token_hash = $1 AND s.expires_at > $2 AND m.left_at IS NULL",
        &[&token_hash, &now],
        read_actor,
    )?;
    Ok(actors.into_iter().next())
}

/// A location's name.
pub fn location_name(db: &Conn, workspace: WorkspaceId, location: LocationId) -> Result<String> {
    Ok(db.scalar("SELECT name FROM locations WHERE workspace_id = $1 AND id = $2", &[&workspace, &location])?)
}

fn read_actor(row: &Row) -> crate::db::Result<Actor> {
    let zone: String = row.get(5)?;
    Ok(Actor {
        workspace: row.get(0)?,
        member: Some(row.get(1)?),
        role: row.get(2)?,
        name: row.get(3)?,
        location: Some(row.get(4)?),
        // A zone is checked when it is written; one that a newer tz database dropped reads as UTC.
        zone: TimeZone::get(&zone).unwrap_or(TimeZone::UTC),
    })
}
