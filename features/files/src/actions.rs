//! The verbs: bring files for a client, take one away, bring it back.

use serde_json::json;
use tend_core::{
    Error, Result, Tx,
    files::{self, Kept},
    id::{ClientId, EntryId},
    timeline::{NewEntry, Strand},
};

use crate::{
    file::{ClientFile, FileId, in_words},
    store,
};

/// Puts files on a client's page, with an entry of their own.
pub fn add(tx: &Tx, client: ClientId, kept: &[Kept]) -> Result<Vec<FileId>> {
    tx.actor.may_write()?;
    let client = tend_clients::store::find(tx, &tx.actor, client)?;
    if kept.is_empty() {
        return Err(Error::invalid(files::FIELD, "Which files? Choose one or more."));
    }
    let entry: EntryId = tx.new_id();
    let ids = hold(tx, client.id, entry, kept)?;
    let names: Vec<&str> = kept.iter().map(|file| file.name.as_str()).collect();
    tx.entry_as(entry, NewEntry { subject: None, ..about(tx, client.id, "files.added", in_words(&names)) });
    Ok(ids)
}

/// Files that came along with an entry about a client.
pub fn attach(tx: &Tx, client: ClientId, entry: EntryId, kept: &[Kept]) -> Result<()> {
    tx.actor.may_write()?;
    hold(tx, client, entry, kept).map(drop)
}

fn hold(tx: &Tx, client: ClientId, entry: EntryId, kept: &[Kept]) -> Result<Vec<FileId>> {
    if kept.len() > files::MOST_FILES {
        return Err(files::Trouble::TooMany(files::MOST_FILES).into());
    }
    let mut ids = Vec::with_capacity(kept.len());
    for one in kept {
        let object = files::hold(tx, one)?;
        let file = ClientFile {
            id: tx.new_id(),
            client,
            entry,
            name: one.name.clone(),
            added_at: tx.now,
            added_by: tx.actor.member,
            by_name: String::new(),
            removed_at: None,
            object,
        };
        store::insert(tx, &file)?;
        ids.push(file.id);
    }
    Ok(ids)
}

/// A file of the actor's workspace that is there.
pub fn find(db: &tend_core::db::Conn, actor: &tend_core::Actor, id: FileId) -> Result<ClientFile> {
    let file = store::find(db, actor, id)?;
    if file.removed_at.is_some() { Err(Error::NotFound) } else { Ok(file) }
}

/// Takes a file away. It can come back for a week.
pub fn remove(tx: &Tx, id: FileId) -> Result<ClientFile> {
    tx.actor.may_write()?;
    let file = find(tx, &tx.actor, id)?;
    if !store::remove(tx, id)? {
        return Err(Error::NotFound);
    }
    tx.entry(NewEntry { subject: Some(id.0), ..about(tx, file.client, "files.removed", file.name.clone()) });
    Ok(file)
}

/// Brings back a file that was taken away.
pub fn bring_back(tx: &Tx, id: FileId) -> Result<ClientFile> {
    tx.actor.may_write()?;
    let file = store::find(tx, &tx.actor, id)?;
    if file.removed_at.is_none() {
        return Ok(file);
    }
    if !file.can_return(tx.now) || !store::bring_back(tx, id)? {
        return Err(Error::NotFound);
    }
    tx.entry(NewEntry { subject: Some(id.0), ..about(tx, file.client, "files.returned", file.name.clone()) });
    Ok(file)
}

/// The entry they came with was taken back; so are they. The entry that says so stands there already.
pub fn taken_back(tx: &Tx, _: ClientId, entry: EntryId) -> Result<()> {
    for id in store::ids_of_entry(tx, tx.actor.workspace, entry)? {
        store::remove(tx, id)?;
    }
    Ok(())
}

/// A client is erased: their files go at once, but for bytes that somebody else has too.
pub fn erased(tx: &Tx, client: ClientId) -> Result<()> {
    for file in store::every_of_client(tx, tx.actor.workspace, client)? {
        if store::delete(tx, file.id)? {
            files::forget(tx, &file.object.sha256)?;
        }
    }
    Ok(())
}

/// Lets go of some files that were taken away longer ago than they can come back; says whether there are more.
pub(crate) fn let_go(tx: &Tx, limit: i64) -> Result<bool> {
    let then = tx.now.plus(-crate::file::KEPT_US);
    let gone = store::removed_before(tx, tx.actor.workspace, then, limit)?;
    for (id, sha256) in &gone {
        if store::delete(tx, *id)? {
            files::release(tx, sha256)?;
        }
    }
    Ok(i64::try_from(gone.len()).is_ok_and(|count| count == limit))
}

fn about(tx: &Tx, client: ClientId, kind: &'static str, text: String) -> NewEntry {
    NewEntry {
        client: Some(client),
        kind,
        strand: Strand::Book,
        happened_at: tx.now,
        subject: None,
        text,
        body: json!({}),
    }
}
