//! Our pages in every state, for the gallery.

use tend_core::ui::Sample;

/// All of them.
pub fn all() -> Vec<Sample> {
    Vec::new()
}
