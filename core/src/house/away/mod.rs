//! Being away: from when to when a member is not there, and who looks after their clients meanwhile.
//!
//! Nothing changes hands for it: whoever stands in sees on their day what was left in their care, and when the time is over it is as
//! before, by itself. Deputies can be away in their turn; [`who_acts`] follows them, never in a circle, and ends with whoever looks
//! after the place.

mod actions;
mod api;
mod checks;
mod forms;
mod pages;
mod rule;
mod samples;
pub mod store;
mod story;
#[cfg(test)]
mod tests;
mod views;

pub(crate) use actions::ends_with;
pub use actions::{change, end, say};
pub(in crate::house) use api::routes as api_routes;
pub(crate) use checks::{AWAY, PLACES};
pub(in crate::house) use pages::routes;
pub use rule::{Hands, Post, who_acts_among};
pub(in crate::house) use samples::samples;
pub(in crate::house) use story::sentence;

use jiff::tz::TimeZone;

use crate::{
    actor::{Actor, Role},
    db::Conn,
    error::Result,
    id::{MemberId, WorkspaceId},
    time::Timestamp,
};

crate::id!(
    /// One absence.
    AbsenceId,
);

/// A time in which a member is not there.
#[derive(Clone, Debug)]
pub struct Absence {
    /// Its id.
    pub id: AbsenceId,
    /// Who is away.
    pub member: MemberId,
    /// How colleagues see them.
    pub member_name: String,
    /// Who looks after their clients meanwhile.
    pub deputy: MemberId,
    /// How colleagues see them.
    pub deputy_name: String,
    /// From then on.
    pub from_at: Timestamp,
    /// They are back from then on.
    pub until_at: Timestamp,
    /// What the deputy should know; may be empty.
    pub note: String,
    /// Counts its changes.
    pub version: i64,
}

impl Absence {
    /// Are they away at that moment?
    pub fn holds_at(&self, at: Timestamp) -> bool {
        self.from_at <= at && at < self.until_at
    }
}

/// An absence as somebody says it.
#[derive(Clone, Debug)]
pub struct NewAbsence {
    /// Who will be away.
    pub member: MemberId,
    /// Who looks after their clients meanwhile.
    pub deputy: MemberId,
    /// From when on.
    pub from_at: Timestamp,
    /// When they are back.
    pub until_at: Timestamp,
    /// What the deputy should know; may be empty.
    pub note: String,
}

/// Somebody whose clients a member looks after just now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftToMe {
    /// Who is away.
    pub member: MemberId,
    /// How colleagues see them.
    pub name: String,
    /// When they are back.
    pub until_at: Timestamp,
    /// What they left behind for whoever stands in; may be empty.
    pub note: String,
}

/// So many colleagues' clients one member can look after at a time.
pub const MOST_LEFT: usize = 20;
/// So many absences are looked at, of those that hold at one moment.
const MOST_AWAY: i64 = 500;

/// Whoever acts for a member at that moment: they themselves; while they are away their deputy, or the deputy's deputy; where those lead
/// in a circle or to nobody, whoever looks after the member's place; else the first admin who is there.
pub fn who_acts(db: &Conn, actor: &Actor, member: MemberId, at: Timestamp) -> Result<MemberId> {
    if is_at_work(db, actor, member, at)? {
        return Ok(member);
    }
    let post = store::location_of(db, actor.workspace, member)?;
    Ok(who_acts_among(&hands(db, actor, at)?, member, post))
}

/// Is a member there at that moment: they have not left, look after clients, and are not away? Opening hours are another question.
pub fn is_at_work(db: &Conn, actor: &Actor, member: MemberId, at: Timestamp) -> Result<bool> {
    store::is_at_work(db, actor.workspace, member, at)
}

/// For whom a member acts just now, besides themselves, by name; no more than [`MOST_LEFT`].
pub fn left_to(db: &Conn, actor: &Actor, member: MemberId, at: Timestamp) -> Result<Vec<LeftToMe>> {
    let away = store::away_at(db, actor.workspace, at, MOST_AWAY)?;
    if away.is_empty() {
        return Ok(Vec::new());
    }
    let hands = hands(db, actor, at)?;
    let mut left = Vec::new();
    for absence in away.into_iter().filter(|absence| absence.member != member) {
        let place = hands.post(absence.member).map(|post| post.location);
        let acts = place.is_some_and(|place| who_acts_among(&hands, absence.member, place) == member);
        if acts && left.len() < MOST_LEFT {
            let Absence { member, member_name: name, until_at, note, .. } = absence;
            left.push(LeftToMe { member, name, until_at, note });
        }
    }
    left.sort_by(|one, other| (&one.name, one.member).cmp(&(&other.name, other.member)));
    Ok(left)
}

/// When a member is away or will be, a sentence each, without its full stop.
pub(crate) fn in_words(
    db: &Conn,
    workspace: WorkspaceId,
    member: MemberId,
    now: Timestamp,
    zone: &TimeZone,
) -> Result<Vec<String>> {
    let words = |absence: &Absence| {
        format!("{}; {} looks after their clients", views::time_in_words(absence, now, zone), absence.deputy_name)
    };
    Ok(store::of_member(db, workspace, member, now)?.iter().map(words).collect())
}

/// Who is there and who is not at that moment, for [`who_acts_among`].
pub fn hands(db: &Conn, actor: &Actor, at: Timestamp) -> Result<Hands> {
    let away = store::away_at(db, actor.workspace, at, MOST_AWAY)?;
    Ok(Hands {
        posts: store::posts(db, actor.workspace)?.into_iter().filter(|post| post.role >= Role::Member).collect(),
        deputies: away.iter().map(|absence| (absence.member, absence.deputy)).collect(),
        keepers: store::keepers(db, actor.workspace)?.into_iter().collect(),
    })
}
