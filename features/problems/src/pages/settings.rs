//! Settings: by when a client hears from us, and by when it is made right, for each severity.

use axum::{Form, extract::Path, response::Response};
use maud::{Markup, html};
use tend_core::{
    Error, Problem as FieldProblem, Problems, Result, Role,
    db::Conn,
    ui::{self, Icon, Tone, Width, button, field, hidden, notice, page_head},
    web::{Page, Visit, told},
};

use super::{Draft, SETTINGS, Typed};
use crate::{
    actions,
    problem::Severity,
    store,
    targets::{Targets, read_span, write_span},
};

pub(super) async fn show(visit: Visit) -> Result<Response> {
    page(&visit, Draft::default()).await
}

pub(super) async fn set(visit: Visit, Path(severity): Path<String>, Form(typed): Form<Typed>) -> Result<Response> {
    let severity: Severity = severity.parse().map_err(|_| Error::NotFound)?;
    let sent = typed.clone();
    let outcome = visit.write(move |tx| actions::set_targets(tx, severity, &read(&sent)?)).await;
    let form = severity.word();
    match outcome {
        Ok(()) => Ok(told(SETTINGS, "Kept. It holds for what is taken in from now on.", None)),
        Err(Error::Invalid(problems)) => page(&visit, Draft { form, typed, problems, conflict: None }).await,
        Err(Error::Conflict(sentence)) => {
            page(&visit, Draft { form, typed, problems: Vec::new(), conflict: Some(sentence) }).await
        }
        Err(other) => Err(other),
    }
}

fn read(typed: &Typed) -> Result<Targets> {
    let mut problems = Problems::default();
    let first_word_us = problems.take("first_word", read_span(typed.get("first_word")));
    let next_word_us = problems.take("next_word", read_span(typed.get("next_word")));
    let done_us = problems.take("done", read_span(typed.get("done")));
    problems.none()?;
    Ok(Targets {
        first_word_us: first_word_us.unwrap_or_default(),
        next_word_us: next_word_us.unwrap_or_default(),
        done_us: done_us.unwrap_or_default(),
        version: typed.seen().unwrap_or_default(),
    })
}

async fn page(visit: &Visit, draft: Draft) -> Result<Response> {
    visit.actor.must_be(Role::Admin)?;
    let answer = move |db: &Conn, visit: &Visit| {
        let targets = Severity::ALL
            .iter()
            .map(|severity| Ok((*severity, store::targets(db, &visit.actor, *severity)?)))
            .collect::<Result<Vec<_>>>()?;
        let page = Page::new("Problems", view(&targets, &draft));
        Ok(match (&draft.conflict, draft.problems.is_empty()) {
            (Some(_), _) => page.conflict(),
            (None, true) => page,
            (None, false) => page.not_taken(),
        })
    };
    visit.page(answer).await
}

pub(crate) fn view(targets: &[(Severity, Targets)], draft: &Draft) -> Markup {
    ui::page(
        Width::Usual,
        html! {
            div.settings {
                (page_head("Problems").under("Settings", "/settings").here("Problems")
                    .lede("By when a client hears from us and it is made right. Only the time in which the place is open counts."))
                @if let Some(sentence) = &draft.conflict {
                    div role="alert" { (notice(Tone::Honey, Icon::Info, html! { (sentence) })) }
                }
                @for (severity, targets) in targets { (one(*severity, targets, draft)) }
            }
        },
    )
}

fn one(severity: Severity, targets: &Targets, draft: &Draft) -> Markup {
    let form = severity.word();
    let typed = |name: &'static str, label: &'static str, us: i64| {
        let value = write_span(us);
        let value = draft.typed(form, name, &value).to_owned();
        let error = draft.problem(form, name);
        html! { (field(name, label).prefix(form).value(&value).autocomplete("off").error(error)) }
    };
    let problems = if draft.form == form { draft.problems.as_slice() } else { &[] };
    ui::block(
        form,
        severity.label(),
        None,
        html! {
            form method="post" action={ (SETTINGS) "/" (form) } data-frag {
                (ui::problems_of_form(form, &FieldProblem::pairs(problems)))
                (hidden("version", &targets.version.to_string()))
                div.problem-targets {
                    (typed("first_word", "They hear from us within", targets.first_word_us))
                    (typed("next_word", "And again every", targets.next_word_us))
                    (typed("done", "It is made right within", targets.done_us))
                }
                div.tools { (button("Keep it")) }
            }
        },
    )
}
