//! What goes for good: emptied pages a day later, those of somebody who left, calls of days that are over. Then the file of the database
//! is scrubbed, so that nothing of it stays in free pages.

use tend_core::{
    Actor, App, Result, Timestamp, calls,
    jobs::{Done, Job, JobKind},
    time::HOUR,
};

use crate::{
    TOMORROW, actions,
    reflection::{AFTER_LEAVING_US, UNDO_US},
    store,
};

/// Scrubs the file after an erasure.
pub(crate) const SCRUB: JobKind =
    JobKind { name: "reflection.scrub", run: |app, _| -> Done { Box::pin(scrub(app)) }, every_us: 0 };

/// All of them.
pub(crate) const ALL: &[JobKind] = &[
    SCRUB,
    JobKind { name: "reflection.erase", run: |app, job| -> Done { Box::pin(erase(app, job)) }, every_us: HOUR },
];

/// How many go in one transaction.
const AT_ONCE: i64 = 200;

async fn scrub(app: App) -> Result<()> {
    Ok(app.db.scrub().await?)
}

async fn erase(app: App, job: Job) -> Result<()> {
    let house = Actor::house(job.workspace, jiff::tz::TimeZone::UTC);
    let mut has_erased = false;
    loop {
        let (erased, ended) = app
            .write(&house, |tx| {
                let (emptied, left) = (tx.now.plus(-UNDO_US), tx.now.plus(-AFTER_LEAVING_US));
                let pages = store::to_erase(tx, tx.actor.workspace, emptied, left, AT_ONCE)?;
                pages.iter().try_for_each(|page| actions::forget(tx, *page))?;
                Ok((pages.len(), end_calls(tx, tx.now)?))
            })
            .await?;
        has_erased |= erased > 0;
        if [erased, ended].iter().all(|count| i64::try_from(*count).is_ok_and(|count| count < AT_ONCE)) {
            break;
        }
    }
    if has_erased { scrub(app).await } else { Ok(()) }
}

/// Calls of days that are over lead nowhere any more.
fn end_calls(tx: &tend_core::Tx, now: Timestamp) -> Result<usize> {
    let ended = calls::store::ended(tx, tx.actor.workspace, TOMORROW.name, now, AT_ONCE)?;
    for call in &ended {
        calls::settle(tx, &call.kind, call.subject)?;
    }
    Ok(ended.len())
}
