//! The statements of affiliations.

use tend_core::{
    Actor, Day, Result, Timestamp, Tx,
    db::{Conn, Row},
    id::ClientId,
};

use super::{NEVER, day_text};
use crate::affiliation::{Affiliation, AffiliationId};

const COLUMNS: &str =
    "a.id, a.person_id, a.organization_id, o.name, o.about, a.title, a.since, a.until, a.version, o.last_contact_at";

fn read(row: &Row) -> tend_core::db::Result<Affiliation> {
    let (since, until): (String, String) = (row.get(6)?, row.get(7)?);
    let last_contact_at: Timestamp = row.get(9)?;
    Ok(Affiliation {
        id: row.get(0)?,
        person: row.get(1)?,
        organization: row.get(2)?,
        other_name: row.get(3)?,
        other_about: row.get(4)?,
        title: row.get(5)?,
        since: since.parse().ok(),
        until: until.parse().ok(),
        version: row.get(8)?,
        other_last_contact_at: (last_contact_at != NEVER).then_some(last_contact_at),
    })
}

/// The people of an organization: those who are there now first, in the order they came into the book.
pub fn people_of(db: &Conn, actor: &Actor, organization: ClientId, limit: i64) -> Result<Vec<Affiliation>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM affiliations a JOIN clients o ON o.workspace_id = $1 AND o.id = a.person_id \
         WHERE a.workspace_id = $1 AND a.organization_id = $2 ORDER BY a.until, a.id LIMIT $3"
    );
    Ok(db.query_map(&sql, &[&actor.workspace, &organization, &limit], read)?)
}

/// The organizations of a person: those of now first.
pub fn organizations_of(db: &Conn, actor: &Actor, person: ClientId, limit: i64) -> Result<Vec<Affiliation>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM affiliations a JOIN clients o ON o.workspace_id = $1 AND o.id = a.organization_id \
         WHERE a.workspace_id = $1 AND a.person_id = $2 ORDER BY a.until, a.id LIMIT $3"
    );
    Ok(db.query_map(&sql, &[&actor.workspace, &person, &limit], read)?)
}

/// One affiliation, seen from its person.
pub(crate) fn affiliation(db: &Conn, actor: &Actor, person: ClientId, id: AffiliationId) -> Result<Affiliation> {
    let sql = format!(
        "SELECT {COLUMNS} FROM affiliations a JOIN clients o ON o.workspace_id = $1 AND o.id = a.organization_id \
         WHERE a.workspace_id = $1 AND a.person_id = $2 AND a.id = $3"
    );
    db.query_map(&sql, &[&actor.workspace, &person, &id], read)?.pop().ok_or(tend_core::Error::NotFound)
}

/// Whose affiliation this is, found from its organization.
pub(crate) fn person_of(db: &Conn, actor: &Actor, organization: ClientId, id: AffiliationId) -> Result<ClientId> {
    Ok(db.scalar(
        "SELECT person_id FROM affiliations WHERE workspace_id = $1 AND organization_id = $2 AND id = $3",
        &[&actor.workspace, &organization, &id],
    )?)
}

pub(crate) fn insert_affiliation(
    tx: &Tx,
    person: ClientId,
    organization: ClientId,
    title: &str,
    since: Option<Day>,
) -> Result<AffiliationId> {
    let id = tx.new_id::<AffiliationId>();
    tx.exec(
        "INSERT INTO affiliations (workspace_id, id, person_id, organization_id, title, since, until, version) \
         VALUES ($1, $2, $3, $4, $5, $6, '', 1)",
        &[&tx.actor.workspace, &id, &person, &organization, &title, &day_text(since)],
    )?;
    Ok(id)
}

pub(crate) fn end_affiliation(tx: &Tx, affiliation: &Affiliation, until: Day) -> Result<()> {
    Ok(tx.exec_one(
        "UPDATE affiliations SET until = $4, version = version + 1 \
         WHERE workspace_id = $1 AND person_id = $2 AND id = $3 AND version = $5",
        &[&tx.actor.workspace, &affiliation.person, &affiliation.id, &day_text(Some(until)), &affiliation.version],
    )?)
}
