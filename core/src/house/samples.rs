//! The pages of the house in every state, for the gallery.

use jiff::tz::TimeZone;
use maud::Markup;

use super::{
    FEATURE, Holiday, Hours, Location, LocationForm, Week,
    forms::WorkspaceForm,
    pages::views::{self, Workspace},
};
use crate::{
    error::Problem,
    feature::{PlaceLink, SettingsLink},
    id::MemberId,
    jobs::store::DeadLetter,
    time::Timestamp,
    ui::Sample,
};

/// Tuesday morning in the shops of the demo company.
const NOW: Timestamp = Timestamp(1_791_878_400_000_000);
const LONG_NAME: &str =
    "The workshop behind the old customs house at the far end of the harbour, second courtyard on the left";

const FOR_GUESTS: PlaceLink = PlaceLink {
    label: "The page for guests",
    detail: "Where guests tell this place what is wrong, with a card for the tables.",
    href: |location| format!("/settings/places/{location}/card"),
};

/// All of them.
pub fn samples() -> Vec<Sample> {
    let links: Vec<&SettingsLink> = FEATURE.settings.iter().collect();
    let usual = [a_place(0, "Market Street"), a_place(1, "Canal Yard"), a_place(2, LONG_NAME)];
    let many: Vec<Location> = (0..40).map(|number| a_place(number, &format!("Place {number}"))).collect();
    let form = LocationForm::of(&usual[0]);
    let wrong =
        LocationForm { name: String::new(), tuesday: "nine".into(), holidays: "Christmas".into(), ..form.clone() };
    let people = ["Noor Haddad", "Priya Raman"]
        .map(|name| (MemberId(uuid::Uuid::from_u128(name.len() as u128)), name.to_owned()));
    let meanwhile = "Somebody changed this a moment ago. Look at it once more and try again.";
    let around = |which: usize| views::Around { location: &usual[which], people: &people, links: &[&FOR_GUESTS] };
    [
        ("settings/list", "usual", views::settings(&links)),
        ("settings/list", "guest", views::settings(&links[..1])),
        ("settings/places", "usual", views::places(&usual, NOW)),
        ("settings/places", "many", views::places(&many, NOW)),
        ("settings/place", "usual", views::place(&around(0), &form, &[], None)),
        ("settings/place", "error", views::place(&around(0), &wrong, &problems(), None)),
        ("settings/place", "changed", views::place(&around(0), &form, &[], Some(meanwhile))),
        ("settings/place", "long", views::place(&around(2), &LocationForm::of(&usual[2]), &[], None)),
        ("settings/place", "new", views::new_place(&LocationForm::usual(), &people, &[])),
        ("settings/house", "usual", workspace(0, &[])),
        ("settings/house", "error", workspace(0, &[problem("grace", "Between nothing and 90 days.")])),
        ("settings/house", "many", workspace(20, &[])),
    ]
    .map(|(page, state, markup)| Sample::framed(page, state, markup))
    .into()
}

fn workspace(stuck: usize, problems: &[Problem]) -> Markup {
    let form = WorkspaceForm {
        name: "Linden Cycles".into(),
        grace: "1".into(),
        grace_unit: "days".into(),
        version: "1".into(),
    };
    let stuck: Vec<DeadLetter> = (0..stuck)
        .map(|number| DeadLetter {
            id: uuid::Uuid::from_u128(number as u128).into(),
            kind: "promises.break_overdue".into(),
            trouble: "the database cannot be reached (connection refused)".into(),
            ended_at: Some(NOW),
        })
        .collect();
    views::workspace(&Workspace { form: &form, stuck: &stuck, zone: &TimeZone::UTC }, problems, None)
}

fn problems() -> Vec<Problem> {
    vec![
        problem("name", "What do people call this place?"),
        problem("tuesday", "We could not read “nine”. Write it like 9:00–18:00."),
        problem("holidays", "We could not read “Christmas”. Begin with the day, like 2026-12-25 Christmas."),
    ]
}

fn problem(field: &str, message: &str) -> Problem {
    Problem { field: field.to_owned(), message: message.to_owned() }
}

/// A place of the demo company, for samples.
pub(crate) fn a_place(number: usize, name: &str) -> Location {
    let holidays = [("2026-12-25", "Christmas Day"), ("2027-01-01", "New Year")];
    let holidays = holidays
        .iter()
        .filter_map(|(day, name)| Some(Holiday { day: day.parse().ok()?, name: (*name).to_owned() }))
        .collect();
    let zone = TimeZone::get(["Europe/Berlin", "America/New_York"][number % 2]).unwrap_or(TimeZone::UTC);
    Location {
        id: uuid::Uuid::from_u128(number as u128).into(),
        name: name.to_owned(),
        hours: Hours { week: Week::usual(), holidays, zone },
        closed_at: (number % 8 == 5).then_some(NOW),
        looked_after_by: None,
        version: 1,
    }
}
