//! Everybody of a house by what they meet under, kept beside a long import into an empty one: looking for those who look alike is then a
//! look into memory, where the tables would be asked a dozen times a row.
//!
//! It is whole only while nobody else writes. Every change of a client is an entry, and entries are numbered in the order of commits: so
//! each transaction says at which number the book stands. If that is not where the last one left it, somebody else wrote, and the
//! tables are asked again.

use std::collections::HashMap;

use tend_core::id::ClientId;

use super::{Key, Profile, keys::of_mail};

/// More are not kept, some forty megabytes: then the tables are asked.
const MOST: usize = 400_000;

/// Who stands under each key and each mail address.
pub(super) struct Everybody {
    /// At most as many as tell that a key is shared by too many.
    under: HashMap<Key, Vec<ClientId>>,
    few: usize,
    /// Where the book stood when this was whole, without what is fresh.
    stood: i64,
    /// Where it stands once what is fresh is committed.
    will_stand: i64,
    /// What the running transaction added.
    fresh: Vec<Key>,
}

impl Everybody {
    /// Of a house without clients. A key that more than `few` share says nothing.
    pub(super) fn nobody(few: i64, stands: i64) -> Self {
        let few = usize::try_from(few).unwrap_or(0);
        Everybody { under: HashMap::new(), few, stood: stands, will_stand: stands, fresh: Vec::new() }
    }

    /// A transaction begins where the book stands here. Gives whether this is still whole; what was not committed meanwhile was never
    /// there.
    pub(super) fn begins(&mut self, stands: i64) -> bool {
        for key in self.fresh.drain(..).rev() {
            self.under.get_mut(&key).map(Vec::pop);
        }
        stands == self.stood && self.under.len() <= MOST
    }

    /// The running transaction adds nothing more, and leaves the book here.
    pub(super) fn ends(&mut self, will_stand: i64) {
        self.will_stand = will_stand;
    }

    /// The transaction that ended is there to stay.
    pub(super) fn is_committed(&mut self) {
        self.stood = self.will_stand;
        self.fresh.clear();
    }

    pub(super) fn add(&mut self, id: ClientId, profile: &Profile, keys: &[Key]) {
        for key in keys.iter().copied().chain(profile.mails.iter().map(|mail| of_mail(mail))) {
            let there = self.under.entry(key).or_default();
            if there.len() <= self.few && !there.contains(&id) {
                there.push(id);
                self.fresh.push(key);
            }
        }
    }

    /// As the tables would tell it: of a key that more than few share nobody is taken, an address counts whoever has it.
    pub(super) fn meeting(&self, profile: &Profile, keys: &[Key], most_mails: usize) -> Vec<ClientId> {
        let under = |key: &Key| self.under.get(key).map_or(&[][..], Vec::as_slice);
        let mails = profile.mails.iter().take(most_mails).map(|mail| of_mail(mail));
        let by_key = keys.iter().map(under).filter(|there| there.len() <= self.few);
        let mut ids = by_key.flatten().copied().collect::<Vec<_>>();
        mails.for_each(|mail| ids.extend(under(&mail)));
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::ClientKind;

    fn called(mail: &str) -> Profile {
        Profile { mails: vec![mail.to_owned()], ..Profile::of_nobody(ClientKind::Person) }
    }

    fn client(number: u128) -> ClientId {
        ClientId(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn who_shares_a_key_or_an_address_meets_unless_too_many_do() {
        let mut everybody = Everybody::nobody(2, 1);
        let ids: Vec<ClientId> = (1..4).map(client).collect();
        for (id, mail) in ids.iter().zip(["a@post.example", "b@post.example", "a@post.example"]) {
            everybody.add(*id, &called(mail), &[7]);
        }
        assert_eq!(everybody.meeting(&called("a@post.example"), &[7], 3), [ids[0], ids[2]], "the key says nothing");
        assert_eq!(everybody.meeting(&called("c@post.example"), &[8], 3), []);
    }

    #[test]
    fn what_was_never_committed_is_forgotten_and_what_others_wrote_ends_it() {
        let mut everybody = Everybody::nobody(2, 1);
        let (first, second) = (client(1), client(2));
        everybody.add(first, &called("a@post.example"), &[7]);
        everybody.ends(2);
        everybody.is_committed();
        assert!(everybody.begins(2));
        everybody.add(second, &called("a@post.example"), &[7]);
        everybody.ends(3);
        assert!(everybody.begins(2), "the second is to be written again");
        assert_eq!(everybody.meeting(&called("a@post.example"), &[7], 3), [first]);
        everybody.ends(3);
        assert!(!everybody.begins(3), "not ours: it was not said to be committed");
    }
}
