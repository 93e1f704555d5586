//! The page of devices that may be told, in every state.

use jiff::tz::TimeZone;

use super::{
    browser::{BrowserId, Notice, Noticed, Told},
    views::{self, Shown},
};
use crate::{
    time::{DAY, HOUR, Timestamp},
    ui::Sample,
};

/// Tuesday afternoon in the shops of the demo company.
const NOW: Timestamp = Timestamp(1_791_900_000_000_000);

/// All of them.
pub fn all() -> Vec<Sample> {
    let usual = [device(1, "Firefox on Android"), device(2, "Safari on iPhone")];
    let many: Vec<Told> = (0..10).map(|at| device(at, "Firefox on Linux")).collect();
    let long = [device(1, &"A browser with a very long name on a system with another one ".repeat(3))];
    let lines =
        ["Problem P-7 was taken in for you", "You are asked to take something over", "They say problem P-5 is settled"];
    let few: Vec<Noticed> = lines.iter().zip(1..).map(|(words, at)| noticed(at, words)).collect();
    let twenty: Vec<Noticed> =
        (1..=20).map(|at| noticed(at, "The word to them about problem P-1284 is late")).collect();
    [
        ("usual", usual.as_slice(), few.as_slice()),
        ("empty", &[], &[]),
        ("many", &many, &twenty),
        ("long", &long, &few),
        ("elsewhere", &usual[1..], &few),
    ]
    .map(|(state, browsers, told)| {
        let markup = views::told(&Shown { browsers, here: "1", told, zone: &TimeZone::UTC });
        Sample::framed("me/told", state, markup)
    })
    .into()
}

fn device(at: u128, device: &str) -> Told {
    Told {
        id: BrowserId(uuid::Uuid::from_u128(at + 1)),
        device: device.into(),
        session: at.to_string(),
        allowed_at: NOW.plus(-9 * DAY),
        told_at: at.is_multiple_of(2).then_some(NOW),
    }
}

fn noticed(at: i64, words: &str) -> Noticed {
    let notice = Notice { words: words.into(), href: "/problems".into(), mark: at.to_string() };
    Noticed { number: 100 - at, notice, told_at: NOW.plus(-at * 5 * HOUR) }
}
