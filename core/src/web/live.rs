//! The stream of what changes: server-sent events, numbered like the entries, so that who lost the connection catches up.

use std::{convert::Infallible, time::Duration};

use axum::{
    Router,
    extract::Query,
    http::HeaderMap,
    response::{
        Sse,
        sse::{Event, KeepAlive},
    },
    routing::get,
};
use futures_util::{Stream, StreamExt as _};
use serde::Deserialize;
use tokio::{
    sync::{
        broadcast::{self, error::RecvError},
        watch,
    },
    time::{Instant, sleep_until},
};

use super::Visit;
use crate::{
    app::App,
    auth,
    db::Conn,
    error::Result,
    live::Change,
    push::{self, Noticed},
    time::MINUTE,
    timeline,
};

/// The most entries sent at once; who missed more is sent the next ones right after.
const AT_ONCE: i64 = 500;
/// Who was away for longer finds what happened on their day, and is not told of it one by one.
const TOLD_AT_ONCE_US: i64 = 10 * MINUTE;
/// Entries of other processes on the same database, and the end of a session, are found at least this often.
const LOOK_EVERY: Duration = Duration::from_secs(3);

pub(super) fn routes() -> Router<App> {
    Router::new().route("/live", get(stream))
}

/// Where a page stands that has never heard of the stream: the number it was drawn at.
#[derive(Deserialize)]
struct Since {
    after: Option<i64>,
}

async fn stream(
    visit: Visit,
    headers: HeaderMap,
    Query(since): Query<Since>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let asked = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse::<i64>().ok()).or(since.after);
    let newest = visit.read(|db, actor| timeline::store::newest_number(db, actor.workspace)).await?;
    // A number from the future belongs to another database: begin with what is new.
    let seen = asked.filter(|number| *number <= newest).unwrap_or(newest);
    let (listener, ended) = (visit.app.live.listen(), visit.app.live.until_end());
    let follower = Follower { listener, ended, visit, seen, waiting: Vec::new().into_iter() };
    let events = futures_util::stream::unfold(follower, |mut follower| async move {
        let change = follower.next().await?;
        let event = Event::default().event("change").id(change.number.to_string()).json_data(&change).ok()?;
        Some((Ok(event), follower))
    });
    Ok(Sse::new(events.fuse()).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))))
}

struct Follower {
    visit: Visit,
    listener: broadcast::Receiver<Change>,
    ended: watch::Receiver<bool>,
    seen: i64,
    waiting: std::vec::IntoIter<Change>,
}

impl Follower {
    /// The next change in the order of numbers; ends when the database cannot be read, when they were signed out, here or from
    /// elsewhere, and when they do not work here any more.
    async fn next(&mut self) -> Option<Change> {
        loop {
            if let Some(change) = self.waiting.next() {
                self.seen = change.number;
                return Some(change);
            }
            self.waiting = self.look().await?.into_iter();
            if self.waiting.len() == 0 {
                self.rest().await?;
            }
        }
    }
    async fn look(&self) -> Option<Vec<Change>> {
        let (seen, workspace, now) = (self.seen, self.visit.actor.workspace, self.visit.app.clock.now());
        let session = self.visit.session.token_hash.clone();
        let me = self.visit.actor.member;
        let read = move |db: &Conn| {
            if auth::store::visitor_of(db, &session, now)?.is_none() {
                return Ok(None);
            }
            let entries = timeline::store::after(db, workspace, seen, AT_ONCE)?;
            let told = match me {
                Some(me) if !entries.is_empty() => {
                    push::store::noticed_after(db, workspace, me, seen, now.plus(-TOLD_AT_ONCE_US))?
                }
                _ => Vec::new(),
            };
            Ok(Some((entries, told)))
        };
        let (entries, told) = self.visit.app.read(read).await.ok()??;
        Some(entries.into_iter().map(|entry| self.change(entry, &told)).collect())
    }
    fn change(&self, entry: timeline::Entry, told: &[Noticed]) -> Change {
        Change {
            workspace: self.visit.actor.workspace,
            told: told.iter().filter(|one| one.number == entry.number).map(|one| one.notice.clone()).collect(),
            number: entry.number,
            client: entry.client,
            kind: entry.kind,
            by: entry.by,
            name: entry.by_name,
        }
    }
    /// Until somebody in this process wrote into this workspace, or it is time to look at what others wrote.
    async fn rest(&mut self) -> Option<()> {
        let until = Instant::now() + LOOK_EVERY;
        loop {
            tokio::select! {
                () = sleep_until(until) => return Some(()),
                _ = self.ended.wait_for(|ended| *ended) => return None,
                heard = self.listener.recv() => match heard {
                    Ok(change) if change.workspace != self.visit.actor.workspace => {}
                    Ok(_) | Err(RecvError::Lagged(_)) => return Some(()),
                    Err(RecvError::Closed) => return None,
                },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::StreamExt;
    use tokio::time::timeout;

    use super::*;
    use crate::{
        Role,
        auth::{actions, members},
        house, migrations,
        testing::{company::Company, on_both},
    };

    /// Twice as long as it may take until a follower looks.
    const PATIENCE: Duration = Duration::from_secs(6);

    #[tokio::test(flavor = "multi_thread")]
    async fn a_stream_ends_with_its_session_and_with_its_member() {
        on_both(migrations::ALL, |db| async move {
            let noon = "2026-10-13T10:00:00Z".parse().expect("a moment");
            let company = Company::opens(db, noon, &[&house::FEATURE]).await;
            let place = company.anna.location.expect("Anna works somewhere");
            let (ben, cleo) =
                (company.hires("Ben", Role::Member, place).await, company.hires("Cleo", Role::Member, place).await);
            let [mut of_anna, mut of_ben, mut of_cleo] = [
                company.anna_signs_in().await.listens("/live").await,
                company.signs_in(&ben).await.listens("/live").await,
                company.signs_in(&cleo).await.listens("/live").await,
            ];
            // Ben is signed out from elsewhere, Cleo leaves the company, Anna goes on.
            actions::sign_out_everywhere(&company.app, ben.user).await.expect("Ben is signed out");
            let anna = company.anna.member.expect("Anna is a member");
            let left = cleo.member;
            company.app.write(&company.anna, move |tx| members::leave(tx, left, anna)).await.expect("Cleo leaves");
            for stream in [&mut of_ben, &mut of_cleo] {
                let told = timeout(PATIENCE, async { while stream.next().await.is_some() {} }).await;
                told.expect("the stream ended");
            }
            let still = timeout(PATIENCE, async { while of_anna.next().await.is_some() {} }).await;
            assert!(still.is_err(), "Anna is still listening");
        })
        .await;
    }
}
