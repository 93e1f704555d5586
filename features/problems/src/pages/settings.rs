//! Settings: by when a client hears from us, and by when it is made right, for each severity.

use axum::{Form, extract::Path, response::Response};
use maud::{Markup, html};
use tend_core::{
    Actor, Error, Problem as FieldProblem, Problems, Result, Role, Tx,
    db::Conn,
    id::MemberId,
    money::{Currency, Money},
    ui::{self, Icon, Tone, Width, button, field, hidden, notice, page_head},
    web::{Page, Visit, told},
};

use super::{Draft, SETTINGS, Typed};
use crate::{
    actions,
    gesture::Rule,
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
        let page = Page::new("Problems", view(&targets, &allowances(db, &visit.actor)?, &draft));
        Ok(match (&draft.conflict, draft.problems.is_empty()) {
            (Some(_), _) => page.conflict(),
            (None, true) => page,
            (None, false) => page.not_taken(),
        })
    };
    visit.page(answer).await
}

/// What each may give for one problem without asking.
pub(crate) struct Allowances {
    /// What holds for all.
    pub rule: Rule,
    /// Who may give another amount, in minor units.
    pub members: Vec<(MemberId, String, Option<i64>)>,
}

fn allowances(db: &Conn, actor: &Actor) -> Result<Allowances> {
    let own = |one: store::Colleague| {
        let own = store::own_allowance(db, actor, one.id)?;
        Ok((one.id, one.name, own.map(|(minor, _)| minor)))
    };
    let members = store::colleagues(db, actor)?.into_iter().map(own).collect::<Result<_>>()?;
    Ok(Allowances { rule: store::rule(db, actor)?, members })
}

pub(super) async fn set_rule(visit: Visit, Form(typed): Form<Typed>) -> Result<Response> {
    let sent = typed.clone();
    let verb = move |tx: &Tx| {
        let currency: Currency = sent
            .get("currency")
            .parse()
            .map_err(|_| Error::invalid("currency", "Write its three letters, such as EUR."))?;
        let each = Money::read(sent.get("each"), currency)
            .map_err(|message| Error::invalid("each", format!("{message}. Write it like 50 or 12.50.")))?;
        actions::set_rule(tx, &Rule { each, version: sent.seen().unwrap_or_default() })
    };
    after(&visit, "allowance", typed, visit.write(verb).await).await
}

pub(super) async fn set_allowance(
    visit: Visit,
    Path(member): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let member: MemberId = member.parse().map_err(|_| Error::NotFound)?;
    let sent = typed.clone();
    let verb = move |tx: &Tx| {
        let currency = store::rule(tx, &tx.actor)?.each.currency;
        let minor = match sent.get("own").trim() {
            "" => None,
            text => Some(Money::read(text, currency).map_err(|message| Error::invalid("own", message))?.minor),
        };
        actions::set_allowance(tx, member, minor)
    };
    after(&visit, "own", typed, visit.write(verb).await).await
}

/// The settings again: what was kept is told, what was not taken stays as it was typed.
async fn after(visit: &Visit, form: &'static str, typed: Typed, outcome: Result<()>) -> Result<Response> {
    match outcome {
        Ok(()) => Ok(told(SETTINGS, "Kept.", None)),
        Err(Error::Invalid(problems)) => page(visit, Draft { form, typed, problems, conflict: None }).await,
        Err(Error::Conflict(sentence)) => {
            page(visit, Draft { form, typed, problems: Vec::new(), conflict: Some(sentence) }).await
        }
        Err(other) => Err(other),
    }
}

fn allowance(allowances: &Allowances, draft: &Draft) -> Markup {
    let each = allowances.rule.each;
    let (amount, currency) = (amount(each), each.currency.to_string());
    let currency = draft.typed("allowance", "currency", &currency);
    let inside = html! {
        p.meta { "What each may give to make one problem right, without asking anybody. Above it a coach or an admin answers on the problem’s page." }
        form method="post" action={ (SETTINGS) "/allowance" } data-frag {
            (hidden("version", &allowances.rule.version.to_string()))
            div.problem-targets {
                (field("each", "Each may give").prefix("allowance").value(draft.typed("allowance", "each", &amount)).error(draft.problem("allowance", "each")))
                (field("currency", "Of which currency").prefix("allowance").value(currency).error(draft.problem("allowance", "currency")))
            }
            div.tools { (button("Keep it")) }
        }
        @if let Some(problem) = draft.problem("own", "own") { p.error role="alert" { (problem) } }
        ul.problem-allowances {
            @for (member, name, own) in &allowances.members {
                li {
                    form method="post" action={ (SETTINGS) "/allowance/" (member) } data-frag {
                        (field("own", name).prefix(&member.to_string()).value(&own.map(|minor| self::amount(Money { minor, ..each })).unwrap_or_default()).placeholder("as all"))
                        (button("Keep it").small())
                    }
                }
            }
        }
    };
    ui::block("allowance", "What each may give", None, inside)
}

/// `50` or `12.50`, without its currency.
fn amount(money: Money) -> String {
    let said = money.to_string();
    let amount = said.split(' ').next().unwrap_or_default();
    amount.strip_suffix(".00").unwrap_or(amount).to_owned()
}

pub(crate) fn view(targets: &[(Severity, Targets)], allowances: &Allowances, draft: &Draft) -> Markup {
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
                (allowance(allowances, draft))
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
