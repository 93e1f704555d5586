//! The list in every state.

use std::collections::HashMap;

use tend_core::{
    calls::{Call, CareGroup, When},
    id::{CallId, ClientId, LocationId, MemberId},
    time::{DAY, HOUR},
    ui::{self, Sample, Width},
};

use super::{NOW, client, id, noor};
use crate::{
    client::{Client, ClientKind},
    list::{Cursor, Filter, Sort, Way},
    pages::{Listed, Of, list_view},
};

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

pub(super) fn all() -> Vec<Sample> {
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
