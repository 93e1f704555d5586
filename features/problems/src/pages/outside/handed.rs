//! A link to hand over: where no letter reaches a client, somebody who works here makes one, and it is shown this once. Here they are
//! withdrawn, too.

use axum::{extract::Path, response::Response};
use maud::{Markup, html};
use tend_core::{
    Result,
    db::Conn,
    ui::{self, Icon, Tone, Width, button, link, notice, page_head, press, tools},
    web::{Page, Visit, told},
};

use crate::{
    actions,
    pages::{BOARD, id_of, url},
    problem::{Problem, ProblemId},
    store,
};

/// What the page shows.
pub(super) struct Handed {
    pub problem: Problem,
    /// What one calls the client.
    pub called: String,
    /// How many links lead there now.
    pub links: u64,
    /// The one just made.
    pub made: Option<String>,
}

fn load(db: &Conn, visit: &Visit, id: ProblemId, made: Option<String>) -> Result<Handed> {
    visit.actor.may_write()?;
    let problem = store::find(db, &visit.actor, id)?;
    let called = tend_clients::store::find(db, &visit.actor, problem.client)?.called().to_owned();
    Ok(Handed { links: store::links(db, &visit.actor, id, visit.now)?, problem, called, made })
}

async fn page(visit: &Visit, id: ProblemId, made: Option<String>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let handed = load(db, visit, id, made.clone())?;
            Ok(Page::new("Their own page", view(&handed)))
        })
        .await
}

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    page(&visit, id_of(&id)?, None).await
}

pub(super) async fn make(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id = id_of(&id)?;
    let made = visit.write(move |tx| actions::make_link(tx, id)).await?;
    let href = format!("{}/care/{}", visit.app.settings.base_url, made.text());
    page(&visit, id, Some(href)).await
}

pub(super) async fn withdraw(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id = id_of(&id)?;
    visit.write(move |tx| actions::withdraw_links(tx, id)).await?;
    Ok(told(format!("{}/link", url(id)), "Withdrawn. No link leads there any more.", None))
}

pub(super) fn view(handed: &Handed) -> Markup {
    let here = url(handed.problem.id);
    ui::page(
        Width::Usual,
        html! {
            (page_head("Their own page").under("Problems", BOARD).under(&handed.problem.title, here.as_str()).here("Link")
                .lede(html! { span dir="auto" { (handed.called) } " sees there who looks after it and when, and says that it is good, or not yet." }))
            @if let Some(href) = &handed.made {
                (notice(Tone::Green, Icon::Link, html! {
                    p { b { "Give it to " (handed.called) " alone. It is shown this once." } }
                    p.link-made { (href) }
                }))
            }
            p { (how_many(handed.links)) }
            (tools(html! {
                (press(format!("{here}/link"), button("Make a link").icon(Icon::Link)))
                @if handed.links > 0 { (press(format!("{here}/link/withdrawal"), button("Withdraw all links"))) }
                (link("Back to the problem", here.as_str()).quiet())
            }))
        },
    )
}

fn how_many(links: u64) -> String {
    match links {
        0 => "No link leads there now.".to_owned(),
        1 => "One link leads there now.".to_owned(),
        links => format!("{links} links lead there now."),
    }
}
