//! The verbs of sign-in, and those the command line, the import and the demo need before anybody is signed in.

use super::{
    Address, Purpose, Secret,
    attempts::wait_in_words,
    caller::Caller,
    link::Link,
    members::{self, NewMember},
    password::{self, NewPassword},
    session::{PASSES_US, SEEN_EVERY_US, STAYS_US, Session, Visitor, fingerprint},
    store::{self, Workplace},
};
use crate::{
    actor::{Actor, Role},
    app::{App, Tx},
    db::Conn,
    error::{Error, Result},
    house::{self, NewLocation},
    id::{LocationId, MemberId, UserId, WorkspaceId},
    time::Timestamp,
};

pub use super::members::{add as add_member, leave, present as members, reset_link, sign_in_link};

/// A company that begins to use Tend.
#[derive(Clone, Debug)]
pub struct NewWorkspace {
    /// Its name.
    pub name: String,
    /// Its first location.
    pub place: NewLocation,
    /// The name of its first admin.
    pub admin_name: String,
    /// How they sign in.
    pub admin_address: Address,
    /// What is kept of their password ([`password::hash`]); without one they come by a link.
    pub admin_password_hash: Option<String>,
}

/// What was made for it.
#[derive(Clone, Debug)]
pub struct Created {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// Its first location.
    pub location: LocationId,
    /// Its first admin.
    pub member: MemberId,
    /// The person behind them.
    pub user: UserId,
    /// As which they act from now on.
    pub actor: Actor,
}

/// Is it the first visit of this Tend, or may there be workspaces already?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// Only an empty Tend takes it; of two at the same moment one wins.
    Must,
    /// The command line, which may add a second company.
    Need,
}

/// Creates a workspace with its first location and its admin.
pub async fn create_workspace(app: &App, first: First, new: NewWorkspace) -> Result<Created> {
    let house = Actor::house(crate::id::fresh(), new.place.zone.clone());
    app.write(&house, move |tx| create(tx, first, &new)).await
}

fn create(tx: &Tx, first: First, new: &NewWorkspace) -> Result<Created> {
    let workspace = tx.actor.workspace;
    let (location, member) = (tx.new_id(), tx.new_id());
    let claimed = store::claim_first_visit(tx, workspace, member, tx.new_id(), tx.now)?;
    if first == First::Must && !(claimed && house::store::is_empty(tx)?) {
        return Err(Error::Conflict(
            "Somebody else opened this book a moment ago. Sign in, or ask them to invite you.".into(),
        ));
    }
    house::store::insert_workspace(tx, workspace, &new.name, tx.now)?;
    house::store::insert_location(tx, workspace, location, &new.place)?;
    let admin = NewMember {
        name: new.admin_name.clone(),
        address: new.admin_address.clone(),
        role: Role::Admin,
        location,
        password_hash: new.admin_password_hash.clone(),
    };
    let user = members::join(tx, member, &admin)?;
    let actor = Actor {
        member: Some(member),
        name: new.admin_name.clone(),
        location: Some(location),
        ..tx.actor.clone()
    };
    Ok(Created {
        workspace,
        location,
        member,
        user,
        actor,
    })
}

/// Every workspace of this Tend, for commands that ask which one is meant.
pub async fn workspaces(app: &App) -> Result<Vec<house::store::House>> {
    app.read(house::store::all).await
}

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
    app.db
        .write(move |tx| let_in(tx, user.id, &attempt, &subjects, now))
        .await
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
            Arrival {
                user,
                place: *place,
                stays: attempt.stays,
            },
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
            let place = places
                .into_iter()
                .find(|place| place.workspace == workspace)
                .ok_or(Error::NotFound)?;
            if !store::use_link(tx, &hash, now)? {
                return Ok(None);
            }
            open_session(
                tx,
                Arrival {
                    user: link.user,
                    place,
                    stays,
                },
                &caller,
                now,
            )
            .map(Some)
        })
        .await
}

/// Goes on in another workspace of the same person; the session they came with ends.
pub async fn switch(app: &App, visitor: &Session, workspace: WorkspaceId, caller: Caller) -> Result<Secret> {
    let (user, stays, now) = (visitor.user, visitor.stays, app.clock.now());
    app.db
        .write(move |tx| {
            let places = store::workplaces_of(tx, user)?;
            let place = places
                .into_iter()
                .find(|place| place.workspace == workspace)
                .ok_or(Error::NotFound)?;
            open_session(tx, Arrival { user, place, stays }, &caller, now)
        })
        .await
}

/// Signs somebody in whose first visit it was.
pub async fn begin(app: &App, created: &Created, caller: Caller) -> Result<Secret> {
    let (user, place, now) = (
        created.user,
        Workplace {
            workspace: created.workspace,
            member: created.member,
        },
        app.clock.now(),
    );
    app.db
        .write(move |tx| {
            open_session(
                tx,
                Arrival {
                    user,
                    place,
                    stays: true,
                },
                &caller,
                now,
            )
        })
        .await
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
    app.db
        .write(move |tx| store::delete_sessions_of(tx, user, None).map(|_| ()))
        .await
}

/// Ends one session of a person: a telephone that was lost.
pub async fn end_session(app: &App, user: UserId, token_hash: String) -> Result<()> {
    let ended: bool = app
        .db
        .write(move |tx| store::delete_session(tx, user, &token_hash))
        .await?;
    if ended { Ok(()) } else { Err(Error::NotFound) }
}

/// Changes one's password; all other sessions end, and so do links that were not used. Asks for the present one, and slows
/// down whoever guesses it on a browser somebody left open.
pub async fn change_password(app: &App, visitor: &Visitor, present: String, new: NewPassword) -> Result<()> {
    let user_id = visitor.session.user;
    let user = app.read(move |db| store::user(db, user_id)).await?;
    let subject = format!("password:{}", fingerprint(&user_id.to_string()));
    if let Some(wait_us) = count_try(app, std::slice::from_ref(&subject)).await? {
        return Err(Error::invalid(
            "present",
            format!("Too many tries. Try again in {}.", wait_in_words(wait_us)),
        ));
    }
    if !password::is_right(present, user.password_hash).await? {
        return Err(Error::invalid(
            "present",
            "That is not your present password. Nothing was changed.",
        ));
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

/// Makes a link that works once. Only its hash is kept, so it can be shown once, too.
pub(super) fn issue(tx: &Conn, purpose: Purpose, user: UserId, place: Workplace, now: Timestamp) -> Result<Secret> {
    let secret = Secret::new();
    let link = Link {
        purpose,
        user,
        workspace: place.workspace,
        member: place.member,
        expires_at: now.plus(purpose.lasts_us()),
    };
    store::insert_link(tx, &secret.hash(), &link, now)?;
    Ok(secret)
}

/// Whom an unused link is for, and what for.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The link itself.
    pub link: Link,
    /// Who comes by it.
    pub name: String,
    /// How they sign in later.
    pub email: String,
    /// The company's name.
    pub workspace: String,
    /// As whom they will act.
    pub actor: Actor,
}

/// Looks at a link without using it. Old, used and guessed links are all nothing.
pub async fn look_at_link(app: &App, secret: &Secret) -> Result<Option<Invitation>> {
    let (hash, now) = (secret.hash(), app.clock.now());
    app.read(move |db| {
        let Some(link) = store::open_link(db, &hash, now)?.filter(|link| link.purpose != Purpose::Choose) else {
            return Ok(None);
        };
        let Some(actor) = store::actor_of_member(db, link.workspace, link.member)? else {
            return Ok(None);
        };
        let workspace = house::store::workspace(db, link.workspace)?.name;
        let email = store::user(db, link.user)?.email;
        Ok(Some(Invitation {
            link,
            name: actor.name.clone(),
            email,
            workspace,
            actor,
        }))
    })
    .await
}

/// Uses a link: sets the password where it is for that, ends all older sessions, and signs in. `None` if it was used meanwhile.
pub async fn use_link(
    app: &App,
    secret: &Secret,
    invitation: &Invitation,
    new: Option<NewPassword>,
    caller: Caller,
) -> Result<Option<Secret>> {
    let password_hash = match new {
        Some(new) => Some(password::hash(new).await?),
        None => None,
    };
    let (hash, link, email) = (secret.hash(), invitation.link.clone(), invitation.email.clone());
    app.write(&invitation.actor, move |tx| {
        if !store::use_link(tx, &hash, tx.now)? {
            return Ok(None);
        }
        if let Some(password_hash) = &password_hash {
            store::set_password(tx, link.user, password_hash)?;
            store::delete_sessions_of(tx, link.user, None)?;
            store::delete_open_links_of(tx, link.user)?;
            let folded = email
                .parse::<Address>()
                .map(|address| address.folded())
                .unwrap_or_default();
            store::delete_tries(tx, &format!("account:{}", fingerprint(&folded)))?;
            house::note(tx, "members.password", link.member.0, tx.actor.name.clone());
        }
        let place = Workplace {
            workspace: link.workspace,
            member: link.member,
        };
        // Whoever chose a password here is on a device of their own; a demo's visit is over with the browser.
        let arrival = Arrival {
            user: link.user,
            place,
            stays: password_hash.is_some(),
        };
        open_session(tx, arrival, &caller, tx.now).map(Some)
    })
    .await
}
