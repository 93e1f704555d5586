//! The verbs of bringing in.

mod begin;
mod rows;
mod undo;

pub use begin::{Opening, answer, begin, decide, fail, finish, lay_aside, open, stop};
pub use rows::{Batch, Line, bring_in, reckon};
pub use undo::{Left, begin_undo, undo_some};
