//! The client's page in every state.

use serde_json::json;
use tend_core::{
    Actor, Problem, Role,
    id::EntryId,
    serve_first::Reason,
    time::DAY,
    ui::{Icon, Sample},
};

use super::{
    NOW,
    clinic::{around, clinic},
    id, noor, sent,
};
use crate::{
    actions::Field,
    client::Client,
    contact::ContactPointId,
    pages::{Around, Editing, Looking, Shown, view},
};

/// All of them.
pub(super) fn all() -> Vec<Sample> {
    [read(), about_to_offer(), edited(), troubled()].concat()
}

fn sample(state: &'static str, shown: &Shown, looking: &Looking) -> Sample {
    Sample::framed("clients/client", state, view(shown, looking))
}

/// Somebody reads it.
fn read() -> Vec<Sample> {
    let looking = Looking::default();
    vec![
        sample("usual", &clinic(), &looking),
        sample("new", &hardly_known(), &looking),
        sample("laid-aside", &of(|client| client.archived_at = Some(NOW.plus(-40 * DAY))), &looking),
        sample("guest", &seen_by_a_guest(), &looking),
        sample("long", &of(long), &looking),
        sample("many-tags", &many_tags(), &looking),
    ]
}

/// Lotte waits, and somebody is about to offer something: before it is sent, and once it was refused.
fn about_to_offer() -> Vec<Sample> {
    let waits = Shown { serve_first: vec![bike_9("bike 9")], ..clinic() };
    let words = "what we promised: “".to_owned() + &"A price for the winter check ".repeat(8) + "”";
    let many = Shown { serve_first: vec![bike_9(&words), bike_9("bike 11"), bike_9("bike 12")], ..clinic() };
    let offering = Looking { writing: "offer".into(), ..Looking::default() };
    let typed = sent(&[("kind", "offer"), ("text", "Two more e-bikes, 5 % off until Friday")]);
    let refused = Looking { typed, serve_first: true, ..Looking::default() };
    vec![
        sample("serve-first", &waits, &offering),
        sample("serve-first-refused", &waits, &refused),
        sample("serve-first-long", &many, &offering),
    ]
}

fn bike_9(what: &str) -> Reason {
    Reason {
        subject: id(301),
        what: what.into(),
        since: NOW.plus(-2 * DAY),
        icon: Icon::Problem,
        go: "Go to the problem",
        href: "/problems/301".into(),
    }
}

/// The clinic with something else about it.
fn of(change: impl Fn(&mut Client)) -> Shown {
    let mut shown = clinic();
    change(&mut shown.client);
    shown
}

/// A list once brought in a tag for every order.
fn many_tags() -> Shown {
    let tags = (1000..1100).map(|number| format!("Order {number}")).collect();
    Shown { tags, more_tags: 9_900, ..clinic() }
}

fn long(client: &mut Client) {
    client.name =
        "Gemeinnützige Genossenschaft der Freundinnen und Freunde des langsamen Radfahrens zwischen Hafen und Heide"
            .into();
    client.about = "x".repeat(300);
}

fn hardly_known() -> Shown {
    let known = of(|client| {
        client.about = String::new();
        (client.since, client.cadence_days, client.last_contact_at) = (None, None, None);
    });
    Shown {
        more: Default::default(),
        points: vec![],
        dates: vec![],
        tags: vec![],
        more_tags: 0,
        others: vec![],
        fields: json!({}),
        entries: vec![],
        ..known
    }
}

fn seen_by_a_guest() -> Shown {
    let actor = Actor { role: Role::Guest, ..noor() };
    Shown { around: Around { actor, ..around() }, ..clinic() }
}

/// Somebody changes something.
fn edited() -> Vec<Sample> {
    let editing = |editing| Looking { editing, ..Looking::default() };
    vec![
        sample("rhythm", &clinic(), &editing(Editing::Vital(Field::Rhythm))),
        sample("way-to-reach", &clinic(), &editing(Editing::Reach(Some(ContactPointId(id(21)))))),
        sample("new-day", &clinic(), &editing(Editing::Days(None))),
        sample("tags", &clinic(), &editing(Editing::Tags)),
        sample("people", &clinic(), &editing(Editing::People(None))),
        sample("custom-choice", &clinic(), &editing(Editing::Custom(super::fields::cast()[4].id))),
        sample("custom-unread", &clinic(), &editing(Editing::Custom(super::fields::cast()[3].id))),
        sample("correcting", &clinic(), &editing(Editing::Words(EntryId(id(62))))),
    ]
}

/// Something stands in the way.
fn troubled() -> Vec<Sample> {
    let problem = |field: &str, message: &str| vec![Problem { field: field.into(), message: message.into() }];
    let faster = "Tomás changed the rhythm at 07:58, from “Every month” to “Every 3 weeks”.";
    let conflict = Looking {
        editing: Editing::Vital(Field::Rhythm),
        typed: sent(&[("rhythm", "14")]),
        overtaken: Some("Somebody was faster.".into()),
        ..Looking::default()
    };
    let head = Looking {
        editing: Editing::Head,
        typed: sent(&[("name", "")]),
        problems: problem("name", "What is it called?"),
        ..Looking::default()
    };
    let note = Looking {
        typed: sent(&[("kind", "note")]),
        problems: problem("text", "What happened? A few words are enough."),
        ..Looking::default()
    };
    vec![
        sample("conflict", &Shown { faster: Some(faster.into()), ..clinic() }, &conflict),
        sample("error", &clinic(), &head),
        sample("empty-note", &clinic(), &note),
    ]
}
