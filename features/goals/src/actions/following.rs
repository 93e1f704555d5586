//! What follows every change of a goal: it is saved, called for, and told.

use serde_json::{Value, json};
use tend_core::{
    Error, Result, Tx, calls,
    id::EntryId,
    timeline::{NewEntry, Strand},
};

use crate::{
    QUIET, WANTED,
    goal::{self, Around, Goal, GoalId},
    store,
};

/// The goal as it stands, if the person who changes it saw it like that.
pub(super) fn for_change(tx: &Tx, id: GoalId, seen: Option<i64>) -> Result<Goal> {
    tx.actor.may_write()?;
    let goal = store::find(tx, &tx.actor, id)?;
    if seen.is_some_and(|version| version != goal.version) {
        return Err(somebody_was_faster());
    }
    Ok(goal)
}

pub(super) fn somebody_was_faster() -> Error {
    Error::Conflict(
        "Somebody changed this goal a moment ago. Look at how it stands now; what you typed is still here.".into(),
    )
}

/// Saves the goal, and raises or settles its call.
pub(super) fn change(tx: &Tx, before: &Goal, after: &Goal) -> Result<()> {
    if !store::save(tx, after)? {
        return Err(somebody_was_faster());
    }
    if (before.state, before.moved_at, before.cadence_days, before.wanted_by, &before.words, &before.said_by)
        == (after.state, after.moved_at, after.cadence_days, after.wanted_by, &after.words, &after.said_by)
    {
        return Ok(());
    }
    call_for(tx, after)
}

/// Exactly one call while it is open, for who looks after the client; none after.
pub(super) fn call_for(tx: &Tx, goal: &Goal) -> Result<()> {
    let client = tend_clients::store::find(tx, &tx.actor, goal.client)?;
    for kind in [QUIET.name, WANTED.name] {
        calls::settle(tx, kind, goal.id.0)?;
    }
    let zone = tend_core::house::store::location(tx, tx.actor.workspace, client.location)?.hours.zone;
    let around = Around { owner: client.owner, called: client.called(), zone: &zone };
    goal::call(goal, around).map_or(Ok(()), |call| calls::raise(tx, &call))
}

/// We spoke with the client about it, where they said a word.
pub(super) fn contact(tx: &Tx, goal: &Goal, their_word: &str) -> Result<()> {
    if their_word.is_empty() { Ok(()) } else { tend_clients::actions::touched(tx, goal.client, tx.now) }
}

/// What an entry about a goal says.
pub(super) struct Telling {
    entry: EntryId,
    kind: &'static str,
    strand: Strand,
    text: String,
    body: Value,
}

impl Telling {
    pub(super) fn new(tx: &Tx, kind: &'static str, text: &str) -> Self {
        Telling { entry: tx.new_id(), kind, strand: Strand::Learned, text: text.to_owned(), body: json!({}) }
    }
    pub(super) fn told_by(self, entry: EntryId) -> Self {
        Telling { entry, ..self }
    }
    pub(super) fn in_the_book(self) -> Self {
        Telling { strand: Strand::Book, ..self }
    }
    pub(super) fn before(self, words: &str) -> Self {
        self.with("before", json!(words))
    }
    pub(super) fn with(mut self, name: &str, value: Value) -> Self {
        self.body[name] = value;
        self
    }
}

pub(super) fn tell(tx: &Tx, goal: &Goal, telling: Telling) {
    let Telling { entry, kind, strand, text, mut body } = telling;
    body["goal"] = json!(goal.words);
    body["said_by"] = json!(goal.said_by);
    let client = Some(goal.client);
    tx.entry_as(entry, NewEntry { client, kind, strand, happened_at: tx.now, subject: Some(goal.id.0), text, body });
}
