//! The verbs: each checks, changes, calls, and ends with its entry, in the transaction of its caller.

mod around;
mod asking;
mod following;
mod hands;
mod helping;
mod logged;
mod making_right;
mod outside;
mod taking_in;
mod targets;
mod todos;
mod way;
mod word;

pub use around::{Change, change, note, set_cause, touch, untouch};
pub use asking::follow_up;
pub use hands::{give, goes_along, member_left, owner_changed};
pub use helping::{agree_to_help, ask_for_help, end_help};
pub use logged::{LOG_LINE, take_back};
pub use making_right::{NewGesture, answer_gesture, give_gesture, set_allowance, set_rule};
pub use outside::{
    Care, ChainOfCare, NewReport, Reported, chain_of_care, make_link, not_settled_by_client, problem_of_link,
    report_from_outside, settle_by_client, withdraw_links,
};
pub use taking_in::{Hands, NewProblem, take_in};
pub use targets::set_targets;
pub use todos::{add_todo, drop_todo, tick_todo};
pub use way::{reopen, settle, step, tell};
pub use word::went;
