//! The page of devices that may be told, in every state.

use jiff::tz::TimeZone;

use super::{
    browser::{BrowserId, Told},
    views::{self, Shown},
};
use crate::{
    time::{DAY, Timestamp},
    ui::Sample,
};

/// Tuesday afternoon in the shops of the demo company.
const NOW: Timestamp = Timestamp(1_791_900_000_000_000);

/// All of them.
pub fn all() -> Vec<Sample> {
    let usual = [told(1, "Firefox on Android"), told(2, "Safari on iPhone")];
    let many: Vec<Told> = (0..10).map(|at| told(at, "Firefox on Linux")).collect();
    let long = [told(1, &"A browser with a very long name on a system with another one ".repeat(3))];
    [("usual", usual.as_slice()), ("empty", &[]), ("many", &many), ("long", &long)]
        .map(|(state, browsers)| {
            let markup = views::told(&Shown { browsers, zone: &TimeZone::UTC });
            Sample { page: "me/told", state, markup, shell: true }
        })
        .into()
}

fn told(at: u128, device: &str) -> Told {
    Told {
        id: BrowserId(uuid::Uuid::from_u128(at + 1)),
        device: device.into(),
        names: at % 2 == 0,
        allowed_at: NOW.plus(-9 * DAY),
        told_at: (at % 2 == 0).then_some(NOW),
    }
}
