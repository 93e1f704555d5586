//! Linden Cycles, the demo company: one small shop with its people, its clients and its last weeks, told relative to now.
//!
//! It is planted through the verbs that everybody uses, with a clock that walks through the weeks; so what it shows is what
//! Tend does, and nothing else.

pub mod cast;
mod plant;
pub mod story;
pub mod trouble;
pub mod wishes;

pub use plant::plant;
