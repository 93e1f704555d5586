//! A share of many, always with its size and its range.

use maud::{Markup, html};

use crate::stats::Z_95 as Z;

/// Below this many answers a share says nothing; the answers themselves are shown.
pub const ENOUGH: u64 = 12;

/// `k` of `n`, where `n` is large enough to speak of a share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    k: u64,
    n: u64,
}

impl Share {
    /// The share, or nothing when there are fewer than [`ENOUGH`] or `k` is more than `n`.
    #[must_use]
    pub fn of(k: u64, n: u64) -> Option<Share> {
        (n >= ENOUGH && k <= n).then_some(Share { k, n })
    }

    /// The share itself, from 0 to 1.
    #[must_use]
    pub fn value(self) -> f64 {
        float(self.k) / float(self.n)
    }

    /// The score interval of Wilson (1927) at 95 %, from 0 to 1:
    /// (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n).
    #[must_use]
    pub fn interval(self) -> (f64, f64) {
        let (n, p) = (float(self.n), self.value());
        let centre = p + Z * Z / (2.0 * n);
        let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + Z * Z / n;
        (((centre - half) / scale).max(0.0), ((centre + half) / scale).min(1.0))
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of answers stay far below 2^53")]
fn float(count: u64) -> f64 {
    count as f64
}

fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

/// “82% · 41 of 50, likely 69 to 90%”; under [`ENOUGH`], what the caller gives: the answers themselves.
#[must_use]
pub fn share(k: u64, n: u64, few: Markup) -> Markup {
    let Some(share) = Share::of(k, n) else {
        return few;
    };
    let (low, high) = share.interval();
    html! {
        span.share {
            b { (percent(share.value())) "%" } " "
            small { (k) " of " (n) ", likely " (percent(low)) " to " (percent(high)) "%" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_wilsons() {
        // Wilson 95 % for 41 of 50, worked by hand: 0.6920 to 0.9023.
        let (low, high) = Share::of(41, 50).expect("enough").interval();
        assert!((low - 0.6920).abs() < 5e-4 && (high - 0.9023).abs() < 5e-4, "{low} {high}");
        let (low, high) = Share::of(0, 12).expect("enough").interval();
        assert!(low < 1e-12 && (high - 0.2425).abs() < 5e-4, "{low} {high}");
    }

    #[test]
    fn few_answers_are_shown_themselves() {
        let markup = share(3, 11, html! { "kept 3, late 8" });
        assert_eq!(markup.into_string(), "kept 3, late 8");
        assert_eq!(Share::of(13, 12), None);
    }

    #[test]
    fn the_interval_holds_the_share() {
        for n in ENOUGH..200 {
            for k in 0..=n {
                let share = Share::of(k, n).expect("enough");
                let (low, high) = share.interval();
                assert!((0.0..=share.value() + 1e-12).contains(&low) && (share.value() - 1e-12..=1.0).contains(&high));
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn the_interval_holds_the_share_at_any_size(n in ENOUGH..5_000_000, part in 0.0..=1.0_f64) {
            let k = ((float(n) * part) as u64).min(n);
            let share = Share::of(k, n).expect("enough");
            let (low, high) = share.interval();
            proptest::prop_assert!(0.0 <= low && low <= share.value() + 1e-12 && share.value() <= high + 1e-12 && high <= 1.0);
            // Counting the others instead turns it around.
            let (other_low, other_high) = Share::of(n - k, n).expect("enough").interval();
            proptest::prop_assert!((low - (1.0 - other_high)).abs() < 1e-9 && (high - (1.0 - other_low)).abs() < 1e-9);
            // Four times as many answers say it more surely.
            let (more_low, more_high) = Share::of(4 * k, 4 * n).expect("enough").interval();
            proptest::prop_assert!(more_high - more_low < high - low);
        }
    }
}
