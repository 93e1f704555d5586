//! The page of mail for admins, and the page by which somebody ends letters to them.

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use maud::Markup;

use super::{
    actions,
    letter::{Letter, LetterId},
    store,
    views::{self, Shown},
};
use crate::{
    actor::{Actor, Role},
    app::App,
    error::{Error, Result},
    house,
    id::WorkspaceId,
    ui::shell,
    web::{Page, Visit, bare_shell, told},
};

/// Where it is.
pub(super) const HERE: &str = "/settings/mail";
/// So many letters are listed.
const MOST_SHOWN: i64 = 50;

/// Routes of mail.
pub fn routes() -> Router<App> {
    Router::new()
        .route(HERE, get(show))
        .route("/settings/mail/trial", post(trial))
        .route("/settings/mail/letters/{id}", post(again))
        .route("/letters/{workspace}/{id}/{token}", get(ask_to_stop).post(stop))
}

/// The address of the page that ends letters like this one.
pub(super) fn stop_url(base_url: &str, workspace: WorkspaceId, letter: LetterId, token: &str) -> String {
    format!("{base_url}/letters/{workspace}/{letter}/{token}")
}

async fn show(visit: Visit) -> Result<Response> {
    visit.actor.must_be(Role::Admin)?;
    visit
        .page(|db, visit| {
            let shown = Shown {
                post: visit.app.settings.mail.as_deref(),
                newest: &store::newest(db, visit.actor.workspace, MOST_SHOWN)?,
                zone: &visit.actor.zone,
                can_trial: visit.actor.member.is_some(),
            };
            Ok(Page::new("Mail", views::mail(&shown)).live("mail"))
        })
        .await
}

async fn trial(visit: Visit) -> Result<Response> {
    visit.write(actions::send_trial).await?;
    Ok(told(HERE, "On its way to you. Look again in a moment.", None))
}

async fn again(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    visit.write(move |tx| actions::send_again(tx, id)).await?;
    Ok(told(HERE, "On its way again", None))
}

type Stop = Path<(String, String, String)>;

/// Looking at the page ends nothing: scanners of mail look, too.
async fn ask_to_stop(State(app): State<App>, headers: HeaderMap, path: Stop) -> Result<Response> {
    let Some((workspace, letter)) = found(&app, path).await? else { return Ok(over(&app, &headers)) };
    let house = app.read(move |db| house::store::workspace(db, workspace)).await?.name;
    Ok(bare(&app, &headers, StatusCode::OK, views::ask_to_stop(&house, &letter.to_address, letter.reason)))
}

async fn stop(State(app): State<App>, headers: HeaderMap, path: Stop) -> Result<Response> {
    let Some((workspace, letter)) = found(&app, path).await? else { return Ok(over(&app, &headers)) };
    let actor = Actor::house(workspace, jiff::tz::TimeZone::UTC);
    let address = letter.to_address.clone();
    app.write(&actor, move |tx| actions::stop(tx, &letter)).await?;
    Ok(bare(&app, &headers, StatusCode::OK, views::stopped(&address)))
}

/// The letter an address names, if its token is the right one; old, wrong and guessed ones are all nothing.
async fn found(app: &App, Path((workspace, id, token)): Stop) -> Result<Option<(WorkspaceId, Letter)>> {
    let (Ok(workspace), Ok(id)) = (workspace.parse::<WorkspaceId>(), id.parse::<LetterId>()) else { return Ok(None) };
    app.read(move |db| {
        let (_, stop) = store::secrets(db, workspace, id)?;
        match stop {
            Some(stop) if is_same(&stop, &token) => Ok(Some((workspace, store::find(db, workspace, id)?))),
            _ => Ok(None),
        }
    })
    .await
}

/// Looks at every sign, so that how long it takes tells nothing.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

fn over(app: &App, headers: &HeaderMap) -> Response {
    bare(app, headers, StatusCode::NOT_FOUND, views::is_over())
}

fn bare(app: &App, headers: &HeaderMap, status: StatusCode, main: Markup) -> Response {
    let page = shell::bare(&bare_shell(app, headers, "Letters"), main);
    (status, [(header::CACHE_CONTROL, "no-store")], page).into_response()
}
