//! The page behind a client's own link: who looks after it, what was done, and the buttons by which they say how it is. Looking at it
//! changes nothing, for scanners of mail look, too; and every link that leads nowhere is answered alike.

use axum::{
    Form,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use tend_core::{
    Actor, App, Error, Problem as FieldProblem, Result, Timestamp, Tx, api::token::Shown, auth::Secret, db::Conn,
    house, web::see_other,
};

use super::{public, views};
use crate::{
    actions::{self, ChainOfCare},
    pages::{Draft, Typed},
    store,
};

const TITLE: &str = "How it stands";

/// All that the page shows.
pub(super) struct Care {
    pub token: String,
    pub house: String,
    pub chain: ChainOfCare,
    pub now: Timestamp,
    pub zone: jiff::tz::TimeZone,
}

/// Who they are, and what their link leads to; not found, whatever is wrong with it.
fn load(db: &Conn, token: &str, now: Timestamp) -> Result<(Actor, Secret, Care)> {
    let Shown { workspace, secret } = token.parse::<Shown>().map_err(|()| Error::NotFound)?;
    let nobody = Actor::outside(workspace, "", jiff::tz::TimeZone::UTC);
    let problem = actions::problem_of_link(db, &nobody, &secret, now)?;
    let zone = store::place(db, &nobody, problem.location)?.hours.zone;
    let client = tend_clients::store::find(db, &nobody, problem.client)?;
    let actor = Actor::outside(workspace, &client.name, zone.clone());
    let chain = actions::chain_of_care(db, &actor, problem)?;
    let house = house::store::workspace(db, workspace)?.name;
    Ok((actor, secret, Care { token: token.to_owned(), house, chain, now, zone }))
}

async fn loaded(app: &App, token: &str) -> Result<Option<(Actor, Secret, Care)>> {
    let (token, now) = (token.to_owned(), app.clock.now());
    match app.read(move |db| load(db, &token, now)).await {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

fn nowhere(app: &App, headers: &HeaderMap) -> Response {
    public(app, headers, StatusCode::NOT_FOUND, "This link leads nowhere", views::nowhere())
}

pub(super) async fn show(State(app): State<App>, headers: HeaderMap, Path(token): Path<String>) -> Result<Response> {
    let Some((.., care)) = loaded(&app, &token).await? else { return Ok(nowhere(&app, &headers)) };
    Ok(public(&app, &headers, StatusCode::OK, TITLE, views::care(&care, &Draft::default())))
}

pub(super) async fn settle(
    State(app): State<App>,
    headers: HeaderMap,
    Path(token): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let sent = typed.clone();
    let says = Says { form: "good", typed };
    says_so(&app, &headers, &token, says, move |tx, secret| {
        actions::settle_by_client(tx, secret, sent.get("words")).map(drop)
    })
    .await
}

pub(super) async fn not_settled(
    State(app): State<App>,
    headers: HeaderMap,
    Path(token): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let sent = typed.clone();
    let says = Says { form: "not-good", typed };
    says_so(&app, &headers, &token, says, move |tx, secret| {
        actions::not_settled_by_client(tx, secret, sent.get("words"))
    })
    .await
}

/// What they sent, with which form.
struct Says {
    form: &'static str,
    typed: Typed,
}

async fn says_so<F>(app: &App, headers: &HeaderMap, token: &str, says: Says, verb: F) -> Result<Response>
where
    F: Fn(&Tx, &Secret) -> Result<()> + Send + 'static,
{
    let Some((actor, secret, care)) = loaded(app, token).await? else { return Ok(nowhere(app, headers)) };
    let not_taken = |status, care: &Care, problems: Vec<FieldProblem>, conflict| {
        let draft = Draft { form: says.form, typed: says.typed.clone(), problems, conflict };
        public(app, headers, status, TITLE, views::care(care, &draft))
    };
    match app.write(&actor, move |tx| verb(tx, &secret)).await {
        Ok(()) => Ok(see_other(format!("/care/{token}"))),
        Err(Error::NotFound) => Ok(nowhere(app, headers)),
        Err(Error::Invalid(problems)) => Ok(not_taken(StatusCode::UNPROCESSABLE_ENTITY, &care, problems, None)),
        Err(Error::Conflict(_)) => {
            // Something happened in the very same moment: they look at how it stands now, and say it once more if it still holds.
            let Some((.., care)) = loaded(app, token).await? else { return Ok(nowhere(app, headers)) };
            let sentence = "Something changed a moment ago. Look at how it stands now; your words are still here.";
            Ok(not_taken(StatusCode::CONFLICT, &care, Vec::new(), Some(sentence.to_owned())))
        }
        Err(other) => Err(other),
    }
}
