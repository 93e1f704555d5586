//! Taking an import back, for 30 days, as a whole: what was edited since is kept and named.

use serde_json::Value;
use tend_clients::{
    actions::{self as clients, Change, Field},
    store as client_store,
};
use tend_core::{
    Error, Result, Role, Tx,
    timeline::store::{Before, of_client},
};

use super::begin::note;
use crate::{
    import::{ImportId, State},
    store::{self, Changed, Made},
};

/// How far taking back has come.
#[derive(Clone, Debug, Default)]
pub struct Left {
    /// Where to go on; nothing: all was looked at.
    pub next: Option<(i64, String)>,
    /// Clients who stay because somebody edited them or wrote something since.
    pub kept: Vec<String>,
}

/// Begins to take an import back.
pub fn begin_undo(tx: &Tx, id: ImportId) -> Result<()> {
    tx.actor.must_be(Role::Member)?;
    let mut import = store::find(tx, tx.actor.workspace, id)?;
    match import.state {
        State::Undoing | State::Undone => return Ok(()),
        _ if import.can_be_undone(tx.now) => {}
        State::Running => return Err(Error::Conflict("Stop it first, then it can be undone.".into())),
        _ => return Err(Error::Conflict("This import is more than 30 days old; it cannot be undone any more.".into())),
    }
    import.state = State::Undoing;
    import.warnings.clear();
    store::save(tx, tx.actor.workspace, &import)
}

/// Takes some rows back, from the last one on; the first call begins behind all rows.
pub fn undo_some(tx: &Tx, id: ImportId, from: Option<(i64, String)>, limit: i64) -> Result<Left> {
    let workspace = tx.actor.workspace;
    let below = from.unwrap_or((i64::MAX, String::new()));
    let mut left = Left::default();
    for changed in store::changed_by(tx, workspace, id, below.0, limit)? {
        put_back(tx, &changed, &mut left.kept)?;
    }
    let made = store::made_by(tx, workspace, id, (below.0, &below.1), limit)?;
    for made in &made {
        forget(tx, made, &mut left.kept)?;
    }
    let mut import = store::find(tx, workspace, id)?;
    import.warnings.extend(left.kept.iter().map(|name| format!("{name} was edited since and stays.")));
    if made.len() as i64 == limit {
        left.next = made.last().map(|last| (last.row, last.identity.clone()));
    } else {
        import.state = State::Undone;
        import.undone_at = Some(tx.now);
        store::delete_parts(tx, workspace, id)?;
        note(tx, &import, "transfer.taken_back");
    }
    store::save(tx, workspace, &import)?;
    Ok(left)
}

/// Forgets a client that the import made, unless somebody edited them or wrote on their timeline since.
fn forget(tx: &Tx, made: &Made, kept: &mut Vec<String>) -> Result<()> {
    let client = match client_store::find(tx, &tx.actor, made.client) {
        Ok(client) => client,
        Err(Error::NotFound) => return store::delete_row(tx, tx.actor.workspace, &made.identity),
        Err(error) => return Err(error),
    };
    let entries = of_client(tx, tx.actor.workspace, made.client, None, Before::NEWEST, 50)?;
    let is_edited = client.version != made.version || entries.iter().any(|entry| entry.written_at > made.written_at);
    let has_people = !client_store::people_of(tx, &tx.actor, made.client, 1)?.is_empty();
    if is_edited || has_people {
        kept.push(client.name);
        return Ok(());
    }
    store::delete_row(tx, tx.actor.workspace, &made.identity)?;
    clients::forget(tx, made.client, made.version)
}

/// Puts back what an update changed, field by field where nobody changed it since.
fn put_back(tx: &Tx, changed: &Changed, kept: &mut Vec<String>) -> Result<()> {
    let client = match client_store::find(tx, &tx.actor, changed.client) {
        Ok(client) => client,
        Err(Error::NotFound) => return Ok(()),
        Err(error) => return Err(error),
    };
    let known = store::known(tx, tx.actor.workspace, &changed.identity)?;
    if known.is_none_or(|known| known.version != client.version) {
        kept.push(client.name);
        return Ok(());
    }
    let text = |field: &str| changed.before[field].as_str().unwrap_or_default().to_owned();
    let fields = [(Field::Name, text("name")), (Field::About, text("about")), (Field::Since, text("since"))];
    let changes: Vec<Change> = fields
        .into_iter()
        .map(|(field, to)| Change::of(&client, field, to))
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
    // The row may come again and is then another one.
    let now = client_store::find(tx, &tx.actor, client.id)?;
    store::update_row(tx, &changed.identity, "", now.version)
}
