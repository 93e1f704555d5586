//! Setting by when what is to have happened: an admin does, for each severity.

use serde_json::json;
use tend_core::{
    Result, Role, Tx,
    timeline::{NewEntry, Strand},
};

use crate::{problem::Severity, store, targets::Targets};

/// Sets the targets of a severity for problems that begin from now on; who read an older state is told.
pub fn set_targets(tx: &Tx, severity: Severity, new: &Targets) -> Result<()> {
    tx.actor.must_be(Role::Admin)?;
    let before = store::targets(tx, &tx.actor, severity)?;
    if *new == before {
        return Ok(());
    }
    match new.version {
        0 => store::insert_targets(tx, severity, new)?,
        _ => store::update_targets(tx, severity, new)?,
    }
    tx.entry(NewEntry {
        client: None,
        kind: "problems.targets",
        strand: Strand::Book,
        happened_at: tx.now,
        subject: None,
        text: severity.label().to_owned(),
        body: json!({ "first_word_us": new.first_word_us, "next_word_us": new.next_word_us, "done_us": new.done_us }),
    });
    Ok(())
}
