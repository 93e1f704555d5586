//! What a condition asks of a client, ready to be put into a statement: every value typed, every column known.

use serde::{Deserialize, Serialize};
use tend_core::Timestamp;
use uuid::Uuid;

use crate::{client::ClientKind, fields::FieldId};

/// Must it hold, or must it not?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sense {
    /// It must.
    Holds,
    /// It must not.
    DoesNot,
}

/// How a text is compared, folded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextTest {
    /// It is this.
    Is(String),
    /// It begins so.
    Begins(String),
    /// This stands in it.
    Has(String),
    /// There is something.
    Some,
    /// There is nothing.
    None,
}

impl TextTest {
    /// Does a folded text pass?
    pub fn passes(&self, folded: &str) -> bool {
        match self {
            TextTest::Is(text) => folded == text,
            TextTest::Begins(text) => folded.starts_with(text.as_str()),
            TextTest::Has(text) => folded.contains(text.as_str()),
            TextTest::Some => !folded.is_empty(),
            TextTest::None => folded.is_empty(),
        }
    }
}

/// A span of days as they sort, both ends in it; or no day at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayTest {
    /// On or between.
    Within(Option<String>, Option<String>),
    /// None is known.
    None,
}

/// Which keys of a custom field pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Keys {
    /// This one.
    Is(String),
    /// From, to; both ends in it.
    Between(Option<String>, Option<String>),
    /// Those that begin so.
    Begins(String),
    /// Those this stands in.
    Has(String),
    /// Any value that reads.
    Any,
    /// What does not read as the field's kind.
    Unread,
}

/// One question to each client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    /// Their name.
    Name(TextTest),
    /// What they want to do first of all, in their words.
    Wants(TextTest),
    /// The short line about them.
    About(TextTest),
    /// Person or organization.
    Kind(ClientKind, Sense),
    /// Who looks after them.
    Owner(Uuid, Sense),
    /// Where they are at home.
    Place(Uuid, Sense),
    /// A tag, folded; any where none is named.
    Tag(Option<String>, Sense),
    /// Last spoke: from, to before.
    Spoke(Timestamp, Timestamp),
    /// Never spoke.
    NeverSpoke,
    /// With us since.
    Since(DayTest),
    /// Written down: from, to before.
    Added(Timestamp, Timestamp),
    /// Days of their rhythm: from, to.
    Rhythm(i64, i64),
    /// No rhythm.
    NoRhythm,
    /// What stands in a custom field.
    Custom(FieldId, Keys, Sense),
}
