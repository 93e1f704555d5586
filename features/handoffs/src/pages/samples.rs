//! The pages of handoffs in every state, for the gallery.

use jiff::tz::TimeZone;
use tend_core::{
    Problem, Role, Timestamp,
    auth::members::Member,
    house::{Hours, Location, Week},
    id::{ClientId, EntryId, LocationId, MemberId, UserId},
    time::{DAY, HOUR},
    timeline::{Entry, Strand},
    ui::Sample,
};
use uuid::Uuid;

use super::{
    Asking, everything,
    list::{self, List},
    new::{self, New},
    one::{self, Draft, One},
    set,
};
use crate::{
    handoff::{CLIENT, Handoff, HandoffId, State},
    leaving::{COUNTED, Everything, OfPlace},
    settings::Settings,
};

/// Tuesday morning in the shops of the demo company.
const NOW: Timestamp = Timestamp(1_791_878_400_000_000);
const BRIEFING: &str = "Who they are\n– Harbour Clinic, an organization: 14 e-bikes for home-care nurses\n– With us since March 2021, \
     at home at Market Street, looked after every 4 weeks\n– Amara Okafor, Director: decides, prefers a call before nine\n\n\
     What they want\n– Arrive dry and on time, and never think about the bike\n\n\
     What was promised\n– A quote for three more bikes, by Thursday\n\n\
     What we know\n– Calls are best before nine\n\nWhat is open\n– Bike 9’s brakes fade in rain; Lotte rides a spare";
const UNBROKEN: &str = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

/// All of them.
pub fn samples() -> Vec<Sample> {
    [lists(), asking(), ones(), everything(), settings()].concat()
}

fn lists() -> Vec<Sample> {
    let page = |state, list: &List| Sample::framed("handoffs/list", state, list::view(list));
    let of = |mine: Vec<Handoff>, theirs, ended| List { mine, theirs, ended, now: NOW, zone: TimeZone::UTC };
    let usual = of(
        vec![handoff(1, "Harbour Clinic")],
        vec![turned(handoff(2, "Marta Kovács"))],
        vec![
            handoff(3, "Sunita Rao").ended(State::Accepted, NOW.plus(-DAY), Some(member(2)), ""),
            handoff(4, "Hotel Aurelia").ended(State::Declined, NOW.plus(-2 * DAY), Some(member(2)), "I am at the fair"),
            handoff(5, "Eun-ji Park").ended(State::Unanswered, NOW.plus(-3 * DAY), None, ""),
            handoff(6, "Bram de Wit").ended(State::Overtaken, NOW.plus(-9 * DAY), None, "Noor has Bram de Wit now."),
        ],
    );
    let many = (0..50).map(|number| handoff(number, &format!("Client Number {number}"))).collect();
    vec![
        page("usual", &usual),
        page("empty", &of(Vec::new(), Vec::new(), Vec::new())),
        page("many", &of(many, Vec::new(), Vec::new())),
        page("long", &of(vec![handoff(1, UNBROKEN)], Vec::new(), Vec::new())),
    ]
}

fn asking() -> Vec<Sample> {
    let page = |state, new: &New, problems: &[Problem], conflict| {
        Sample::framed("handoffs/new", state, new::view(new, problems, conflict))
    };
    let wrong = [problem("to", "Whom do you ask? Choose a colleague.")];
    let asked = "Wen Liu was asked already and has not answered yet. Take that back first.";
    let alone = New { colleagues: Vec::new(), ..a_new("Harbour Clinic") };
    vec![
        page("usual", &a_new("Harbour Clinic"), &[], None),
        page("error", &a_new("Harbour Clinic"), &wrong, None),
        page("conflict", &a_new("Harbour Clinic"), &[], Some(asked)),
        page("alone", &alone, &[], None),
        page("long", &a_new(UNBROKEN), &[], None),
    ]
}

fn a_new(about: &str) -> New {
    New {
        asking: Asking {
            subject: CLIENT.into(),
            thing: Uuid::from_u128(7).to_string(),
            to: String::new(),
            briefing: BRIEFING.into(),
        },
        about: about.into(),
        href: "/clients/7".into(),
        owner: (member(1), "Tomás Ribeiro".into()),
        is_mine: true,
        colleagues: vec![(member(2), "Wen Liu".into()), (member(3), "Noor Haddad".into())],
        away: vec!["Priya Raman".into()],
        answer_days: 2,
    }
}

fn ones() -> Vec<Sample> {
    let page = |state, one: &One, draft: &Draft| Sample::framed("handoffs/one", state, one::view(one, draft));
    let fresh = |state, one: &One| page(state, one, &Draft::default());
    let ended = |state, word: &str| a_one(handoff(1, "Harbour Clinic").ended(state, NOW, Some(member(2)), word));
    let wrong = Draft {
        form: "declining",
        problems: vec![problem("word", "Why not? A word is enough, so that they know whom to ask next.")],
        ..Draft::default()
    };
    let faster = Draft {
        form: "acceptance",
        word: "Gladly".into(),
        conflict: Some("It was taken back a moment before. Harbour Clinic stays with Tomás.".into()),
        ..Draft::default()
    };
    let long = Handoff { briefing: format!("{BRIEFING}\n– {UNBROKEN}\n{UNBROKEN}"), ..handoff(1, UNBROKEN) };
    vec![
        fresh("asked", &a_one(handoff(1, "Harbour Clinic"))),
        fresh("for-who-is-away", &One { stands_in: true, ..a_one(handoff(1, "Harbour Clinic")) }),
        fresh("waiting", &One { is_asked: false, may_withdraw: true, ..a_one(handoff(1, "Harbour Clinic")) }),
        fresh("accepted", &ended(State::Accepted, "Gladly. I ring Amara tomorrow.")),
        fresh("declined", &ended(State::Declined, "I am at the fair until Friday")),
        fresh("unanswered", &ended(State::Unanswered, "")),
        fresh("overtaken", &ended(State::Overtaken, "Noor has Harbour Clinic now.")),
        fresh("long", &a_one(long)),
        page("error", &a_one(handoff(1, "Harbour Clinic")), &wrong),
        page("conflict", &ended(State::Withdrawn, ""), &faster),
    ]
}

fn everything() -> Vec<Sample> {
    let page = |state, all: Everything, problems: &[Problem]| {
        let shown = everything::Shown { all, is_admin: true, now: NOW, zone: TimeZone::UTC };
        Sample::framed("handoffs/everything", state, everything::view(&shown, problems))
    };
    let usual = || Everything {
        member: a_member(1, "Tomás Ribeiro"),
        places: vec![of_place(1, "Canal Yard", 14), of_place(2, "Station Arcade", COUNTED)],
        colleagues: vec![a_member(2, "Wen Liu"), a_member(3, "Noor Haddad")],
        waiting: vec![handoff(1, "Harbour Clinic"), handoff(2, "Marta Kovács")],
        ended: vec![handoff(3, "Sunita Rao").ended(State::Accepted, NOW.plus(-DAY), Some(member(2)), "")],
    };
    let none = Everything { places: Vec::new(), waiting: Vec::new(), ended: Vec::new(), ..usual() };
    let alone = Everything { colleagues: Vec::new(), ..usual() };
    let many = Everything {
        places: (0..12).map(|number| of_place(number, &format!("Place {number}"), 1)).collect(),
        waiting: (0..50).map(|number| handoff(number, UNBROKEN)).collect(),
        ..usual()
    };
    vec![
        page("usual", usual(), &[]),
        page("empty", none, &[]),
        page("alone", alone, &[]),
        page("many", many, &[]),
        page("error", usual(), &[problem("to", "Wen Liu is away just now. Choose somebody who is there to answer.")]),
    ]
}

fn of_place(number: u128, name: &str, count: i64) -> OfPlace {
    let hours = Hours { week: Week::usual(), holidays: Vec::new(), zone: TimeZone::UTC };
    let (id, name) = (LocationId(Uuid::from_u128(number)), name.to_owned());
    let place = Location { id, name, hours, closed_at: None, looked_after_by: Some(member(2)), version: 1 };
    OfPlace { place, count, proposed: Some(member(2)) }
}

fn a_member(number: u128, name: &str) -> Member {
    Member {
        id: member(number),
        user: UserId(Uuid::from_u128(number)),
        name: name.into(),
        address: "somebody@linden.example".into(),
        role: Role::Member,
        location: LocationId(Uuid::from_u128(1)),
        location_name: "Canal Yard".into(),
        joined_at: NOW.plus(-400 * DAY),
        left_at: None,
        has_come: true,
        version: 1,
    }
}

fn settings() -> Vec<Sample> {
    let form = set::SetForm::of(Settings { answer_days: 2, version: 1 });
    let wrong = [problem("answer_days", "A number from 1 to 30.")];
    vec![
        Sample::framed("settings/handoffs", "usual", set::view(&form, &[], None)),
        Sample::framed("settings/handoffs", "error", set::view(&form, &wrong, None)),
    ]
}

fn problem(field: &str, message: &str) -> Problem {
    Problem { field: field.to_owned(), message: message.to_owned() }
}

fn member(number: u128) -> MemberId {
    MemberId(Uuid::from_u128(number))
}

fn turned(handoff: Handoff) -> Handoff {
    let Handoff { from, from_name, to, to_name, .. } = handoff.clone();
    Handoff { from: to, from_name: to_name, to: from, to_name: from_name, ..handoff }
}

fn handoff(number: u128, about: &str) -> Handoff {
    Handoff {
        id: HandoffId(Uuid::from_u128(100 + number)),
        client: ClientId(Uuid::from_u128(7)),
        subject: CLIENT.into(),
        subject_id: None,
        about: about.into(),
        from: member(1),
        from_name: "Tomás Ribeiro".into(),
        to: member(2),
        to_name: "Wen Liu".into(),
        asked_by: Some(member(1)),
        asked_at: NOW.plus(-3 * HOUR),
        answer_by: NOW.plus(2 * DAY),
        briefing: BRIEFING.into(),
        state: State::Waiting,
        ended_at: None,
        ended_by: None,
        word: String::new(),
        version: 1,
    }
}

fn a_one(handoff: Handoff) -> One {
    let body = serde_json::json!({ "from": "Tomás Ribeiro", "to": "Wen Liu", "about": "", "until": "Thursday 15 October, 18:00" });
    let story = vec![Entry {
        id: EntryId(Uuid::from_u128(50)),
        number: 1,
        client: Some(handoff.client),
        kind: "handoffs.asked".into(),
        strand: Strand::Book,
        happened_at: handoff.asked_at,
        written_at: handoff.asked_at,
        by: Some(handoff.from),
        by_name: handoff.from_name.clone(),
        subject: Some(handoff.id.0),
        text: String::new(),
        body,
    }];
    One {
        client_name: handoff.about.clone(),
        href: Some("/clients/7".into()),
        story,
        is_asked: handoff.waits(),
        stands_in: false,
        may_withdraw: false,
        handoff,
        now: NOW,
        zone: TimeZone::UTC,
    }
}
