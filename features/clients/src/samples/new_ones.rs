//! Writing a new client down, in every state.

use tend_core::{
    Problem,
    id::{LocationId, MemberId},
    ui::Sample,
};

use super::{id, sent};
use crate::{
    client::ClientKind,
    pages::{Draft, new_view},
};

pub(super) fn all() -> Vec<Sample> {
    let draft = Draft {
        members: vec![(MemberId(id(2)), "Noor Haddad".into()), (MemberId(id(4)), "Tomás Ribeiro".into())],
        locations: vec![(LocationId(id(3)), "Market Street".into()), (LocationId(id(5)), "Canal Yard".into())],
        fields: super::fields::cast(),
        owner: id(2).to_string(),
        place: id(3).to_string(),
        ..Draft::default()
    };
    let problem = |field: &str, message: &str| Problem { field: field.into(), message: message.into() };
    let wrong = Draft {
        typed: sent(&[("email", "marta@"), ("phone", "12"), ("about", "Touring bike")]),
        problems: vec![
            problem("name", "Who is it? A given name is enough to begin with."),
            problem("email", "A mail address looks like marta@example.org. Something seems to be missing."),
            problem("phone", "A few digits seem to be missing."),
        ],
        ..draft.clone()
    };
    let marta = super::client(1, ClientKind::Person, "Marta Kovács", "Touring bike", 3);
    let there = Draft {
        typed: sent(&[("name", "Martha Kovacs"), ("email", "marta@kovacs.example")]),
        perhaps: vec![(marta, "the same mail address, nearly the same name".into())],
        ..draft.clone()
    };
    vec![
        Sample::framed("clients/new", "alike", new_view(&there)),
        Sample::framed("clients/new", "usual", new_view(&draft)),
        Sample::framed("clients/new", "error", new_view(&wrong)),
    ]
}
