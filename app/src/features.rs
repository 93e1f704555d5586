//! The features of Tend, in the order of the rail: the only file that names them all.

use tend_core::Feature;

/// All of them.
pub const ALL: &[&Feature] = &[
    &tend_today::FEATURE,
    &tend_clients::FEATURE,
    &tend_goals::FEATURE,
    &tend_promises::FEATURE,
    &tend_problems::FEATURE,
    &tend_handoffs::FEATURE,
    &tend_reflection::FEATURE,
    &tend_reports::FEATURE,
    &tend_files::FEATURE,
    &tend_find::FEATURE,
    &tend_transfer::FEATURE,
    &tend_core::api::FEATURE,
    &tend_core::mail::FEATURE,
    &tend_core::push::FEATURE,
    &tend_core::house::FEATURE,
];
