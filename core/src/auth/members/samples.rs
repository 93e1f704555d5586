//! The pages about people in their states, for the gallery.

use maud::Markup;

use super::{
    Member,
    forms::{InviteForm, PostForm},
    pages::Found,
    views::{hand_over, invite, list, member},
};
use crate::{
    actor::Role,
    auth::Purpose,
    error::Problem,
    house::{Location, a_place},
    time::Timestamp,
    ui::Sample,
};

const TEAM: [(&str, Role); 4] = [
    ("Noor Haddad", Role::Admin),
    ("Jonas Lindqvist", Role::Coach),
    ("Priya Raman", Role::Member),
    ("Bo", Role::Guest),
];
const LONG_NAME: &str = "Maximiliane-Alexandra von der Heydenreich-Wolkenstein genannt Müller-Lüdenscheidt";
const LINK: &str = "https://tend.linden.example/link/7xQm2Zk0hJ5uUe8nBv1sYw4tRc6aLd9fGi3oPpKqTjE";

/// All of them.
pub(in crate::auth) fn samples() -> Vec<Sample> {
    let samples = lists().into_iter().chain(invitations()).chain(members());
    samples.map(|(page, state, markup)| Sample::framed(page, state, markup)).collect()
}

fn lists() -> Vec<(&'static str, &'static str, Markup)> {
    let many: Vec<Member> = (0..80).map(a_member).collect();
    let me = Some(many[0].id);
    vec![
        ("people/list", "usual", list(&many[..4], me)),
        ("people/list", "alone", list(&many[..1], me)),
        ("people/list", "many", list(&many, me)),
    ]
}

fn invitations() -> Vec<(&'static str, &'static str, Markup)> {
    let empty = InviteForm { role: "member".into(), ..InviteForm::default() };
    let typed = InviteForm { name: "Priya".into(), address: "priya@linden.example".into(), ..empty.clone() };
    let taken = [about("address", "Priya Raman works here already with this address.")];
    vec![
        ("people/invite", "usual", invite(&empty, &places(), &[])),
        ("people/invite", "error", invite(&typed, &places(), &taken)),
        ("people/link", "usual", hand_over(&a_member(2), LINK, Purpose::Invite, None)),
        ("people/link", "sent", hand_over(&a_member(2), LINK, Purpose::Invite, Some("priya@linden.example"))),
        ("people/link", "reset", hand_over(&a_member(1), LINK, Purpose::Reset, None)),
    ]
}

fn members() -> Vec<(&'static str, &'static str, Markup)> {
    let page = |found: &Found, problems: &[Problem]| member(found, &PostForm::of(&found.member), problems);
    let last_admin = [about("role", "Noor Haddad is the only admin. Make somebody else admin first.")];
    let alone = Found { colleagues: Vec::new(), ..found(0) };
    vec![
        ("people/member", "usual", page(&found(1), &[])),
        ("people/member", "invited", page(&found(2), &[])),
        ("people/member", "error", page(&found(0), &last_admin)),
        ("people/member", "alone", page(&alone, &[])),
        ("people/member", "long", page(&found(7), &[])),
    ]
}

fn about(field: &str, message: &str) -> Problem {
    Problem { field: field.to_owned(), message: message.to_owned() }
}

fn places() -> Vec<Location> {
    vec![a_place(0, "Market Street"), a_place(1, "Canal Yard")]
}

fn found(number: usize) -> Found {
    Found {
        member: a_member(number),
        colleagues: vec![a_member(3 + number), a_member(4 + number)],
        places: places(),
        keeps: if number == 0 { vec!["Market Street".into()] } else { Vec::new() },
        away: if number == 1 {
            vec!["Away until Friday 16 October; Priya Raman looks after their clients".into()]
        } else {
            Vec::new()
        },
        hand_over: (number == 1).then(|| "/handoffs/everything/1".to_owned()),
        is_me: number == 0,
        since: "3 March 2024".into(),
    }
}

/// Somebody of the team; a few have a long name.
pub(crate) fn a_member(number: usize) -> Member {
    let (name, role) = TEAM[number % TEAM.len()];
    let name = if number == 7 || number == 21 { LONG_NAME } else { name };
    let first = name.split([' ', '-']).next().unwrap_or_default().to_lowercase();
    let id = uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number as u128 * 7);
    Member {
        id: id.into(),
        user: id.into(),
        name: name.to_owned(),
        address: format!("{first}@linden.example"),
        role,
        location: a_place(number % 2, "").id,
        location_name: ["Market Street", "Canal Yard"][number % 2].to_owned(),
        joined_at: Timestamp(1_709_460_000_000_000),
        left_at: None,
        has_come: number % 4 != 2,
        version: 1,
    }
}
