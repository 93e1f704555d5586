//! The pages of goals in every state, for the gallery.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde_json::json;
use tend_core::{
    Day, Problem, Timestamp,
    id::{ClientId, EntryId, MemberId},
    time::DAY,
    timeline::{Entry, Strand},
    ui::gallery::Sample,
};
use uuid::Uuid;

use super::{Draft, Typed, list, new, one};
use crate::{
    client::{Shown, block},
    goal::{Goal, GoalId, Help, Mark, State},
};

const NOW: Timestamp = Timestamp(1_791_900_000_000_000);
const LONG: &str = "We would like every single one of our nurses, on the early round and on the late one, in the town and out on the \
                    islands, to arrive dry, unhurried and on time, and never once have to think about the bike that brought them there";

fn client() -> ClientId {
    ClientId(Uuid::from_u128(7))
}

fn today() -> Day {
    NOW.day_in(&TimeZone::UTC)
}

fn goal(number: u128, words: &str, by: &str, days_ago: i64) -> Goal {
    let at = NOW.plus(-days_ago * DAY);
    let mark = Mark { at, by: Some(MemberId(Uuid::from_u128(1))), entry: EntryId(Uuid::from_u128(number)) };
    Goal {
        id: GoalId(Uuid::from_u128(number)),
        client: client(),
        words: words.to_owned(),
        said_by: by.to_owned(),
        from_entry: None,
        why: String::new(),
        measure: String::new(),
        wanted_by: None,
        rank: i64::try_from(number).unwrap_or_default(),
        serves: None,
        state: State::Named,
        help: None,
        help_words: String::new(),
        their_word: String::new(),
        cadence_days: 42,
        named: mark,
        moved_at: at,
        moved_before_at: at,
        ended: None,
        version: 3,
    }
}

fn dry() -> Goal {
    Goal {
        state: State::Underway,
        their_word: "Going well".into(),
        why: "A late nurse is a patient who waits alone.".into(),
        measure: "Nobody in the corridor talks about bikes any more.".into(),
        help: Some(Help::Ours),
        help_words: "14 e-bikes, looked after".into(),
        ..goal(1, "Our nurses should arrive dry and on time, and never think about the bike.", "Amara", 2050)
    }
}

fn committee() -> Goal {
    let by = Day(today().0.saturating_add(jiff::Span::new().days(10)));
    Goal {
        serves: Some(dry().id),
        wanted_by: Some(by),
        ..goal(2, "I want to stop begging the committee for repair money every month.", "Jonas", 130)
    }
}

fn attained() -> Goal {
    let mark = Mark { at: NOW.plus(-3 * DAY), by: None, entry: EntryId(Uuid::from_u128(30)) };
    Goal {
        state: State::Attained,
        their_word: "Every nurse has one now. I did not think we would see that day.".into(),
        ended: Some(mark),
        help: Some(Help::Nothing),
        ..goal(3, "14 e-bikes for home-care nurses", "Amara", 1900)
    }
}

fn shown(open: Vec<Goal>, ended: i64) -> Shown {
    Shown { client: client(), open, above: Vec::new(), ended, may_write: true, today: today(), whole: false }
}

fn many(count: u128) -> Vec<Goal> {
    (1..=count).map(|number| goal(number + 40, &format!("To do the {number}th thing that matters"), "", 9)).collect()
}

fn entry(kind: &str, text: &str, body: serde_json::Value) -> Entry {
    Entry {
        id: EntryId(Uuid::from_u128(text.len() as u128 + 900)),
        number: 1,
        client: Some(client()),
        kind: kind.to_owned(),
        strand: Strand::Learned,
        happened_at: NOW.plus(-DAY),
        written_at: NOW,
        by: None,
        by_name: "Noor Haddad".into(),
        subject: None,
        text: text.to_owned(),
        body,
    }
}

fn one_of(goal: Goal) -> one::One {
    let words = goal.words.clone();
    let about = json!({ "said_by": goal.said_by, "goal": words, "why": goal.why });
    one::One {
        story: vec![
            entry("goals.word", "Going well", about.clone()),
            entry("goals.underway", "", about.clone()),
            entry("goals.named", &words, about),
        ],
        client_name: "Harbour Clinic".into(),
        named_by: "Noor Haddad".into(),
        others: vec![(dry().id, dry().words), (committee().id, committee().words)],
        above: goal.serves.map(|_| dry()),
        serving: if goal.id == dry().id { vec![committee()] } else { Vec::new() },
        quoted: Some(entry(
            "clients.note",
            "Amara rang. Our nurses should arrive dry and on time, she said.",
            json!({}),
        )),
        may_write: true,
        now: NOW,
        zone: TimeZone::UTC,
        goal,
    }
}

fn blank(typed: &[(&str, &str)], problems: Vec<Problem>, quoted: Option<&str>) -> new::Blank {
    let typed: BTreeMap<String, String> =
        typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    new::Blank {
        typed: Typed(typed),
        problems,
        client: (client(), "Harbour Clinic".into()),
        quoted: quoted.map(str::to_owned),
        others: vec![(dry().id, dry().words)],
    }
}

/// Every page of goals, in every state.
pub fn samples() -> Vec<Sample> {
    let problem = Problem {
        field: "words".into(),
        message: "What do they want to do? Their words, as short as they were.".into(),
    };
    let no_word = Draft {
        form: "attainment",
        problems: vec![Problem { field: "their_word".into(), message: crate::goal::NO_WORD.into() }],
        ..Draft::default()
    };
    let faster = Draft {
        form: "word",
        typed: Typed([("their_word".to_owned(), "It goes better than we hoped".to_owned())].into()),
        conflict: Some(
            "Somebody changed this goal a moment ago. Look at how it stands now; what you typed is still here.".into(),
        ),
        ..Draft::default()
    };
    let all = |open: Vec<Goal>, ended: Vec<Goal>| list::All {
        shown: Shown { whole: true, ..shown(open, ended.len() as i64) },
        ended,
        name: "Harbour Clinic".into(),
    };
    let panel = |markup| {
        let inside = maud::html! { h1 { "Harbour Clinic" } (markup) };
        tend_core::ui::page(tend_core::ui::Width::Usual, inside)
    };
    let long = Goal { words: LONG.into(), why: LONG.into(), measure: LONG.into(), their_word: LONG.into(), ..dry() };
    let reader = one::One { may_write: false, ..one_of(dry()) };
    vec![
        Sample::framed("goals/panel", "usual", panel(block(&shown(vec![dry(), committee()], 1)))),
        Sample::framed("goals/panel", "empty", panel(block(&shown(Vec::new(), 0)))),
        Sample::framed("goals/panel", "many", panel(block(&shown(many(9), 40)))),
        Sample::framed("goals/panel", "long text", panel(block(&shown(vec![long.clone(), committee()], 0)))),
        Sample::framed("goals/all", "usual", list::view(&all(vec![dry(), committee()], vec![attained()]))),
        Sample::framed("goals/all", "empty", list::view(&all(Vec::new(), Vec::new()))),
        Sample::framed("goals/all", "many", list::view(&all(many(40), vec![attained()]))),
        Sample::framed("goals/one", "underway", one::view(&one_of(dry()), &Draft::default())),
        Sample::framed("goals/one", "serving another", one::view(&one_of(committee()), &Draft::default())),
        Sample::framed("goals/one", "attained", one::view(&one_of(attained()), &Draft::default())),
        Sample::framed(
            "goals/one",
            "let go",
            one::view(&one_of(Goal { state: State::LetGo, ..attained() }), &Draft::default()),
        ),
        Sample::framed("goals/one", "long text", one::view(&one_of(long), &Draft::default())),
        Sample::framed("goals/one", "without their word", one::view(&one_of(dry()), &no_word)),
        Sample::framed("goals/one", "somebody was faster", one::view(&one_of(attained()), &faster)),
        Sample::framed("goals/one", "for who reads", one::view(&reader, &Draft::default())),
        Sample::framed("goals/new", "empty", new::view(&blank(&[], Vec::new(), None))),
        Sample::framed(
            "goals/new",
            "quoted",
            new::view(&blank(&[("words", "arrive dry and on time"), ("entry", "1")], Vec::new(), Some(LONG))),
        ),
        Sample::framed("goals/new", "not taken", new::view(&blank(&[("why", LONG)], vec![problem], None))),
    ]
}
