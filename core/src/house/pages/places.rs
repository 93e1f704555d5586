//! The pages of places. Everybody sees where and when the house is open; only admins change it.

use axum::{Form, extract::Path, response::Response};
use serde::Deserialize;

use super::views;
use crate::{
    actor::{Actor, Role},
    auth::members,
    db::Conn,
    error::{Error, Problem, Result},
    house::{self, LocationForm, store},
    id::{LocationId, MemberId},
    web::{Page, Visit, told},
};

const LIST: &str = "/settings/places";

fn read_id(text: &str) -> Result<LocationId> {
    text.parse().map_err(|_| Error::NotFound)
}

pub(super) async fn list(visit: Visit) -> Result<Response> {
    visit.actor.must_be(Role::Admin)?;
    visit
        .page(|db, visit| {
            let all = store::locations(db, visit.actor.workspace)?;
            Ok(Page::new("Places", views::places(&all, visit.now)).live("locations"))
        })
        .await
}

pub(super) async fn new(visit: Visit) -> Result<Response> {
    visit.actor.must_be(Role::Admin)?;
    let zone = visit.actor.zone.iana_name().unwrap_or_default().to_owned();
    let looked_after_by = visit.actor.me()?.to_string();
    new_page(&visit, LocationForm { zone, looked_after_by, ..LocationForm::usual() }, Vec::new()).await
}

pub(super) async fn create(visit: Visit, Form(form): Form<LocationForm>) -> Result<Response> {
    let created = match form.checked() {
        Ok(new) => visit.write(move |tx| house::create_location(tx, &new)).await,
        Err(problems) => Err(problems),
    };
    match created {
        Ok(_) => Ok(told(LIST, format!("{} is in the book", form.name.trim()), None)),
        Err(Error::Invalid(problems)) => new_page(&visit, form, problems).await,
        Err(other) => Err(other),
    }
}

async fn new_page(visit: &Visit, form: LocationForm, problems: Vec<Problem>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let people = people(db, &visit.actor)?;
            let page = Page::new("A new place", views::new_place(&form, &people, &problems));
            Ok(if problems.is_empty() { page } else { page.not_taken() })
        })
        .await
}

pub(super) async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    visit.actor.must_be(Role::Admin)?;
    place_page(&visit, read_id(&id)?, None).await
}

/// Who can look after a place.
fn people(db: &Conn, actor: &Actor) -> Result<Vec<(MemberId, String)>> {
    let present = members::present(db, actor.workspace)?.into_iter();
    Ok(present.filter(|member| member.role != Role::Guest).map(|member| (member.id, member.name)).collect())
}

/// A form that was not taken, and why.
#[derive(Clone)]
struct NotTaken {
    form: LocationForm,
    problems: Vec<Problem>,
    conflict: Option<String>,
}

async fn place_page(visit: &Visit, id: LocationId, not_taken: Option<NotTaken>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let links: Vec<_> = visit.app.features.iter().flat_map(|feature| feature.of_place).collect();
            let (location, people) = (store::location(db, visit.actor.workspace, id)?, people(db, &visit.actor)?);
            let around = views::Around { location: &location, people: &people, links: &links };
            let Some(NotTaken { form, problems, conflict }) = not_taken.clone() else {
                let form = LocationForm::of(&location);
                return Ok(Page::new(location.name.clone(), views::place(&around, &form, &[], None)));
            };
            // What was typed stays; sent once more, it is kept over what the other one wrote.
            let form = LocationForm { version: location.version.to_string(), ..form };
            let page = Page::new(location.name.clone(), views::place(&around, &form, &problems, conflict.as_deref()));
            Ok(if conflict.is_some() { page.conflict() } else { page.not_taken() })
        })
        .await
}

pub(super) async fn edit(visit: Visit, Path(id): Path<String>, Form(form): Form<LocationForm>) -> Result<Response> {
    let (id, version) = (read_id(&id)?, form.version());
    let edited = match form.checked() {
        Ok(new) => visit.write(move |tx| house::edit_location(tx, id, &new, version)).await,
        Err(problems) => Err(problems),
    };
    match edited {
        Ok(()) => Ok(told(format!("{LIST}/{id}"), "Kept", None)),
        Err(Error::Invalid(problems)) => {
            place_page(&visit, id, Some(NotTaken { form, problems, conflict: None })).await
        }
        Err(Error::Conflict(sentence)) => {
            place_page(&visit, id, Some(NotTaken { form, problems: Vec::new(), conflict: Some(sentence) })).await
        }
        Err(other) => Err(other),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct VersionForm {
    version: String,
}

impl VersionForm {
    fn read(&self) -> i64 {
        self.version.parse().unwrap_or_default()
    }
}

pub(super) async fn close(visit: Visit, Path(id): Path<String>, Form(form): Form<VersionForm>) -> Result<Response> {
    let (id, version) = (read_id(&id)?, form.read());
    match visit.write(move |tx| house::close_location(tx, id, version)).await {
        Ok(()) => Ok(told(LIST, "Closed. Its story stays in the book", Some(format!("{LIST}/{id}/opening")))),
        Err(Error::Conflict(sentence)) => {
            let form =
                visit.read(move |db, actor| Ok(LocationForm::of(&store::location(db, actor.workspace, id)?))).await?;
            place_page(&visit, id, Some(NotTaken { form, problems: Vec::new(), conflict: Some(sentence) })).await
        }
        Err(other) => Err(other),
    }
}

pub(super) async fn reopen(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id = read_id(&id)?;
    visit.write(move |tx| house::reopen_location(tx, id)).await?;
    Ok(told(LIST, "Open again", None))
}
