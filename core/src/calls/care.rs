//! The rule of calls to care, as pure functions (product.md, section 3, *Calls to care*).

use super::{Call, CallKind, When};
use crate::time::Timestamp;

/// The four groups of Today, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum CareGroup {
    /// Somebody is waiting on us.
    WaitingOnUs,
    /// We said we would, today.
    PromisedForToday,
    /// Their own next step.
    TheirOwnNextStep,
    /// Worth a hello.
    WorthAHello,
}

impl CareGroup {
    /// All four, in order.
    pub const ALL: [CareGroup; 4] =
        [CareGroup::WaitingOnUs, CareGroup::PromisedForToday, CareGroup::TheirOwnNextStep, CareGroup::WorthAHello];
    /// The words over the group.
    pub const fn words(self) -> &'static str {
        match self {
            CareGroup::WaitingOnUs => "waiting on us",
            CareGroup::PromisedForToday => "promised for today",
            CareGroup::TheirOwnNextStep => "their own next step",
            CareGroup::WorthAHello => "worth a hello",
        }
    }
    /// Its place in the order, as the database keeps it.
    pub const fn place(self) -> i64 {
        self as i64
    }
    /// The group at a place; what lies outside is worth a hello.
    pub fn at_place(place: i64) -> Self {
        usize::try_from(place).ok().and_then(|i| Self::ALL.get(i).copied()).unwrap_or(CareGroup::WorthAHello)
    }
}

impl When {
    /// When it begins to call.
    pub fn start(self) -> Timestamp {
        match self {
            When::From { start, .. } | When::OnDay { start, .. } => start,
        }
    }
    /// Its due time; of a day call the day's end.
    pub fn due(self) -> Timestamp {
        match self {
            When::From { due, .. } => due,
            When::OnDay { end, .. } => end,
        }
    }
    /// When a day call is over; other calls wait until they are settled.
    pub fn ends_at(self) -> Option<Timestamp> {
        match self {
            When::From { .. } => None,
            When::OnDay { end, .. } => Some(end),
        }
    }
    /// Has it started and not ended at `t`?
    pub fn calls_at(self, t: Timestamp) -> bool {
        match self {
            When::From { start, .. } => start <= t,
            When::OnDay { start, end } => start <= t && t < end,
        }
    }
}

/// How pressing a call is at `t`: u = 1 − 2^(−(t−s)/(d−s)) from its start s on, one half at the due time d,
/// always below 1; before the start 0. A day call has one half on its day and 0 on others.
pub fn urgency(when: When, t: Timestamp) -> f64 {
    match when {
        When::OnDay { .. } if when.calls_at(t) => 0.5,
        When::From { start, due } if start <= t => {
            let span_us = due.since(start).max(1) as f64;
            let u = 1.0 - (-(t.since(start) as f64) / span_us).exp2();
            // So long overdue that the exponent vanishes: still below 1, as the rule says.
            u.min(1.0 - f64::EPSILON)
        }
        _ => 0.0,
    }
}

/// A client's need at `t`: 1 − Π(1 − w·u) over the calls that have started.
pub fn need<'a>(calls: impl IntoIterator<Item = &'a Call>, t: Timestamp) -> f64 {
    let need = 1.0 - calls.into_iter().map(|call| 1.0 - call.weight * urgency(call.when, t)).product::<f64>();
    // So many calls that the product vanishes: still below 1, as the rule says.
    need.min(1.0 - f64::EPSILON)
}

/// The group a call belongs to at `t`: the one its row names, or its kind's other one once its due time has passed.
pub fn group_at(call: &Call, kind: Option<&CallKind>, t: Timestamp) -> CareGroup {
    let overdue = kind.and_then(|kind| kind.overdue_group).filter(|_| call.when.due() < t);
    overdue.map_or(call.group, |group| group.min(call.group))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        id::{CallId, ClientId, MemberId},
        time::{DAY, HOUR, MINUTE},
        ui::Icon,
    };

    fn call(when: When, weight: f64) -> Call {
        let nobody = uuid::Uuid::nil();
        Call {
            id: CallId(nobody),
            member: MemberId(nobody),
            client: ClientId(nobody),
            kind: "promises.due".into(),
            group: CareGroup::PromisedForToday,
            subject: nobody,
            when,
            weight,
            reason: String::new(),
            act: String::new(),
            private: false,
        }
    }

    fn from(start: i64, due: i64) -> When {
        When::From { start: Timestamp(start), due: Timestamp(due) }
    }

    prop_compose! {
        /// A moment within sixty years, to the microsecond.
        fn any_time()(at in -30 * 365 * DAY..30 * 365 * DAY) -> i64 { at }
    }
    prop_compose! {
        /// From a microsecond to three years between start and due.
        fn any_call()(start in any_time(), span in 1..3 * 365 * DAY, weight in 1e-6..0.999_999_f64) -> Call {
            call(from(start, start + span), weight)
        }
    }
    prop_compose! {
        fn any_day_call()(start in any_time(), hours in 23..=25_i64, weight in 1e-6..0.999_999_f64) -> Call {
            call(When::OnDay { start: Timestamp(start), end: Timestamp(start + hours * HOUR) }, weight)
        }
    }
    fn any_calls() -> impl Strategy<Value = Vec<Call>> {
        prop::collection::vec(prop_oneof![any_call(), any_day_call()], 0..40)
    }

    #[test]
    fn urgency_is_one_half_at_the_due_time() {
        assert_eq!(urgency(from(0, HOUR), Timestamp(HOUR)), 0.5);
        assert_eq!(urgency(from(0, HOUR), Timestamp(0)), 0.0);
        assert_eq!(urgency(from(0, HOUR), Timestamp(-1)), 0.0);
        assert_eq!(urgency(from(0, HOUR), Timestamp(2 * HOUR)), 0.75);
        assert!(urgency(from(0, 1), Timestamp(i64::MAX)) < 1.0);
    }

    #[test]
    fn a_day_call_calls_on_its_day_alone() {
        let day = When::OnDay { start: Timestamp(0), end: Timestamp(DAY) };
        let at = |t: i64| urgency(day, Timestamp(t));
        assert_eq!([at(-1), at(0), at(DAY / 2), at(DAY - 1), at(DAY)], [0.0, 0.5, 0.5, 0.5, 0.0]);
    }

    #[test]
    fn need_is_worked_by_hand() {
        // 1 − (1 − 0.6·0.5)(1 − 0.4·0.5) = 1 − 0.7·0.8 = 0.44
        let calls = [call(from(0, HOUR), 0.6), call(When::OnDay { start: Timestamp(0), end: Timestamp(DAY) }, 0.4)];
        assert!((need(&calls, Timestamp(HOUR)) - 0.44).abs() < 1e-12);
        assert_eq!(need(&[], Timestamp(HOUR)), 0.0);
    }

    #[test]
    fn who_waits_past_a_promised_time_waits_on_us() {
        let kind = CallKind {
            name: "promises.due",
            group: CareGroup::PromisedForToday,
            overdue_group: Some(CareGroup::WaitingOnUs),
            weight: 0.6,
            grace_us: DAY,
            icon: Icon::Promise,
        };
        let promised = call(from(0, HOUR), 0.6);
        assert_eq!(group_at(&promised, Some(&kind), Timestamp(HOUR)), CareGroup::PromisedForToday);
        assert_eq!(group_at(&promised, Some(&kind), Timestamp(HOUR + 1)), CareGroup::WaitingOnUs);
        assert_eq!(group_at(&promised, None, Timestamp(HOUR + 1)), CareGroup::PromisedForToday);
    }

    proptest! {
        #[test]
        fn urgency_stays_below_one(call in prop_oneof![any_call(), any_day_call()], t in any::<i64>()) {
            prop_assert!((0.0..1.0).contains(&urgency(call.when, Timestamp(t))));
        }

        #[test]
        fn half_of_it_is_reached_at_the_due_time(call in any_call()) {
            prop_assert_eq!(urgency(call.when, call.when.due()), 0.5);
        }

        #[test]
        fn it_calls_from_its_start_on(call in any_call(), t in any_time()) {
            let t = Timestamp(t);
            prop_assert_eq!(call.when.calls_at(t), t >= call.when.start());
            prop_assert!(call.when.calls_at(t) || urgency(call.when, t) == 0.0);
        }

        #[test]
        fn need_stays_below_one(calls in any_calls(), t in any::<i64>()) {
            prop_assert!((0.0..1.0).contains(&need(&calls, Timestamp(t))));
        }

        #[test]
        fn one_more_call_never_lowers_a_need(calls in any_calls(), more in prop_oneof![any_call(), any_day_call()], t in any_time()) {
            let before = need(&calls, Timestamp(t));
            let after = need(calls.iter().chain([&more]), Timestamp(t));
            prop_assert!(after >= before, "{before} {after}");
        }

        #[test]
        fn time_never_lowers_a_need_while_the_day_calls_stay_the_same(
            calls in any_calls(), t in any_time(), later in 0..40 * 365 * DAY,
        ) {
            let (t, later) = (Timestamp(t), Timestamp(t + later));
            let day_calls = |t: Timestamp| -> Vec<bool> {
                let days = calls.iter().filter(|call| matches!(call.when, When::OnDay { .. }));
                days.map(|call| call.when.calls_at(t)).collect()
            };
            prop_assume!(day_calls(t) == day_calls(later));
            prop_assert!(need(&calls, later) >= need(&calls, t) - 1e-12);
        }

        #[test]
        fn time_moves_a_call_forward_alone(call in any_call(), t in any_time(), minutes in 0..10_000_i64) {
            let kind = CallKind {
                name: "promises.due",
                group: CareGroup::PromisedForToday,
                overdue_group: Some(CareGroup::WaitingOnUs),
                weight: 0.6,
                grace_us: DAY,
                icon: Icon::Promise,
            };
            let at = |t: i64| group_at(&call, Some(&kind), Timestamp(t));
            prop_assert!(at(t + minutes * MINUTE) <= at(t));
        }
    }
}
