//! A browser that may be told, and what it is told.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

crate::id!(
    /// One browser of a member that Tend may tell.
    BrowserId
);

/// A browser of a member, as they see it in their list.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its id.
    pub id: BrowserId,
    /// Which: “Firefox on Android”.
    pub device: String,
    /// May names stand on its lock screen?
    pub names: bool,
    /// Since when.
    pub allowed_at: Timestamp,
    /// When it was told last.
    pub told_at: Option<Timestamp>,
}

/// A browser that is allowed now.
#[derive(Clone, Debug)]
pub struct NewBrowser {
    /// Where its notices are sent.
    pub endpoint: String,
    /// Its key.
    pub p256dh: String,
    /// Its secret.
    pub auth: String,
    /// Which it is.
    pub device: String,
    /// May names stand on its lock screen?
    pub names: bool,
}

/// What a member is told at once. Lock screens are read by whoever walks by: the first line names nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Names nobody: “Somebody needs you”.
    pub title: String,
    /// The same with names and a detail, for members who said that names may stand there: “Mrs Park: spilled wine”.
    pub with_names: String,
    /// Where it leads: a path of this site.
    pub href: String,
    /// A newer notice with the same mark takes the older one's place: `problem:7`.
    pub mark: String,
}

/// The longest words of a notice.
const LONGEST: usize = 200;

impl Notice {
    /// What a browser gets: no more than may stand on its lock screen.
    pub(super) fn payload(&self, names: bool) -> serde_json::Value {
        let short = |text: &str| text.chars().take(LONGEST).collect::<String>();
        let title = if names && !self.with_names.is_empty() { &self.with_names } else { &self.title };
        serde_json::json!({ "title": short(title), "href": short(&self.href), "mark": short(&self.mark) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_there_only_where_somebody_said_so() {
        let notice = Notice {
            title: "Somebody needs you".into(),
            with_names: "Mrs Park: spilled wine".into(),
            href: "/problems/7".into(),
            mark: "problem:7".into(),
        };
        assert!(!notice.payload(false).to_string().contains("Park"));
        assert!(notice.payload(true).to_string().contains("Mrs Park"));
        let long = Notice { with_names: "ä".repeat(5000), ..notice };
        assert!(long.payload(true).to_string().len() < super::super::sealing::LONGEST);
    }
}
