//! Samples come below.
pub(crate) fn samples() -> Vec<tend_core::ui::Sample> { Vec::new() }
