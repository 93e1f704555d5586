//! The letters of problems, one file a letter.

mod acknowledged;
mod is_it_settled;

pub use acknowledged::acknowledged;
pub use is_it_settled::is_it_settled;
