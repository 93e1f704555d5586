//! What taking an import back would take, and whom it would leave: said before anybody presses the button.

use tend_clients::store as client_store;
use tend_core::{Actor, Error, Result, db::Conn};
use tend_problems::actions::why_it_stays;

use super::undo::{edited_since, updated_since};
use crate::{
    import::Import,
    store::{self, Changed, Made},
};

/// So many of the latest rows are looked at; the others are looked at when they are taken back.
pub const LOOKED_AT: i64 = 300;
/// So many who stay are named.
const NAMED: usize = 12;

/// What would go, and who would stay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Going {
    /// Why whom stays, the latest rows first.
    pub stays: Vec<String>,
    /// How many more stay, among those looked at.
    pub more: usize,
    /// There are more rows than were looked at.
    pub is_part: bool,
}

/// Looks at the latest rows of an import.
pub fn going(db: &Conn, actor: &Actor, import: &Import) -> Result<Going> {
    let made = store::made_by(db, actor.workspace, import.id, (i64::MAX, ""), LOOKED_AT + 1)?;
    let changed = store::changed_by(db, actor.workspace, import.id, i64::MAX, LOOKED_AT + 1)?;
    let is_part = made.len() as i64 > LOOKED_AT || changed.len() as i64 > LOOKED_AT;
    let mut stays = Vec::new();
    for made in made.iter().take(LOOKED_AT as usize).filter(|made| !made.joined) {
        stays.extend(made_stays(db, actor, made)?);
    }
    let brought = store::tickets::problems_of(db, actor.workspace, import.id, (i64::MAX, ""), LOOKED_AT + 1)?;
    let is_part = is_part || brought.len() as i64 > LOOKED_AT;
    for one in brought.iter().take(LOOKED_AT as usize) {
        stays.extend(why_it_stays(db, actor, (one.problem, one.version), &import.id.to_string())?);
    }
    let of_clients = |changed: &&Changed| changed.before["retold"].is_null() && changed.before["heard"].is_null();
    for changed in changed.iter().take(LOOKED_AT as usize).filter(of_clients) {
        stays.extend(change_stays(db, actor, import, changed)?);
    }
    let more = stays.len().saturating_sub(NAMED);
    stays.truncate(NAMED);
    Ok(Going { stays, more, is_part })
}

fn made_stays(db: &Conn, actor: &Actor, made: &Made) -> Result<Option<String>> {
    match client_store::find(db, actor, made.client) {
        Ok(client) => edited_since(db, actor, &client, made),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

fn change_stays(db: &Conn, actor: &Actor, import: &Import, changed: &Changed) -> Result<Option<String>> {
    match client_store::find(db, actor, changed.client) {
        Ok(client) if store::was_made_by(db, actor.workspace, client.id, import.id)? => Ok(None),
        Ok(client) => updated_since(db, actor, &client, changed),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
