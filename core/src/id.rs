//! Ids: UUIDv7, made in the app, one type for each kind of thing.

use std::{fmt, str::FromStr};

/// A text that is no id. At a door it means *not found*: no such thing can exist.
#[derive(Debug, thiserror::Error)]
#[error("this is no id")]
pub struct NotAnId;

/// What every id type can do.
pub trait Id: Copy + From<uuid::Uuid> {}

/// Declares id types: `id!(/** One client. */ ClientId);`
#[macro_export]
macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);
        $crate::column_newtype!($name, uuid::Uuid, $name);
        impl From<uuid::Uuid> for $name { fn from(raw: uuid::Uuid) -> Self { $name(raw) } }
        impl $crate::id::Id for $name {}
        impl $crate::api::utoipa::PartialSchema for $name {
            fn schema() -> $crate::api::utoipa::openapi::RefOr<$crate::api::utoipa::openapi::Schema> { $crate::api::shapes::id() }
        }
        impl $crate::api::utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> { stringify!($name).into() }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { $crate::id::write_short(&self.0, f) }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::id::NotAnId;
            fn from_str(text: &str) -> Result<Self, Self::Err> { $crate::id::read(text).map($name) }
        }
    )+ };
}

id!(
    /// One company that uses Tend.
    WorkspaceId,
    /// A shop, restaurant, office or site of the workspace.
    LocationId,
    /// A person who works in a workspace.
    MemberId,
    /// A person who can sign in; they may be a member of several workspaces.
    UserId,
    /// A person or an organization that the workspace serves.
    ClientId,
    /// One happening on a timeline.
    EntryId,
    /// One call to care.
    CallId,
    /// One piece of work in the queue.
    JobId,
);

/// Writes the plain 36 characters, as in URLs.
pub fn write_short(id: &uuid::Uuid, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Display::fmt(id, f)
}

/// Reads what `write_short` wrote, and nothing else.
pub fn read(text: &str) -> Result<uuid::Uuid, NotAnId> {
    uuid::Uuid::from_str(text).map_err(|_| NotAnId)
}

/// A new id, in the order of time. Verbs take theirs from the transaction ([`crate::app::Tx::new_id`]).
#[expect(clippy::disallowed_methods, reason = "this is the one place that makes ids")]
pub fn fresh<I: Id>() -> I {
    I::from(uuid::Uuid::now_v7())
}

/// A worker's hold on a job.
pub(crate) fn lease() -> uuid::Uuid {
    fresh::<JobId>().0
}
