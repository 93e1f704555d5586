//! The job of promises: what nobody kept by a day after its time is broken by itself.

use tend_core::{
    Actor, App, Result,
    jobs::{Done, Job, JobKind},
    time::MINUTE,
};

use crate::{actions, store::After};

/// Looks every minute; a promise is broken at its time plus the workspace's grace, whenever this runs.
pub const ALL: &[JobKind] = &[JobKind { name: "promises.break_overdue", run, every_us: MINUTE }];

/// How many are broken in one transaction.
const AT_ONCE: i64 = 100;

fn run(app: App, job: Job) -> Done {
    Box::pin(break_overdue(app, job))
}

async fn break_overdue(app: App, job: Job) -> Result<()> {
    // The house has no clock of its own: each promise is counted on the day of its place.
    let house = Actor::house(job.workspace, jiff::tz::TimeZone::UTC);
    let mut next = Some(After::FIRST);
    while let Some(after) = next {
        next = app.write(&house, move |tx| actions::break_overdue(tx, after, AT_ONCE)).await?;
    }
    Ok(())
}
