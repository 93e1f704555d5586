//! Time to an end, so that what has not ended yet counts: the estimator of Kaplan and Meier (1958), with the log-log interval of
//! Greenwood's variance (Kalbfleisch and Prentice 1980) and the median by inverting both, as the library `lifelines` has it.

use super::Z_95;

/// How long one thing took until its end; or how long it has lasted so far, where it has not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lasted {
    /// In microseconds; less than nothing counts as nothing.
    pub us: i64,
    /// Whether it has ended.
    pub ended: bool,
}

impl Lasted {
    /// It ended after so long.
    pub const fn until_its_end(us: i64) -> Self {
        Lasted { us, ended: true }
    }
    /// It has lasted so long and goes on.
    pub const fn so_far(us: i64) -> Self {
        Lasted { us, ended: false }
    }
}

/// What is known just after one moment at which something ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The moment, in microseconds since the beginning.
    pub us: i64,
    /// How many were looked at until then: they had not ended, nor gone out of sight, before.
    pub at_risk: u64,
    /// How many of those ended then.
    pub ended: u64,
    /// The share that has not ended, from 0 to 1.
    pub share: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The curve of what has not ended yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survival {
    /// How many were looked at.
    pub n: u64,
    /// How many of them ended.
    pub ended: u64,
    /// One step for each moment at which something ended, in their order.
    pub steps: Vec<Step>,
}

impl Survival {
    /// The curve of all these.
    pub fn of(lasted: impl IntoIterator<Item = Lasted>) -> Survival {
        let mut all: Vec<Lasted> = lasted.into_iter().map(|one| Lasted { us: one.us.max(0), ..one }).collect();
        all.sort_unstable();
        let n = all.len() as u64;
        let (mut at_risk, mut share, mut variance, mut steps) = (n, 1.0, 0.0, Vec::new());
        for same in all.chunk_by(|one, next| one.us == next.us) {
            let ended = same.iter().filter(|one| one.ended).count() as u64;
            if ended > 0 {
                let (d, r) = (float(ended), float(at_risk));
                share *= (r - d) / r;
                // Greenwood's sum; when all who were left ended at once there is nothing more to vary.
                variance += if ended == at_risk { 0.0 } else { d / (r * (r - d)) };
                let (low, high) = interval(share, variance);
                steps.push(Step { us: same[0].us, at_risk, ended, share, low, high });
            }
            at_risk -= same.len() as u64;
        }
        Survival { n, ended: steps.iter().map(|step| step.ended).sum(), steps }
    }

    /// How many have not ended.
    pub fn open(&self) -> u64 {
        self.n - self.ended
    }

    /// The step one stands on at that moment; nothing before the first.
    pub fn at(&self, us: i64) -> Option<&Step> {
        let after = self.steps.partition_point(|step| step.us <= us);
        after.checked_sub(1).and_then(|last| self.steps.get(last))
    }

    /// How many were seen until that moment: had not ended before, nor gone out of sight; as the step after it knows them.
    pub fn seen_until(&self, us: i64) -> u64 {
        let next = self.steps.partition_point(|step| step.us <= us);
        match (self.steps.get(next), next.checked_sub(1).and_then(|last| self.steps.get(last))) {
            (Some(step), _) => step.at_risk,
            (None, Some(step)) => step.at_risk - step.ended,
            (None, None) => self.n,
        }
    }

    /// When half of them had ended; nothing while more than half have not.
    pub fn median(&self) -> Option<i64> {
        self.first(|step| step.share)
    }

    /// The 95 % interval of the median: when the ends of the interval fall to one half; open above while the upper one has not.
    pub fn median_interval(&self) -> (Option<i64>, Option<i64>) {
        (self.first(|step| step.low), self.first(|step| step.high))
    }

    fn first(&self, of: impl Fn(&Step) -> f64) -> Option<i64> {
        // A product of fractions that makes one half may miss it by the last bits.
        self.steps.iter().find(|step| of(step) <= 0.5 + 1e-12).map(|step| step.us)
    }
}

/// exp(−exp(ln(−ln S) ± z·√V / ln S)).
fn interval(share: f64, variance: f64) -> (f64, f64) {
    if share <= 0.0 {
        return (0.0, 0.0);
    }
    let log = share.ln();
    let half = Z_95 * variance.sqrt() / log;
    let end = |sign: f64| (-((-log).ln() + sign * half).exp()).exp();
    (end(-1.0), end(1.0))
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};
    use serde_json::Value;

    use super::*;

    /// Made once by lifelines; how, stands in the file.
    const BY_LIFELINES: &str = include_str!("survival.json");

    fn near(ours: f64, theirs: &Value, what: &str) {
        let theirs = theirs.as_f64().unwrap_or_else(|| panic!("{what}: a number, not {theirs}"));
        assert!((ours - theirs).abs() < 5e-7, "{what}: {ours} and not {theirs}");
    }

    fn read(case: &Value) -> Vec<Lasted> {
        let pair = |(us, ended): (&Value, &Value)| Lasted {
            us: us.as_i64().expect("a whole number"),
            ended: ended.as_bool().expect("yes or no"),
        };
        let list = |name: &str| case[name].as_array().expect("a list").iter();
        list("durations").zip(list("ended")).map(pair).collect()
    }

    #[test]
    fn it_equals_lifelines_to_six_digits() {
        let fixtures: Value = serde_json::from_str(BY_LIFELINES).expect("the fixtures are JSON");
        let cases = fixtures["cases"].as_array().expect("cases");
        assert!(cases.len() >= 8);
        for case in cases {
            let name = case["name"].as_str().expect("a name");
            let curve = Survival::of(read(case));
            let steps = case["steps"].as_array().expect("steps");
            assert_eq!(curve.steps.len(), steps.len(), "{name}");
            for (ours, theirs) in curve.steps.iter().zip(steps) {
                assert_eq!(Some(ours.us), theirs["at"].as_i64(), "{name}");
                assert_eq!(Some(ours.at_risk), theirs["at_risk"].as_u64(), "{name}");
                assert_eq!(Some(ours.ended), theirs["ended"].as_u64(), "{name}");
                near(ours.share, &theirs["share"], name);
                near(ours.low, &theirs["low"], name);
                near(ours.high, &theirs["high"], name);
            }
            let median = &case["median"];
            let (low, high) = curve.median_interval();
            assert_eq!(
                [curve.median(), low, high],
                [median["at"].as_i64(), median["low"].as_i64(), median["high"].as_i64()],
                "{name}"
            );
        }
    }

    fn some() -> impl Strategy<Value = Vec<Lasted>> {
        vec((0..60_i64, any::<bool>()).prop_map(|(us, ended)| Lasted { us, ended }), 0..80)
    }

    proptest! {
        #[test]
        fn it_falls_and_stays_between_none_and_all(all in some()) {
            let curve = Survival::of(all.iter().copied());
            let mut before = (1.0, -1);
            for step in &curve.steps {
                prop_assert!((0.0..=before.0).contains(&step.share) && step.us > before.1);
                prop_assert!(0.0 <= step.low && step.low <= step.share + 1e-12);
                prop_assert!(step.share <= step.high + 1e-12 && step.high <= 1.0);
                prop_assert!(step.at_risk >= step.ended && step.ended > 0);
                before = (step.share, step.us);
            }
            prop_assert_eq!(curve.n, all.len() as u64);
            prop_assert_eq!(curve.open(), all.iter().filter(|one| !one.ended).count() as u64);
        }

        #[test]
        fn where_all_have_ended_it_is_the_share_that_lasted_longer(all in vec(0..60_i64, 1..80)) {
            let curve = Survival::of(all.iter().copied().map(Lasted::until_its_end));
            for step in &curve.steps {
                let longer = all.iter().filter(|us| **us > step.us).count();
                prop_assert!((step.share - longer as f64 / all.len() as f64).abs() < 1e-9);
            }
            let mut sorted = all;
            sorted.sort_unstable();
            prop_assert_eq!(curve.median(), Some(sorted[(sorted.len() - 1) / 2]));
        }

        #[test]
        fn the_median_lies_in_its_interval(all in some()) {
            let curve = Survival::of(all);
            let (low, high) = curve.median_interval();
            if let Some(median) = curve.median() {
                prop_assert!(low.is_some_and(|low| low <= median));
                prop_assert!(high.is_none_or(|high| high >= median));
            }
        }

        #[test]
        fn the_order_in_which_they_are_told_does_not_matter(all in some(), turn in 0..80_usize) {
            let mut turned = all.clone();
            if !turned.is_empty() {
                let by = turn % turned.len();
                turned.rotate_left(by);
            }
            turned.reverse();
            prop_assert_eq!(Survival::of(all), Survival::of(turned));
        }

        #[test]
        fn what_goes_on_longer_than_all_others_lowers_nothing(all in some(), longer in 60..90_i64) {
            let before = Survival::of(all.iter().copied());
            let mut more = all;
            more.push(Lasted::so_far(longer));
            let after = Survival::of(more);
            for (one, other) in before.steps.iter().zip(&after.steps) {
                prop_assert!(other.share >= one.share - 1e-12);
            }
        }
    }

    /// lifelines adds logarithms, and misses one half by their last bits where a curve stands at it exactly; the median is where the
    /// curve is at one half or below.
    #[test]
    fn one_half_to_the_letter_is_the_median() {
        let seven_of_fourteen = (1..15).map(|us| Lasted { us, ended: us <= 7 });
        assert_eq!(Survival::of(seven_of_fourteen).median(), Some(7));
    }

    #[test]
    fn one_stands_on_the_last_step_before() {
        let curve = Survival::of([Lasted::until_its_end(5), Lasted::until_its_end(9), Lasted::so_far(7)]);
        assert_eq!(curve.at(4), None);
        assert_eq!(curve.at(5).map(|step| step.us), Some(5));
        assert_eq!(curve.at(8).map(|step| step.us), Some(5));
        assert_eq!(curve.at(100).map(|step| (step.us, step.at_risk)), Some((9, 1)));
        assert_eq!(Survival::of([]).median(), None);
        assert_eq!(Survival::of([Lasted::so_far(3)]).steps, []);
    }
}
