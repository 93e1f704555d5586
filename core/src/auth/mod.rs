//! Who is there: sign-in, sessions, members, links that work once.
//!
//! A *user* is a person who can sign in; in each workspace where they work they are a *member*. A session belongs to a user
//! in one of those workspaces. Nothing secret is kept: of sessions and links only a hash, of passwords an argon2id hash.

pub mod actions;
mod address;
mod attempts;
pub mod caller;
pub mod jobs;
mod link;
pub mod members;
pub mod pages;
pub mod password;
mod samples;
pub mod session;
pub mod store;
#[cfg(test)]
pub(crate) mod tests;

pub use address::Address;
pub use attempts::{Tries, wait_in_words};
pub use caller::Caller;
pub use link::{Link, Purpose, link_url};
pub use password::NewPassword;
pub use samples::samples;
pub use session::Secret;
pub(crate) use session::{chance, fingerprint};
