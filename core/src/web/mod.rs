//! The web: what a page's handler is given, and how it answers.

mod error;
mod visit;

pub use visit::{Page, Visit, see_other};
