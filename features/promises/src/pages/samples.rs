//! The pages of promises in every state, for the gallery.

use jiff::tz::TimeZone;
use tend_core::{
    Day, Problem, Timestamp,
    id::{ClientId, EntryId, LocationId, MemberId},
    time::{DAY, HOUR, MINUTE},
    timeline::{Entry, Strand},
    ui::{Markup, Sample},
};
use uuid::Uuid;

use super::{
    Draft, Recipient, Typed,
    by_day::{self, Board, Row},
    make::{self, Blank},
    one::{self, One},
};
use crate::{
    due::Due,
    promise::{Ending, Mark, Promise, PromiseId, State, To},
    rate::KeptRate,
};

/// Tuesday 13 October 2026, 09:12 in UTC, where samples live.
const NOW: Timestamp = Timestamp(1_791_882_720_000_000);

const LONG: &str = "Find a left-hand brake lever for small hands that also fits the handlebar her grandfather welded in 1974, have it \
                    anodised in the same blue as the frame, and bring it along with the spare battery to the Thursday evening bench";

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// Noor, Tomás and Wen.
const NOOR: MemberId = MemberId(Uuid::from_u128(0x0101));
const TOMAS: MemberId = MemberId(Uuid::from_u128(0x0202));

fn mark(at: Timestamp) -> Mark {
    Mark { at, by: Some(NOOR), entry: EntryId(id(9)) }
}

fn promise(number: u128, words: &str, due_at: Timestamp) -> Promise {
    Promise {
        id: PromiseId(id(number)),
        to: To::Client(ClientId(id(0xc0 + number))),
        owner: NOOR,
        location: LocationId(id(1)),
        words: words.to_owned(),
        act: String::new(),
        due: Due { at: due_at, whole_day: false },
        starts_at: NOW.plus(-HOUR),
        state: State::Open,
        made: mark(NOW.plus(-DAY)),
        ended: None,
        kept_on_time: None,
        made_good: None,
        version: 3,
    }
}

fn ending(at: Timestamp) -> Ending {
    Ending { mark: mark(at), day: Day(jiff::civil::date(2026, 10, 13)) }
}

fn kept(promise: Promise, at: Timestamp) -> Promise {
    let on_time = at <= promise.due.at;
    Promise { state: State::Kept, ended: Some(ending(at)), kept_on_time: Some(on_time), ..promise }
}

fn broken(promise: Promise) -> Promise {
    let at = promise.due.at.plus(DAY);
    Promise { state: State::Broken, ended: Some(ending(at)), ..promise }
}

fn row(promise: Promise, name: &str) -> Row {
    let href = Some(format!("/clients/{}", promise.id));
    Row { to: Recipient { name: name.to_owned(), href }, owner_name: "Noor Haddad".into(), promise }
}

fn board(rows: Vec<Row>) -> Board {
    let way = |words: &str, whose: &str, chosen| (words.to_owned(), whose.to_owned(), chosen);
    Board {
        is_done: false,
        ways: vec![way("Yours", "mine", true), way("Everyone’s", "all", false), way("Market Street", "1", false), way("Canal Yard", "2", false)],
        whose: "mine".into(),
        rows,
        next: None,
        is_later: false,
        rates: vec![
            ("You".into(), KeptRate { on_time: 7, kept_late: 1, broken: 0, late: 1 }),
            ("The house".into(), KeptRate { on_time: 41, kept_late: 5, broken: 3, late: 1 }),
        ],
        me: Some(NOOR),
        may_write: true,
        now: NOW,
        zone: TimeZone::UTC,
    }
}

fn usual() -> Vec<Row> {
    let whole_day = |promise: Promise| Promise { due: Due { whole_day: true, ..promise.due }, ..promise };
    vec![
        row(broken(promise(1, "Ring about the wobbling wheel", NOW.plus(-2 * DAY))), "Marta Kovács"),
        row(promise(2, "Send the crate drawing", NOW.plus(-40 * MINUTE)), "Fennimore Wines"),
        row(promise(3, "Child seat fitted and checked before she comes", NOW.plus(6 * HOUR)), "Sunita Rao"),
        row(promise(4, "Three photos of the repainted frames", NOW.plus(8 * HOUR)), "Hotel Aurelia"),
        row(whole_day(promise(5, "Lend a spare battery for the night shift", NOW.plus(DAY + 9 * HOUR))), "Harbour Clinic"),
        row(promise(6, "Price the winter check per bike, not per visit", NOW.plus(2 * DAY)), "Postwerk Couriers"),
        row(promise(7, "Find a left-hand brake lever for small hands", NOW.plus(9 * DAY)), "Eun-ji Park"),
        row(whole_day(promise(8, "The Loire gear talk", NOW.plus(40 * DAY))), "Rosa & Henk Mulder"),
    ]
}

fn done() -> Board {
    let made_good = Promise { made_good: Some(mark(NOW.plus(-DAY))), ..broken(promise(2, "Vent holes for the lid", NOW.plus(-4 * DAY))) };
    let released = Promise {
        state: State::Released,
        ended: Some(ending(NOW.plus(-2 * DAY))),
        ..promise(3, "Ask about the second wagon", NOW.plus(-DAY))
    };
    let on_time = kept(promise(1, "Spare keys before their first round", NOW.plus(-HOUR)), NOW.plus(-80 * MINUTE));
    let late = kept(promise(4, "Coat guard fitted", NOW.plus(-5 * DAY)), NOW.plus(-4 * DAY));
    let rows = vec![
        row(on_time, "Postwerk Couriers"),
        row(made_good, "Maison Odette"),
        row(released, "Bluebird Nursery"),
        row(late, "Ayesha Siddiqui"),
    ];
    Board { is_done: true, ..board(rows) }
}

fn many() -> Board {
    let rows = (0..by_day::ON_A_PAGE).map(|number| {
        let due = NOW.plus(-3 * HOUR + number * 5 * HOUR);
        row(promise(u128::from(number.unsigned_abs()) + 1, "Adjust her stem after two weeks", due), "Malik Osei")
    });
    Board { next: Some("1.1".into()), is_later: true, ..board(rows.collect()) }
}

fn entry(number: u128, kind: &str, at: Timestamp, text: &str, body: serde_json::Value) -> Entry {
    Entry {
        id: EntryId(id(number)),
        number: 1,
        client: None,
        kind: kind.to_owned(),
        strand: Strand::Service,
        happened_at: at,
        written_at: at,
        by: Some(NOOR),
        by_name: "Noor Haddad".into(),
        subject: None,
        text: text.to_owned(),
        body,
    }
}

fn one_of(promise: Promise) -> One {
    let body = serde_json::json!({ "promise": promise.words, "due": crate::due::in_words(promise.due, &TimeZone::UTC) });
    let mut story = vec![entry(20, "promises.made", promise.made.at, &promise.words, body.clone())];
    if promise.state == State::Broken {
        let broken = Entry { by: None, by_name: String::new(), ..entry(21, "promises.broken", promise.due.at.plus(DAY), "", body.clone()) };
        story.insert(0, broken);
    }
    if promise.state == State::Kept {
        story.insert(0, entry(22, "promises.moved", NOW.plus(-5 * HOUR), "Rang her, this afternoon is early enough.", body.clone()));
        story.insert(0, entry(23, "promises.kept", NOW.plus(-HOUR), &promise.words, body));
    }
    One {
        to: Recipient { name: "Sunita Rao".into(), href: Some("/clients/1".into()) },
        owner_name: "Noor Haddad".into(),
        made_by_name: "Noor Haddad".into(),
        place_name: "Market Street".into(),
        colleagues: vec![(TOMAS, "Tomás Ribeiro".into()), (MemberId(id(0x0303)), "Wen Liu".into())],
        story,
        promise,
        may_write: true,
        now: NOW,
        zone: TimeZone::UTC,
    }
}

fn child_seat() -> Promise {
    Promise { act: "See how the bench is doing".into(), ..promise(3, "Child seat fitted and checked before she comes", NOW.plus(6 * HOUR)) }
}

fn typed(fields: &[(&str, &str)]) -> Typed {
    Typed(fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
}

fn refused() -> Draft {
    let problem = |field: &str, message: &str| Problem { field: field.into(), message: message.into() };
    Draft {
        form: "moving",
        typed: typed(&[("due", "3/4"), ("told", "")]),
        problems: vec![
            problem("due", "“3/4” could be two days. Write the month as a word, like “3 April”."),
            problem("told", "How did you tell them? A promise moves once they know."),
        ],
        conflict: None,
    }
}

fn met() -> Draft {
    Draft {
        form: "moving",
        typed: typed(&[("due", "Fri 10:00"), ("told", "Wrote to her; Friday morning suits her better")]),
        problems: Vec::new(),
        conflict: Some("Tomás Ribeiro kept this promise a moment before you. It is kept; nothing else was changed.".into()),
    }
}

fn colleague() -> One {
    let promise = Promise { to: To::Colleague(TOMAS), ..promise(5, "Take the van to the Canal Yard", NOW.plus(DAY)) };
    One { to: Recipient { name: "Tomás Ribeiro".into(), href: None }, ..one_of(promise) }
}

fn new(problems: Vec<Problem>, several: bool) -> Markup {
    let about = |number, name: &str, about: &str| (ClientId(id(number)), name.to_owned(), about.to_owned());
    let both = vec![about(1, "Jonas Weber", "Facilities at Harbour Clinic"), about(2, "Jonas Brandt", "Commuter, Canal Yard")];
    make::view(&Blank {
        typed: if several { typed(&[("whom", "Jonas"), ("text", "Call back about the spare"), ("due", "Thu 15:00")]) } else { Typed::default() },
        problems,
        client: None,
        matches: if several { both } else { Vec::new() },
        colleagues: vec![(TOMAS.to_string(), "Tomás Ribeiro".into())],
    })
}

/// Every page in every state.
pub fn samples() -> Vec<Sample> {
    let list = |state, board: &Board| Sample::framed("promises/by-day", state, by_day::view(board));
    let page = |state, promise: Promise, draft: &Draft| Sample::framed("promises/one", state, one::view(&one_of(promise), draft));
    let problem = |field: &str, message: &str| Problem { field: field.into(), message: message.into() };
    let none = Draft::default();
    vec![
        list("usual", &board(usual())),
        list("empty", &board(Vec::new())),
        list("done", &done()),
        list("done-empty", &Board { is_done: true, ..board(Vec::new()) }),
        list("many", &many()),
        list("long", &board(vec![row(promise(1, LONG, NOW.plus(HOUR)), "The Society for the Care of Very Old and Very Dutch Bicycles, Northern Branch")])),
        list("guest", &Board { may_write: false, ..board(usual()) }),
        page("open", child_seat(), &none),
        page("late", promise(2, "Send the crate drawing", NOW.plus(-40 * MINUTE)), &none),
        page("broken", broken(promise(1, "Ring about the wobbling wheel", NOW.plus(-2 * DAY))), &none),
        page("kept", kept(child_seat(), NOW.plus(-HOUR)), &none),
        page("error", child_seat(), &refused()),
        page("conflict", kept(child_seat(), NOW.plus(-MINUTE)), &met()),
        page("long", promise(1, LONG, NOW.plus(HOUR)), &none),
        Sample::framed("promises/one", "within-the-house", one::view(&colleague(), &none)),
        Sample::framed("promises/new", "usual", new(Vec::new(), false)),
        Sample::framed("promises/new", "several", new(vec![problem("whom", "Several could be meant. Choose one below.")], true)),
        Sample::framed("promises/new", "error", new(vec![
            problem("whom", "To whom? Write a client’s name, or choose a colleague."),
            problem("text", "What did you promise? A few words are enough."),
            problem("due", "By when? A day or a time: “Thu 15:00”, “tomorrow”, “in 2 days at 9”."),
        ], false)),
    ]
}
