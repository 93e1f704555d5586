//! The worker: looks for due jobs, does those of a lane one after the other, writes down how they ended.

use std::{panic::AssertUnwindSafe, time::Duration};

use futures_util::FutureExt;
use tokio::sync::watch;

use super::{Job, JobKind, JobState, Lane, MOST_TRIES, pause_us, store};
use crate::{
    app::App,
    error::{Error, Result},
    id::WorkspaceId,
    time::DAY,
};

/// How often the queue is looked at when nothing happens.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Works until told to stop; a job that has begun is ended first.
pub async fn work(app: App, stop: watch::Receiver<bool>) {
    tokio::join!(work_in(&app, Lane::House, stop.clone()), work_in(&app, Lane::Outside, stop.clone()));
}

async fn work_in(app: &App, lane: Lane, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = run_lane(app, lane).await {
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
    Ok(run_lane(app, Lane::House).await? + run_lane(app, Lane::Outside).await?)
}

async fn run_lane(app: &App, lane: Lane) -> Result<usize> {
    let mut ran = 0;
    for workspace in app.read(store::all_workspaces).await? {
        if lane == Lane::House {
            enqueue_regular(app, workspace).await?;
        }
        while let Some(job) = claim(app, workspace, lane).await? {
            run(app, job).await?;
            ran += 1;
        }
    }
    Ok(ran)
}

async fn claim(app: &App, workspace: WorkspaceId, lane: Lane) -> Result<Option<Job>> {
    let now = app.clock.now();
    // A glance without a lock first: most of the time there is nothing to do.
    if !app.read(move |db| store::has_due(db, workspace, lane, now)).await? {
        return Ok(None);
    }
    app.db
        .write(move |tx| -> Result<_> {
            store::free_lost_leases(tx, workspace, now)?;
            store::claim(tx, workspace, lane, now, crate::id::lease())
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

#[cfg(test)]
mod tests {
    use tokio::sync::Notify;

    use super::*;
    use crate::{
        Clock, Feature, auth,
        jobs::{Done, enqueue},
        migrations,
        testing::on_both,
    };

    static HELPED: Notify = Notify::const_new();
    /// A mail server that takes its time, and work of the house that comes after it and without which it never ends.
    const SLOW: JobKind = JobKind {
        name: "mail.send",
        run: |_, _| -> Done {
            Box::pin(async {
                HELPED.notified().await;
                Ok(())
            })
        },
        every_us: 0,
    };
    const OWN: JobKind = JobKind {
        name: "house.help",
        run: |_, _| -> Done {
            Box::pin(async {
                HELPED.notify_one();
                Ok(())
            })
        },
        every_us: 0,
    };
    const BOTH: Feature = Feature { name: "both", jobs: &[SLOW, OWN], ..Feature::BARE };

    #[tokio::test(flavor = "multi_thread")]
    async fn the_house_never_waits_behind_a_slow_server() {
        on_both(migrations::ALL, |db| async {
            let noon = "2026-10-13T10:00:00Z".parse().expect("a moment");
            let app = App::new(db, Clock::fixed(noon), &[&BOTH], auth::tests::settings("http://127.0.0.1:7117"));
            let noor = auth::tests::open_linden(&app).await;
            app.write(&noor, |tx| {
                enqueue(tx, &SLOW, tx.now.plus(-DAY), None, &serde_json::json!({}))?;
                enqueue(tx, &OWN, tx.now, None, &serde_json::json!({}))
            })
            .await
            .expect("enqueued");
            let (stop, stopped) = watch::channel(false);
            let working = tokio::spawn(work(app.clone(), stopped));
            let (workspace, now) = (noor.workspace, app.clock.now());
            let left = move |db: &crate::db::Conn| {
                let house = store::has_due(db, workspace, Lane::House, now)?;
                Ok(house || store::has_due(db, workspace, Lane::Outside, now)?)
            };
            while app.read(left).await.expect("read") {
                tokio::task::yield_now().await;
            }
            stop.send_replace(true);
            tokio::time::timeout(Duration::from_secs(20), working).await.expect("both ended").expect("it worked");
        })
        .await;
    }
}
