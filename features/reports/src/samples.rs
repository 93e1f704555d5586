//! Reports in every state, for the gallery: drawn by the same functions as the page, from problems that live in no database.

use jiff::tz::TimeZone;
use tend_core::{
    Timestamp,
    house::{Hours, Week},
    id::LocationId,
    money::Money,
    time::{DAY, HOUR, MINUTE},
    ui::Sample,
};
use tend_problems::{ProblemId, gesture::GestureKind, problem::CauseId};
use uuid::Uuid;

use crate::{
    given::{Given, gestures},
    pages::{Looked, view},
    report::{Places, Told, report},
};

/// The thirteenth of October 2026, eight in the morning in Amsterdam.
const NOW: Timestamp = Timestamp(1_791_871_200_000_000);
const LONG: &str = "The gear that was to be exchanged for the one with the wider range before the summer, and then again after it, \
                    slips on every hill and sometimes on the way home";

/// All of them.
pub fn all() -> Vec<Sample> {
    let sample = |state, looked: &Looked| Sample::framed("reports/problems", state, view(looked, &zone()));
    vec![
        sample("usual", &looked(&told(64), false)),
        sample("many", &looked(&told(1000), true)),
        sample("few", &looked(&told(7), false)),
        sample("empty", &looked(&[], false)),
        sample("long", &looked(&long(), false)),
        sample("one-place", &Looked { name: Some("Canal Yard".into()), ..looked(&told(40), false) }),
    ]
}

fn zone() -> TimeZone {
    TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC)
}

fn looked(told: &[Told], capped: bool) -> Looked {
    let given = told.iter().filter(|one| one.number % 2 == 0).map(given).collect();
    Looked { name: None, report: report(told, capped, &places(), NOW), gestures: gestures(given) }
}

/// Something for every second of them.
fn given(told: &Told) -> Given {
    const KINDS: [(GestureKind, &str); 3] = [
        (GestureKind::Gift, "A new bell"),
        (GestureKind::Refund, "The repair was on us"),
        (GestureKind::Visit, "Brought the bike to the office"),
    ];
    let (kind, words) = KINDS[usize::try_from(told.number).unwrap_or_default() % KINDS.len()];
    let currency = "EUR".parse().expect("three letters");
    let worth = Money { minor: told.number % 7 * 650, currency };
    let at = told.raised_at.plus(DAY);
    Given { problem: told.id, number: told.number, title: told.title.clone(), kind, words: words.into(), worth, at }
}

fn place(number: u128) -> LocationId {
    LocationId(Uuid::from_u128(number))
}

fn places() -> Places {
    let hours = || Hours { week: Week::usual(), holidays: Vec::new(), zone: zone() };
    [(1, "Market Street"), (2, "Canal Yard"), (3, "Station Arcade")]
        .map(|(number, name)| (place(number), (name.to_owned(), hours())))
        .into()
}

const CAUSES: [&str; 3] = ["Glazed pads", "Chain oil of the night shift", "Said the wrong day"];

/// So many, each a little slower than the one before; some still wait, and a few came back.
fn told(n: i64) -> Vec<Told> {
    (1..=n).map(|number| one(number, n)).collect()
}

fn one(number: i64, n: i64) -> Told {
    let raised_at = NOW.plus(-number * 200 * DAY / n - 2 * HOUR);
    let cause = (number % 3 > 0).then(|| {
        let which = usize::try_from(number / 3 % 3).unwrap_or_default();
        (CauseId(Uuid::from_u128(which as u128 + 1)), CAUSES[which].to_owned())
    });
    let after = |us: i64, is_so: bool| Some(raised_at.plus(us)).filter(|at| is_so && *at < NOW);
    Told {
        id: ProblemId(Uuid::from_u128(number.unsigned_abs().into())),
        number: 200 + number,
        title: format!("Bike {number}’s brakes fade in rain"),
        location: place(if number % 11 == 0 { 3 } else { 1 + u128::from(number % 4 == 0) }),
        cause,
        is_imported: false,
        raised_at,
        begun_at: raised_at,
        first_word_at: after(10 * MINUTE + number * number * 30 * HOUR / (n * n), number % 13 != 0),
        contained_at: after(HOUR + number * 60 * HOUR / n, number % 7 != 0),
        settled_at: after(6 * HOUR + number * 30 * DAY / n, number % 5 != 0),
        reopened: i64::from(number % 17 == 0),
    }
}

/// Few, with words that do not end.
fn long() -> Vec<Told> {
    let mut told = told(5);
    for one in &mut told {
        one.title = LONG.into();
        one.cause = Some((CauseId(Uuid::from_u128(1)), LONG.into()));
    }
    told
}
