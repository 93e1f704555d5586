//! The pages of problems: the board of the open ones, one with its way and its story, taking one in, and the settings.

mod board;
mod clock;
mod deeds;
mod forms;
mod new;
pub(crate) mod one;
mod outside;
mod parts;
mod right;
mod right_forms;
mod samples;
mod settings;
mod story;

use std::collections::BTreeMap;

use axum::{
    Router,
    extract::{Path, Query},
    response::Response,
    routing::{get, post},
};
use tend_core::{
    App, Error, Problem as FieldProblem, Result,
    db::Conn,
    id::ClientId,
    web::{Page, Visit},
};

pub use board::count;
pub(crate) use board::{read_after, write_after};
pub use outside::FOR_GUESTS;
pub(crate) use samples::a_problem;
pub(crate) use samples::samples;

use crate::problem::ProblemId;

/// Where the open problems stand.
pub const BOARD: &str = "/problems";
/// Where an admin sets by when what is to have happened.
pub const SETTINGS: &str = "/settings/problems";

/// The page of one problem.
pub fn url(id: ProblemId) -> String {
    format!("{BOARD}/{id}")
}

/// Where a problem of this client is taken in.
pub fn new_url(client: ClientId) -> String {
    format!("{BOARD}/new?client={client}")
}

/// Where a problem is taken in that somebody typed already.
pub(crate) fn typed_url(title: &str) -> String {
    let word = |byte: u8| match byte {
        byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    let title: String = title.trim().bytes().map(word).collect();
    if title.is_empty() { format!("{BOARD}/new") } else { format!("{BOARD}/new?title={title}") }
}

/// Every address of problems.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(outside::routes())
        .route(BOARD, get(list).post(new::create))
        .route("/problems/new", get(new::blank))
        .route("/problems/{id}", get(show))
        .route("/problems/{id}/steps", post(forms::step))
        .route("/problems/{id}/word", post(forms::tell))
        .route("/problems/{id}/settlement", post(forms::settle))
        .route("/problems/{id}/reopening", post(forms::reopen))
        .route("/problems/{id}/details", post(forms::change))
        .route("/problems/{id}/notes", post(forms::note))
        .route("/problems/{id}/cause", post(forms::set_cause))
        .route("/problems/{id}/touches", post(forms::touch))
        .route("/problems/{id}/touches/{touch}/removal", post(forms::untouch))
        .route("/problems/{id}/help", post(forms::ask_for_help))
        .route("/problems/{id}/help/agreement", post(forms::agree_to_help))
        .route("/problems/{id}/help/end", post(forms::end_help))
        .route("/problems/{id}/todos", post(right_forms::add_todo))
        .route("/problems/{id}/todos/{todo}/tick", post(right_forms::tick_todo))
        .route("/problems/{id}/todos/{todo}/removal", post(right_forms::drop_todo))
        .route("/problems/{id}/gestures", post(right_forms::give_gesture))
        .route("/problems/{id}/gestures/{gesture}/answer", post(right_forms::answer_gesture))
        .route("/settings/problems/allowance", post(settings::set_rule))
        .route("/settings/problems/allowance/{member}", post(settings::set_allowance))
        .route(SETTINGS, get(settings::show))
        .route("/settings/problems/{severity}", post(settings::set))
}

/// What a form sent, by the names of its fields.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct Typed(pub(crate) BTreeMap<String, String>);

impl Typed {
    fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }
    /// The version of the problem that the person saw.
    fn seen(&self) -> Option<i64> {
        self.get("version").parse().ok()
    }
}

/// A form that was not taken, shown again with what was typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// Which of the page's forms.
    pub form: &'static str,
    /// What was typed.
    pub typed: Typed,
    /// What is wrong with it.
    pub problems: Vec<FieldProblem>,
    /// Somebody was faster.
    pub conflict: Option<String>,
}

impl Draft {
    /// What is wrong with a field, in a sentence.
    fn problem(&self, form: &str, field: &str) -> Option<&str> {
        FieldProblem::about(&self.problems, field).filter(|_| self.form == form)
    }
    /// What was typed into a field of that form, or what stands there.
    fn typed<'a>(&'a self, form: &str, field: &str, otherwise: &'a str) -> &'a str {
        if self.form == form { self.typed.get(field) } else { otherwise }
    }
}

async fn list(visit: Visit, Query(query): Query<board::Asked>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let board = board::load(db, visit, &query)?;
            Ok(Page::new("Problems", board::view(&board)).live("problems"))
        })
        .await
}

async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let id = id_of(&id)?;
    visit.page(move |db, visit| one_page(db, visit, id, &Draft::default())).await
}

fn one_page(db: &Conn, visit: &Visit, id: ProblemId, draft: &Draft) -> Result<Page> {
    let one = one::load(db, visit, id)?;
    Ok(Page::new(one.problem.title.clone(), one::view(&one, draft)).live("problems"))
}

/// What is no id cannot exist.
fn id_of(text: &str) -> Result<ProblemId> {
    text.parse().map_err(|_| Error::NotFound)
}
