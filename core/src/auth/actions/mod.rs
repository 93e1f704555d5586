//! The verbs of sign-in, and those the command line, the import and the demo need before anybody is signed in.

mod first;
mod forgotten;
mod links;

use super::{
    Address, Purpose, Secret,
    attempts::wait_in_words,
    caller::Caller,
    password::{self, NewPassword},
    session::{PASSES_US, SEEN_EVERY_US, STAYS_US, Session, Visitor, fingerprint},
    store::{self, Workplace},
};
use crate::{
    app::App,
    db::Conn,
    error::{Error, Result},
    house,
    id::{UserId, WorkspaceId},
    time::Timestamp,
};

pub use super::members::{add as add_member, leave, present as members, reset_link, sign_in_link};
pub use first::{Created, First, NewWorkspace, create_workspace, workspaces};
pub use forgotten::{FORGOTTEN, ask_for_password};
pub(super) use links::issue;
pub use links::{Invitation, look_at_link, use_link};

/// Somebody who wants to come in.
#[derive(Clone)]
pub struct Attempt {
    /// The mail address they typed.
    pub address: String,
    /// The password they typed.
    pub password: String,
    /// Stay signed in on this device?
    pub stays: bool,
    /// Where they are.
    pub caller: Caller,
}

/// What became of it.
pub enum Outcome {
    /// They are in: the secret for their cookie.
    In(Secret),
    /// They work in several workspaces and say next in which one they are now; the secret proves who they are.
    Choose(Secret, Vec<Workplace>),
    /// Address and password do not match, or the person works nowhere any more.
    Refused(&'static str),
    /// Too many tries; the wait in microseconds.
    Wait(i64),
}

/// The same sentence whether the address is known or not.
const NO_MATCH: &str = "Address and password don’t match. Try once more, or ask an admin for a link.";
const WORKS_NOWHERE: &str = "You do not work in any workspace here any more. Ask an admin to invite you again.";

/// Signs in with address and password.
pub async fn sign_in(app: &App, attempt: Attempt) -> Result<Outcome> {
    let folded = attempt
        .address
        .parse::<Address>()
        .map_or_else(|_| attempt.address.trim().to_lowercase(), |address| address.folded());
    let subjects = subjects(&folded, &attempt.caller);
    if let Some(wait_us) = count_try(app, &subjects).await? {
        return Ok(Outcome::Wait(wait_us));
    }
    let user = app.read(move |db| store::user_with(db, &folded)).await?;
    let kept = user.as_ref().and_then(|user| user.password_hash.clone());
    let is_right = password::is_right(attempt.password.clone(), kept).await?;
    let Some(user) = user.filter(|_| is_right) else {
        return Ok(Outcome::Refused(NO_MATCH));
    };
    let now = app.clock.now();
    app.db.write(move |tx| let_in(tx, user.id, &attempt, &subjects, now)).await
}

fn let_in(tx: &Conn, user: UserId, attempt: &Attempt, subjects: &[String], now: Timestamp) -> Result<Outcome> {
    for subject in subjects {
        store::delete_tries(tx, subject)?;
    }
    let places = store::workplaces_of(tx, user)?;
    match places.as_slice() {
        [] => Ok(Outcome::Refused(WORKS_NOWHERE)),
        [place] => Ok(Outcome::In(open_session(
            tx,
            Arrival { user, place: *place, stays: attempt.stays },
            &attempt.caller,
            now,
        )?)),
        [first, ..] => {
            let secret = issue(tx, Purpose::Choose, user, *first, now)?;
            Ok(Outcome::Choose(secret, places))
        }
    }
}

/// Counts a try for the account and the address before it is looked at, so that guesses sent side by side are all counted.
/// Gives the wait if there is one; then nothing is counted.
async fn count_try(app: &App, subjects: &[String]) -> Result<Option<i64>> {
    let (subjects, now) = (subjects.to_vec(), app.clock.now());
    app.db
        .write(move |tx| {
            let mut tries = Vec::new();
            for subject in &subjects {
                store::begin_tries(tx, subject)?;
                tries.push(store::hold_tries(tx, subject)?);
            }
            let wait_us = tries.iter().map(|tries| tries.wait_us(now)).max().unwrap_or(0);
            if wait_us > 0 {
                return Ok(Some(wait_us));
            }
            for (subject, tries) in subjects.iter().zip(tries) {
                store::put_tries(tx, subject, tries.after_another(now))?;
            }
            Ok(None)
        })
        .await
}

/// Counts one use of a door that is open to everybody, such as a public page, for the caller's part of the network; gives the wait
/// in microseconds where it was used too often. `door` keeps the doors apart.
pub async fn slow_down(app: &App, door: &str, caller: &Caller) -> Result<Option<i64>> {
    match caller.address {
        Some(address) => count_try(app, &[format!("{door}:{address}")]).await,
        None => Ok(None),
    }
}

/// What tries are counted for: the account, then the address. Only fingerprints are kept: people type passwords into the
/// wrong field.
fn subjects(email_folded: &str, caller: &Caller) -> Vec<String> {
    let account = format!("account:{}", fingerprint(email_folded));
    let address = caller.address.map(|address| format!("address:{address}"));
    [account].into_iter().chain(address).collect()
}

/// Says in which of their workspaces somebody is now, with the proof of [`Outcome::Choose`].
pub async fn choose(
    app: &App,
    proof: &Secret,
    workspace: WorkspaceId,
    stays: bool,
    caller: Caller,
) -> Result<Option<Secret>> {
    let (hash, now) = (proof.hash(), app.clock.now());
    app.db
        .write(move |tx| {
            let Some(link) = store::open_link(tx, &hash, now)?.filter(|link| link.purpose == Purpose::Choose) else {
                return Ok(None);
            };
            let places = store::workplaces_of(tx, link.user)?;
            let place = places.into_iter().find(|place| place.workspace == workspace).ok_or(Error::NotFound)?;
            if !store::use_link(tx, &hash, now)? {
                return Ok(None);
            }
            open_session(tx, Arrival { user: link.user, place, stays }, &caller, now).map(Some)
        })
        .await
}

/// Goes on in another workspace of the same person; the session they came with ends.
pub async fn switch(app: &App, visitor: &Session, workspace: WorkspaceId, caller: Caller) -> Result<Secret> {
    let (user, stays, now) = (visitor.user, visitor.stays, app.clock.now());
    app.db
        .write(move |tx| {
            let places = store::workplaces_of(tx, user)?;
            let place = places.into_iter().find(|place| place.workspace == workspace).ok_or(Error::NotFound)?;
            open_session(tx, Arrival { user, place, stays }, &caller, now)
        })
        .await
}

/// Signs somebody in whose first visit it was.
pub async fn begin(app: &App, created: &Created, caller: Caller) -> Result<Secret> {
    let (user, place, now) =
        (created.user, Workplace { workspace: created.workspace, member: created.member }, app.clock.now());
    app.db.write(move |tx| open_session(tx, Arrival { user, place, stays: true }, &caller, now)).await
}

/// Who comes in, where, and whether they stay signed in.
struct Arrival {
    user: UserId,
    place: Workplace,
    stays: bool,
}

/// A new session with a new secret; the one the browser carried ends.
fn open_session(tx: &Conn, arrival: Arrival, caller: &Caller, now: Timestamp) -> Result<Secret> {
    let Arrival { user, place, stays } = arrival;
    if let Some(carried) = &caller.session {
        store::delete_carried_session(tx, &carried.hash())?;
    }
    let secret = Secret::new();
    store::insert_session(
        tx,
        &Session {
            token_hash: secret.hash(),
            user,
            workspace: place.workspace,
            member: place.member,
            created_at: now,
            seen_at: now,
            expires_at: now.plus(if stays { STAYS_US } else { PASSES_US }),
            stays,
            device: caller.device.clone(),
        },
    )?;
    Ok(secret)
}

/// Who comes with this secret. Their last visit is written down now and then, which also keeps a session that stays alive.
pub async fn visitor(app: &App, secret: &Secret) -> Result<Option<Visitor>> {
    let (hash, now) = (secret.hash(), app.clock.now());
    let visitor = app.read(move |db| store::visitor_of(db, &hash, now)).await?;
    if let Some(visitor) = &visitor
        && now.since(visitor.session.seen_at) >= SEEN_EVERY_US
    {
        let session = visitor.session.clone();
        let noted: Result<()> = app.db.write(move |tx| store::note_seen(tx, &session, now)).await;
        // A page can be read although nothing can be written just now.
        if let Err(error) = noted {
            tracing::warn!(%error, "a visit could not be written down");
        }
    }
    Ok(visitor)
}

/// Ends the session a browser carries.
pub async fn sign_out(app: &App, secret: &Secret) -> Result<()> {
    let hash = secret.hash();
    app.db.write(move |tx| store::delete_carried_session(tx, &hash)).await
}

/// Ends all sessions of a person.
pub async fn sign_out_everywhere(app: &App, user: UserId) -> Result<()> {
    app.db.write(move |tx| store::delete_sessions_of(tx, user, None).map(|_| ())).await
}

/// Ends one session of a person: a telephone that was lost.
pub async fn end_session(app: &App, user: UserId, token_hash: String) -> Result<()> {
    let ended: bool = app.db.write(move |tx| store::delete_session(tx, user, &token_hash)).await?;
    if ended { Ok(()) } else { Err(Error::NotFound) }
}

/// Changes one's password; all other sessions end, and so do links that were not used. Asks for the present one, and slows
/// down whoever guesses it on a browser somebody left open.
pub async fn change_password(app: &App, visitor: &Visitor, present: String, new: NewPassword) -> Result<()> {
    let user_id = visitor.session.user;
    let user = app.read(move |db| store::user(db, user_id)).await?;
    let subject = format!("password:{}", fingerprint(&user_id.to_string()));
    if let Some(wait_us) = count_try(app, std::slice::from_ref(&subject)).await? {
        return Err(Error::invalid("present", format!("Too many tries. Try again in {}.", wait_in_words(wait_us))));
    }
    if !password::is_right(present, user.password_hash).await? {
        return Err(Error::invalid("present", "That is not your present password. Nothing was changed."));
    }
    let (hash, kept) = (password::hash(new).await?, visitor.session.token_hash.clone());
    app.write(&visitor.actor, move |tx| {
        store::delete_tries(tx, &subject)?;
        store::set_password(tx, user_id, &hash)?;
        store::delete_sessions_of(tx, user_id, Some(&kept))?;
        store::delete_open_links_of(tx, user_id)?;
        house::note(tx, "members.password", tx.actor.me()?.0, tx.actor.name.clone());
        Ok(())
    })
    .await
}
