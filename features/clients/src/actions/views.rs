//! Keeping views of the list. One's own belong to oneself; a shared one is changed by its owner or an admin.

use tend_core::{Error, Result, Role, Tx, id::MemberId};

use crate::{
    store,
    view::{AskedFor, MOST_VIEWS, NewView, View, ViewId},
};

/// Keeps a view.
pub fn keep_view(tx: &Tx, new: &NewView) -> Result<ViewId> {
    tx.actor.may_write()?;
    let owner = tx.actor.me()?;
    let new = new.checked()?;
    let others = store::own_views(tx, &tx.actor, owner)?;
    free_name(&others, &new.name, None)?;
    if others.len() >= MOST_VIEWS {
        return Err(Error::invalid("name", format!("{MOST_VIEWS} views are the most. Put one away first.")));
    }
    let view = View {
        id: tx.new_id(),
        name: new.name,
        asked: new.asked,
        shared: new.shared,
        owner,
        owner_name: tx.actor.name.clone(),
        is_gone: false,
        version: 1,
    };
    store::insert_view(tx, &view)?;
    Ok(view.id)
}

/// Changes a view's name, and whether it is shared.
pub fn change_view(tx: &Tx, id: ViewId, version: i64, new: &NewView) -> Result<()> {
    let view = to_change(tx, id)?;
    let new = new.checked()?;
    free_name(&store::own_views(tx, &tx.actor, view.owner)?, &new.name, Some(id))?;
    store::update_view(tx, &View { name: new.name, shared: new.shared, version, ..view })
}

/// From now on the view asks for this.
pub fn keep_in_view(tx: &Tx, id: ViewId, asked: &AskedFor) -> Result<()> {
    let view = to_change(tx, id)?;
    store::update_view(tx, &View { asked: asked.clone(), ..view })
}

/// Puts a view away.
pub fn put_view_away(tx: &Tx, id: ViewId) -> Result<View> {
    let view = to_change(tx, id)?;
    let gone = View { is_gone: true, ..view };
    store::update_view(tx, &gone)?;
    Ok(gone)
}

/// Brings it back.
pub fn bring_back_view(tx: &Tx, id: ViewId) -> Result<()> {
    let view = to_change(tx, id)?;
    store::update_view(tx, &View { is_gone: false, ..view })
}

/// A member leaves: what they shared goes to a colleague and stays shared, what they kept for themselves goes with them.
pub(super) fn hand_over_views(tx: &Tx, from: MemberId, to: MemberId) -> Result<()> {
    store::delete_own_views(tx, from)?;
    store::hand_over_views(tx, from, to)
}

fn to_change(tx: &Tx, id: ViewId) -> Result<View> {
    tx.actor.may_write()?;
    let view = store::view(tx, &tx.actor, id)?;
    if Some(view.owner) == tx.actor.member || tx.actor.role >= Role::Admin {
        return Ok(view);
    }
    Err(Error::NotAllowed(format!("{} keeps this view. Keep one of your own.", view.owner_name)))
}

fn free_name(others: &[View], name: &str, id: Option<ViewId>) -> Result<()> {
    let folded = tend_core::fold::fold(name);
    if others.iter().any(|view| Some(view.id) != id && tend_core::fold::fold(&view.name) == folded) {
        return Err(Error::invalid("name", format!("There is a view called {name} already.")));
    }
    Ok(())
}

/// More columns than this nobody reads.
const MOST_COLUMNS: usize = 16;

/// From now on a member sees these columns in the list, wherever they sign in; none: the usual ones. It is their own matter, so that
/// guests may do it too and the book says nothing of it.
pub fn choose_columns(tx: &Tx, words: &[String]) -> Result<()> {
    let member = tx.actor.me()?;
    match words {
        [] => store::delete_columns(tx, member),
        words => store::put_columns(tx, member, &words[..words.len().min(MOST_COLUMNS)]),
    }
}
