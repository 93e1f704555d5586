//! The page of reports: how problems went.

mod view;

use axum::{Router, extract::Query, response::Response, routing::get};
use serde::Deserialize;
use tend_core::{
    Actor, App, Error, Result, Role, Timestamp,
    db::Conn,
    web::{Page, Visit},
};

pub(crate) use view::{Looked, view};

use crate::{
    given::gestures,
    report::{Report, report},
    store::{self, Of},
};

/// How problems went.
pub const PROBLEMS: &str = "/reports/problems";
/// More problems than this are not looked at: the newest say how it goes, and a page costs the same at any size.
pub const WINDOW: i64 = 1000;

/// Where reports are.
pub fn routes() -> Router<App> {
    Router::new().route("/reports", get(problems)).route(PROBLEMS, get(problems))
}

/// Which problems.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Asked {
    place: String,
    cause: String,
}

async fn problems(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let of = read(&asked)?;
            let looked = look(db, &visit.actor, of, visit.now)?;
            Ok(Page::new("How problems went", view(&looked, &visit.actor.zone)))
        })
        .await
}

fn read(asked: &Asked) -> Result<Of> {
    match (asked.place.as_str(), asked.cause.as_str()) {
        ("", "") => Ok(Of::All),
        (place, "") => Ok(Of::Place(place.parse().map_err(|_| Error::NotFound)?)),
        (_, cause) => Ok(Of::Cause(cause.parse().map_err(|_| Error::NotFound)?)),
    }
}

/// The report on these problems, for whoever may read reports.
pub(crate) fn look(db: &Conn, actor: &Actor, of: Of, now: Timestamp) -> Result<Looked> {
    if actor.role < Role::Coach {
        return Err(Error::NotAllowed("Coaches and admins read reports. Ask one of them to show it to you.".into()));
    }
    let places = store::places(db, actor)?;
    let name = match of {
        Of::All => None,
        Of::Place(place) => Some(places.get(&place).ok_or(Error::NotFound)?.0.clone()),
        Of::Cause(cause) => Some(store::cause_name(db, actor, cause)?),
    };
    let mut told = store::newest(db, actor, of, WINDOW + 1)?;
    let most = usize::try_from(WINDOW).unwrap_or(usize::MAX);
    let capped = told.len() > most;
    told.truncate(most);
    let report: Report = report(&told, capped, &places, now);
    let gestures = gestures(store::gestures(db, actor, of, WINDOW)?);
    Ok(Looked { name, report, gestures })
}
