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
    filter::{Column, Standard},
    list::{Cursor, Filter, Order, Sort, Way},
    pages::{
        Listed, Of, OneView, Said, ShownColumn, StandardColumn, Viewed, list_view, new_view_of_list, view_of_list,
    },
    store::Counted,
    view::{AskedFor, NewView, View, ViewId},
};

const USUAL: [StandardColumn; 7] = [
    StandardColumn::About,
    StandardColumn::When,
    StandardColumn::Next,
    StandardColumn::Owner,
    StandardColumn::Place,
    StandardColumn::Spoke,
    StandardColumn::Since,
];

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
        when: When::From { start: NOW.plus(due - DAY), due: NOW.plus(due) },
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
    let calls: HashMap<ClientId, Call> =
        clients.iter().zip(acts).map(|(client, (group, due, act))| call(client, group, due, act)).collect();
    Listed {
        mine: 84,
        everyone: 184,
        aside: 3,
        of: Of::Mine,
        filter: Filter { owner: Some(MemberId(id(2))), ..Filter::default() },
        said: Vec::new(),
        order: Order::Standard(Sort::Name),
        find: String::new(),
        previous: None,
        next: clients.last().map(|client| (Way::After, Cursor::beside(client, Sort::Name, Way::After).write())),
        all: None,
        looked: None,
        unsorted: false,
        fields: super::fields::cast(),
        features: &[],
        of_features: HashMap::new(),
        columns: USUAL.iter().map(|column| ShownColumn::Standard(*column)).collect(),
        unread: Vec::new(),
        chose_columns: false,
        customs: HashMap::new(),
        names: HashMap::new(),
        tags_of: HashMap::new(),
        adding: None,
        editing: None,
        bulk: crate::bulk::OWN.iter().collect(),
        views: Vec::new(),
        view: None,
        members: vec![(MemberId(id(2)), "Noor Haddad".into()), (MemberId(id(4)), "Tomás Ribeiro".into())],
        locations: vec![(LocationId(id(3)), "Market Street".into()), (LocationId(id(5)), "Canal Yard".into())],
        tags: vec![("fleet".into(), "Fleet".into())],
        actor: noor(),
        now: NOW,
        clients,
        calls,
    }
}

pub(super) fn all() -> Vec<Sample> {
    let usual = listed(cast());
    let empty = Listed { mine: 0, everyone: 0, aside: 0, next: None, ..listed(Vec::new()) };
    let found = Listed { find: "zorro".into(), next: None, ..listed(Vec::new()) };
    let long_name =
        "Gemeinnützige Genossenschaft der Freundinnen und Freunde des langsamen Radfahrens zwischen Hafen und Heide "
            .repeat(2);
    let long = Listed {
        next: None,
        ..listed(vec![client(1, ClientKind::Organization, long_name.trim(), &"A line that goes on ".repeat(15), 400)])
    };
    let many: Vec<Client> = (0..50)
        .map(|number| client(number, ClientKind::Person, &format!("Client {number:02}"), "Town bike", 3))
        .collect();
    let many = Listed { of: Of::Everyone, filter: Filter::default(), mine: 1001, everyone: 1001, ..listed(many) };
    let edited = Listed { editing: usual.clients.get(1).map(|client| (client.id, "rhythm".into())), ..filtered(true) };
    let edited =
        Listed { columns: StandardColumn::ALL.iter().map(|column| ShownColumn::Standard(*column)).collect(), ..edited };
    let frame = |listed: &Listed| ui::page(Width::Full, list_view(listed));
    let loading =
        ui::page(Width::Full, maud::html! { (ui::page_head("Clients")) (ui::skeleton("Fetching your clients", 12)) });
    vec![
        Sample::framed("clients/list", "usual", frame(&usual)),
        Sample::framed("clients/list", "empty", frame(&empty)),
        Sample::framed("clients/list", "nobody-found", frame(&found)),
        Sample::framed("clients/list", "loading", loading),
        Sample::framed("clients/list", "long", frame(&long)),
        Sample::framed("clients/list", "many", frame(&many)),
        Sample::framed("clients/list", "editing", frame(&edited)),
        Sample::framed("clients/list", "filtered", frame(&filtered(true))),
        Sample::framed("clients/list", "looked-in-vain", frame(&filtered(false))),
        Sample::framed("clients/view", "new", new_view_of_list(&one_view(false))),
        Sample::framed("clients/view", "usual", view_of_list(&one_view(false))),
        Sample::framed("clients/view", "conflict", view_of_list(&one_view(true))),
    ]
}

fn fleets(place: u128, name: &str, owner: u128) -> View {
    let asked = AskedFor::of([("of", "everyone"), ("where", "tag.is.fleet")]);
    View {
        id: ViewId(id(950 + place)),
        name: name.into(),
        asked,
        shared: owner != 2,
        owner: MemberId(id(owner)),
        owner_name: if owner == 2 { "Noor Haddad" } else { "Tomás Ribeiro" }.into(),
        is_gone: false,
        version: 1,
    }
}

/// A view with conditions and columns of its own; a condition does nothing any more, one more is being asked for.
fn filtered(fits: bool) -> Listed {
    let said = |condition: &str, words: &str, trouble: Option<&str>| {
        let condition = condition.parse().expect("a condition");
        Said { condition, words: words.into(), trouble: trouble.map(str::to_owned) }
    };
    let fields = super::fields::cast();
    let mut columns = vec![ShownColumn::Standard(StandardColumn::About), ShownColumn::TAGS];
    columns.extend(fields.iter().map(|field| ShownColumn::Custom(field.id)));
    let clients = if fits { cast() } else { Vec::new() };
    let customs =
        clients.first().map(|client| (client.id, super::fields::of_the_clinic().custom)).into_iter().collect();
    let counts = [(9, false), (1000, true), (31, true)];
    let views = [("Fleets", 2), ("Quiet longer than usual", 2), ("Met at Station Arcade", 4)];
    let views = views.into_iter().zip(counts).zip(0..).map(|(((name, owner), (count, or_more)), place)| Viewed {
        view: fleets(place, name, owner),
        count: Some(Counted { count, or_more }),
    });
    Listed {
        of: Of::Everyone,
        filter: Filter::default(),
        view: Some(fleets(0, "Fleets", 2)),
        views: views.collect(),
        said: vec![
            said("spoke.longer.60", "Last spoke: longer ago than 60 days", None),
            said(
                "tag.is.fleet",
                "Tag is Fleet",
                Some("Nickname was taken away, so its part of the filter does nothing."),
            ),
        ],
        looked: (!fits).then_some(2000),
        next: Some((Way::After, "x".into())),
        names: super::fields::of_the_clinic().names,
        adding: fits.then_some(Column::Standard(Standard::Spoke)),
        unread: vec!["colour~is~bl".into()],
        chose_columns: true,
        unsorted: !fits,
        columns,
        customs,
        ..listed(clients)
    }
}

fn one_view(faster: bool) -> OneView {
    OneView {
        view: Some(fleets(0, "Fleets", 2)),
        draft: NewView { name: "Fleets".into(), shared: true, asked: AskedFor::default() },
        words: vec!["Everyone’s clients".into(), "Tag is Fleet".into()],
        problems: Vec::new(),
        overtaken: faster.then(|| "Somebody changed this a moment ago. Look at it once more and try again.".into()),
    }
}
