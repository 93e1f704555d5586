//! The verbs of bringing in.

mod begin;
mod besides;
mod going;
mod happened;
mod rows;
mod said;
mod tickets;
mod undo;
mod update;

pub use begin::{
    Opening, answer, answer_groups, answer_rhythm, answer_twin, begin, decide, fail, finish, keep_found, lay_aside,
    open, stop,
};
pub use going::{Going, LOOKED_AT, going};
pub(crate) use happened::{Telling, homeless, looks_like_a_number, telling, whose};
pub use rows::{Batch, Line, bring_in, reckon};
pub(crate) use tickets::{homeless as homeless_ticket, would_be};
pub use undo::{Pass, Place, begin_undo, undo_some};
