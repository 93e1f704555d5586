//! Goals out of a list that is brought in: a column says what each client wants to do.

use tend_core::{Error, Result, Tx, feature::FromList, fold::fold, id::ClientId};
use uuid::Uuid;

use crate::{
    actions::{self, MOST_OPEN, MOST_WORDS, NewGoal},
    goal::GoalId,
    store,
};

/// The target `goal`.
pub const GOAL: FromList = FromList { target: "goal", bring, take_back };

/// Names it, unless they want that already; what is longer than a goal is cut and the rest stands in why it matters.
fn bring(tx: &Tx, client: ClientId, text: &str) -> Result<Option<Uuid>> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (words, rest) = match text.char_indices().nth(MOST_WORDS) {
        Some((most, _)) => text.split_at(text[..most].rfind(' ').unwrap_or(most)),
        None => (text.as_str(), ""),
    };
    let open = store::open_of_client(tx, &tx.actor, client, MOST_OPEN as i64)?;
    let ended = store::ended_of_client(tx, &tx.actor, client, MOST_OPEN as i64)?;
    let has_it = open.iter().chain(&ended).any(|goal| fold(&goal.words) == fold(words));
    if words.is_empty() || open.len() >= MOST_OPEN || has_it {
        return Ok(None);
    }
    let mut new = NewGoal::new(client, words);
    new.wording.why = rest.trim().to_owned();
    new.wording.why.truncate(rest.floor_char_boundary(actions::MOST_TOLD));
    actions::name(tx, &new).map(|id| Some(id.0))
}

fn take_back(tx: &Tx, id: Uuid) -> Result<bool> {
    match actions::take_back_naming(tx, GoalId(id)) {
        Ok(()) => Ok(true),
        Err(Error::Conflict(_)) => Ok(false),
        Err(error) => Err(error),
    }
}
