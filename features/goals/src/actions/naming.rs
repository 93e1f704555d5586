//! A goal is named: in the client's words, from an entry where there is one.

use serde_json::json;
use tend_core::{
    Error, Result, Timestamp, Tx, calls,
    id::{ClientId, EntryId},
    timeline::{self, Strand},
};

use super::{
    MOST_OPEN, Tidy, Wording,
    following::{Telling, call_for, tell},
    quotable,
};
use crate::{
    QUIET, WANTED,
    goal::{Goal, GoalId, Help, Mark, State, USUAL_CADENCE_DAYS},
    store,
};

/// A goal to be named.
#[derive(Clone, Debug)]
pub struct NewGoal {
    /// Whose it is.
    pub client: ClientId,
    /// What, why, how they will know, by when.
    pub wording: Wording,
    /// The entry it is quoted from.
    pub from_entry: Option<EntryId>,
    /// A goal of theirs that it serves.
    pub serves: Option<GoalId>,
    /// What helps them there, if that is known already.
    pub help: Option<(Help, String)>,
    /// When they said it, if that was not now.
    pub named_at: Option<Timestamp>,
}

impl NewGoal {
    /// Named now, in these words.
    pub fn new(client: ClientId, words: impl Into<String>) -> Self {
        let wording = Wording { words: words.into(), ..Wording::default() };
        NewGoal { client, wording, from_entry: None, serves: None, help: None, named_at: None }
    }
}

/// Names a goal: it stands last among theirs.
pub fn name(tx: &Tx, new: &NewGoal) -> Result<GoalId> {
    tx.actor.may_write()?;
    let client = tend_clients::store::find(tx, &tx.actor, new.client)?;
    let usual = client.cadence_days.filter(|days| *days >= USUAL_CADENCE_DAYS).unwrap_or(USUAL_CADENCE_DAYS);
    let Tidy { words, said_by, why, measure, wanted_by, cadence_days } = new.wording.tidy(usual.min(730))?;
    let from = new.from_entry.map(|entry| quotable(tx, &tx.actor, client.id, entry)).transpose()?;
    let named_at = new.named_at.filter(|at| *at <= tx.now);
    let named_at = named_at.or(from.as_ref().map(|entry| entry.happened_at)).unwrap_or(tx.now);
    let order = store::order(tx, &tx.actor, client.id)?;
    if order.len() >= MOST_OPEN {
        return Err(Error::invalid(
            "words",
            format!("They have {MOST_OPEN} goals already. Let some of them go first."),
        ));
    }
    if let Some(above) = new.serves {
        theirs(tx, client.id, above)?;
    }
    let mark = Mark { at: named_at, by: tx.actor.member, entry: tx.new_id() };
    let (help, help_words) = new.help.clone().map_or((None, String::new()), |(help, words)| (Some(help), words));
    let goal = Goal {
        id: tx.new_id(),
        client: client.id,
        words,
        said_by,
        from_entry: from.as_ref().map(|entry| entry.id),
        why,
        measure,
        wanted_by,
        rank: order.last().map_or(1, |(_, rank)| rank + 1),
        serves: new.serves,
        state: State::Named,
        help,
        help_words,
        their_word: String::new(),
        cadence_days,
        named: mark,
        moved_at: tx.now,
        moved_before_at: tx.now,
        ended: None,
        version: 1,
    };
    store::insert(tx, &goal)?;
    call_for(tx, &goal)?;
    let telling = Telling::new(tx, "goals.named", &goal.words).told_by(mark.entry);
    tell(tx, &goal, telling.with("why", json!(goal.why)).with("from", json!(goal.from_entry)));
    Ok(goal.id)
}

/// A goal of this client, and of nobody else.
pub(super) fn theirs(tx: &Tx, client: ClientId, id: GoalId) -> Result<Goal> {
    match store::find(tx, &tx.actor, id) {
        Ok(goal) if goal.client == client => Ok(goal),
        Ok(_) | Err(Error::NotFound) => Err(Error::invalid("serves", "Choose one of their own goals.")),
        Err(error) => Err(error),
    }
}

/// Takes back that it was named, while nothing else happened to it: as if it had never been said. Its entry stays in the book and says
/// so. Doing it twice changes nothing.
pub fn take_back_naming(tx: &Tx, id: GoalId) -> Result<()> {
    tx.actor.may_write()?;
    let goal = match store::find(tx, &tx.actor, id) {
        Err(Error::NotFound) => return Ok(()),
        found => found?,
    };
    if goal.version != 1 {
        return Err(Error::Conflict("Something happened with this goal since. Look at how it stands now.".into()));
    }
    for kind in [QUIET.name, WANTED.name] {
        calls::settle(tx, kind, goal.id.0)?;
    }
    store::delete(tx, &goal)?;
    store::release_serving(tx, goal.id)?;
    let named = timeline::store::find(tx, tx.actor.workspace, goal.named.entry)?;
    let mut body = named.body.clone();
    body["taken_back_at"] = json!(tx.now);
    timeline::store::rewrite(tx, &timeline::Entry { body, strand: Strand::Book, ..named })?;
    tell(tx, &goal, Telling::new(tx, "goals.taken_back", &goal.words).in_the_book());
    Ok(())
}
