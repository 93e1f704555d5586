//! A problem to show and to test with.

use tend_core::ui::Sample;

/// Every page in every state.
pub(crate) fn all() -> Vec<Sample> {
    crate::pages::samples()
}

#[cfg(test)]
pub(crate) use crate::pages::a_problem;
