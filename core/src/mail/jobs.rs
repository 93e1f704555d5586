//! The jobs of letters: one hands a letter to the server, one looks every hour for what was left lying.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{
    actions,
    letter::{Letter, LetterId, LetterState},
    message::{self, Outside},
    pages,
    server::{Outcome, Post},
    store,
};
use crate::{
    actor::Actor,
    app::{App, Tx},
    auth,
    error::{Error, Result},
    jobs::{self, Done, Job, JobKind},
    time::{DAY, HOUR, MINUTE, Timestamp},
};

/// Sends one letter.
pub const SEND: JobKind =
    JobKind { name: "mail.send", run: |app, job| -> Done { Box::pin(send(app, job)) }, every_us: 0 };
/// Sends what was left lying, and forgets old letters of the house.
pub const TIDY: JobKind =
    JobKind { name: "mail.tidy", run: |app, job| -> Done { Box::pin(tidy(app, job)) }, every_us: HOUR };

/// So long a letter is in one worker's hands; longer than the server may take.
const IN_HAND_US: i64 = 4 * MINUTE;
/// Letters to colleagues, about how they come in, are forgotten after this.
const OF_HOUSE_KEPT_US: i64 = 90 * DAY;
/// So many that were left lying are taken up at once.
const AT_ONCE: i64 = 500;

#[derive(Serialize, Deserialize)]
struct Which {
    letter: LetterId,
}

/// Enqueues a letter to be sent at that time. A second job for it finds it in hand, or gone.
pub(super) fn enqueue(tx: &Tx, letter: LetterId, due_at: Timestamp) -> Result<()> {
    jobs::enqueue(tx, &SEND, due_at, None, &serde_json::to_value(Which { letter })?)
}

async fn send(app: App, job: Job) -> Result<()> {
    let Which { letter: id } = serde_json::from_value(job.body.clone())?;
    let Some((actor, letter)) = look(&app, &job, id).await? else { return Ok(()) };
    let Some(post) = app.settings.mail.clone() else {
        let words = "Nobody names a mail server any more, so it was given up.";
        return app.write(&actor, move |tx| refuse(tx, id, words)).await;
    };
    if let Some(until) = post.rests_until(app.clock.now()) {
        return app.write(&actor, move |tx| not_now(tx, &letter, until, &letter.answer)).await;
    }
    let message_id = message::id_of(&letter, &post);
    let Some((letter, secret, stop)) = app.write(&actor, move |tx| take(tx, id, &message_id)).await? else {
        return Ok(());
    };
    let stop = stop.map(|token| pages::stop_url(&app.settings.base_url, job.workspace, id, &token));
    let outcome = hand(&post, &letter, secret.as_deref(), stop.as_deref(), app.clock.now()).await;
    if let Outcome::Away(words) = &outcome {
        tracing::warn!(server = ?post.server, words, "the mail server took no letter; trying again");
    }
    app.write(&actor, move |tx| ended(tx, &letter, &outcome)).await
}

/// The letter, if it still waits, and who wrote it: in their name the entry is written.
async fn look(app: &App, job: &Job, id: LetterId) -> Result<Option<(Actor, Letter)>> {
    let workspace = job.workspace;
    app.read(move |db| {
        let letter = match store::find(db, workspace, id) {
            Ok(letter) if letter.state == LetterState::Waiting => letter,
            // Its client was erased meanwhile, or another worker sent it.
            Ok(_) | Err(Error::NotFound) => return Ok(None),
            Err(error) => return Err(error),
        };
        let author = match store::author(db, workspace, id)? {
            Some(member) => auth::store::actor_of_member(db, workspace, member)?,
            None => None,
        };
        let actor = match author {
            Some(actor) => actor,
            // Tend writes no time of day into an entry.
            None => Actor::house(workspace, TimeZone::UTC),
        };
        Ok(Some((actor, letter)))
    })
    .await
}

type InHand = (Letter, Option<String>, Option<String>);

fn take(tx: &Tx, id: LetterId, message_id: &str) -> Result<Option<InHand>> {
    let letter = store::find(tx, tx.actor.workspace, id)?;
    if let Err(error) = actions::still_allowed(tx, &letter) {
        refuse(tx, id, &error.to_string())?;
        return Ok(None);
    }
    if !store::take(tx, id, message_id, tx.now.plus(IN_HAND_US))? {
        return Ok(None);
    }
    let (secret, stop) = store::secrets(tx, tx.actor.workspace, id)?;
    Ok(Some((Letter { tries: letter.tries + 1, ..letter }, secret, stop)))
}

async fn hand(post: &Post, letter: &Letter, secret: Option<&str>, stop: Option<&str>, now: Timestamp) -> Outcome {
    let outside = Outside { secret: secret.unwrap_or_default(), stop, now };
    match message::message(letter, post, &outside) {
        Ok(message) => post.hand(message, now).await,
        Err(words) => Outcome::Refused(words),
    }
}

fn ended(tx: &Tx, letter: &Letter, outcome: &Outcome) -> Result<()> {
    match outcome {
        Outcome::Taken => {
            if store::end(tx, letter.id, LetterState::Sent, "")? {
                actions::note(tx, letter, "mail.sent", "");
            }
            Ok(())
        }
        Outcome::Refused(words) => refuse(tx, letter.id, words),
        Outcome::Later(words) | Outcome::Away(words) => not_now(tx, letter, letter.next_try(tx.now), words),
    }
}

/// It waits until then; a letter that nobody took for two days is given up, and that is said.
fn not_now(tx: &Tx, letter: &Letter, until: Timestamp, words: &str) -> Result<()> {
    if letter.is_too_old(tx.now) {
        return refuse(tx, letter.id, &format!("Given up after two days. The last word was: {words}"));
    }
    if store::put_off(tx, letter.id, until, words)? { enqueue(tx, letter.id, until) } else { Ok(()) }
}

fn refuse(tx: &Tx, id: LetterId, words: &str) -> Result<()> {
    let letter = store::find(tx, tx.actor.workspace, id)?;
    if store::end(tx, id, LetterState::Refused, words)? {
        actions::note(tx, &letter, "mail.refused", words);
    }
    Ok(())
}

async fn tidy(app: App, job: Job) -> Result<()> {
    app.write(&Actor::house(job.workspace, TimeZone::UTC), |tx| {
        let before = tx.now.plus(-2 * IN_HAND_US);
        for id in store::left_lying(tx, tx.actor.workspace, before, AT_ONCE)? {
            enqueue(tx, id, tx.now)?;
        }
        store::forget_of_house(tx, tx.now.plus(-OF_HOUSE_KEPT_US)).map(|_| ())
    })
    .await
}
