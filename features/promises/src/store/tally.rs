//! The statements of how promises ended: counted by day for each place and each member, and what is late now.

use tend_core::{
    Actor, Day, Error, Result, Timestamp, Tx,
    db::{Conn, FromRow, Row},
    id::{LocationId, MemberId},
};

use super::Whose;
use crate::{promise::Outcome, rate::KeptRate};

/// Counts one outcome more (`by` = 1) or takes it back (`by` = −1), for a location or a member.
pub(crate) fn count(tx: &Tx, whose: uuid::Uuid, day: Day, outcome: Outcome, by: i64) -> Result<()> {
    let of = |which: Outcome| if outcome == which { by } else { 0 };
    tx.exec(
        "INSERT INTO promise_tally (workspace_id, whose, day, kept_on_time, kept_late, broken) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (workspace_id, whose, day) DO UPDATE SET kept_on_time = promise_tally.kept_on_time + excluded.kept_on_time, \
         kept_late = promise_tally.kept_late + excluded.kept_late, broken = promise_tally.broken + excluded.broken",
        &[
            &tx.actor.workspace,
            &whose,
            &day,
            &of(Outcome::KeptOnTime),
            &of(Outcome::KeptLate),
            &of(Outcome::Broken),
        ],
    )?;
    Ok(())
}

/// How promises were kept from a day on: of one's own, of a place, or of the house; what is late now counts too.
/// Nobody sees another member's: people are never ranked.
pub fn kept_rate(db: &Conn, actor: &Actor, whose: Whose, since: Day, now: Timestamp) -> Result<KeptRate> {
    let (tally, late) = match whose {
        Whose::Member(member) if actor.member != Some(member) => {
            return Err(Error::NotAllowed("How somebody keeps their promises is for their own eyes.".into()));
        }
        Whose::Member(member) => (tally_of(db, actor, member.0, since)?, late_of_member(db, actor, member, now)?),
        Whose::Place(location) => {
            (tally_of(db, actor, location.0, since)?, late_of_location(db, actor, location, now)?)
        }
        Whose::Everyone => (tally_of_house(db, actor, since)?, late_of_house(db, actor, now)?),
    };
    Ok(KeptRate { late, ..tally })
}

fn tally_of(db: &Conn, actor: &Actor, whose: uuid::Uuid, since: Day) -> Result<KeptRate> {
    Ok(db.one(
        "SELECT CAST(COALESCE(SUM(kept_on_time), 0) AS BIGINT), CAST(COALESCE(SUM(kept_late), 0) AS BIGINT), \
         CAST(COALESCE(SUM(broken), 0) AS BIGINT) FROM promise_tally WHERE workspace_id = $1 AND whose = $2 AND day >= $3",
        &[&actor.workspace, &whose, &since],
    )?)
}

/// The house is all its places. Written as a cross join, SQLite begins with the few places, as PostgreSQL does anyhow.
fn tally_of_house(db: &Conn, actor: &Actor, since: Day) -> Result<KeptRate> {
    Ok(db.one(
        "SELECT CAST(COALESCE(SUM(t.kept_on_time), 0) AS BIGINT), CAST(COALESCE(SUM(t.kept_late), 0) AS BIGINT), \
         CAST(COALESCE(SUM(t.broken), 0) AS BIGINT) FROM locations l CROSS JOIN promise_tally t \
         WHERE l.workspace_id = $1 AND t.workspace_id = $1 AND t.whose = l.id AND t.day >= $2",
        &[&actor.workspace, &since],
    )?)
}

fn late_of_member(db: &Conn, actor: &Actor, member: MemberId, now: Timestamp) -> Result<u64> {
    let late: i64 = db.scalar(
        "SELECT COUNT(*) FROM promises WHERE workspace_id = $1 AND state = 'open' AND due_at < $2 AND owner_id = $3",
        &[&actor.workspace, &now, &member],
    )?;
    Ok(late.unsigned_abs())
}

fn late_of_location(db: &Conn, actor: &Actor, location: LocationId, now: Timestamp) -> Result<u64> {
    let late: i64 = db.scalar(
        "SELECT COUNT(*) FROM promises WHERE workspace_id = $1 AND state = 'open' AND due_at < $2 AND location_id = $3",
        &[&actor.workspace, &now, &location],
    )?;
    Ok(late.unsigned_abs())
}

fn late_of_house(db: &Conn, actor: &Actor, now: Timestamp) -> Result<u64> {
    let late: i64 = db.scalar(
        "SELECT COUNT(*) FROM promises WHERE workspace_id = $1 AND state = 'open' AND due_at < $2",
        &[&actor.workspace, &now],
    )?;
    Ok(late.unsigned_abs())
}

impl FromRow for KeptRate {
    fn from_row(row: &Row) -> tend_core::db::Result<Self> {
        let number = |index| row.get::<i64>(index).map(|count| count.max(0).unsigned_abs());
        Ok(KeptRate { on_time: number(0)?, kept_late: number(1)?, broken: number(2)?, late: 0 })
    }
}
