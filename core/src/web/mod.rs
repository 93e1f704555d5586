//! The web: what a page's handler is given, and how it answers.

mod assets;
mod brought;
pub mod bytes;
mod error;
mod frame;
mod gallery;
mod live;
pub mod me;
pub(crate) mod phone;
mod router;
mod theme;
mod visit;

pub use brought::{Brought, KEPT, Most, brought, brought_from_outside};
pub use frame::bare_shell;
pub use router::router;
pub use visit::{Page, Visit, see_other, told};
