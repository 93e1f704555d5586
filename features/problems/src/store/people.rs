//! Who works here, as far as problems need it: who can look after one, and where.

use jiff::tz::TimeZone;
use tend_core::{
    Actor, Error, Result, Role, Timestamp,
    auth::members::{self, Member},
    db::Conn,
    house::{self, Hours, Location},
    id::{LocationId, MemberId},
};

/// As many open problems of a member as are counted for a sentence.
const MOST_COUNTED: i64 = 1000;

/// A member, as far as problems need them.
#[derive(Clone, Debug)]
pub struct Colleague {
    /// Their id.
    pub id: MemberId,
    /// How colleagues see them.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Whether they work here no more.
    pub has_left: bool,
    /// Where they work.
    pub location: LocationId,
}

impl Colleague {
    /// They work here, and may do more than read.
    pub fn can_act(&self) -> bool {
        !self.has_left && self.role >= Role::Member
    }
}

impl From<Member> for Colleague {
    fn from(member: Member) -> Self {
        Colleague {
            id: member.id,
            name: member.name,
            role: member.role,
            has_left: member.left_at.is_some(),
            location: member.location,
        }
    }
}

/// A location, with the hours that count.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its id.
    pub id: LocationId,
    /// Its name.
    pub name: String,
    /// When it is open, in its zone.
    pub hours: Hours,
}

impl Place {
    /// Its zone.
    pub fn zone(&self) -> &TimeZone {
        &self.hours.zone
    }
}

impl From<Location> for Place {
    fn from(location: Location) -> Place {
        Place { id: location.id, name: location.name, hours: location.hours }
    }
}

/// One member, whether they still work here or not.
pub fn colleague(db: &Conn, actor: &Actor, member: MemberId) -> Result<Colleague> {
    members::find(db, actor.workspace, member).map(Colleague::from)
}

/// Those who look after clients here, by name.
pub fn colleagues(db: &Conn, actor: &Actor) -> Result<Vec<Colleague>> {
    let present = members::present(db, actor.workspace)?.into_iter().map(Colleague::from);
    Ok(present.filter(Colleague::can_act).collect())
}

/// Is a member there at that moment: they work here, look after clients, and are not away?
pub fn is_at_work(db: &Conn, actor: &Actor, member: MemberId, now: Timestamp) -> Result<bool> {
    house::away::is_at_work(db, actor, member, now)
}

/// Whoever acts for a member just now: they themselves, or who stands in for them while they are away.
pub fn who_acts(db: &Conn, actor: &Actor, member: MemberId, now: Timestamp) -> Result<MemberId> {
    house::away::who_acts(db, actor, member, now)
}

/// Who looks after what comes to a place from outside, or stands in for them just now; where nobody is named, an admin.
pub fn looks_after(db: &Conn, actor: &Actor, location: LocationId, now: Timestamp) -> Result<Colleague> {
    let keeper = match house::store::location(db, actor.workspace, location)?.looked_after_by {
        Some(keeper) => keeper,
        None => first_admin(db, actor)?,
    };
    colleague(db, actor, who_acts(db, actor, keeper, now)?)
}

fn first_admin(db: &Conn, actor: &Actor) -> Result<MemberId> {
    let present = members::present(db, actor.workspace)?.into_iter();
    let admins = present.filter(|member| member.role == Role::Admin);
    let first = admins.min_by_key(|member| (member.joined_at, member.id));
    first.map(|member| member.id).ok_or_else(|| Error::ours("a workspace without an admin"))
}

/// What a member looks after and only somebody who acts can: “3 problems”.
pub(crate) fn in_hand(db: &Conn, actor: &Actor, member: MemberId) -> Result<Option<String>> {
    let open = super::count_open(db, actor, member, MOST_COUNTED)?;
    Ok(match open {
        0 => None,
        1 => Some("a problem".to_owned()),
        many => Some(format!("{many} problems")),
    })
}

/// The name of a member, whether they still work here or not.
pub(crate) fn member_name(db: &Conn, actor: &Actor, member: MemberId) -> Result<String> {
    tend_clients::store::member_name(db, actor, member)
}

/// One place.
pub fn place(db: &Conn, actor: &Actor, location: LocationId) -> Result<Place> {
    Ok(house::store::location(db, actor.workspace, location)?.into())
}
