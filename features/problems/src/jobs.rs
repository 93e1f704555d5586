//! The job of problems: whoever was made good is asked, once and once more, and silence to both settles it.

use tend_core::{
    Actor, App, Result,
    jobs::{Done, Job, JobKind},
    time::HOUR,
};

use crate::{
    actions,
    store::{self, After},
};

/// Looks every hour. Asking is due days apart, whenever this runs.
pub const ALL: &[JobKind] = &[JobKind { name: "problems.ask", run, every_us: HOUR }];

/// How many are looked at in one transaction.
const AT_ONCE: i64 = 100;

fn run(app: App, job: Job) -> Done {
    Box::pin(ask(app, job))
}

async fn ask(app: App, job: Job) -> Result<()> {
    // The house has no clock of its own: what is counted here are days.
    let house = Actor::house(job.workspace, jiff::tz::TimeZone::UTC);
    let mut next = Some(After::FIRST);
    while let Some(after) = next {
        let actor = house.clone();
        let found = app.read(move |db| store::made_right(db, &actor, after, AT_ONCE)).await?;
        let is_full = i64::try_from(found.len()).is_ok_and(|count| count == AT_ONCE);
        let last = found.last().filter(|_| is_full);
        next = last.and_then(|last| Some(After { at: last.due_at()?, id: last.id }));
        for problem in found {
            app.write(&house, move |tx| actions::follow_up(tx, problem.id)).await?;
        }
    }
    Ok(())
}
