//! Likely pairs: found when a client comes into the book or changes, until somebody says what they are.

use tend_core::{Result, Role, Tx, id::ClientId};

use crate::{
    likeness::{Key, Likeness, Profile, Remembered, resembling},
    store::{self, LikelyPair},
};

/// A key that more clients share says nothing.
const FEW: i64 = 12;

/// Notes who a client may be the same as.
pub fn pair_up(tx: &Tx, client: ClientId, alike: &[(ClientId, Likeness)]) -> Result<()> {
    for (other, likeness) in alike.iter().filter(|(other, _)| *other != client) {
        let (one, another) = in_order(client, *other);
        let reasons = likeness.reasons.join(", ");
        store::put_pair(tx, &LikelyPair { one, other: another, score: likeness.score, reasons })?;
    }
    Ok(())
}

/// Finds a client's pairs anew: after a change of what is compared.
pub(super) fn find(tx: &Tx, client: ClientId, profile: &Profile, keys: &[Key]) -> Result<()> {
    store::forget_pairs_of_one(tx, client)?;
    store::forget_pairs_of_other(tx, client)?;
    let alike = resembling(tx, &tx.actor, (profile, keys), FEW, &Remembered::default())?;
    pair_up(tx, client, &alike)
}

/// Says that two who look alike are not the same; it is remembered.
pub fn not_the_same(tx: &Tx, one: ClientId, other: ClientId) -> Result<()> {
    let (one, other) = both(tx, one, other)?;
    store::put_different(tx, one, other)
}

/// Takes that back: they are shown again.
pub fn perhaps_the_same(tx: &Tx, one: ClientId, other: ClientId) -> Result<()> {
    let (one, other) = both(tx, one, other)?;
    store::ask_again(tx, one, other)
}

fn both(tx: &Tx, one: ClientId, other: ClientId) -> Result<(ClientId, ClientId)> {
    tx.actor.must_be(Role::Member)?;
    let (one, other) = (store::find(tx, &tx.actor, one)?.id, store::find(tx, &tx.actor, other)?.id);
    Ok(in_order(one, other))
}

fn in_order(one: ClientId, other: ClientId) -> (ClientId, ClientId) {
    if one <= other { (one, other) } else { (other, one) }
}
