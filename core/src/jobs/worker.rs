//! The worker: looks for due jobs, does them one after the other, writes down how they ended.

use std::{panic::AssertUnwindSafe, time::Duration};

use futures_util::FutureExt;
use tokio::sync::watch;

use super::{Job, JobKind, JobState, MOST_TRIES, pause_us, store};
use crate::{
    app::App,
    error::{Error, Result},
    id::WorkspaceId,
    time::DAY,
};

/// How often the queue is looked at when nothing happens.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Works until told to stop; a job that has begun is ended first.
pub async fn work(app: App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = run_due(&app).await {
            tracing::warn!(%error, "the queue could not be looked at; trying again");
        }
        tokio::select! {
            _ = stop.changed() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

/// Does all jobs that are due now, in every workspace; gives how many.
pub async fn run_due(app: &App) -> Result<usize> {
    let mut ran = 0;
    for workspace in app.read(store::all_workspaces).await? {
        enqueue_regular(app, workspace).await?;
        while let Some(job) = claim(app, workspace).await? {
            run(app, job).await?;
            ran += 1;
        }
    }
    Ok(ran)
}

async fn claim(app: &App, workspace: WorkspaceId) -> Result<Option<Job>> {
    let now = app.clock.now();
    // A glance without a lock first: most of the time there is nothing to do.
    if !app.read(move |db| store::has_due(db, workspace, now)).await? {
        return Ok(None);
    }
    app.db
        .write(move |tx| -> Result<_> {
            store::free_lost_leases(tx, workspace, now)?;
            store::claim(tx, workspace, now, crate::id::lease())
        })
        .await
}

async fn run(app: &App, job: Job) -> Result<()> {
    let kind = app.features.iter().flat_map(|f| f.jobs).find(|kind| kind.name == job.kind);
    let outcome = match kind {
        None => Err(Error::ours(format!("no feature knows jobs of the kind {}", job.kind))),
        Some(kind) => AssertUnwindSafe((kind.run)(app.clone(), job.clone()))
            .catch_unwind()
            .await
            .unwrap_or_else(|_| Err(Error::ours(format!("the job {} panicked", job.kind)))),
    };
    let now = app.clock.now();
    let (state, due_at, trouble) = match outcome {
        Ok(()) => (JobState::Done, now, String::new()),
        Err(error) if job.tries >= MOST_TRIES => (JobState::Dead, now, error.to_string()),
        Err(error) => (JobState::Queued, now.plus(pause_us(job.tries)), error.to_string()),
    };
    if state != JobState::Done {
        tracing::warn!(job = %job.kind, tries = job.tries, %trouble, "a job failed");
    }
    let every_us = kind.map_or(0, |kind: &JobKind| kind.every_us);
    app.db
        .write(move |tx| -> Result<_> {
            store::end(tx, &job, state, due_at, &trouble, now)?;
            store::forget_done(tx, job.workspace, now.plus(-7 * DAY))?;
            // What runs by itself is enqueued again at its end, so that there is always exactly one.
            if every_us > 0 && state != JobState::Queued {
                enqueue_next(tx, &job, now.plus(every_us), now)?;
            }
            Ok(())
        })
        .await
}

fn enqueue_next(
    tx: &crate::db::Conn,
    job: &Job,
    due_at: crate::time::Timestamp,
    now: crate::time::Timestamp,
) -> Result<()> {
    store::insert(
        tx,
        job.workspace,
        crate::id::fresh(),
        &job.kind,
        (due_at, now),
        Some(REGULAR),
        &serde_json::json!({}),
    )
}

/// The key under which a kind's next regular run stands in the queue, once.
const REGULAR: &str = "regular";

async fn enqueue_regular(app: &App, workspace: WorkspaceId) -> Result<()> {
    let now = app.clock.now();
    let kinds: Vec<&'static JobKind> =
        app.features.iter().flat_map(|f| f.jobs).filter(|kind| kind.every_us > 0).collect();
    let missing = app
        .read(move |db| -> Result<_> {
            let mut missing = Vec::new();
            for kind in &kinds {
                if !store::has_once(db, workspace, kind.name, REGULAR)? {
                    missing.push(kind.name);
                }
            }
            Ok(missing)
        })
        .await?;
    if missing.is_empty() {
        return Ok(());
    }
    app.db
        .write(move |tx| -> Result<_> {
            for kind in &missing {
                store::insert(
                    tx,
                    workspace,
                    crate::id::fresh(),
                    kind,
                    (now, now),
                    Some(REGULAR),
                    &serde_json::json!({}),
                )?;
            }
            Ok(())
        })
        .await
}
