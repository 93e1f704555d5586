//! The pages of promises in every state, for the gallery.

mod blank;
mod days;
mod promised;
mod single;

use tend_core::ui::Sample;

/// Every page in every state.
pub fn samples() -> Vec<Sample> {
    [days::samples(), single::samples(), blank::samples()].concat()
}
