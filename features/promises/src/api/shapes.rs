//! What a promise looks like in JSON.

use serde::{Deserialize, Serialize};
use tend_core::{
    Actor, Error, Result, Timestamp, Tx,
    api::{Versioned, shapes::Moment},
    db::Conn,
    id::{ClientId, LocationId, MemberId},
};
use utoipa::ToSchema;

use crate::{
    actions::NewPromise,
    due::{self, Due},
    promise::{Promise, PromiseId, State, To},
    store::{self, Place},
};

/// A promise.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct PromiseShape {
    /// Its id.
    id: PromiseId,
    /// The client it was made to; nothing where it is one within the house.
    client_id: Option<ClientId>,
    /// The colleague it was made to; nothing where it is one to a client.
    colleague_id: Option<MemberId>,
    /// Who keeps it.
    owner_id: MemberId,
    /// Where its owner worked when they took it on.
    location_id: LocationId,
    /// What was promised.
    text: String,
    /// The next kind thing, a verb with a name in it; may be empty.
    act: String,
    /// By when.
    due_at: Moment,
    /// They said a day and no hour; then the moment is when that day ends at the place.
    whole_day: bool,
    /// Where it stands.
    state: State,
    /// When it was made.
    made_at: Moment,
    /// When it was kept, broken or released.
    ended_at: Option<Moment>,
    /// Whether it was kept by its time; nothing unless it was kept.
    kept_on_time: Option<bool>,
    /// When it was made good, if it was broken.
    made_good_at: Option<Moment>,
    /// Rises with every change; also the `ETag`.
    version: i64,
}

impl Versioned for PromiseShape {
    fn version(&self) -> i64 {
        self.version
    }
}

impl From<Promise> for PromiseShape {
    fn from(promise: Promise) -> Self {
        PromiseShape {
            id: promise.id,
            client_id: promise.to.client(),
            colleague_id: promise.to.colleague(),
            owner_id: promise.owner,
            location_id: promise.location,
            text: promise.words,
            act: promise.act,
            due_at: Moment(promise.due.at),
            whole_day: promise.due.whole_day,
            state: promise.state,
            made_at: Moment(promise.made.at),
            ended_at: promise.ended.map(|ending| Moment(ending.mark.at)),
            kept_on_time: promise.kept_on_time,
            made_good_at: promise.made_good.map(|mark| Moment(mark.at)),
            version: promise.version,
        }
    }
}

/// One promise of the actor's workspace.
pub(super) fn shape(db: &Conn, actor: &Actor, id: PromiseId) -> Result<PromiseShape> {
    store::find(db, actor, id).map(PromiseShape::from)
}

/// A promise that is to be made: to a client, or to a colleague.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPromiseShape {
    /// The client it is made to.
    #[serde(default)]
    client_id: Option<ClientId>,
    /// The colleague it is made to; instead of a client.
    #[serde(default)]
    colleague_id: Option<MemberId>,
    /// What is promised.
    #[schema(min_length = 1, max_length = 500)]
    text: String,
    /// By when: a moment (2026-10-14T15:00:00Z), a day (2026-10-14), or as one says it (“Thu 15:00”, “tomorrow”), on the clock of the
    /// token's member.
    #[schema(min_length = 1, max_length = 100)]
    due: String,
    /// Who keeps it; the token's member where it is missing.
    #[serde(default)]
    owner_id: Option<MemberId>,
    /// The next kind thing, a verb with a name in it: “Ring Marta”.
    #[serde(default)]
    #[schema(max_length = 500)]
    act: String,
}

impl NewPromiseShape {
    /// Reads it; who is named must be here.
    pub(super) fn read(&self, tx: &Tx) -> Result<NewPromise> {
        let to = match (self.client_id, self.colleague_id) {
            (Some(client), None) => To::Client(client),
            (None, Some(colleague)) => To::Colleague(colleague),
            _ => return Err(Error::invalid("client_id", "Say a client or a colleague, one of the two.")),
        };
        if self.act.chars().any(char::is_control) || self.text.chars().any(|c| c.is_control() && c != '\n') {
            return Err(Error::invalid("text", "There is a character in it that cannot be shown."));
        }
        let me = store::colleague(tx, &tx.actor, tx.actor.me()?)?;
        let due = read_due(&self.due, tx.now, &me.place)?;
        Ok(NewPromise { owner: self.owner_id, act: self.act.clone(), ..NewPromise::new(to, self.text.clone(), due) })
    }
}

/// A moment as machines write it, or as people say it.
pub(super) fn read_due(text: &str, now: Timestamp, place: &Place) -> Result<Due> {
    let refused = |message: String| Error::invalid("due", message);
    if text.chars().count() > 100 {
        return Err(refused("Say it in fewer words.".into()));
    }
    match text.parse::<Timestamp>() {
        Ok(at) if at > now => Ok(Due { at, whole_day: false }),
        Ok(_) => Err(refused("That time has passed. Say a day or time that is still to come.".into())),
        Err(_) => due::read(text, now, &place.zone, &place.closing).map_err(refused),
    }
}
