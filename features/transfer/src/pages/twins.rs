//! Before anything is brought in: rows that look like somebody, side by side, and what is to become of each.

use axum::{
    Form,
    extract::{Path, Query},
    response::Response,
};
use maud::{Markup, html};
use serde::Deserialize;
use tend_clients::{client_url, store as clients};
use tend_core::{
    Error, Result,
    db::Conn,
    id::ClientId,
    ui,
    web::{Page, Visit, see_other},
};

use super::{number, url};
use crate::{
    actions,
    import::{Import, ImportId, TwinAnswer},
    look::{LINES, Side, Twin, day_in_words},
    store,
};

/// How many pairs a page shows.
const PAIRS: i64 = 10;

/// A row beside whom it looks like: an earlier row, or a client with their address.
pub(crate) struct Pair {
    /// The row.
    pub twin: Twin,
    /// The other, as they stand there now.
    pub other: Side,
}

pub(super) fn page(db: &Conn, visit: &Visit, import: &Import, after_row: i64) -> Result<Page> {
    let workspace = visit.actor.workspace;
    let mut pairs = Vec::new();
    for mut twin in store::twins(db, workspace, import.id, after_row, PAIRS)? {
        let other = match twin.other {
            Some(client) => side_of(db, visit, client)?,
            None => twin.other_side.take().unwrap_or_default(),
        };
        pairs.push(Pair { twin, other });
    }
    let (_, open) = store::count_twins(db, workspace, import.id)?;
    Ok(Page::new("Who look alike", twins_view(import, &pairs, open)))
}

fn side_of(db: &Conn, visit: &Visit, client: ClientId) -> Result<Side> {
    let there = clients::find(db, &visit.actor, client)?;
    let points = clients::contact_points(db, &visit.actor, client)?;
    let day = |date: tend_clients::ImportantDate| day_in_words(&date.label, date.month, date.day, date.year);
    let days = clients::dates(db, &visit.actor, client)?.into_iter().take(LINES).map(day);
    let places = clients::locations(db, &visit.actor)?;
    let place = places.into_iter().find(|(id, _)| *id == there.location).map(|(_, name)| name);
    Ok(Side {
        name: there.name,
        about: there.about,
        reach: points.into_iter().map(|point| point.value).take(LINES).collect(),
        known_by: days.chain(place).collect(),
    })
}

/// The pairs, one below the other, and one answer for all that are still open.
pub(crate) fn twins_view(import: &Import, pairs: &[Pair], open: i64) -> Markup {
    let page = format!("{}/alike", url(import.id));
    let inside = html! {
        (ui::page_head("Is this the same client?")
            .under("Settings", "/settings")
            .under(ui::labels::BRING_IN, "/settings/import")
            .under(&import.name, format!("{}/first", url(import.id)))
            .here("Who look alike")
            .lede("Nothing is in the book yet. Without an answer a row becomes a client of its own and is marked; nobody is merged silently."))
        @if pairs.is_empty() { (ui::nothing("That was all of them.")) }
        @for pair in pairs { (one(&page, pair)) }
        div.tools {
            @if pairs.len() as i64 == PAIRS && let Some(last) = pairs.last() {
                (ui::link("The next ones", format!("{page}?row={}", last.twin.row)))
            }
            (ui::link("Back to looking through", format!("{}/first", url(import.id))).quiet())
        }
        @if open > 1 {
            (ui::block("all", &format!("All {} that are open", number(open)), None, html! {
                form.tools method="post" action={ (page) "/twins" } data-frag {
                    @for (answer, words) in ANSWERS { button.btn.quiet.small name="answer" value=(answer.word()) { (words) } }
                }
            }))
        }
    };
    ui::page(ui::Width::Usual, inside)
}

const ANSWERS: [(TwinAnswer, &str); 3] = [
    (TwinAnswer::Same, "The same client"),
    (TwinAnswer::New, "Somebody else"),
    (TwinAnswer::LeaveOut, "Leave the row out"),
];

fn one(page: &str, Pair { twin, other }: &Pair) -> Markup {
    let there = twin.other_row.map_or_else(|| "In the book".to_owned(), |row| format!("Row {row} of the file"));
    let becomes = match twin.answer {
        None => "Without an answer: a client of its own, marked.",
        Some(TwinAnswer::Same) => "The client learns what is new in the row; nothing that stands there is overwritten.",
        Some(TwinAnswer::New) => "It becomes a client of its own.",
        Some(TwinAnswer::LeaveOut) => "Nothing of it comes in; it stands among the refused rows.",
    };
    ui::leaf(
        &format!("pair-{}", twin.row),
        &format!("Row {}: {}", twin.row, twin.reasons),
        html! {
            div.pair-sides {
                (side(&format!("Row {} of the file", twin.row), &twin.side, None))
                (side(&there, other, twin.other))
            }
            form.tools method="post" action={ (page) "/twins" } data-frag {
                input type="hidden" name="row" value=(twin.row);
                @for (answer, words) in ANSWERS {
                    button.btn.small name="answer" value=(answer.word()) aria-pressed=(if twin.answer == Some(answer) { "true" } else { "false" }) { (words) }
                }
                span.meta { (becomes) }
            }
        },
    )
}

fn side(label: &str, side: &Side, client: Option<ClientId>) -> Markup {
    html! {
        div {
            p.meta { (label) }
            p { @match client { Some(client) => { a href=(client_url(client)) { (side.name) } } None => { b { (side.name) } } } }
            @if !side.about.is_empty() { p.meta { (side.about) } }
            @for way in &side.reach { p { (way) } }
            @for line in &side.known_by { p.meta { (line) } }
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Answer {
    row: Option<i64>,
    answer: String,
}

pub(super) async fn answer(visit: Visit, Path(id): Path<ImportId>, Form(form): Form<Answer>) -> Result<Response> {
    let back = visit.back_or(&format!("{}/alike", url(id)));
    let wanted: TwinAnswer = form
        .answer
        .parse()
        .map_err(|_| Error::invalid("answer", "Say whether it is the same client, somebody else, or left out."))?;
    visit.write(move |tx| actions::answer_twin(tx, id, form.row, wanted)).await?;
    Ok(see_other(back))
}

/// Where the page of pairs begins.
#[derive(Deserialize)]
pub(super) struct FromRow {
    pub row: Option<i64>,
    pub other: Option<ClientId>,
}

pub(super) type From = Query<FromRow>;
