//! The pages of being away in every state, for the gallery.

use jiff::tz::TimeZone;
use maud::Markup;

use super::{
    Absence,
    forms::AwayForm,
    views::{self, Asked, Line},
};
use crate::{
    auth::members::{Member, a_member},
    error::Problem,
    time::{DAY, Timestamp},
    ui::Sample,
};

/// Tuesday morning in the shops of the demo company.
const NOW: Timestamp = Timestamp(1_791_878_400_000_000);
const LONG_NOTE: &str = "The keys of the customs house hang behind the till. Whoever asks for the trailer couplings gets them on Wednesday, \
     and Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft is to be called back before noon.";

/// All of them.
pub(in crate::house) fn samples() -> Vec<Sample> {
    let some = [line(1, 0, ""), line(2, 9, "The Harbour Clinic waits for a quote.")];
    let many: Vec<Line> = (0..24).map(|number| line(number, (number as i64 - 4) * 3, "")).collect();
    let long = [line(7, 0, LONG_NOTE)];
    let deputy = problem("deputy", "Bo only reads here. Choose somebody who looks after clients.");
    let until = problem("until", "That is before the first day. Choose a later one.");
    let meanwhile = "Somebody changed this a moment ago. Look at it once more and try again.";
    [
        ("settings/away", "usual", list(&some)),
        ("settings/away", "empty", list(&[])),
        ("settings/away", "many", list(&many)),
        ("settings/away", "long", list(&long)),
        ("settings/away-form", "usual", views::form(&asked(false), &[], None)),
        ("settings/away-form", "coach", views::form(&asked(true), &[], None)),
        ("settings/away-form", "error", views::form(&asked(false), &[deputy, until], None)),
        ("settings/away-form", "changed", views::form(&asked(false), &[], Some(meanwhile))),
    ]
    .map(|(page, state, markup)| Sample::framed(page, state, markup))
    .into()
}

fn list(lines: &[Line]) -> Markup {
    views::list(lines, true, NOW, &TimeZone::UTC)
}

fn line(number: usize, in_days: i64, note: &str) -> Line {
    let (member, deputy) = (a_member(number), a_member(number + 1));
    Line {
        acts: (number == 2).then(|| "Noor Haddad".to_owned()),
        may_change: !number.is_multiple_of(3),
        absence: Absence {
            id: uuid::Uuid::from_u128(number as u128).into(),
            member: member.id,
            member_name: member.name,
            deputy: deputy.id,
            deputy_name: deputy.name,
            from_at: NOW.plus(in_days * DAY),
            until_at: NOW.plus((in_days + 5) * DAY),
            note: note.to_owned(),
            version: 1,
        },
    }
}

fn asked(for_anybody: bool) -> Asked {
    let people: Vec<Member> = (0..3).map(a_member).collect();
    let mut form = AwayForm::from_today(people[1].id, NOW, &TimeZone::UTC);
    form.until = "2026-10-16".into();
    Asked { id: None, name: people[1].name.clone(), is_me: !for_anybody, people, form, for_anybody }
}

fn problem(field: &str, message: &str) -> Problem {
    Problem { field: field.to_owned(), message: message.to_owned() }
}
