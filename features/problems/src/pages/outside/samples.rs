//! The pages for people outside in every state, for the gallery.

use jiff::tz::TimeZone;
use tend_core::{
    Problem as FieldProblem, Timestamp,
    house::{Hours, Week},
    id::{LocationId, MemberId},
    time::{DAY, HOUR, MINUTE},
    ui::Sample,
};

use super::{
    card::{self, Card},
    care::Care,
    handed::{self, Handed},
    report::{Desk, NotTaken},
    views,
};
use crate::{
    actions::{Care as Step, ChainOfCare},
    pages::{Draft, Typed, a_problem},
    problem::{How, Mark, Problem, Severity, Source, State},
    store::Place,
};

const LONG: &str =
    "The workshop behind the old customs house at the far end of the harbour, second courtyard on the left";

fn now() -> Timestamp {
    a_problem().raised.at.plus(3 * HOUR)
}

pub(in crate::pages) fn samples() -> Vec<Sample> {
    [reports(), cares(), cards(), links()].concat()
}

fn desk(name: &str) -> Desk {
    let hours = Hours { week: Week::usual(), holidays: Vec::new(), zone: TimeZone::UTC };
    let place = Place { id: LocationId(uuid::Uuid::from_u128(7)), name: name.to_owned(), hours };
    let by = [(Severity::Unsafe, 30 * MINUTE), (Severity::Hinders, 2 * HOUR), (Severity::Small, DAY)];
    Desk {
        code: "0123abcd".into(),
        house: if name == LONG { LONG.into() } else { "Linden Cycles".into() },
        place,
        keeper: (MemberId(uuid::Uuid::from_u128(0x0202)), "Tomás Ribeiro".into()),
        word_by: by.map(|(severity, us)| (severity, now().plus(us))).to_vec(),
        writes: true,
        now: now(),
    }
}

fn reports() -> Vec<Sample> {
    let typed = |fields: &[(&str, &str)]| {
        Typed(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    };
    let told = typed(&[
        ("text", "The left brake lever comes right back to the bar since Sunday."),
        ("severity", "unsafe"),
        ("name", "Malik Osei"),
        ("reach", "0555 01"),
    ]);
    let problem = |field: &str, message: &str| FieldProblem { field: field.into(), message: message.into() };
    let wrong = NotTaken {
        typed: told.clone(),
        problems: vec![
            problem("phone", "A few digits seem to be missing."),
            problem("files", "“notes.pdf” is no picture that we can read. A JPEG, PNG, WebP or GIF is."),
        ],
        had_photos: true,
    };
    let often = NotTaken {
        typed: told,
        problems: vec![problem("", "Many messages came from here just now. Send it again in 40 seconds.")],
        had_photos: false,
    };
    let page =
        |state, desk: &Desk, refused: &NotTaken| Sample::public("report/form", state, views::report(desk, refused));
    let blank = NotTaken::default();
    vec![
        page("usual", &desk("Canal Yard"), &blank),
        page("error", &desk("Canal Yard"), &wrong),
        page("often", &desk("Canal Yard"), &often),
        page("long", &desk(LONG), &blank),
        Sample::public("report/thanks", "usual", views::thanks(&desk("Canal Yard"), Severity::Unsafe)),
        Sample::public("report/thanks", "long", views::thanks(&Desk { writes: false, ..desk(LONG) }, Severity::Small)),
    ]
}

fn step(hours: i64, what: &str, said: &str) -> Step {
    Step { at: a_problem().raised.at.plus(hours * HOUR), what: what.into(), said: said.into() }
}

fn a_care(problem: Problem, steps: Vec<Step>) -> Care {
    let next_word = problem.is_open().then_some(now().plus(4 * HOUR));
    let problem = Problem { source: Source::Outside, ..problem };
    let chain =
        ChainOfCare { owner_name: "Noor Haddad".into(), place_name: "Canal Yard".into(), next_word, steps, problem };
    Care { token: "w.s".into(), house: "Linden Cycles".into(), chain, now: now(), zone: TimeZone::UTC }
}

fn at(state: State) -> Problem {
    let (problem, mark) = (a_problem(), Mark { at: now(), ..a_problem().raised });
    let stepped = match state {
        State::Open => return problem,
        State::Settled => problem.settled(How::Link, mark),
        state => problem.stepped(state, mark),
    };
    stepped.unwrap_or_else(|_| a_problem())
}

fn cares() -> Vec<Sample> {
    let begun = step(0, "You told us. Noor looks after it.", "The left brake lever comes right back to the bar.");
    let safe = step(1, "Noor made sure you are safe.", "");
    let right = step(2, "Tomás made good what you lost.", "");
    let good = step(3, "You said that it is good.", "It rides like new.");
    let page = |state, care: &Care, draft: &Draft| Sample::public("care/one", state, views::care(care, draft));
    let usual = |state, steps: &[&Step]| a_care(at(state), steps.iter().map(|step| (*step).clone()).collect());
    let blank = Draft::default();
    let late = Care { now: now().plus(9 * DAY), ..usual(State::Open, &[&begun]) };
    let refused = Draft {
        form: "not-good",
        typed: Typed([("words".to_owned(), "It wobbles again.".to_owned())].into()),
        problems: vec![FieldProblem { field: "words".into(), message: "That is too long. Say it shorter.".into() }],
        conflict: Some("Something changed a moment ago. Look at how it stands now; your words are still here.".into()),
    };
    let long = Problem { words: LONG.repeat(8), ..at(State::Fixed) };
    let many = (0..40).map(|hours| step(hours, "Noor told you where we are.", "")).collect();
    vec![
        page("open", &usual(State::Open, &[&begun]), &blank),
        page("late", &late, &blank),
        page("safe", &usual(State::Contained, &[&begun, &safe]), &blank),
        page("made-right", &usual(State::MadeRight, &[&begun, &safe, &right]), &blank),
        page("settled", &usual(State::Settled, &[&begun, &safe, &right, &good]), &blank),
        page("error", &usual(State::MadeRight, &[&begun, &safe, &right]), &refused),
        page("empty", &usual(State::Open, &[]), &blank),
        page("long", &a_care(long, vec![step(1, LONG, LONG)]), &blank),
        page("many", &a_care(at(State::Fixed), many), &blank),
        Sample::public("care/nowhere", "usual", views::nowhere()),
    ]
}

fn cards() -> Vec<Sample> {
    let card = |place: &str, house: &str| Card {
        location: LocationId(uuid::Uuid::from_u128(7)),
        house: house.into(),
        place: place.into(),
        href: "https://tend.example/report/0123abcd".into(),
    };
    let pages = [("usual", card("Canal Yard", "Linden Cycles")), ("long", card(LONG, LONG))];
    let drawn = pages.into_iter().filter_map(|(state, card)| Some((state, card::view(&card).ok()?)));
    drawn.map(|(state, markup)| Sample::framed("report/card", state, markup)).collect()
}

fn links() -> Vec<Sample> {
    let page = |state, links, made: Option<&str>, called: &str| {
        let handed = Handed { problem: a_problem(), called: called.into(), links, made: made.map(Into::into) };
        Sample::framed("problems/link", state, handed::view(&handed))
    };
    let made = format!("https://tend.example/care/0192a000-0000-7000-8000-000000000000.{}", "A".repeat(43));
    vec![
        page("empty", 0, None, "Lotte"),
        page("made", 1, Some(&made), "Lotte"),
        page("many", 12, None, "Lotte"),
        page("long", 1, Some(&made), LONG),
    ]
}
