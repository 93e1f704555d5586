//! The whole workspace as one file: ask for it, see how far it is, fetch it.

use axum::{
    body::Body,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt as _, stream};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use tend_core::{
    Error, Result, Role, Timestamp,
    ui::{self, Icon, Tone},
    web::{Page, Visit, see_other, told},
};

use super::number;
use crate::{
    store::exports as store,
    whole::export::{self, Export, ExportId, KEPT_US, State},
};

pub(super) const HERE: &str = "/settings/export";
/// So many are listed.
const LISTED: i64 = 10;

pub(super) async fn show(visit: Visit) -> Result<Response> {
    visit.actor.must_be(Role::Admin)?;
    visit
        .page(move |db, visit| {
            let exports = store::newest(db, visit.actor.workspace, LISTED)?;
            Ok(Page::new("Take everything with you", export_view(&exports, &visit.actor.zone)))
        })
        .await
}

pub(super) async fn ask(visit: Visit) -> Result<Response> {
    visit.write(export::ask).await?;
    Ok(see_other(HERE))
}

pub(super) async fn forget(visit: Visit, Path(id): Path<ExportId>) -> Result<Response> {
    visit.write(move |tx| export::forget(tx, id)).await?;
    Ok(told(HERE, "Taken away", None))
}

/// The page: what it is, what is on its way, what can be fetched.
pub(crate) fn export_view(exports: &[Export], zone: &TimeZone) -> Markup {
    let running = exports.iter().find(|export| export.state == State::Running);
    let inside = html! {
        (ui::page_head("Take everything with you")
            .under("Settings", "/settings")
            .here("Take everything with you")
            .lede("All that this house has written down, as CSV files in one zip: clients, promises, every entry. Any spreadsheet opens them, and an empty Tend takes them in as they are."))
        @match running {
            Some(export) => { (running_leaf(export)) }
            None => {
                p.meta { "It holds everything about everybody: keep it as you keep your keys. Passwords and sign-ins are not in it; manifest.json says what is, and why the rest is not." }
                form method="post" action=(HERE) data-frag { div.tools { (ui::button("Write it").primary()) } }
            }
        }
        @let ended: Vec<&Export> = exports.iter().filter(|export| export.state != State::Running).collect();
        @if !ended.is_empty() { (ui::block("written", "Written", None, html! { ul.ruled { @for export in ended { (line(export, zone)) } } })) }
    };
    ui::page(ui::Width::Usual, inside)
}

/// How far it is. The page looks again by itself; without script there is a link for it.
fn running_leaf(export: &Export) -> Markup {
    ui::leaf(
        "progress",
        "It is being written",
        html! {
            p data-again="2" { b { (number(export.at_row)) } " of " (number(export.rows)) " rows" }
            (ui::progress("Rows written", export.at_row.unsigned_abs(), export.rows.unsigned_abs()))
            p.meta { "You can close this page; it goes on. " a href=(HERE) data-frag { "Look again" } }
        },
    )
}

fn line(export: &Export, zone: &TimeZone) -> Markup {
    html! {
        li id={ "export-" (export.id) } {
            @if export.state == State::Done {
                a href={ (HERE) "/" (export.id) "/tend.zip" } download { (at(export.created_at, zone)) }
                " " span.meta { (size(export.bytes)) ", " (number(export.rows)) " rows; here until " (at(export.created_at.plus(KEPT_US), zone)) }
            } @else {
                (ui::notice(Tone::Clay, Icon::Warn, html! { "It could not be written on " (at(export.created_at, zone)) ": " (export.trouble) }))
            }
            form method="post" action={ (HERE) "/" (export.id) "/removal" } data-frag { (ui::button("Take it away").small().quiet()) }
        }
    }
}

fn at(at: Timestamp, zone: &TimeZone) -> Markup {
    ui::time(&at.to_string(), &at.in_zone(zone).strftime("%-d %b %Y, %H:%M").to_string())
}

fn size(bytes: i64) -> String {
    if bytes < 1_000_000 {
        format!("{} KB", (bytes + 999) / 1000)
    } else {
        format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10)
    }
}

/// The file, part by part, as it is read.
pub(super) async fn file(visit: Visit, Path(id): Path<ExportId>) -> Result<Response> {
    visit.actor.must_be(Role::Admin)?;
    let export = visit.read(move |db, actor| store::find(db, actor.workspace, id)).await?;
    if export.state != State::Done {
        return Err(Error::NotFound);
    }
    let parts = stream::unfold((Some(0_i64), visit), move |(part, visit)| async move {
        let part = part?;
        let bytes = visit.read(move |db, actor| store::part(db, actor.workspace, id, part)).await;
        match bytes {
            Ok(None) => None,
            Ok(Some(bytes)) => Some((Ok(bytes), (Some(part + 1), visit))),
            Err(error) => Some((Err(std::io::Error::other(error)), (None, visit))),
        }
    });
    let day = export.created_at.to_jiff().strftime("%Y-%m-%d");
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_LENGTH, export.bytes.to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"tend-{day}.zip\"")),
    ];
    Ok((headers, Body::from_stream(parts.fuse())).into_response())
}
