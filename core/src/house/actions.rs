//! The verbs of the house. Only admins look after it.

use super::{Location, NewLocation, NewWorkspaceSettings, store};
use crate::{
    actor::Role,
    app::Tx,
    auth::members,
    error::{Error, Result},
    id::{JobId, LocationId, MemberId},
    jobs,
    timeline::{NewEntry, Strand},
};

/// Adds a location.
pub fn create_location(tx: &Tx, new: &NewLocation) -> Result<LocationId> {
    tx.actor.must_be(Role::Admin)?;
    let id = tx.new_id();
    free_name(tx, new, id)?;
    let keeper = match new.looked_after_by {
        Some(_) => keeper(tx, new)?,
        None => first_admin(tx)?,
    };
    let new = &NewLocation { looked_after_by: keeper, ..new.clone() };
    store::insert_location(tx, tx.actor.workspace, id, new)?;
    note(tx, "locations.opened", id.0, new.name.clone());
    Ok(id)
}

/// Changes a location's name, zone, hours and holidays.
pub fn edit_location(tx: &Tx, id: LocationId, new: &NewLocation, version: i64) -> Result<()> {
    tx.actor.must_be(Role::Admin)?;
    let before = store::location(tx, tx.actor.workspace, id)?;
    free_name(tx, new, id)?;
    keeper(tx, new)?;
    store::update_location(tx, tx.actor.workspace, id, new, version)?;
    note(tx, "locations.changed", id.0, what_changed(&before, new));
    Ok(())
}

/// Closes a location for good; its history stays. Nobody may work there any more, and one must stay open.
pub fn close_location(tx: &Tx, id: LocationId, version: i64) -> Result<()> {
    tx.actor.must_be(Role::Admin)?;
    store::hold(tx, tx.actor.workspace)?;
    let location = store::location(tx, tx.actor.workspace, id)?;
    if location.closed_at.is_some() {
        return Ok(());
    }
    if store::open_locations(tx, tx.actor.workspace)?.len() == 1 {
        return Err(Error::Conflict(format!("{} is your only place. Open another one first.", location.name)));
    }
    let there = members::store::names_at(tx, tx.actor.workspace, id, 3)?;
    if !there.is_empty() {
        let (names, work) = (members::in_words(&there), if there.len() == 1 { "works" } else { "work" });
        return Err(Error::Conflict(format!(
            "{names} still {work} at {}. Everybody there needs another place first.",
            location.name
        )));
    }
    store::set_closed(tx, tx.actor.workspace, id, Some(tx.now), version)?;
    note(tx, "locations.closed", id.0, location.name);
    Ok(())
}

/// Opens a closed location again.
pub fn reopen_location(tx: &Tx, id: LocationId) -> Result<()> {
    tx.actor.must_be(Role::Admin)?;
    let location = store::location(tx, tx.actor.workspace, id)?;
    if location.closed_at.is_none() {
        return Ok(());
    }
    store::set_closed(tx, tx.actor.workspace, id, None, location.version)?;
    note(tx, "locations.opened", id.0, location.name);
    Ok(())
}

/// Changes what is set for the whole workspace.
pub fn edit_workspace(tx: &Tx, new: &NewWorkspaceSettings, version: i64) -> Result<()> {
    tx.actor.must_be(Role::Admin)?;
    store::update_workspace(tx, tx.actor.workspace, new, version)?;
    note(tx, "workspace.changed", tx.actor.workspace.0, new.name.clone());
    Ok(())
}

/// Sends work that got stuck back to the queue.
pub fn send_again(tx: &Tx, job: JobId) -> Result<()> {
    tx.actor.must_be(Role::Admin)?;
    jobs::store::revive(tx, tx.actor.workspace, job, tx.now)?;
    note(tx, "jobs.sent_again", job.0, String::new());
    Ok(())
}

fn free_name(tx: &Tx, new: &NewLocation, id: LocationId) -> Result<()> {
    if store::is_name_taken(tx, tx.actor.workspace, &new.name, id)? {
        return Err(Error::invalid(
            "name",
            format!("There is a place called {} already. Give this one a name of its own.", new.name),
        ));
    }
    Ok(())
}

/// Whoever is to look after it, if they can.
fn keeper(tx: &Tx, new: &NewLocation) -> Result<Option<MemberId>> {
    let Some(id) = new.looked_after_by else { return Ok(None) };
    let member = members::find(tx, tx.actor.workspace, id)?;
    if member.left_at.is_some() || member.role == Role::Guest {
        return Err(Error::invalid(
            "looked_after_by",
            format!("{} does not look after clients here. Choose somebody who does.", member.name),
        ));
    }
    Ok(Some(id))
}

fn first_admin(tx: &Tx) -> Result<Option<MemberId>> {
    let mut admins = members::present(tx, tx.actor.workspace)?;
    admins.retain(|member| member.role == Role::Admin);
    Ok(admins.into_iter().min_by_key(|admin| (admin.joined_at, admin.id)).map(|admin| admin.id))
}

fn what_changed(before: &Location, new: &NewLocation) -> String {
    let changed = [
        ("name", before.name != new.name),
        ("time zone", before.zone_name() != new.zone_name()),
        ("opening hours", before.hours.week != new.week),
        ("holidays", before.hours.holidays != new.holidays),
        ("who looks after it", new.looked_after_by.is_some_and(|keeper| before.looked_after_by != Some(keeper))),
    ];
    let changed: Vec<_> = changed.into_iter().filter_map(|(what, is_so)| is_so.then_some(what)).collect();
    if changed.is_empty() { new.name.clone() } else { format!("{}: {}", new.name, changed.join(", ")) }
}

pub(crate) fn note(tx: &Tx, kind: &'static str, subject: uuid::Uuid, text: String) {
    tx.entry(NewEntry {
        client: None,
        kind,
        strand: Strand::Book,
        happened_at: tx.now,
        subject: Some(subject),
        text,
        body: serde_json::json!({}),
    });
}
