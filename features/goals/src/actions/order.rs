//! The order among a client's goals, and which serves which. Both are changed with all of their goals in hand: of two at once the
//! second sees what the first wrote, so that no two changes make a circle between them.

use serde_json::json;
use tend_core::{Error, Result, Tx};

use super::{
    following::{Telling, change, for_change, somebody_was_faster, tell},
    naming::theirs,
};
use crate::{
    chain,
    goal::{Goal, GoalId},
    store,
};

/// The goal as it stands once nobody else can change one of that client.
fn in_hand(tx: &Tx, id: GoalId, seen: Option<i64>) -> Result<Goal> {
    let goal = for_change(tx, id, None)?;
    store::hold_all(tx, goal.client)?;
    let goal = store::find(tx, &tx.actor, id)?;
    if seen.is_some_and(|version| version != goal.version) { Err(somebody_was_faster()) } else { Ok(goal) }
}

/// It serves another goal of theirs from now on, or none.
pub fn serve(tx: &Tx, id: GoalId, above: Option<GoalId>, seen: Option<i64>) -> Result<()> {
    let before = in_hand(tx, id, seen)?;
    if before.serves == above {
        return Ok(());
    }
    let above_words = match above {
        None => String::new(),
        Some(above) => {
            let above = theirs(tx, before.client, above)?;
            let serves = store::serves_from(tx, &tx.actor, above.id)?;
            if chain::closes_a_circle(&serves, id, above.id) {
                return Err(Error::invalid(
                    "serves",
                    "That one serves this one already, and goals never go in a circle. Choose another.",
                ));
            }
            above.words
        }
    };
    let after = Goal { serves: above, ..before.clone() };
    change(tx, &before, &after)?;
    tell(tx, &after, Telling::new(tx, "goals.serves", "").with("above", json!(above_words)));
    Ok(())
}

/// It stands at this place among their open goals, counted from 0; behind the last is the last.
pub fn rank(tx: &Tx, id: GoalId, place: usize, seen: Option<i64>) -> Result<()> {
    let goal = in_hand(tx, id, seen)?;
    rank_in_hand(tx, &goal, |_| place)
}

/// It stands one earlier.
pub fn earlier(tx: &Tx, id: GoalId) -> Result<()> {
    let goal = in_hand(tx, id, None)?;
    rank_in_hand(tx, &goal, |now| now.saturating_sub(1))
}

/// It stands one later.
pub fn later(tx: &Tx, id: GoalId) -> Result<()> {
    let goal = in_hand(tx, id, None)?;
    rank_in_hand(tx, &goal, |now| now + 1)
}

fn rank_in_hand(tx: &Tx, goal: &Goal, to: impl Fn(usize) -> usize) -> Result<()> {
    if !goal.is_open() {
        return Err(Error::Conflict("Only what they still want has a place among the others.".into()));
    }
    let now = store::order(tx, &tx.actor, goal.client)?;
    let ids: Vec<GoalId> = now.iter().map(|(id, _)| *id).collect();
    let at = ids.iter().position(|id| *id == goal.id).unwrap_or_default();
    let then = chain::moved(&ids, goal.id, to(at));
    if then == ids {
        return Ok(());
    }
    for (id, rank) in then.iter().zip(1i64..) {
        if now.iter().any(|(other, old)| other == id && *old != rank) {
            store::set_rank(tx, *id, rank)?;
        }
    }
    let place = then.iter().position(|id| *id == goal.id).unwrap_or_default() + 1;
    tell(tx, goal, Telling::new(tx, "goals.ranked", "").in_the_book().with("place", json!(place)));
    Ok(())
}
