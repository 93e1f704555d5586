//! What a token may be used for: `clients:read`, `promises:write`. To write does not mean to read.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// One scope: an area and what may be done there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Scope(String);

impl Scope {
    /// The area: `clients`.
    pub fn area(&self) -> &str {
        self.0.split_once(':').map_or(self.0.as_str(), |(area, _)| area)
    }
    /// May it change something?
    pub fn writes(&self) -> bool {
        self.0.ends_with(":write")
    }
    /// In words: “Read clients”.
    pub fn words(&self) -> String {
        format!("{} {}", if self.writes() { "Write" } else { "Read" }, self.area())
    }
    /// As it stands in a token and in the document.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Scope {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let is_scope = text.split_once(':').is_some_and(|(area, deed)| {
            !area.is_empty()
                && area.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-')
                && matches!(deed, "read" | "write")
        });
        if is_scope {
            Ok(Scope(text.to_owned()))
        } else {
            Err(format!("“{text}” is no scope. One is clients:read."))
        }
    }
}
impl TryFrom<String> for Scope {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}
impl From<Scope> for String {
    fn from(scope: Scope) -> String {
        scope.0
    }
}
