//! The pages of mail in every state, for the gallery.

use jiff::tz::TimeZone;
use lettre::message::Mailbox;
use maud::Markup;

use super::{
    letter::{Letter, LetterId, LetterState, Reason, SECRET, Words},
    server::Post,
    views::{self, Shown},
};
use crate::{
    time::{HOUR, MINUTE, Timestamp},
    ui::Sample,
};

/// Tuesday afternoon in the shops of the demo company.
const NOW: Timestamp = Timestamp(1_791_900_000_000_000);
const LONG: &str =
    "A very long name that somebody with many given names and an old family has, and wants to see written out in full";

/// All of them.
pub fn all() -> Vec<Sample> {
    let usual = [
        letter(1, "Is your bell as it should be?", LetterState::Sent, ""),
        letter(2, "A new password for Linden Cycles", LetterState::Waiting, ""),
        letter(3, "Your frame, Thursday", LetterState::Refused, "550 5.1.1 <marta@example.org>: no such person here"),
        letter(4, "Welcome", LetterState::Waiting, "451 4.7.1 Greylisted, please try again in five minutes"),
    ];
    let many: Vec<Letter> =
        (0..50).map(|at| letter(at, "Is your bell as it should be?", LetterState::Sent, "")).collect();
    let mut long =
        letter(5, LONG, LetterState::Refused, &"554 5.7.1 refused by policy of the receiving house; ".repeat(8));
    long.to_name = LONG.into();
    long.to_address = format!("{}@{}.example", "a".repeat(60), "b".repeat(60));
    let post = post();
    let shown = |post, newest: &[Letter]| views::mail(&Shown { post, newest, zone: &TimeZone::UTC, can_trial: true });
    let pages = [
        ("usual", shown(post.as_ref(), &usual)),
        ("empty", shown(post.as_ref(), &[])),
        ("many", shown(post.as_ref(), &many)),
        ("long", shown(post.as_ref(), &[long])),
        ("error", shown(None, &usual[2..3])),
    ];
    let pages = pages.map(|(state, markup)| Sample::framed("settings/mail", state, markup));
    let bare = |state, markup: Markup| Sample::bare("letters/stop", state, markup);
    let stop = [
        bare("usual", views::ask_to_stop("Linden Cycles", "marta@example.org", Reason::Newsletter)),
        bare("long", views::ask_to_stop(LONG, &format!("{}@example.org", "a".repeat(60)), Reason::Reach)),
        bare("done", views::stopped("marta@example.org")),
        bare("error", views::is_over()),
    ];
    pages.into_iter().chain(stop).collect()
}

fn post() -> Option<Post> {
    let server = "smtps://hello:secret@mail.linden.example".parse().ok()?;
    let from: Mailbox = "Linden Cycles <hello@linden.example>".parse().ok()?;
    let bounce = "bounce@linden.example".parse().ok();
    Post::open(server, from, bounce, "tend.linden.example").ok()
}

fn letter(at: u128, subject: &str, state: LetterState, answer: &str) -> Letter {
    let written_at = NOW.plus(-(at as i64) * HOUR);
    Letter {
        id: LetterId(uuid::Uuid::from_u128(at + 1)),
        client: None,
        member: None,
        by: None,
        kind: "mail.trial".into(),
        about: None,
        reason: Reason::House,
        ground: None,
        to_name: "Marta de Wit".into(),
        to_address: "marta@example.org".into(),
        words: Words {
            subject: subject.into(),
            text: if state == LetterState::Waiting { SECRET.into() } else { "Dear Marta".into() },
            html: String::new(),
        },
        state,
        tries: 1,
        answer: answer.into(),
        message_id: String::new(),
        written_at,
        queued_at: written_at,
        due_at: written_at.plus(5 * MINUTE),
        sent_at: (state == LetterState::Sent).then_some(written_at.plus(MINUTE)),
    }
}
