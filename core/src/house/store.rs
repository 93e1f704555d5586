//! The statements of workspaces and locations.

use jiff::tz::TimeZone;

use super::{Hours, Location, NewLocation, NewWorkspaceSettings, WorkspaceSettings};
use crate::{
    app::Tx,
    db::{Conn, FromRow, Row},
    error::Result,
    fold::fold,
    id::{LocationId, MemberId, WorkspaceId},
    time::{DAY, Timestamp},
};

/// A workspace with the zone of its first location, for the command line and the sign-in page.
#[derive(Clone, Debug)]
pub struct House {
    /// Its id.
    pub id: WorkspaceId,
    /// The company's name.
    pub name: String,
    /// Its first location that is open for business.
    pub place: String,
    /// That location's zone.
    pub zone: TimeZone,
    /// How many such locations it has.
    pub places: usize,
}

/// For operators and the sign-in page: every workspace, the oldest first.
pub fn all(db: &Conn) -> Result<Vec<House>> {
    let places: Vec<House> = db.query(
        "SELECT w.workspace_id, w.name, l.name, l.zone FROM workspaces w JOIN locations l ON l.workspace_id = w.workspace_id \
         WHERE l.closed_at IS NULL ORDER BY w.created_at, w.workspace_id, l.id",
        &[],
    )?;
    let mut houses: Vec<House> = Vec::new();
    for place in places {
        match houses.last_mut() {
            Some(house) if house.id == place.id => house.places += 1,
            _ => houses.push(place),
        }
    }
    Ok(houses)
}

/// For the first visit: is there any workspace yet?
pub fn is_empty(db: &Conn) -> Result<bool> {
    Ok(!db.scalar::<bool>("SELECT EXISTS (SELECT 1 FROM workspaces)", &[])?)
}

/// Adds a workspace. A promise is broken a day after its time, until an admin sets another grace.
pub(crate) fn insert_workspace(tx: &Conn, id: WorkspaceId, name: &str, now: Timestamp) -> Result<()> {
    tx.exec(
        "INSERT INTO workspaces (workspace_id, name, language, next_entry, promise_grace, created_at, version) \
         VALUES ($1, $2, 'en', 1, $3, $4, 1)",
        &[&id, &name, &DAY, &now],
    )?;
    Ok(())
}

/// What is set for the whole workspace.
pub fn workspace(db: &Conn, id: WorkspaceId) -> Result<WorkspaceSettings> {
    Ok(db.one("SELECT workspace_id, name, promise_grace, version FROM workspaces WHERE workspace_id = $1", &[&id])?)
}

pub(super) fn update_workspace(tx: &Conn, id: WorkspaceId, new: &NewWorkspaceSettings, version: i64) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE workspaces SET name = $2, promise_grace = $3, version = version + 1 WHERE workspace_id = $1 AND version = $4",
        &[&id, &new.name, &new.promise_grace_us, &version],
    )?)
}

/// Holds the workspace's row until the commit, so that rules about all its people or places (the last admin, the last open
/// place) see one change at a time.
pub fn hold(tx: &Conn, id: WorkspaceId) -> Result<()> {
    Ok(tx.exec_one("UPDATE workspaces SET version = version WHERE workspace_id = $1", &[&id])?)
}

/// Takes the next number of a problem, as people see it; the workspace's row is held until the commit, so that none comes twice.
pub fn take_problem_number(tx: &Conn, id: WorkspaceId) -> Result<i64> {
    let next: i64 = tx.scalar(
        "UPDATE workspaces SET next_problem = next_problem + 1 WHERE workspace_id = $1 RETURNING next_problem",
        &[&id],
    )?;
    Ok(next - 1)
}

/// Adds a location.
pub(crate) fn insert_location(tx: &Conn, workspace: WorkspaceId, id: LocationId, new: &NewLocation) -> Result<()> {
    tx.exec(
        "INSERT INTO locations (workspace_id, id, name, name_folded, zone, hours, holidays, closed_at, looked_after_by, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, $8, 1)",
        &[
            &workspace,
            &id,
            &new.name,
            &fold(&new.name),
            &new.zone_name(),
            &serde_json::to_value(&new.week)?,
            &serde_json::to_value(&new.holidays)?,
            &new.looked_after_by,
        ],
    )?;
    Ok(())
}

pub(super) fn update_location(
    tx: &Conn,
    workspace: WorkspaceId,
    id: LocationId,
    new: &NewLocation,
    version: i64,
) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE locations SET name = $3, name_folded = $4, zone = $5, hours = $6, holidays = $7, \
         looked_after_by = COALESCE($9, looked_after_by), version = version + 1 WHERE workspace_id = $1 AND id = $2 AND version = $8",
        &[
            &workspace,
            &id,
            &new.name,
            &fold(&new.name),
            &new.zone_name(),
            &serde_json::to_value(&new.week)?,
            &serde_json::to_value(&new.holidays)?,
            &version,
            &new.looked_after_by,
        ],
    )?)
}

/// What one member looked after is another's from now on.
pub(crate) fn give_places(tx: &Tx, from: MemberId, to: MemberId) -> Result<()> {
    tx.exec(
        "UPDATE locations SET looked_after_by = $3, version = version + 1 WHERE workspace_id = $1 AND looked_after_by = $2",
        &[&tx.actor.workspace, &from, &to],
    )?;
    Ok(())
}

/// The locations a member looks after, by name.
pub fn looked_after_by(db: &Conn, workspace: WorkspaceId, member: MemberId) -> Result<Vec<Location>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM locations WHERE workspace_id = $1 AND looked_after_by = $2 ORDER BY name_folded"
    );
    Ok(db.query(&sql, &[&workspace, &member])?)
}

pub(super) fn set_closed(
    tx: &Conn,
    workspace: WorkspaceId,
    id: LocationId,
    closed_at: Option<Timestamp>,
    version: i64,
) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE locations SET closed_at = $3, version = version + 1 WHERE workspace_id = $1 AND id = $2 AND version = $4",
        &[&workspace, &id, &closed_at, &version],
    )?)
}

/// Is there another location of that name?
pub(super) fn is_name_taken(db: &Conn, workspace: WorkspaceId, name: &str, except: LocationId) -> Result<bool> {
    Ok(db.scalar(
        "SELECT EXISTS (SELECT 1 FROM locations WHERE workspace_id = $1 AND name_folded = $2 AND id <> $3)",
        &[&workspace, &fold(name), &except],
    )?)
}

const COLUMNS: &str = "id, name, zone, hours, holidays, closed_at, version, looked_after_by";

/// One location.
pub fn location(db: &Conn, workspace: WorkspaceId, id: LocationId) -> Result<Location> {
    let sql = format!("SELECT {COLUMNS} FROM locations WHERE workspace_id = $1 AND id = $2");
    Ok(db.one(&sql, &[&workspace, &id])?)
}

/// All locations by name, those that were closed for good among them.
pub fn locations(db: &Conn, workspace: WorkspaceId) -> Result<Vec<Location>> {
    let sql = format!("SELECT {COLUMNS} FROM locations WHERE workspace_id = $1 ORDER BY name_folded");
    Ok(db.query(&sql, &[&workspace])?)
}

/// The locations where people work, by name.
pub fn open_locations(db: &Conn, workspace: WorkspaceId) -> Result<Vec<Location>> {
    Ok(locations(db, workspace)?.into_iter().filter(|location| location.closed_at.is_none()).collect())
}

/// A location's name.
pub fn location_name(db: &Conn, workspace: WorkspaceId, location: LocationId) -> Result<String> {
    Ok(db.scalar("SELECT name FROM locations WHERE workspace_id = $1 AND id = $2", &[&workspace, &location])?)
}

impl FromRow for House {
    fn from_row(row: &Row) -> crate::db::Result<Self> {
        Ok(House {
            id: row.get(0)?,
            name: row.get(1)?,
            place: row.get(2)?,
            zone: zone_of(&row.get::<String>(3)?),
            places: 1,
        })
    }
}

impl FromRow for WorkspaceSettings {
    fn from_row(row: &Row) -> crate::db::Result<Self> {
        Ok(WorkspaceSettings {
            id: row.get(0)?,
            name: row.get(1)?,
            promise_grace_us: row.get(2)?,
            version: row.get(3)?,
        })
    }
}

impl FromRow for Location {
    fn from_row(row: &Row) -> crate::db::Result<Self> {
        let (week, holidays): (serde_json::Value, serde_json::Value) = (row.get(3)?, row.get(4)?);
        let unreadable =
            |error: serde_json::Error| crate::db::Error::Other(format!("opening hours that cannot be read: {error}"));
        Ok(Location {
            id: row.get(0)?,
            name: row.get(1)?,
            hours: Hours {
                week: serde_json::from_value(week).map_err(unreadable)?,
                holidays: serde_json::from_value(holidays).map_err(unreadable)?,
                zone: zone_of(&row.get::<String>(2)?),
            },
            closed_at: row.get(5)?,
            version: row.get(6)?,
            looked_after_by: row.get(7)?,
        })
    }
}

/// A zone is checked when it is written; one that a newer zone database dropped reads as UTC.
pub(crate) fn zone_of(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}
