//! What problems write to clients, one file a letter.

mod acknowledged;
mod is_it_settled;
pub mod to_each;

pub use acknowledged::acknowledged;
pub use is_it_settled::is_it_settled;
