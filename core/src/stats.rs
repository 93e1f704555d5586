//! Statistics that stand on a screen: pure functions, each with its source.

mod survival;

pub use survival::{Lasted, Step, Survival};

/// The standard normal quantile for a two-sided 95 % interval.
pub const Z_95: f64 = 1.959_963_984_540_054;
