//! How the pages about tokens look.

use maud::{Markup, html};

use super::{Asked, LIST, NEW};
use crate::{
    actor::Role,
    api::{
        Scope,
        token::{Lifetime, TokenId},
    },
    auth::members::{role_in_words, role_name},
    error::Problem,
    house::settings_page,
    ui::{
        Choice, Icon, Setting, Width, button, checkboxes, choice, column, empty, field, icon, link, page, page_head,
        press, problems_of_form, radios, select, table, tools,
    },
};

/// One token in the list.
pub(in crate::api) struct Line {
    pub id: TokenId,
    pub name: String,
    /// Whose it is, if it is not mine.
    pub owner: Option<String>,
    pub may: Vec<String>,
    pub made: String,
    pub used: Option<String>,
    pub ends: Option<String>,
    pub has_ended: bool,
}

/// All tokens one looks after.
pub(in crate::api) fn list_view(lines: &[Line]) -> Markup {
    let columns = [column("What for"), column("May"), column("Last used"), column("Until"), column("No longer needed")];
    page(
        Width::Usual,
        html! {
            (page_head("Tokens").under("Settings", "/settings").here("Tokens")
                .lede(html! { "A program shows a token and acts as you, never further than you may. " a href="/api" { "How the JSON door works" } "." })
                .tools(tools(html! { (link("Make a token", NEW).primary().icon(Icon::Plus)) })))
            @if lines.is_empty() {
                (empty("No program comes here yet.", "Make a token for a form on your website, a script, a spreadsheet.", html! {}))
            } @else {
                (table("Tokens", Setting::Stack, &columns, html! { @for line in lines { (row(line)) } }))
            }
        },
    )
}

fn row(line: &Line) -> Markup {
    html! {
        tr id={ "token-" (line.id) } {
            th scope="row" { span { (line.name) small { @if let Some(owner) = &line.owner { "Of " (owner) ", made " } @else { "Made " } (line.made) } } }
            td data-label="May" { (line.may.join(", ")) }
            td data-label="Last used" { (line.used.as_deref().unwrap_or("Not yet")) }
            td data-label="Until" { @if line.has_ended { "Ended" } @else { (line.ends.as_deref().unwrap_or("Withdrawn")) } }
            td { (press(format!("{LIST}/{}/withdrawing", line.id), button("Withdraw").small().quiet())) }
        }
    }
}

/// A new token: what for, what it may, how long.
pub(in crate::api) fn asked_view(asked: &Asked, known: &[Scope], most: Role, problems: &[Problem]) -> Markup {
    let about = |name| Problem::about(problems, name);
    settings_page(html! {
        (page_head("Make a token").under("Settings", "/settings").under("Tokens", LIST).here("A new one")
            .lede("You see it once. Whoever holds it acts as you, as far as you say here."))
        form.sheet-form id="token" method="post" action=(NEW) data-frag {
            (problems_of_form("", &Problem::pairs(problems)))
            (field("name", "What is it for?").placeholder("The form on our website").value(&asked.name).error(about("name")).required().autofocus())
            (scopes(asked, known, about("scopes")))
            (roles(asked, most))
            (lifetimes(asked, about("lifetime")))
            (tools(html! { (button("Make it").primary()) (link("Not now", LIST).quiet()) }))
        }
    })
}

fn scopes(asked: &Asked, known: &[Scope], error: Option<&str>) -> Markup {
    let words: Vec<String> = known.iter().map(Scope::words).collect();
    let choices: Vec<Choice> = known
        .iter()
        .zip(&words)
        .map(|(scope, words)| choice(scope.as_str(), words, asked.scopes.iter().any(|chosen| chosen == scope.as_str())))
        .collect();
    html! {
        (checkboxes("scopes", "What may it be used for?", &choices))
        @if let Some(error) = error { p.error { (icon(Icon::Warn)) span { (error) } } }
    }
}

fn roles(asked: &Asked, most: Role) -> Markup {
    let choices: Vec<Choice> = Role::ALL
        .iter()
        .filter(|role| **role <= most)
        .map(|role| choice(role.word(), role_name(*role), role.word() == asked.role).note(role_in_words(*role)))
        .collect();
    radios("role", "As what, at most?", &choices)
}

fn lifetimes(asked: &Asked, error: Option<&str>) -> Markup {
    let choices =
        Lifetime::ALL.iter().map(|life| choice(life.word(), life.words(), life.word() == asked.lifetime)).collect();
    html! { (select("lifetime", "For how long?", choices).error(error).required()) }
}

/// The token, shown this once.
pub(in crate::api) fn shown_view(name: &str, text: &str) -> Markup {
    settings_page(html! {
        (page_head("A new token").under("Settings", "/settings").under("Tokens", LIST).here(name)
            .lede("Copy it now into the program it is for. It is not shown again."))
        div.leaf.link-leaf {
            div.field data-copy {
                label for="f-token" { "For " (name) " alone" }
                p.hint id="f-token-hint" { "Sent as “Authorization: Bearer …”. If somebody else sees it, withdraw it and make another." }
                input id="f-token" type="text" readonly value=(text) aria-describedby="f-token-hint" autofocus data-focus;
            }
        }
        (tools(html! { (link("Back to tokens", LIST)) (link("How the JSON door works", "/api").quiet()) }))
    })
}
