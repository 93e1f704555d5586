//! Links that work once: what they are for and how long they wait.

use super::session::Secret;
use crate::{
    id::{MemberId, UserId, WorkspaceId},
    settings::Settings,
    time::{DAY, HOUR, MINUTE, Timestamp},
};

crate::words! {
    /// What a link is for.
    pub enum Purpose {
        /// Somebody is invited and chooses their first password.
        Invite = "invite",
        /// Somebody lost their password and chooses a new one.
        Reset = "reset",
        /// Somebody asked by themselves for a new password, and got this link by mail.
        Forgotten = "forgotten",
        /// Signs in without a password: how the demo opens.
        SignIn = "signin",
        /// Somebody proved who they are and still has to say in which workspace they work now.
        Choose = "choose",
        /// The first visit; used when it is made. Its row is what only one of two first visits can write.
        Welcome = "welcome",
    }
}

impl Purpose {
    /// How long such a link waits to be used, in microseconds.
    pub const fn lasts_us(self) -> i64 {
        match self {
            Purpose::Invite => 7 * DAY,
            Purpose::Reset => DAY,
            Purpose::Forgotten => HOUR,
            Purpose::SignIn => 15 * MINUTE,
            Purpose::Choose => 10 * MINUTE,
            Purpose::Welcome => 0,
        }
    }
    /// Does it let somebody choose a password?
    pub const fn sets_password(self) -> bool {
        matches!(self, Purpose::Invite | Purpose::Reset | Purpose::Forgotten)
    }
    /// How long it waits, in words for whoever hands it over.
    pub const fn lasts_in_words(self) -> &'static str {
        match self {
            Purpose::Invite => "for seven days",
            Purpose::Reset => "for one day",
            Purpose::Forgotten => "for an hour",
            Purpose::SignIn => "for a quarter of an hour",
            Purpose::Choose => "for ten minutes",
            Purpose::Welcome => "",
        }
    }
}

/// A link that was not used yet.
#[derive(Clone, Debug)]
pub struct Link {
    /// What it is for.
    pub purpose: Purpose,
    /// Whom it is for.
    pub user: UserId,
    /// In which workspace.
    pub workspace: WorkspaceId,
    /// As which member.
    pub member: MemberId,
    /// Until when it waits.
    pub expires_at: Timestamp,
}

/// The link as it is handed over.
pub fn link_url(settings: &Settings, secret: &Secret) -> String {
    format!("{}/link/{}", settings.base_url, secret.0)
}
