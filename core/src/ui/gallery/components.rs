//! Every component of the kit, in every state.

use super::Sample;

pub(super) fn samples() -> Vec<Sample> {
    Vec::new()
}
