//! The pages of sign-in and of people in every state, for the gallery.

use super::{members, pages};
use crate::ui::Sample;

/// All of them.
pub fn samples() -> Vec<Sample> {
    pages::samples().into_iter().chain(members::samples()).chain(crate::web::me::samples()).collect()
}
