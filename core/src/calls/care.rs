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
    1.0 - calls.into_iter().map(|call| 1.0 - call.weight * urgency(call.when, t)).product::<f64>()
}

/// The group a call belongs to at `t`: the one its row names, or its kind's other one once its due time has passed.
pub fn group_at(call: &Call, kind: Option<&CallKind>, t: Timestamp) -> CareGroup {
    let overdue = kind.and_then(|kind| kind.overdue_group).filter(|_| call.when.due() < t);
    overdue.map_or(call.group, |group| group.min(call.group))
}
