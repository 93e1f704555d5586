//! What is typed into the forms about people.

use serde::Deserialize;

use super::{Leaving, Member, NewMember};
use crate::{
    actor::Role,
    auth::Address,
    error::{Error, Problems, Result},
    house::read_name,
    id::{LocationId, MemberId},
};

/// Somebody who is invited.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct InviteForm {
    pub name: String,
    pub address: String,
    pub role: String,
    pub location: String,
}

impl InviteForm {
    /// Reads it, or says all that is wrong.
    pub(super) fn checked(&self) -> Result<NewMember> {
        let mut problems = Problems::default();
        let name = problems.take("name", read_name(&self.name, "What is your colleague’s name?"));
        let address = problems.take("address", self.address.parse::<Address>());
        let role = problems.take("role", read_role(&self.role));
        let location = problems.take("location", read_place(&self.location));
        problems.none()?;
        match (name, address, role, location) {
            (Some(name), Some(address), Some(role), Some(location)) => {
                Ok(NewMember { name, address, role, location, password_hash: None })
            }
            _ => Err(Error::ours("a form without problems gave no member")),
        }
    }
}

/// What a member may do and where they work.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PostForm {
    pub role: String,
    pub location: String,
    pub version: String,
}

impl PostForm {
    pub(super) fn of(member: &Member) -> Self {
        PostForm {
            role: member.role.to_string(),
            location: member.location.to_string(),
            version: member.version.to_string(),
        }
    }

    /// Role, place and the version it was read at.
    pub(super) fn checked(&self) -> Result<(Role, LocationId, i64)> {
        let mut problems = Problems::default();
        let role = problems.take("role", read_role(&self.role));
        let location = problems.take("location", read_place(&self.location));
        problems.none()?;
        match (role, location) {
            (Some(role), Some(location)) => Ok((role, location, self.version.parse().unwrap_or_default())),
            _ => Err(Error::ours("a form without problems gave no post")),
        }
    }
}

/// Who takes over when somebody leaves.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct LeaveForm {
    pub successor: String,
    pub keeper: String,
}

impl LeaveForm {
    pub(super) fn checked(&self) -> Result<Leaving> {
        let successor: MemberId = self
            .successor
            .parse()
            .map_err(|_| Error::invalid("successor", "Choose who takes over, so that nobody is left alone."))?;
        Ok(Leaving { successor, keeper: self.keeper.parse().ok() })
    }
}

fn read_role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|_| "Choose what they may do.".to_owned())
}

fn read_place(text: &str) -> Result<LocationId, String> {
    text.parse().map_err(|_| "Choose where they work.".to_owned())
}
