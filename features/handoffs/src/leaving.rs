//! Handing over everything, for a member who leaves: place by place, with somebody proposed for each.

use tend_clients::list::Filter;
use tend_core::{
    Actor, Error, Result, Role, Timestamp,
    auth::members::{self, Member},
    db::Conn,
    house::{self, Location},
    id::{LocationId, MemberId},
};

use crate::{
    handoff::{Handoff, HandoffId},
    store,
};

/// Counted up to here; more is said as such.
pub const COUNTED: i64 = 1000;
/// So many that wait, and that came back, are shown.
const SHOWN: i64 = 50;

/// All that somebody looks after, by place, and what was asked about it.
#[derive(Clone, Debug)]
pub struct Everything {
    /// Who hands over.
    pub member: Member,
    /// The places where whom they look after is at home.
    pub places: Vec<OfPlace>,
    /// Those who could take over.
    pub colleagues: Vec<Member>,
    /// What waits for an answer.
    pub waiting: Vec<Handoff>,
    /// What was answered lately, or was not.
    pub ended: Vec<Handoff>,
}

/// Whom they look after at one place.
#[derive(Clone, Debug)]
pub struct OfPlace {
    /// The place.
    pub place: Location,
    /// How many, counted up to [`COUNTED`].
    pub count: i64,
    /// Who is proposed: whoever looks after the place, else somebody who works there, else anybody.
    pub proposed: Option<MemberId>,
}

/// Whom a member still looks after. They see it themselves; so do coaches and admins.
pub fn everything(db: &Conn, actor: &Actor, member: MemberId, now: Timestamp) -> Result<Everything> {
    let workspace = actor.workspace;
    if actor.member != Some(member) && actor.role < Role::Coach {
        return Err(Error::NotAllowed("Only they themselves, a coach or an admin can hand over everything.".into()));
    }
    let leaves = members::find(db, workspace, member)?;
    if leaves.left_at.is_some() {
        return Err(Error::NotFound);
    }
    let hands = house::away::hands(db, actor, now)?;
    let mut colleagues = members::present(db, workspace)?;
    colleagues.retain(|other| other.id != member && hands.is_there(other.id));
    let mut places = Vec::new();
    for place in house::store::locations(db, workspace)? {
        let count = tend_clients::store::count(db, actor, &filter(member, place.id), COUNTED)?;
        if count > 0 {
            let proposed = proposed(&place, &colleagues);
            places.push(OfPlace { place, count, proposed });
        }
    }
    Ok(Everything {
        waiting: store::asked_from(db, actor, member, HandoffId(uuid::Uuid::nil()), SHOWN)?,
        ended: store::ended_from(db, actor, member, SHOWN)?,
        member: leaves,
        places,
        colleagues,
    })
}

/// Whom a member looks after at one place.
pub fn filter(member: MemberId, place: LocationId) -> Filter {
    Filter { owner: Some(member), place: Some(place), ..Filter::default() }
}

/// Whoever looks after the place, else the first by name who works there, else the first by name.
fn proposed(place: &Location, colleagues: &[Member]) -> Option<MemberId> {
    let keeper = colleagues.iter().find(|other| Some(other.id) == place.looked_after_by);
    let works_there = || colleagues.iter().find(|other| other.location == place.id);
    keeper.or_else(works_there).or(colleagues.first()).map(|other| other.id)
}
