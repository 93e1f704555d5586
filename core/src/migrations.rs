//! The schema, step by step: `migrations/` in the order of their numbers.
//!
//! The list stands in core so that the tests of every feature stand on the whole schema; core itself reads no feature's table.

use crate::db::Migration;

macro_rules! migrations {
    ($($number:literal $name:literal $($file:literal)+),+ $(,)?) => {
        &[$(Migration { number: $number, name: $name, sql: concat!($(include_str!($file)),+) }),+]
    };
}

/// All of them. A new one goes to the end; one that has been released is never changed.
pub const ALL: &[Migration] = migrations![
    1 "house" "../../migrations/0001_house.sql" "db/search.sql",
    2 "clients" "../../migrations/0002_clients.sql",
    3 "promises" "../../migrations/0003_promises.sql",
    4 "today" "../../migrations/0004_today.sql",
    5 "transfer" "../../migrations/0005_transfer.sql",
    6 "backups" "../../migrations/0006_backups.sql",
    7 "fields_views" "../../migrations/0007_fields_views.sql",
    8 "likeness" "../../migrations/0008_likeness.sql",
    9 "exports" "../../migrations/0009_exports.sql",
    10 "erasures" "../../migrations/0010_erasures.sql",
    11 "merges" "../../migrations/0011_merges.sql",
    12 "api" "../../migrations/0012_api.sql",
    13 "files" "../../migrations/0013_files.sql",
    14 "now" "../../migrations/0014_now.sql",
    15 "find" "../../migrations/0015_find.sql" "db/search/more.sql",
    16 "mail" "../../migrations/0016_mail.sql",
    17 "problems" "../../migrations/0017_problems.sql",
    18 "away" "../../migrations/0018_away.sql",
    20 "reports" "../../migrations/0020_reports.sql",
    21 "brought_entries" "../../migrations/0021_brought_entries.sql",
    23 "moments" "../../migrations/0023_moments.sql",
    25 "next_word" "../../migrations/0025_next_word.sql",
    26 "making_right" "../../migrations/0026_making_right.sql",
    27 "handoffs" "../../migrations/0027_handoffs.sql",
    30 "reflections" "../../migrations/0030_reflections.sql",
    31 "own_calls" "../../migrations/0031_own_calls.sql",
];
