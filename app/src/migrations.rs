//! The schema, step by step: `migrations/` in the order of their numbers.

use tend_core::db::Migration;

macro_rules! migrations {
    ($($number:literal $name:literal $file:literal),+ $(,)?) => {
        &[$(Migration { number: $number, name: $name, sql: include_str!(concat!("../../migrations/", $file)) }),+]
    };
}

/// All of them. A new one goes to the end; one that has been released is never changed.
pub const ALL: &[Migration] = migrations![
    1 "house" "0001_house.sql",
];
