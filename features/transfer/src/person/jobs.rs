//! After an erasure: nothing of what was taken away stays in the file of the database, and who it was stands beside the backups.

use tend_core::{
    App, Error, Result,
    jobs::{Done, Job, JobKind},
};

use super::list;

/// Scrubs the database. What somebody reads just then is waited for: the job is tried again.
pub const SCRUB: JobKind =
    JobKind { name: "transfer.scrub", run: |app, job| -> Done { Box::pin(scrub(app, job)) }, every_us: 0 };

async fn scrub(app: App, _: Job) -> Result<()> {
    let erased = list::in_database(&app).await?;
    if let Some(folder) = &app.settings.backups {
        list::write(folder, &erased).map_err(Error::ours)?;
    }
    Ok(app.db.scrub().await?)
}
