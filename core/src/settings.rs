//! What the person who runs Tend has set, by flag, environment (`TEND_…`) or file.

use std::{path::PathBuf, sync::Arc};

use crate::{files::Files, mail::Post, push::Reach};

/// Settings of the running program. Settings of a workspace stand in its tables.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach this Tend: `https://tend.example`, without a slash at the end.
    pub base_url: String,
    /// Development builds show the gallery and say more about errors.
    pub development: bool,
    /// A proxy in front tells the caller's address in `X-Forwarded-For`; without one it is not believed.
    pub behind_proxy: bool,
    /// How many requests a minute one token may send to the JSON door.
    pub requests_per_minute: u32,
    /// The folder into which backups are written by themselves; none where nobody said.
    pub backups: Option<PathBuf>,
    /// Where the bytes of files are kept.
    pub files: Files,
    /// The mail server that takes our letters; none where nobody named one.
    pub mail: Option<Arc<Post>>,
    /// Whom members' browsers may have told: push services out there, but in tests.
    pub push: Reach,
}

/// The pace of a token where nobody set another.
pub const REQUESTS_PER_MINUTE: u32 = 600;

impl Settings {
    /// As they are where nothing but the address was set; files lie in memory then.
    pub fn usual(base_url: impl Into<String>) -> Self {
        Settings {
            base_url: base_url.into(),
            development: false,
            behind_proxy: false,
            requests_per_minute: REQUESTS_PER_MINUTE,
            backups: None,
            files: Files::in_memory(),
            mail: None,
            push: Reach::Public,
        }
    }
    /// Cookies are `Secure` and carry `__Host-` when people come over https.
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}
