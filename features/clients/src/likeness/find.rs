//! Who in the book may be somebody: found by keys and contact points, then compared one by one.

use std::collections::HashMap;

use parking_lot::Mutex;
use tend_core::{Actor, Result, Tx, db::Conn, id::ClientId, timeline};

use super::{Key, Likeness, NameLikeness, Profile, everybody::Everybody, likeness, name_likeness};
use crate::{client::Client, store};

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
    let mut alike = Vec::new();
    let ids = store::meeting(db, actor, profile, keys, few)?;
    for client in if ids.is_empty() { Vec::new() } else { store::found(db, actor, &ids)? } {
        if let Some(likeness) = likeness(profile, &compared(db, actor, &client, profile)?) {
            alike.push(Alike { client, likeness });
        }
    }
    alike.sort_by(|a, b| b.likeness.score.total_cmp(&a.likeness.score).then(a.client.id.cmp(&b.client.id)));
    Ok(alike)
}

/// Who may be the one whose name somebody types, the likeliest first: besides those who are [`alike`], who is called so or nearly so.
pub fn perhaps(db: &Conn, actor: &Actor, profile: &Profile, keys: &[Key], few: i64) -> Result<Vec<(Client, String)>> {
    let found = alike(db, actor, profile, keys, few)?;
    let mut perhaps: Vec<(Client, String)> =
        found.into_iter().map(|alike| (alike.client, alike.likeness.reasons.join(", "))).collect();
    let mut called = store::named(db, actor, &profile.name, few)?;
    let meeting = store::meeting(db, actor, profile, keys, few)?;
    if !meeting.is_empty() {
        called.extend(store::found(db, actor, &meeting)?);
    }
    for client in called {
        let other = Profile::of_client(&client, &[], &[]);
        let words = if client.kind == profile.kind { called_like(profile, &other) } else { None };
        if let Some(words) = words.filter(|_| perhaps.iter().all(|(known, _)| known.id != client.id)) {
            perhaps.push((client, words.to_owned()));
        }
    }
    perhaps.truncate(usize::try_from(few).unwrap_or(usize::MAX));
    Ok(perhaps)
}

fn called_like(one: &Profile, other: &Profile) -> Option<&'static str> {
    match name_likeness(one, other) {
        NameLikeness::Same => Some("the same name"),
        NameLikeness::Spaced => Some("the same name, written together or apart"),
        NameLikeness::Near => Some("nearly the same name"),
        NameLikeness::ShortForm => Some("the same last name, the first one in its short form"),
        NameLikeness::Swapped => Some("first and last name swapped"),
        _ => None,
    }
}

/// What an import knows of those who were written a moment ago, so that the rows of a file meet without being read back: what they are
/// compared by and, into an empty house, under which keys everybody stands.
#[derive(Default)]
pub struct Remembered {
    profiles: Mutex<HashMap<ClientId, Profile>>,
    everybody: Mutex<Whole>,
}

/// Is everybody known?
#[derive(Default)]
enum Whole {
    #[default]
    NotAsked,
    Yes(Everybody),
    No,
}

impl Remembered {
    /// More are not kept, some ten megabytes: then the table is asked.
    const MOST: usize = 20_000;

    /// Says that a transaction begins that brings clients in. A key that more than `few` share says nothing.
    pub fn begins(&self, tx: &Tx, few: i64) -> Result<()> {
        let stands = timeline::store::newest_number(tx, tx.actor.workspace)?;
        let mut everybody = self.everybody.lock();
        let is_whole = match &mut *everybody {
            Whole::No => false,
            Whole::Yes(everybody) => everybody.begins(stands),
            Whole::NotAsked if store::is_anybody_there(tx, &tx.actor)? => false,
            Whole::NotAsked => {
                *everybody = Whole::Yes(Everybody::nobody(few, stands));
                true
            }
        };
        if !is_whole {
            *everybody = Whole::No;
        }
        Ok(())
    }

    /// Says that nothing more follows in this transaction.
    pub fn ends(&self, tx: &Tx) -> Result<()> {
        let stands = timeline::store::newest_number(tx, tx.actor.workspace)?;
        if let Whole::Yes(everybody) = &mut *self.everybody.lock() {
            everybody.ends(stands + tx.entries_so_far());
        }
        Ok(())
    }

    /// Says that the transaction that ended is committed.
    pub fn is_committed(&self) {
        if let Whole::Yes(everybody) = &mut *self.everybody.lock() {
            everybody.is_committed();
        }
    }

    /// Keeps a client who was just written.
    pub fn keep(&self, id: ClientId, profile: &Profile, keys: &[Key]) {
        if let Whole::Yes(everybody) = &mut *self.everybody.lock() {
            everybody.add(id, profile, keys);
        }
        self.keep_profile(id, profile);
    }

    /// A client became somebody else than was kept.
    pub fn changed(&self, id: ClientId) {
        *self.everybody.lock() = Whole::No;
        self.profiles.lock().remove(&id);
    }

    fn keep_profile(&self, id: ClientId, profile: &Profile) {
        let mut profiles = self.profiles.lock();
        if profiles.len() >= Self::MOST {
            profiles.clear();
        }
        profiles.insert(id, profile.clone());
    }

    fn meeting(&self, profile: &Profile, keys: &[Key]) -> Option<Vec<ClientId>> {
        match &*self.everybody.lock() {
            Whole::Yes(everybody) => Some(everybody.meeting(profile, keys, store::MAILS)),
            Whole::NotAsked | Whole::No => None,
        }
    }
}

/// As [`alike`], in no order and by id alone; those remembered are compared without being read.
pub fn resembling(
    db: &Conn,
    actor: &Actor,
    (profile, keys): (&Profile, &[Key]),
    few: i64,
    remembered: &Remembered,
) -> Result<Vec<(ClientId, Likeness)>> {
    let (mut resembling, mut unknown) = (Vec::new(), Vec::new());
    let meeting = match remembered.meeting(profile, keys) {
        Some(meeting) => meeting,
        None => store::meeting(db, actor, profile, keys, few)?,
    };
    for id in meeting {
        match remembered.profiles.lock().get(&id) {
            Some(other) if other.kind != profile.kind => {}
            Some(other) => resembling.extend(likeness(profile, other).map(|likeness| (id, likeness))),
            None => unknown.push(id),
        }
    }
    for client in if unknown.is_empty() { Vec::new() } else { store::found(db, actor, &unknown)? } {
        let other = compared(db, actor, &client, profile)?;
        resembling.extend(likeness(profile, &other).map(|likeness| (client.id, likeness)));
        remembered.keep_profile(client.id, &other);
    }
    Ok(resembling)
}

/// A client of the book as it is compared with `profile`.
fn compared(db: &Conn, actor: &Actor, client: &Client, profile: &Profile) -> Result<Profile> {
    if client.kind != profile.kind {
        return Ok(Profile::of_nobody(client.kind));
    }
    let mut other = profile_of(db, actor, client)?;
    if !profile.organization.is_empty() {
        other.organization = organization_of(db, actor, client.id)?;
    }
    Ok(other)
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
