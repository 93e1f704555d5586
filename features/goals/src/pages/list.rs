//! All goals of one client: what they want, what became of the rest.

use axum::{extract::Query, response::Response};
use maud::{Markup, html};
use tend_core::{
    Error, Result,
    ui::{self, Width, page_head},
    web::{Page, Visit},
};

use super::{Typed, new, url};
use crate::{
    actions::MOST_OPEN,
    client::{Shown, above, block, chips, who_and_when},
    goal::Goal,
    store,
};

/// So many that ended are shown.
const MOST_ENDED: i64 = 200;

/// What the page shows.
pub(super) struct All {
    pub shown: Shown,
    pub ended: Vec<Goal>,
    pub name: String,
}

/// `GET /goals`: of a `client`.
pub(super) async fn show(visit: Visit, Query(typed): Query<Typed>) -> Result<Response> {
    let client = typed.get("client").parse().map_err(|_| Error::NotFound)?;
    visit
        .page(move |db, visit| {
            let actor = &visit.actor;
            let client = tend_clients::store::find(db, actor, client)?;
            let open = store::open_of_client(db, actor, client.id, MOST_OPEN as i64)?;
            let ended = store::ended_of_client(db, actor, client.id, MOST_ENDED)?;
            let shown = Shown {
                client: client.id,
                above: above(db, actor, &open)?,
                open,
                ended: ended.len() as i64,
                may_write: actor.may_write().is_ok(),
                today: visit.now.day_in(&actor.zone),
                whole: true,
            };
            let live = format!("client:{}", client.id);
            Ok(Page::new(format!("What {} want to do", client.name), view(&All { shown, ended, name: client.name }))
                .live(live))
        })
        .await
}

pub(super) fn view(all: &All) -> Markup {
    let head = page_head("What they want to do")
        .under("Clients", "/clients")
        .under(&all.name, tend_clients::client_url(all.shown.client))
        .here("Goals")
        .lede(html! { span dir="auto" { (all.name) } ". What matters most to them stands first." });
    ui::page(
        Width::Usual,
        html! {
            (head)
            (block(&all.shown))
            @if !all.ended.is_empty() { (ui::block("ended", "Attained, and let go", None, ended(all))) }
            @if all.shown.may_write && all.shown.open.len() > 6 { p { (new::another(all.shown.client)) } }
        },
    )
}

fn ended(all: &All) -> Markup {
    html! {
        ul.goals {
            @for goal in &all.ended {
                li {
                    p.said dir="auto" { a href=(url(goal.id)) data-frag { q { (goal.words) } } }
                    @if !goal.their_word.is_empty() { p.so-that dir="auto" { "In the end: " q { (goal.their_word) } } }
                    p.meta {
                        span dir="auto" { (who_and_when(goal)) }
                        @for (words, tone) in chips(goal, all.shown.today) { (ui::chip(&words, tone)) }
                    }
                }
            }
        }
    }
}
