//! What time does: who was silent past their time leaves it where it was.

use tend_core::{
    Actor, App, Result,
    jobs::{Done, Job, JobKind},
    time::MINUTE,
};

use crate::actions;

/// Looks every minute; a handoff is over at its time, whenever this runs.
pub const ALL: &[JobKind] = &[JobKind { name: "handoffs.end_late", run, every_us: MINUTE }];

/// How many are ended in one transaction.
const AT_ONCE: i64 = 100;

fn run(app: App, job: Job) -> Done {
    Box::pin(end_late(app, job))
}

async fn end_late(app: App, job: Job) -> Result<()> {
    let house = Actor::house(job.workspace, jiff::tz::TimeZone::UTC);
    while app.write(&house, |tx| actions::end_late(tx, AT_ONCE)).await? {}
    Ok(())
}
