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
    Result,
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
            let mut pairs = Vec::with_capacity(likes.len());
            for like in likes {
                let side = |client| -> Result<Side> {
                    Ok((clients::find(db, &visit.actor, client)?, clients::contact_points(db, &visit.actor, client)?))
                };
                pairs.push((side(like.client)?, side(like.other)?, like));
            }
            Ok(Page::new("Who look alike", alike_view(&import, &pairs)))
        })
        .await
}

/// The pairs, one below the other.
pub(crate) fn alike_view(import: &Import, pairs: &[(Side, Side, Like)]) -> Markup {
    let page = format!("{}/alike", url(import.id));
    let inside = html! {
        (ui::page_head("Is this the same client?")
            .under("Settings", "/settings")
            .under(ui::labels::BRING_IN, "/settings/import")
            .under(&import.name, url(import.id))
            .here("Who look alike")
            .lede("Both are in the book and marked. What you say here is kept; nobody is merged by it."))
        @if pairs.is_empty() { (ui::nothing("That was all of them.")) }
        @for (new, old, like) in pairs { (pair(&page, new, old, like)) }
        @if pairs.len() as i64 == PAIRS && let Some((_, _, last)) = pairs.last() {
            p { a href={ (page) "?row=" (last.row) "&other=" (last.other) } data-frag { "The next ones" } }
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
                (answer("same", "The same")) (answer("different", "Two different ones"))
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
    answer: String,
}

pub(super) async fn answer(visit: Visit, Path(id): Path<ImportId>, Form(form): Form<Answer>) -> Result<Response> {
    let back = visit.back_or(&format!("{}/alike", url(id)));
    visit.write(move |tx| actions::answer(tx, id, form.row, form.other, &form.answer)).await?;
    Ok(see_other(back))
}
