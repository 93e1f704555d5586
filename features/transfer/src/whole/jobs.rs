//! The jobs of exports: one writes what somebody asked for, one takes away what was not fetched for a day.

use std::{fs::File, io::Read, path::Path, time::Duration};

use tend_core::{
    App, Error, Result,
    id::WorkspaceId,
    jobs::{self, Done, Job, JobKind},
    migrations,
    time::HOUR,
};

use super::{
    Progress,
    export::{ExportId, KEPT_US, State},
};
use crate::store::exports as store;

/// Writes an export.
pub const WRITE: JobKind =
    JobKind { name: "transfer.export", run: |app, job| -> Done { Box::pin(write(app, job)) }, every_us: 0 };
/// Takes old ones away.
pub const CLEAR: JobKind =
    JobKind { name: "transfer.exports", run: |app, job| -> Done { Box::pin(clear(app, job)) }, every_us: HOUR };

/// How often it says how far it is, and holds on to the job.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// The size of a part.
const PART_BYTES: u64 = 1 << 20;

async fn write(app: App, job: Job) -> Result<()> {
    let (workspace, id): (_, ExportId) = (job.workspace, serde_json::from_value(job.body["export"].clone())?);
    let export = match app.read(move |db| store::find(db, workspace, id)).await {
        Ok(export) => export,
        // Somebody took it away meanwhile.
        Err(Error::NotFound) => return Ok(()),
        Err(error) => return Err(error),
    };
    if export.state != State::Running {
        return Ok(());
    }
    let file = tempfile::NamedTempFile::new().map_err(Error::ours)?;
    let ended = match written(&app, &job, id, file.path()).await {
        Ok(()) => keep(&app, workspace, id, file.path()).await.map(|bytes| (State::Done, bytes, String::new())),
        Err(error) => Err(error),
    };
    let (state, bytes, trouble) = ended.unwrap_or_else(|error| (State::Failed, 0, error.to_string()));
    let now = app.clock.now();
    app.db.write(move |tx| store::end(tx, workspace, id, (state, bytes, &trouble), now)).await
}

/// Writes the file, and meanwhile says how far it is.
async fn written(app: &App, job: &Job, id: ExportId, file: &Path) -> Result<()> {
    let progress = Progress::default();
    let mut work = std::pin::pin!(super::export_as_zip(app, job.workspace, file, migrations::ALL, &progress));
    loop {
        match tokio::time::timeout(LOOK_EVERY, work.as_mut()).await {
            Ok(done) => {
                say(app, job, id, &progress).await?;
                return done.map(drop);
            }
            Err(_) => say(app, job, id, &progress).await?,
        }
    }
}

async fn say(app: &App, job: &Job, id: ExportId, progress: &Progress) -> Result<()> {
    let (rows, now, job) = (progress.rows(), app.clock.now(), job.clone());
    app.db
        .write(move |tx| {
            jobs::store::renew(tx, &job, now)?;
            store::set_progress(tx, job.workspace, id, rows)
        })
        .await
}

/// Keeps the file beside the rows, in parts, so that every server that shares them can hand it out.
async fn keep(app: &App, workspace: WorkspaceId, id: ExportId, file: &Path) -> Result<i64> {
    // What an earlier try left.
    app.db.write(move |tx| store::delete_parts(tx, workspace, id)).await?;
    let mut file = File::open(file).map_err(Error::ours)?;
    let (mut part, mut size) = (0, 0);
    loop {
        let mut bytes = Vec::new();
        (&mut file).take(PART_BYTES).read_to_end(&mut bytes).map_err(Error::ours)?;
        if bytes.is_empty() {
            return Ok(size);
        }
        size += i64::try_from(bytes.len()).unwrap_or(0);
        app.db.write(move |tx| store::insert_part(tx, workspace, id, part, &bytes)).await?;
        part += 1;
    }
}

async fn clear(app: App, job: Job) -> Result<()> {
    let (workspace, then) = (job.workspace, app.clock.now().plus(-KEPT_US));
    for old in app.read(move |db| store::before(db, workspace, then)).await? {
        app.db.write(move |tx| store::delete(tx, workspace, old.id)).await?;
    }
    Ok(())
}
