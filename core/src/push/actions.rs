//! The verbs: a member allows a browser, is told, takes it back.

use super::{
    browser::{BrowserId, NewBrowser, Notice},
    endpoint, jobs,
    sealing::{Browser, OurKey},
    store,
};
use crate::{
    app::Tx,
    auth::fingerprint,
    error::{Error, Result},
    id::MemberId,
};

/// Nobody has more browsers than these; the oldest makes room.
const MOST: usize = 10;

/// Tells a member at once, on every browser where they allowed it. Where they allowed none, nothing happens: whatever is told stands
/// on a page anyway.
///
/// ```ignore
/// let notice = Notice { title: "Somebody needs you".into(), with_names: format!("{}: {}", client.name, problem.what), href, mark };
/// push::tell(tx, owner, &notice)?;
/// ```
pub fn tell(tx: &Tx, member: MemberId, notice: &Notice) -> Result<()> {
    for browser in store::of_member(tx, tx.actor.workspace, member)? {
        jobs::enqueue(tx, browser.id, notice)?;
    }
    Ok(())
}

/// The key a browser subscribes with; made when it is first asked for.
pub fn public_key(tx: &Tx) -> Result<String> {
    if store::key(tx, tx.actor.workspace)?.is_none() {
        store::keep_key(tx, &OurKey::new_kept().map_err(|_| Error::ours("no key could be made"))?)?;
    }
    let kept = store::key(tx, tx.actor.workspace)?.ok_or(Error::NotFound)?;
    let key = OurKey::read(&kept).ok_or_else(|| Error::ours("the key of push cannot be read"))?;
    Ok(key.public())
}

/// A member lets a browser be told. The same one allowed again is one; allowed by another member it is theirs from then on.
pub fn allow(tx: &Tx, new: &NewBrowser) -> Result<BrowserId> {
    let me = tx.actor.me()?;
    let refused = || Error::invalid("endpoint", "This browser gave an address that Tend does not send to.");
    endpoint::read(&new.endpoint, tx.settings.push).ok_or_else(refused)?;
    Browser::read(&new.p256dh, &new.auth).ok_or_else(refused)?;
    let hash = fingerprint(&new.endpoint);
    store::forget_endpoint(tx, &hash)?;
    let mine = store::of_member(tx, tx.actor.workspace, me)?;
    for oldest in mine.iter().take((mine.len() + 1).saturating_sub(MOST)) {
        store::forget(tx, oldest.id)?;
    }
    let id = tx.new_id();
    store::insert(tx, id, me, &hash, new)?;
    Ok(id)
}

/// A member lets one of their browsers be told no more.
pub fn forget(tx: &Tx, id: BrowserId) -> Result<()> {
    let me = tx.actor.me()?;
    if store::forget_own(tx, me, id)? { Ok(()) } else { Err(Error::NotFound) }
}

/// Who leaves is told nothing any more.
pub(super) fn left(tx: &Tx, from: MemberId, _to: MemberId) -> Result<()> {
    store::forget_of_member(tx, from)
}

/// Tells oneself, to see that it arrives.
pub fn tell_me(tx: &Tx) -> Result<()> {
    let notice = Notice {
        title: "This is how Tend tells you".into(),
        with_names: String::new(),
        href: "/me/told".into(),
        mark: "trial".into(),
    };
    tell(tx, tx.actor.me()?, &notice)
}
