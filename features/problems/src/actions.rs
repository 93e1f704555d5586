//! The verbs: check, store, and end with an entry, in one transaction.

use serde_json::json;
use tend_core::{
    Result, Tx,
    timeline::{NewEntry, Strand},
};

use crate::{
    problem::{self, Problem, ProblemId},
    store,
};

/// Writes a problem down.
pub fn write_down(tx: &Tx, words: &str) -> Result<ProblemId> {
    tx.actor.may_write()?;
    let new = Problem { id: tx.new_id(), words: problem::checked(words)?, made_at: tx.now, version: 1 };
    store::insert(tx, &new)?;
    tx.entry(NewEntry {
        client: None,
        kind: "problems.written",
        strand: Strand::Learned,
        happened_at: tx.now,
        subject: Some(new.id.0),
        text: new.words.clone(),
        body: json!({}),
    });
    Ok(new.id)
}
