//! What becomes of a handoff: yes, no, taken back; and how long one has.

use axum::Json;
use serde::{Deserialize, Serialize};
use tend_core::api::{Errand, IfMatch, Named, Seen, Sent, Tagged, Told, Versioned};
use utoipa::ToSchema;

use super::{
    OfHandoff,
    shapes::{HandoffShape, shape},
};
use crate::{
    actions,
    settings::{self, Settings},
    store,
};

/// A word with an answer.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Word {
    /// What is said with it.
    #[schema(max_length = 1000)]
    word: String,
}

/// Say yes: from now on it is theirs who were asked.
///
/// Only they can. Saying it twice is saying it once; where something else happened meanwhile, the handoff comes back `overtaken`.
#[utoipa::path(post, path = "/handoffs/{handoff}/acceptance", tag = "handoffs", security(("token" = ["handoffs:write"])),
    params(OfHandoff), request_body = Word, responses((status = 200, body = HandoffShape)))]
pub(super) async fn accept_handoff(
    errand: Errand,
    Named(of): Named<OfHandoff>,
    Sent(said): Sent<Word>,
) -> Told<Json<HandoffShape>> {
    let accepted = errand.write(move |tx| {
        actions::accept(tx, of.handoff, &said.word)?;
        shape(tx, &tx.actor, of.handoff)
    });
    accepted.await.map(Json)
}

/// Say no, with a word: it stays where it was.
#[utoipa::path(post, path = "/handoffs/{handoff}/declining", tag = "handoffs", security(("token" = ["handoffs:write"])),
    params(OfHandoff), request_body = Word, responses((status = 200, body = HandoffShape)))]
pub(super) async fn decline_handoff(
    errand: Errand,
    Named(of): Named<OfHandoff>,
    Sent(said): Sent<Word>,
) -> Told<Json<HandoffShape>> {
    let declined = errand.write(move |tx| {
        actions::decline(tx, of.handoff, &said.word)?;
        shape(tx, &tx.actor, of.handoff)
    });
    declined.await.map(Json)
}

/// Take it back: it stays where it is, and nobody needs to answer.
#[utoipa::path(post, path = "/handoffs/{handoff}/withdrawal", tag = "handoffs", security(("token" = ["handoffs:write"])),
    params(OfHandoff), request_body = Word, responses((status = 200, body = HandoffShape)))]
pub(super) async fn withdraw_handoff(
    errand: Errand,
    Named(of): Named<OfHandoff>,
    Sent(said): Sent<Word>,
) -> Told<Json<HandoffShape>> {
    let withdrawn = errand.write(move |tx| {
        actions::withdraw(tx, of.handoff, &said.word)?;
        shape(tx, &tx.actor, of.handoff)
    });
    withdrawn.await.map(Json)
}

/// How long one has for an answer.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct AnswerTimeShape {
    /// So many days on which their place is open; the day of asking does not count.
    answer_days: i64,
    /// Rises with every change; also the `ETag`.
    version: i64,
}

impl Versioned for AnswerTimeShape {
    fn version(&self) -> i64 {
        self.version
    }
}

impl From<Settings> for AnswerTimeShape {
    fn from(settings: Settings) -> Self {
        AnswerTimeShape { answer_days: settings.answer_days, version: settings.version }
    }
}

/// How long does one have for an answer?
#[utoipa::path(get, path = "/handoff-settings", tag = "handoffs", security(("token" = ["handoffs:read"])),
    responses((status = 200, body = AnswerTimeShape)))]
pub(super) async fn show_answer_time(errand: Errand) -> Told<Tagged<AnswerTimeShape>> {
    let settings = errand.read(|db, errand| store::settings(db, errand.actor.workspace)).await?;
    Ok(Tagged(settings.into()))
}

/// How long one is to have.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAnswerTime {
    /// So many days on which their place is open.
    #[schema(minimum = 1, maximum = 30)]
    answer_days: i64,
}

/// Set how long one has for an answer.
///
/// Only an admin can. What waits already keeps its time.
#[utoipa::path(put, path = "/handoff-settings", tag = "handoffs", security(("token" = ["handoffs:write"])),
    params(IfMatch), request_body = NewAnswerTime, responses((status = 200, body = AnswerTimeShape)))]
pub(super) async fn set_answer_time(
    errand: Errand,
    seen: Seen,
    Sent(wanted): Sent<NewAnswerTime>,
) -> Told<Tagged<AnswerTimeShape>> {
    let changed = errand.change(
        seen,
        |db, actor| store::settings(db, actor.workspace).map(AnswerTimeShape::from),
        move |tx, before: &AnswerTimeShape| settings::set(tx, wanted.answer_days, before.version),
    );
    changed.await
}
