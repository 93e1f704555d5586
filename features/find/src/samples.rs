//! Finding in every state, for the gallery.

use jiff::tz::TimeZone;
use tend_clients::{Client, ClientKind};
use tend_core::{
    Timestamp, fold,
    id::{ClientId, EntryId, LocationId, MemberId},
    time::DAY,
    timeline::{Entry, Strand, quote},
    ui::{Icon, Sample},
};
use uuid::Uuid;

use crate::{
    found::{Found, Hit, Ready, Said, To},
    pages::page_view,
};

/// Tuesday, 13 October 2026, in the morning.
const NOW: Timestamp = Timestamp(1_791_871_800_000_000);

/// The page in every state.
pub(crate) fn all() -> Vec<Sample> {
    let page =
        |state, found: Found, typed: &str| Sample::framed("find/page", state, page_view(&found, typed, &TimeZone::UTC));
    let long = "Bartholomäus-Maximilian Wolfeschlegelsteinhausenbergerdorff ".repeat(3);
    vec![
        page("before anything is typed", nothing_typed(), ""),
        page("usual", usual(), "web"),
        page("close", Found { close: vec![hit(1, "Ilse Haddad", "Cargo bike")], ..Found::default() }, "hadad"),
        page("nothing", Found { fresh: vec![new_one("zorro")], ..Found::default() }, "zorro"),
        page(
            "long",
            Found { clients: vec![hit(1, &long, &long)], said: vec![said(&long, &long, "maxim")], ..Found::default() },
            "maxim",
        ),
    ]
}

fn nothing_typed() -> Found {
    Found {
        recent: vec![
            hit(1, "Harbour Clinic", "Home-care nurses on 14 e-bikes"),
            hit(2, "Marta Kovács", "Touring bike"),
        ],
        doings: vec![
            ready("Log something", Icon::Note, "/#log", &["L"]),
            ready("New client", Icon::Plus, "/clients/new", &["N"]),
            ready("Make a promise", Icon::Promise, "/promises/new", &["P"]),
        ],
        pages: vec![
            ready("Today", Icon::Today, "/", &["G", "T"]),
            ready("Clients", Icon::Clients, "/clients", &["G", "C"]),
        ],
        ..Found::default()
    }
}

fn usual() -> Found {
    let note = |name: &str| Ready { name: Some(name.into()), ..ready("Note for", Icon::Note, "/clients/1", &[]) };
    Found {
        clients: vec![
            hit(1, "Jonas Weber", "Commutes by the canal"),
            Hit { through: Some("+49 421 5501-2".into()), ..hit(2, "Weberei am Wall", "") },
            hit(3, "نور حداد", "دراجة للمدينة"),
        ],
        said: vec![said(
            "Marta Kovács",
            "Asked whether the Weber family liked the trailer, and about the winter check.",
            "web",
        )],
        doings: vec![note("Jonas Weber")],
        pages: vec![ready("Web addresses", Icon::Link, "/settings/tokens", &[])],
        ..Found::default()
    }
}

fn new_one(name: &str) -> Ready {
    Ready { name: Some(name.into()), ..ready("New client:", Icon::Plus, "/clients/new?name=zorro", &[]) }
}

fn ready(label: &str, icon: Icon, href: &str, keys: &[&str]) -> Ready {
    Ready {
        label: label.into(),
        name: None,
        to: To::Page(href.into()),
        icon,
        keys: keys.iter().map(|key| (*key).to_owned()).collect(),
    }
}

fn said(name: &str, text: &str, typed: &str) -> Said {
    let entry = Entry {
        id: EntryId(Uuid::from_u128(9)),
        number: 9,
        client: Some(ClientId(Uuid::from_u128(4))),
        kind: "clients.note".into(),
        strand: Strand::Words,
        happened_at: NOW.plus(-40 * DAY),
        written_at: NOW,
        by: None,
        by_name: "Noor Haddad".into(),
        subject: None,
        text: text.into(),
        body: serde_json::Value::Null,
    };
    Said {
        client: ClientId(Uuid::from_u128(4)),
        name: name.into(),
        title: "Noor wrote a note".into(),
        quote: quote(&entry, typed),
        entry,
    }
}

fn hit(number: u128, name: &str, about: &str) -> Hit {
    let client = Client {
        id: ClientId(Uuid::from_u128(number)),
        kind: if number == 1 { ClientKind::Organization } else { ClientKind::Person },
        name: name.into(),
        given: fold::fold(name),
        family: String::new(),
        about: about.into(),
        owner: MemberId(Uuid::from_u128(1)),
        owner_name: "Noor Haddad".into(),
        location: LocationId(Uuid::from_u128(2)),
        location_name: "Market Street".into(),
        cadence_days: None,
        since: None,
        last_contact_at: None,
        created_at: NOW,
        archived_at: None,
        archived_by: None,
        version: 1,
    };
    Hit { client, through: None }
}
