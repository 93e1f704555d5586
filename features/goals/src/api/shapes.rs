//! What a goal looks like in JSON.

use serde::{Deserialize, Serialize};
use tend_core::{
    Actor, Day, Result,
    api::{Versioned, shapes::Moment},
    db::Conn,
    id::{ClientId, EntryId, MemberId},
};
use utoipa::ToSchema;

use crate::{
    actions::{NewGoal, Wording},
    goal::{Goal, GoalId, Help, State},
    store,
};

/// A goal.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct GoalShape {
    /// Its id.
    id: GoalId,
    /// Whose it is.
    client_id: ClientId,
    /// What they want to do, in their words.
    text: String,
    /// Who said it, where that is not simply the client.
    said_by: String,
    /// The entry it was quoted from.
    entry_id: Option<EntryId>,
    /// Why it matters to them.
    why: String,
    /// How they will know that it worked.
    measure: String,
    /// By when they want it.
    wanted_by: Option<Day>,
    /// Its place among theirs; what matters most has the lowest.
    rank: i64,
    /// Another goal of theirs that it serves.
    serves_id: Option<GoalId>,
    /// Where it stands: `named`, `underway`, `attained` or `let_go`.
    #[schema(value_type = String, example = "underway")]
    state: State,
    /// What helps them there: something of ours, of another's, or nothing bought.
    help: Option<Help>,
    /// The same in words.
    help_words: String,
    /// Their latest word about it; of an attained one the word by which it is.
    their_word: String,
    /// After so many days without a word it calls.
    cadence_days: i64,
    /// When they said it.
    named_at: Moment,
    /// Who wrote it down.
    named_by: Option<MemberId>,
    /// When somebody last moved it.
    moved_at: Moment,
    /// When they attained it or let it go.
    ended_at: Option<Moment>,
    /// Rises with every change; also the `ETag`.
    version: i64,
}

impl Versioned for GoalShape {
    fn version(&self) -> i64 {
        self.version
    }
}

impl From<Goal> for GoalShape {
    fn from(goal: Goal) -> Self {
        GoalShape {
            id: goal.id,
            client_id: goal.client,
            text: goal.words,
            said_by: goal.said_by,
            entry_id: goal.from_entry,
            why: goal.why,
            measure: goal.measure,
            wanted_by: goal.wanted_by,
            rank: goal.rank,
            serves_id: goal.serves,
            state: goal.state,
            help: goal.help,
            help_words: goal.help_words,
            their_word: goal.their_word,
            cadence_days: goal.cadence_days,
            named_at: Moment(goal.named.at),
            named_by: goal.named.by,
            moved_at: Moment(goal.moved_at),
            ended_at: goal.ended.map(|mark| Moment(mark.at)),
            version: goal.version,
        }
    }
}

/// One goal of the actor's workspace.
pub(super) fn shape(db: &Conn, actor: &Actor, id: GoalId) -> Result<GoalShape> {
    store::find(db, actor, id).map(GoalShape::from)
}

/// A goal that is to be named.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewGoalShape {
    /// Whose it is.
    client_id: ClientId,
    /// What they want to do, in their words.
    #[schema(min_length = 1, max_length = 500)]
    text: String,
    /// Who said it, where that is not simply the client.
    #[serde(default)]
    #[schema(max_length = 100)]
    said_by: String,
    /// The entry it is quoted from: one of the client, or of somebody who belongs to them.
    #[serde(default)]
    entry_id: Option<EntryId>,
    /// Why it matters to them.
    #[serde(default)]
    #[schema(max_length = 2000)]
    why: String,
    /// How they will know that it worked.
    #[serde(default)]
    #[schema(max_length = 2000)]
    measure: String,
    /// By when they want it.
    #[serde(default)]
    wanted_by: Option<Day>,
    /// Another goal of theirs that it serves.
    #[serde(default)]
    serves_id: Option<GoalId>,
    /// What helps them there.
    #[serde(default)]
    help: Option<Help>,
    /// The same in words.
    #[serde(default)]
    #[schema(max_length = 2000)]
    help_words: String,
    /// After so many days without a word it calls; six weeks, or their rhythm where that is longer, where it is missing.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 730)]
    cadence_days: Option<i64>,
}

impl NewGoalShape {
    pub(super) fn read(&self) -> NewGoal {
        let help_words = self.help_words.clone();
        NewGoal {
            client: self.client_id,
            wording: wording((&self.text, &self.said_by, &self.why, &self.measure), self.wanted_by, self.cadence_days),
            from_entry: self.entry_id,
            serves: self.serves_id,
            help: self.help.map(|help| (help, help_words)),
            named_at: None,
        }
    }
}

/// The texts as the verbs read them.
pub(super) fn wording(
    (words, said_by, why, measure): (&str, &str, &str, &str),
    wanted_by: Option<Day>,
    cadence_days: Option<i64>,
) -> Wording {
    Wording {
        words: words.to_owned(),
        said_by: said_by.to_owned(),
        why: why.to_owned(),
        measure: measure.to_owned(),
        wanted_by: wanted_by.map(|day| day.to_string()).unwrap_or_default(),
        cadence_days: cadence_days.map(|days| days.to_string()).unwrap_or_default(),
    }
}
