//! What a problem looks like in JSON.

use serde::{Deserialize, Serialize};
use tend_core::{
    Actor, Result,
    api::{Versioned, shapes::Moment},
    db::Conn,
    id::{ClientId, LocationId, MemberId},
};
use tend_promises::PromiseId;
use utoipa::ToSchema;

use crate::{
    actions::{Hands, NewProblem},
    help::{Help, NewTouch, Touch, TouchId},
    problem::{CauseId, How, Problem, ProblemId, Severity, Source, State},
    store,
};

/// A problem.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct ProblemShape {
    /// Its id.
    id: ProblemId,
    /// The number people see: 221 is P-221.
    number: i64,
    /// For whom it went wrong.
    client_id: ClientId,
    /// Who looks after it.
    owner_id: MemberId,
    /// The place whose opening hours count.
    location_id: LocationId,
    /// What, in a line.
    title: String,
    /// What happened, as it was told; may be empty.
    text: String,
    /// Who told us, where it was not the client; may be empty.
    told_by: String,
    /// Where it happened; may be empty.
    #[serde(rename = "where")]
    place: String,
    /// Since when.
    since: Option<Moment>,
    /// How bad it is for them.
    severity: Severity,
    /// How it reached us.
    source: Source,
    /// Where it stands.
    #[schema(value_type = String, example = "contained")]
    state: State,
    /// What lies behind it.
    cause_id: Option<CauseId>,
    /// When it was taken in.
    raised_at: Moment,
    /// When they first heard from us.
    first_word_at: Option<Moment>,
    /// When they became safe.
    contained_at: Option<Moment>,
    /// When the cause was gone.
    fixed_at: Option<Moment>,
    /// When what they lost was made good.
    made_right_at: Option<Moment>,
    /// When it was settled.
    settled_at: Option<Moment>,
    /// How we know that.
    settled_how: Option<How>,
    /// How often it came back.
    reopened: i64,
    /// By when they hear from us; nothing once it is settled.
    next_word_due: Option<Moment>,
    /// The promise of that, where somebody promised it.
    next_word_promise_id: Option<PromiseId>,
    /// By when it is made right.
    done_due: Moment,
    /// Rises with every change; also the `ETag`.
    version: i64,
}

impl Versioned for ProblemShape {
    fn version(&self) -> i64 {
        self.version
    }
}

impl From<Problem> for ProblemShape {
    fn from(problem: Problem) -> Self {
        let at = |state| problem.mark(state).map(|mark| Moment(mark.at));
        let word = if problem.first_word.is_none() { problem.dues.first_word } else { problem.dues.next_word };
        ProblemShape {
            id: problem.id,
            number: problem.number,
            client_id: problem.client,
            owner_id: problem.owner,
            location_id: problem.location,
            since: problem.since.map(Moment),
            severity: problem.severity,
            source: problem.source,
            state: problem.state,
            cause_id: problem.cause,
            raised_at: Moment(problem.raised.at),
            first_word_at: problem.first_word.map(|mark| Moment(mark.at)),
            contained_at: at(State::Contained),
            fixed_at: at(State::Fixed),
            made_right_at: at(State::MadeRight),
            settled_at: at(State::Settled),
            settled_how: problem.settled_how,
            reopened: problem.reopened,
            next_word_due: problem.is_open().then_some(Moment(word)),
            next_word_promise_id: problem.promised_word(),
            done_due: Moment(problem.dues.done),
            version: problem.version,
            title: problem.title,
            text: problem.words,
            told_by: problem.told_by,
            place: problem.place,
        }
    }
}

/// One problem of the actor's workspace.
pub(super) fn shape(db: &Conn, actor: &Actor, id: ProblemId) -> Result<ProblemShape> {
    store::find(db, actor, id).map(ProblemShape::from)
}

/// A problem to be taken in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewProblemShape {
    /// For whom it went wrong.
    client_id: ClientId,
    /// What, in a line; the first sentence of the text, where it is empty.
    #[serde(default)]
    #[schema(max_length = 200)]
    title: String,
    /// What happened, as it was told.
    #[serde(default)]
    #[schema(max_length = 4000)]
    text: String,
    /// Who told us, where it was not the client.
    #[serde(default)]
    #[schema(max_length = 200)]
    told_by: String,
    /// Where it happened.
    #[serde(default, rename = "where")]
    #[schema(max_length = 200)]
    place: String,
    /// Since when.
    #[serde(default)]
    since: Option<Moment>,
    /// How bad it is for them.
    severity: Severity,
    /// The place whose opening hours count; the client's own where it is missing.
    #[serde(default)]
    location_id: Option<LocationId>,
    /// Who looks after it: the token's member, or the client's owner.
    #[serde(default)]
    hands: Option<Hands>,
    /// They told us themselves and know who looks after it: the first word is said.
    #[serde(default)]
    they_know: bool,
    /// What it touches.
    #[serde(default)]
    #[schema(max_items = 20)]
    touches: Vec<NewTouchShape>,
}

impl NewProblemShape {
    pub(super) fn read(&self) -> NewProblem {
        NewProblem {
            client: self.client_id,
            title: self.title.clone(),
            words: self.text.clone(),
            told_by: self.told_by.clone(),
            place: self.place.clone(),
            since: self.since.map(|moment| moment.0),
            severity: self.severity,
            location: self.location_id,
            hands: self.hands.unwrap_or(Hands::Mine),
            they_know: self.they_know,
            touches: self.touches.iter().take(20).map(NewTouchShape::read).collect(),
        }
    }
}

/// Something that a problem touches, to be written down.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTouchShape {
    /// What it is called.
    #[schema(min_length = 1, max_length = 200)]
    text: String,
    /// More about it.
    #[serde(default)]
    #[schema(max_length = 200)]
    note: String,
}

impl NewTouchShape {
    pub(super) fn read(&self) -> NewTouch {
        NewTouch { words: self.text.clone(), note: self.note.clone(), ..NewTouch::default() }
    }
}

/// Something that a problem touches.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct TouchShape {
    /// Its id.
    id: TouchId,
    /// What it is called.
    text: String,
    /// More about it; may be empty.
    note: String,
}

impl From<Touch> for TouchShape {
    fn from(touch: Touch) -> Self {
        TouchShape { id: touch.id, text: touch.words, note: touch.note }
    }
}

/// A colleague who helps, or helped.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct ProblemHelpShape {
    /// Who.
    member_id: MemberId,
    /// With what; may be empty.
    text: String,
    /// When they were asked.
    asked_at: Moment,
    /// When they said yes.
    agreed_at: Option<Moment>,
    /// When their help ended.
    ended_at: Option<Moment>,
}

impl From<Help> for ProblemHelpShape {
    fn from(helper: Help) -> Self {
        ProblemHelpShape {
            member_id: helper.member,
            text: helper.what,
            asked_at: Moment(helper.asked_at),
            agreed_at: helper.agreed_at.map(Moment),
            ended_at: helper.ended_at.map(Moment),
        }
    }
}
