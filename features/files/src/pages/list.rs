//! All files of a client, the newest first; and a form that brings more.

use axum::{
    extract::{Path, Query, Request},
    response::Response,
};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use serde::Deserialize;
use tend_clients::Client;
use tend_core::{
    Error, Problem, Result,
    files::{self, Kept},
    id::ClientId,
    ui,
    web::{Page, Visit, brought, told},
};

use super::{list_url, url, views};
use crate::{
    actions,
    file::{ClientFile, FileId, in_words},
    store,
};

/// How many stand on a page.
const PAGE: usize = 40;

#[derive(Deserialize)]
pub(super) struct Asked {
    before: Option<String>,
}

/// What the page shows.
pub(crate) struct List {
    pub client: Client,
    pub files: Vec<ClientFile>,
    /// The last of the page, where there are more behind it.
    pub next: Option<FileId>,
    pub is_first: bool,
    pub may_write: bool,
    /// What came with the form and is kept until it is taken.
    pub kept: Vec<Kept>,
    pub problems: Vec<Problem>,
    pub most_file_bytes: u64,
    pub zone: TimeZone,
}

/// `GET /clients/{client}/files`
pub(super) async fn show(visit: Visit, Path(client): Path<String>, Query(asked): Query<Asked>) -> Result<Response> {
    let client: ClientId = client.parse().map_err(|_| Error::NotFound)?;
    let before = asked.before.and_then(|text| text.parse().ok());
    page(&visit, client, before, Vec::new(), Vec::new()).await
}

async fn page(
    visit: &Visit,
    client: ClientId,
    before: Option<FileId>,
    kept: Vec<Kept>,
    problems: Vec<Problem>,
) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let client = tend_clients::store::find(db, &visit.actor, client)?;
            let mut files = store::of_client(db, &visit.actor, client.id, before, PAGE as i64 + 1)?;
            let has_more = files.len() > PAGE;
            files.truncate(PAGE);
            let list = List {
                next: files.last().map(|file| file.id).filter(|_| has_more),
                files,
                is_first: before.is_none(),
                may_write: visit.actor.may_write().is_ok(),
                kept: kept.clone(),
                problems: problems.clone(),
                most_file_bytes: files::room(db, &visit.actor)?.most_file_bytes.unsigned_abs(),
                zone: visit.actor.zone.clone(),
                client,
            };
            let page = Page::new(format!("Files of {}", list.client.name), list_view(&list))
                .live(format!("client:{}", list.client.id));
            Ok(if list.problems.is_empty() { page } else { page.not_taken() })
        })
        .await
}

/// `POST /clients/{client}/files`
pub(super) async fn bring(visit: Visit, Path(client): Path<String>, request: Request) -> Result<Response> {
    let client: ClientId = client.parse().map_err(|_| Error::NotFound)?;
    visit.read(move |db, actor| tend_clients::store::find(db, actor, client).map(drop)).await?;
    let mut brought = brought(&visit, request).await?;
    let done = match brought.keep(&visit.app, &visit.actor).await {
        Ok(kept) => visit.write(move |tx| actions::add(tx, client, &kept).map(|_| kept.clone())).await,
        Err(trouble) => Err(trouble.into()),
    };
    match done {
        Ok(kept) => {
            let names: Vec<&str> = kept.iter().map(|file| file.name.as_str()).collect();
            Ok(told(list_url(client), format!("Kept: {}", in_words(&names)), None))
        }
        Err(Error::Invalid(problems)) => page(&visit, client, None, brought.before, problems).await,
        Err(other) => Err(other),
    }
}

/// The page.
pub(crate) fn list_view(list: &List) -> Markup {
    let page = tend_clients::client_url(list.client.id);
    let inside = html! {
        (ui::page_head("Files").under("Clients", "/clients").under(&list.client.name, page).here("Files"))
        @if list.may_write && list.is_first { (form(list)) }
        @if list.files.is_empty() { (ui::nothing("No file yet.")) }
        @else { ul.all-files { @for file in &list.files { (row(file, list)) } } }
        (pager(list))
    };
    ui::page(ui::Width::Narrow, inside)
}

fn form(list: &List) -> Markup {
    let problem = Problem::about(&list.problems, files::FIELD);
    html! {
        form.bring-files id="bring" method="post" action=(list_url(list.client.id)) enctype="multipart/form-data" data-frag aria-label="Bring files" {
            (ui::picker(&ui::Picker { id: "bring-files", kept: &list.kept, error: problem, most_bytes: list.most_file_bytes }))
            div.tools { (ui::button("Keep them").primary()) }
        }
    }
}

fn row(file: &ClientFile, list: &List) -> Markup {
    let who = if file.by_name.is_empty() { "Tend" } else { &file.by_name };
    html! {
        li id={ "file-" (file.id) } {
            (views::face(file))
            span.fill {
                a href=(url(file.id)) dir="auto" data-frag { (file.name) }
                small { (file.about()) ". " (who) ", " (ui::time(&file.added_at.to_string(), &views::day(file, &list.zone))) }
            }
            span.tools { (views::save(file)) @if list.may_write { (views::take_away(file)) } }
        }
    }
}

fn pager(list: &List) -> Markup {
    let first = (!list.is_first).then(|| ui::Url::from(list_url(list.client.id)));
    let next = list.next.map(|id| ui::Url::from(format!("{}?before={id}", list_url(list.client.id))));
    html! { @if first.is_some() || next.is_some() { (ui::pager("The newest first", first.as_ref(), next.as_ref())) } }
}
