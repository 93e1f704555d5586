//! The jobs of bringing in: a file from the browser is brought in, or taken back, whether its page is open or not.

use std::sync::Arc;

use serde_json::json;
use tend_core::{
    Actor, App, Error, Result, Tx,
    id::MemberId,
    jobs::{self, Done, Job, JobKind},
};

use crate::{
    import::{Import, ImportId, State},
    person,
    reading::mapping::Mapping,
    source::Source,
    store, whole, work,
};

/// All of them.
pub const ALL: &[JobKind] = &[BRING_IN, UNDO, whole::jobs::WRITE, whole::jobs::CLEAR, person::SCRUB];

/// Brings a file in.
const BRING_IN: JobKind =
    JobKind { name: "transfer.bring_in", run: |app, job| -> Done { Box::pin(bring_in(app, job)) }, every_us: 0 };
/// Takes an import back.
const UNDO: JobKind =
    JobKind { name: "transfer.undo", run: |app, job| -> Done { Box::pin(undo(app, job)) }, every_us: 0 };

/// Enqueues the work of an import that begins.
pub fn enqueue_bring_in(tx: &Tx, id: ImportId) -> Result<()> {
    enqueue(tx, &BRING_IN, id)
}

/// Enqueues the taking back.
pub fn enqueue_undo(tx: &Tx, id: ImportId) -> Result<()> {
    enqueue(tx, &UNDO, id)
}

fn enqueue(tx: &Tx, kind: &JobKind, id: ImportId) -> Result<()> {
    jobs::enqueue(tx, kind, tx.now, Some(&id.to_string()), &json!({ "import": id, "member": tx.actor.member }))
}

async fn bring_in(app: App, job: Job) -> Result<()> {
    let (actor, import) = about(&app, &job).await?;
    if import.state != State::Running {
        return Ok(());
    }
    let mapping = Mapping::from_toml(&import.mapping).map_err(Error::ours)?;
    let mut source = Source::gathered(&app, job.workspace, import.id).await?;
    let (source, looked) = tokio::task::spawn_blocking(move || {
        let looked = work::look(&mut source, mapping);
        (source, looked)
    })
    .await
    .map_err(Error::ours)?;
    let id = import.id;
    match looked {
        Ok(looked) => {
            let keeper = Arc::new(Keeper { app: app.clone(), job });
            work::bring_in(&app, &actor, id, source, looked, move |_| keeper.renew()).await?;
        }
        Err(trouble) => app.write(&actor, move |tx| crate::actions::fail(tx, id, &trouble)).await?,
    }
    Ok(())
}

/// Renews the lease of a long import, so that no other worker takes it meanwhile.
struct Keeper {
    app: App,
    job: Job,
}

impl Keeper {
    fn renew(&self) {
        let (app, job, now) = (self.app.clone(), self.job.clone(), self.app.clock.now());
        tokio::spawn(async move {
            let renewed: Result<()> = app.db.write(move |tx| jobs::store::renew(tx, &job, now)).await;
            if let Err(error) = renewed {
                tracing::warn!(%error, "the lease of an import could not be renewed");
            }
        });
    }
}

async fn undo(app: App, job: Job) -> Result<()> {
    let (actor, import) = about(&app, &job).await?;
    work::undo(&app, &actor, import.id).await.map(|_| ())
}

/// Who began it, and what. Where they do not work here any more, the house goes on in their place.
async fn about(app: &App, job: &Job) -> Result<(Actor, Import)> {
    let id: ImportId = serde_json::from_value(job.body["import"].clone())?;
    let member: Option<MemberId> = serde_json::from_value(job.body["member"].clone())?;
    let workspace = job.workspace;
    app.read(move |db| {
        let import = store::find(db, workspace, id)?;
        let member =
            member.map(|member| tend_core::auth::store::actor_of_member(db, workspace, member)).transpose()?.flatten();
        let actor = match member {
            Some(actor) => actor,
            None => {
                let houses = tend_core::house::store::all(db)?;
                let house = houses.into_iter().find(|house| house.id == workspace).ok_or(Error::NotFound)?;
                Actor::house(workspace, house.zone)
            }
        };
        Ok((actor, import))
    })
    .await
}
