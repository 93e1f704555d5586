//! The verbs: a member allows a browser, is told, takes it back.

use std::collections::BTreeMap;

use super::{
    browser::{BrowserId, NewBrowser, Notice, folded},
    endpoint, jobs,
    pages::HERE,
    sealing::{Browser, OurKey},
    store,
};
use crate::{
    app::Tx,
    auth::fingerprint,
    error::{Error, Result},
    id::MemberId,
    time::DAY,
};

/// What was told is kept so long.
const KEPT_US: i64 = 30 * DAY;
/// Nobody has more browsers than these; the oldest makes room.
const MOST: usize = 10;

/// Tells a member at once: on the page they look at, and on every browser where they allowed it. Nobody is told of their own deed.
///
/// ```ignore
/// push::tell(tx, owner, Notice { words: "Problem P-7 was taken in for you".into(), href, mark: "problem:7".into() });
/// ```
pub fn tell(tx: &Tx, member: MemberId, notice: Notice) {
    if tx.actor.member != Some(member) {
        tx.note_telling(member, notice);
    }
}

/// At the end of a transaction: what was told stands with the number of its last entry, and is on its way.
pub(crate) fn write(tx: &Tx, tellings: Vec<(MemberId, Notice)>, number: Option<i64>) -> Result<()> {
    let mut of_member: BTreeMap<MemberId, Vec<Notice>> = BTreeMap::new();
    for (member, notice) in tellings {
        let told = of_member.entry(member).or_default();
        if !told.contains(&notice) {
            told.push(notice);
        }
    }
    for (member, notices) in of_member {
        let number = number.ok_or_else(|| Error::ours("what is told goes with an entry"))?;
        let browsers = store::of_member(tx, tx.actor.workspace, member, tx.now)?;
        for notice in folded(notices) {
            store::insert_notice(tx, member, number, &notice)?;
            browsers.iter().try_for_each(|browser| jobs::enqueue(tx, browser.id, &notice))?;
        }
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
    store::forget_same(tx, &hash, &new.session)?;
    let mine = store::of_member(tx, tx.actor.workspace, me, tx.now)?;
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
    let notice = Notice { words: "This is how Tend tells you".into(), href: HERE.into(), mark: "trial".into() };
    let mine = store::of_member(tx, tx.actor.workspace, tx.actor.me()?, tx.now)?;
    mine.iter().try_for_each(|browser| jobs::enqueue(tx, browser.id, &notice))
}

/// Browsers whose sessions are over are told no more, and what was told weeks ago is forgotten.
pub(super) fn sweep(tx: &Tx) -> Result<()> {
    store::forget_signed_out(tx)?;
    store::forget_notices(tx, tx.now.plus(-KEPT_US))
}
