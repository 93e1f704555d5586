//! The statements of reports: they read what others wrote, and never more than a window of it.

use tend_core::{
    Actor, Result,
    db::{Conn, FromRow, Row},
    house,
    id::LocationId,
    money::Money,
};
use tend_problems::problem::CauseId;

use crate::{
    given::Given,
    report::{Places, Told},
};

/// Which problems a report looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Of {
    /// All.
    #[default]
    All,
    /// Those of one place.
    Place(LocationId),
    /// Those of one cause.
    Cause(CauseId),
}

/// The newest problems, by when they were taken in; without those that came settled with an import. One more than the limit says that
/// there are older ones.
pub fn newest(db: &Conn, actor: &Actor, of: Of, limit: i64) -> Result<Vec<Told>> {
    let (column, id) = match of {
        Of::All => ("", None),
        Of::Place(place) => ("AND p.location_id = $3", Some(place.0)),
        Of::Cause(cause) => ("AND p.cause_id = $3", Some(cause.0)),
    };
    let sql = format!(
        "SELECT p.id, p.number, p.title, p.location_id, p.cause_id, COALESCE(c.name, ''), p.source, p.raised_at, p.begun_at, \
         p.first_word_at, p.contained_at, p.settled_at, p.reopened FROM problems p \
         LEFT JOIN problem_causes c ON c.workspace_id = $1 AND c.id = p.cause_id \
         WHERE p.workspace_id = $1 {column} AND (p.settled_how IS NULL OR p.settled_how <> 'import') \
         ORDER BY p.raised_at DESC, p.id DESC LIMIT $2"
    );
    Ok(match id {
        Some(id) => db.query(&sql, &[&actor.workspace, &limit, &id])?,
        None => db.query(&sql, &[&actor.workspace, &limit])?,
    })
}

/// What was given to make problems right, the newest first.
pub fn gestures(db: &Conn, actor: &Actor, of: Of, limit: i64) -> Result<Vec<Given>> {
    let (column, id) = match of {
        Of::All => ("", None),
        Of::Place(place) => ("AND p.location_id = $3", Some(place.0)),
        Of::Cause(cause) => ("AND p.cause_id = $3", Some(cause.0)),
    };
    let sql = format!(
        "SELECT g.problem_id, p.number, p.title, g.kind, g.words, g.minor, g.currency, COALESCE(g.answered_at, g.asked_at) \
         FROM problem_gestures g JOIN problems p ON p.workspace_id = $1 AND p.id = g.problem_id \
         WHERE g.workspace_id = $1 AND g.standing = 'given' {column} ORDER BY g.id DESC LIMIT $2"
    );
    Ok(match id {
        Some(id) => db.query(&sql, &[&actor.workspace, &limit, &id])?,
        None => db.query(&sql, &[&actor.workspace, &limit])?,
    })
}

/// Every place, with its name and when it is open.
pub fn places(db: &Conn, actor: &Actor) -> Result<Places> {
    let all = house::store::locations(db, actor.workspace)?;
    Ok(all.into_iter().map(|place| (place.id, (place.name, place.hours))).collect())
}

/// What a cause is called.
pub fn cause_name(db: &Conn, actor: &Actor, cause: CauseId) -> Result<String> {
    Ok(db.scalar("SELECT name FROM problem_causes WHERE workspace_id = $1 AND id = $2", &[&actor.workspace, &cause])?)
}

impl FromRow for Given {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        Ok(Given {
            problem: row.get(0)?,
            number: row.get(1)?,
            title: row.get(2)?,
            kind: row.get(3)?,
            words: row.get(4)?,
            worth: Money { minor: row.get(5)?, currency: row.get(6)? },
            at: row.get(7)?,
        })
    }
}

impl FromRow for Told {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        let (cause, name): (Option<CauseId>, String) = (row.get(4)?, row.get(5)?);
        Ok(Told {
            id: row.get(0)?,
            number: row.get(1)?,
            title: row.get(2)?,
            location: row.get(3)?,
            cause: cause.map(|cause| (cause, name)),
            is_imported: row.get::<String>(6)? == "import",
            raised_at: row.get(7)?,
            begun_at: row.get(8)?,
            first_word_at: row.get(9)?,
            contained_at: row.get(10)?,
            settled_at: row.get(11)?,
            reopened: row.get(12)?,
        })
    }
}
