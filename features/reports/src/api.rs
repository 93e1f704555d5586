//! Reports through the JSON door: the same numbers as on the page.

use axum::Json;
use serde::{Deserialize, Serialize};
use tend_core::{
    App,
    api::{Asked, Errand, OpenApiRouter, Refusal, Told, routes, shapes::Moment},
    id::LocationId,
};
use tend_problems::{gesture::GestureKind, problem::CauseId};
use utoipa::{IntoParams, ToSchema};

use crate::{
    given::Worth,
    pages::look,
    report::{Curve, ENOUGH, Group, Measure},
    store::Of,
};

/// The operation.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(report_problems))
}

/// Which problems.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Those of this place; alone.
    place: Option<LocationId>,
    /// Those of this cause; alone.
    cause: Option<CauseId>,
}

/// How problems went.
#[derive(Serialize, ToSchema)]
struct ReportShape {
    /// How many are looked at: the newest.
    problems: u64,
    /// When the first of them was taken in.
    since: Option<Moment>,
    /// There are older ones that are not looked at.
    more: bool,
    /// All measures.
    times: Vec<TimeShape>,
    /// By place, most problems first.
    places: Vec<OfPlaceShape>,
    /// By cause, most problems first.
    causes: Vec<OfCauseShape>,
    /// How many were settled at some time.
    settled: u64,
    /// How many of those came back.
    came_back: u64,
    /// How many gestures are looked at: the newest that were given to make problems right.
    gestures: u64,
    /// What they are worth, by kind and currency. Missing of fewer than twelve.
    gestures_worth: Vec<WorthShape>,
}

/// What gestures of one kind are worth.
#[derive(Serialize, ToSchema)]
struct WorthShape {
    /// Which kind; missing: all of them together.
    kind: Option<GestureKind>,
    /// How many.
    n: u64,
    /// How many of them cost nothing, or nobody said what.
    for_nothing: u64,
    /// In which currency.
    currency: String,
    /// In all, in its smallest unit.
    sum_minor: i64,
    /// Half of them are worth that or less.
    median_minor: i64,
}

fn worth_shape(worth: &Worth) -> WorthShape {
    WorthShape {
        kind: worth.kind,
        n: worth.n,
        for_nothing: worth.free,
        currency: worth.sum.currency.code().to_owned(),
        sum_minor: worth.sum.minor,
        median_minor: worth.median.minor,
    }
}

/// How long it took until something was so for the client: half of them, by Kaplan–Meier, with its 95 % interval.
#[derive(Serialize, ToSchema)]
struct TimeShape {
    /// What is measured.
    measure: Measure,
    /// Of how many problems.
    n: u64,
    /// How many of them still wait.
    waiting: u64,
    /// After so many seconds it was so for half of them. Missing while more than half wait, and of fewer than twelve.
    median_s: Option<i64>,
    /// The lower end of its interval.
    low_s: Option<i64>,
    /// The upper end; missing where it cannot be said yet.
    high_s: Option<i64>,
}

/// The problems of one place.
#[derive(Serialize, ToSchema)]
struct OfPlaceShape {
    /// The place.
    place_id: LocationId,
    /// What it is called.
    name: String,
    /// How many problems.
    problems: u64,
    /// What is measured.
    times: Vec<TimeShape>,
}

/// The problems of one cause.
#[derive(Serialize, ToSchema)]
struct OfCauseShape {
    /// The cause.
    cause_id: CauseId,
    /// What it is called.
    name: String,
    /// How many problems.
    problems: u64,
    /// What is measured.
    times: Vec<TimeShape>,
}

impl TimeShape {
    fn of(curve: &Curve) -> Self {
        let survival = &curve.survival;
        let is_enough = survival.n >= ENOUGH as u64;
        let seconds = |us: Option<i64>| us.filter(|_| is_enough).map(|us| us / 1_000_000);
        let (low, high) = survival.median_interval();
        TimeShape {
            measure: curve.measure,
            n: survival.n,
            waiting: survival.open(),
            median_s: seconds(survival.median()),
            low_s: seconds(low),
            high_s: seconds(high),
        }
    }
}

fn times<I>(group: &Group<I>) -> Vec<TimeShape> {
    group.curves.iter().map(TimeShape::of).collect()
}

fn of_place(group: &Group<LocationId>) -> OfPlaceShape {
    OfPlaceShape { place_id: group.id, name: group.name.clone(), problems: group.n, times: times(group) }
}

fn of_cause(group: &Group<CauseId>) -> OfCauseShape {
    OfCauseShape { cause_id: group.id, name: group.name.clone(), problems: group.n, times: times(group) }
}

/// How long it takes until clients are helped: for coaches and admins.
///
/// Of the newest thousand problems; what came settled with an import is left out. Nothing in it is about a member.
#[utoipa::path(get, path = "/reports/problems", tag = "reports", security(("token" = ["reports:read"])),
    params(Which), responses((status = 200, body = ReportShape)))]
async fn report_problems(errand: Errand, Asked(which): Asked<Which>) -> Told<Json<ReportShape>> {
    let of = match (which.place, which.cause) {
        (None, None) => Of::All,
        (Some(place), None) => Of::Place(place),
        (None, Some(cause)) => Of::Cause(cause),
        (Some(_), Some(_)) => return Err(Refusal::parameter("cause", "Ask for a place or for a cause, not for both.")),
    };
    let looked = errand.read(move |db, errand| look(db, &errand.actor, of, errand.now)).await?;
    let report = looked.report;
    Ok(Json(ReportShape {
        problems: report.n,
        since: report.since.map(Moment),
        more: report.capped,
        times: report.curves.iter().map(TimeShape::of).collect(),
        places: report.by_place.iter().map(of_place).collect(),
        causes: report.by_cause.iter().map(of_cause).collect(),
        settled: report.settled,
        came_back: report.came_back,
        gestures: looked.gestures.n,
        gestures_worth: looked.gestures.worth.iter().map(worth_shape).collect(),
    }))
}
