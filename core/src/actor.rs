//! The actor: who does or sees something, in which workspace, with which role. Every verb and every query is bound to one.

use jiff::tz::TimeZone;

use crate::{
    error::{Error, Result},
    id::{LocationId, MemberId, WorkspaceId},
};

crate::words! {
    /// What a member may do; each role may do what those before it may.
    pub enum Role {
        /// Reads only.
        Guest = "guest",
        /// Looks after clients.
        Member = "member",
        /// Reads reports, coaches.
        Coach = "coach",
        /// Looks after settings and people.
        Admin = "admin",
    }
}

/// Who acts.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The workspace every query is bound to.
    pub workspace: WorkspaceId,
    /// The member, or nobody: then the house itself acts (jobs, the command line).
    pub member: Option<MemberId>,
    /// What they may do.
    pub role: Role,
    /// How colleagues see them.
    pub name: String,
    /// Where they work.
    pub location: Option<LocationId>,
    /// The zone of that location: all times they type and read are in it.
    pub zone: TimeZone,
}

impl Actor {
    /// The house itself, for jobs and the command line: may do everything in this workspace and is nobody's name.
    pub fn house(workspace: WorkspaceId, zone: TimeZone) -> Self {
        Actor { workspace, member: None, role: Role::Admin, name: "Tend".into(), location: None, zone }
    }
    /// Somebody from outside: a client with a link, a guest who reports a problem. They are no member, and their name stands in
    /// what they did. Doors hand this to the few verbs that say they are for people outside, and to no others.
    pub fn outside(workspace: WorkspaceId, name: &str, zone: TimeZone) -> Self {
        Actor { workspace, member: None, role: Role::Member, name: name.to_owned(), location: None, zone }
    }
    /// The member who acts; where only a person can act, the house is refused.
    pub fn me(&self) -> Result<MemberId> {
        self.member.ok_or_else(|| Error::NotAllowed("Only a person can do this. Sign in first.".into()))
    }
    /// Refuses guests.
    pub fn may_write(&self) -> Result<()> {
        self.must_be(Role::Member)
    }
    /// Refuses everybody below that role.
    pub fn must_be(&self, least: Role) -> Result<()> {
        if self.role >= least {
            return Ok(());
        }
        Err(Error::NotAllowed(match least {
            Role::Admin => "Only an admin can do this. Ask one of them.".into(),
            Role::Coach => "Only a coach or an admin can do this.".into(),
            _ => "You can read here, not write. An admin can change that.".into(),
        }))
    }
}
