//! Who acts for somebody who is away: a pure function over who works here, who is away, and who looks after which place.

use std::collections::{HashMap, HashSet};

use crate::{
    actor::Role,
    id::{LocationId, MemberId},
};

/// Somebody who works here and looks after clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Post {
    /// Who.
    pub member: MemberId,
    /// What they may do.
    pub role: Role,
    /// Where they work.
    pub location: LocationId,
}

/// All who could act at one moment, and for whom they would.
#[derive(Clone, Debug, Default)]
pub struct Hands {
    /// Those who look after clients here, who came first in front.
    pub posts: Vec<Post>,
    /// Who is away, and who stands in for them.
    pub deputies: HashMap<MemberId, MemberId>,
    /// Who looks after which place.
    pub keepers: HashMap<LocationId, MemberId>,
}

impl Hands {
    /// Where a member works, if they look after clients.
    pub fn post(&self, member: MemberId) -> Option<&Post> {
        self.posts.iter().find(|post| post.member == member)
    }
    /// Can they act now?
    pub fn is_there(&self, member: MemberId) -> bool {
        self.post(member).is_some() && !self.deputies.contains_key(&member)
    }
    /// The first from this member on who is there, deputy after deputy; nobody where that goes in a circle or ends with somebody who
    /// does not look after clients any more.
    fn follow(&self, member: MemberId, seen: &mut HashSet<MemberId>) -> Option<MemberId> {
        let mut current = member;
        while seen.insert(current) {
            if self.is_there(current) {
                return Some(current);
            }
            current = *self.deputies.get(&current)?;
        }
        None
    }
}

/// Who acts for a member who works at that place. Somebody always does as long as the workspace has one admin: where all are away it is
/// whoever looks after the place, and where that is nobody, the first admin.
pub fn who_acts_among(hands: &Hands, member: MemberId, place: LocationId) -> MemberId {
    let mut seen = HashSet::new();
    let keeper = hands.keepers.get(&place).copied();
    let admins = || hands.posts.iter().filter(|post| post.role == Role::Admin).map(|post| post.member);
    hands
        .follow(member, &mut seen)
        .or_else(|| hands.follow(keeper?, &mut seen))
        .or_else(|| admins().find(|admin| hands.is_there(*admin)))
        .or_else(|| keeper.filter(|keeper| hands.post(*keeper).is_some()))
        .or_else(|| admins().next())
        .unwrap_or(member)
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};
    use uuid::Uuid;

    use super::*;

    fn member(number: u8) -> MemberId {
        MemberId(Uuid::from_u128(u128::from(number)))
    }
    fn place(number: u8) -> LocationId {
        LocationId(Uuid::from_u128(100 + u128::from(number % 2)))
    }
    /// Six people in two places; the first is the admin and looks after both.
    fn hands(away: &[(u8, u8)]) -> Hands {
        let role = |number| if number == 0 { Role::Admin } else { Role::Member };
        Hands {
            posts: (0..6).map(|n| Post { member: member(n), role: role(n), location: place(n) }).collect(),
            deputies: away.iter().map(|(who, by)| (member(*who), member(*by))).collect(),
            keepers: [(place(0), member(0)), (place(1), member(1))].into(),
        }
    }
    fn acts(away: &[(u8, u8)], who: u8) -> MemberId {
        who_acts_among(&hands(away), member(who), place(who))
    }

    #[test]
    fn deputies_are_followed_and_never_in_a_circle() {
        assert_eq!(acts(&[], 2), member(2));
        assert_eq!(acts(&[(2, 3)], 2), member(3));
        assert_eq!(acts(&[(2, 3), (3, 4)], 2), member(4));
        assert_eq!(acts(&[(2, 3), (3, 2)], 2), member(0), "who looks after the place of the second");
        assert_eq!(acts(&[(3, 5), (5, 3)], 3), member(1), "who looks after the other place");
        assert_eq!(acts(&[(3, 5), (5, 3), (1, 4)], 3), member(4), "the one who stands in for them");
        assert_eq!(acts(&[(2, 9)], 2), member(0), "whoever left cannot stand in");
    }

    #[test]
    fn where_nobody_is_there_the_place_is_still_somebodys() {
        let all: Vec<(u8, u8)> = (0..6).map(|n| (n, (n + 1) % 6)).collect();
        assert_eq!(acts(&all, 2), member(0));
        assert_eq!(acts(&all, 3), member(1));
        assert_eq!(acts(&[], 9), member(1), "whoever does not work here has somebody who does");
    }

    proptest! {
        #[test]
        fn whoever_acts_works_here_and_is_there_if_an_admin_is(away in vec((0..6u8, 0..9u8), 0..8), who in 0..9u8) {
            let away: Vec<(u8, u8)> = away.into_iter().filter(|(who, by)| who != by).collect();
            let hands = hands(&away);
            let acts = who_acts_among(&hands, member(who), place(who));
            prop_assert!(hands.post(acts).is_some());
            if hands.is_there(member(0)) {
                prop_assert!(hands.is_there(acts));
            }
            if hands.is_there(member(who)) {
                prop_assert_eq!(acts, member(who));
            }
        }
    }
}
