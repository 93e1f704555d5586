//! Promises through the JSON door: the same verbs as the pages, in shapes of their own.

mod deeds;
mod shapes;

use axum::Json;
use serde::Deserialize;
use tend_core::{
    App, Timestamp,
    api::{
        Asked, Create, Errand, Made, Named, Once, OpenApiRouter, Paged, Paging, Refusal, Tagged, Told, page_of, routes,
    },
    id::{ClientId, LocationId, MemberId},
};
use utoipa::IntoParams;

use crate::{
    actions,
    promise::{Promise, PromiseId},
    store::{self, After, Whose},
};
use shapes::{NewPromiseShape, PromiseShape, shape};

/// The operations about promises.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_promises, make_promise))
        .routes(routes!(show_promise, take_back_promise))
        .routes(routes!(deeds::keep_promise, deeds::take_back_keeping))
        .routes(routes!(deeds::break_promise))
        .routes(routes!(deeds::release_promise))
        .routes(routes!(deeds::move_promise))
        .routes(routes!(deeds::make_promise_good))
        .routes(routes!(deeds::give_promise))
}

tend_core::words! {
    /// Which promises a list shows.
    pub enum Standing {
        /// Open, or broken and not made good; first what is due first.
        Owed = "owed",
        /// Kept, released, or made good; the newest first.
        Done = "done",
    }
}

/// Which promises, which page.
#[derive(Clone, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Listing {
    /// What is owed, or what is done. Owed, where it is missing.
    #[param(inline)]
    standing: Option<Standing>,
    /// Those this member keeps.
    owner: Option<MemberId>,
    /// Those kept at this place; alone, not beside an owner.
    place: Option<LocationId>,
    /// What is owed to this client; alone.
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

/// Promises, a page at a time.
#[utoipa::path(get, path = "/promises", tag = "promises", security(("token" = ["promises:read"])),
    params(Listing), responses((status = 200, body = Paged<PromiseShape>)))]
async fn list_promises(errand: Errand, Asked(asked): Asked<Listing>) -> Told<Json<Paged<PromiseShape>>> {
    let paging = Paging::read(asked.cursor.as_deref(), asked.limit)?;
    let (standing, limit) = (asked.standing.unwrap_or(Standing::Owed), paging.ask());
    if let Some(client) = asked.client {
        return list_of_client(errand, client, &asked, &paging).await;
    }
    let whose = asked.whose()?;
    let start = paging.start(read_after)?;
    let rows = errand.read(move |db, errand| match standing {
        Standing::Owed => store::owed(db, &errand.actor, whose, start.unwrap_or(After::FIRST), limit),
        Standing::Done => store::done(db, &errand.actor, whose, start.unwrap_or(After::NEWEST), limit),
    });
    let beside = |promise: &Promise| match standing {
        Standing::Owed => write_after(promise.due.at, promise.id),
        Standing::Done => write_after(promise.done_at().unwrap_or(promise.due.at), promise.id),
    };
    Ok(Json(page_of(&paging, rows.await?, beside, PromiseShape::from)))
}

/// What is owed to one client: few, so all on one page.
async fn list_of_client(
    errand: Errand,
    client: ClientId,
    asked: &Listing,
    paging: &Paging,
) -> Told<Json<Paged<PromiseShape>>> {
    let is_alone = asked.owner.is_none() && asked.place.is_none() && asked.standing != Some(Standing::Done);
    if !is_alone || paging.from.is_some() {
        return Err(Refusal::parameter("client", "Ask for what is owed to a client alone, without other filters."));
    }
    let limit = paging.limit;
    let rows = errand.read(move |db, errand| {
        let client = tend_clients::store::find(db, &errand.actor, client)?;
        store::of_client_open(db, &errand.actor, client.id, limit)
    });
    Ok(Json(Paged { items: rows.await?.into_iter().map(PromiseShape::from).collect(), next: None }))
}

fn write_after(at: Timestamp, id: PromiseId) -> String {
    format!("{}.{id}", at.0)
}

fn read_after(text: &str) -> Option<After> {
    let (at, id) = text.split_once('.')?;
    Some(After { at: Timestamp(at.parse().ok()?), id: id.parse().ok()? })
}

/// Make a promise.
#[utoipa::path(post, path = "/promises", tag = "promises", security(("token" = ["promises:write"])),
    params(Once), request_body = NewPromiseShape, responses((status = 201, body = PromiseShape)))]
async fn make_promise(errand: Errand, new: Create<NewPromiseShape>) -> Told<Made> {
    let made = errand.create(new, |tx, new| {
        tx.actor.may_write()?;
        let id = actions::make(tx, &new.read(tx)?)?;
        Made::at(format!("promises/{id}"), &shape(tx, &tx.actor, id)?)
    });
    made.await.map_err(|refusal| refusal.pointing(&[("owner", "/owner_id"), ("to", "/colleague_id")]))
}

/// The promise an address names.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct OfPromise {
    /// The promise.
    promise: PromiseId,
}

/// One promise.
#[utoipa::path(get, path = "/promises/{promise}", tag = "promises", security(("token" = ["promises:read"])),
    params(OfPromise), responses((status = 200, body = PromiseShape)))]
async fn show_promise(errand: Errand, Named(of): Named<OfPromise>) -> Told<Tagged<PromiseShape>> {
    errand.read(move |db, errand| shape(db, &errand.actor, of.promise)).await.map(Tagged)
}

/// Take back that a promise was made.
///
/// By who made it, while nothing else happened to it: as if it had never been said.
#[utoipa::path(delete, path = "/promises/{promise}", tag = "promises", security(("token" = ["promises:write"])),
    params(OfPromise), responses((status = 204, description = "It is gone; its entry stays in the book and says so.")))]
async fn take_back_promise(errand: Errand, Named(of): Named<OfPromise>) -> Told<axum::http::StatusCode> {
    let taken = errand.write(move |tx| {
        tx.actor.may_write()?;
        store::find(tx, &tx.actor, of.promise)?;
        actions::take_back_making(tx, of.promise)
    });
    taken.await.map(|()| axum::http::StatusCode::NO_CONTENT)
}
