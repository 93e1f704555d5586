//! Calls to care: rows that say who needs whom, from when, by when, how much, and why.
//!
//! A verb raises, moves or settles its call in its own transaction. Today is one query by member.
//! The rule (product.md, section 3) is a handful of pure functions in [`care`].

pub mod care;
pub mod store;

use crate::{
    app::Tx,
    error::Result,
    id::{CallId, ClientId, MemberId},
    time::{Day, Timestamp},
};

pub use care::{CareGroup, group_at, need, urgency};
pub use store::{
    Look, callers, move_to, next_of_member, of_client, of_clients, put_back, raise, raise_private, settle, settle_all,
};

/// A member's calls of one kind go to a colleague. Of what both have a call for, the colleague's own stays.
pub fn hand_over(tx: &Tx, kind: &str, from: MemberId, to: MemberId) -> Result<()> {
    store::hand_over(tx, kind, from, to)?;
    store::settle_all(tx, kind, from)?;
    Ok(())
}

/// A kind of call, registered by the feature that raises it.
#[derive(Debug)]
pub struct CallKind {
    /// `promises.due`, `clients.cadence`.
    pub name: &'static str,
    /// Which of the four groups it belongs to.
    pub group: CareGroup,
    /// Which group it belongs to once its due time has passed, if another: who waits past a promised time waits on us.
    pub overdue_group: Option<CareGroup>,
    /// Its weight in (0, 1) unless an admin set another.
    pub weight: f64,
    /// From start to due where nothing sets a due time, in microseconds; one day unless an admin sets it.
    pub grace_us: i64,
    /// The icon before its reason.
    pub icon: crate::ui::Icon,
}

/// When a call calls.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum When {
    /// From a start on, ever more; one half at the due time.
    From {
        /// Not before.
        start: Timestamp,
        /// Later than the start.
        due: Timestamp,
    },
    /// On one day of the location's calendar, from its first instant to its last.
    OnDay {
        /// First instant of the day.
        start: Timestamp,
        /// First instant of the next day.
        end: Timestamp,
    },
}

impl When {
    /// The whole of that day in that zone.
    pub fn on(day: Day, zone: &jiff::tz::TimeZone) -> Self {
        When::OnDay { start: day.starts_at(zone), end: day.ends_at(zone) }
    }
}

/// A call to be raised. One kind, subject and member have at most one call; raising it again moves it.
#[derive(Clone, Debug)]
pub struct NewCall {
    /// Who is called.
    pub member: MemberId,
    /// Who needs them.
    pub client: ClientId,
    /// The registered kind.
    pub kind: &'static CallKind,
    /// The promise, the date, or the client itself.
    pub subject: uuid::Uuid,
    /// When it calls.
    pub when: When,
    /// Why, in words for the row.
    pub reason: String,
    /// The one next kind action in words: "Call with a day for the wheel". Empty: the kind's own words.
    pub act: String,
}

/// A call as it stands.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Call {
    /// Its id.
    pub id: CallId,
    /// Who is called.
    pub member: MemberId,
    /// Who needs them.
    pub client: ClientId,
    /// The kind's name.
    pub kind: String,
    /// Which group it belongs to.
    pub group: CareGroup,
    /// What it is about.
    pub subject: uuid::Uuid,
    /// When it calls.
    pub when: When,
    /// How much, in (0, 1).
    pub weight: f64,
    /// Why, in words.
    pub reason: String,
    /// The next kind action in words; may be empty.
    pub act: String,
    /// Shown to its member and to nobody else.
    pub private: bool,
}
