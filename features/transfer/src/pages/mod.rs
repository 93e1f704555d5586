//! The pages of bringing in: choose a file, match its columns, look through, bring them in; and take it back.

mod alike;
mod choose;
mod export;
mod matching;
mod outcome;
mod person;
mod refused;
mod standing;
mod targets;
mod twins;
mod undo;
mod worth;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use maud::{Markup, html};
use tend_core::{App, ui};

use crate::import::{Import, ImportId, State};

pub(crate) use alike::alike_view;
pub(crate) use choose::choose_view;
#[cfg(test)]
pub(crate) use choose::doubt;
pub(crate) use export::export_view;
pub(crate) use matching::{Row, look_view, match_view};
pub(crate) use outcome::{done_view, running_view};
pub(crate) use person::{Who, data_view, panel};
pub(crate) use twins::{Pair, twins_view};
pub(crate) use undo::undo_view;
pub(crate) use worth::worth_view;

/// Routes under `/settings/import`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/settings/import", get(choose::list).post(choose::upload))
        // The size of a file is bounded while it is read, with a sentence of ours.
        .layer(DefaultBodyLimit::disable())
        .route("/settings/import/{id}", get(outcome::show))
        .route("/settings/import/{id}/columns", post(matching::decide))
        .route("/settings/import/{id}/first", get(matching::look))
        .route("/settings/import/{id}/groups", post(worth::answer))
        .route("/settings/import/{id}/alike/twins", post(twins::answer))
        .route("/settings/import/{id}/begin", post(outcome::begin))
        .route("/settings/import/{id}/stop", post(outcome::stop))
        .route("/settings/import/{id}/undo", get(undo::ask).post(undo::undo))
        .route("/settings/import/{id}/aside", post(outcome::aside))
        .route("/settings/import/{id}/alike", get(alike::show).post(alike::answer))
        .route("/settings/import/{id}/refused.csv", get(refused::file))
        .route(person::HERE, get(person::show))
        .route("/clients/{client}/data/{paper}", get(person::paper))
        .route("/clients/{client}/erasure", post(person::erase))
        .route(export::HERE, get(export::show).post(export::ask))
        .route("/settings/export/{id}/tend.zip", get(export::file))
        .route("/settings/export/{id}/removal", post(export::forget))
}

/// Where an import is.
pub fn url(id: ImportId) -> String {
    format!("/settings/import/{id}")
}

/// A number with its thousands set apart: `2,310`.
pub(crate) fn number(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The head and the four steps, the same on every page of an import.
pub(crate) fn head(import: &Import, step: usize) -> Markup {
    let rows = format!("{} rows, {} columns", number(import.rows), import.columns.len());
    let open = import.columns.iter().filter(|column| !column.sure).count();
    let matched = match open {
        0 => "all matched by us".to_owned(),
        _ => format!("{} matched by us, {open} to look at", import.columns.len() - open),
    };
    let (page, can_look) = (url(import.id), import.state == State::Matching);
    let step_of =
        |words: &'static str, note: &str, href: Option<String>| (words, note.to_owned(), href.map(ui::Url::from));
    let all = [
        step_of("Choose a file", &rows, None),
        step_of("Match the columns", &matched, can_look.then(|| page.clone())),
        step_of("Look through", &worth_a_look(import), can_look.then(|| format!("{page}/first"))),
        step_of("Bring them in", "with undo for 30 days", None),
    ];
    let steps: Vec<ui::Step> =
        all.iter().map(|(words, note, href)| ui::Step { words, note, href: href.clone() }).collect();
    html! {
        (ui::page_head("Bring in your clients")
            .under("Settings", "/settings")
            .under(ui::labels::BRING_IN, "/settings/import")
            .here(&import.name)
            .lede(html! { b { (import.name) } ", " (number(import.rows)) " rows. " (safe(import)) }))
        (ui::steps("Steps", &steps, step))
    }
}

/// How many groups are worth a look.
fn worth_a_look(import: &Import) -> String {
    let looked = &import.looked_through;
    let groups = [looked.alike, looked.unreachable, looked.kept_as_text, looked.ownerless, looked.homeless];
    match groups.iter().filter(|count| **count > 0).count() + import.warnings.len() {
        0 => "the first twenty rows".to_owned(),
        1 => "1 thing worth a look".to_owned(),
        many => format!("{many} things worth a look"),
    }
}

/// What is safe at this moment.
fn safe(import: &Import) -> &'static str {
    match import.state {
        State::Matching => "Nothing is saved until you say so, and you can undo it for 30 days.",
        State::Running | State::Undoing => "What was brought in is safe, whatever happens to this page.",
        State::Done | State::Stopped | State::Failed => {
            "All of it can be undone for 30 days; what was edited since is kept and named."
        }
        State::Undone => "Nothing of it is left but what was edited since.",
    }
}

/// A form with one button.
pub(crate) fn press(action: &str, words: &str, is_primary: bool) -> Markup {
    let button = if is_primary { ui::button(words).primary() } else { ui::button(words).quiet() };
    html! { form method="post" action=(action) data-frag { (button) } }
}
