//! Problems through the JSON door: the same verbs as the pages, in shapes of their own.

mod around;
mod deeds;
mod others;
mod right;
mod shapes;

use axum::Json;
use serde::Deserialize;
use tend_core::{
    App,
    api::{
        Asked, Create, Errand, Made, Named, Once, OpenApiRouter, Paged, Paging, Refusal, Tagged, Told, page_of, routes,
    },
    id::{ClientId, LocationId, MemberId},
};
use utoipa::IntoParams;

use crate::{
    actions,
    pages::{read_after, write_after},
    problem::ProblemId,
    store::{self, After, Whose},
};
use shapes::{NewProblemShape, ProblemShape, shape};

/// The operations about problems.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_problems, take_in_problem))
        .routes(routes!(show_problem, around::change_problem))
        .routes(routes!(deeds::step_problem))
        .routes(routes!(deeds::tell_about_problem))
        .routes(routes!(deeds::settle_problem))
        .routes(routes!(deeds::reopen_problem))
        .routes(routes!(around::note_problem))
        .routes(routes!(around::set_problem_cause))
        .routes(routes!(around::list_touches, around::add_touch))
        .routes(routes!(around::remove_touch))
        .routes(routes!(around::list_helpers, around::ask_for_help))
        .routes(routes!(others::list_others))
        .routes(routes!(others::write_to_each))
        .routes(routes!(around::agree_to_help))
        .routes(routes!(around::end_help))
        .routes(routes!(right::list_gestures, right::give_gesture))
        .routes(routes!(right::answer_gesture))
        .routes(routes!(right::list_todos, right::add_todo))
        .routes(routes!(right::tick_todo))
        .routes(routes!(right::drop_todo))
        .routes(routes!(around::make_problem_link, around::withdraw_problem_links))
}

tend_core::words! {
    /// Which problems a list shows.
    pub enum Standing {
        /// Not settled; first what is due first.
        Open = "open",
        /// Settled; the newest first.
        Settled = "settled",
    }
}

/// Which problems, which page.
#[derive(Clone, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Listing {
    /// What is open, or what is settled. Open, where it is missing.
    #[param(inline)]
    standing: Option<Standing>,
    /// Those this member looks after.
    owner: Option<MemberId>,
    /// Those of this place; alone, not beside an owner.
    place: Option<LocationId>,
    /// Every problem of this client, settled or not, the newest first; alone.
    client: Option<ClientId>,
    /// The `next` of the page before.
    cursor: Option<String>,
    /// How many on a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

impl Listing {
    fn whose(&self) -> Result<Whose, Refusal> {
        match (self.owner, self.place) {
            (Some(_), Some(_)) => Err(Refusal::parameter("place", "Ask for an owner or for a place, not for both.")),
            (Some(owner), None) => Ok(Whose::Member(owner)),
            (None, Some(place)) => Ok(Whose::Place(place)),
            (None, None) => Ok(Whose::Everyone),
        }
    }
}

/// Problems, a page at a time.
#[utoipa::path(get, path = "/problems", tag = "problems", security(("token" = ["problems:read"])),
    params(Listing), responses((status = 200, body = Paged<ProblemShape>)))]
async fn list_problems(errand: Errand, Asked(asked): Asked<Listing>) -> Told<Json<Paged<ProblemShape>>> {
    let paging = Paging::read(asked.cursor.as_deref(), asked.limit)?;
    let (standing, limit) = (asked.standing.unwrap_or(Standing::Open), paging.ask());
    if let Some(client) = asked.client {
        return list_of_client(errand, client, &asked, &paging).await;
    }
    let whose = asked.whose()?;
    let start = paging.start(read_after)?;
    let rows = errand.read(move |db, errand| match standing {
        Standing::Open => store::open(db, &errand.actor, whose, start.unwrap_or(After::FIRST), limit),
        Standing::Settled => store::settled(db, &errand.actor, whose, start.unwrap_or(After::NEWEST), limit),
    });
    Ok(Json(page_of(&paging, rows.await?, write_after, ProblemShape::from)))
}

/// The problems of one client: few, so all on one page.
async fn list_of_client(
    errand: Errand,
    client: ClientId,
    asked: &Listing,
    paging: &Paging,
) -> Told<Json<Paged<ProblemShape>>> {
    let is_alone = asked.owner.is_none() && asked.place.is_none() && asked.standing.is_none();
    if !is_alone || paging.from.is_some() {
        return Err(Refusal::parameter("client", "Ask for the problems of a client alone, without other filters."));
    }
    let limit = paging.limit;
    let rows = errand.read(move |db, errand| {
        let client = tend_clients::store::find(db, &errand.actor, client)?;
        store::of_client(db, &errand.actor, client.id, limit)
    });
    Ok(Json(Paged { items: rows.await?.into_iter().map(ProblemShape::from).collect(), next: None }))
}

/// Take a problem in.
///
/// It is the token's member's from now on, or the client's owner's where they are at work.
#[utoipa::path(post, path = "/problems", tag = "problems", security(("token" = ["problems:write"])),
    params(Once), request_body = NewProblemShape, responses((status = 201, body = ProblemShape)))]
async fn take_in_problem(errand: Errand, new: Create<NewProblemShape>) -> Told<Made> {
    let made = errand.create(new, |tx, new| {
        tx.actor.may_write()?;
        let id = actions::take_in(tx, &new.read())?;
        Made::at(format!("problems/{id}"), &shape(tx, &tx.actor, id)?)
    });
    made.await.map_err(|refusal| refusal.pointing(&[("text", "/text"), ("since", "/since")]))
}

/// The problem an address names.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct OfProblem {
    /// The problem.
    problem: ProblemId,
}

/// One problem.
#[utoipa::path(get, path = "/problems/{problem}", tag = "problems", security(("token" = ["problems:read"])),
    params(OfProblem), responses((status = 200, body = ProblemShape)))]
async fn show_problem(errand: Errand, Named(of): Named<OfProblem>) -> Told<Tagged<ProblemShape>> {
    errand.read(move |db, errand| shape(db, &errand.actor, of.problem)).await.map(Tagged)
}
