//! What time does: a word to a client is late, and whoever owes it is told.

use tend_core::{
    Actor, App, Result,
    jobs::{Done, Job, JobKind},
    time::MINUTE,
};

use crate::actions;

/// Looks every minute; each late word is told of once.
pub const ALL: &[JobKind] = &[JobKind { name: "problems.late_words", run, every_us: MINUTE }];

fn run(app: App, job: Job) -> Done {
    Box::pin(late_words(app, job))
}

async fn late_words(app: App, job: Job) -> Result<()> {
    let house = Actor::house(job.workspace, jiff::tz::TimeZone::UTC);
    while app.write(&house, actions::late_words).await? {}
    Ok(())
}
