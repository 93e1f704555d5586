//! What a handoff looks like in JSON.

use serde::{Deserialize, Serialize};
use tend_core::{
    Actor, Error, Result,
    api::{Versioned, shapes::Moment},
    db::Conn,
    id::{ClientId, MemberId},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    actions::NewHandoff,
    handoff::{CLIENT, Handoff, HandoffId, State},
    store,
};

/// Something that is to be passed to a colleague.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct HandoffShape {
    /// Its id.
    id: HandoffId,
    /// Whom it is about.
    client_id: ClientId,
    /// What is passed: `client`, or a thing of theirs.
    subject: String,
    /// Which thing; nothing where it is the whole client.
    #[schema(value_type = Option<String>, format = "uuid")]
    subject_id: Option<Uuid>,
    /// What it was called when somebody asked.
    about: String,
    /// Whose it is until they say yes.
    from_id: MemberId,
    /// Who is asked.
    to_id: MemberId,
    /// Who asked.
    asked_by: Option<MemberId>,
    /// When.
    asked_at: Moment,
    /// Until when it waits.
    answer_by: Moment,
    /// What they should read first.
    briefing: String,
    /// How it stands.
    #[schema(inline)]
    state: State,
    /// Since when it waits no more.
    ended_at: Option<Moment>,
    /// What was said with the answer.
    word: String,
    /// Rises with every change; also the `ETag`.
    version: i64,
}

impl Versioned for HandoffShape {
    fn version(&self) -> i64 {
        self.version
    }
}

impl From<Handoff> for HandoffShape {
    fn from(handoff: Handoff) -> Self {
        HandoffShape {
            id: handoff.id,
            client_id: handoff.client,
            subject: handoff.subject,
            subject_id: handoff.subject_id,
            about: handoff.about,
            from_id: handoff.from,
            to_id: handoff.to,
            asked_by: handoff.asked_by,
            asked_at: Moment(handoff.asked_at),
            answer_by: Moment(handoff.answer_by),
            briefing: handoff.briefing,
            state: handoff.state,
            ended_at: handoff.ended_at.map(Moment),
            word: handoff.word,
            version: handoff.version,
        }
    }
}

pub(super) fn shape(db: &Conn, actor: &Actor, id: HandoffId) -> Result<HandoffShape> {
    store::find(db, actor, id).map(HandoffShape::from)
}

/// A client to be handed over.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewHandoffShape {
    /// Who is asked.
    to_id: MemberId,
    /// What they should read first; what Tend writes, where it is missing.
    #[serde(default)]
    #[schema(max_length = 8000)]
    briefing: String,
}

impl NewHandoffShape {
    pub(super) fn of_client(&self, client: ClientId) -> NewHandoff {
        let (thing, briefing) = (client.0, self.briefing.clone());
        NewHandoff { subject: CLIENT.to_owned(), thing, to: self.to_id, briefing }
    }
}

/// A thing of a client's to be handed over.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewThingShape {
    /// Which kind of thing: `problem`.
    #[schema(min_length = 1, max_length = 40)]
    subject: String,
    /// Which one.
    #[schema(min_length = 36, max_length = 36)]
    subject_id: String,
    /// Who is asked.
    to_id: MemberId,
    /// What they should read first; what Tend writes, where it is missing.
    #[serde(default)]
    #[schema(max_length = 8000)]
    briefing: String,
}

impl NewThingShape {
    pub(super) fn read(&self) -> Result<NewHandoff> {
        let (subject, briefing) = (self.subject.clone(), self.briefing.clone());
        let thing = self.subject_id.parse().map_err(|_| Error::NotFound)?;
        Ok(NewHandoff { subject, thing, to: self.to_id, briefing })
    }
}

/// A briefing that was not sent yet.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct BriefingShape {
    /// Whom it is about.
    pub client_id: ClientId,
    /// Who looks after them.
    pub owner_id: MemberId,
    /// What it says.
    pub briefing: String,
}
