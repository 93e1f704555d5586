//! Which goal serves which, and in which order they stand: pure functions.

use std::collections::{HashMap, HashSet};

use crate::goal::GoalId;

/// Would there be a circle if `goal` served `above`? Needs stand above needs, never in a circle; and no goal serves itself.
pub fn closes_a_circle(serves: &HashMap<GoalId, GoalId>, goal: GoalId, above: GoalId) -> bool {
    let (mut at, mut seen) = (Some(above), HashSet::new());
    while let Some(here) = at.filter(|here| seen.insert(*here)) {
        if here == goal {
            return true;
        }
        at = serves.get(&here).copied();
    }
    false
}

/// The order after `goal` went to that place, counted from the first: whoever was there or later stands one later. A place behind the
/// last is the last.
pub fn moved(order: &[GoalId], goal: GoalId, place: usize) -> Vec<GoalId> {
    let mut after: Vec<GoalId> = order.iter().copied().filter(|other| *other != goal).collect();
    if after.len() < order.len() {
        after.insert(place.min(after.len()), goal);
    }
    after
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};
    use uuid::Uuid;

    use super::*;

    fn id(number: u8) -> GoalId {
        GoalId(Uuid::from_u128(u128::from(number) + 1))
    }

    fn leads_round(serves: &HashMap<GoalId, GoalId>) -> bool {
        serves.keys().any(|start| {
            let mut at = *start;
            (0..=serves.len()).any(|_| match serves.get(&at) {
                Some(next) => {
                    at = *next;
                    at == *start
                }
                None => false,
            })
        })
    }

    proptest! {
        #[test]
        fn whatever_is_tried_in_whatever_order_there_is_never_a_circle(tries in vec((0..9_u8, 0..9_u8), 0..60)) {
            let mut serves = HashMap::new();
            for (goal, above) in tries {
                let (goal, above) = (id(goal), id(above));
                let refused = closes_a_circle(&serves, goal, above);
                let mut then = serves.clone();
                then.insert(goal, above);
                // Refused exactly where it would lead round, so that nothing that can be is refused.
                prop_assert_eq!(refused, leads_round(&then));
                if !refused { serves = then; }
            }
            prop_assert!(!leads_round(&serves));
        }

        #[test]
        fn a_move_keeps_everyone_and_the_order_of_the_others(count in 1..30_u8, goal in 0..40_u8, place in 0..50_usize) {
            let order: Vec<GoalId> = (0..count).map(id).collect();
            let after = moved(&order, id(goal), place);
            let without = |list: &[GoalId]| list.iter().copied().filter(|one| *one != id(goal)).collect::<Vec<_>>();
            prop_assert_eq!(without(&after), without(&order));
            prop_assert_eq!(after.len(), order.len());
            if goal < count {
                prop_assert_eq!(after[place.min(usize::from(count) - 1)], id(goal));
                let back = moved(&after, id(goal), usize::from(goal));
                prop_assert_eq!(back, order);
            } else {
                prop_assert_eq!(after, order);
            }
        }
    }

    #[test]
    fn no_goal_serves_itself() {
        assert!(closes_a_circle(&HashMap::new(), id(1), id(1)));
        let serves = HashMap::from([(id(1), id(2)), (id(2), id(3))]);
        assert!(closes_a_circle(&serves, id(3), id(1)) && !closes_a_circle(&serves, id(1), id(3)));
    }
}
