//! The pages about people: who works here, who comes, who leaves. Only admins see them.

use axum::{
    Form, Router,
    extract::Path,
    response::Response,
    routing::{get, post},
};

use super::{
    Added, Member, actions,
    forms::{InviteForm, LeaveForm, PostForm},
    store, views,
};
use crate::{
    actor::Role,
    app::App,
    auth::{Purpose, Secret, link_url},
    db::Conn,
    error::{Error, Problem, Result},
    house::{self, Location},
    id::MemberId,
    web::{Page, Visit, told},
};

/// Routes under `/settings/people`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/settings/people", get(list))
        .route("/settings/people/new", get(new).post(invite))
        .route("/settings/people/{id}", get(one).post(change))
        .route("/settings/people/{id}/link", post(link))
        .route("/settings/people/{id}/leaving", post(leave))
}

fn read_id(text: &str) -> Result<MemberId> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn list(visit: Visit) -> Result<Response> {
    visit.actor.must_be(Role::Admin)?;
    visit
        .page(|db, visit| {
            let members = store::present(db, visit.actor.workspace)?;
            Ok(Page::new("People", views::list(&members, visit.actor.member)).live("members"))
        })
        .await
}

async fn new(visit: Visit) -> Result<Response> {
    visit.actor.must_be(Role::Admin)?;
    let here = visit.actor.location.map(|location| location.to_string()).unwrap_or_default();
    let form = InviteForm { role: Role::Member.to_string(), location: here, ..InviteForm::default() };
    invite_page(&visit, form, Vec::new()).await
}

async fn invite(visit: Visit, Form(form): Form<InviteForm>) -> Result<Response> {
    let added = match form.checked() {
        Ok(new) => visit.write(move |tx| actions::invite(tx, &new)).await,
        Err(problems) => Err(problems),
    };
    match added {
        Ok(Added { member, link: Some(secret), .. }) => hand_over(&visit, member, secret, Purpose::Invite).await,
        Ok(Added { .. }) => {
            let name = form.name.trim();
            Ok(told(
                "/settings/people",
                format!("{name} works here now and signs in with the password they have already."),
                None,
            ))
        }
        Err(Error::Invalid(problems)) => invite_page(&visit, form, problems).await,
        Err(other) => Err(other),
    }
}

async fn invite_page(visit: &Visit, form: InviteForm, problems: Vec<Problem>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let places = house::store::open_locations(db, visit.actor.workspace)?;
            let page = Page::new("Invite a colleague", views::invite(&form, &places, &problems));
            Ok(if problems.is_empty() { page } else { page.not_taken() })
        })
        .await
}

/// The link is shown this once; only its hash is kept.
async fn hand_over(visit: &Visit, member: MemberId, secret: Secret, purpose: Purpose) -> Result<Response> {
    let url = link_url(&visit.app.settings, &secret);
    let is_sent = purpose == Purpose::Invite && visit.app.settings.mail.is_some();
    visit
        .page(move |db, visit| {
            let member = store::find(db, visit.actor.workspace, member)?;
            Ok(Page::new(
                "A link to hand over",
                views::hand_over(&member, &url, purpose, is_sent.then_some(member.address.as_str())),
            ))
        })
        .await
}

async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    visit.actor.must_be(Role::Admin)?;
    member_page(&visit, read_id(&id)?, None, Vec::new()).await
}

async fn member_page(visit: &Visit, id: MemberId, form: Option<PostForm>, problems: Vec<Problem>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let found = look(db, visit, id)?;
            let form = form.clone().unwrap_or_else(|| PostForm::of(&found.member));
            let page = Page::new(found.member.name.clone(), views::member(&found, &form, &problems));
            Ok(if problems.is_empty() { page } else { page.not_taken() })
        })
        .await
}

/// A member with what the page about them needs besides.
pub(super) struct Found {
    pub member: Member,
    pub colleagues: Vec<Member>,
    pub places: Vec<Location>,
    /// Those they look after, by name.
    pub keeps: Vec<String>,
    /// When they are away or will be, in words.
    pub away: Vec<String>,
    /// Where everything of theirs is handed over first, if a feature does that.
    pub hand_over: Option<String>,
    pub is_me: bool,
    pub since: String,
}

fn look(db: &Conn, visit: &Visit, id: MemberId) -> Result<Found> {
    let workspace = visit.actor.workspace;
    let member = store::find(db, workspace, id)?;
    if member.left_at.is_some() {
        return Err(Error::NotFound);
    }
    let colleagues = store::present(db, workspace)?
        .into_iter()
        .filter(|other| other.id != id && other.role != Role::Guest)
        .collect();
    let all = house::store::locations(db, workspace)?;
    let places = all.into_iter().filter(|place| place.closed_at.is_none() || place.id == member.location).collect();
    let since = member.joined_at.in_zone(&visit.actor.zone).strftime("%-d %B %Y").to_string();
    let keeps = house::store::looked_after_by(db, workspace, id)?.into_iter().map(|place| place.name).collect();
    let away = house::away::in_words(db, workspace, id, visit.now, &visit.actor.zone)?;
    let hand_over = visit.app.features.iter().find_map(|feature| feature.before_leaving).map(|url| url(id));
    Ok(Found { hand_over, is_me: visit.actor.member == Some(id), member, colleagues, places, keeps, away, since })
}

async fn change(visit: Visit, Path(id): Path<String>, Form(form): Form<PostForm>) -> Result<Response> {
    let id = read_id(&id)?;
    let changed = match form.checked() {
        Ok((role, location, version)) => visit.write(move |tx| actions::change(tx, id, role, location, version)).await,
        Err(problems) => Err(problems),
    };
    match changed {
        Ok(()) => Ok(told(format!("/settings/people/{id}"), "Kept", None)),
        Err(Error::Invalid(problems)) => member_page(&visit, id, Some(form), problems).await,
        Err(other) => Err(other),
    }
}

async fn link(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id = read_id(&id)?;
    let secret = visit.write(move |tx| actions::reset_link(tx, id)).await?;
    hand_over(&visit, id, secret, Purpose::Reset).await
}

async fn leave(visit: Visit, Path(id): Path<String>, Form(form): Form<LeaveForm>) -> Result<Response> {
    let id = read_id(&id)?;
    let left = match form.checked() {
        Ok(leaving) => visit.write(move |tx| actions::leave(tx, id, leaving)).await,
        Err(problems) => Err(problems),
    };
    match left {
        Ok(()) => {
            Ok(told("/settings/people", "They left, and everybody they looked after has a new name to turn to.", None))
        }
        Err(Error::Invalid(problems)) => member_page(&visit, id, None, problems).await,
        Err(other) => Err(other),
    }
}
