//! One file: how it looks, where it came from, and what can be done with it.

use axum::{extract::Path, response::Response};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use tend_clients::{Client, client_url};
use tend_core::{
    Error, Result,
    files::Size,
    ui::{self, Icon, Tone, icon},
    web::{Page, Visit, see_other, told},
};

use super::{list_url, picture_url, url, views};
use crate::{
    actions,
    file::{ClientFile, FileId},
};

fn id(text: &str) -> Result<FileId> {
    text.parse().map_err(|_| Error::NotFound)
}

/// `GET /files/{file}`
pub(super) async fn show(visit: Visit, Path(file): Path<String>) -> Result<Response> {
    let id = id(&file)?;
    visit
        .page(move |db, visit| {
            let file = actions::find(db, &visit.actor, id)?;
            let client = tend_clients::store::find(db, &visit.actor, file.client)?;
            let markup = one_view(&file, &client, visit.actor.may_write().is_ok(), &visit.actor.zone);
            Ok(Page::new(file.name.clone(), markup).live(format!("client:{}", client.id)))
        })
        .await
}

/// `POST /files/{file}/removal`
pub(super) async fn remove(visit: Visit, Path(file): Path<String>) -> Result<Response> {
    let id = id(&file)?;
    let file = visit.write(move |tx| actions::remove(tx, id)).await?;
    let back = visit.back_or(&client_url(file.client));
    // Its own page is not there any more.
    let back = if back.starts_with(&url(id)) { client_url(file.client) } else { back };
    Ok(told(back, format!("Taken away: {}", file.name), Some(format!("{}/return", url(id)))))
}

/// `POST /files/{file}/return`
pub(super) async fn bring_back(visit: Visit, Path(file): Path<String>) -> Result<Response> {
    let id = id(&file)?;
    let file = visit.write(move |tx| actions::bring_back(tx, id)).await?;
    Ok(see_other(visit.back_or(&client_url(file.client))))
}

/// The page.
pub(crate) fn one_view(file: &ClientFile, client: &Client, may_write: bool, zone: &TimeZone) -> Markup {
    let who = if file.by_name.is_empty() { "Tend" } else { &file.by_name };
    let inside = html! {
        (ui::page_head(&file.name).under("Clients", "/clients").under(&client.name, client_url(client.id)).under("Files", list_url(client.id)).here(&file.name))
        p.meta.file-about { (file.about()) @if let Some((width, height)) = file.object.points { ", " (width) " × " (height) } ". Brought by " (who) ", " (ui::time(&file.added_at.to_string(), &views::day(file, zone))) }
        @if file.object.is_shown() { (large(file)) }
        @if let Some(why) = file.why_unshown() { (ui::notice(Tone::Plain, Icon::Info, html! { p { (why) } })) }
        div.tools.file-tools {
            a.btn.primary href=(super::bytes_url(file)) download { (icon(Icon::Download)) "Save it" }
            @if may_write { (ui::press(format!("{}/removal", url(file.id)), ui::button("Take it away").quiet().icon(Icon::Close))) }
        }
    };
    ui::page(ui::Width::Narrow, inside)
}

fn large(file: &ClientFile) -> Markup {
    let (width, height) = within(file.object.points.unwrap_or((1, 1)));
    html! { img.look src=(picture_url(file, Size::Large)) width=(width) height=(height) alt={ "Picture: " (file.name) }; }
}

/// As large as the larger picture we made.
fn within((width, height): (i64, i64)) -> (i64, i64) {
    const SIDE: i64 = 1600;
    let longer = width.max(height).max(1);
    if longer <= SIDE { (width, height) } else { ((width * SIDE / longer).max(1), (height * SIDE / longer).max(1)) }
}
