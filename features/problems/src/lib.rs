//! Problems: say in three lines, in words a client would understand, what a problem is, who writes it down and what for.

pub mod actions;
mod pages;
pub mod problem;
pub mod store;
#[cfg(test)]
mod tests;

use tend_core::{Feature, tables::exported};

pub use problem::{Problem, ProblemId};

/// Problems, as the rest of Tend knows them.
pub const FEATURE: Feature = Feature {
    name: "problems",
    pages: pages::routes,
    tables: &[exported("problems").with_words(&["words"])],
    samples: pages::samples,
    ..Feature::BARE
};
