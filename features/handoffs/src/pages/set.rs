//! The page of settings: how long a colleague has for an answer.

use axum::{Form, response::Response};
use maud::{Markup, html};
use serde::Deserialize;
use tend_core::{
    Error, Problem, Result, Role,
    ui::{Icon, Tone, Width, button, field, hidden, notice, page, page_head, problems_of_form, tools},
    web::{Page, Visit, told},
};

use super::SETTINGS;
use crate::{
    settings::{self, Settings},
    store,
};

/// What is set, as it stands in the form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SetForm {
    pub answer_days: String,
    pub version: String,
}

impl SetForm {
    pub(super) fn of(settings: Settings) -> Self {
        SetForm { answer_days: settings.answer_days.to_string(), version: settings.version.to_string() }
    }
}

pub(super) async fn show(visit: Visit) -> Result<Response> {
    visit.actor.must_be(Role::Admin)?;
    form_page(&visit, None, Vec::new(), None).await
}

async fn form_page(
    visit: &Visit,
    form: Option<SetForm>,
    problems: Vec<Problem>,
    conflict: Option<String>,
) -> Result<Response> {
    visit
        .page(move |db, visit| {
            let kept = SetForm::of(store::settings(db, visit.actor.workspace)?);
            let form =
                form.clone().map_or_else(|| kept.clone(), |form| SetForm { version: kept.version.clone(), ..form });
            let page = Page::new("Handing over", view(&form, &problems, conflict.as_deref()));
            Ok(match (&conflict, problems.is_empty()) {
                (Some(_), _) => page.conflict(),
                (None, true) => page,
                (None, false) => page.not_taken(),
            })
        })
        .await
}

pub(super) async fn send(visit: Visit, Form(form): Form<SetForm>) -> Result<Response> {
    let days = form.answer_days.trim().parse().unwrap_or(0);
    let version = form.version.parse().unwrap_or_default();
    match visit.write(move |tx| settings::set(tx, days, version)).await {
        Ok(()) => Ok(told(SETTINGS, "Kept", None)),
        Err(Error::Invalid(problems)) => form_page(&visit, Some(form), problems, None).await,
        Err(Error::Conflict(sentence)) => form_page(&visit, Some(form), Vec::new(), Some(sentence)).await,
        Err(error) => Err(error),
    }
}

pub(super) fn view(form: &SetForm, problems: &[Problem], conflict: Option<&str>) -> Markup {
    let inside = html! {
        (page_head("Handing over").under("Settings", "/settings").here("Handing over")
            .lede("Whoever is asked to take over has this long. Silence leaves the client where they are, and says so."))
        @if let Some(sentence) = conflict { (notice(Tone::Honey, Icon::Info, html! { p data-focus tabindex="-1" { (sentence) } })) }
        form id="handing-over" method="post" action=(SETTINGS) data-frag {
            (problems_of_form("", &Problem::pairs(problems)))
            (hidden("version", &form.version))
            (field("answer_days", "Opening days for an answer").number().hint("Days on which their place is open; the day of asking does not count.")
                .value(&form.answer_days).error(Problem::about(problems, "answer_days")).required())
            (tools(html! { (button("Keep").primary()) }))
        }
    };
    page(Width::Usual, html! { div.settings { (inside) } })
}
