//! Our jobs.

use jiff::tz::TimeZone;
use tend_core::{
    Actor, App, Result,
    jobs::{Done, Job, JobKind},
    time::HOUR,
};

use crate::actions;

/// All of them.
pub const ALL: &[JobKind] = &[JobKind { name: "clients.dates", run: dates, every_us: 6 * HOUR }];

/// How many days come round in one transaction.
const AT_ONCE: i64 = 200;

/// Settles the calls of days that have passed and raises next year's.
fn dates(app: App, job: Job) -> Done {
    Box::pin(async move {
        let house = Actor::house(job.workspace, TimeZone::UTC);
        while renew(&app, &house).await? > 0 {}
        Ok(())
    })
}

async fn renew(app: &App, house: &Actor) -> Result<usize> {
    app.write(house, |tx| actions::renew_dates(tx, AT_ONCE)).await
}
