//! Members: the people of a workspace, what they may do, how they come and how they leave.

mod actions;
mod forms;
pub mod pages;
mod samples;
pub mod store;
mod views;

use crate::{
    actor::Role,
    auth::{Address, Secret},
    id::{LocationId, MemberId, UserId},
    time::Timestamp,
};

pub(super) use actions::join;
pub use actions::{add, change, edit_me, invite, leave, reset_link, sign_in_link};
pub(crate) use samples::a_member;
pub(super) use samples::samples;
pub use store::{find, present};

/// A person who works in a workspace.
#[derive(Clone, Debug)]
pub struct Member {
    /// Their id in this workspace.
    pub id: MemberId,
    /// The person who signs in.
    pub user: UserId,
    /// How colleagues see them.
    pub name: String,
    /// The mail address they sign in with.
    pub address: String,
    /// What they may do.
    pub role: Role,
    /// Where they work.
    pub location: LocationId,
    /// That location's name.
    pub location_name: String,
    /// Since when they are here.
    pub joined_at: Timestamp,
    /// When they left.
    pub left_at: Option<Timestamp>,
    /// Have they come in yet, or is their invitation still waiting?
    pub has_come: bool,
    /// Counts their changes.
    pub version: i64,
}

/// Somebody who is to work here.
#[derive(Clone, Debug)]
pub struct NewMember {
    /// How colleagues see them.
    pub name: String,
    /// How they sign in.
    pub address: Address,
    /// What they may do.
    pub role: Role,
    /// Where they work.
    pub location: LocationId,
    /// What is kept of their password, where it is known already; else they come by a link.
    pub password_hash: Option<String>,
}

/// Who takes over when somebody leaves.
#[derive(Clone, Copy, Debug)]
pub struct Leaving {
    /// Whoever takes over whom they look after and what they promised.
    pub successor: MemberId,
    /// Whoever looks after their place from now on, where they did.
    pub keeper: Option<MemberId>,
}

impl From<MemberId> for Leaving {
    fn from(successor: MemberId) -> Self {
        Leaving { successor, keeper: None }
    }
}

/// Somebody who works here now.
#[derive(Clone)]
pub struct Added {
    /// Their id in this workspace.
    pub member: MemberId,
    /// The person behind them.
    pub user: UserId,
    /// The link to hand over. None for somebody who signs in with a password they have already.
    pub link: Option<Secret>,
}

/// What a role lets people do, in a sentence.
pub const fn role_in_words(role: Role) -> &'static str {
    match role {
        Role::Guest => "Reads everything, writes nothing",
        Role::Member => "Looks after clients",
        Role::Coach => "Looks after clients, reads reports and coaches",
        Role::Admin => "All of that, and looks after settings and people",
    }
}

/// A role as it stands on the screen.
pub const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Guest => "Guest",
        Role::Member => "Member",
        Role::Coach => "Coach",
        Role::Admin => "Admin",
    }
}

/// Names in a sentence: “Noor, Jonas and Priya”.
pub fn in_words(names: &[String]) -> String {
    match names {
        [] => "Nobody".to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
