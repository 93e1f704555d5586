//! Files beside backups: a backup is one file of the database, and the bytes of files lie in the folder `files` beside it, each once
//! for all the backups there. A list under the backup's name says which are its own.

use std::{
    collections::BTreeSet,
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
    time::Duration,
};

use super::{Bounds, Stored, Trouble, receive_file, store};
use crate::{
    app::App,
    error::{Error, Result},
};

/// The folder beside backups.
const FOLDER: &str = "files";
/// What the list of a backup is called: its own name, and this.
const LIST: &str = ".files";
/// Objects that are read at once.
const PAGE: i64 = 1000;
/// Bytes that no list names go once they are older than this: a backup that is being written has no list yet.
const YOUNG: Duration = Duration::from_secs(24 * 3600);

/// What became of the files of a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// How many there are.
    pub count: u64,
    /// How many were not there before.
    pub new: u64,
    /// How large the new ones are together.
    pub bytes: u64,
    /// Those that are nowhere, or are not what they were.
    pub missing: Vec<String>,
}

/// Copies the bytes of all files beside a backup that was just written; those that an earlier backup brought are there already.
pub async fn copy_beside(app: &App, backup: &Path) -> Result<Copied> {
    let folder = beside(backup);
    let (mut copied, mut list) = (Copied::default(), String::new());
    for stored in everything(app).await? {
        let name = path_of(&stored);
        let place = folder.join(&name);
        if fs::metadata(&place).is_ok_and(|found| found.len() == stored.bytes.unsigned_abs()) {
            copied.count += 1;
        } else if copy(app, &stored, &place).await? {
            copied.count += 1;
            copied.new += 1;
            copied.bytes += stored.bytes.unsigned_abs();
        } else {
            copied.missing.push(name.clone());
        }
        list.push_str(&format!("{name} {}\n", stored.sha256));
    }
    if !list.is_empty() {
        write_list(&list_of(backup), &list).map_err(|error| told(&list_of(backup), &error))?;
    }
    Ok(copied)
}

/// Puts back what a database that was restored names and the store does not have, from beside its backup.
pub async fn bring_back(app: &App, backup: &Path) -> Result<Copied> {
    let (folder, files, mut copied) = (beside(backup), &app.settings.files, Copied::default());
    for stored in everything(app).await? {
        let name = path_of(&stored);
        if files.has(&stored).await? {
            copied.count += 1;
            continue;
        }
        let bounds = Bounds { file: u64::MAX, rest: u64::MAX };
        match receive_file(&folder.join(&name), bounds).await {
            Ok(found) if found.sha256 == stored.sha256 => {
                files.put_file(&stored, found.place()).await?;
                copied.count += 1;
                copied.new += 1;
                copied.bytes += found.bytes;
            }
            Ok(_) | Err(Trouble::Away(_) | Trouble::Empty(_)) => copied.missing.push(name),
            Err(trouble) => return Err(trouble.into()),
        }
    }
    Ok(copied)
}

/// A backup goes: its list goes, and the bytes that no other list in its folder names.
pub fn let_go(backup: &Path) -> io::Result<()> {
    match fs::remove_file(list_of(backup)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let folder = beside(backup);
    if !folder.is_dir() {
        return Ok(());
    }
    let needed = named_in_lists(backup.parent().unwrap_or(Path::new(".")))?;
    clear(&folder, Path::new(""), &needed)
}

/// All bytes that rows hold, of every workspace.
async fn everything(app: &App) -> Result<Vec<Stored>> {
    let mut all = Vec::new();
    for (workspace, _) in app.db.read(crate::check::store::workspaces).await? {
        let mut after = String::new();
        loop {
            let from = after.clone();
            let page = app.read(move |db| store::page(db, workspace, &from, PAGE)).await?;
            let Some(last) = page.last() else { break };
            after = last.sha256.clone();
            all.extend(page.iter().filter(|object| object.holders > 0).flat_map(|object| object.stored(workspace)));
        }
    }
    Ok(all)
}

fn beside(backup: &Path) -> PathBuf {
    backup.with_file_name(FOLDER)
}

fn list_of(backup: &Path) -> PathBuf {
    let name = backup.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    backup.with_file_name(format!("{name}{LIST}"))
}

fn path_of(stored: &Stored) -> String {
    format!("{}/{}", stored.workspace, super::object::name_of(&stored.object, stored.part))
}

/// Copies one, beside its place and renamed when it is whole; says whether it was there and what it was.
async fn copy(app: &App, stored: &Stored, place: &Path) -> Result<bool> {
    let part = place.with_extension("part");
    let mut file = begin(&part).map_err(|error| told(&part, &error))?;
    let found = app.settings.files.hand_on(stored, |bytes| file.write_all(bytes)).await?;
    let ended = match found {
        Ok(()) => file.sync_all().and_then(|()| fs::rename(&part, place)),
        Err(_) => fs::remove_file(&part),
    };
    ended.map_err(|error| told(place, &error))?;
    Ok(found.is_ok())
}

fn begin(part: &Path) -> io::Result<File> {
    if let Some(folder) = part.parent() {
        fs::DirBuilder::new().mode(0o700).recursive(true).create(folder)?;
    }
    OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(part)
}

fn write_list(place: &Path, text: &str) -> io::Result<()> {
    let part = place.with_extension("part");
    let mut file = begin(&part)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&part, place)
}

fn named_in_lists(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut named = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let place = entry?.path();
        if place.is_file() && place.file_name().is_some_and(|name| name.to_string_lossy().ends_with(LIST)) {
            let text = fs::read_to_string(&place)?;
            named.extend(text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned));
        }
    }
    Ok(named)
}

fn clear(folder: &Path, under: &Path, needed: &BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder.join(under))? {
        let entry = entry?;
        let name = under.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            clear(folder, &name, needed)?;
        } else if !needed.contains(name.to_string_lossy().as_ref())
            && entry.metadata()?.modified()?.elapsed().is_ok_and(|age| age > YOUNG)
        {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn told(place: &Path, error: &io::Error) -> Error {
    Error::Conflict(format!("{}: {error}. The backup of the database is whole; its files are not.", place.display()))
}
