//! Taking an import back, for 30 days, as a whole: what was edited since is kept and named.
//!
//! In passes, each in bounded steps: what updates changed is put back; entries leave the book; the clients that rows became are forgotten with their
//! entries; then the organizations that kept people in that pass, if those people are gone by now. A step that was done leaves
//! nothing to do, so that a kill between two of them changes nothing in the end.

use serde_json::Value;
use tend_clients::{
    Client,
    actions::{self as clients, Change, Field},
    store as client_store,
};
use tend_core::{
    Actor, Error, Result, Role, Tx,
    db::Conn,
    timeline::store::{Before, of_client},
};

use super::{begin::note, besides, happened, said, tickets};
use crate::{
    import::{Import, ImportId, State},
    store::{self, Changed, Made},
};

/// So many who stay are named; the others are counted.
const MOST_NAMED: i64 = 100;

/// What is taken back at this time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pass {
    /// What updates changed.
    #[default]
    Changes,
    /// Entries and links that rows became.
    Entries,
    /// Problems that rows became.
    Problems,
    /// Clients who came from rows.
    Clients,
    /// Those who had to wait for others; who is left now stays, and is named.
    Last,
}

/// How far taking back has come: from the last row on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The pass.
    pub pass: Pass,
    /// Below this row …
    pub row: i64,
    /// … and this identity.
    pub identity: String,
}

impl Place {
    fn first_of(pass: Pass) -> Self {
        Place { pass, row: i64::MAX, identity: String::new() }
    }
}

impl Default for Place {
    fn default() -> Self {
        Place::first_of(Pass::Changes)
    }
}

/// Begins to take an import back.
pub fn begin_undo(tx: &Tx, id: ImportId) -> Result<()> {
    tx.actor.must_be(Role::Member)?;
    let mut import = store::find(tx, tx.actor.workspace, id)?;
    match import.state {
        State::Undone => return Ok(()),
        State::Undoing => {}
        _ if import.can_be_undone(tx.now) => {}
        State::Running => return Err(Error::Conflict("Stop it first, then it can be undone.".into())),
        _ => return Err(Error::Conflict("This import is more than 30 days old; it cannot be undone any more.".into())),
    }
    import.state = State::Undoing;
    import.warnings.clear();
    import.looked_through.stayed = 0;
    store::save(tx, tx.actor.workspace, &import)
}

/// Takes some rows back; says where to go on, or that all of it was looked at.
pub fn undo_some(tx: &Tx, id: ImportId, from: &Place, limit: i64) -> Result<Option<Place>> {
    let workspace = tx.actor.workspace;
    let mut import = store::find(tx, workspace, id)?;
    let next = match from.pass {
        Pass::Changes => put_some_back(tx, &mut import, from, limit)?,
        Pass::Entries => take_some_out(tx, &import, from, limit)?,
        Pass::Problems => take_problems_out(tx, &mut import, from, limit)?,
        Pass::Clients | Pass::Last => forget_some(tx, &mut import, from, limit)?,
    };
    if next.is_none() {
        import.state = State::Undone;
        import.undone_at = Some(tx.now);
        if import.looked_through.stayed > MOST_NAMED {
            let others = import.looked_through.stayed - MOST_NAMED;
            import.warnings.push(format!("And {others} more stay, for reasons like these."));
        }
        store::delete_parts(tx, workspace, id)?;
        note(tx, &import, "transfer.taken_back");
    }
    store::save(tx, workspace, &import)?;
    Ok(next)
}

fn put_some_back(tx: &Tx, import: &mut Import, from: &Place, limit: i64) -> Result<Option<Place>> {
    let changes = store::changed_by(tx, tx.actor.workspace, import.id, from.row, limit)?;
    for changed in &changes {
        if let Some(reason) = put_back(tx, import, changed)? {
            stays(import, &reason);
        }
        store::delete_change(tx, tx.actor.workspace, import.id, changed.row)?;
    }
    Ok(Some(match changes.last() {
        Some(last) if changes.len() as i64 == limit => Place { row: last.row, ..from.clone() },
        _ => Place::first_of(Pass::Entries),
    }))
}

/// Takes the entries out of the book that the import told, then what it said about whose they are.
fn take_some_out(tx: &Tx, import: &Import, from: &Place, limit: i64) -> Result<Option<Place>> {
    let told = store::happened::told_by(tx, tx.actor.workspace, import.id, from.row, limit)?;
    told.iter().try_for_each(|told| happened::forget(tx, told))?;
    let goes_on = match told.last() {
        Some(last) if told.len() as i64 == limit => Some(Place { row: last.row, ..from.clone() }),
        _ if store::happened::delete_links(tx, tx.actor.workspace, import.id, limit)? == limit => Some(from.clone()),
        _ => None,
    };
    Ok(Some(goes_on.unwrap_or_else(|| Place::first_of(Pass::Problems))))
}

/// Takes the problems out of the book that the import made, but for those that somebody here changed since.
fn take_problems_out(tx: &Tx, import: &mut Import, from: &Place, limit: i64) -> Result<Option<Place>> {
    let made = store::tickets::problems_of(tx, tx.actor.workspace, import.id, (from.row, &from.identity), limit)?;
    for made in &made {
        if let Some(reason) = tickets::take_out(tx, made)? {
            stays(import, &reason);
        }
    }
    Ok(Some(match made.last() {
        Some(last) if made.len() as i64 == limit => {
            Place { row: last.row, identity: last.identity.clone(), pass: Pass::Problems }
        }
        _ => Place::first_of(Pass::Clients),
    }))
}

fn forget_some(tx: &Tx, import: &mut Import, from: &Place, limit: i64) -> Result<Option<Place>> {
    let made = store::made_by(tx, tx.actor.workspace, import.id, (from.row, &from.identity), limit)?;
    for made in &made {
        let stayed = forget(tx, made)?;
        // In the second pass an organization may still wait for its people; whoever stays then is met once more.
        if let Some(reason) = stayed.filter(|_| from.pass == Pass::Last) {
            stays(import, &reason);
        }
    }
    Ok(match (made.last(), from.pass) {
        (Some(last), _) if made.len() as i64 == limit => {
            Some(Place { row: last.row, identity: last.identity.clone(), pass: from.pass })
        }
        (_, Pass::Last) => None,
        _ => Some(Place::first_of(Pass::Last)),
    })
}

/// Names who stays, and why.
fn stays(import: &mut Import, reason: &str) {
    import.looked_through.stayed += 1;
    if import.looked_through.stayed <= MOST_NAMED {
        import.warnings.push(reason.to_owned());
    }
}

/// Forgets a client that the import made, with the entries it wrote; or says why they stay: somebody edited them or wrote on their page
/// since, or somebody who stays belongs to them.
fn forget(tx: &Tx, made: &Made) -> Result<Option<String>> {
    let client = match client_store::find(tx, &tx.actor, made.client) {
        Ok(client) => client,
        Err(Error::NotFound) => {
            store::delete_row(tx, tx.actor.workspace, &made.identity)?;
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    if made.joined {
        // They were there before the file came; what it added was put back.
        store::delete_row(tx, tx.actor.workspace, &made.identity)?;
        return Ok(None);
    }
    let reason = why_they_stay(tx, &client, made)?;
    if reason.is_none() {
        store::delete_row(tx, tx.actor.workspace, &made.identity)?;
        clients::forget(tx, made.client, made.version)?;
    }
    Ok(reason)
}

/// Somebody edited a client whom an import made, or wrote on their page.
pub(super) fn edited_since(db: &Conn, actor: &Actor, client: &Client, made: &Made) -> Result<Option<String>> {
    let entries = of_client(db, actor.workspace, made.client, None, Before::NEWEST, 50)?;
    let mut newer = entries.iter().filter(|entry| entry.written_at > made.written_at).peekable();
    if newer.peek().is_some() {
        if newer.all(|entry| entry.feature() == "transfer" || entry.body["program"].is_string()) {
            return Ok(Some(format!(
                "{} stays: a later list tells what happened with them; take that one back first.",
                client.name
            )));
        }
        return Ok(Some(format!("{} stays: somebody wrote on their page since.", client.name)));
    }
    Ok((client.version != made.version).then(|| format!("{} stays: they were edited since.", client.name)))
}

/// Somebody edited a client after an import did.
pub(super) fn updated_since(db: &Conn, actor: &Actor, client: &Client, changed: &Changed) -> Result<Option<String>> {
    let known = store::known(db, actor.workspace, &changed.identity)?;
    let is_edited = known.is_none_or(|known| known.version != client.version);
    Ok(is_edited.then(|| format!("{} stays as they are now: they were edited too.", client.name)))
}

fn why_they_stay(tx: &Tx, client: &Client, made: &Made) -> Result<Option<String>> {
    if let Some(reason) = edited_since(tx, &tx.actor, client, made)? {
        return Ok(Some(reason));
    }
    let people = client_store::people_of(tx, &tx.actor, made.client, 2)?;
    Ok(match people.as_slice() {
        [] => None,
        [one] => Some(format!("{} stays: {} belongs to it and stays too.", client.name, one.other_name)),
        [one, ..] => Some(format!("{} stays: {} and others belong to it and stay too.", client.name, one.other_name)),
    })
}

/// Puts back what an update changed, unless somebody changed the client since; says so then.
fn put_back(tx: &Tx, import: &Import, changed: &Changed) -> Result<Option<String>> {
    if !changed.before["retold"].is_null() {
        return happened::put_back(tx, import.id, changed).map(|()| None);
    }
    if changed.before["heard"].is_i64() {
        return tickets::put_back(tx, import.id, changed);
    }
    let client = match client_store::find(tx, &tx.actor, changed.client) {
        Ok(client) => client,
        Err(Error::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    if store::was_made_by(tx, tx.actor.workspace, client.id, import.id)? {
        // The same file made them: they are forgotten altogether.
        return Ok(None);
    }
    if let Some(reason) = updated_since(tx, &tx.actor, &client, changed)? {
        return Ok(Some(reason));
    }
    let text = |field: &str| changed.before[field].as_str().unwrap_or_default().to_owned();
    let fields = [(Field::Name, "name"), (Field::About, "about"), (Field::Since, "since"), (Field::Rhythm, "rhythm")];
    let changes: Vec<Change> = fields
        .into_iter()
        .map(|(field, was)| Change::of(&client, field, text(was)))
        .filter(|change| change.was != change.to)
        .collect();
    if !changes.is_empty() {
        clients::change(tx, client.id, &changes)?;
    }
    if let Value::Object(fields) = &changed.before["fields"] {
        clients::keep_fields(tx, client.id, fields)?;
    }
    let added = |list: &str| changed.before[list].as_array().cloned().unwrap_or_default();
    for point in client_store::contact_points(tx, &tx.actor, client.id)? {
        if added("points").iter().any(|value| value.as_str() == Some(&point.value)) {
            clients::remove_point(tx, client.id, point.id)?;
        }
    }
    for tag in added("tags").iter().filter_map(Value::as_str) {
        clients::untag(tx, client.id, tag)?;
    }
    for date in added("dates") {
        match clients::remove_date(tx, client.id, serde_json::from_value(date)?) {
            Ok(()) | Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    let whole = besides::take_back(tx, &changed.before["besides"])?;
    let as_before = said::put_back(tx, client.id, &changed.before["said"])?;
    // The row may come again and is then another one.
    let now = client_store::find(tx, &tx.actor, client.id)?;
    store::update_row(tx, &changed.identity, "", now.version)?;
    if !whole {
        return Ok(Some(format!("{}: what they want to do stays; it was edited since.", client.name)));
    }
    Ok((!as_before)
        .then(|| format!("{}: what they said about being written to stays; it was edited since.", client.name)))
}
