//! What an admin sets about handoffs: how long somebody has for an answer.

use serde_json::json;
use tend_core::{
    Error, Result, Role, Tx,
    timeline::{NewEntry, Strand},
};

use crate::{handoff::MOST_ANSWER_DAYS, store};

/// What is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// So many days on which their place is open.
    pub answer_days: i64,
    /// Counts its changes; 0 where nobody set anything yet.
    pub version: i64,
}

/// Sets how long somebody has for an answer; what is waiting already keeps its time.
pub fn set(tx: &Tx, answer_days: i64, version: i64) -> Result<()> {
    tx.actor.must_be(Role::Admin)?;
    if !(1..=MOST_ANSWER_DAYS).contains(&answer_days) {
        return Err(Error::invalid("answer_days", format!("A number from 1 to {MOST_ANSWER_DAYS}.")));
    }
    let before = store::settings(tx, tx.actor.workspace)?;
    if before.version != version {
        return Err(Error::Conflict("Somebody changed this a moment ago. Look at it once more and try again.".into()));
    }
    match before.version {
        0 => store::insert_settings(tx, answer_days)?,
        version => store::update_settings(tx, answer_days, version)?,
    }
    tx.entry(NewEntry {
        client: None,
        kind: "handoffs.set",
        strand: Strand::Book,
        happened_at: tx.now,
        subject: None,
        text: answer_days.to_string(),
        body: json!({}),
    });
    Ok(())
}
