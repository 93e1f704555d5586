//! The page of the workspace itself: its name, the grace of promises, work that got stuck.

use axum::{Form, extract::Path, response::Response};

use super::views;
use crate::{
    actor::Role,
    error::{Error, Problem, Result},
    house::{self, forms::WorkspaceForm, store},
    jobs,
    web::{Page, Visit, told},
};

/// More stuck work than this is a trouble of its own.
const MOST_SHOWN: i64 = 50;
const HERE: &str = "/settings/workspace";

pub(super) async fn show(visit: Visit) -> Result<Response> {
    visit.actor.must_be(Role::Admin)?;
    page(&visit, None, Vec::new(), None).await
}

async fn page(
    visit: &Visit,
    form: Option<WorkspaceForm>,
    problems: Vec<Problem>,
    conflict: Option<String>,
) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let workspace = visit.actor.workspace;
            let settings = store::workspace(db, workspace)?;
            let stuck = jobs::store::dead_letters(db, workspace, MOST_SHOWN)?;
            let form = form.clone().map_or_else(
                || WorkspaceForm::of(&settings),
                |form| WorkspaceForm { version: settings.version.to_string(), ..form },
            );
            let main = views::workspace(
                &views::Workspace { form: &form, stuck: &stuck, zone: &visit.actor.zone },
                &problems,
                conflict.as_deref(),
            );
            let page = Page::new("The house", main);
            Ok(match (&conflict, problems.is_empty()) {
                (Some(_), _) => page.conflict(),
                (None, true) => page,
                (None, false) => page.not_taken(),
            })
        })
        .await
}

pub(super) async fn edit(visit: Visit, Form(form): Form<WorkspaceForm>) -> Result<Response> {
    let version = form.version();
    let edited = match form.checked() {
        Ok(new) => visit.write(move |tx| house::edit_workspace(tx, &new, version)).await,
        Err(problems) => Err(problems),
    };
    match edited {
        Ok(()) => Ok(told(HERE, "Kept", None)),
        Err(Error::Invalid(problems)) => page(&visit, Some(form), problems, None).await,
        Err(Error::Conflict(sentence)) => page(&visit, Some(form), Vec::new(), Some(sentence)).await,
        Err(other) => Err(other),
    }
}

pub(super) async fn send_again(visit: Visit, Path(id): Path<String>) -> Result<Response> {
    let job = id.parse().map_err(|_| Error::NotFound)?;
    visit.write(move |tx| house::send_again(tx, job)).await?;
    Ok(told(HERE, "On its way again", None))
}
