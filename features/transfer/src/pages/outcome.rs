//! While it runs, what came of it, and taking it back.

use axum::{extract::Path, response::Response};
use maud::{Markup, html};
use tend_core::{
    Result, Timestamp,
    ui::{self, Icon, Tone},
    web::{Page, Visit, see_other},
};

use super::{head, match_view, number, press, url};
use crate::{
    actions,
    import::{Import, ImportId, State},
    jobs, store,
    work::{MOST_COUNTED, rows_per_s},
};

pub(super) async fn show(visit: Visit, Path(id): Path<ImportId>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            visit.actor.may_write()?;
            let import = store::find(db, visit.actor.workspace, id)?;
            let (likes, open) = store::count_likes(db, visit.actor.workspace, id, MOST_COUNTED)?;
            let main = match import.state {
                State::Matching => match_view(&import),
                State::Running | State::Undoing => running_view(&import, visit.now),
                _ => done_view(&import, (likes, open), visit.now),
            };
            Ok(Page::new(import.name.clone(), main))
        })
        .await
}

/// How far it is. The page looks again by itself; without script there is a link for it.
pub(crate) fn running_view(import: &Import, now: Timestamp) -> Markup {
    let is_undo = import.state == State::Undoing;
    let left = rows_per_s(import, now)
        .filter(|_| !is_undo)
        .map(|per_s| ((import.rows - import.at_row).max(0) as f64 / per_s.max(0.1)).ceil());
    let words = match left {
        Some(seconds) if seconds > 90.0 => format!("about {:.0} minutes left", (seconds / 60.0).ceil()),
        Some(_) => "less than a minute left".to_owned(),
        None => "a moment".to_owned(),
    };
    let inside = html! {
        (head(import, 3))
        (ui::leaf("progress", if is_undo { "Taking it back" } else { "While it runs" }, html! {
            p data-again="2" { b { (number(import.at_row)) } " of " (number(import.rows)) ", " (words) }
            @if is_undo { (ui::progress("Taking back", 0, 0)) }
            @else { (ui::progress("Rows brought in", import.at_row.unsigned_abs(), import.rows.unsigned_abs())) }
            p.meta { "You can close this page; it goes on. " a href=(url(import.id)) data-frag { "Look again" } }
            @if !is_undo { (press(&format!("{}/stop", url(import.id)), "Stop here", false)) }
        }))
    };
    ui::page(ui::Width::Usual, inside)
}

fn compare_words(open: i64) -> String {
    match open {
        1 => "Compare 1 pair that looks alike".to_owned(),
        many => format!("Compare {} pairs that look alike", number(many.max(0))),
    }
}

/// What came of it.
pub(crate) fn done_view(import: &Import, (likes, open): (i64, i64), now: Timestamp) -> Markup {
    let counts = import.counts;
    let page = url(import.id);
    let inside = html! {
        (head(import, if import.state == State::Done { 4 } else { 3 }))
        @match import.state {
            State::Undone => { (ui::notice(Tone::Honey, Icon::Undo, html! { "It was taken back." })) }
            State::Failed => { (ui::notice(Tone::Clay, Icon::Warn, html! { "It stopped: " (import.trouble) " What was brought in is safe and can be undone." })) }
            State::Stopped => { (ui::notice(Tone::Honey, Icon::Warn, html! { "You stopped it after " (number(counts.rows())) " rows. It can go on where it stands." })) }
            _ => {}
        }
        (ui::vitals(&[
            ("Rows", html! { (number(counts.rows())) }),
            ("Created", html! { (number(counts.created)) }),
            ("Updated", html! { (number(counts.updated)) }),
            ("Unchanged", html! { (number(counts.unchanged)) }),
            ("Refused", html! { (number(counts.refused)) }),
        ]))
        div.tools {
            (ui::link("See your clients", "/clients?whose=everyone").primary())
            @if likes > 0 { (ui::link(&compare_words(open), format!("{page}/alike"))) }
            @if counts.refused > 0 { a.btn href={ (page) "/refused.csv" } download { (ui::icon(Icon::Down)) "The refused rows as a file" } }
            @if import.state == State::Stopped { (press(&format!("{page}/begin"), "Go on", false)) }
            @if import.can_be_undone(now) { (ui::link("Undo this import", format!("{page}/undo")).quiet()) }
        }
        @if !import.warnings.is_empty() {
            (ui::block("worth", "Worth a look", None, html! { ul.ruled { @for sentence in &import.warnings { li { (sentence) } } } }))
        }
    };
    ui::page(ui::Width::Usual, inside)
}

pub(super) async fn begin(visit: Visit, Path(id): Path<ImportId>) -> Result<Response> {
    visit
        .write(move |tx| {
            actions::begin(tx, id)?;
            jobs::enqueue_bring_in(tx, id)
        })
        .await?;
    Ok(see_other(url(id)))
}

pub(super) async fn stop(visit: Visit, Path(id): Path<ImportId>) -> Result<Response> {
    visit.write(move |tx| actions::stop(tx, id)).await?;
    Ok(see_other(url(id)))
}

pub(super) async fn aside(visit: Visit, Path(id): Path<ImportId>) -> Result<Response> {
    visit.write(move |tx| actions::lay_aside(tx, id)).await?;
    Ok(see_other("/settings/import"))
}
