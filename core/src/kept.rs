//! What was counted a moment ago. A number beside a list may cost more than the list: it is counted again when the book has gone on, and
//! at least every minute.

use std::collections::HashMap;

use parking_lot::Mutex;
use uuid::Uuid;

use crate::{
    error::Result,
    id::{MemberId, WorkspaceId},
    time::Timestamp,
};

/// More are not kept, some hundred kilobytes.
const MOST: usize = 1000;
/// Time passes in what is counted (“not spoken with for 30 days”), so no count is older.
const LONGEST_US: i64 = 60_000_000;

/// What a count is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Of {
    /// In which house.
    pub workspace: WorkspaceId,
    /// For whom.
    pub member: Option<MemberId>,
    /// What is counted: a saved view.
    pub what: Uuid,
    /// Which version of it.
    pub version: i64,
}

/// A count, and whether there are more.
pub type Count = (usize, bool);

struct Known {
    count: Count,
    newest_entry: i64,
    at: Timestamp,
}

/// The counts of a moment ago, of all houses.
#[derive(Default)]
pub struct Kept(Mutex<HashMap<Of, Known>>);

impl Kept {
    /// The count as it is kept, else counted now. `newest_entry` is where the book stands in the snapshot that is counted in: a count is
    /// as good as new while it stands there, and one that is rounded (“200 or more”) for a minute.
    pub fn count(
        &self,
        of: Of,
        newest_entry: i64,
        now: Timestamp,
        count: impl FnOnce() -> Result<Count>,
    ) -> Result<Count> {
        if let Some(known) = self.0.lock().get(&of) {
            let is_young = (0..LONGEST_US).contains(&now.since(known.at));
            if is_young && (known.newest_entry == newest_entry || known.count.1) {
                return Ok(known.count);
            }
        }
        let count = count()?;
        let mut kept = self.0.lock();
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(of, Known { count, newest_entry, at: now });
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_kept_until_the_book_goes_on_or_a_minute_has_passed() {
        let kept = Kept::default();
        let of = Of { workspace: WorkspaceId(Uuid::from_u128(1)), member: None, what: Uuid::from_u128(2), version: 1 };
        let asked = |newest: i64, at_s: i64, now_is: Count| {
            kept.count(of, newest, Timestamp(at_s * 1_000_000), || Ok(now_is)).expect("counted")
        };
        assert_eq!(asked(5, 0, (9, false)), (9, false));
        assert_eq!(asked(5, 59, (8, false)), (9, false), "nothing was written since");
        assert_eq!(asked(6, 59, (10, false)), (10, false), "somebody wrote");
        assert_eq!(asked(6, 119, (11, false)), (11, false), "time went by");
        assert_eq!(asked(7, 120, (200, true)), (200, true));
        assert_eq!(asked(8, 121, (201, true)), (200, true), "rounded already");
        let other = Of { version: 2, ..of };
        assert_eq!(kept.count(other, 8, Timestamp(0), || Ok((3, false))).expect("counted"), (3, false));
    }
}
