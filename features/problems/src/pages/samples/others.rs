//! The page of others like it, in every state.

use super::*;
use crate::{
    actions::{Other, Way},
    pages::others::{self, Others},
};

pub(super) fn samples() -> Vec<Sample> {
    let page =
        |state, page: &Others, draft: &Draft| Sample::framed("problems/others", state, others::view(page, draft));
    let fresh = |state, others: &Others| page(state, others, &Draft::default());
    let wrong = Draft {
        form: "to-each",
        typed: typed(&[("subject", ""), ("words", "Dear {name},")]),
        problems: vec![
            FieldProblem { field: "to".into(), message: "To whom? Choose one of them at least.".into() },
            FieldProblem { field: "subject".into(), message: "What is it about?".into() },
        ],
        conflict: None,
    };
    let met = Draft {
        conflict: Some("Somebody changed this problem a moment ago. Look at how it stands now.".into()),
        ..Draft::default()
    };
    let many = (0..60).map(|number| other(number, "Marta Kovács", "The brakes fade")).collect();
    let long = vec![other(1, LONG, LONG)];
    vec![
        fresh("usual", &usual()),
        fresh("empty", &Others { others: Vec::new(), ..usual() }),
        fresh("no-cause", &Others { others: Vec::new(), cause: None, ..usual() }),
        fresh("long", &Others { others: long, client_name: LONG.into(), cause: Some(LONG.into()), ..usual() }),
        fresh("many", &Others { others: many, ..usual() }),
        fresh("read-only", &Others { may_write: false, ..usual() }),
        page("error", &usual(), &wrong),
        page("conflict", &usual(), &met),
    ]
}

fn usual() -> Others {
    let called =
        Other { way: Way::Call("no address to which we may write"), ..other(3, "Malik Osei", "It brakes late") };
    let gone = Other { problem: settled(), ..other(4, "Eun-ji Park", "The brakes fade on descents") };
    Others {
        problem: safe(),
        client_name: "Harbour Clinic".into(),
        cause: Some("Glazed pads of the batch of May".into()),
        others: vec![other(2, "Marta Kovács", "The brakes fade in the wet"), called, gone],
        me: "Noor".into(),
        may_write: true,
    }
}

fn other(number: u128, name: &str, title: &str) -> Other {
    Other {
        problem: Problem { id: ProblemId(id(900 + number)), title: title.to_owned(), ..safe() },
        client: ClientId(id(number)),
        name: name.to_owned(),
        called: name.to_owned(),
        way: Way::Letter("marta@example.com".into()),
    }
}
