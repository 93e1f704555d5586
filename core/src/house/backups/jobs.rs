//! The jobs of backups: one looks every minute whether the plan wants one, one writes what somebody asked for.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::json;

use super::{
    plan::{Done, Last, Plan},
    store,
};
use crate::{
    app::{App, Tx},
    db::backup::{self, Backup, Programs, Replace},
    error::{Error, Result},
    files, house,
    id::WorkspaceId,
    jobs::{self, Job, JobKind},
    time::MINUTE,
};

/// Follows the plan.
pub const BY_PLAN: JobKind =
    JobKind { name: "house.backups", run: |app, job| -> jobs::Done { Box::pin(by_plan(app, job)) }, every_us: MINUTE };
/// Writes one that somebody asked for.
pub const NOW: JobKind =
    JobKind { name: "house.backup_now", run: |app, job| -> jobs::Done { Box::pin(now(app, job)) }, every_us: 0 };

/// So many are looked at for the last one that is whole, and for what is let go of.
const LOOKED_AT: i64 = 1000;
/// A long one renews its lease this often.
const RENEW_EVERY: Duration = Duration::from_secs(60);
/// How many failures are remembered.
const FAILURES: usize = 20;

/// Enqueues a backup that somebody asked for; asking twice is asking once.
pub(super) fn enqueue_now(tx: &Tx) -> Result<()> {
    jobs::enqueue(tx, &NOW, tx.now, Some("asked"), &json!({}))
}

async fn by_plan(app: App, job: Job) -> Result<()> {
    let (now, workspace) = (app.clock.now(), job.workspace);
    if app.settings.backups.is_none() {
        return Ok(());
    }
    let due = app.read(move |db| {
        let houses = house::store::all(db)?;
        let Some(first) = houses.first().filter(|house| house.id == workspace) else { return Ok(false) };
        let plan = store::plan(db, workspace)?.map_or(Plan::USUAL, |(plan, _)| plan);
        let done = store::newest(db, workspace, LOOKED_AT)?;
        let last = Last {
            since: store::since(db, workspace)?,
            written: done.iter().find(|done| done.trouble.is_empty()).map(|done| done.began_at),
            tried: done.first().map(|done| done.began_at),
        };
        Ok(plan.is_due(now, &first.zone, &last))
    });
    if due.await? { write(&app, &job).await } else { Ok(()) }
}

async fn now(app: App, job: Job) -> Result<()> {
    write(&app, &job).await
}

/// Writes one, notes how it went, and lets go of what the plan does not keep. One that fails is a line on the page and in the
/// log, not a job that is stuck: the plan tries again by itself.
async fn write(app: &App, job: &Job) -> Result<()> {
    let (began_at, workspace) = (app.clock.now(), job.workspace);
    let stamp = began_at.to_jiff().strftime("%Y%m%d-%H%M%S").to_string();
    let folder = app.settings.backups.clone().ok_or_else(|| Error::ours("nobody said where backups go"))?;
    let file = folder.join(backup::usual_name(app.db.url(), &stamp));
    let outcome = with_lease(app, job, file_of(app, &folder, &file)).await;
    let (bytes, trouble) = match outcome {
        Ok(backup) => (i64::try_from(backup.bytes).unwrap_or(i64::MAX), String::new()),
        Err(trouble) => {
            tracing::error!(%trouble, "a backup could not be written");
            (0, trouble)
        }
    };
    let done = Done {
        id: crate::id::fresh(),
        began_at,
        ended_at: app.clock.now(),
        file: file.display().to_string(),
        bytes,
        trouble,
    };
    app.db.write(move |tx| store::insert(tx, workspace, &done)).await?;
    let_go(app, workspace, &folder).await
}

async fn file_of(app: &App, folder: &Path, file: &Path) -> Result<Backup, String> {
    if !folder.is_dir() {
        fs::create_dir(folder).map_err(|error| format!("The folder {} cannot be made: {error}.", folder.display()))?;
    }
    let programs = Programs::of_this_machine();
    let written =
        backup::back_up(app.db.url(), file, Replace::Yes, &programs).await.map_err(|error| error.to_string())?;
    let copied = files::copy_beside(app, file).await.map_err(|error| error.to_string())?;
    for missing in &copied.missing {
        tracing::error!(missing, "a file is not in the backup, as it is not where it should be");
    }
    Ok(written)
}

/// Does something long while nobody else takes the job.
async fn with_lease<T>(app: &App, job: &Job, work: impl Future<Output = T>) -> T {
    let mut work = std::pin::pin!(work);
    loop {
        match tokio::time::timeout(RENEW_EVERY, work.as_mut()).await {
            Ok(done) => return done,
            Err(_) => {
                let (job, now) = (job.clone(), app.clock.now());
                let renewed: Result<()> = app.db.write(move |tx| jobs::store::renew(tx, &job, now)).await;
                if let Err(error) = renewed {
                    tracing::warn!(%error, "the lease of a backup could not be renewed");
                }
            }
        }
    }
}

/// The oldest files beyond what the plan keeps go, with their lines; of failures some are remembered.
async fn let_go(app: &App, workspace: WorkspaceId, folder: &Path) -> Result<()> {
    let folder = folder.to_owned();
    let old = app.read(move |db| {
        let keep = store::plan(db, workspace)?.map_or(Plan::USUAL, |(plan, _)| plan).keep;
        Ok(beyond(store::newest(db, workspace, LOOKED_AT)?, usize::try_from(keep).unwrap_or(usize::MAX)))
    });
    for done in old.await? {
        let file = PathBuf::from(&done.file);
        // Only what lies in our own folder is ours to take away.
        if done.trouble.is_empty() && file.parent() == Some(folder.as_path()) {
            match fs::remove_file(&file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    tracing::warn!(%error, file = %file.display(), "an old backup could not be taken away");
                    continue;
                }
                _ => {}
            }
            if let Err(error) = files::let_go(&file) {
                tracing::warn!(%error, file = %file.display(), "the files of an old backup could not be taken away");
            }
        }
        app.db.write(move |tx| store::delete(tx, workspace, done.id)).await?;
    }
    Ok(())
}

/// Of the newest first, those beyond so many whole ones, and beyond a few failures.
fn beyond(newest: Vec<Done>, keep: usize) -> Vec<Done> {
    let (whole, failed): (Vec<Done>, Vec<Done>) = newest.into_iter().partition(|done| done.trouble.is_empty());
    whole.into_iter().skip(keep).chain(failed.into_iter().skip(FAILURES)).collect()
}
