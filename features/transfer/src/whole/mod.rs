//! A whole workspace, out and in again: one CSV a kind of thing, and a manifest in which every table stands as exported, sealed or
//! left out, with its reason.
//!
//! The same workspace always gives the same bytes: rows in the order of their keys, structures with their keys in order, times to
//! the microsecond, nothing about when it was written. So what came in elsewhere goes out again as it was.

pub mod cells;
pub mod export;
pub mod files;
pub mod jobs;
pub mod manifest;
pub mod read;
pub mod shelf;
pub mod write;

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use tend_core::{Actor, App, Error, Result, db::Migration, id::WorkspaceId};

use manifest::Manifest;
use shelf::Shelf;
use write::Plan;

/// A million clients on a slow disk may take this long.
const LIMIT: Duration = Duration::from_secs(6 * 3600);

/// How far an export or an import is, in rows.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    done: Arc<AtomicI64>,
    total: Arc<AtomicI64>,
}

impl Progress {
    /// Rows that are done, of how many.
    pub fn rows(&self) -> (i64, i64) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }
    fn begin(&self, total: i64) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }
    fn add(&self, rows: usize) {
        self.done.fetch_add(i64::try_from(rows).unwrap_or(0), Ordering::Relaxed);
    }
}

/// Writes a whole workspace into a folder that is not there yet, or empty. Written beside and renamed: what carries the name is
/// whole.
pub async fn export_into(
    app: &App,
    workspace: WorkspaceId,
    folder: &Path,
    migrations: &'static [Migration],
    progress: &Progress,
) -> Result<Manifest> {
    is_free(folder)?;
    let part = beside(folder);
    let place = part.clone();
    let made = move || {
        let _ = fs::remove_dir_all(&place);
        Shelf::folder(&place).map_err(|error| told(&place, &error))
    };
    let manifest = export_onto(app, workspace, made, (migrations, progress), i64::MAX).await;
    let renamed = manifest.and_then(|manifest| {
        let _ = fs::remove_dir(folder);
        fs::rename(&part, folder).map_err(|error| told(folder, &error))?;
        Ok(manifest)
    });
    if renamed.is_err() {
        let _ = fs::remove_dir_all(&part);
    }
    renamed
}

/// Writes a whole workspace into one file to carry away; with the bytes of files, where these are not too many for that.
pub async fn export_as_zip(
    app: &App,
    workspace: WorkspaceId,
    file: &Path,
    migrations: &'static [Migration],
    progress: &Progress,
) -> Result<Manifest> {
    let file = file.to_owned();
    let made = move || Shelf::zip(&file).map_err(|error| told(&file, &error));
    export_onto(app, workspace, made, (migrations, progress), files::MOST_IN_ZIP).await
}

/// Tables in one snapshot, then the bytes of the files they name, then the manifest.
async fn export_onto(
    app: &App,
    workspace: WorkspaceId,
    made: impl Fn() -> Result<Shelf> + Send + 'static,
    (migrations, progress): (&'static [Migration], &Progress),
    most_bytes: i64,
) -> Result<Manifest> {
    let plan = Arc::new(Plan::of(app.features, migrations)?);
    let progress = progress.clone();
    let written = app.db.read_within(LIMIT, move |db| {
        let mut shelf = made()?;
        let manifest = write::write(db, &plan, workspace, &mut shelf, &progress)?;
        Ok::<_, Error>((manifest, shelf, files::named(db, workspace)?))
    });
    let (mut manifest, mut shelf, named) = written.await?;
    manifest.files = files::write(&app.settings.files, &named, most_bytes, &mut shelf).await?;
    write::seal(&manifest, &mut shelf)?;
    shelf.finish().map_err(write::full)?;
    Ok(manifest)
}

/// Brings a whole workspace from a folder into an empty Tend: all of it, or nothing.
pub async fn import_from(
    app: &App,
    folder: &Path,
    migrations: &'static [Migration],
    progress: &Progress,
) -> Result<Manifest> {
    let manifest = Arc::new(read::manifest(folder, migrations)?);
    let plan = Arc::new(Plan::of(app.features, migrations)?);
    app.read(read::must_be_empty).await?;
    // Bytes first: the rows that name them are never there without them.
    let put = Arc::new(files::put(&app.settings.files, manifest.workspace.id, folder).await?);
    let actor = Actor::house(manifest.workspace.id, jiff::tz::TimeZone::UTC);
    let (folder, progress, read, there) =
        (folder.to_owned(), progress.clone(), Arc::clone(&manifest), Arc::clone(&put));
    let done = app.write_within(&actor, LIMIT, move |tx| {
        read::read(tx, &plan, &read, &folder, &progress)?;
        files::must_be_there(tx, &read, &there)
    });
    if let Err(error) = done.await {
        files::take_back(&app.settings.files, manifest.workspace.id, &put).await;
        return Err(error);
    }
    search(app, &actor).await?;
    Ok(Arc::unwrap_or_clone(manifest))
}

/// Makes search again, a batch a transaction. Doing it twice changes nothing.
async fn search(app: &App, actor: &Actor) -> Result<()> {
    for to_search in app.features.iter().filter_map(|feature| feature.to_search) {
        let mut last = app.write(actor, move |tx| to_search(tx, None)).await?;
        while last.is_some() {
            last = app.write(actor, move |tx| to_search(tx, last)).await?;
        }
    }
    Ok(())
}

fn is_free(folder: &Path) -> Result<()> {
    let is_taken = match fs::read_dir(folder) {
        Ok(mut files) => files.next().is_some(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(_) => true,
    };
    if is_taken {
        let sentence =
            format!("{} is there already and not empty. Nothing was written. Give another folder.", folder.display());
        return Err(Error::Conflict(sentence));
    }
    Ok(())
}

fn beside(folder: &Path) -> PathBuf {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    folder.with_file_name(format!("{name}.part"))
}

/// What the system said about a file, in a sentence.
fn told(place: &Path, error: &io::Error) -> Error {
    Error::Conflict(format!("{}: {error}. Nothing is half there: do it again when this is put right.", place.display()))
}
