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
    /// The session under which it was allowed; it ends with it.
    pub session: String,
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
    /// The session it carries.
    pub session: String,
}

/// What a member is told at once. Lock screens are read by whoever walks by, so it names no client and says nothing of what happened to
/// them: a number is enough for whoever may open it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// A line: “Problem P-7 was taken in for you”.
    pub words: String,
    /// Where it leads: a path of this site.
    pub href: String,
    /// On a lock screen a newer notice with the same mark takes the older one's place: `problem:7`.
    pub mark: String,
}

/// A notice as it stands in the book.
#[derive(Clone, Debug)]
pub struct Noticed {
    /// The number of the entry it came with.
    pub number: i64,
    /// What was told.
    pub notice: Notice,
    /// When.
    pub told_at: Timestamp,
}

/// The longest words of a notice.
const LONGEST: usize = 200;
/// Of more than these at once a member is told in one line.
const APART: usize = 3;

impl Notice {
    /// What a browser gets.
    pub(super) fn payload(&self) -> serde_json::Value {
        let short = |text: &str| text.chars().take(LONGEST).collect::<String>();
        serde_json::json!({ "title": short(&self.words), "href": short(&self.href), "mark": short(&self.mark) })
    }
}

/// What a member is told of one deed: a few things one by one, many in one line.
pub(super) fn folded(notices: Vec<Notice>) -> Vec<Notice> {
    if notices.len() <= APART {
        return notices;
    }
    let words = format!("{} things came to you at once", notices.len());
    vec![Notice { words, href: "/".into(), mark: "many".into() }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(words: &str) -> Notice {
        Notice { words: words.into(), href: "/problems/7".into(), mark: "problem:7".into() }
    }

    #[test]
    fn what_is_sent_always_fits() {
        let long = Notice { href: "ä".repeat(5000), mark: "€".repeat(5000), ..notice(&"ä".repeat(5000)) };
        assert!(long.payload().to_string().len() < super::super::sealing::LONGEST);
    }

    #[test]
    fn many_at_once_are_one_line() {
        let of = |many: usize| folded((0..many).map(|_| notice("x")).collect());
        assert_eq!((of(0).len(), of(3).len(), of(4).len()), (0, 3, 1));
        assert_eq!(of(500)[0].words, "500 things came to you at once");
    }
}
