//! The noun: the clients who need this member now, in the order in which to help them, each with the reasons.
//!
//! Pure functions over calls to care (product.md, section 3, *Calls to care*): a client's need is 1 − Π(1 − w·u) over
//! the calls that have started; a client stands in the foremost group among their calls, within a group by need, then
//! by the oldest due time, then by name.

use std::cmp::Ordering;

use tend_core::{
    Feature, Timestamp,
    calls::{Call, CallKind, CareGroup, group_at, need, urgency},
    house::away::LeftToMe,
    id::ClientId,
};

/// The registered kinds of calls: what an icon, a weight and a later group are looked up in.
#[derive(Clone, Copy, Debug)]
pub struct Kinds(pub &'static [&'static Feature]);

impl Kinds {
    /// The kind of that name, if a feature of this Tend raises it.
    pub fn find(self, name: &str) -> Option<&'static CallKind> {
        self.0.iter().flat_map(|feature| feature.calls).find(|kind| kind.name == name)
    }
    /// Where one does what a call asks for, if its feature says so.
    pub fn url(self, call: &Call) -> Option<String> {
        let is_its = |feature: &&&Feature| feature.calls.iter().any(|kind| kind.name == call.kind);
        self.0.iter().find(is_its).and_then(|feature| feature.call_url).map(|url| url(call))
    }
    /// The group a call belongs to at `at`.
    pub fn group(self, call: &Call, at: Timestamp) -> CareGroup {
        group_at(call, self.find(&call.kind), at)
    }
}

/// Whom one member will help today.
#[derive(Clone, Debug)]
pub struct Today {
    /// The moment it was looked at.
    pub at: Timestamp,
    /// Who needs them, in order.
    pub standings: Vec<Standing>,
    /// Who was put off until later, soonest first.
    pub put_off: Vec<PutOff>,
    /// There are more calls than were looked at.
    pub capped: bool,
    /// Who is away and left their clients in this member's care.
    pub left: Vec<LeftToMe>,
}

impl Today {
    /// Who left this call in the member's care; nobody where it is their own.
    pub fn left_by(&self, call: &Call) -> Option<&LeftToMe> {
        self.left.iter().find(|left| left.member == call.member)
    }
}

/// One client who needs the member now.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Whom to help.
    pub client: ClientId,
    /// What they are called.
    pub name: String,
    /// Where they stand.
    pub place: Place,
    /// Why: all their started calls for this member, the most telling first.
    pub calls: Vec<Call>,
}

/// A client who was put off.
#[derive(Clone, Debug)]
pub struct PutOff {
    /// Whom.
    pub client: ClientId,
    /// What they are called.
    pub name: String,
    /// Until when.
    pub until_at: Timestamp,
    /// Why, in the member's words.
    pub reason: String,
}

/// A client as far as their place among others needs it.
#[derive(Clone, Debug)]
pub struct Named {
    /// Who.
    pub id: ClientId,
    /// What they are called.
    pub name: String,
    /// The same, folded.
    pub folded: String,
}

/// Where a client stands among all who need the member.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The foremost group among their calls.
    pub group: CareGroup,
    /// How much they need the member, in [0, 1).
    pub need: f64,
    /// The oldest due time among their calls.
    pub oldest_due_at: Timestamp,
    /// Their name, folded.
    pub name: String,
    /// Who they are: two clients of one name still stand in one order.
    pub client: ClientId,
}

impl Place {
    /// Where a client with these calls stands at `at`; nowhere when none has started.
    pub fn of(client: &Named, calls: &[Call], kinds: Kinds, at: Timestamp) -> Option<Place> {
        let started = || calls.iter().filter(|call| call.when.calls_at(at));
        Some(Place {
            group: started().map(|call| kinds.group(call, at)).min()?,
            need: need(started(), at),
            oldest_due_at: started().map(|call| call.when.due()).min()?,
            name: client.folded.clone(),
            client: client.id,
        })
    }

    /// Who comes first: the foremost group, the greater need, the older due time, the name, the id.
    pub fn before(&self, other: &Place) -> Ordering {
        self.group
            .cmp(&other.group)
            .then_with(|| other.need.total_cmp(&self.need))
            .then_with(|| self.oldest_due_at.cmp(&other.oldest_due_at))
            .then_with(|| self.name.cmp(&other.name))
            .then_with(|| self.client.cmp(&other.client))
    }
}

impl Standing {
    /// A client with their calls, the most telling first; nothing when none has started.
    pub fn new(client: Named, mut calls: Vec<Call>, kinds: Kinds, at: Timestamp) -> Option<Standing> {
        calls.retain(|call| call.when.calls_at(at));
        calls.sort_by(|one, other| more_telling(one, other, kinds, at));
        let place = Place::of(&client, &calls, kinds, at)?;
        Some(Standing { client: client.id, name: client.name, place, calls })
    }

    /// The call that speaks for the row.
    pub fn foremost(&self) -> &Call {
        self.calls.first().expect("a standing is made of at least one call")
    }
}

/// What one call adds at `at`: its weight times its urgency.
pub fn share(call: &Call, at: Timestamp) -> f64 {
    call.weight * urgency(call.when, at)
}

/// Which of a client's calls is told first: the foremost group, what adds most, what is due first.
fn more_telling(one: &Call, other: &Call, kinds: Kinds, at: Timestamp) -> Ordering {
    kinds
        .group(one, at)
        .cmp(&kinds.group(other, at))
        .then_with(|| share(other, at).total_cmp(&share(one, at)))
        .then_with(|| one.when.due().cmp(&other.when.due()))
        .then_with(|| one.id.cmp(&other.id))
}

/// Brings the standings into their order.
pub fn in_order(mut standings: Vec<Standing>) -> Vec<Standing> {
    standings.sort_by(|one, other| one.place.before(&other.place));
    standings
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};
    use tend_core::{
        calls::When,
        id::{CallId, MemberId},
        time::{DAY, HOUR},
    };
    use uuid::Uuid;

    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000_000);
    const KINDS: Kinds = Kinds(&[&tend_promises::FEATURE]);

    fn a_call() -> impl Strategy<Value = Call> {
        let when = (-40 * DAY..5 * DAY, HOUR..60 * DAY, any::<bool>()).prop_map(|(start, span, day)| {
            let start = NOW.plus(start);
            if day { When::OnDay { start, end: start.plus(DAY) } } else { When::From { start, due: start.plus(span) } }
        });
        (when, 0.01..0.99f64, 0..4i64, any::<u128>()).prop_map(|(when, weight, group, id)| Call {
            id: CallId(Uuid::from_u128(id)),
            member: MemberId(Uuid::from_u128(1)),
            client: ClientId(Uuid::from_u128(2)),
            kind: if id % 3 == 0 { "promises.due".into() } else { "clients.cadence".into() },
            group: CareGroup::at_place(group),
            subject: Uuid::from_u128(id),
            when,
            weight,
            reason: "Quiet for a while".into(),
            act: String::new(),
            private: false,
        })
    }

    fn a_place() -> impl Strategy<Value = Place> {
        (0..4i64, 0..4u8, 0..3i64, "[a-c]{1,2}", 0..20u128).prop_map(|(group, need, due, name, client)| Place {
            group: CareGroup::at_place(group),
            need: f64::from(need) / 4.0,
            oldest_due_at: Timestamp(due),
            name,
            client: ClientId(Uuid::from_u128(client)),
        })
    }

    fn place_of(calls: &[Call], at: Timestamp) -> Option<Place> {
        let marta = Named { id: ClientId(Uuid::from_u128(2)), name: "Marta".into(), folded: "marta".into() };
        Place::of(&marta, calls, KINDS, at)
    }

    proptest! {
        #[test]
        fn one_more_call_never_lowers_the_need_nor_moves_to_a_later_group(calls in vec(a_call(), 1..8), more in a_call()) {
            let before = place_of(&calls, NOW);
            let mut all = calls;
            all.push(more);
            let after = place_of(&all, NOW);
            if let Some(before) = before {
                let after = after.expect("the calls before still call");
                prop_assert!(after.need >= before.need - 1e-12, "{} < {}", after.need, before.need);
                prop_assert!(after.group <= before.group);
                prop_assert!(after.oldest_due_at <= before.oldest_due_at);
            }
        }

        #[test]
        fn time_never_lowers_the_need_while_the_day_calls_stay_the_same(calls in vec(a_call(), 1..8), later in 0..400 * DAY) {
            let lasting: Vec<Call> = calls.into_iter().filter(|call| call.when.ends_at().is_none()).collect();
            let then = place_of(&lasting, NOW.plus(later));
            if let Some(now) = place_of(&lasting, NOW) {
                let then = then.expect("what has started goes on");
                prop_assert!(then.need >= now.need - 1e-12);
                prop_assert!(then.group <= now.group);
            }
        }

        #[test]
        fn need_is_a_share_below_one(calls in vec(a_call(), 0..12)) {
            if let Some(place) = place_of(&calls, NOW) {
                prop_assert!((0.0..1.0).contains(&place.need), "{}", place.need);
            } else {
                prop_assert!(calls.iter().all(|call| !call.when.calls_at(NOW)));
            }
        }

        #[test]
        fn the_order_is_total(a in a_place(), b in a_place(), c in a_place()) {
            prop_assert_eq!(a.before(&b), b.before(&a).reverse());
            prop_assert_eq!(a.before(&b) == Ordering::Equal, a == b);
            if a.before(&b).is_le() && b.before(&c).is_le() {
                prop_assert!(a.before(&c).is_le());
            }
        }

        #[test]
        fn the_order_does_not_depend_on_where_one_begins(places in vec(a_place(), 0..24), turn in 0..24usize) {
            let sorted = |mut places: Vec<Place>| { places.sort_by(Place::before); places };
            let mut turned = places.clone();
            if !turned.is_empty() { let by = turn % turned.len(); turned.rotate_left(by); }
            turned.reverse();
            prop_assert_eq!(sorted(places), sorted(turned));
        }

        #[test]
        fn groups_stand_in_order_and_need_falls_within_one(places in vec(a_place(), 0..24)) {
            let mut sorted = places;
            sorted.sort_by(Place::before);
            for pair in sorted.windows(2) {
                prop_assert!(pair[0].group <= pair[1].group);
                if pair[0].group == pair[1].group { prop_assert!(pair[0].need >= pair[1].need); }
            }
        }

        #[test]
        fn the_calls_of_a_row_stand_in_one_order(calls in vec(a_call(), 1..8)) {
            let mut there = calls.clone();
            there.sort_by(|one, other| more_telling(one, other, KINDS, NOW));
            let mut back: Vec<Call> = calls.into_iter().rev().collect();
            back.sort_by(|one, other| more_telling(one, other, KINDS, NOW));
            let ids = |calls: &[Call]| calls.iter().map(|call| call.id).collect::<Vec<_>>();
            prop_assert_eq!(ids(&there), ids(&back));
        }
    }

    #[test]
    fn who_waits_past_a_promised_time_waits_on_us() {
        let due = Call {
            id: CallId(Uuid::from_u128(1)),
            member: MemberId(Uuid::from_u128(1)),
            client: ClientId(Uuid::from_u128(2)),
            kind: "promises.due".into(),
            group: CareGroup::PromisedForToday,
            subject: Uuid::from_u128(1),
            when: When::From { start: NOW.plus(-HOUR), due: NOW },
            weight: 0.6,
            reason: String::new(),
            act: String::new(),
            private: false,
        };
        let group = |at| place_of(std::slice::from_ref(&due), at).map(|place| place.group);
        assert_eq!(group(NOW.plus(-2 * HOUR)), None);
        assert_eq!(group(NOW), Some(CareGroup::PromisedForToday));
        assert_eq!(group(NOW.plus(1)), Some(CareGroup::WaitingOnUs));
    }

    #[test]
    fn the_sum_of_the_rule() {
        // Half of 0.8 and half of 0.6: 1 − (1 − 0.4)(1 − 0.3) = 0.58.
        let call = |weight, group| Call {
            id: CallId(Uuid::from_u128(1)),
            member: MemberId(Uuid::from_u128(1)),
            client: ClientId(Uuid::from_u128(2)),
            kind: "problems.open".into(),
            group,
            subject: Uuid::from_u128(1),
            when: When::From { start: NOW.plus(-DAY), due: NOW },
            weight,
            reason: String::new(),
            act: String::new(),
            private: false,
        };
        let place = place_of(&[call(0.8, CareGroup::TheirOwnNextStep), call(0.6, CareGroup::WaitingOnUs)], NOW)
            .expect("two calls");
        assert!((place.need - 0.58).abs() < 1e-12, "{}", place.need);
        assert_eq!(place.group, CareGroup::WaitingOnUs);
    }
}
