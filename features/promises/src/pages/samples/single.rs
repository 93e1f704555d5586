//! One promise in every state.

use jiff::tz::TimeZone;
use tend_core::{
    Problem, Timestamp,
    id::{EntryId, MemberId},
    time::{DAY, HOUR, MINUTE},
    timeline::{Entry, Strand},
    ui::Sample,
};

use super::promised::{LONG, NOOR, NOW, TOMAS, broken, id, kept, promise};
use crate::{
    pages::{
        Draft, Recipient, Typed,
        one::{self, One},
    },
    promise::{Promise, State, To},
};

pub(super) fn samples() -> Vec<Sample> {
    let page = |state, one: &One, draft: &Draft| Sample::framed("promises/one", state, one::view(one, draft));
    let fresh = |state, promise: Promise| page(state, &one_of(promise), &Draft::default());
    vec![
        fresh("open", child_seat()),
        fresh("late", promise(2, "Send the crate drawing", NOW.plus(-40 * MINUTE))),
        fresh("broken", broken(promise(1, "Ring about the wobbling wheel", NOW.plus(-2 * DAY)))),
        fresh("kept", kept(child_seat(), NOW.plus(-HOUR))),
        fresh("long", promise(1, LONG, NOW.plus(HOUR))),
        page("error", &one_of(child_seat()), &refused()),
        page("conflict", &one_of(kept(child_seat(), NOW.plus(-MINUTE))), &met()),
        page("within-the-house", &colleague(), &Draft::default()),
    ]
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
    let body =
        serde_json::json!({ "promise": promise.words, "due": crate::due::in_words(promise.due, &TimeZone::UTC) });
    let mut story = vec![entry(20, "promises.made", promise.made.at, &promise.words, body.clone())];
    if promise.state == State::Broken {
        let broken = Entry {
            by: None,
            by_name: String::new(),
            ..entry(21, "promises.broken", promise.due.at.plus(DAY), "", body.clone())
        };
        story.insert(0, broken);
    }
    if promise.state == State::Kept {
        story.insert(
            0,
            entry(22, "promises.moved", NOW.plus(-5 * HOUR), "Rang her, this afternoon is early enough.", body.clone()),
        );
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
    Promise {
        act: "See how the bench is doing".into(),
        ..promise(3, "Child seat fitted and checked before she comes", NOW.plus(6 * HOUR))
    }
}

pub(super) fn typed(fields: &[(&str, &str)]) -> Typed {
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
        conflict: Some(
            "Noor Haddad kept this promise a moment before you. It is kept; nothing else was changed.".into(),
        ),
    }
}

fn colleague() -> One {
    let promise = Promise { to: To::Colleague(TOMAS), ..promise(5, "Take the van to the Canal Yard", NOW.plus(DAY)) };
    One { to: Recipient { name: "Tomás Ribeiro".into(), href: None }, ..one_of(promise) }
}
