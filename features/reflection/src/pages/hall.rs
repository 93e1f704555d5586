//! Why the house does its work: one sentence, written by an admin, on everybody's evening page.

use axum::{Form, response::Response};
use maud::{Markup, html};
use serde::Deserialize;
use tend_core::{
    Error, Problem, Result, Role,
    ui::{self, Icon, Tone, Width, button, error_of, hidden, notice},
    web::{Page, Visit, told},
};

use super::{parts::purpose_field, url};
use crate::{actions, store};

/// The form as it was typed.
#[derive(Clone, Debug, Deserialize, Default)]
#[serde(default)]
pub(crate) struct PurposeForm {
    pub purpose: String,
    pub version: i64,
}

pub(super) async fn show(visit: Visit) -> Result<Response> {
    visit.actor.must_be(Role::Admin)?;
    page(&visit, None, Vec::new(), None).await
}

pub(super) async fn set(visit: Visit, Form(form): Form<PurposeForm>) -> Result<Response> {
    let typed = form.clone();
    match visit.write(move |tx| actions::set_house_purpose(tx, &typed.purpose, typed.version)).await {
        Ok(()) => Ok(told(url::PURPOSE, "Kept", None)),
        Err(Error::Invalid(problems)) => page(&visit, Some(form), problems, None).await,
        Err(Error::Conflict(sentence)) => page(&visit, Some(form), Vec::new(), Some(sentence)).await,
        Err(other) => Err(other),
    }
}

async fn page(
    visit: &Visit,
    form: Option<PurposeForm>,
    problems: Vec<Problem>,
    conflict: Option<String>,
) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let (kept, version) = store::house_purpose(db, visit.actor.workspace)?;
            let purpose = form.as_ref().map_or(kept, |form| form.purpose.clone());
            let page = Page::new("Purpose", view(&PurposeForm { purpose, version }, &problems, conflict.as_deref()));
            Ok(match (&conflict, problems.is_empty()) {
                (Some(_), _) => page.conflict(),
                (None, true) => page,
                (None, false) => page.not_taken(),
            })
        })
        .await
}

/// The page.
pub(crate) fn view(form: &PurposeForm, problems: &[Problem], conflict: Option<&str>) -> Markup {
    let inside = html! {
        (ui::page_head("Purpose").under("Settings", "/settings").here("Purpose")
            .lede("Why the house does its work. It stands quietly on everybody’s evening page."))
        @if let Some(sentence) = conflict { (notice(Tone::Honey, Icon::Info, html! { p data-focus tabindex="-1" { (sentence) } })) }
        (ui::problem_list("", problems))
        form method="post" action=(url::PURPOSE) data-frag {
            (hidden("version", &form.version.to_string()))
            (purpose_field("In one sentence", &form.purpose, error_of(problems, "purpose")).hint("Empty: none stands there."))
            div.tools { (button("Keep it").primary()) }
        }
    };
    ui::page(Width::Narrow, inside)
}
