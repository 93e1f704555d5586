//! The pages about tokens in their states.

use super::{
    pages::{Asked, Line, asked_view, explained_samples, list_view, shown_view},
    scope::Scope,
    token::TokenId,
};
use crate::{actor::Role, error::Problem, ui::Sample};

pub(super) fn all() -> Vec<Sample> {
    let known = scopes();
    let asked = Asked {
        name: "The form on our website".into(),
        scopes: vec!["clients:write".into()],
        role: "member".into(),
        lifetime: "365-days".into(),
    };
    let wrong = [
        Problem { field: "name".into(), message: "What is it for? “The form on our website” is enough.".into() },
        Problem { field: "scopes".into(), message: "Choose at least one thing it may be used for.".into() },
    ];
    let token = format!("{}.{}", uuid::Uuid::from_u128(7), "x".repeat(43));
    let pages = [
        ("tokens/list", "usual", list_view(&lines(3, "The form on our website"))),
        ("tokens/list", "empty", list_view(&[])),
        ("tokens/list", "many", list_view(&lines(50, "Till at Market Street"))),
        ("tokens/list", "long", list_view(&lines(2, &"Bestandsabgleichsschnittstelle".repeat(3)))),
        ("tokens/new", "usual", asked_view(&asked, &known, Role::Admin, &[])),
        ("tokens/new", "error", asked_view(&Asked::default(), &known, Role::Member, &wrong)),
        ("tokens/shown", "usual", shown_view("The form on our website", &token)),
    ];
    let tokens = pages.into_iter().map(|(page, state, markup)| Sample::framed(page, state, markup));
    tokens.chain(explained_samples()).collect()
}

fn scopes() -> Vec<Scope> {
    let words = ["clients:read", "clients:write", "house:read", "promises:read", "promises:write", "today:read"];
    words.iter().filter_map(|word| word.parse().ok()).collect()
}

fn lines(count: u128, name: &str) -> Vec<Line> {
    let line = |number: u128| Line {
        id: TokenId(uuid::Uuid::from_u128(number)),
        name: name.to_owned(),
        owner: (number % 3 == 1).then(|| "Noor Haddad".to_owned()),
        may: vec!["Write clients".into(), "Read promises".into()],
        made: "3 October 2026".into(),
        used: number.is_multiple_of(2).then(|| "21 November 2026".into()),
        ends: (number % 4 != 3).then(|| "3 October 2027".into()),
        has_ended: number == 2,
    };
    (0..count).map(line).collect()
}
