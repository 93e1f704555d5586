//! Our jobs.

use jiff::tz::TimeZone;
use tend_core::{
    Actor, App, Error, Result,
    id::ClientId,
    jobs::{self, Done, Job, JobKind},
    time::HOUR,
};

use crate::{actions, bulk::DeedId, fields::FieldId, store};

/// All of them.
pub const ALL: &[JobKind] = &[
    JobKind { name: "clients.dates", run: dates, every_us: 6 * HOUR },
    JobKind { name: "clients.forget_fields", run: forget_fields, every_us: 6 * HOUR },
    JobKind { name: "clients.forget_deeds", run: forget_deeds, every_us: 24 * HOUR },
    REREAD,
    DEED,
];

/// Goes on with a deed with many clients, or with taking it back.
pub(crate) const DEED: JobKind = JobKind { name: "clients.deed", run: deed, every_us: 0 };

/// Reads a custom field's values anew after its kind changed.
pub(crate) const REREAD: JobKind = JobKind { name: "clients.reread", run: reread, every_us: 0 };

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

/// Forgets what stood in fields that were taken away a month ago.
fn forget_fields(app: App, job: Job) -> Done {
    Box::pin(async move {
        let house = Actor::house(job.workspace, TimeZone::UTC);
        while app.write(&house, actions::forget_some).await? {}
        Ok(())
    })
}

fn reread(app: App, job: Job) -> Done {
    Box::pin(async move {
        let house = Actor::house(job.workspace, TimeZone::UTC);
        let text = |key: &str| job.body[key].as_str().unwrap_or_default().to_owned();
        let field: FieldId = text("field").parse().map_err(Error::ours)?;
        let mut after: Option<ClientId> = text("after").parse().ok();
        while let Some(from) = after {
            let now = app.clock.now();
            let held = job.clone();
            after = app
                .write(&house, move |tx| {
                    jobs::store::renew(tx, &held, now)?;
                    let next = match store::custom_field(tx, &tx.actor, field) {
                        Ok(field) => actions::reread_some(tx, &field, from)?,
                        Err(Error::NotFound) => return Ok(None),
                        Err(other) => return Err(other),
                    };
                    if next.is_none() {
                        actions::reread_done(tx, field)?;
                    }
                    Ok(next)
                })
                .await?;
        }
        Ok(())
    })
}

fn forget_deeds(app: App, job: Job) -> Done {
    Box::pin(async move {
        let house = Actor::house(job.workspace, TimeZone::UTC);
        while app.write(&house, actions::forget_deeds).await? {}
        Ok(())
    })
}

/// As whoever began it, with what they may do now; where they left, the house goes on in their place.
fn deed(app: App, job: Job) -> Done {
    Box::pin(async move {
        let id: DeedId = job.body["deed"].as_str().unwrap_or_default().parse().map_err(Error::ours)?;
        let house = Actor::house(job.workspace, TimeZone::UTC);
        let whose = house.clone();
        let actor = app
            .read(move |db| {
                let member = store::deed(db, &whose, id)?.member;
                tend_core::auth::store::actor_of_member(db, whose.workspace, member)
            })
            .await?
            .unwrap_or(house);
        loop {
            let (held, now) = (job.clone(), app.clock.now());
            let more = app
                .write(&actor, move |tx| {
                    jobs::store::renew(tx, &held, now)?;
                    actions::go_on(tx, id)
                })
                .await?;
            if !more {
                return Ok(());
            }
        }
    })
}
