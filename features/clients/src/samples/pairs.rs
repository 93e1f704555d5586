//! Two who may be one, in every state.

use tend_core::{Timestamp, id::ClientId, merging::Newer, ui::Sample};

use super::{client, id};
use crate::{
    client::ClientKind,
    contact::{ContactKind, ContactPoint, ContactPointId},
    merge::{Merge, MergeId},
    pages::{Side, apart_view, compare_view, pairs_view, panel_view},
    store::LikelyPair,
};

pub(super) fn all() -> Vec<Sample> {
    let (marta, martha) = (side(1, "Marta Kovács", "Touring bike"), side(2, "Martha Kovacs", ""));
    let long = side(3, &"A name that goes on and on without any end in sight ".repeat(3), &"x".repeat(180));
    let pair = |score| LikelyPair {
        one: marta.client.id,
        other: martha.client.id,
        score,
        reasons: "the same mail address, nearly the same name".into(),
    };
    let many: Vec<_> =
        (0..10).map(|number| (pair(f64::from(10 - number) / 10.0), marta.clone(), martha.clone())).collect();
    let merge = Merge {
        id: MergeId(id(9)),
        stays: marta.client.id,
        gone: martha.client.id,
        gone_name: "Martha Kovacs".into(),
        merged_at: Timestamp(1_791_900_000_000_000),
        undone_at: None,
    };
    let newer = |number, what, words: &str| Newer { id: id(number), what, words: words.into() };
    let since = [
        newer(21, "A note", "Likes the blue one"),
        newer(22, "A promise", "Call with a day for the wheel"),
        newer(23, "A call", ""),
    ];
    let undone = Merge { undone_at: Some(merge.merged_at), ..merge.clone() };
    let made = [("Martha Kovacs".to_owned(), "3 May 2026".to_owned(), "/clients/merges/1".to_owned())];
    vec![
        Sample::framed("clients/pairs", "usual", pairs_view(&many[..2])),
        Sample::framed("clients/pairs", "many", pairs_view(&many)),
        Sample::framed("clients/pairs", "long", pairs_view(&[(pair(1.0), long.clone(), martha.clone())])),
        Sample::framed("clients/pairs", "empty", pairs_view(&[])),
        Sample::framed("clients/compare", "usual", compare_view(&marta, &martha, "the same mail address")),
        Sample::framed("clients/compare", "long", compare_view(&long, &martha, "")),
        Sample::framed("clients/apart", "usual", apart_view(&merge, &marta.client, &since, "3 May 2026")),
        Sample::framed("clients/apart", "empty", apart_view(&merge, &marta.client, &[], "3 May 2026")),
        Sample::framed("clients/apart", "done", apart_view(&undone, &marta.client, &[], "3 May 2026")),
        Sample::framed(
            "clients/perhaps",
            "usual",
            maud::html! { h1 { "Marta Kovács" } (panel_view(marta.client.id, &[(martha.client.clone(), pair(0.9))], &made)) },
        ),
    ]
}

fn side(number: u128, name: &str, about: &str) -> Side {
    let client = client(number, ClientKind::Person, name, about, 3);
    let point = |kind, value: &str| ContactPoint {
        id: ContactPointId(id(number + 40)),
        client: ClientId(id(number)),
        kind,
        label: String::new(),
        value: value.into(),
        consents: Vec::new(),
        version: 1,
    };
    let points = vec![point(ContactKind::Email, "marta@kovacs.example"), point(ContactKind::Phone, "0421 55 01-2")];
    Side { client, points, others: Vec::new(), tags: vec!["regulars".into()] }
}
