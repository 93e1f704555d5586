//! What nobody holds is swept. First its row says that it leaves, so that nobody can hold it; then its bytes go, then the row.

use futures_util::TryStreamExt;

use super::store;
use crate::{
    actor::Actor,
    app::App,
    error::Result,
    jobs::{Done, Job, JobKind},
    time::{DAY, HOUR},
};

/// Sweeps what nobody held for a day; and at once what belonged to somebody who was erased.
pub const SWEEP: JobKind =
    JobKind { name: "files.sweep", run: |app, job| -> Done { Box::pin(sweep(app, job)) }, every_us: HOUR };
/// Looks for bytes of which nobody knows: a restored backup may be older than they are, and what it replaced is kept for a while.
pub const TIDY: JobKind =
    JobKind { name: "files.tidy", run: |app, job| -> Done { Box::pin(tidy(app, job)) }, every_us: DAY };

/// How long bytes stay of which nobody knows, in microseconds.
const UNKNOWN_US: i64 = 30 * DAY;
/// How many are looked at in one go.
const AT_ONCE: i64 = 200;

async fn sweep(app: App, job: Job) -> Result<()> {
    let (workspace, house) = (job.workspace, house(&job));
    let since = app.clock.now().plus(-DAY);
    loop {
        let unheld = app.read(move |db| store::unheld(db, workspace, since, AT_ONCE)).await?;
        let is_last = unheld.len() < usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
        for sha256 in unheld {
            let object = sha256.clone();
            if app.write(&house, move |tx| store::leave(tx, &object, since)).await? {
                take_away(&app, &house, sha256).await?;
            }
        }
        if is_last {
            return Ok(());
        }
    }
}

async fn tidy(app: App, job: Job) -> Result<()> {
    let (workspace, house) = (job.workspace, house(&job));
    let before = app.clock.now().plus(-UNKNOWN_US);
    let mut lying = app.settings.files.lying(workspace);
    while let Some(found) = lying.try_next().await? {
        if found.since < before {
            leave_unknown(&app, &house, found.object).await?;
        }
    }
    Ok(())
}

async fn leave_unknown(app: &App, house: &Actor, sha256: String) -> Result<()> {
    let (workspace, object) = (house.workspace, sha256.clone());
    // A glance first: nearly all of them are known.
    if app.read(move |db| store::is_leaving(db, workspace, &object)).await?.is_some() {
        return Ok(());
    }
    let object = sha256.clone();
    if app.write(house, move |tx| store::leave_unknown(tx, &object)).await? {
        take_away(app, house, sha256).await?;
    }
    Ok(())
}

async fn take_away(app: &App, house: &Actor, sha256: String) -> Result<()> {
    app.settings.files.remove(house.workspace, &sha256).await?;
    app.write(house, move |tx| {
        let bytes = store::delete(tx, &sha256)?;
        store::give_room(tx, bytes)
    })
    .await
}

fn house(job: &Job) -> Actor {
    Actor::house(job.workspace, jiff::tz::TimeZone::UTC)
}
