//! Our pages in every state, for the gallery: drawn by the same functions as the pages, from people who live in no database.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use serde_json::json;
use tend_core::{
    Actor, Feature, Problem, Role, Timestamp,
    calls::{Call, CareGroup, When},
    id::{CallId, ClientId, EntryId, LocationId, MemberId, WorkspaceId},
    time::{DAY, HOUR},
    timeline::{Entry, Strand},
    ui::{self, Sample, Width},
};
use uuid::Uuid;

use crate::{
    actions::Field,
    affiliation::{Affiliation, AffiliationId},
    client::{Client, ClientKind},
    contact::{Consent, ContactKind, ContactPoint, ContactPointId, Purpose},
    date::{DateId, ImportantDate},
    list::{Cursor, Filter, Sort, Way},
    pages::{Around, Draft, Editing, Listed, Looking, Of, Sent, Shown, list_view, new_view, view},
};

/// All of them.
pub fn all() -> Vec<Sample> {
    [lists(), relationships(), new_ones()].concat()
}

/// The thirteenth of October 2026, eight in the morning in Amsterdam.
const NOW: Timestamp = Timestamp(1_791_871_200_000_000);

const fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn noor() -> Actor {
    Actor {
        workspace: WorkspaceId(id(1)),
        member: Some(MemberId(id(2))),
        role: Role::Member,
        name: "Noor Haddad".into(),
        location: Some(LocationId(id(3))),
        zone: TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC),
    }
}

fn client(number: u128, kind: ClientKind, name: &str, about: &str, spoke_days: i64) -> Client {
    let (given, family) = crate::client::parts_of_name(name);
    Client {
        id: ClientId(id(100 + number)),
        kind,
        name: name.into(),
        given,
        family,
        about: about.into(),
        owner: MemberId(id(2)),
        owner_name: "Noor Haddad".into(),
        location: LocationId(id(3)),
        location_name: "Market Street".into(),
        cadence_days: Some(21),
        since: "2021-03-01".parse().ok(),
        last_contact_at: Some(NOW.plus(-spoke_days * DAY)),
        created_at: NOW.plus(-900 * DAY),
        archived_at: None,
        archived_by: None,
        version: 3,
    }
}

fn cast() -> Vec<Client> {
    use ClientKind::{Organization, Person};
    let people = [
        (Organization, "Harbour Clinic", "Home-care nurses on 14 e-bikes", 1),
        (Person, "Marta Kovács", "Touring bike, Canal Yard", 4),
        (Person, "Sunita Rao", "City e-bike", 0),
        (Organization, "Hotel Aurelia", "20 guest bikes", 6),
        (Person, "Theo & Anaïs Laurent", "Cargo bike or trailer", 3),
        (Person, "Eun-ji Park", "Road bike", 49),
        (Person, "Bram de Wit", "Folding bike", 35),
        (Organization, "Northgate School", "Bike shed and a repair class", 14),
        (Person, "نور حداد", "دراجة للمدينة", 9),
        (Person, "👩🏽‍🔧 Frankie", "Signs with a picture", 2),
    ];
    people
        .into_iter()
        .zip(0..)
        .map(|((kind, name, about, days), number)| client(number, kind, name, about, days))
        .collect()
}

fn call(client: &Client, group: CareGroup, due: i64, act: &str) -> (ClientId, Call) {
    let call = Call {
        id: CallId(client.id.0),
        member: client.owner,
        client: client.id,
        kind: "clients.cadence".into(),
        group,
        subject: client.id.0,
        when: When::From {
            start: NOW.plus(due - DAY),
            due: NOW.plus(due),
        },
        weight: 0.3,
        reason: "Every 3 weeks".into(),
        act: act.into(),
        private: false,
    };
    (client.id, call)
}

fn listed(clients: Vec<Client>) -> Listed {
    let acts = [
        (CareGroup::WaitingOnUs, -DAY, "Tell Jonas what Tomás found"),
        (CareGroup::WaitingOnUs, -2 * DAY, "Call with a day for the wheel"),
        (CareGroup::PromisedForToday, 7 * HOUR, "Child seat fitted"),
        (CareGroup::PromisedForToday, 9 * HOUR, "Three photos of the frames"),
        (CareGroup::TheirOwnNextStep, 2 * DAY, "Offer a ride with both children"),
        (CareGroup::WorthAHello, 0, "Say hello to Eun-ji"),
    ];
    let calls: HashMap<ClientId, Call> = clients
        .iter()
        .zip(acts)
        .map(|(client, (group, due, act))| call(client, group, due, act))
        .collect();
    Listed {
        mine: 84,
        everyone: 184,
        aside: 3,
        of: Of::Mine,
        filter: Filter {
            owner: Some(MemberId(id(2))),
            ..Filter::default()
        },
        sort: Sort::Name,
        find: String::new(),
        previous: None,
        next: clients
            .last()
            .map(|client| Cursor::beside(client, Sort::Name, Way::After)),
        members: vec![
            (MemberId(id(2)), "Noor Haddad".into()),
            (MemberId(id(4)), "Tomás Ribeiro".into()),
        ],
        locations: vec![
            (LocationId(id(3)), "Market Street".into()),
            (LocationId(id(5)), "Canal Yard".into()),
        ],
        tags: vec![("fleet".into(), "Fleet".into())],
        actor: noor(),
        now: NOW,
        clients,
        calls,
    }
}

fn lists() -> Vec<Sample> {
    let usual = listed(cast());
    let empty = Listed {
        mine: 0,
        everyone: 0,
        aside: 0,
        next: None,
        ..listed(Vec::new())
    };
    let found = Listed {
        find: "zorro".into(),
        next: None,
        ..listed(Vec::new())
    };
    let long_name =
        "Gemeinnützige Genossenschaft der Freundinnen und Freunde des langsamen Radfahrens zwischen Hafen und Heide "
            .repeat(2);
    let long = Listed {
        next: None,
        ..listed(vec![client(
            1,
            ClientKind::Organization,
            long_name.trim(),
            &"A line that goes on ".repeat(15),
            400,
        )])
    };
    let many: Vec<Client> = (0..50)
        .map(|number| {
            client(
                number,
                ClientKind::Person,
                &format!("Client {number:02}"),
                "Town bike",
                3,
            )
        })
        .collect();
    let many = Listed {
        of: Of::Everyone,
        filter: Filter::default(),
        mine: 1001,
        everyone: 1001,
        ..listed(many)
    };
    let frame = |listed: &Listed| ui::page(Width::Full, list_view(listed));
    let loading = ui::page(
        Width::Full,
        maud::html! { (ui::page_head("Clients")) (ui::skeleton("Fetching your clients", 12)) },
    );
    vec![
        Sample::framed("clients/list", "usual", frame(&usual)),
        Sample::framed("clients/list", "empty", frame(&empty)),
        Sample::framed("clients/list", "nobody-found", frame(&found)),
        Sample::framed("clients/list", "loading", loading),
        Sample::framed("clients/list", "long", frame(&long)),
        Sample::framed("clients/list", "many", frame(&many)),
    ]
}

static FEATURES: &[&Feature] = &[&crate::FEATURE];

fn around() -> Around {
    Around {
        actor: noor(),
        now: NOW,
        features: FEATURES,
    }
}

fn clinic() -> Shown {
    let client = client(
        0,
        ClientKind::Organization,
        "Harbour Clinic",
        "Home-care nurses on 14 e-bikes",
        1,
    );
    Shown {
        points: points(&client),
        dates: vec![ImportantDate {
            id: DateId(id(31)),
            client: client.id,
            label: "Opened".into(),
            month: 5,
            day: 2,
            year: Some(1998),
            version: 1,
        }],
        tags: vec!["Fleet".into(), "Care".into()],
        others: people(&client),
        fields: json!({ "Customer no.": "K-1044", "Remark": "Collect after 18:00" }),
        panels: Vec::new(),
        open: Vec::new(),
        entries: entries(&client),
        earlier: None,
        members: Vec::new(),
        locations: Vec::new(),
        faster: None,
        around: around(),
        client,
    }
}

fn points(client: &Client) -> Vec<ContactPoint> {
    let consent = |purpose, allowed| Consent {
        purpose,
        allowed,
        since: "2021-03-01".parse().ok(),
        source: "Said so on the phone".into(),
    };
    let point = |number, kind, label: &str, value: &str, consents| ContactPoint {
        id: ContactPointId(id(number)),
        client: client.id,
        kind,
        label: label.into(),
        value: value.into(),
        consents,
        version: 1,
    };
    vec![
        point(
            21,
            ContactKind::Email,
            "work",
            "jonas@harbourclinic.example",
            vec![consent(Purpose::Reach, true), consent(Purpose::Newsletter, false)],
        ),
        point(
            22,
            ContactKind::Phone,
            "reception",
            "+31 20 555 0112",
            vec![consent(Purpose::Answer, true)],
        ),
        point(23, ContactKind::Postal, "", "Quay Hill 3, 1013 Amsterdam", Vec::new()),
    ]
}

fn people(client: &Client) -> Vec<Affiliation> {
    let person = |number: u128, name: &str, title: &str, about: &str, until: Option<&str>| Affiliation {
        id: AffiliationId(id(40 + number)),
        person: ClientId(id(200 + number)),
        organization: client.id,
        other_name: name.into(),
        other_about: about.into(),
        title: title.into(),
        since: None,
        until: until.and_then(|day| day.parse().ok()),
        version: 1,
    };
    vec![
        person(
            1,
            "Amara Okafor",
            "Director",
            "Decides. Prefers a call before nine",
            None,
        ),
        person(2, "Jonas Weber", "Facilities", "Prepares the numbers", None),
        person(3, "Lotte Brandt", "Nurse", "Rides bike 9", None),
        person(4, "Piet Maas", "Facilities", "", Some("2024-05-03")),
    ]
}

fn entries(client: &Client) -> Vec<Entry> {
    let entry = |number: u128, hours: i64, kind: &str, by: &str, text: &str, body| Entry {
        id: EntryId(id(60 + number)),
        number: i64::try_from(number).unwrap_or_default(),
        client: Some(client.id),
        kind: kind.into(),
        strand: Strand::Words,
        happened_at: NOW.plus(-hours * HOUR),
        written_at: NOW,
        by: (by == "Noor Haddad").then_some(MemberId(id(2))),
        by_name: by.into(),
        subject: None,
        text: text.into(),
        body,
    };
    let rhythm = json!({ "changes": [{ "field": "rhythm", "what": "rhythm", "before": "Every month", "after": "Every 3 weeks" }] });
    vec![
        entry(
            1,
            0,
            "clients.note",
            "Tomás Ribeiro",
            "Looked at bike 9. Pads are glazed, disc is fine. He suspects the chain oil the night shift uses.",
            json!({}),
        ),
        entry(
            2,
            16,
            "clients.call",
            "Noor Haddad",
            "Jonas: “They only look at what one home visit costs us.”\nThe committee decides on cost per visit.",
            json!({}),
        ),
        entry(
            3,
            23,
            "clients.visit",
            "Noor Haddad",
            "Brought a spare bike to the clinic. Lotte kept her evening round.",
            json!({ "before": [{}] }),
        ),
        entry(4, 24 * 12, "clients.changed", "Noor Haddad", "rhythm", rhythm),
        entry(
            5,
            24 * 21,
            "clients.visit",
            "Wen Liu",
            "Jonas asked what a wet winter does to pads. Wen showed him two sets side by side.",
            json!({}),
        ),
        entry(6, 24 * 700, "clients.created", "Noor Haddad", "", json!({})),
    ]
}

fn sent(pairs: &[(&str, &str)]) -> Sent {
    Sent(
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
    )
}

fn relationships() -> Vec<Sample> {
    let looking = Looking::default;
    let bare = Shown {
        points: vec![],
        dates: vec![],
        tags: vec![],
        others: vec![],
        fields: json!({}),
        entries: vec![],
        ..clinic()
    };
    let bare = Shown {
        client: Client {
            about: String::new(),
            since: None,
            cadence_days: None,
            last_contact_at: None,
            ..bare.client.clone()
        },
        ..bare
    };
    let aside = Shown {
        client: Client {
            archived_at: Some(NOW.plus(-40 * DAY)),
            ..clinic().client
        },
        ..clinic()
    };
    let guest = Shown {
        around: Around {
            actor: Actor {
                role: Role::Guest,
                ..noor()
            },
            ..around()
        },
        ..clinic()
    };
    let long_name =
        "Gemeinnützige Genossenschaft der Freundinnen und Freunde des langsamen Radfahrens zwischen Hafen und Heide";
    let long = Shown {
        client: Client {
            name: long_name.into(),
            about: "x".repeat(300),
            ..clinic().client
        },
        ..clinic()
    };
    let rhythm = Looking {
        editing: Editing::Vital(Field::Rhythm),
        ..looking()
    };
    let faster = Shown {
        faster: Some("Tomás Ribeiro changed the rhythm at 07:58, from “Every month” to “Every 3 weeks”.".into()),
        ..clinic()
    };
    let conflict = Looking {
        typed: sent(&[("rhythm", "14")]),
        overtaken: Some("Somebody was faster.".into()),
        ..rhythm.clone()
    };
    let head = Looking {
        editing: Editing::Head,
        typed: sent(&[("name", "")]),
        problems: vec![Problem {
            field: "name".into(),
            message: "What is it called?".into(),
        }],
        ..looking()
    };
    let way = Looking {
        editing: Editing::Reach(Some(ContactPointId(id(21)))),
        ..looking()
    };
    let error = Problem {
        field: "text".into(),
        message: "What happened? A few words are enough.".into(),
    };
    let note = Looking {
        typed: sent(&[("kind", "note")]),
        problems: vec![error],
        ..looking()
    };
    let several = Looking {
        editing: Editing::Days(None),
        ..looking()
    };
    let sample =
        |state, shown: &Shown, looking: &Looking| Sample::framed("clients/client", state, view(shown, looking));
    vec![
        sample("usual", &clinic(), &looking()),
        sample("new", &bare, &looking()),
        sample("laid-aside", &aside, &looking()),
        sample("guest", &guest, &looking()),
        sample("long", &long, &looking()),
        sample("rhythm", &clinic(), &rhythm),
        sample("conflict", &faster, &conflict),
        sample("error", &clinic(), &head),
        sample("empty-note", &clinic(), &note),
        sample("way-to-reach", &clinic(), &way),
        sample("new-day", &clinic(), &several),
        sample(
            "tags",
            &clinic(),
            &Looking {
                editing: Editing::Tags,
                ..looking()
            },
        ),
        sample(
            "people",
            &clinic(),
            &Looking {
                editing: Editing::People(None),
                ..looking()
            },
        ),
        sample(
            "correcting",
            &clinic(),
            &Looking {
                editing: Editing::Words(EntryId(id(62))),
                ..looking()
            },
        ),
    ]
}

fn new_ones() -> Vec<Sample> {
    let draft = Draft {
        members: vec![
            (MemberId(id(2)), "Noor Haddad".into()),
            (MemberId(id(4)), "Tomás Ribeiro".into()),
        ],
        locations: vec![
            (LocationId(id(3)), "Market Street".into()),
            (LocationId(id(5)), "Canal Yard".into()),
        ],
        owner: id(2).to_string(),
        place: id(3).to_string(),
        ..Draft::default()
    };
    let problem = |field: &str, message: &str| Problem {
        field: field.into(),
        message: message.into(),
    };
    let wrong = Draft {
        typed: sent(&[("email", "marta@"), ("phone", "12"), ("about", "Touring bike")]),
        problems: vec![
            problem("name", "Who is it? A given name is enough to begin with."),
            problem(
                "email",
                "A mail address looks like marta@example.org. Something seems to be missing.",
            ),
            problem("phone", "A few digits seem to be missing."),
        ],
        ..draft.clone()
    };
    vec![
        Sample::framed("clients/new", "usual", new_view(&draft)),
        Sample::framed("clients/new", "error", new_view(&wrong)),
    ]
}
