//! Goals through the JSON door: the same verbs as the pages, in shapes of their own.

mod deeds;
mod shapes;

use axum::Json;
use serde::Deserialize;
use tend_core::{
    App,
    api::{Asked, Create, Errand, Made, Named, Once, OpenApiRouter, Paged, Paging, Tagged, Told, page_of, routes},
    id::ClientId,
};
use utoipa::IntoParams;

use crate::{
    actions,
    goal::{Goal, GoalId},
    store,
};
use shapes::{GoalShape, NewGoalShape, shape};

/// The operations about goals.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_goals, name_goal))
        .routes(routes!(show_goal, deeds::reword_goal, take_back_goal))
        .routes(routes!(deeds::begin_goal))
        .routes(routes!(deeds::speak_of_goal))
        .routes(routes!(deeds::attain_goal))
        .routes(routes!(deeds::let_goal_go))
        .routes(routes!(deeds::take_goal_up_again))
        .routes(routes!(deeds::say_what_helps))
        .routes(routes!(deeds::serve_goal))
        .routes(routes!(deeds::rank_goal))
}

/// Which goals, which page.
#[derive(Clone, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Listing {
    /// Those of this client alone.
    client: Option<ClientId>,
    /// The `next` of the page before.
    cursor: Option<String>,
    /// How many on a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

/// Goals, a page at a time, in the order in which they were written down. `rank` says which matters most to a client.
#[utoipa::path(get, path = "/goals", tag = "goals", security(("token" = ["goals:read"])),
    params(Listing), responses((status = 200, body = Paged<GoalShape>)))]
async fn list_goals(errand: Errand, Asked(asked): Asked<Listing>) -> Told<Json<Paged<GoalShape>>> {
    let paging = Paging::read(asked.cursor.as_deref(), asked.limit)?;
    let start = paging.start(|text| text.parse::<GoalId>().ok())?.unwrap_or(GoalId(uuid::Uuid::nil()));
    let (client, limit) = (asked.client, paging.ask());
    let rows = errand.read(move |db, errand| store::after(db, &errand.actor, client, start, limit));
    Ok(Json(page_of(&paging, rows.await?, |goal: &Goal| goal.id.to_string(), GoalShape::from)))
}

/// Name a goal.
///
/// What a client wants to do, in their words. It stands last among theirs.
#[utoipa::path(post, path = "/goals", tag = "goals", security(("token" = ["goals:write"])),
    params(Once), request_body = NewGoalShape, responses((status = 201, body = GoalShape)))]
async fn name_goal(errand: Errand, new: Create<NewGoalShape>) -> Told<Made> {
    let made = errand.create(new, |tx, new| {
        tx.actor.may_write()?;
        let id = actions::name(tx, &new.read())?;
        Made::at(format!("goals/{id}"), &shape(tx, &tx.actor, id)?)
    });
    made.await.map_err(|refusal| refusal.pointing(&[("words", "/text"), ("serves", "/serves_id")]))
}

/// The goal an address names.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct OfGoal {
    /// The goal.
    goal: GoalId,
}

/// One goal.
#[utoipa::path(get, path = "/goals/{goal}", tag = "goals", security(("token" = ["goals:read"])),
    params(OfGoal), responses((status = 200, body = GoalShape)))]
async fn show_goal(errand: Errand, Named(of): Named<OfGoal>) -> Told<Tagged<GoalShape>> {
    errand.read(move |db, errand| shape(db, &errand.actor, of.goal)).await.map(Tagged)
}

/// Take back that a goal was named.
///
/// While nothing else happened to it: as if it had never been said.
#[utoipa::path(delete, path = "/goals/{goal}", tag = "goals", security(("token" = ["goals:write"])),
    params(OfGoal), responses((status = 204, description = "It is gone; its entry stays in the book and says so.")))]
async fn take_back_goal(errand: Errand, Named(of): Named<OfGoal>) -> Told<axum::http::StatusCode> {
    let taken = errand.write(move |tx| {
        tx.actor.may_write()?;
        store::find(tx, &tx.actor, of.goal)?;
        actions::take_back_naming(tx, of.goal)
    });
    taken.await.map(|()| axum::http::StatusCode::NO_CONTENT)
}
