//! The verbs of tokens: made by their member, withdrawn by them or an admin, ended with the member.

use super::{
    Scope, document, store,
    token::{NewToken, Shown, Token, TokenId},
};
use crate::{
    actor::{Actor, Role},
    app::{App, Tx},
    auth::{Secret, members, session::SEEN_EVERY_US, store::actor_of_member},
    error::{Error, Result},
    house,
    id::{ClientId, MemberId},
};

/// As many living tokens as a member may have.
pub const MOST_TOKENS: i64 = 50;

/// Makes a token. Its text is shown this once; only a hash of it is kept.
pub fn create(tx: &Tx, new: &NewToken) -> Result<(TokenId, Shown)> {
    tx.actor.may_write()?;
    if tx.actor.member.is_some_and(|me| me != new.member) {
        return Err(Error::NotAllowed("A token acts as its member, so only they can make it.".into()));
    }
    let member = members::find(tx, tx.actor.workspace, new.member)?;
    if member.left_at.is_some() {
        return Err(Error::NotFound);
    }
    let new = NewToken { role: new.role.min(member.role), ..new.checked(&document::scopes(tx.features))? };
    if store::of_member(tx, tx.actor.workspace, member.id, MOST_TOKENS)?.len() as i64 == MOST_TOKENS {
        return Err(Error::Conflict(format!("{} has {MOST_TOKENS} tokens. Withdraw one first.", member.name)));
    }
    let (id, shown) = (tx.new_id(), Shown { workspace: tx.actor.workspace, secret: Secret::new() });
    store::insert(tx, id, &new, &shown.secret.hash())?;
    house::note(tx, "api.token_made", id.0, format!("{}, for {}", new.name, member.name));
    Ok((id, shown))
}

/// Withdraws a token: whoever holds it is let in no more. Doing it twice changes nothing.
pub fn withdraw(tx: &Tx, id: TokenId) -> Result<Token> {
    tx.actor.may_write()?;
    let token = store::find(tx, tx.actor.workspace, id)?;
    let is_mine = tx.actor.member.is_none_or(|me| me == token.member);
    if !is_mine && tx.actor.role != Role::Admin {
        return Err(Error::NotFound);
    }
    if store::withdraw(tx, id)? {
        house::note(tx, "api.token_withdrawn", id.0, format!("{}, of {}", token.name, token.member_name));
    }
    Ok(token)
}

/// A member leaves, and their tokens end: who comes back later makes new ones.
pub fn die_with(tx: &Tx, gone: MemberId, _successor: MemberId) -> Result<()> {
    store::withdraw_all_of(tx, gone)
}

/// A client is erased: no answer that is kept for a program tells of them.
pub fn forget_answers(tx: &Tx, client: ClientId) -> Result<()> {
    store::forget_answers_about(tx, client)
}

/// The tokens somebody may see: their own, an admin everybody's.
pub fn listed(db: &crate::db::Conn, actor: &Actor) -> Result<Vec<Token>> {
    const SHOWN: i64 = 200;
    match actor.member {
        Some(member) if actor.role != Role::Admin => store::of_member(db, actor.workspace, member, SHOWN),
        _ => store::of_everyone(db, actor.workspace, SHOWN),
    }
}

/// Who comes with a token: its member, with the lesser of both roles. Nobody, if it ended or they left.
pub(super) async fn bearer(app: &App, shown: &Shown) -> Result<Option<(Token, Actor)>> {
    let (workspace, hash, now) = (shown.workspace, shown.secret.hash(), app.clock.now());
    let found = app
        .read(move |db| {
            let Some(token) = store::living(db, workspace, &hash, now)? else { return Ok(None) };
            let actor = actor_of_member(db, workspace, token.member)?;
            Ok(actor.map(|actor| (token.clone(), Actor { role: actor.role.min(token.role), ..actor })))
        })
        .await?;
    if let Some((token, _)) = &found
        && token.seen_at.is_none_or(|seen_at| now.since(seen_at) >= SEEN_EVERY_US)
    {
        let id = token.id;
        let noted: Result<()> = app.db.write(move |db| store::note_seen(db, workspace, id, now)).await;
        // One can read although nothing can be written just now.
        if let Err(error) = noted {
            tracing::warn!(%error, "the use of a token could not be written down");
        }
    }
    Ok(found)
}

/// All scopes of an area and deed: what `tend token create` offers.
pub fn all_scopes(app: &App) -> Vec<Scope> {
    document::scopes(app.features)
}
