//! How a line that was written is taken back.

use tend_clients::MomentKind;
use tend_core::{
    Result, Tx,
    timeline::{self, store::Before},
};

use super::{Written, WrittenId};
use crate::store;

/// Takes a line back: its moment, its promises, and a client it made whom nobody touched since. Doing it twice changes nothing.
pub fn undo(tx: &Tx, id: WrittenId) -> Result<()> {
    tx.actor.may_write()?;
    let written = store::written(tx, &tx.actor, tx.actor.me()?, id)?;
    if written.undone_at.is_some() || !store::undo_written(tx, &written)? {
        return Ok(());
    }
    if let Some((feature, id)) = &written.wrote.own {
        let readers = tx.features.iter().filter(|one| one.name == feature);
        readers.filter_map(|one| one.log_line.as_ref()).try_for_each(|reader| (reader.undo)(tx, *id))?;
    }
    for promise in &written.wrote.promises {
        tend_promises::actions::take_back_making(tx, *promise)?;
    }
    if let Some(moment) = written.wrote.moment {
        retract(tx, &written, moment)?;
    }
    if written.wrote.new_client && is_untouched(tx, &written)? {
        let client = tend_clients::store::find(tx, &tx.actor, written.client)?;
        tend_clients::actions::forget(tx, client.id, client.version)?;
    }
    Ok(())
}

/// The most entries of one moment that are looked through.
const MOST_AT_ONCE: i64 = 50;

fn retract(tx: &Tx, written: &Written, moment: MomentKind) -> Result<()> {
    let until_then = Before { happened_at: written.written_at, ..Before::NEWEST };
    let entries = timeline::store::of_client(tx, tx.actor.workspace, written.client, None, until_then, MOST_AT_ONCE)?;
    let mine = |entry: &&timeline::Entry| {
        entry.written_at == written.written_at && entry.by == Some(written.member) && entry.kind == moment.entry()
    };
    let Some(entry) = entries.iter().find(mine) else { return Ok(()) };
    tend_clients::actions::retract(tx, written.client, entry.id)?;
    tend_clients::actions::not_touched(tx, written.client, written.written_at, written.wrote.last_contact_before)
}

/// All that is known of the client was written by this very line.
fn is_untouched(tx: &Tx, written: &Written) -> Result<bool> {
    let entries =
        timeline::store::of_client(tx, tx.actor.workspace, written.client, None, Before::NEWEST, MOST_AT_ONCE)?;
    Ok(entries.iter().all(|entry| entry.written_at == written.written_at))
}
