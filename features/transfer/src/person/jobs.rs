//! After an erasure: nothing of what was taken away stays in the file of the database, and who it was stands beside the backups.

use tend_core::{
    Actor, App, Error, Result,
    db::search,
    jobs::{Done, Job, JobKind},
};

use super::list;

/// Scrubs the database. What somebody reads just then is waited for: the job is tried again.
pub const SCRUB: JobKind =
    JobKind { name: "transfer.scrub", run: |app, job| -> Done { Box::pin(scrub(app, job)) }, every_us: 0 };

async fn scrub(app: App, job: Job) -> Result<()> {
    sweep(&app, &job).await?;
    let erased = list::in_database(&app).await?;
    if let Some(folder) = &app.settings.backups {
        list::write(folder, &erased).map_err(Error::ours)?;
    }
    Ok(app.db.scrub().await?)
}

/// Words that stood in the names of who was taken away, and in no other.
async fn sweep(app: &App, job: &Job) -> Result<()> {
    let actor = Actor::house(job.workspace, jiff::tz::TimeZone::UTC);
    let mut after = Some(String::new());
    while let Some(last) = after {
        after = app.write(&actor, move |tx| Ok(search::sweep(tx, tx.actor.workspace.0, &last)?)).await?;
    }
    Ok(())
}
