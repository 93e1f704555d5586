//! Days that matter to a client, every year.

use axum::{Json, http::StatusCode};
use serde::{Deserialize, Serialize};
use tend_core::{
    Actor, Problem, Result,
    api::{Create, Errand, IfMatch, Made, Named, Once, Paged, Seen, Sent, Tagged, Told, Versioned},
    db::Conn,
    id::ClientId,
};
use utoipa::{IntoParams, ToSchema};

use super::OfClient;
use crate::{
    actions,
    date::{DateId, ImportantDate, NewDate},
    store,
};

/// A day that matters to a client.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct DateShape {
    /// Its id.
    id: DateId,
    /// Whose it is.
    client_id: ClientId,
    /// What day it is: “Birthday”.
    label: String,
    /// 1 to 12.
    month: i64,
    /// 1 to 31.
    day: i64,
    /// The year it began in, where that is known.
    year: Option<i64>,
    /// Rises with every change; also the `ETag`.
    version: i64,
}

impl Versioned for DateShape {
    fn version(&self) -> i64 {
        self.version
    }
}

impl From<ImportantDate> for DateShape {
    fn from(date: ImportantDate) -> Self {
        DateShape {
            id: date.id,
            client_id: date.client,
            label: date.label,
            month: date.month,
            day: date.day,
            year: date.year,
            version: date.version,
        }
    }
}

fn shape(db: &Conn, actor: &Actor, client: ClientId, id: DateId) -> Result<DateShape> {
    store::date(db, actor, client, id).map(DateShape::from)
}

/// A day that matters, as somebody tells it.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewDateShape {
    /// What day it is; “Birthday” where it is missing.
    #[serde(default)]
    #[schema(max_length = 60)]
    label: String,
    /// 1 to 12.
    #[schema(minimum = 1, maximum = 12)]
    month: i64,
    /// 1 to 31.
    #[schema(minimum = 1, maximum = 31)]
    day: i64,
    /// The year it began in, where that is known.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 9999)]
    year: Option<i64>,
}

impl NewDateShape {
    fn drafted(&self) -> NewDate {
        NewDate { label: self.label.clone(), month: self.month, day: self.day, year: self.year }
    }
    /// Checks it, or says what is wrong.
    pub(super) fn checked(&self) -> Result<NewDate, Vec<Problem>> {
        self.drafted().checked().map_err(|message| vec![Problem { field: "day".to_owned(), message }])
    }
}

/// Where the verb's names of fields stand in the body.
const POINTERS: &[(&str, &str)] = &[("date", "/day")];

/// A client's days, through the year.
#[utoipa::path(get, path = "/clients/{client}/dates", tag = "clients", security(("token" = ["clients:read"])),
    params(OfClient), responses((status = 200, body = Paged<DateShape>)))]
pub(super) async fn list_dates(errand: Errand, Named(of): Named<OfClient>) -> Told<Json<Paged<DateShape>>> {
    let dates = errand.read(move |db, errand| {
        let client = store::find(db, &errand.actor, of.client)?;
        store::dates(db, &errand.actor, client.id)
    });
    Ok(Json(Paged { items: dates.await?.into_iter().map(DateShape::from).collect(), next: None }))
}

/// Add a day that matters.
#[utoipa::path(post, path = "/clients/{client}/dates", tag = "clients", security(("token" = ["clients:write"])),
    params(OfClient, Once), request_body = NewDateShape, responses((status = 201, body = DateShape)))]
pub(super) async fn add_date(errand: Errand, Named(of): Named<OfClient>, new: Create<NewDateShape>) -> Told<Made> {
    let made = errand.create(new, move |tx, new| {
        let id = actions::add_date(tx, of.client, &new.drafted())?;
        Made::at(format!("clients/{}/dates", of.client), &shape(tx, &tx.actor, of.client, id)?)
    });
    made.await.map_err(|refusal| refusal.pointing(POINTERS))
}

/// The day an address names.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct OfDate {
    /// The client.
    client: ClientId,
    /// The day.
    date: DateId,
}

/// Say a day that matters anew.
#[utoipa::path(put, path = "/clients/{client}/dates/{date}", tag = "clients", security(("token" = ["clients:write"])),
    params(OfDate, IfMatch), request_body = NewDateShape, responses((status = 200, body = DateShape)))]
pub(super) async fn change_date(
    errand: Errand,
    Named(of): Named<OfDate>,
    seen: Seen,
    Sent(wanted): Sent<NewDateShape>,
) -> Told<Tagged<DateShape>> {
    let changed = errand.change(
        seen,
        move |db, actor| shape(db, actor, of.client, of.date),
        move |tx, before: &DateShape| actions::change_date(tx, of.client, of.date, before.version, &wanted.drafted()),
    );
    changed.await.map_err(|refusal| refusal.pointing(POINTERS))
}

/// Take a day away.
#[utoipa::path(delete, path = "/clients/{client}/dates/{date}", tag = "clients", security(("token" = ["clients:write"])),
    params(OfDate, IfMatch), responses((status = 204, description = "It is gone; the book keeps that it was there.")))]
pub(super) async fn remove_date(errand: Errand, Named(of): Named<OfDate>, seen: Seen) -> Told<StatusCode> {
    let removed = errand.remove(
        seen,
        move |db, actor| shape(db, actor, of.client, of.date),
        move |tx, _| actions::remove_date(tx, of.client, of.date),
    );
    removed.await
}
