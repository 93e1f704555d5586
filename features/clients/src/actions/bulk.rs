//! Doing something with many clients, and taking it back.

use serde_json::json;
use tend_core::{Error, Result, Tx, feature::BulkAction, id::ClientId, jobs, time::DAY};

use crate::{
    bulk::{self, AT_ONCE, Deed, DeedId, DeedState, KEPT_DAYS, MOST, MOST_TICKED, NewDeed, Whom},
    list::{Filter, Mark, Order, Sort, Stand, Way, wants},
    store::{self, Asked, Bounds},
};

/// Begins a deed: those who were ticked at once, all who pass a filter batch after batch. What is wrong with what was typed is told
/// before anything is written.
pub fn begin_deed(tx: &Tx, new: &NewDeed) -> Result<Deed> {
    tx.actor.may_write()?;
    let member = tx.actor.me()?;
    let action = known(tx, &new.action)?;
    let (ticked, filter) = match &new.whom {
        Whom::Ticked(ids) if ids.is_empty() => return Err(Error::invalid("client", "Choose somebody first.")),
        Whom::Ticked(ids) if ids.len() > MOST_TICKED => {
            return Err(Error::invalid("client", format!("{MOST_TICKED} are the most that can be ticked.")));
        }
        Whom::Ticked(ids) => (ids.clone(), None),
        Whom::All(filter) => (Vec::new(), Some(Filter { descending: false, ..filter.clone() })),
    };
    let mut deed = Deed {
        id: tx.new_id(),
        member,
        action: new.action.clone(),
        filter,
        typed: new.typed.clone(),
        state: DeedState::Running,
        done: 0,
        failed: 0,
        left_alone: 0,
        after: None,
        made_at: tx.now,
        ended_at: None,
        version: 1,
    };
    store::insert_deed(tx, &deed)?;
    if deed.filter.is_none() {
        do_each(tx, action, &mut deed, &ticked)?;
        end(tx, &mut deed, DeedState::Done);
    } else {
        next_batch(tx, action, &mut deed)?;
    }
    store::update_deed(tx, &deed)?;
    if deed.state == DeedState::Running {
        enqueue(tx, deed.id, DeedState::Running)?;
    }
    Ok(Deed { version: deed.version + 1, ..deed })
}

fn enqueue(tx: &Tx, id: DeedId, state: DeedState) -> Result<()> {
    let body = json!({ "deed": id.to_string() });
    jobs::enqueue(tx, &crate::jobs::DEED, tx.now, Some(&format!("{id} {state}")), &body)
}

fn known(tx: &Tx, name: &str) -> Result<&'static BulkAction> {
    bulk::action(tx.features, name).ok_or(Error::NotFound)
}

fn end(tx: &Tx, deed: &mut Deed, state: DeedState) {
    deed.state = state;
    deed.ended_at = Some(tx.now);
}

/// The next batch of a deed that runs, or that is being taken back; says whether there is more.
pub(crate) fn go_on(tx: &Tx, id: DeedId) -> Result<bool> {
    let mut deed = store::deed(tx, &tx.actor, id)?;
    match deed.state {
        DeedState::Running => next_batch(tx, known(tx, &deed.action)?, &mut deed)?,
        DeedState::Undoing => undo_batch(tx, known(tx, &deed.action)?, &mut deed)?,
        DeedState::Done | DeedState::Undone => return Ok(false),
    }
    store::update_deed(tx, &deed)?;
    Ok(matches!(deed.state, DeedState::Running | DeedState::Undoing))
}

fn next_batch(tx: &Tx, action: &BulkAction, deed: &mut Deed) -> Result<()> {
    let Some(filter) = deed.filter.clone() else {
        end(tx, deed, DeedState::Done);
        return Ok(());
    };
    let stand = |id| Stand { group: String::new(), keys: Vec::new(), id };
    let mark = deed.after.map(|id| Mark { way: Way::After, stand: stand(id) });
    // In the order in which they were written down: what is done to them moves nobody in it.
    let order = Order::Standard(Sort::Added);
    let asked = Asked {
        filter: &filter,
        order,
        mark: mark.as_ref(),
        rows: AT_ONCE,
        bounds: Bounds::PART,
        wants: wants(tx.features),
    };
    let turned = if filter.archived { laid_aside(tx, &asked)? } else { store::turn(tx, &tx.actor, &asked)? };
    let ids: Vec<ClientId> = turned.clients.iter().map(|client| client.id).collect();
    do_each(tx, action, deed, &ids)?;
    match turned.next {
        Some(next) if deed.done + deed.failed < MOST => deed.after = Some(next.stand.id),
        _ => end(tx, deed, DeedState::Done),
    }
    Ok(())
}

/// No index lists those laid aside by age: they are few, or not to be changed by a filter.
fn laid_aside(tx: &Tx, asked: &Asked) -> Result<store::Turned> {
    let turned = store::turn(tx, &tx.actor, asked)?;
    if turned.unsorted {
        return Err(Error::invalid("client", "There are too many who were laid aside. Tick those you mean."));
    }
    Ok(turned)
}

fn do_each(tx: &Tx, action: &BulkAction, deed: &mut Deed, ids: &[ClientId]) -> Result<()> {
    for id in ids {
        match tx.attempt(|| (action.apply)(tx, *id, &deed.typed.0)) {
            Ok(Some(before)) => {
                store::insert_deed_client(tx, deed.id, *id, &before)?;
                deed.done += 1;
            }
            Ok(None) => {}
            // What is wrong with what was typed is wrong for the first one already.
            Err(error @ (Error::Invalid(_) | Error::NotAllowed(_))) if deed.done == 0 => return Err(error),
            Err(Error::Invalid(_) | Error::NotAllowed(_) | Error::Conflict(_) | Error::NotFound) => deed.failed += 1,
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

/// Takes a deed back: at once where few were changed, else batch after batch.
pub fn undo_deed(tx: &Tx, id: DeedId) -> Result<Deed> {
    tx.actor.may_write()?;
    let mut deed = store::deed(tx, &tx.actor, id)?;
    if matches!(deed.state, DeedState::Undoing | DeedState::Undone) {
        return Ok(deed);
    }
    if deed.made_at < tx.now.plus(-KEPT_DAYS * DAY) {
        return Err(Error::Conflict(format!("That was more than {KEPT_DAYS} days ago.")));
    }
    (deed.state, deed.after, deed.ended_at) = (DeedState::Undoing, None, None);
    undo_batch(tx, known(tx, &deed.action)?, &mut deed)?;
    store::update_deed(tx, &deed)?;
    if deed.state == DeedState::Undoing {
        enqueue(tx, id, DeedState::Undoing)?;
    }
    Ok(deed)
}

fn undo_batch(tx: &Tx, action: &BulkAction, deed: &mut Deed) -> Result<()> {
    let nobody = ClientId(uuid::Uuid::nil());
    let changed = store::deed_clients(tx, &tx.actor, deed.id, deed.after.unwrap_or(nobody), AT_ONCE)?;
    for (client, before) in &changed {
        match tx.attempt(|| (action.undo)(tx, *client, before)) {
            Ok(true) => {}
            Ok(false) | Err(Error::Invalid(_) | Error::NotAllowed(_) | Error::Conflict(_) | Error::NotFound) => {
                deed.left_alone += 1;
            }
            Err(other) => return Err(other),
        }
    }
    deed.after = changed.last().map(|(client, _)| *client).or(deed.after);
    if changed.len() < AT_ONCE {
        end(tx, deed, DeedState::Undone);
    }
    Ok(())
}

/// Forgets how clients were before deeds that cannot be taken back any more, some at a time.
pub(crate) fn forget_deeds(tx: &Tx) -> Result<bool> {
    Ok(store::delete_old_deeds(tx, tx.now.plus(-KEPT_DAYS * DAY))? > 0)
}
