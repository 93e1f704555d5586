//! The pages about tokens, and the page that explains the door.

mod explained;
mod views;

use axum::{
    Form, Router,
    extract::Path,
    response::Response,
    routing::{get, post},
};

use super::{
    Scope, actions, document,
    token::{Lifetime, NewToken, Token},
};
use crate::{
    actor::{Actor, Role},
    app::App,
    db::Conn,
    error::{Error, Problem, Result},
    web::{Page, Visit, told},
};

pub(super) use explained::samples as explained_samples;
pub(super) use views::{Line, asked_view, list_view, shown_view};

/// Where the tokens are looked after.
pub(super) const LIST: &str = "/settings/tokens";
const NEW: &str = "/settings/tokens/new";

/// The pages' routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api", get(explain))
        .route(LIST, get(list))
        .route(NEW, get(ask).post(make))
        .route("/settings/tokens/{id}/withdrawing", post(withdraw))
}

async fn list(visit: Visit) -> Result<Response> {
    visit.actor.may_write()?;
    visit
        .page(|db, visit| {
            let lines: Vec<Line> = actions::listed(db, &visit.actor)?.iter().map(|token| line(token, visit)).collect();
            Ok(Page::new("Tokens", list_view(&lines)))
        })
        .await
}

fn line(token: &Token, visit: &Visit) -> Line {
    let day = |at: crate::Timestamp| at.in_zone(&visit.actor.zone).strftime("%-d %B %Y").to_string();
    let has_ended = token.expires_at.is_some_and(|at| at <= visit.now);
    Line {
        id: token.id,
        name: token.name.clone(),
        owner: (visit.actor.member != Some(token.member)).then(|| token.member_name.clone()),
        may: token.scopes.iter().map(Scope::words).collect(),
        made: day(token.created_at),
        used: token.seen_at.map(day),
        ends: token.expires_at.map(day),
        has_ended,
    }
}

/// What the form of a new token sends.
#[derive(Clone, Default)]
pub(super) struct Asked {
    pub name: String,
    pub scopes: Vec<String>,
    pub role: String,
    pub lifetime: String,
}

impl Asked {
    fn usual(actor: &Actor) -> Self {
        Asked { role: actor.role.to_string(), lifetime: Lifetime::Year.to_string(), ..Asked::default() }
    }
    /// Several values of one name need a reading of their own.
    fn read(pairs: Vec<(String, String)>) -> Self {
        let mut asked = Asked::default();
        for (name, value) in pairs {
            match name.as_str() {
                "name" => asked.name = value,
                "scopes" => asked.scopes.push(value),
                "role" => asked.role = value,
                "lifetime" => asked.lifetime = value,
                _ => {}
            }
        }
        asked
    }
    fn checked(&self, actor: &Actor) -> Result<NewToken> {
        let scopes = self.scopes.iter().map(|scope| scope.parse::<Scope>());
        let scopes = scopes.collect::<Result<Vec<_>, _>>().map_err(|message| Error::invalid("scopes", message))?;
        let role = self.role.parse::<Role>().map_err(|_| Error::invalid("role", "Choose what it may do at most."))?;
        let lifetime =
            self.lifetime.parse().map_err(|_| Error::invalid("lifetime", "Choose how long it shall live."))?;
        Ok(NewToken { member: actor.me()?, name: self.name.clone(), role, scopes, lifetime })
    }
}

async fn ask(visit: Visit) -> Result<Response> {
    visit.actor.may_write()?;
    let usual = Asked::usual(&visit.actor);
    ask_page(&visit, usual, Vec::new()).await
}

async fn ask_page(visit: &Visit, asked: Asked, problems: Vec<Problem>) -> Result<Response> {
    visit
        .page(move |_: &Conn, visit| {
            let known = document::scopes(visit.app.features);
            let page = Page::new("A new token", asked_view(&asked, &known, visit.actor.role, &problems));
            Ok(if problems.is_empty() { page } else { page.not_taken() })
        })
        .await
}

async fn make(visit: Visit, Form(pairs): Form<Vec<(String, String)>>) -> Result<Response> {
    let asked = Asked::read(pairs);
    let made = match asked.checked(&visit.actor) {
        Ok(new) => visit.write(move |tx| actions::create(tx, &new)).await,
        Err(problems) => Err(problems),
    };
    match made {
        // Shown this once: only its hash is kept.
        Ok((_, shown)) => {
            let name = asked.name.trim().to_owned();
            visit.page(move |_, _| Ok(Page::new("A new token", shown_view(&name, &shown.text())))).await
        }
        Err(Error::Invalid(problems)) => ask_page(&visit, asked, problems).await,
        Err(other) => Err(other),
    }
}

async fn withdraw(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let token = visit.write(move |tx| actions::withdraw(tx, id)).await?;
    Ok(told(LIST, format!("Withdrawn: {}. Nobody is let in by it any more.", token.name), None))
}

async fn explain(visit: Visit) -> Result<Response> {
    visit.page(|_, visit| Ok(Page::new("The JSON door", explained::view(&document::of(visit.app.features))))).await
}
