//! What is cleared away by itself: sessions that ended, links nobody used, failures that are forgotten.

use super::{attempts, store};
use crate::{
    app::App,
    jobs::{Done, Job, JobKind},
    time::HOUR,
};

/// The job of sign-in.
pub const SESSIONS: JobKind =
    JobKind { name: "house.sessions", run: |app, job| -> Done { Box::pin(clear_away(app, job)) }, every_us: 6 * HOUR };

/// Sessions, links and failures belong to no workspace, so the first workspace's run clears them for all; a second finds nothing.
async fn clear_away(app: App, _job: Job) -> crate::error::Result<()> {
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            store::delete_ended_sessions(tx, now)?;
            store::delete_old_links(tx, now)?;
            store::delete_old_attempts(tx, now.plus(-attempts::FORGOTTEN_AFTER_US))
        })
        .await
}
