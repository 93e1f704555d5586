//! Who in the book may be somebody: found by keys and contact points, then compared one by one.

use tend_core::{Actor, Result, db::Conn, id::ClientId};

use super::{Key, Likeness, Profile, likeness};
use crate::{
    client::Client,
    contact::ContactKind,
    store::{self, sharing},
};

/// Somebody in the book who may be the one that was asked for.
#[derive(Clone, Debug)]
pub struct Alike {
    /// The client.
    pub client: Client,
    /// How alike, and why.
    pub likeness: Likeness,
}

/// Who may be the same, the likeliest first. A key that more than `few` clients share says nothing and is passed over, so that it costs
/// the same in a book of any size.
pub fn alike(db: &Conn, actor: &Actor, profile: &Profile, keys: &[Key], few: i64) -> Result<Vec<Alike>> {
    let mut ids: Vec<ClientId> = Vec::new();
    for mail in profile.mails.iter().take(3) {
        ids.extend(store::reached_under(db, actor, ContactKind::Email, mail, few)?.iter().map(|point| point.client));
    }
    for key in keys {
        let found = sharing(db, actor, *key, few + 1)?;
        if found.len() as i64 <= few {
            ids.extend(found);
        }
    }
    ids.sort_unstable();
    ids.dedup();
    let mut alike = Vec::new();
    if ids.is_empty() {
        return Ok(alike);
    }
    for client in store::found(db, actor, &ids)? {
        if client.kind != profile.kind {
            continue;
        }
        let mut other = profile_of(db, actor, &client)?;
        if !profile.organization.is_empty() {
            other.organization = organization_of(db, actor, client.id)?;
        }
        if let Some(likeness) = likeness(profile, &other) {
            alike.push(Alike { client, likeness });
        }
    }
    alike.sort_by(|a, b| b.likeness.score.total_cmp(&a.likeness.score).then(a.client.id.cmp(&b.client.id)));
    Ok(alike)
}

/// What of a client in the book is compared.
pub fn profile_of(db: &Conn, actor: &Actor, client: &Client) -> Result<Profile> {
    let points = store::contact_points(db, actor, client.id)?;
    let dates = store::dates(db, actor, client.id)?;
    Ok(Profile::of_client(client, &points, &dates))
}

fn organization_of(db: &Conn, actor: &Actor, person: ClientId) -> Result<String> {
    let there = store::organizations_of(db, actor, person, 1)?;
    Ok(there.first().map(|affiliation| super::fold(&affiliation.other_name)).unwrap_or_default())
}
