//! The bytes of files, out and in again: each under the name it has in the store, so that what comes in can be compared.

use std::{collections::BTreeMap, fs, io, io::Write as _, path::Path};

use tend_core::{
    Result, Tx,
    db::Conn,
    files::{self, Bounds, Files, Stored},
    id::WorkspaceId,
};

use super::{
    manifest::{Bytes, FILES, Manifest},
    read::refusal,
    shelf::Shelf,
    write::full,
};

/// A zip that is fetched in the browser holds files up to this many bytes; a folder holds all.
pub const MOST_IN_ZIP: i64 = 500 * 1024 * 1024;
/// Objects that are read at once.
const PAGE: i64 = 1000;

/// All bytes that rows name, in the order of their hashes.
pub fn named(db: &Conn, workspace: WorkspaceId) -> Result<Vec<Stored>> {
    let (mut named, mut after) = (Vec::new(), String::new());
    loop {
        let page = files::store::page(db, workspace, &after, PAGE)?;
        let Some(last) = page.last() else { return Ok(named) };
        after = last.sha256.clone();
        named.extend(page.iter().filter(|object| object.holders > 0).flat_map(|object| object.stored(workspace)));
    }
}

/// Writes them. What is not there, or is not what it was, is named, and the rest goes out all the same.
pub async fn write(store: &Files, named: &[Stored], most_bytes: i64, shelf: &mut Shelf) -> Result<Bytes> {
    let mut told = Bytes::default();
    let together: i64 = named.iter().map(|stored| stored.bytes).sum();
    if together > most_bytes {
        told.why = Some("They are too many for one zip; `tend export` writes them into its folder".to_owned());
        return Ok(told);
    }
    for stored in named {
        let name = stored.name();
        // Looked at before it is begun: half a file must not stand there.
        if store.hand_on(stored, |_| Ok(())).await?.is_err() {
            told.missing.push(name);
            continue;
        }
        shelf.begin(&format!("{FILES}/{name}")).map_err(full)?;
        if store.hand_on(stored, |bytes| shelf.write_all(bytes)).await?.is_err() {
            return Err(full(io::Error::other(format!("the file {name} changed while it was read"))));
        }
        told.count += 1;
        told.bytes += stored.bytes;
    }
    Ok(told)
}

/// What was put into the store, by its name: the hash of the bytes, and how many.
pub type Put = BTreeMap<String, (String, i64)>;

/// Puts the bytes of an export into the store. Where the same are there already they are there again.
pub async fn put(store: &Files, workspace: WorkspaceId, folder: &Path) -> Result<Put> {
    let folder = folder.join(FILES);
    let mut put = Put::new();
    if !folder.is_dir() {
        return Ok(put);
    }
    let wrong = |what: &dyn std::fmt::Display| refusal(&format!("{}: {what}", folder.display()));
    for file in fs::read_dir(&folder).map_err(|error| wrong(&error))? {
        let file = file.map_err(|error| wrong(&error))?;
        let name = file.file_name().to_string_lossy().into_owned();
        let bounds = Bounds { file: u64::MAX, rest: u64::MAX };
        let arrived = files::receive_file(&file.path(), bounds).await.map_err(|trouble| wrong(&trouble))?;
        let bytes = i64::try_from(arrived.bytes).unwrap_or(i64::MAX);
        let Some(stored) = Stored::read(workspace, &name, arrived.sha256.clone(), bytes) else {
            return Err(wrong(&format!("{name} is no file of an export")));
        };
        store.put_file(&stored, arrived.place()).await?;
        put.insert(name, (arrived.sha256, bytes));
    }
    Ok(put)
}

/// Every row that came in must find its bytes, as they were; but for those that were missing when it went out.
pub fn must_be_there(tx: &Tx, manifest: &Manifest, put: &Put) -> Result<()> {
    for stored in named(tx, manifest.workspace.id)? {
        let name = stored.name();
        let is_there = put.get(&name).is_some_and(|(sha256, bytes)| *sha256 == stored.sha256 && *bytes == stored.bytes);
        if !is_there && !manifest.files.missing.contains(&name) {
            let why = match &manifest.files.why {
                Some(_) => "the bytes of its files are not with it: take the folder that `tend export` writes",
                None => "a file is not there, or is not the one that was exported",
            };
            return Err(refusal(&format!("{FILES}/{name}: {why}")));
        }
    }
    Ok(())
}

/// Nothing came in after all.
pub async fn take_back(store: &Files, workspace: WorkspaceId, put: &Put) {
    for name in put.keys() {
        let object = name.split('.').next().unwrap_or(name);
        if let Err(error) = store.remove(workspace, object).await {
            tracing::warn!(%error, name, "bytes of an export that was refused are still there");
        }
    }
}
