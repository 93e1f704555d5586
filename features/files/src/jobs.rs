//! The job of files: what was taken away a week ago goes for good.

use tend_core::{
    Actor, App, Result,
    jobs::{Done, Job, JobKind},
    time::HOUR,
};

use crate::actions;

/// Looks every hour.
pub const ALL: &[JobKind] =
    &[JobKind { name: "files.let_go", run: |app, job| -> Done { Box::pin(let_go(app, job)) }, every_us: HOUR }];

/// How many go in one transaction.
const AT_ONCE: i64 = 100;

async fn let_go(app: App, job: Job) -> Result<()> {
    let house = Actor::house(job.workspace, jiff::tz::TimeZone::UTC);
    while app.write(&house, |tx| actions::let_go(tx, AT_ONCE)).await? {}
    Ok(())
}
