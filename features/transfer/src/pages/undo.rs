//! Taking an import back: what goes and what stays is said first, on a page of its own that works without script.

use axum::{extract::Path, response::Response};
use maud::{Markup, html};
use tend_core::{
    Result, ui,
    web::{Page, Visit, see_other},
};

use super::{number, url};
use crate::{
    actions::{self, Going, LOOKED_AT},
    import::{Brings, Import, ImportId},
    jobs, store,
};

/// `GET /settings/import/{id}/undo`
pub(super) async fn ask(visit: Visit, Path(id): Path<ImportId>) -> Result<Response> {
    let import = visit.read(move |db, actor| store::find(db, actor.workspace, id)).await?;
    if !import.can_be_undone(visit.now) {
        return Ok(see_other(url(id)));
    }
    visit
        .page(move |db, visit| {
            visit.actor.may_write()?;
            let going = actions::going(db, &visit.actor, &import)?;
            Ok(Page::new(format!("Undo {}", import.name), undo_view(&import, &going)))
        })
        .await
}

/// `POST /settings/import/{id}/undo`
pub(super) async fn undo(visit: Visit, Path(id): Path<ImportId>) -> Result<Response> {
    visit
        .write(move |tx| {
            actions::begin_undo(tx, id)?;
            jobs::enqueue_undo(tx, id)
        })
        .await?;
    Ok(see_other(url(id)))
}

/// What goes, what stays, and the button.
pub(crate) fn undo_view(import: &Import, going: &Going) -> Markup {
    let page = url(import.id);
    let inside = html! {
        (ui::page_head("Undo this import?")
            .under("Settings", "/settings")
            .under(ui::labels::BRING_IN, "/settings/import")
            .under(&import.name, page.clone())
            .here("Undo")
            .lede("Nothing has happened yet. This is what would go, and what would stay."))
        (ui::block("goes", "What goes", None, html! { ul.ruled { @for line in goes(import) { li { (line) } } } }))
        (ui::block("stays", "What stays", None, stays(going)))
        div.tools {
            form method="post" action={ (page) "/undo" } data-frag { (ui::button("Take it back").primary()) }
            (ui::link("Leave it as it is", page.clone()).quiet())
        }
    };
    ui::page(ui::Width::Narrow, inside)
}

fn goes(import: &Import) -> Vec<String> {
    if import.brings() != Brings::Clients {
        return goes_of_entries(import);
    }
    let created = match import.counts.created {
        0 => None,
        1 => Some("1 client whom it wrote into the book, with all that it wrote about them.".to_owned()),
        many => {
            Some(format!("{} clients whom it wrote into the book, with all that it wrote about them.", number(many)))
        }
    };
    let updated = match import.counts.updated {
        0 => None,
        1 => Some("What it added to 1 client who was there: they are again as they were.".to_owned()),
        many => Some(format!("What it added to {} clients who were there: they are again as they were.", number(many))),
    };
    let found: Vec<String> = [created, updated].into_iter().flatten().collect();
    if found.is_empty() { vec!["Nothing: no row of it changed the book.".to_owned()] } else { found }
}

fn goes_of_entries(import: &Import) -> Vec<String> {
    let counts = import.counts;
    let line = |count: i64, one: &str, many: &str| match count {
        0 => None,
        1 => Some(one.to_owned()),
        count => Some(many.replace('#', &number(count))),
    };
    let found: Vec<String> = match import.brings() {
        Brings::Links => line(
            counts.created,
            "What 1 row said about whose a happening is.",
            "What # rows said about whose a happening is.",
        ),
        Brings::Problems => line(
            counts.created,
            "1 problem that it wrote into the book, with what it wrote about it.",
            "# problems that it wrote into the book, with what it wrote about them.",
        ),
        _ => {
            line(counts.created, "What 1 row wrote on its client’s page.", "What # rows wrote on their clients’ pages.")
        }
    }
    .into_iter()
    .chain(line(
        counts.updated,
        "What 1 row said anew: it reads as before.",
        "What # rows said anew: they read as before.",
    ))
    .collect();
    if found.is_empty() { vec!["Nothing: no row of it changed the book.".to_owned()] } else { found }
}

fn stays(going: &Going) -> Markup {
    html! {
        @if going.stays.is_empty() && !going.is_part { p { "Nobody of them was edited since, so all of it goes." } }
        @if !going.stays.is_empty() { ul.ruled { @for reason in &going.stays { li { (reason) } } } }
        @if going.more > 0 { p.meta { "And " (number(going.more as i64)) " more, for reasons like these." } }
        @if going.is_part { p.meta { "These are of the latest " (number(LOOKED_AT)) " rows. Of the others, too, everybody who was edited or written about since stays, and is named when it is done." } }
        p.meta { "Clients who were there before stay, and so does the file of refused rows. The same file can be brought in again." }
    }
}
