//! The verbs of being away. One says it for oneself; a coach or an admin for anybody.

use serde_json::json;

use super::{Absence, AbsenceId, NewAbsence, store};
use crate::{
    actor::Role,
    app::Tx,
    auth::members::{self, Member},
    error::{Error, Problems, Result},
    house,
    id::MemberId,
    time::{DAY, Timestamp},
    timeline::{NewEntry, Strand},
};

/// The longest absence that is taken: who is away longer is better handed over for.
const LONGEST_US: i64 = 400 * DAY;
/// The longest note for whoever stands in, in characters.
const LONGEST_NOTE: usize = 1000;

/// Says that somebody will be away, and who looks after their clients.
pub fn say(tx: &Tx, new: &NewAbsence) -> Result<AbsenceId> {
    may_say_for(tx, new.member)?;
    house::store::hold(tx, tx.actor.workspace)?;
    let (member, deputy) = checked(tx, new, None)?;
    let id: AbsenceId = tx.new_id();
    let new = NewAbsence { note: new.note.trim().to_owned(), ..new.clone() };
    store::insert(tx, id, &new)?;
    tell(
        tx,
        "away.said",
        id,
        &Told { member: &member.name, deputy: &deputy.name, until_at: new.until_at, note: &new.note },
    );
    Ok(id)
}

/// Changes from when to when, by whom, and what they should know.
pub fn change(tx: &Tx, id: AbsenceId, new: &NewAbsence, version: i64) -> Result<()> {
    let before = store::find(tx, tx.actor.workspace, id)?;
    may_say_for(tx, before.member)?;
    house::store::hold(tx, tx.actor.workspace)?;
    if before.until_at <= tx.now {
        return Err(Error::Conflict(format!("{} is back already. Say it anew.", before.member_name)));
    }
    let new = NewAbsence { member: before.member, note: new.note.trim().to_owned(), ..new.clone() };
    let (member, deputy) = checked(tx, &new, Some(id))?;
    let after = Absence {
        deputy: deputy.id,
        from_at: new.from_at,
        until_at: new.until_at,
        note: new.note.clone(),
        version,
        ..before
    };
    store::update(tx, &after)?;
    tell(
        tx,
        "away.changed",
        id,
        &Told { member: &member.name, deputy: &deputy.name, until_at: new.until_at, note: &new.note },
    );
    Ok(())
}

/// They are back, or stay after all. Doing it twice changes nothing.
pub fn end(tx: &Tx, id: AbsenceId) -> Result<()> {
    let absence = store::find(tx, tx.actor.workspace, id)?;
    may_say_for(tx, absence.member)?;
    if absence.until_at <= tx.now {
        return Ok(());
    }
    let kind = if absence.from_at < tx.now {
        store::update(tx, &Absence { until_at: tx.now, ..absence.clone() })?;
        "away.ended"
    } else {
        store::delete(tx, &absence)?;
        "away.called_off"
    };
    tell(
        tx,
        kind,
        id,
        &Told { member: &absence.member_name, deputy: &absence.deputy_name, until_at: tx.now, note: "" },
    );
    Ok(())
}

/// A member leaves: their own absences end, and for whom they stood in has somebody else, the one who takes over from them; where that
/// is who is away, whoever is given besides.
pub(crate) fn ends_with(tx: &Tx, gone: MemberId, successor: MemberId, keeper: MemberId) -> Result<()> {
    let workspace = tx.actor.workspace;
    for absence in store::of_member(tx, workspace, gone, tx.now)? {
        if absence.from_at < tx.now {
            store::update(tx, &Absence { until_at: tx.now, ..absence })?;
        } else {
            store::delete(tx, &absence)?;
        }
    }
    for absence in store::of_deputy(tx, workspace, gone, tx.now)? {
        let deputy = [successor, keeper].into_iter().find(|other| *other != absence.member && *other != gone);
        // Where both are the one who is away, the rule leads past whoever left, to whoever looks after the place.
        let Some(deputy) = deputy else { continue };
        store::update(tx, &Absence { deputy, ..absence.clone() })?;
        let name = members::find(tx, workspace, deputy)?.name;
        let until_at = absence.until_at;
        tell(tx, "away.changed", absence.id, &Told { member: &absence.member_name, deputy: &name, until_at, note: "" });
    }
    Ok(())
}

fn may_say_for(tx: &Tx, member: MemberId) -> Result<()> {
    tx.actor.may_write()?;
    if tx.actor.member == Some(member) || tx.actor.role >= Role::Coach {
        return Ok(());
    }
    Err(Error::NotAllowed("Each says it for themselves; a coach or an admin can say it for anybody.".into()))
}

/// Who is away and who stands in, if it can be so.
fn checked(tx: &Tx, new: &NewAbsence, but: Option<AbsenceId>) -> Result<(Member, Member)> {
    let workspace = tx.actor.workspace;
    let (member, deputy) = (members::find(tx, workspace, new.member)?, members::find(tx, workspace, new.deputy)?);
    let mut problems = Problems::default();
    if member.left_at.is_some() {
        problems.add("member", format!("{} does not work here any more.", member.name));
    }
    if deputy.id == member.id {
        problems.add("deputy", "Choose somebody else: who is away cannot stand in for themselves.");
    } else if deputy.left_at.is_some() {
        problems.add("deputy", format!("{} does not work here any more. Choose somebody else.", deputy.name));
    } else if deputy.role == Role::Guest {
        problems.add("deputy", format!("{} only reads here. Choose somebody who looks after clients.", deputy.name));
    }
    if let Err(sentence) = check_time(new, tx.now) {
        problems.add("until", sentence);
    }
    if new.note.trim().chars().count() > LONGEST_NOTE {
        problems.add("note", format!("Say it in {LONGEST_NOTE} characters or fewer."));
    }
    let mut others = store::of_member(tx, workspace, new.member, new.from_at)?.into_iter();
    if let Some(other) =
        others.find(|other| Some(other.id) != but && other.from_at < new.until_at && new.from_at < other.until_at)
    {
        let (from, until) = (on_day(tx, other.from_at), on_day(tx, other.until_at.plus(-1)));
        problems.add("from", format!("{} is away from {from} to {until} already. Change that one.", member.name));
    }
    problems.none()?;
    Ok((member, deputy))
}

fn check_time(new: &NewAbsence, now: Timestamp) -> Result<(), String> {
    if new.until_at <= new.from_at {
        return Err("That is before the first day. Choose a later one.".into());
    }
    if new.until_at <= now {
        return Err("That is over already. Choose a day that is still to come.".into());
    }
    if new.until_at.since(new.from_at) > LONGEST_US {
        return Err("That is more than a year. Hand their clients over instead.".into());
    }
    Ok(())
}

fn on_day(tx: &Tx, at: Timestamp) -> String {
    at.in_zone(&tx.actor.zone).strftime("%-d %B").to_string()
}

struct Told<'a> {
    member: &'a str,
    deputy: &'a str,
    until_at: Timestamp,
    note: &'a str,
}

fn tell(tx: &Tx, kind: &'static str, id: AbsenceId, told: &Told) {
    tx.entry(NewEntry {
        client: None,
        kind,
        strand: Strand::Book,
        happened_at: tx.now,
        subject: Some(id.0),
        text: told.note.to_owned(),
        body: json!({ "member": told.member, "deputy": told.deputy, "until": on_day(tx, told.until_at.plus(-1)) }),
    });
}
