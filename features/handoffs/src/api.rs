//! Handoffs through the JSON door: the same verbs as the pages, in shapes of their own.

mod deeds;
mod shapes;

use axum::Json;
use serde::Deserialize;
use tend_core::{
    App, Error,
    api::{
        Asked, Create, Errand, Made, Named, Once, OpenApiRouter, Paged, Paging, Refusal, Tagged, Told, page_of, routes,
    },
    id::{ClientId, MemberId},
};
use utoipa::IntoParams;

use crate::{
    actions,
    handoff::{CLIENT, Handoff, HandoffId},
    store,
};
use shapes::{BriefingShape, HandoffShape, NewHandoffShape, NewThingShape, shape};

/// The operations about handoffs.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_handoffs, hand_thing_over))
        .routes(routes!(hand_client_over))
        .routes(routes!(show_handoff))
        .routes(routes!(show_briefing))
        .routes(routes!(deeds::accept_handoff))
        .routes(routes!(deeds::decline_handoff))
        .routes(routes!(deeds::withdraw_handoff))
        .routes(routes!(deeds::show_answer_time, deeds::set_answer_time))
}

/// Which handoffs, which page.
#[derive(Clone, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Listing {
    /// What this member is asked; the token's member, where neither is given.
    to: Option<MemberId>,
    /// What others are asked to take over from this member.
    from: Option<MemberId>,
    /// The `next` of the page before.
    cursor: Option<String>,
    /// How many on a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

/// Handoffs that wait for an answer, oldest first, a page at a time.
#[utoipa::path(get, path = "/handoffs", tag = "handoffs", security(("token" = ["handoffs:read"])),
    params(Listing), responses((status = 200, body = Paged<HandoffShape>)))]
async fn list_handoffs(errand: Errand, Asked(asked): Asked<Listing>) -> Told<Json<Paged<HandoffShape>>> {
    let paging = Paging::read(asked.cursor.as_deref(), asked.limit)?;
    if asked.to.is_some() && asked.from.is_some() {
        return Err(Refusal::parameter("from", "Ask for whom, or from whom, not for both."));
    }
    let limit = paging.ask();
    let start: Option<HandoffId> = paging.start(|text| text.parse().ok())?;
    let start = start.unwrap_or(HandoffId(uuid::Uuid::nil()));
    let rows = errand.read(move |db, errand| {
        let actor = &errand.actor;
        match (asked.to, asked.from) {
            (_, Some(from)) => store::asked_from(db, actor, from, start, limit),
            (Some(to), None) => store::waiting_for(db, actor, to, start, limit),
            (None, None) => store::waiting_for(db, actor, actor.me()?, start, limit),
        }
    });
    let beside = |handoff: &Handoff| handoff.id.to_string();
    Ok(Json(page_of(&paging, rows.await?, beside, HandoffShape::from)))
}

/// Where the verb's names of fields stand in the body.
const POINTERS: &[(&str, &str)] = &[("to", "/to_id")];

/// Ask a colleague to take a thing of a client's over.
///
/// It stays where it is until they say yes. Without a briefing Tend writes one.
#[utoipa::path(post, path = "/handoffs", tag = "handoffs", security(("token" = ["handoffs:write"])),
    params(Once), request_body = NewThingShape, responses((status = 201, body = HandoffShape)))]
async fn hand_thing_over(errand: Errand, new: Create<NewThingShape>) -> Told<Made> {
    let made = errand.create(new, |tx, new| {
        tx.actor.may_write()?;
        let id = actions::ask(tx, &new.read()?)?;
        Made::at(format!("handoffs/{id}"), &shape(tx, &tx.actor, id)?)
    });
    made.await.map_err(|refusal| refusal.pointing(POINTERS))
}

/// Ask a colleague to take a client over.
///
/// They stay where they are until the colleague says yes. Without a briefing Tend writes one.
#[utoipa::path(post, path = "/clients/{client}/handoffs", tag = "handoffs", security(("token" = ["handoffs:write"])),
    params(OfClient, Once), request_body = NewHandoffShape, responses((status = 201, body = HandoffShape)))]
async fn hand_client_over(errand: Errand, Named(of): Named<OfClient>, new: Create<NewHandoffShape>) -> Told<Made> {
    let made = errand.create(new, move |tx, new| {
        let id = actions::ask(tx, &new.of_client(of.client))?;
        Made::at(format!("handoffs/{id}"), &shape(tx, &tx.actor, id)?)
    });
    made.await.map_err(|refusal| refusal.pointing(POINTERS))
}

/// The handoff an address names.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct OfHandoff {
    /// The handoff.
    handoff: HandoffId,
}

/// One handoff.
#[utoipa::path(get, path = "/handoffs/{handoff}", tag = "handoffs", security(("token" = ["handoffs:read"])),
    params(OfHandoff), responses((status = 200, body = HandoffShape)))]
async fn show_handoff(errand: Errand, Named(of): Named<OfHandoff>) -> Told<Tagged<HandoffShape>> {
    errand.read(move |db, errand| shape(db, &errand.actor, of.handoff)).await.map(Tagged)
}

/// The client an address names.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct OfClient {
    /// The client.
    client: ClientId,
}

/// What a colleague should know about a client, as Tend writes it.
///
/// To be changed before it is sent with a handoff.
#[utoipa::path(get, path = "/clients/{client}/briefing", tag = "handoffs", security(("token" = ["handoffs:read"])),
    params(OfClient), responses((status = 200, body = BriefingShape)))]
async fn show_briefing(errand: Errand, Named(of): Named<OfClient>) -> Told<Json<BriefingShape>> {
    let (features, now) = (errand.app.features, errand.now);
    let briefing = errand.read(move |db, errand| {
        let (handed, briefing) = actions::draft(db, &errand.actor, features, (CLIENT, of.client.0), now)?;
        Ok::<_, Error>(BriefingShape { client_id: handed.client, owner_id: handed.owner, briefing })
    });
    briefing.await.map(Json)
}
