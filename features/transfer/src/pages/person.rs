//! One person's data: papers to hand to them, and erasing them.

use axum::{
    Form,
    body::Body,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use futures_util::stream;
use maud::{Markup, html};
use serde::Deserialize;
use tend_clients::{client_url, store as clients};
use tend_core::{
    Actor, Error, Problem, Result, Role, Timestamp,
    db::Conn,
    feature::Panel,
    id::ClientId,
    migrations,
    ui::{self, Icon, Tone},
    web::{Page, Visit, told},
};
use tokio::io::AsyncReadExt as _;

use crate::person::{self, Held, erase};

/// Whose data it is.
pub(crate) struct Who {
    pub id: ClientId,
    pub name: String,
}

pub(super) const HERE: &str = "/clients/{client}/data";

/// The way there, on a client's page.
pub(crate) fn panel(_: &Conn, actor: &Actor, client: ClientId, _: Timestamp) -> Result<Option<Panel>> {
    if actor.may_write().is_err() {
        return Ok(None);
    }
    let markup = html! {
        p.meta { a href={ (client_url(client)) "/data" } data-frag { "What we hold about them" } }
    };
    Ok(Some(Panel { side: true, markup }))
}

pub(super) async fn show(visit: Visit, Path(id): Path<ClientId>) -> Result<Response> {
    page(&visit, id, String::new(), None).await
}

async fn page(visit: &Visit, id: ClientId, typed: String, problem: Option<Problem>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            visit.actor.may_write()?;
            let client = clients::find(db, &visit.actor, id)?;
            let may_erase = visit.actor.must_be(Role::Admin).is_ok();
            let title = format!("What we hold about {}", client.name);
            let who = Who { id, name: client.name };
            let page = Page::new(title, data_view(&who, may_erase, &typed, problem.as_ref()));
            Ok(if problem.is_some() { page.not_taken() } else { page })
        })
        .await
}

/// The page: the papers, and for an admin the end.
pub(crate) fn data_view(who: &Who, may_erase: bool, typed: &str, problem: Option<&Problem>) -> Markup {
    let (here, url) = (format!("{}/data", client_url(who.id)), client_url(who.id));
    let paper = |ending: &str, title: &str, detail: &str| {
        html! { li { a href={ (here) "/everything." (ending) } download { (title) } " " span.meta { (detail) } } }
    };
    let inside = html! {
        (ui::page_head("What we hold about them").under("Clients", "/clients").under(&who.name, url).here("What we hold")
            .lede("Everything that is written down about one client, to hand to them when they ask."))
        ul.ruled {
            (paper("zip", "All of it, with their files", "the three below and what they brought, as one zip"))
            (paper("html", "A page to read and print", "in plain words"))
            (paper("json", "Everything for a machine", "each row, as JSON"))
            (paper("vcf", "A card for an address book", "name and how to reach them, as vCard"))
        }
        @if may_erase { (ui::block("erasing", "Erase them", None, erasing(who, typed, problem))) }
    };
    ui::page(ui::Width::Usual, inside)
}

fn erasing(who: &Who, typed: &str, problem: Option<&Problem>) -> Markup {
    html! {
        (ui::notice(Tone::Clay, Icon::Warn, html! {
            p { b { "This cannot be taken back." } " Who they are, how to reach them, every entry, promise and day goes, and their name goes from the words about others." }
            p { "What stays: that somebody wrote an entry then, without its words. Exports that were written are taken away; backups from before still hold them until they are let go of, and a restore erases them again." }
        }))
        form id="erasing" method="post" action={ (client_url(who.id)) "/erasure" } data-frag {
            (ui::field("name", "Write their name to erase them").value(typed).placeholder(&who.name).autocomplete("off")
                .error(problem.map(|problem| problem.message.as_str())).required())
            div.tools { (ui::button("Erase for good")) (ui::link("Leave them", client_url(who.id)).quiet()) }
        }
    }
}

/// What was written to confirm it.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    name: String,
}

pub(super) async fn erase(visit: Visit, Path(id): Path<ClientId>, Form(form): Form<Typed>) -> Result<Response> {
    let typed = form.name.clone();
    let erased = visit.app.write_within(&visit.actor, erase::LIMIT, move |tx| erase::erase(tx, id, &typed)).await;
    match erased {
        Ok(()) => Ok(told("/clients", "Erased for good", None)),
        Err(Error::Invalid(problems)) => page(&visit, id, form.name, problems.into_iter().next()).await,
        Err(error) => Err(error),
    }
}

pub(super) async fn paper(visit: Visit, Path((id, paper)): Path<(ClientId, String)>) -> Result<Response> {
    visit.actor.may_write()?;
    if paper == "everything.zip" {
        return bundled(&visit, id).await;
    }
    let features = visit.app.features;
    let (now, zone) = (visit.now, visit.actor.zone.clone());
    let make: fn(&Held, &jiff::tz::TimeZone, Timestamp) -> Result<(&'static str, String)> = match paper.as_str() {
        "everything.json" => {
            |held, _, _| Ok(("application/json", serde_json::to_string_pretty(&person::as_json(held))?))
        }
        "everything.vcf" => |held, _, _| Ok(("text/vcard; charset=utf-8", person::as_vcard(held))),
        "everything.html" => {
            |held, zone, now| Ok(("text/html; charset=utf-8", person::as_page(held, zone, now).into_string()))
        }
        _ => return Err(Error::NotFound),
    };
    let (kind, text) = visit
        .read(move |db, actor| make(&person::gather(db, actor, id, features, migrations::ALL)?, &zone, now))
        .await?;
    let name = format!("attachment; filename=\"{paper}\"");
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], text).into_response())
}

/// All of it as one zip, written first and then sent as it is read.
async fn bundled(visit: &Visit, id: ClientId) -> Result<Response> {
    let features = visit.app.features;
    let held = visit.read(move |db, actor| person::gather(db, actor, id, features, migrations::ALL)).await?;
    let file = tempfile::NamedTempFile::new().map_err(Error::ours)?;
    person::bundle(&held, &visit.app.settings.files, (&visit.actor.zone, visit.now), file.path()).await?;
    let open = tokio::fs::File::open(file.path()).await.map_err(Error::ours)?;
    // The file is gone by name already; it stays until it is sent.
    let pieces = stream::try_unfold(open, |mut open| async move {
        let mut piece = vec![0; PIECE];
        let length = open.read(&mut piece).await?;
        piece.truncate(length);
        Ok::<_, std::io::Error>((length > 0).then_some((piece, open)))
    });
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"everything.zip\""),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

/// Bytes that are sent at once.
const PIECE: usize = 64 * 1024;
