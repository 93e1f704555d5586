//! What a feature's rows do with objects: hold them, and let them go.

use serde_json::json;

use super::{Object, jobs::SWEEP, object::is_hash, store};
use crate::{actor::Actor, app::Tx, db::Conn, error::Result, files::Trouble, jobs, time::Timestamp};

/// A file that is kept and may be held: what it is called where it was brought, and which bytes it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub name: String,
    /// The hash of what is in it.
    pub sha256: String,
    /// How many bytes.
    pub bytes: i64,
}

impl Kept {
    /// As it goes along with a form that has to be sent once more.
    pub fn token(&self) -> String {
        format!("{} {}", self.sha256, self.name)
    }
    /// Reads [`Kept::token`], without believing it.
    fn read(token: &str) -> Option<(&str, String)> {
        let (sha256, name) = token.split_once(' ')?;
        is_hash(sha256).then(|| (sha256, super::clean(name)))
    }
}

/// What came with a form that was not taken, and is kept until it comes again.
pub fn find_kept(db: &Conn, actor: &Actor, token: &str) -> Result<Kept, Trouble> {
    let Some((sha256, name)) = Kept::read(token) else { return Err(Trouble::Gone("A file".into())) };
    match store::find(db, actor.workspace, sha256)? {
        Some(object) => Ok(Kept { name, sha256: object.sha256, bytes: object.bytes }),
        None => Err(Trouble::Gone(name)),
    }
}

/// A row holds these bytes from now on: they stay as long as it does.
pub fn hold(tx: &Tx, kept: &Kept) -> Result<Object> {
    let found = if store::hold(tx, &kept.sha256)? { store::find(tx, tx.actor.workspace, &kept.sha256)? } else { None };
    found.ok_or_else(|| Trouble::Gone(kept.name.clone()).into())
}

/// A row lets go of these bytes. Where nobody else holds them they are swept a day later.
pub fn release(tx: &Tx, sha256: &str) -> Result<()> {
    store::release(tx, sha256, tx.now)
}

/// A row lets go of these bytes, and where nobody else holds them they go at once: somebody is erased.
pub fn forget(tx: &Tx, sha256: &str) -> Result<()> {
    store::release(tx, sha256, Timestamp(0))?;
    jobs::enqueue(tx, &SWEEP, tx.now, None, &json!({}))
}
