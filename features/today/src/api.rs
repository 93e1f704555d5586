//! Today through the JSON door: who needs the token's member now, helped, put off.

use axum::{Json, http::StatusCode};
use serde::{Deserialize, Serialize};
use tend_core::{
    Actor, App,
    api::{Create, Errand, Made, Named, Once, OpenApiRouter, Told, routes, shapes::Moment},
    calls::{Call, urgency},
    id::{CallId, ClientId, MemberId},
};
use utoipa::{IntoParams, ToSchema};

use crate::{
    help::{self, HelpId, Outcome},
    list,
    snooze::{self, Until},
    today::{PutOff, Standing},
};

/// The operations of Today.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show_today))
        .routes(routes!(help_client))
        .routes(routes!(take_back_help))
        .routes(routes!(put_off_client))
        .routes(routes!(bring_back_client))
}

/// Whom the token's member will help today.
#[derive(Serialize, ToSchema)]
struct TodayShape {
    /// The moment it was looked at.
    at: Moment,
    /// Who needs them, in the order in which to help them.
    clients: Vec<StandingShape>,
    /// Who was put off until later, soonest first.
    put_off: Vec<PutOffShape>,
    /// There are more calls than were looked at: the first hundred of each group.
    capped: bool,
    /// Who is away and left their clients in the member's care; their calls are among those of the clients.
    left_in_care: Vec<LeftShape>,
}

/// A colleague who is away.
#[derive(Serialize, ToSchema)]
struct LeftShape {
    /// Who.
    member_id: MemberId,
    /// How colleagues see them.
    name: String,
    /// When they are back.
    until_at: Moment,
}

/// One client who needs the member now.
#[derive(Serialize, ToSchema)]
struct StandingShape {
    /// Whom to help.
    client_id: ClientId,
    /// What they are called.
    name: String,
    /// The group they stand in, in words.
    group: String,
    /// How much they need the member, from 0 to 1.
    need: f64,
    /// Why: the most telling first.
    calls: Vec<CallShape>,
}

/// One reason to help.
#[derive(Serialize, ToSchema)]
struct CallShape {
    /// Its id.
    id: CallId,
    /// Whose it is: the member's, or of a colleague who is away and left it in their care.
    member_id: MemberId,
    /// Its kind: `promises.due`.
    kind: String,
    /// When it began to call.
    start_at: Moment,
    /// When it is due.
    due_at: Moment,
    /// Its weight, from 0 to 1.
    weight: f64,
    /// How urgent it is now, from 0 to 1.
    urgency: f64,
    /// Why, in words.
    reason: String,
    /// The next kind thing in words; may be empty.
    act: String,
}

/// A client who was put off.
#[derive(Serialize, ToSchema)]
struct PutOffShape {
    /// Whom.
    client_id: ClientId,
    /// What they are called.
    name: String,
    /// Until when.
    until_at: Moment,
    /// Why, in the member's words.
    reason: String,
}

fn call_shape(call: &Call, at: tend_core::Timestamp) -> CallShape {
    CallShape {
        id: call.id,
        member_id: call.member,
        kind: call.kind.clone(),
        start_at: Moment(call.when.start()),
        due_at: Moment(call.when.due()),
        weight: call.weight,
        urgency: urgency(call.when, at),
        reason: call.reason.clone(),
        act: call.act.clone(),
    }
}

fn standing_shape(standing: Standing, at: tend_core::Timestamp) -> StandingShape {
    StandingShape {
        client_id: standing.client,
        calls: standing.calls.iter().map(|call| call_shape(call, at)).collect(),
        name: standing.name,
        group: standing.place.group.words().to_owned(),
        need: standing.place.need,
    }
}

fn put_off_shape(put_off: PutOff) -> PutOffShape {
    PutOffShape {
        client_id: put_off.client,
        name: put_off.name,
        until_at: Moment(put_off.until_at),
        reason: put_off.reason,
    }
}

/// Who will I help today?
///
/// The list of the token's member; it is shown to nobody else.
#[utoipa::path(get, path = "/today", tag = "today", security(("token" = ["today:read"])),
    responses((status = 200, body = TodayShape)))]
async fn show_today(errand: Errand) -> Told<Json<TodayShape>> {
    let (features, at) = (errand.app.features, errand.now);
    let today = errand
        .read(move |db, errand| {
            // A program is not its member: a call that they alone see is shown on their own page and nowhere else.
            let nobody = Actor { member: None, ..errand.actor.clone() };
            list::list(db, &nobody, errand.actor.me()?, at, features)
        })
        .await?;
    Ok(Json(TodayShape {
        at: Moment(today.at),
        clients: today.standings.into_iter().map(|standing| standing_shape(standing, at)).collect(),
        put_off: today.put_off.into_iter().map(put_off_shape).collect(),
        capped: today.capped,
        left_in_care: today
            .left
            .into_iter()
            .map(|left| LeftShape { member_id: left.member, name: left.name, until_at: Moment(left.until_at) })
            .collect(),
    }))
}

/// Whom somebody helped.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Whom {
    /// The client.
    client_id: ClientId,
}

/// What a help settled.
#[derive(Serialize, ToSchema)]
struct HelpShape {
    /// Its id, to take it back by; nothing where nothing was settled.
    id: Option<HelpId>,
    /// Whom.
    client_id: ClientId,
    /// What still calls, because a tick says too little about it.
    stays: Option<CallShape>,
}

/// Say that a client was helped.
///
/// Every call of the token's member that has begun is settled by the feature that raised it.
#[utoipa::path(post, path = "/today/helps", tag = "today", security(("token" = ["today:write"])),
    params(Once), request_body = Whom, responses((status = 201, body = HelpShape)))]
async fn help_client(errand: Errand, whom: Create<Whom>) -> Told<Made> {
    let made = errand.create(whom, |tx, whom| {
        let (client, outcome) = help::help(tx, whom.client_id)?;
        let (id, stays) = match outcome {
            Outcome::Helped(id, stays) => (Some(id), stays),
            Outcome::Stays(call) => (None, Some(call)),
            Outcome::Nothing => (None, None),
        };
        let stays = stays.map(|call| call_shape(&call, tx.now));
        Made::at("today", &HelpShape { id, client_id: client.id, stays })
    });
    made.await
}

/// The help an address names.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct OfHelp {
    /// The help.
    help: HelpId,
}

/// Take a help back.
///
/// The calls stand as they stood. Doing it twice changes nothing.
#[utoipa::path(delete, path = "/today/helps/{help}", tag = "today", security(("token" = ["today:write"])),
    params(OfHelp), responses((status = 204, description = "It is taken back.")))]
async fn take_back_help(errand: Errand, Named(of): Named<OfHelp>) -> Told<StatusCode> {
    errand.write(move |tx| help::undo(tx, of.help)).await.map(|_| StatusCode::NO_CONTENT)
}

/// Until when somebody is put off, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPutOff {
    /// The client.
    client_id: ClientId,
    /// Until when, as one says it: “Thu 15:00”, “tomorrow”, “2026-10-14”; on the clock of the token's member.
    #[schema(min_length = 1, max_length = 100)]
    until: String,
    /// Why not now.
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
}

/// Put a client off until later.
///
/// Whatever begins to call meanwhile brings them back.
#[utoipa::path(post, path = "/today/put-offs", tag = "today", security(("token" = ["today:write"])),
    params(Once), request_body = NewPutOff, responses((status = 201, body = PutOffShape)))]
async fn put_off_client(errand: Errand, new: Create<NewPutOff>) -> Told<Made> {
    let made = errand.create(new, |tx, new| {
        let until = Until { word: String::new(), typed: new.until.clone(), reason: new.reason.clone() };
        let (client, until_at) = snooze::snooze(tx, new.client_id, &until)?;
        let reason = new.reason.trim().to_owned();
        Made::at("today", &PutOffShape { client_id: client.id, name: client.name, until_at: Moment(until_at), reason })
    });
    made.await
}

/// The client an address names.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct OfClient {
    /// The client.
    client: ClientId,
}

/// Bring a client back who was put off.
///
/// Doing it twice changes nothing.
#[utoipa::path(delete, path = "/today/put-offs/{client}", tag = "today", security(("token" = ["today:write"])),
    params(OfClient), responses((status = 204, description = "They are back where they stood.")))]
async fn bring_back_client(errand: Errand, Named(of): Named<OfClient>) -> Told<StatusCode> {
    errand.write(move |tx| snooze::bring_back(tx, of.client)).await.map(|_| StatusCode::NO_CONTENT)
}
