//! What is cleared away by itself: answers that were kept for a program that asks twice.

use super::store;
use crate::{
    app::App,
    jobs::{Done, Job, JobKind},
    time::{DAY, HOUR},
};

/// For how long an answer is kept under its key, in microseconds.
pub(super) const KEPT_US: i64 = DAY;

/// The jobs of the door.
pub(super) const ALL: &[JobKind] =
    &[JobKind { name: "api.answers", run: |app, job| -> Done { Box::pin(clear_away(app, job)) }, every_us: HOUR }];

async fn clear_away(app: App, job: Job) -> crate::error::Result<()> {
    let before = app.clock.now().plus(-KEPT_US);
    app.db.write(move |db| store::forget_answers(db, job.workspace, before)).await
}
