//! The promise itself: its states, and the rules by which it goes from one to the next. Nothing here reads or writes.

use tend_core::{
    Day, Error, Result, Timestamp,
    calls::{NewCall, When},
    id::{ClientId, EntryId, LocationId, MemberId},
    time::{DAY, HOUR},
};

use crate::{deed, due::Due};

tend_core::id!(
    /// One promise.
    PromiseId,
);

tend_core::words! {
    /// Where a promise stands.
    pub enum State {
        /// Said, and not done yet.
        Open = "open",
        /// Done as it was said, in time or late.
        Kept = "kept",
        /// Not done. It is made good by saying what was done for them about it.
        Broken = "broken",
        /// They said it is not needed any more.
        Released = "released",
    }
}

/// Who put it there, when, and which entry of the timeline says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: Timestamp,
    /// Who; nobody where the house did it by itself.
    pub by: Option<MemberId>,
    /// The entry that says so.
    pub entry: EntryId,
}

/// How a promise ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// When, who and which entry.
    pub mark: Mark,
    /// The day in its place's calendar on which it counts.
    pub day: Day,
}

/// To whom a promise was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// A client.
    Client(ClientId),
    /// A colleague: a promise within the house.
    Colleague(MemberId),
}

impl To {
    /// The client, if it is one.
    pub fn client(self) -> Option<ClientId> {
        match self {
            To::Client(client) => Some(client),
            To::Colleague(_) => None,
        }
    }
    /// The colleague, if it is one.
    pub fn colleague(self) -> Option<MemberId> {
        match self {
            To::Colleague(member) => Some(member),
            To::Client(_) => None,
        }
    }
}

/// What somebody said they would do, for whom, by when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Its id.
    pub id: PromiseId,
    /// To whom it was made.
    pub to: To,
    /// Who keeps it.
    pub owner: MemberId,
    /// Where its owner worked when they took it on; its times are read in that place's zone.
    pub location: LocationId,
    /// What was promised.
    pub words: String,
    /// The next kind thing, a verb with a name in it; empty: [`Promise::act`] takes the deed itself.
    pub act: String,
    /// By when.
    pub due: Due,
    /// From when on it calls.
    pub starts_at: Timestamp,
    /// Where it stands.
    pub state: State,
    /// Who made it, and when.
    pub made: Mark,
    /// How it ended, unless it is open.
    pub ended: Option<Ending>,
    /// Whether it was kept by its time; nothing unless it was kept.
    pub kept_on_time: Option<bool>,
    /// Broken, and made good.
    pub made_good: Option<Mark>,
    /// Counts its changes, so that two people at once cannot undo each other unseen.
    pub version: i64,
}

impl Promise {
    /// The client it was made to.
    pub fn client(&self) -> Option<ClientId> {
        self.to.client()
    }
    /// Open, and its time has passed.
    pub fn is_late(&self, now: Timestamp) -> bool {
        self.state == State::Open && self.due.at < now
    }
    /// Broken, and nobody has said yet what was done for them about it.
    pub fn is_broken_still(&self) -> bool {
        self.state == State::Broken && self.made_good.is_none()
    }
    /// Something is still owed: it is open, or broken and not made good.
    pub fn is_owed(&self) -> bool {
        self.state == State::Open || self.is_broken_still()
    }
    /// Somebody waits on us because of it.
    pub fn is_waited_on(&self, now: Timestamp) -> bool {
        self.is_late(now) || self.is_broken_still()
    }
    /// When nothing was owed any more.
    pub fn done_at(&self) -> Option<Timestamp> {
        let ended = self.ended.map(|ending| ending.mark.at);
        match self.state {
            State::Open => None,
            State::Kept | State::Released => ended,
            State::Broken => self.made_good.map(|mark| mark.at),
        }
    }
    /// The one next kind thing, for the row of its client.
    pub fn act(&self, client_name: &str) -> String {
        match (self.is_broken_still(), self.act.is_empty()) {
            (true, _) => format!("Make it good for {client_name}"),
            (false, true) => deed::act(&self.words, client_name),
            (false, false) => self.act.clone(),
        }
    }

    /// Done as it was said, at `kept_at`.
    pub fn kept(&self, ending: Ending) -> Result<Promise> {
        self.must_be_open()?;
        if ending.mark.at < self.made.at {
            return Err(Error::invalid("kept_at", "That was before the promise was made. Say a later time."));
        }
        let on_time = ending.mark.at <= self.due.at;
        Ok(Promise { state: State::Kept, ended: Some(ending), kept_on_time: Some(on_time), ..self.clone() })
    }
    /// As it was before it was kept.
    pub fn not_kept(&self) -> Result<Promise> {
        if self.state != State::Kept {
            return Err(self.refusal());
        }
        Ok(Promise { state: State::Open, ended: None, kept_on_time: None, ..self.clone() })
    }
    /// It will not be done, or was not.
    pub fn broken(&self, ending: Ending) -> Result<Promise> {
        self.must_be_open()?;
        Ok(Promise { state: State::Broken, ended: Some(ending), ..self.clone() })
    }
    /// They said it is not needed any more.
    pub fn released(&self, ending: Ending) -> Result<Promise> {
        self.must_be_open()?;
        Ok(Promise { state: State::Released, ended: Some(ending), ..self.clone() })
    }
    /// It was broken, and this was done for them about it.
    pub fn put_right(&self, mark: Mark) -> Result<Promise> {
        if !self.is_broken_still() {
            return Err(self.refusal());
        }
        Ok(Promise { made_good: Some(mark), ..self.clone() })
    }
    /// They were told, and it is due at another time.
    pub fn moved(&self, due: Due, starts_at: Timestamp) -> Result<Promise> {
        self.must_be_open()?;
        if due == self.due {
            return Err(Error::invalid("due", "That is when it is due already. Say another day or time."));
        }
        Ok(Promise { due, starts_at, ..self.clone() })
    }
    /// Another member keeps it, at their place.
    pub fn given(&self, owner: MemberId, location: LocationId) -> Result<Promise> {
        if !self.is_owed() {
            return Err(self.refusal());
        }
        if owner == self.owner {
            return Err(Error::invalid("owner", "They keep it already. Choose somebody else."));
        }
        if Some(owner) == self.to.colleague() {
            return Err(Error::invalid("owner", "It was promised to them. Choose somebody else."));
        }
        Ok(Promise { owner, location, ..self.clone() })
    }

    fn must_be_open(&self) -> Result<()> {
        if self.state == State::Open { Ok(()) } else { Err(self.refusal()) }
    }
    /// Why nothing more can be done with it, in words.
    fn refusal(&self) -> Error {
        Error::Conflict(match (self.state, self.made_good) {
            (State::Open, _) => "This promise is open. Nothing was changed.".into(),
            (State::Kept, _) => "This promise was kept already. Nothing was changed.".into(),
            (State::Released, _) => "They released us from this promise already. Nothing was changed.".into(),
            (State::Broken, None) => "This promise is broken. Say what was done for them about it instead.".into(),
            (State::Broken, Some(_)) => "This promise was made good already. Nothing was changed.".into(),
        })
    }
}

/// From when on a promise calls: from its making, or from the start of the day it is due if that is later,
/// and at least an hour before its time. So it stands on Today on its day.
pub fn starts_at(made_at: Timestamp, due_at: Timestamp, start_of_due_day: Timestamp) -> Timestamp {
    made_at.max(start_of_due_day).min(due_at.plus(-HOUR))
}

/// The call that a promise raises: while it is open to keep it, while it is broken to make it good, else none.
/// Promises within the house call nobody: a call is for a client.
pub fn call(promise: &Promise, client_name: &str) -> Option<NewCall> {
    let client = promise.client()?;
    let (kind, when, reason) = match promise.ended {
        None => (&crate::DUE, When::From { start: promise.starts_at, due: promise.due.at }, promise.words.clone()),
        Some(ending) if promise.is_broken_still() => {
            (&crate::BROKEN, broken_call(promise, ending.mark.at), format!("Broken: {}", promise.words))
        }
        Some(_) => return None,
    };
    let act = promise.act(client_name);
    Some(NewCall { member: promise.owner, client, kind, subject: promise.id.0, when, reason, act })
}

/// A broken promise goes on calling where it stood, with more weight, so that breaking never lowers a need. One that
/// is broken ahead of its time calls from then on and is due a day later at the latest: they have to be told.
fn broken_call(promise: &Promise, broken_at: Timestamp) -> When {
    let start = promise.starts_at.min(broken_at);
    let due = promise.due.at.min(broken_at.plus(DAY)).max(start.plus(HOUR));
    When::From { start, due }
}

/// What a promise counts as in the share of kept promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Kept by its time.
    KeptOnTime,
    /// Kept after its time.
    KeptLate,
    /// Broken, made good or not.
    Broken,
}

/// What it counts as, and on which day; an open or released promise counts as nothing.
pub fn outcome(promise: &Promise) -> Option<(Day, Outcome)> {
    let day = promise.ended?.day;
    let outcome = match (promise.state, promise.kept_on_time) {
        (State::Kept, Some(true)) => Outcome::KeptOnTime,
        (State::Kept, _) => Outcome::KeptLate,
        (State::Broken, _) => Outcome::Broken,
        (State::Open | State::Released, _) => return None,
    };
    Some((day, outcome))
}
