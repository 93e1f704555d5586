//! One's own settings: name and place, colours and keys, password, where one is signed in.

mod views;

use axum::{
    Form, Router,
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;

use super::{Page, Visit, see_other, theme, told};
use crate::{
    app::App,
    auth::{
        Caller, NewPassword, actions, members,
        pages::{let_in, same_site},
        session::Visitor,
        store as users,
    },
    db::Conn,
    error::{Error, Problem, Problems, Result},
    house::{self, Location, WorkspaceSettings, read_name},
    id::LocationId,
    ui::Theme,
};

pub(crate) use views::samples;

const HERE: &str = "/me";

/// Routes under `/me`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/me", get(show).post(edit))
        .route("/me/theme", post(choose_theme))
        .route("/me/keys", post(switch_keys))
        .route("/me/password", get(password).post(change_password))
        .route("/me/sessions/{session}/ending", post(end_session))
        .route("/me/workspace", post(change_over))
}

/// What one can say about oneself.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct MeForm {
    name: String,
    location: String,
}

impl MeForm {
    fn checked(&self) -> Result<(String, LocationId)> {
        let mut problems = Problems::default();
        let name = problems.take("name", read_name(&self.name, "What do your colleagues call you?"));
        let location =
            problems.take("location", self.location.parse().map_err(|_| "Choose where you work.".to_owned()));
        problems.none()?;
        match (name, location) {
            (Some(name), Some(location)) => Ok((name, location)),
            _ => Err(Error::ours("a form without problems gave nobody")),
        }
    }
}

/// What the page shows.
struct Found {
    form: MeForm,
    email: String,
    theme: Theme,
    keys: bool,
    places: Vec<Location>,
    sessions: Vec<views::SessionLine>,
    workspaces: Vec<WorkspaceSettings>,
    /// When one is away or will be, in words.
    away: Vec<String>,
}

async fn show(visit: Visit) -> Result<Response> {
    page(&visit, None, Vec::new()).await
}

async fn page(visit: &Visit, form: Option<MeForm>, problems: Vec<Problem>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let found = look(db, visit, form.clone())?;
            let page = Page::new("You", views::me(&found, &problems));
            Ok(if problems.is_empty() { page } else { page.not_taken() })
        })
        .await
}

fn look(db: &Conn, visit: &Visit, form: Option<MeForm>) -> Result<Found> {
    let (workspace, user) = (visit.actor.workspace, visit.session.user);
    let me = members::find(db, workspace, visit.actor.me()?)?;
    let all = house::store::locations(db, workspace)?;
    let elsewhere = users::workplaces_of(db, user)?.into_iter().filter(|place| place.workspace != workspace);
    let sessions = users::sessions_of(db, user, visit.now)?;
    let away = house::away::in_words(db, workspace, me.id, visit.now, &visit.actor.zone)?;
    Ok(Found {
        away,
        form: form.unwrap_or(MeForm { name: me.name, location: me.location.to_string() }),
        email: me.address,
        theme: theme::of(&visit.headers),
        keys: theme::keys(&visit.headers),
        places: all.into_iter().filter(|place| place.closed_at.is_none() || place.id == me.location).collect(),
        sessions: sessions.iter().map(|session| views::SessionLine::of(session, visit)).collect(),
        workspaces: elsewhere.map(|place| house::store::workspace(db, place.workspace)).collect::<Result<_>>()?,
    })
}

async fn edit(visit: Visit, Form(form): Form<MeForm>) -> Result<Response> {
    let edited = match form.checked() {
        Ok((name, location)) => visit.write(move |tx| members::edit_me(tx, &name, location)).await,
        Err(problems) => Err(problems),
    };
    match edited {
        // The whole page, because the frame shows name and place, too.
        Ok(()) => Ok(told(HERE, "Kept", None)),
        Err(Error::Invalid(problems)) => page(&visit, Some(form), problems).await,
        Err(other) => Err(other),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ThemeForm {
    theme: String,
    back: String,
}

async fn choose_theme(visit: Visit, Form(form): Form<ThemeForm>) -> Response {
    let theme = Theme::from_cookie(&form.theme).name();
    remember(&visit, "theme", theme, &form.back)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct KeysForm {
    keys: String,
    back: String,
}

async fn switch_keys(visit: Visit, Form(form): Form<KeysForm>) -> Response {
    let keys = if form.keys == "off" { "off" } else { "on" };
    remember(&visit, "keys", keys, &form.back)
}

/// Keeps a choice in this browser for a year, and goes back to where it was made.
fn remember(visit: &Visit, name: &str, value: &str, back: &str) -> Response {
    let secure = if visit.app.settings.is_https() { "; Secure" } else { "" };
    let cookie = HeaderValue::from_str(&format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax{secure}"));
    let cookie = cookie.expect("names and values of these cookies are a few plain words");
    ([(header::SET_COOKIE, cookie)], see_other(same_site(back).unwrap_or(HERE))).into_response()
}

/// What is typed to change a password; none of it is written back.
#[derive(Default, Deserialize)]
#[serde(default)]
struct PasswordForm {
    present: String,
    password: String,
}

async fn password(visit: Visit) -> Result<Response> {
    password_page(&visit, Vec::new()).await
}

async fn password_page(visit: &Visit, problems: Vec<Problem>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let email = users::user(db, visit.session.user)?.email;
            let page = Page::new("Change my password", views::password(&email, &problems));
            Ok(if problems.is_empty() { page } else { page.not_taken() })
        })
        .await
}

async fn change_password(visit: Visit, Form(form): Form<PasswordForm>) -> Result<Response> {
    let user = visit.session.user;
    let email = visit.read(move |db, _| Ok(users::user(db, user)?.email)).await?;
    let visitor = Visitor { actor: visit.actor.clone(), session: visit.session.clone() };
    let changed = match NewPassword::read(&form.password, &email) {
        Ok(new) => actions::change_password(&visit.app, &visitor, form.present, new).await,
        Err(sentence) => Err(Error::invalid("password", sentence)),
    };
    match changed {
        Ok(()) => Ok(told(HERE, "Your password is changed, and you are signed out everywhere else.", None)),
        Err(Error::Invalid(problems)) => password_page(&visit, problems).await,
        Err(other) => Err(other),
    }
}

async fn end_session(visit: Visit, Path(session): Path<String>) -> Result<Response> {
    actions::end_session(&visit.app, visit.session.user, session).await?;
    Ok(told(HERE, "Signed out there", None))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ChangeOverForm {
    workspace: String,
}

async fn change_over(visit: Visit, caller: Caller, Form(form): Form<ChangeOverForm>) -> Result<Response> {
    let workspace = form.workspace.parse().map_err(|_| Error::NotFound)?;
    let secret = actions::switch(&visit.app, &visit.session, workspace, caller).await?;
    Ok(let_in(&visit.app, &secret, visit.session.stays, "/"))
}
