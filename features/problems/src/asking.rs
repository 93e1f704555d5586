//! Asking whether it is settled: twice, with days between, and silence to both is an answer. Pure.

use tend_core::{
    Timestamp,
    mail::{Letter, LetterState},
    time::DAY,
};

use crate::problem::{Problem, State};

/// The kind of letter that asks.
pub const ASK: &str = "problems.ask";
/// So long after an ask that was delivered the next one goes out, or their silence is taken as a yes; in microseconds.
pub const PATIENCE_US: i64 = 2 * DAY;

/// What is to be done about a problem that is made right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing now: it waits for them, or for a letter on its way, or a person has to ask.
    Wait,
    /// They are asked.
    Ask,
    /// Both asks were delivered, the second a while ago, and they stayed silent.
    Silence {
        /// When the first was delivered.
        first: Timestamp,
        /// When the second was.
        second: Timestamp,
    },
}

/// What is next, from the letters about it. Asks from before it was made right this time do not count: they were answered. A letter
/// that was refused reached nobody, and is not sent to the same address again; then a person asks.
pub fn next(problem: &Problem, letters: &[Letter], now: Timestamp) -> Next {
    let Some(right) = problem.made_right.filter(|_| problem.state == State::MadeRight) else { return Next::Wait };
    let asks = letters.iter().filter(|letter| letter.kind == ASK && letter.written_at >= right.at);
    let asks: Vec<&Letter> = asks.collect();
    if asks.iter().any(|letter| letter.state != LetterState::Sent) {
        return Next::Wait;
    }
    let mut delivered: Vec<Timestamp> = asks.iter().filter_map(|letter| letter.sent_at).collect();
    delivered.sort_unstable();
    let is_long_ago = |at: Timestamp| now.since(at) >= PATIENCE_US;
    match (delivered.first(), delivered.last()) {
        (Some(first), Some(second)) if second.since(*first) >= DAY && is_long_ago(*second) => {
            Next::Silence { first: *first, second: *second }
        }
        (Some(first), Some(last)) if last.since(*first) < DAY && is_long_ago(*last) => Next::Ask,
        (None, _) => Next::Ask,
        _ => Next::Wait,
    }
}
