//! Kept promises: kept on time / (kept + broken + overdue), as a share (product.md, section 3).

use tend_core::ui::Share;

/// How promises were kept over a while.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptRate {
    /// Kept by their time.
    pub on_time: u64,
    /// Kept after it.
    pub kept_late: u64,
    /// Broken, made good or not.
    pub broken: u64,
    /// Open, and their time has passed.
    pub late: u64,
}

/// Over how many days promises are counted.
pub const DAYS: i64 = 90;

impl KeptRate {
    /// All that count: kept, broken or overdue. Open ones whose time is still to come and released ones do not.
    pub fn n(self) -> u64 {
        self.on_time + self.kept_late + self.broken + self.late
    }
    /// The share kept on time, with its n; nothing under twelve.
    pub fn share(self) -> Option<Share> {
        Share::of(self.on_time, self.n())
    }
    /// The answers themselves, for when there are too few for a share.
    pub fn in_words(self) -> String {
        let parts = [
            (self.on_time, "kept on time"),
            (self.kept_late, "kept late"),
            (self.broken, "broken"),
            (self.late, "overdue"),
        ];
        let said: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}")).collect();
        if said.is_empty() { "None to count yet".into() } else { said.join(", ") }
    }
}
