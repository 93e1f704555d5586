//! Likely duplicates that were brought in and marked, side by side; a person says whether two are one.

use axum::{
    Form,
    extract::{Path, Query},
    response::Response,
};
use maud::{Markup, html};
use serde::Deserialize;
use tend_clients::{Client, ContactPoint, client_url, store as clients};
use tend_core::{
    Error, Result,
    id::ClientId,
    ui,
    web::{Page, Visit, see_other},
};

use super::{twins, url};
use crate::{
    actions,
    import::{Import, ImportId, State},
    store::{self, Like},
};

/// How many pairs a page shows.
const PAIRS: i64 = 10;

/// One of two who look alike, with how to reach them.
pub(crate) type Side = (Client, Vec<ContactPoint>);

pub(super) async fn show(visit: Visit, Path(id): Path<ImportId>, Query(from): twins::From) -> Result<Response> {
    let after = (from.row.unwrap_or(0), from.other.unwrap_or(ClientId(uuid::Uuid::nil())));
    visit
        .page(move |db, visit| {
            visit.actor.may_write()?;
            let import = store::find(db, visit.actor.workspace, id)?;
            if import.state == State::Matching {
                return twins::page(db, visit, &import, after.0);
            }
            let likes = store::likes(db, visit.actor.workspace, id, after, PAIRS)?;
            let (count, last) = (likes.len() as i64, likes.last().map(|last| (last.row, last.other)));
            let mut pairs = Vec::with_capacity(likes.len());
            for like in likes {
                let side = |client| -> Result<Side> {
                    Ok((clients::find(db, &visit.actor, client)?, clients::contact_points(db, &visit.actor, client)?))
                };
                // Who became one with somebody, or was forgotten, is no question any more.
                match (side(like.client), side(like.other)) {
                    _ if like.client == like.other => {}
                    (Ok(new), Ok(old)) => pairs.push((new, old, like)),
                    (Err(Error::NotFound), _) | (_, Err(Error::NotFound)) => {}
                    (Err(error), _) | (_, Err(error)) => return Err(error),
                }
            }
            let last = last.filter(|_| count == PAIRS);
            Ok(Page::new("Who look alike", alike_view(&import, &pairs, last)))
        })
        .await
}

/// The pairs, one below the other.
pub(crate) fn alike_view(import: &Import, pairs: &[(Side, Side, Like)], last: Option<(i64, ClientId)>) -> Markup {
    let page = format!("{}/alike", url(import.id));
    let inside = html! {
        (ui::page_head("Is this the same client?")
            .under("Settings", "/settings")
            .under(ui::labels::BRING_IN, "/settings/import")
            .under(&import.name, url(import.id))
            .here("Who look alike")
            .lede("Both are in the book and marked. Make them one with everything they have, or say that they are two; both can be taken back."))
        @if pairs.is_empty() { (ui::nothing("That was all of them.")) }
        @for (new, old, like) in pairs { (pair(&page, new, old, like)) }
        @if let Some((row, other)) = last {
            p { a href={ (page) "?row=" (row) "&other=" (other) } data-frag { "The next ones" } }
        }
    };
    ui::page(ui::Width::Usual, inside)
}

fn pair(page: &str, new: &Side, old: &Side, like: &Like) -> Markup {
    let id = format!("pair-{}-{}", like.row, like.other);
    let answer = |value: &str, words: &str| {
        html! { button.btn.small name="answer" value=(value) aria-pressed=(if like.answer == value { "true" } else { "false" }) { (words) } }
    };
    ui::leaf(
        &id,
        &format!("Row {}: {}", like.row, like.reasons),
        html! {
            div.pair-sides { (side("From the file", new)) (side("There already", old)) }
            form.tools method="post" action=(page) data-frag {
                input type="hidden" name="row" value=(like.row);
                input type="hidden" name="other" value=(like.other);
                (answer("different", "Two different ones"))
                (ui::link("Compare, and make them one", format!("{}/merging/{}", client_url(like.other), like.client)).small())
            }
        },
    )
}

fn side(label: &str, (client, points): &Side) -> Markup {
    html! {
        div {
            p.meta { (label) }
            p { a href=(client_url(client.id)) { (client.name) } }
            p.meta { (client.about) }
            @for point in points { p { (point.value.replace('\n', ", ")) } }
            p.meta { (client.location_name) ", " (client.owner_name) }
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Answer {
    row: i64,
    other: ClientId,
}

pub(super) async fn answer(visit: Visit, Path(id): Path<ImportId>, Form(form): Form<Answer>) -> Result<Response> {
    let back = visit.back_or(&format!("{}/alike", url(id)));
    visit.write(move |tx| actions::answer(tx, id, form.row, form.other)).await?;
    Ok(see_other(back))
}
