//! Harbour Clinic, with all that is known of it.

use std::collections::HashMap;

use serde_json::json;
use tend_core::{
    Feature,
    id::{ClientId, EntryId, MemberId},
    time::HOUR,
    timeline::{Entry, Strand},
};

use super::{NOW, client, id, noor};
use crate::{
    affiliation::{Affiliation, AffiliationId},
    client::{Client, ClientKind},
    contact::{Consent, ContactKind, ContactPoint, ContactPointId, Purpose},
    date::{DateId, ImportantDate},
    pages::{Around, Shown},
};

static FEATURES: &[&Feature] = &[&crate::FEATURE];

pub(super) fn around() -> Around {
    Around { actor: noor(), now: NOW, features: FEATURES }
}

pub(super) fn clinic() -> Shown {
    let client = client(0, ClientKind::Organization, "Harbour Clinic", "Home-care nurses on 14 e-bikes", 1);
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
        more_tags: 0,
        others: people(&client),
        fields: json!({ "Customer no.": "K-1044", "Remark": "Collect after 18:00" }),
        more: super::fields::of_the_clinic(),
        panels: Vec::new(),
        open: Vec::new(),
        serve_first: Vec::new(),
        entries: entries(&client),
        beside: HashMap::new(),
        most_file_bytes: 25 * 1024 * 1024,
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
        point(22, ContactKind::Phone, "reception", "+31 20 555 0112", vec![consent(Purpose::Answer, true)]),
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
        other_last_contact_at: (number == 2).then(|| NOW.plus(-20 * HOUR)),
        title: title.into(),
        since: None,
        until: until.and_then(|day| day.parse().ok()),
        version: 1,
    };
    vec![
        person(1, "Amara Okafor", "Director", "Decides. Prefers a call before nine", None),
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
        // What Jonas said stands in the story of his house.
        Entry {
            client: Some(ClientId(id(202))),
            ..entry(
                2,
                16,
                "clients.call",
                "Noor Haddad",
                "Jonas: “They only look at what one home visit costs us.”\nThe committee decides on cost per visit.",
                json!({}),
            )
        },
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
