//! Links that work once: made, looked at, used.

use super::{Arrival, open_session};
use crate::{
    actor::Actor,
    app::App,
    auth::{
        Address, Caller, Link, NewPassword, Purpose, Secret, password,
        session::fingerprint,
        store::{self, Workplace},
    },
    db::Conn,
    error::Result,
    house,
    id::UserId,
    time::Timestamp,
};

/// Makes a link that works once. Only its hash is kept, so it can be shown once, too.
pub(in crate::auth) fn issue(
    tx: &Conn,
    purpose: Purpose,
    user: UserId,
    place: Workplace,
    now: Timestamp,
) -> Result<Secret> {
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
        Ok(Some(Invitation { link, name: actor.name.clone(), email, workspace, actor }))
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
            let folded = email.parse::<Address>().map(|address| address.folded()).unwrap_or_default();
            store::delete_tries(tx, &format!("account:{}", fingerprint(&folded)))?;
            house::note(tx, "members.password", link.member.0, tx.actor.name.clone());
        }
        let place = Workplace { workspace: link.workspace, member: link.member };
        // Whoever chose a password here is on a device of their own; a demo's visit is over with the browser.
        let arrival = Arrival { user: link.user, place, stays: password_hash.is_some() };
        open_session(tx, arrival, &caller, tx.now).map(Some)
    })
    .await
}
