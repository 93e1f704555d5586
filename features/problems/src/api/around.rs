//! What is known about a problem, who helps with it, and the links to it.

use axum::{Json, http::StatusCode};
use serde::{Deserialize, Serialize};
use tend_core::{
    api::{Errand, IfMatch, Named, Paged, Seen, Sent, Tagged, Told, shapes::Moment},
    id::MemberId,
};
use utoipa::{IntoParams, ToSchema};

use super::{
    OfProblem,
    deeds::deed,
    shapes::{HelpShape, NewTouchShape, ProblemShape, TouchShape},
};
use crate::{
    actions::{self, Change},
    help::TouchId,
    problem::{ProblemId, Severity},
    store,
};

/// What is known about it now; what is missing stays as it is.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Changing {
    /// What, in a line.
    #[schema(min_length = 1, max_length = 200)]
    title: Option<String>,
    /// What happened, as it was told.
    #[schema(max_length = 4000)]
    text: Option<String>,
    /// Who told us.
    #[schema(max_length = 200)]
    told_by: Option<String>,
    /// Where it happened.
    #[serde(rename = "where")]
    #[schema(max_length = 200)]
    place: Option<String>,
    /// Since when.
    since: Option<Moment>,
    /// How bad it is for them.
    severity: Option<Severity>,
}

/// Say anew what is known about it.
#[utoipa::path(patch, path = "/problems/{problem}", tag = "problems", security(("token" = ["problems:write"])),
    params(OfProblem, IfMatch), request_body = Changing, responses((status = 200, body = ProblemShape)))]
pub(super) async fn change_problem(
    errand: Errand,
    Named(of): Named<OfProblem>,
    seen: Seen,
    Sent(new): Sent<Changing>,
) -> Told<Tagged<ProblemShape>> {
    deed(errand, seen, of.problem, move |tx| {
        let stands = Change::of(&store::find(tx, &tx.actor, of.problem)?);
        let change = Change {
            title: new.title.clone().unwrap_or(stands.title),
            words: new.text.clone().unwrap_or(stands.words),
            told_by: new.told_by.clone().unwrap_or(stands.told_by),
            place: new.place.clone().unwrap_or(stands.place),
            since: new.since.map(|moment| moment.0).or(stands.since),
            severity: new.severity.unwrap_or(stands.severity),
        };
        actions::change(tx, of.problem, &change, None)
    })
    .await
}

/// A few words.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Noting {
    /// The words.
    #[schema(min_length = 1, max_length = 4000)]
    text: String,
}

/// Write a note about it.
#[utoipa::path(post, path = "/problems/{problem}/notes", tag = "problems", security(("token" = ["problems:write"])),
    params(OfProblem), request_body = Noting, responses((status = 204, description = "It is written down.")))]
pub(super) async fn note_problem(
    errand: Errand,
    Named(of): Named<OfProblem>,
    Sent(note): Sent<Noting>,
) -> Told<StatusCode> {
    errand.write(move |tx| actions::note(tx, of.problem, &note.text)).await.map(|()| StatusCode::NO_CONTENT)
}

/// What lies behind it.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Causing {
    /// The name of the cause; an unknown one is new, and empty means that nobody knows.
    #[schema(max_length = 200)]
    cause: String,
}

/// Say what lies behind it.
#[utoipa::path(put, path = "/problems/{problem}/cause", tag = "problems", security(("token" = ["problems:write"])),
    params(OfProblem, IfMatch), request_body = Causing, responses((status = 200, body = ProblemShape)))]
pub(super) async fn set_problem_cause(
    errand: Errand,
    Named(of): Named<OfProblem>,
    seen: Seen,
    Sent(causing): Sent<Causing>,
) -> Told<Tagged<ProblemShape>> {
    deed(errand, seen, of.problem, move |tx| actions::set_cause(tx, of.problem, &causing.cause, None)).await
}

/// What it touches.
#[utoipa::path(get, path = "/problems/{problem}/touches", tag = "problems", security(("token" = ["problems:read"])),
    params(OfProblem), responses((status = 200, body = Paged<TouchShape>)))]
pub(super) async fn list_touches(errand: Errand, Named(of): Named<OfProblem>) -> Told<Json<Paged<TouchShape>>> {
    let touches = errand.read(move |db, errand| {
        let problem = store::find(db, &errand.actor, of.problem)?;
        store::touches(db, &errand.actor, problem.id)
    });
    Ok(Json(Paged { items: touches.await?.into_iter().map(TouchShape::from).collect(), next: None }))
}

/// Write down something it touches.
#[utoipa::path(post, path = "/problems/{problem}/touches", tag = "problems", security(("token" = ["problems:write"])),
    params(OfProblem), request_body = NewTouchShape, responses((status = 200, body = Paged<TouchShape>)))]
pub(super) async fn add_touch(
    errand: Errand,
    Named(of): Named<OfProblem>,
    Sent(new): Sent<NewTouchShape>,
) -> Told<Json<Paged<TouchShape>>> {
    let touches = errand.write(move |tx| {
        actions::touch(tx, of.problem, &new.read())?;
        store::touches(tx, &tx.actor, of.problem)
    });
    let touches = touches.await.map_err(|refusal| refusal.pointing(&[("touch", "/text"), ("touch_note", "/note")]))?;
    Ok(Json(Paged { items: touches.into_iter().map(TouchShape::from).collect(), next: None }))
}

/// The thing an address names.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct OfTouch {
    /// The problem.
    problem: ProblemId,
    /// What it touches.
    touch: TouchId,
}

/// It does not touch that after all.
#[utoipa::path(delete, path = "/problems/{problem}/touches/{touch}", tag = "problems",
    security(("token" = ["problems:write"])), params(OfTouch),
    responses((status = 204, description = "It is not there any more.")))]
pub(super) async fn remove_touch(errand: Errand, Named(of): Named<OfTouch>) -> Told<StatusCode> {
    errand.write(move |tx| actions::untouch(tx, of.problem, of.touch)).await.map(|()| StatusCode::NO_CONTENT)
}

/// Who helps or helped with it.
#[utoipa::path(get, path = "/problems/{problem}/helpers", tag = "problems", security(("token" = ["problems:read"])),
    params(OfProblem), responses((status = 200, body = Paged<HelpShape>)))]
pub(super) async fn list_helpers(errand: Errand, Named(of): Named<OfProblem>) -> Told<Json<Paged<HelpShape>>> {
    let helpers = errand.read(move |db, errand| {
        let problem = store::find(db, &errand.actor, of.problem)?;
        store::helpers(db, &errand.actor, problem.id)
    });
    Ok(Json(Paged { items: helpers.await?.into_iter().map(HelpShape::from).collect(), next: None }))
}

/// Whom to ask, and for what.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Asking {
    /// The colleague.
    member_id: MemberId,
    /// With what.
    #[serde(default)]
    #[schema(max_length = 4000)]
    text: String,
}

/// Ask a colleague to help; its owner stays the owner.
#[utoipa::path(post, path = "/problems/{problem}/helpers", tag = "problems", security(("token" = ["problems:write"])),
    params(OfProblem), request_body = Asking, responses((status = 200, body = Paged<HelpShape>)))]
pub(super) async fn ask_for_help(
    errand: Errand,
    Named(of): Named<OfProblem>,
    Sent(asking): Sent<Asking>,
) -> Told<Json<Paged<HelpShape>>> {
    let helpers = errand.write(move |tx| {
        actions::ask_for_help(tx, of.problem, asking.member_id, &asking.text)?;
        store::helpers(tx, &tx.actor, of.problem)
    });
    let helpers = helpers.await.map_err(|refusal| refusal.pointing(&[("member", "/member_id"), ("what", "/text")]))?;
    Ok(Json(Paged { items: helpers.into_iter().map(HelpShape::from).collect(), next: None }))
}

/// The token's member says yes to helping.
#[utoipa::path(post, path = "/problems/{problem}/help/agreement", tag = "problems",
    security(("token" = ["problems:write"])), params(OfProblem),
    responses((status = 204, description = "They help.")))]
pub(super) async fn agree_to_help(errand: Errand, Named(of): Named<OfProblem>) -> Told<StatusCode> {
    errand.write(move |tx| actions::agree_to_help(tx, of.problem)).await.map(|()| StatusCode::NO_CONTENT)
}

/// What came of it.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Ending {
    /// In a few words; may be empty.
    #[schema(max_length = 4000)]
    text: String,
}

/// The help of the token's member has ended.
#[utoipa::path(post, path = "/problems/{problem}/help/end", tag = "problems", security(("token" = ["problems:write"])),
    params(OfProblem), request_body = Ending, responses((status = 204, description = "It is written down.")))]
pub(super) async fn end_help(
    errand: Errand,
    Named(of): Named<OfProblem>,
    Sent(ending): Sent<Ending>,
) -> Told<StatusCode> {
    errand.write(move |tx| actions::end_help(tx, of.problem, &ending.text)).await.map(|()| StatusCode::NO_CONTENT)
}

/// A link, shown this once.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct LinkShape {
    /// What the client's page is found by.
    token: String,
}

/// Make a link by which the client sees it and says how it is.
#[utoipa::path(post, path = "/problems/{problem}/links", tag = "problems", security(("token" = ["problems:write"])),
    params(OfProblem), responses((status = 200, body = LinkShape)))]
pub(super) async fn make_problem_link(errand: Errand, Named(of): Named<OfProblem>) -> Told<Json<LinkShape>> {
    let link = errand.write(move |tx| actions::make_link(tx, of.problem)).await?;
    Ok(Json(LinkShape { token: link.text() }))
}

/// Withdraw every link to it.
#[utoipa::path(delete, path = "/problems/{problem}/links", tag = "problems", security(("token" = ["problems:write"])),
    params(OfProblem), responses((status = 204, description = "No link leads to it any more.")))]
pub(super) async fn withdraw_problem_links(errand: Errand, Named(of): Named<OfProblem>) -> Told<StatusCode> {
    errand.write(move |tx| actions::withdraw_links(tx, of.problem)).await.map(|()| StatusCode::NO_CONTENT)
}
