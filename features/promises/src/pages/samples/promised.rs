//! Made-up promises in every state.

use tend_core::{
    Day, Timestamp,
    id::{ClientId, EntryId, LocationId, MemberId},
    time::{DAY, HOUR},
};
use uuid::Uuid;

use crate::{
    due::Due,
    promise::{Ending, Mark, Promise, PromiseId, State, To},
};

/// Tuesday 13 October 2026, 09:12 in UTC, where samples live.
pub(super) const NOW: Timestamp = Timestamp(1_791_882_720_000_000);

pub(super) const LONG: &str = "Find a left-hand brake lever for small hands that also fits the handlebar her grandfather welded in 1974, have it \
                    anodised in the same blue as the frame, and bring it along with the spare battery to the Thursday evening bench";

pub(super) fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// Noor, Tomás and Wen.
pub(super) const NOOR: MemberId = MemberId(Uuid::from_u128(0x0101));
pub(super) const TOMAS: MemberId = MemberId(Uuid::from_u128(0x0202));

pub(super) fn mark(at: Timestamp) -> Mark {
    Mark { at, by: Some(NOOR), entry: EntryId(id(9)) }
}

pub(super) fn promise(number: u128, words: &str, due_at: Timestamp) -> Promise {
    Promise {
        id: PromiseId(id(number)),
        to: To::Client(ClientId(id(0xc0 + number))),
        owner: NOOR,
        location: LocationId(id(1)),
        words: words.to_owned(),
        act: String::new(),
        due: Due { at: due_at, whole_day: false },
        starts_at: NOW.plus(-HOUR),
        state: State::Open,
        made: mark(NOW.plus(-DAY)),
        ended: None,
        kept_on_time: None,
        made_good: None,
        version: 3,
    }
}

pub(super) fn ending(at: Timestamp) -> Ending {
    Ending { mark: mark(at), day: Day(jiff::civil::date(2026, 10, 13)) }
}

pub(super) fn kept(promise: Promise, at: Timestamp) -> Promise {
    let on_time = at <= promise.due.at;
    Promise { state: State::Kept, ended: Some(ending(at)), kept_on_time: Some(on_time), ..promise }
}

pub(super) fn broken(promise: Promise) -> Promise {
    let at = promise.due.at.plus(DAY);
    Promise { state: State::Broken, ended: Some(ending(at)), ..promise }
}
