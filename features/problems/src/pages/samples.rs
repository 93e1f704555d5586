//! The pages of problems in every state, for the gallery.

use jiff::tz::TimeZone;
use serde_json::json;
use tend_core::{
    Problem as FieldProblem, Timestamp,
    id::{ClientId, EntryId, LocationId, MemberId},
    money::Money,
    time::{DAY, HOUR, MINUTE},
    timeline::{Entry, Strand},
    ui::Sample,
};

use tend_promises::PromiseId;

use super::{
    Draft, Typed,
    board::{self, Board, Row},
    new::{self, Blank},
    one::{self, One},
    settings::{self, Allowances},
};
use crate::{
    gesture::{self, Allowance, Gesture, GestureId, GestureKind, Part, Standing, Todo, TodoId},
    help::{Help, HelpId, Touch, TouchId},
    problem::{CauseId, Dues, How, Mark, Problem, ProblemId, Severity, Source, State, Word},
    targets::Targets,
};

const NOW: Timestamp = Timestamp(1_791_878_640_000_000);
const NOOR: MemberId = MemberId(id(0x0101));
const TOMAS: MemberId = MemberId(id(0x0202));
const LONG: &str = "The gear that was to be exchanged for the one with the wider range before the summer, and then again after it, \
                    slips on every hill and sometimes on the way home";

const fn id(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000 + number)
}

/// A problem that began a day ago.
pub(crate) fn a_problem() -> Problem {
    let begun_at = NOW.plus(-23 * HOUR);
    Problem {
        id: ProblemId(id(7)),
        number: 221,
        client: ClientId(id(1)),
        owner: NOOR,
        location: LocationId(id(2)),
        title: "Bike 9’s brakes fade in rain".into(),
        words: "Lotte braked on Quay Hill in the rain and very little happened. She is fine but shaken.".into(),
        told_by: "Jonas Weber".into(),
        place: "Quay Hill".into(),
        since: Some(begun_at.plus(-20 * HOUR)),
        severity: Severity::Unsafe,
        source: Source::Member,
        state: State::Open,
        cause: None,
        raised: mark(begun_at),
        first_word: None,
        contained: None,
        fixed: None,
        made_right: None,
        settled: None,
        settled_how: None,
        begun_at,
        reopened: 0,
        last_word_at: None,
        dues: Dues { first_word: begun_at.plus(HOUR), next_word: NOW.plus(4 * HOUR), done: NOW.plus(34 * HOUR) },
        word: None,
        version: 1,
    }
}

fn mark(at: Timestamp) -> Mark {
    Mark { at, by: Some(NOOR), entry: EntryId(id(0x77)) }
}

fn safe() -> Problem {
    let problem = a_problem();
    let at = problem.begun_at.plus(19 * MINUTE);
    let safe = problem.stepped(State::Contained, mark(at)).unwrap_or(problem);
    let word = Some(Word { promise: PromiseId(id(0x71)), ended_at: None });
    Problem { first_word: Some(mark(at)), last_word_at: Some(at), cause: Some(CauseId(id(0x61))), word, ..safe }
}

fn stepped(to: State) -> Problem {
    let problem = safe();
    problem.stepped(to, mark(NOW.plus(-HOUR))).unwrap_or(problem)
}

fn settled() -> Problem {
    let problem = stepped(State::MadeRight);
    problem.settled(How::Said, mark(NOW.plus(-10 * MINUTE))).unwrap_or(problem)
}

pub(crate) fn samples() -> Vec<Sample> {
    [ones(), boards(), blanks(), targets(), super::outside::samples()].concat()
}

fn ones() -> Vec<Sample> {
    let page = |state, one: &One, draft: &Draft| Sample::framed("problems/one", state, one::view(one, draft));
    let fresh = |state, problem: Problem| page(state, &one_of(problem), &Draft::default());
    let long =
        Problem { title: LONG.into(), words: LONG.repeat(6), told_by: LONG.into(), place: LONG.into(), ..safe() };
    let bare = One {
        story: Vec::new(),
        touches: Vec::new(),
        helpers: Vec::new(),
        others: Vec::new(),
        todos: Vec::new(),
        gestures: Vec::new(),
        cause: None,
        ..one_of(Problem { words: String::new(), ..a_problem() })
    };
    let read_only = One { may_write: false, colleagues: Vec::new(), ..one_of(safe()) };
    let helper = One { me: Some(TOMAS), ..one_of(safe()) };
    vec![
        fresh("safe", safe()),
        page("empty", &bare, &Draft::default()),
        fresh("fixed", stepped(State::Fixed)),
        fresh("made-right", stepped(State::MadeRight)),
        fresh("settled", settled()),
        fresh("long", long),
        page("helper", &helper, &Draft::default()),
        page("guest", &read_only, &Draft::default()),
        page("error", &one_of(safe()), &refused()),
        page("conflict", &one_of(settled()), &met()),
    ]
}

fn refused() -> Draft {
    let problem = |field: &str, message: &str| FieldProblem { field: field.into(), message: message.into() };
    Draft {
        form: "word",
        typed: typed(&[("words", "The pads are ordered"), ("next", "3/4")]),
        problems: vec![problem("next", "“3/4” could be two days. Write the month as a word, like “3 April”.")],
        conflict: None,
    }
}

fn met() -> Draft {
    Draft {
        form: "step",
        typed: typed(&[("did", "New pads, bedded in on Quay Hill in the wet")]),
        problems: Vec::new(),
        conflict: Some("Noor Haddad said so a moment before you. Nothing else was changed.".into()),
    }
}

fn typed(fields: &[(&str, &str)]) -> Typed {
    Typed(fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
}

fn one_of(problem: Problem) -> One {
    let helper = Help {
        id: HelpId(id(0x41)),
        problem: problem.id,
        member: TOMAS,
        name: "Tomás Ribeiro".into(),
        what: "Find out why the pads glaze".into(),
        asked_at: NOW.plus(-20 * HOUR),
        asked_by: Some(NOOR),
        agreed_at: None,
        ended_at: None,
    };
    let other = Problem { id: ProblemId(id(8)), number: 214, title: "Squealing in the wet".into(), ..safe() };
    One {
        called: "Lotte".into(),
        client_name: "Lotte Brandt".into(),
        owner_name: "Noor Haddad".into(),
        place_name: "Market Street".into(),
        helpers: vec![helper],
        touches: vec![
            touch(0x51, "Bike 9, LC-0931", "Bought 14 March 2024"),
            touch(0x52, "Order 3087, autumn check", ""),
        ],
        cause: problem.cause.map(|_| "Spray oil on the discs".to_owned()),
        todos: todos(&problem),
        gestures: gestures(&problem),
        allowance: Some(Allowance { whole: gesture::usual().each, spent_minor: 1200 }),
        may_answer: true,
        causes: vec!["Spray oil on the discs".into(), "Old cable housings".into()],
        others: if problem.cause.is_some() { vec![("Canal Bakery".into(), other)] } else { Vec::new() },
        colleagues: vec![(MemberId(id(0x0303)), "Wen Liu".into())],
        story: story(&problem),
        me: Some(NOOR),
        may_write: true,
        hand_over: Some("/handoffs/new".into()),
        now: NOW,
        zone: TimeZone::UTC,
        problem,
    }
}

fn todos(problem: &Problem) -> Vec<Todo> {
    let todo = |number, part, words: &str, note: &str, done_at| Todo {
        id: TodoId(id(number)),
        problem: problem.id,
        part,
        words: words.into(),
        note: note.into(),
        done_at,
        done_by: None,
    };
    vec![
        todo(0xa1, Part::Fix, "Look at pads and disc", "Pads glazed, disc fine", Some(NOW.plus(-HOUR))),
        todo(0xa2, Part::Fix, "Check bikes 4 and 11 for the same shine", "", None),
        todo(0xa3, Part::Right, "Ride Quay Hill with her, twice", "She decides when she trusts it", None),
    ]
}

fn gestures(problem: &Problem) -> Vec<Gesture> {
    let gesture = |number, words: &str, minor, standing, why: &str| Gesture {
        id: GestureId(id(number)),
        problem: problem.id,
        kind: GestureKind::Credit,
        words: words.into(),
        worth: Money { minor, ..gesture::usual().each },
        standing,
        why: why.into(),
        asked_at: NOW.plus(-HOUR),
        asked_by: TOMAS,
        asked_by_name: "Tomás Ribeiro".into(),
        answered_at: None,
        answered_by: None,
        answer: String::new(),
        version: 1,
    };
    vec![
        gesture(0xb1, "The pads off order 3087", 3800, Standing::Given, ""),
        gesture(0xb2, "A winter check for all fourteen", 42_000, Standing::Asked, "They trusted us with all of them."),
    ]
}

fn touch(number: u128, words: &str, note: &str) -> Touch {
    Touch { id: TouchId(id(number)), feature: String::new(), subject: None, words: words.into(), note: note.into() }
}

fn story(problem: &Problem) -> Vec<Entry> {
    let entry = |number: u128, kind: &str, at: Timestamp, text: &str, more: serde_json::Value| {
        let mut body = json!({ "problem": problem.title, "number": 221, "state": problem.state, "owner": NOOR });
        if let (Some(body), Some(more)) = (body.as_object_mut(), more.as_object()) {
            body.extend(more.clone());
        }
        Entry {
            id: EntryId(id(number)),
            number: 1,
            client: Some(problem.client),
            kind: kind.to_owned(),
            strand: Strand::Service,
            happened_at: at,
            written_at: at,
            by: Some(NOOR),
            by_name: "Noor Haddad".into(),
            subject: Some(problem.id.0),
            text: text.to_owned(),
            body,
        }
    };
    let begun = problem.begun_at;
    let asked = json!({ "helper": "Tomás Ribeiro" });
    let mut story = vec![
        entry(0x93, "problems.help_asked", begun.plus(50 * MINUTE), "Find out why the pads glaze", asked),
        entry(
            0x92,
            "problems.contained",
            begun.plus(19 * MINUTE),
            "Brought her a spare bike",
            json!({ "since_us": 19 * MINUTE }),
        ),
        entry(0x91, "problems.taken_in", begun, &problem.words, json!({ "told_by": problem.told_by })),
    ];
    if problem.state == State::Settled {
        let more = json!({ "how": "said", "since_us": 22 * HOUR });
        story.insert(0, entry(0x94, "problems.settled", NOW.plus(-10 * MINUTE), "I trust it again.", more));
    }
    story
}

fn boards() -> Vec<Sample> {
    let page = |state, board: &Board| Sample::framed("problems/board", state, board::view(board));
    let row = |problem: Problem, client: &str, owner: &str| Row {
        problem,
        client_name: client.into(),
        owner_name: owner.into(),
    };
    let late = Problem {
        id: ProblemId(id(9)),
        number: 219,
        title: "The rear wheel still wobbles after the repair".into(),
        dues: Dues { next_word: NOW.plus(-2 * DAY), ..safe().dues },
        word: None,
        ..safe()
    };
    let usual = || {
        vec![
            row(late.clone(), "Marta Kovács", "Noor Haddad"),
            row(safe(), "Harbour Clinic", "Noor Haddad"),
            row(
                Problem { id: ProblemId(id(10)), owner: TOMAS, reopened: 1, ..stepped(State::MadeRight) },
                "Malik Osei",
                "Tomás Ribeiro",
            ),
        ]
    };
    let board = |rows: Vec<Row>| Board {
        is_settled: false,
        ways: vec![
            ("Yours".into(), "mine".into(), true),
            ("Everyone’s".into(), "all".into(), false),
            ("Market Street".into(), "1".into(), false),
        ],
        whose: "mine".into(),
        rows,
        next: None,
        is_later: false,
        me: Some(NOOR),
        may_write: true,
        now: NOW,
        zone: TimeZone::UTC,
    };
    let many = (0..50)
        .map(|number| row(Problem { id: ProblemId(id(100 + number)), ..safe() }, "Harbour Clinic", "Noor Haddad"));
    let long = vec![row(Problem { title: LONG.into(), ..safe() }, LONG, LONG)];
    let done = vec![row(settled(), "Harbour Clinic", "Noor Haddad")];
    vec![
        page("usual", &board(usual())),
        page("empty", &board(Vec::new())),
        page("settled", &Board { is_settled: true, ..board(done) }),
        page("settled-empty", &Board { is_settled: true, ..board(Vec::new()) }),
        page("long", &board(long)),
        page("many", &Board { next: Some("1.2".into()), is_later: true, ..board(many.collect()) }),
    ]
}

fn blanks() -> Vec<Sample> {
    let page = |state, blank: &Blank| Sample::framed("problems/new", state, new::view(blank));
    let client = (ClientId(id(1)), "Harbour Clinic".to_owned(), "Noor Haddad".to_owned());
    let match_of = |number, about: &str| (ClientId(id(number)), "Jonas Weber".to_owned(), about.to_owned());
    let problem = |field: &str, message: &str| FieldProblem { field: field.into(), message: message.into() };
    let wrong = Blank {
        typed: typed(&[("whom", "Jonas"), ("text", LONG)]),
        problems: vec![
            problem("whom", "Several could be meant. Choose one below."),
            problem("title", "What went wrong? A few words are enough."),
        ],
        client: None,
        matches: vec![match_of(3, "Facilities, Harbour Clinic"), match_of(4, "")],
    };
    vec![
        page("of-anyone", &Blank::default()),
        page("of-client", &Blank { client: Some(client), ..Blank::default() }),
        page("error", &wrong),
        page("long", &Blank { client: Some((ClientId(id(1)), LONG.into(), LONG.into())), ..Blank::default() }),
    ]
}

fn allowances() -> Allowances {
    let members = vec![(NOOR, "Noor Haddad".to_owned(), None), (TOMAS, "Tomás Ribeiro".to_owned(), Some(12_000))];
    Allowances { rule: gesture::usual(), members }
}

fn targets() -> Vec<Sample> {
    let all: Vec<_> = Severity::ALL.iter().map(|severity| (*severity, Targets::usual(*severity))).collect();
    let page =
        |state, draft: &Draft| Sample::framed("problems/settings", state, settings::view(&all, &allowances(), draft));
    let wrong = Draft {
        form: "hinders",
        typed: typed(&[("first_word", "soon"), ("next_word", "9 h"), ("done", "27 h")]),
        problems: vec![FieldProblem {
            field: "first_word".into(),
            message: "We could not read “soon”. Write it like 30 min or 4 h, from 5 min to 500 h.".into(),
        }],
        conflict: None,
    };
    let met = Draft {
        conflict: Some("Somebody changed this a moment ago. Look at it once more and try again.".into()),
        ..Draft::default()
    };
    vec![page("usual", &Draft::default()), page("error", &wrong), page("conflict", &met)]
}
