//! The pages of the evening in every state, for the gallery.

use jiff::tz::TimeZone;
use tend_clients::{Client, ClientKind};
use tend_core::{
    Day, Problem, Timestamp,
    id::{ClientId, EntryId, LocationId, MemberId},
    time::{DAY, HOUR},
    ui::{self, Markup, Sample, html},
};
use tend_promises::{Due, Promise, PromiseId, State, To, promise::Mark};
use uuid::Uuid;

use super::{
    choices,
    form::Ask,
    gather::{Chip, Earlier, Evening, Helped, Way},
    hall::{self, PurposeForm},
    morning,
    read::{self, Line, One},
    view,
};
use crate::{
    reflection::{Answers, AsideId, Reflection, ReflectionId, Shared},
    store::{Aside, Choices},
};

/// Tuesday evening, 13 October 2026.
const NOW: Timestamp = Timestamp(1_791_925_200_000_000);
const NOOR: MemberId = MemberId(Uuid::from_u128(6));
const WEN: MemberId = MemberId(Uuid::from_u128(9));
const LONG: &str = "Donaudampfschifffahrtsgesellschaftskapitänsmützenverkäuferin Wilhelmina-Charlotte of the Society for the Care of \
                    Very Old and Very Dutch Bicycles, Northern Branch";

/// All of them.
pub(crate) fn samples() -> Vec<Sample> {
    let evening = |state, evening: &Evening| Sample::framed("reflection/evening", state, view::page(evening));
    let shared = Some(Shared { at: NOW, to: Some(WEN) });
    vec![
        evening("usual", &usual()),
        evening("empty", &blank()),
        evening("written", &written()),
        evening("shared", &Evening { page: Some(Reflection { shared, ..page(answers()) }), ..written() }),
        evening("two-devices", &two_devices()),
        evening("asked", &asked()),
        evening("emptied", &Evening { emptied: Some(page(answers())), ..blank() }),
        evening("error", &too_long()),
        evening("long", &long()),
        evening("many", &many()),
        Sample::framed("reflection/evening", "guest", view::for_guests()),
        Sample::framed("reflection/choices", "error", choices::refused("late", "So that people ride", &wrong_hour())),
        Sample::framed("reflection/morning", "usual", on_today(morning::morning(&page(answers()), &three()))),
        Sample::framed("reflection/morning", "long", on_today(morning::morning(&page(long_answers()), &[LONG.into()]))),
        Sample::framed("reflection/morning", "evening", on_today(morning::evening())),
        Sample::framed("reflection/yours", "usual", read::yours_view(&lines(12, false), None)),
        Sample::framed("reflection/yours", "empty", read::yours_view(&[], None)),
        Sample::framed("reflection/yours", "many", read::yours_view(&lines(60, false), Some(day("2026-08-01")))),
        Sample::framed("reflection/shared", "usual", read::shared_view(&lines(3, true))),
        Sample::framed("reflection/shared", "empty", read::shared_view(&[])),
        Sample::framed("reflection/one", "usual", read::one_view(&one(answers(), true))),
        Sample::framed("reflection/one", "colleague", read::one_view(&one(answers(), false))),
        Sample::framed("reflection/one", "long", read::one_view(&one(long_answers(), true))),
        purpose("usual", "So that everybody in this town can ride somewhere", &[], None),
        purpose("empty", "", &[], None),
        purpose(
            "error",
            LONG,
            &[problem("purpose", "That is 203 characters long. Say it in one sentence of 200 or fewer.")],
            None,
        ),
        purpose(
            "conflict",
            "So that people ride",
            &[],
            Some("Somebody changed this a moment ago. Look at it once more; what you typed is still here."),
        ),
    ]
}

fn purpose(state: &'static str, purpose: &str, problems: &[Problem], conflict: Option<&str>) -> Sample {
    let form = PurposeForm { purpose: purpose.into(), version: 1 };
    Sample::framed("reflection/purpose", state, hall::view(&form, problems, conflict))
}

/// As it stands on Today, below the question of the page.
fn on_today(greeting: Markup) -> Markup {
    ui::page(ui::Width::Usual, html! { (ui::page_head("Who will I help today?")) (greeting) })
}

fn day(text: &str) -> Day {
    text.parse().unwrap_or(Day(jiff::civil::Date::ZERO))
}

fn problem(field: &str, message: &str) -> Problem {
    Problem { field: field.into(), message: message.into() }
}

fn wrong_hour() -> Vec<Problem> {
    vec![problem("asks_at", "An hour of the day, please: 20:30.")]
}

fn answers() -> Answers {
    Answers {
        help: "Jonas first, so he walks into Thursday calm. Then the Laurents.".into(),
        ways: "One page for Jonas, one number on it\nFor the Laurents both children in the trailer, the school hill, and no talking while \
               they ride"
            .into(),
        they_feel: "Relieved, and a little proud".into(),
        i_feel: "Useful, if I listen more than I explain".into(),
    }
}

fn long_answers() -> Answers {
    let long = format!("{LONG}\n{LONG}");
    Answers::of([LONG.into(), long, LONG.into(), LONG.into()])
}

fn page(answers: Answers) -> Reflection {
    Reflection {
        id: ReflectionId(Uuid::from_u128(70)),
        member: NOOR,
        for_day: day("2026-10-14"),
        answers,
        came_of_it: String::new(),
        written_at: NOW,
        deleted_at: None,
        shared: None,
        version: 3,
    }
}

fn three() -> Vec<String> {
    ["Harbour Clinic", "Eun-ji Park", "Theo & Anaïs Laurent"].map(str::to_owned).to_vec()
}

fn client(number: u128, name: &str, about: &str) -> Client {
    Client {
        id: ClientId(Uuid::from_u128(number)),
        kind: ClientKind::Person,
        name: name.into(),
        given: String::new(),
        family: String::new(),
        about: about.into(),
        owner: NOOR,
        owner_name: "Noor Haddad".into(),
        location: LocationId(Uuid::from_u128(2)),
        location_name: "Market Street".into(),
        cadence_days: None,
        since: None,
        last_contact_at: None,
        created_at: NOW.plus(-400 * DAY),
        archived_at: None,
        archived_by: None,
        version: 1,
    }
}

fn chip(number: u128, name: &str, chosen: bool) -> Chip {
    Chip { id: ClientId(Uuid::from_u128(number)), name: name.into(), chosen }
}

fn chips() -> Vec<Chip> {
    vec![
        chip(1, "Harbour Clinic", true),
        chip(2, "Eun-ji Park", true),
        chip(3, "Theo & Anaïs Laurent", true),
        chip(4, "Clara Whitfield", false),
        chip(5, "Beatrix Oyelaran", false),
    ]
}

/// Nothing is written, nobody calls.
fn blank() -> Evening {
    Evening {
        name: "Noor".into(),
        house: "Linden Cycles".into(),
        zone: TimeZone::UTC,
        now: NOW,
        day: day("2026-10-14"),
        page: None,
        emptied: None,
        answers: Answers::default(),
        seen: 0,
        chips: Vec::new(),
        names: String::new(),
        completions: Vec::new(),
        asks: Vec::new(),
        problems: Vec::new(),
        asides: Vec::new(),
        earlier: None,
        helped: Vec::new(),
        last_week: None,
        ways: Vec::new(),
        promised: Vec::new(),
        choices: Choices::default(),
        house_purpose: String::new(),
        coaches: vec![(WEN, "Wen Li".into())],
        shared: 0,
    }
}

/// Half of it is written.
fn usual() -> Evening {
    let half = Answers { they_feel: String::new(), i_feel: String::new(), ..answers() };
    Evening {
        answers: half,
        chips: chips(),
        completions: vec!["Bram de Wit".into(), "Celeste Moreau".into()],
        earlier: Some(Earlier {
            page: Reflection { for_day: day("2026-10-13"), ..page(answers()) },
            names: vec!["Marta Kovács".into(), "Bram de Wit".into()],
            words: String::new(),
            seen: 1,
        }),
        helped: helped(),
        last_week: Some(Reflection { for_day: day("2026-10-07"), ..page(answers()) }),
        choices: Choices { purpose: "So that people get where they want to go".into(), ..Choices::default() },
        house_purpose: "So that everybody in this town can ride somewhere".into(),
        shared: 1,
        ..blank()
    }
}

fn helped() -> Vec<Helped> {
    let one = |hours: i64, number, name, words: &str| Helped {
        at: NOW.plus(-hours * HOUR),
        client: client(number, name, ""),
        words: words.into(),
    };
    vec![
        one(12, 11, "Marta Kovács", "Call with a day for the wheel"),
        one(9, 12, "Jonas Weber", "What Tomás found"),
        one(4, 13, "Celeste Moreau", ""),
    ]
}

/// Kept, with a way that is a promise and one that is not.
fn written() -> Evening {
    let to = vec![
        (ClientId(Uuid::from_u128(3)), "Theo & Anaïs Laurent".into()),
        (ClientId(Uuid::from_u128(1)), "Harbour Clinic".into()),
    ];
    let ways = answers().ways.lines().skip(1).map(|line| Way { line: line.into(), to: to.clone() }).collect();
    Evening {
        page: Some(page(answers())),
        answers: answers(),
        seen: 3,
        earlier: None,
        ways,
        promised: vec![promise("One page for Jonas, one number on it")],
        ..usual()
    }
}

fn promise(words: &str) -> Promise {
    Promise {
        id: PromiseId(Uuid::from_u128(80)),
        to: To::Client(ClientId(Uuid::from_u128(1))),
        owner: NOOR,
        location: LocationId(Uuid::from_u128(2)),
        words: words.into(),
        act: String::new(),
        due: Due { at: NOW.plus(DAY), whole_day: true },
        starts_at: NOW.plus(HOUR),
        state: State::Open,
        made: Mark { at: NOW, by: Some(NOOR), entry: EntryId(Uuid::from_u128(81)) },
        ended: None,
        kept_on_time: None,
        made_good: None,
        version: 1,
    }
}

fn two_devices() -> Evening {
    let other = Answers { help: "Marta, on the way home".into(), ..answers() };
    let kept = page(answers());
    Evening {
        answers: kept.answers.joined_with(&other),
        asides: vec![Aside { id: AsideId(Uuid::from_u128(90)), answers: other }],
        page: Some(kept),
        ways: Vec::new(),
        promised: Vec::new(),
        ..written()
    }
}

fn asked() -> Evening {
    let clients = vec![client(21, "Marta Kovács", "Touring bike, Canal Yard"), client(22, "Marta Lind", "")];
    Evening { names: "Marta".into(), asks: vec![Ask { name: "Marta".into(), clients }], ..usual() }
}

fn too_long() -> Evening {
    Evening {
        problems: vec![problem("ways", "That is 5211 characters long. A page holds 5000.")],
        answers: answers(),
        ..blank()
    }
}

fn long() -> Evening {
    Evening {
        name: "Wilhelmina-Charlotte".into(),
        answers: long_answers(),
        page: Some(page(long_answers())),
        chips: vec![chip(1, LONG, true), chip(2, LONG, false)],
        ways: vec![Way {
            line: LONG.into(),
            to: vec![(ClientId(Uuid::from_u128(1)), LONG.into()), (ClientId(Uuid::from_u128(2)), "Eun-ji Park".into())],
        }],
        promised: vec![promise(LONG)],
        choices: Choices { purpose: LONG.into(), ..Choices::default() },
        house_purpose: LONG.into(),
        ..usual()
    }
}

fn many() -> Evening {
    let names = ["Harbour Clinic", "Eun-ji Park", "Clara Whitfield", "Beatrix Oyelaran", "Postwerk Couriers"];
    let chips = (0..20).map(|number| chip(number as u128 + 1, names[number % 5], number < 14)).collect();
    let ways = (0..12).map(|number| Way {
        line: format!("Way number {}", number + 1),
        to: vec![(ClientId(Uuid::from_u128(1)), "Harbour Clinic".into())],
    });
    Evening { chips, ways: ways.collect(), ..written() }
}

fn lines(count: i64, are_shared: bool) -> Vec<Line> {
    let line = |number: i64| Line {
        page: Reflection {
            for_day: crate::reflection::plus_days(day("2026-10-14"), -number),
            shared: (are_shared || number == 1).then_some(Shared { at: NOW, to: None }),
            ..page(answers())
        },
        by: are_shared.then(|| "Tomás Ribeiro".into()),
    };
    (0..count).map(line).collect()
}

fn one(answers: Answers, is_own: bool) -> One {
    One {
        page: Reflection { came_of_it: "He slept, he said, for the first time this week".into(), ..page(answers) },
        people: three(),
        by: "Tomás Ribeiro".into(),
        is_own,
        coaches: vec![(WEN, "Wen Li".into())],
    }
}
