//! A place's page, where anybody tells what is not right, with photos, and hears by when there is an answer.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, Query, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use tend_clients::{ContactKind, NewContactPoint};
use tend_core::{
    Actor, App, Error, Problem as FieldProblem, Result, Timestamp,
    auth::{Caller, actions::slow_down, wait_in_words},
    db::Conn,
    files::{self, Kept},
    house,
    id::MemberId,
    time::SECOND,
    web::{Brought, Most, brought_from_outside, see_other},
};

use super::{public, views};
use crate::{
    actions::{self, NewReport},
    desk,
    pages::Typed,
    problem::Severity,
    store::{self, Place},
};

/// What a guest may bring: a few photos as phones make them.
const MOST: Most = Most { files: 5, each: 20 * 1024 * 1024, all: 60 * 1024 * 1024 };
/// The title in the browser.
const TITLE: &str = "Something isn’t right";

/// A place, as people outside see it.
#[derive(Clone)]
pub(super) struct Desk {
    pub code: String,
    /// The company's name.
    pub house: String,
    pub place: Place,
    /// Who looks after the place just now.
    pub keeper: (MemberId, String),
    /// By when one hears, for each severity.
    pub word_by: Vec<(Severity, Timestamp)>,
    /// A letter can go out.
    pub writes: bool,
    pub now: Timestamp,
}

/// A form that was not taken.
#[derive(Clone, Default)]
pub(super) struct NotTaken {
    pub typed: Typed,
    pub problems: Vec<FieldProblem>,
    /// Photos came along; they have to be chosen again.
    pub had_photos: bool,
}

fn load(db: &Conn, app: &App, code: &str) -> Result<(Actor, Desk)> {
    let now = app.clock.now();
    let (workspace, location) = desk::place_of(db, code)?;
    let actor = Actor::outside(workspace, "Somebody", location.hours.zone.clone());
    let keeper = store::looks_after(db, &actor, location.id, now)?;
    let place = Place::from(location);
    let word_by = |severity: &Severity| {
        Ok((*severity, store::targets(db, &actor, *severity)?.dues(&place.hours, now).first_word))
    };
    let desk = Desk {
        code: desk::code(place.id),
        house: house::store::workspace(db, workspace)?.name,
        keeper: (keeper.id, keeper.name),
        word_by: Severity::ALL.iter().map(word_by).collect::<Result<_>>()?,
        writes: app.settings.mail.is_some(),
        place,
        now,
    };
    Ok((actor, desk))
}

async fn loaded(app: &App, code: String) -> Result<(Actor, Desk)> {
    let asked = app.clone();
    app.read(move |db| load(db, &asked, &code)).await
}

pub(super) async fn show(State(app): State<App>, headers: HeaderMap, Path(code): Path<String>) -> Result<Response> {
    let (_, desk) = loaded(&app, code).await?;
    Ok(public(&app, &headers, StatusCode::OK, TITLE, views::report(&desk, &NotTaken::default())))
}

pub(super) async fn thanks(
    State(app): State<App>,
    headers: HeaderMap,
    Path(code): Path<String>,
    Query(typed): Query<Typed>,
) -> Result<Response> {
    let (_, desk) = loaded(&app, code).await?;
    let severity = typed.get("severity").parse().unwrap_or(Severity::Hinders);
    Ok(public(&app, &headers, StatusCode::OK, "We have your message", views::thanks(&desk, severity)))
}

pub(super) async fn send(
    State(app): State<App>,
    caller: Caller,
    Path(code): Path<String>,
    request: Request,
) -> Result<Response> {
    let (actor, desk) = loaded(&app, code).await?;
    let brought = brought_from_outside(&app, request, MOST).await?;
    let typed = Typed(brought.fields.iter().cloned().collect::<BTreeMap<_, _>>());
    let had_photos = !brought.files.is_empty() || brought.trouble.is_some();
    if is_whole(&typed)
        && let Some(wait_us) = slow_down(&app, "report-from", &caller).await?
    {
        let sentence = format!("Many messages came from here just now. Send it again in {}.", wait_in_words(wait_us));
        let refused = NotTaken { problems: vec![problem("", &sentence)], typed, had_photos };
        let page = public(&app, &caller.headers, StatusCode::TOO_MANY_REQUESTS, TITLE, views::report(&desk, &refused));
        return Ok(([(header::RETRY_AFTER, (wait_us / SECOND + 1).to_string())], page).into_response());
    }
    match take_in(&app, &actor, &desk, &typed, brought).await {
        Ok(severity) => Ok(see_other(format!("/report/{}/thanks?severity={}", desk.code, severity.word()))),
        Err(Error::Invalid(problems)) => {
            let refused = NotTaken { typed, problems, had_photos };
            let page = views::report(&desk, &refused);
            Ok(public(&app, &caller.headers, StatusCode::UNPROCESSABLE_ENTITY, TITLE, page))
        }
        Err(other) => Err(other),
    }
}

fn problem(field: &str, sentence: &str) -> FieldProblem {
    FieldProblem { field: field.to_owned(), message: sentence.to_owned() }
}

/// Every field has something in it: only then photos are looked at, and it counts as a message.
fn is_whole(typed: &Typed) -> bool {
    ["text", "name", "reach"].iter().all(|field| !typed.get(field).trim().is_empty())
}

async fn take_in(app: &App, actor: &Actor, desk: &Desk, typed: &Typed, brought: Brought) -> Result<Severity> {
    let photos = if is_whole(typed) { keep(app, actor, brought).await? } else { Vec::new() };
    let new = read(desk, typed, photos)?;
    let actor = Actor { name: new.name.clone(), ..actor.clone() };
    let severity = new.severity;
    app.write(&actor, move |tx| actions::report_from_outside(tx, &new).map(drop)).await?;
    Ok(severity)
}

/// Photos are made anew before anything is kept: no place, no name and no trick of a format comes in with them.
async fn keep(app: &App, actor: &Actor, brought: Brought) -> Result<Vec<Kept>> {
    if let Some(trouble) = brought.trouble {
        return Err(trouble.into());
    }
    let mut kept = Vec::new();
    for photo in brought.files {
        let photo = files::anew(photo).await?;
        let photo = files::keep(app, actor, &photo).await?;
        if !kept.contains(&photo) {
            kept.push(photo);
        }
    }
    Ok(kept)
}

fn read(desk: &Desk, typed: &Typed, photos: Vec<Kept>) -> Result<NewReport> {
    let reach = typed.get("reach").trim();
    let kind = if reach.contains('@') { ContactKind::Email } else { ContactKind::Phone };
    Ok(NewReport {
        location: desk.place.id,
        name: typed.get("name").split_whitespace().collect::<Vec<_>>().join(" "),
        reach: NewContactPoint::new(kind, reach),
        words: typed.get("text").to_owned(),
        severity: crate::client::read_severity(typed.get("severity"))?,
        photos,
    })
}
