//! Tokens: what a program shows instead of a person's session. A token belongs to a member, does no more than they may, and ends with
//! them. It is written `workspace.secret`; of the secret the database keeps a hash.

use std::str::FromStr;

use super::Scope;
use crate::{
    actor::Role,
    auth::Secret,
    error::{Problems, Result},
    id::{MemberId, WorkspaceId},
    time::{DAY, Timestamp},
};

crate::id!(
    /// One token.
    TokenId,
);

crate::words! {
    /// How long a token lives.
    pub enum Lifetime {
        /// Thirty days.
        Month = "30-days",
        /// Ninety days.
        Quarter = "90-days",
        /// A year.
        Year = "365-days",
        /// Until somebody withdraws it.
        Endless = "endless",
    }
}

impl Lifetime {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Lifetime::Month => "30 days",
            Lifetime::Quarter => "90 days",
            Lifetime::Year => "A year",
            Lifetime::Endless => "Until it is withdrawn",
        }
    }
    /// When one that is made now ends.
    pub fn ends_at(self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Lifetime::Month => Some(now.plus(30 * DAY)),
            Lifetime::Quarter => Some(now.plus(90 * DAY)),
            Lifetime::Year => Some(now.plus(365 * DAY)),
            Lifetime::Endless => None,
        }
    }
}

/// The longest name of a token, in characters.
const LONGEST_NAME: usize = 100;

/// A token as its owner sees it in their list.
#[derive(Clone, Debug)]
pub struct Token {
    /// Its id.
    pub id: TokenId,
    /// As whom it acts.
    pub member: MemberId,
    /// Their name.
    pub member_name: String,
    /// What it is for: “The form on our website”.
    pub name: String,
    /// At most this is what it may do, whatever its member may.
    pub role: Role,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was last used; noted every few minutes.
    pub seen_at: Option<Timestamp>,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
}

/// A token that is to be made.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// As whom it acts.
    pub member: MemberId,
    /// What it is for.
    pub name: String,
    /// At most this is what it may do.
    pub role: Role,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// How long it lives.
    pub lifetime: Lifetime,
}

impl NewToken {
    /// Tidies it, or says all that is wrong with it. `known` are the scopes there are.
    pub fn checked(&self, known: &[Scope]) -> Result<NewToken> {
        let mut problems = Problems::default();
        let name = problems.take("name", read_name(&self.name));
        let mut scopes = self.scopes.clone();
        scopes.sort();
        scopes.dedup();
        if scopes.is_empty() {
            problems.add("scopes", "Choose at least one thing it may be used for.");
        }
        if let Some(stranger) = scopes.iter().find(|scope| !known.contains(scope)) {
            problems.add("scopes", format!("There is no scope {stranger}."));
        }
        problems.none()?;
        Ok(NewToken { name: name.unwrap_or_default(), scopes, ..self.clone() })
    }
}

fn read_name(text: &str) -> Result<String, String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err("What is it for? “The form on our website” is enough.".into()),
        length if length > LONGEST_NAME => Err(format!("That is {length} characters long. Say it in {LONGEST_NAME}.")),
        _ if name.chars().any(char::is_control) => Err("There is a character in it that cannot be shown.".into()),
        _ => Ok(name),
    }
}

/// A token as a program shows it.
#[derive(Clone)]
pub struct Shown {
    /// Whose it is.
    pub workspace: WorkspaceId,
    /// What only its owner knows.
    pub secret: Secret,
}

impl Shown {
    /// The text that is handed over, once.
    pub fn text(&self) -> String {
        format!("{}.{}", self.workspace, self.secret.0)
    }
}

impl FromStr for Shown {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (workspace, secret) = text.split_once('.').ok_or(())?;
        let is_secret =
            secret.len() == 43 && secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        if !is_secret {
            return Err(());
        }
        Ok(Shown { workspace: workspace.parse().map_err(|_| ())?, secret: Secret(secret.to_owned()) })
    }
}
