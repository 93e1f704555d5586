//! The pages of being away: who is not there, and the form by which one says it.

use axum::{
    Form, Router,
    extract::{Path, Query},
    response::Response,
    routing::{get, post},
};
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::{
    AbsenceId, actions,
    forms::AwayForm,
    hands, store,
    views::{self, Asked, Line},
    who_acts_among,
};
use crate::{
    actor::{Actor, Role},
    app::App,
    auth::members,
    db::Conn,
    error::{Error, Problem, Result},
    house,
    id::MemberId,
    web::{Page, Visit, told},
};

/// Where it stands who is away.
pub(crate) const HERE: &str = "/settings/away";
/// So many are listed.
const MOST_SHOWN: i64 = 200;

/// Routes under `/settings/away`.
pub(in crate::house) fn routes() -> Router<App> {
    Router::new()
        .route(HERE, get(list))
        .route("/settings/away/new", get(new).post(say))
        .route("/settings/away/{id}", get(one).post(change))
        .route("/settings/away/{id}/ending", post(end))
}

fn read_id(text: &str) -> Result<AbsenceId> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn list(visit: Visit) -> Result<Response> {
    visit
        .page(|db, visit| {
            let lines = lines(db, &visit.actor, visit.now)?;
            let may_write = visit.actor.may_write().is_ok();
            Ok(Page::new("Who is away", views::list(&lines, may_write, visit.now, &visit.actor.zone)).live("away"))
        })
        .await
}

fn lines(db: &Conn, actor: &Actor, now: crate::time::Timestamp) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for absence in store::not_over(db, actor.workspace, now, MOST_SHOWN)? {
        let hands = hands(db, actor, now.max(absence.from_at))?;
        let place = hands.post(absence.member).map(|post| post.location);
        let acts = place.map_or(absence.deputy, |place| who_acts_among(&hands, absence.member, place));
        let acts = (acts != absence.deputy).then(|| members::find(db, actor.workspace, acts)).transpose()?;
        lines.push(Line {
            may_change: actor.may_write().is_ok()
                && (actor.member == Some(absence.member) || actor.role >= Role::Coach),
            acts: acts.map(|member| member.name),
            absence,
        });
    }
    Ok(lines)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Whose {
    member: String,
}

async fn new(visit: Visit, Query(whose): Query<Whose>) -> Result<Response> {
    visit.actor.may_write()?;
    let member = whose.member.parse().or_else(|_| visit.actor.me())?;
    let form = AwayForm::from_today(member, visit.now, &visit.actor.zone);
    form_page(&visit, None, NotTaken { form, ..NotTaken::default() }).await
}

async fn say(visit: Visit, Form(form): Form<AwayForm>) -> Result<Response> {
    let typed = form.clone();
    let said = visit.write(move |tx| {
        let member = typed.member()?;
        let new = typed.checked(member, &zone_of(tx, tx.actor.workspace, member)?)?;
        actions::say(tx, &new)
    });
    match said.await {
        Ok(_) => Ok(told(HERE, "It is in the book, and whoever stands in sees it on their day", None)),
        other => not_taken(&visit, None, form, other.map(drop)).await,
    }
}

/// The clock that hangs where they work.
fn zone_of(db: &Conn, workspace: crate::id::WorkspaceId, member: MemberId) -> Result<TimeZone> {
    let member = members::find(db, workspace, member)?;
    Ok(house::store::location(db, workspace, member.location)?.hours.zone)
}

/// A form that was not taken, and why.
#[derive(Clone, Default)]
struct NotTaken {
    form: AwayForm,
    problems: Vec<Problem>,
    conflict: Option<String>,
}

async fn not_taken(visit: &Visit, id: Option<AbsenceId>, form: AwayForm, done: Result<()>) -> Result<Response> {
    match done {
        Ok(()) => Ok(told(HERE, "Kept", None)),
        Err(Error::Invalid(problems)) => form_page(visit, id, NotTaken { form, problems, conflict: None }).await,
        Err(Error::Conflict(sentence)) => {
            form_page(visit, id, NotTaken { form, problems: Vec::new(), conflict: Some(sentence) }).await
        }
        Err(other) => Err(other),
    }
}

async fn form_page(visit: &Visit, id: Option<AbsenceId>, sent: NotTaken) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let (workspace, me) = (visit.actor.workspace, visit.actor.member);
            let mut form = sent.form.clone();
            if let Some(id) = id {
                form.version = store::find(db, workspace, id)?.version.to_string();
            }
            let people = members::present(db, workspace)?;
            let for_anybody = id.is_none() && visit.actor.role >= Role::Coach;
            let name = people.iter().find(|member| member.id.to_string() == form.member);
            let asked = Asked {
                id,
                is_me: me.is_some_and(|me| me.to_string() == form.member),
                name: name.map(|member| member.name.clone()).unwrap_or_default(),
                people: people.iter().filter(|member| member.role != Role::Guest).cloned().collect(),
                form,
                for_anybody,
            };
            let page = Page::new("Away", views::form(&asked, &sent.problems, sent.conflict.as_deref()));
            Ok(match (&sent.conflict, sent.problems.is_empty()) {
                (Some(_), _) => page.conflict(),
                (None, true) => page,
                (None, false) => page.not_taken(),
            })
        })
        .await
}

async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id = read_id(&id)?;
    let form = visit.read(move |db, actor| {
        let absence = store::find(db, actor.workspace, id)?;
        Ok(AwayForm::of(&absence, &zone_of(db, actor.workspace, absence.member)?))
    });
    let form = form.await?;
    form_page(&visit, Some(id), NotTaken { form, ..NotTaken::default() }).await
}

async fn change(visit: Visit, Path(id): Path<String>, Form(form): Form<AwayForm>) -> Result<Response> {
    let (id, typed) = (read_id(&id)?, form.clone());
    let changed = visit.write(move |tx| {
        let absence = store::find(tx, tx.actor.workspace, id)?;
        let new = typed.checked(absence.member, &zone_of(tx, tx.actor.workspace, absence.member)?)?;
        actions::change(tx, id, &new, typed.version())
    });
    let changed = changed.await;
    not_taken(&visit, Some(id), form, changed).await
}

async fn end(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id = read_id(&id)?;
    visit.write(move |tx| actions::end(tx, id)).await?;
    Ok(told(visit.back_or(HERE), "Good to have them back. All is where it was.", None))
}
