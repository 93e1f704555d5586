//! The job that tells one browser: sealed for it alone, handed to the push service it named.

use std::{sync::LazyLock, time::Duration};

use reqwest::{Client, StatusCode, redirect::Policy};
use serde::{Deserialize, Serialize};

use super::{
    browser::{BrowserId, Notice},
    endpoint::{self, Reach},
    sealing::{Browser, OurKey, seal},
    store::{self, Address},
};
use crate::{
    actor::Actor,
    app::{App, Tx},
    auth::chance,
    error::{Error, Result},
    jobs::{self, Done, Job, JobKind},
    time::HOUR,
};

/// Tells one browser.
pub const SEND: JobKind =
    JobKind { name: "push.send", run: |app, job| -> Done { Box::pin(send(app, job)) }, every_us: 0 };

/// Looks every hour for what is over.
pub const SWEEP: JobKind =
    JobKind { name: "push.sweep", run: |app, job| -> Done { Box::pin(sweep(app, job)) }, every_us: HOUR };

/// A notice that did not arrive within this is not worth waking anybody.
const LASTS_US: i64 = 4 * HOUR;
/// So long a push service may take.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Serialize, Deserialize)]
struct What {
    browser: BrowserId,
    notice: Notice,
    until: crate::Timestamp,
}

pub(super) fn enqueue(tx: &Tx, browser: BrowserId, notice: &Notice) -> Result<()> {
    let what = What { browser, notice: notice.clone(), until: tx.now.plus(LASTS_US) };
    jobs::enqueue(tx, &SEND, tx.now, None, &serde_json::to_value(what)?)
}

async fn sweep(app: App, job: Job) -> Result<()> {
    app.write(&house_of(&job), super::actions::sweep).await
}

/// Tend itself, in a workspace whose clock does not matter here.
fn house_of(job: &Job) -> Actor {
    Actor::house(job.workspace, jiff::tz::TimeZone::UTC)
}

async fn send(app: App, job: Job) -> Result<()> {
    let (workspace, now, actor) = (job.workspace, app.clock.now(), house_of(&job));
    let What { browser, notice, until } = serde_json::from_value(job.body)?;
    if now > until {
        return Ok(());
    }
    let found = app.read(move |db| {
        let address = store::address(db, workspace, browser, now)?;
        Ok(address.zip(store::key(db, workspace)?))
    });
    let Some((address, key)) = found.await? else { return Ok(()) };
    let status = hand(&app, &address, &key, &notice).await?;
    match status {
        status if status.is_success() => app.write(&actor, move |tx| store::was_told(tx, browser, tx.now)).await,
        // The browser is gone, or its member took the permission back there.
        StatusCode::NOT_FOUND | StatusCode::GONE => app.write(&actor, move |tx| store::forget(tx, browser)).await,
        StatusCode::TOO_MANY_REQUESTS => Err(Error::ours("the push service asks to wait")),
        status if status.is_server_error() => Err(Error::ours(format!("the push service answered {status}"))),
        status => {
            tracing::warn!(%status, "a push service did not take a notice");
            Ok(())
        }
    }
}

async fn hand(app: &App, to: &Address, key: &str, notice: &Notice) -> Result<StatusCode> {
    let unsealed = |_| Error::ours("a notice could not be sealed");
    let reach = app.settings.push;
    let Some(url) = endpoint::read(&to.endpoint, reach) else { return Ok(StatusCode::GONE) };
    let (Some(browser), Some(key)) = (Browser::read(&to.p256dh, &to.auth), OurKey::read(key)) else {
        return Ok(StatusCode::GONE);
    };
    let origin = url.origin().ascii_serialization();
    let word = key.word(&origin, &contact(app), app.clock.now()).map_err(unsealed)?;
    let body = seal(&browser, chance(), notice.payload().to_string().as_bytes()).map_err(unsealed)?;
    let sent = client(reach)
        .post(url)
        .header("Authorization", word)
        .header("Content-Encoding", "aes128gcm")
        .header("Content-Type", "application/octet-stream")
        .header("TTL", (LASTS_US / crate::time::SECOND).to_string())
        .header("Urgency", "high")
        .body(body)
        .send();
    Ok(sent.await.map_err(|error| Error::ours(error.without_url()))?.status())
}

/// Whom a push service can turn to.
fn contact(app: &App) -> String {
    match &app.settings.mail {
        Some(post) => format!("mailto:{}", post.from.email),
        None => app.settings.base_url.clone(),
    }
}

/// Follows nobody elsewhere, and finds only hosts out there.
fn client(reach: Reach) -> Client {
    static PUBLIC: LazyLock<Client> = LazyLock::new(|| made(Client::builder().dns_resolver(endpoint::out_there())));
    static LOOPBACK: LazyLock<Client> = LazyLock::new(|| made(Client::builder()));
    match reach {
        Reach::Public => PUBLIC.clone(),
        Reach::Loopback => LOOPBACK.clone(),
    }
}

fn made(builder: reqwest::ClientBuilder) -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = builder.redirect(Policy::none()).timeout(PATIENCE).no_proxy();
    builder.build().expect("a client of fixed settings can be built")
}
