//! Today in every state, for the gallery: the cast of Linden Cycles on a Tuesday in October.

mod rows;

use rows::{hello, promised, theirs, waiting};

use jiff::tz::TimeZone;
use tend_clients::{Client, ClientKind};
use tend_core::{
    Timestamp,
    calls::{Call, CareGroup, When},
    fold::fold,
    house::away::{AbsenceId, LeftToMe},
    id::{CallId, ClientId, EntryId, LocationId, MemberId},
    serve_first::Reason,
    time::{DAY, HOUR, MINUTE},
    ui::{Icon, Sample},
};
use tend_promises::{Due, Promise, PromiseId, State, To, promise::Mark};
use uuid::Uuid;

use super::{
    asking, capture,
    empty::{Next, Nobody},
    side::Owed,
    snoozing,
    view::{self, Away, Helped, Row, View},
};
use crate::{
    apart::Likely,
    help::HelpId,
    snooze::{self, Until},
    today::{Kinds, Named, PutOff, Standing, Today, in_order},
    written::{Ask, Said},
};

/// Tuesday, 13 October 2026, 08:10 in Berlin.
const NOW: Timestamp = Timestamp(1_791_871_800_000_000);
const ME: MemberId = MemberId(Uuid::from_u128(1));
const PLACE: LocationId = LocationId(Uuid::from_u128(2));

/// Today's pages in every state.
pub(crate) fn samples() -> Vec<Sample> {
    let today = |state, view: &View| Sample::framed("today", state, view::page(view));
    let log = |state, ask: &Ask, said: Said| Sample::framed("today/log", state, asking::sheet(ask, &said, "1"));
    vec![
        today("usual", &full()),
        today("empty", &quiet()),
        today("first-visit", &nobody(Nobody::NoClients)),
        today("newcomer", &nobody(Nobody::NoneYet { name: "Noor Haddad".into() })),
        today("guest", &View { may_write: false, ..nobody(Nobody::NoneYet { name: "Noor Haddad".into() }) }),
        today("many", &many()),
        today("long", &long_text()),
        today("all-helped", &everything_helped()),
        today("in-my-care", &in_my_care()),
        today("away", &away()),
        Sample::framed("today/capture", "usual", capture::view("", "", "", None)),
        Sample::framed(
            "today/capture",
            "error",
            capture::view("", "Marta", "1", Some("Write a few words first: who it was, and what they said.")),
        ),
        log(
            "two-fit",
            &Ask::Who(
                vec![
                    Likely::usual(client(4, "Jonas Weber", "Harbour Clinic")),
                    Likely::usual(client(5, "Jonas Klein", "Commutes by tandem")),
                ],
                "Jonas".into(),
            ),
            said(JONAS),
        ),
        log(
            "half-fits",
            &Ask::Who(
                vec![
                    Likely { line: "Market Street, +31 20 555 0101, last spoke 4 days ago".into(), ..petra(51) },
                    Likely { line: "Market Street, petra@novak.example, in the book since today".into(), ..petra(52) },
                ],
                "Petra Weissenborn".into(),
            ),
            said("Petra Weissenborn came in, wants a red bike"),
        ),
        log("new-client", &Ask::New("Lotta Brandt".into()), said("Lotta Brandt rang, she would like to try a tandem")),
        log(
            "whose",
            &Ask::Whose(Box::new(client(4, "Jonas Weber", "Harbour Clinic"))),
            said("Jonas promised to pay on Friday"),
        ),
        log("when", &when(None), said("I promised Marta to send photos")),
        log(
            "when-error",
            &when(Some("“soonish” could be read in no way. Try “Thu 15:00”, “tomorrow” or “in 2 days at 9”.")),
            said("I promised Marta to send photos"),
        ),
        not_now("usual", &Until::default(), &[]),
        not_now(
            "error",
            &Until { typed: "soonish".into(), ..Until::default() },
            &[
                tend_core::Problem {
                    field: "until".into(),
                    message: "“soonish” could be read in no way. Try “Thu 15:00” or “tomorrow”.".into(),
                },
                tend_core::Problem {
                    field: "reason".into(),
                    message: "Why not now? A few words are enough, so that nobody wonders later.".into(),
                },
            ],
        ),
    ]
}

fn petra(number: u128) -> Likely {
    Likely::usual(client(number, "Petra Novák", ""))
}

const JONAS: &str = "Jonas rang, the spare bike helps";

fn said(text: &str) -> Said {
    Said { text: text.into(), ..Said::default() }
}

fn when(problem: Option<&str>) -> Ask {
    Ask::When { name: "Marta Kovács".into(), words: "send photos".into(), problem: problem.map(str::to_owned) }
}

fn not_now(state: &'static str, until: &Until, problems: &[tend_core::Problem]) -> Sample {
    let markup = snoozing::sheet(
        &client(1, "Marta Kovács", "Touring bike, Canal Yard"),
        &snooze::choices(NOW, &zone()),
        until,
        problems,
    );
    Sample::framed("today/not-now", state, markup)
}

fn zone() -> TimeZone {
    TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC)
}

fn client(number: u128, name: &str, about: &str) -> Client {
    let (given, family) = name.rsplit_once(' ').unwrap_or((name, ""));
    let is_organization = ["Clinic", "Hotel", "Couriers", "GmbH", "School"].iter().any(|word| name.contains(word));
    let kind = if is_organization { ClientKind::Organization } else { ClientKind::Person };
    Client {
        id: ClientId(Uuid::from_u128(number)),
        kind,
        name: name.into(),
        given: if is_organization { String::new() } else { given.into() },
        family: if is_organization { String::new() } else { family.into() },
        about: about.into(),
        owner: ME,
        owner_name: "Noor Haddad".into(),
        location: PLACE,
        location_name: "Market Street".into(),
        cadence_days: Some(21),
        since: None,
        last_contact_at: Some(NOW.plus(-50 * DAY)),
        created_at: NOW.plus(-400 * DAY),
        archived_at: None,
        archived_by: None,
        version: 1,
    }
}

/// A reason in the making.
struct Why<'a> {
    kind: &'static str,
    group: CareGroup,
    when: When,
    weight: f64,
    reason: &'a str,
    act: &'a str,
}

fn from(start: i64, due: i64) -> When {
    When::From { start: NOW.plus(start), due: NOW.plus(due) }
}

fn row(client: Client, whys: &[Why]) -> Option<Row> {
    let calls = whys.iter().enumerate().map(|(index, why)| Call {
        id: CallId(Uuid::from_u128(client.id.0.as_u128() * 100 + index as u128)),
        member: ME,
        client: client.id,
        kind: why.kind.into(),
        group: why.group,
        subject: Uuid::from_u128(client.id.0.as_u128() * 100 + index as u128),
        when: why.when,
        weight: why.weight,
        reason: why.reason.into(),
        act: why.act.into(),
        private: false,
    });
    let named = Named { id: client.id, name: client.name.clone(), folded: fold(&client.name) };
    let standing = Standing::new(named, calls.collect(), kinds(), NOW)?;
    Some(Row { client, standing, serve_first: Vec::new() })
}

fn kinds() -> Kinds {
    Kinds(&[&tend_clients::FEATURE, &tend_promises::FEATURE])
}

fn view(mut rows: Vec<Row>) -> View {
    rows.sort_by(|one, other| one.standing.place.before(&other.standing.place));
    let standings = in_order(rows.iter().map(|row| row.standing.clone()).collect());
    rows.truncate(view::SHOWN);
    View {
        greetings: Vec::new(),
        now: NOW,
        zone: zone(),
        kinds: kinds(),
        today: Today { at: NOW, standings, put_off: Vec::new(), capped: false, left: Vec::new() },
        rows,
        helped: Vec::new(),
        owed: Owed::default(),
        away: None,
        nobody: None,
        later: snooze::choices(NOW, &zone()),
        may_write: true,
    }
}

fn nobody(nobody: Nobody) -> View {
    View { nobody: Some(nobody), ..view(Vec::new()) }
}

fn quiet() -> View {
    let next = Next { client: client(7, "Eun-ji Park", "Road bike, Market Street"), when: "on Thursday".into() };
    nobody(Nobody::Quiet(Some(Box::new(next))))
}

fn full() -> View {
    let mut view = view([waiting(), promised(), theirs(), hello()].concat());
    view.helped = vec![Helped {
        id: HelpId(Uuid::from_u128(71)),
        client: client(8, "Postwerk Couriers", "Eight cargo bikes"),
        at: NOW.plus(-18 * MINUTE),
        words: "Spare keys before their first round".into(),
    }];
    view.today.put_off = vec![PutOff {
        client: ClientId(Uuid::from_u128(9)),
        name: "Northgate School".into(),
        until_at: NOW.plus(2 * DAY + 7 * HOUR),
        reason: "They are on holiday until Thursday".into(),
    }];
    if let Some(last) = view.rows.last_mut() {
        last.serve_first = vec![bike_9("bike 9")];
    }
    view.owed = owed();
    view
}

/// Something a colleague looks after.
fn bike_9(what: &str) -> Reason {
    Reason {
        subject: Uuid::from_u128(301),
        what: what.into(),
        since: NOW.plus(-2 * DAY),
        icon: Icon::Problem,
        go: "Go to the problem",
        href: "/problems/301".into(),
    }
}

fn owed() -> Owed {
    let promise = |number, words: &str, due_at: Timestamp, whole_day, name: &str| {
        let mark = Mark { at: NOW.plus(-DAY), by: Some(ME), entry: EntryId(Uuid::from_u128(number)) };
        let promise = Promise {
            id: PromiseId(Uuid::from_u128(number)),
            to: To::Client(ClientId(Uuid::from_u128(number))),
            owner: ME,
            location: PLACE,
            words: words.into(),
            act: String::new(),
            due: Due { at: due_at, whole_day },
            starts_at: NOW.plus(-HOUR),
            state: State::Open,
            made: mark,
            ended: None,
            kept_on_time: None,
            made_good: None,
            version: 1,
        };
        (promise, name.to_owned())
    };
    let first = vec![
        promise(31, "Child seat fitted", NOW.plus(6 * HOUR + 50 * MINUTE), false, "Sunita Rao"),
        promise(32, "Photos of three frames", NOW.plus(8 * HOUR + 50 * MINUTE), false, "Hotel Aurelia"),
        promise(33, "Lend a spare battery for the night shift", NOW.plus(DAY), true, "Harbour Clinic"),
        promise(34, "Price the winter check per bike, not per visit", NOW.plus(2 * DAY), true, "Postwerk Couriers"),
        promise(35, "Find a left-hand brake lever for small hands", NOW.plus(3 * DAY), true, "Eun-ji Park"),
    ];
    Owed { first, count: 11 }
}

fn many() -> View {
    let rows = (0..200u128).filter_map(|number| {
        let kind = Why {
            kind: "clients.cadence",
            group: CareGroup::at_place((number / 50) as i64),
            when: from(-(number as i64 + 1) * DAY, -(number as i64) * DAY),
            weight: 0.3,
            reason: "Every 3 weeks, and last spoke in August",
            act: "",
        };
        row(client(1000 + number, &format!("Client Number {number}"), "One of many"), &[kind])
    });
    let mut view = view(rows.collect());
    view.today.capped = true;
    view
}

fn long_text() -> View {
    let name = "Gemeinnützige Genossenschaft für nachbarschaftliche Fahrradselbsthilfe und Lastenradverleih Nordstadt-Hafenviertel GmbH";
    let reason = "They asked three times whether the trailer couplings of the older cargo bikes can be exchanged without taking the whole rear wheel apart, and said “we would rather wait a week and have it done properly than fetch it twice”";
    let whys: Vec<Why> = (0..6)
        .map(|day| Why {
            kind: "promises.due",
            group: CareGroup::PromisedForToday,
            when: from(-(day + 2) * DAY, -(day + 1) * DAY),
            weight: 0.6,
            reason,
            act: "Tell Wilhelmina-Charlotte what the workshop found out about all of the couplings",
        })
        .collect();
    let unbroken = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    let one = Why {
        kind: "clients.cadence",
        group: CareGroup::WorthAHello,
        when: from(-3 * DAY, -2 * DAY),
        weight: 0.3,
        reason: unbroken,
        act: "",
    };
    let mut rows: Vec<Row> = [row(client(41, name, reason), &whys), row(client(42, unbroken, unbroken), &[one])]
        .into_iter()
        .flatten()
        .collect();
    for row in &mut rows {
        row.serve_first = vec![bike_9(reason), bike_9(unbroken)];
    }
    view(rows)
}

/// Tomás is away, and two rows are his.
fn in_my_care() -> View {
    let mut view = full();
    let tomas = MemberId(Uuid::from_u128(5));
    view.today.left = vec![LeftToMe {
        member: tomas,
        name: "Tomás Silva".into(),
        until_at: NOW.plus(3 * DAY),
        note: "The clinic's bike 9 is in the back, behind the stand".into(),
    }];
    for row in view.rows.iter_mut().take(2) {
        row.standing.calls.iter_mut().for_each(|call| call.member = tomas);
    }
    let shown: Vec<Standing> = view.rows.iter().map(|row| row.standing.clone()).collect();
    view.today.standings = in_order(shown);
    view
}

fn away() -> View {
    let id = AbsenceId(Uuid::from_u128(90));
    View { away: Some(Away { acts: "Priya Raman".into(), until_at: NOW.plus(4 * DAY), id }), ..full() }
}

fn everything_helped() -> View {
    let mut view = nobody(Nobody::AllHelped);
    let names = ["Marta Kovács", "Harbour Clinic", "Sunita Rao"];
    view.helped = (1u8..)
        .zip(names)
        .map(|(number, name)| Helped {
            id: HelpId(Uuid::from_u128(80 + u128::from(number))),
            client: client(u128::from(number), name, ""),
            at: NOW.plus(-i64::from(number) * 20 * MINUTE),
            words: "As we said we would".into(),
        })
        .collect();
    view
}
