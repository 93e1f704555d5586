//! What a problem calls for, as a pure function: exactly these calls stand while it stands like that.

use tend_core::{
    Timestamp,
    calls::{CallKind, CareGroup, NewCall, When},
    id::MemberId,
    time::{DAY, HOUR, MINUTE},
    ui::Icon,
};

use crate::{
    gesture::{Gesture, in_words},
    help::Help,
    problem::{Problem, State},
};

/// The client has not heard from us yet.
pub const FIRST_WORD: CallKind = kind("problems.first_word", 0.9, HOUR);
/// They are to hear from us again.
pub const NEXT_WORD: CallKind = kind("problems.next_word", 0.7, DAY);
/// It is to be made right.
pub const DONE: CallKind = kind("problems.done", 0.7, DAY);
/// It is made right: ask them whether it is good.
pub const ASK: CallKind = kind("problems.ask", 0.5, DAY);
/// A colleague was asked to help.
pub const HELP: CallKind = kind("problems.help", 0.6, DAY);

/// Somebody wants to give more than they may, and a coach or an admin answers.
pub const APPROVE: CallKind = kind("problems.approve", 0.6, HOUR);

/// All of them.
pub const KINDS: &[CallKind] = &[FIRST_WORD, NEXT_WORD, DONE, ASK, HELP, APPROVE];
/// Those that a problem raises for its owner.
pub const OF_OWNER: [&CallKind; 4] = [&FIRST_WORD, &NEXT_WORD, &DONE, &ASK];

const fn kind(name: &'static str, weight: f64, grace_us: i64) -> CallKind {
    CallKind { name, group: CareGroup::WaitingOnUs, overdue_group: None, weight, grace_us, icon: Icon::Problem }
}

/// The calls of a problem for its owner.
pub fn of_problem(problem: &Problem, client_name: &str) -> Vec<NewCall> {
    let title = &problem.title;
    let call = |kind: &'static CallKind, start: Timestamp, due: Timestamp, reason: String, act: String| NewCall {
        member: problem.owner,
        client: problem.client,
        kind,
        subject: problem.id.0,
        when: from(start, due),
        reason,
        act,
    };
    let tell = format!("Tell {client_name} where we are");
    let mut calls = Vec::new();
    if problem.is_open() && problem.first_word.is_none() {
        let reason = format!("{title}: they have not heard from us yet");
        calls.push(call(&FIRST_WORD, problem.begun_at, problem.dues.first_word, reason, tell.clone()));
    }
    match problem.state {
        State::Settled => {}
        State::MadeRight => {
            let start = problem.made_right.map_or(problem.begun_at, |mark| mark.at);
            let act = format!("Ask {client_name} whether it is good");
            calls.push(call(&ASK, start, problem.dues.next_word, format!("{title}: is it good now?"), act));
        }
        State::Open | State::Contained | State::Fixed => {
            // A word that is promised calls as the promise that it is.
            if problem.first_word.is_some() && problem.promised_word().is_none() {
                let start = problem.last_word_at.unwrap_or(problem.begun_at).max(problem.begun_at);
                let reason = format!("{title}: the next word to them");
                calls.push(call(&NEXT_WORD, start, problem.dues.next_word, reason, tell));
            }
            let act = match problem.state {
                State::Open => format!("Make {client_name} safe"),
                State::Contained => format!("Fix it for {client_name}"),
                _ => format!("Make it right for {client_name}"),
            };
            calls.push(call(&DONE, problem.begun_at, problem.dues.done, title.clone(), act));
        }
    }
    calls
}

/// The call of a helper, while they help.
pub fn of_helper(problem: &Problem, helper: &Help) -> Option<NewCall> {
    if helper.ended_at.is_some() || !problem.is_open() {
        return None;
    }
    let due = problem.dues.done.min(helper.asked_at.plus(DAY));
    let what = if helper.what.is_empty() { problem.title.clone() } else { helper.what.clone() };
    Some(NewCall {
        member: helper.member,
        client: problem.client,
        kind: &HELP,
        subject: helper.id.0,
        when: from(helper.asked_at, due),
        reason: format!("Asked to help with {}: {what}", problem.called()),
        act: if helper.agreed_at.is_none() { "Say whether you can help".into() } else { "Help with it".into() },
    })
}

/// The call of a coach or an admin who can answer what a colleague wants to give.
pub fn of_gesture(problem: &Problem, gesture: &Gesture, coach: MemberId) -> NewCall {
    let worth = in_words(gesture.worth);
    NewCall {
        member: coach,
        client: problem.client,
        kind: &APPROVE,
        subject: gesture.id.0,
        when: from(gesture.asked_at, gesture.asked_at.plus(HOUR)),
        reason: format!("{} wants to give {worth} for {}: {}", gesture.asked_by_name, problem.called(), gesture.words),
        act: "Say yes or no".into(),
    }
}

/// A call is due after it has begun, however late it was raised.
fn from(start: Timestamp, due: Timestamp) -> When {
    When::From { start, due: due.max(start.plus(MINUTE)) }
}
