//! Contact points: how to reach a client, and what each may be used for.

use serde::{Deserialize, Serialize};
use tend_core::{Day, Problems, fold, id::ClientId};

use crate::text::{self, LONGEST_LINE};

tend_core::id!(
    /// One way to reach a client.
    ContactPointId
);

tend_core::words! {
    /// What kind of way it is.
    pub enum ContactKind {
        /// A mail address.
        Email = "email",
        /// A phone number.
        Phone = "phone",
        /// A postal address.
        Postal = "postal",
        /// A name on some network.
        Handle = "handle",
        /// A web page.
        Website = "website",
    }
}

impl ContactKind {
    /// The word on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            ContactKind::Email => "Mail",
            ContactKind::Phone => "Phone",
            ContactKind::Postal => "Post",
            ContactKind::Handle => "Handle",
            ContactKind::Website => "Website",
        }
    }
}

tend_core::words! {
    /// What a client may allow us to use a contact point for.
    pub enum Purpose {
        /// Answer what they ask.
        Answer = "answer",
        /// Write or call of our own accord, about what is between us.
        Reach = "reach",
        /// Write to them as to many others.
        Newsletter = "newsletter",
    }
}

impl Purpose {
    /// What it allows, in words.
    pub const fn label(self) -> &'static str {
        match self {
            Purpose::Answer => "Answer them",
            Purpose::Reach => "Write or call first",
            Purpose::Newsletter => "Newsletter",
        }
    }
}

/// What a client said about one use of a contact point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// For what.
    pub purpose: Purpose,
    /// Yes or no. What was never asked has no consent at all.
    pub allowed: bool,
    /// Since when.
    pub since: Option<Day>,
    /// From where we know: “said so on the phone”, “form of 3 May”.
    pub source: String,
}

/// A way to reach a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactPoint {
    /// Its id.
    pub id: ContactPointId,
    /// Whose it is.
    pub client: ClientId,
    /// What kind of way it is.
    pub kind: ContactKind,
    /// What it is for: “work”, “home”. May be empty.
    pub label: String,
    /// The address, number, name.
    pub value: String,
    /// What they said about its use.
    pub consents: Vec<Consent>,
    /// Rises with every change.
    pub version: i64,
}

impl ContactPoint {
    /// What they said about one use, if they were asked.
    pub fn consent(&self, purpose: Purpose) -> Option<&Consent> {
        self.consents.iter().find(|consent| consent.purpose == purpose)
    }
}

/// A way to reach a client that is to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewContactPoint {
    /// What kind of way it is.
    pub kind: ContactKind,
    /// What it is for. May be empty.
    pub label: String,
    /// The address, number, name.
    pub value: String,
    /// What they said about its use.
    pub consents: Vec<Consent>,
}

impl NewContactPoint {
    /// A way to reach them about whose use nothing was said yet.
    pub fn new(kind: ContactKind, value: impl Into<String>) -> Self {
        NewContactPoint { kind, label: String::new(), value: value.into(), consents: Vec::new() }
    }

    /// Tidies it, or notes what is wrong with it under its kind's word.
    pub(crate) fn checked(&self, problems: &mut Problems) -> Option<NewContactPoint> {
        let label = problems.take("label", text::line(&self.label, 60));
        let value = problems.take(self.kind.word(), check_value(self.kind, &self.value));
        let consents = self.consents.iter().map(|consent| {
            let source = problems.take("source", text::line(&consent.source, LONGEST_LINE))?;
            Some(Consent { source, ..consent.clone() })
        });
        let consents = consents.collect::<Option<Vec<_>>>();
        Some(NewContactPoint { kind: self.kind, label: label?, value: value?, consents: consents? })
    }
}

/// Is this an address, a number, a page? Kind, not strict: it says what seems to be missing.
pub fn check_value(kind: ContactKind, value: &str) -> Result<String, String> {
    let value = match kind {
        ContactKind::Postal => text::lines(value).and_then(|value| text::line(&value.replace('\n', ", "), 500))?,
        _ => text::line(value, LONGEST_LINE)?,
    };
    let fine = match kind {
        ContactKind::Email => is_email(&value),
        ContactKind::Phone => {
            value.chars().filter(char::is_ascii_digit).count() >= 4 && !value.chars().any(|c| c == '@')
        }
        ContactKind::Website => tend_core::ui::Url::website(&value).is_some(),
        ContactKind::Postal | ContactKind::Handle => !value.is_empty(),
    };
    if fine { Ok(value) } else { Err(seems_missing(kind).into()) }
}

const fn seems_missing(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Email => "A mail address looks like marta@example.org. Something seems to be missing.",
        ContactKind::Phone => "A few digits seem to be missing.",
        ContactKind::Website => "A web address looks like linden.example. Something seems to be missing.",
        ContactKind::Postal => "Where do they live?",
        ContactKind::Handle => "What are they called there?",
    }
}

/// One `@` with something before it and a name with a dot, or one without, after it; no blanks.
fn is_email(value: &str) -> bool {
    let Some((local, host)) = value.rsplit_once('@') else {
        return false;
    };
    !local.is_empty()
        && !host.is_empty()
        && !value.contains(|c: char| c.is_whitespace() || c == ',' || c == ';' || c == '<' || c == '>')
        && !local.contains('@')
        && !host.starts_with(['.', '-'])
        && !host.ends_with(['.', '-'])
        && !host.contains("..")
        && host.contains('.')
}

/// What a value is compared by: mail addresses folded, numbers by their digits (a leading 00 is a +), pages without `https://` and a slash at the end.
pub fn folded_value(kind: ContactKind, value: &str) -> String {
    match kind {
        ContactKind::Phone => {
            let digits: String = value.replace("(0)", "").chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
            digits.strip_prefix("00").map_or(digits.clone(), |rest| format!("+{rest}"))
        }
        ContactKind::Website => {
            let folded = fold::fold(value);
            let bare = folded.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
            bare.trim_end_matches('/').to_owned()
        }
        _ => fold::fold(value),
    }
}

/// “Mail, phone” and “no newsletter”: by which ways we may write or call, and what we may not; the first is empty where nothing is allowed
/// and nothing refused, for then nobody asked yet.
pub fn may_we_write(points: &[ContactPoint]) -> (String, String) {
    let allowed = |point: &&ContactPoint| {
        [Purpose::Reach, Purpose::Answer]
            .iter()
            .any(|purpose| point.consent(*purpose).is_some_and(|consent| consent.allowed))
    };
    let mut ways: Vec<&str> = Vec::new();
    for point in points.iter().filter(allowed) {
        if !ways.contains(&point.kind.label()) {
            ways.push(point.kind.label());
        }
    }
    let said = |allowed: bool| {
        points.iter().filter_map(|p| p.consent(Purpose::Newsletter)).any(|consent| consent.allowed == allowed)
    };
    let asked = points.iter().any(|point| !point.consents.is_empty());
    let newsletter = match (said(true), said(false)) {
        (true, _) => "newsletter too",
        (false, true) => "no newsletter",
        (false, false) => "",
    };
    let first = match (ways.is_empty(), asked) {
        (false, _) => sentence_case(&ways),
        (true, true) if said(true) => "Newsletter".into(),
        (true, true) => "No".into(),
        (true, false) => String::new(),
    };
    let second = if first == "Newsletter" { "only" } else { newsletter };
    (first, second.to_owned())
}

/// “Mail, phone”: the first as it is, the others in small letters.
fn sentence_case(words: &[&str]) -> String {
    let lower = words.iter().skip(1).map(|word| word.to_lowercase());
    words.first().map(|word| (*word).to_owned()).into_iter().chain(lower).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(kind: ContactKind, said: &[(Purpose, bool)]) -> ContactPoint {
        let consents = said.iter().map(|(purpose, allowed)| Consent {
            purpose: *purpose,
            allowed: *allowed,
            since: None,
            source: String::new(),
        });
        ContactPoint {
            id: ContactPointId(Default::default()),
            client: ClientId(Default::default()),
            kind,
            label: String::new(),
            value: "x".into(),
            consents: consents.collect(),
            version: 1,
        }
    }

    #[test]
    fn what_we_may_is_said_in_words() {
        use ContactKind::{Email, Phone};
        use Purpose::{Answer, Newsletter, Reach};
        let say = |points: &[ContactPoint]| may_we_write(points);
        let words = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            say(&[point(Email, &[(Reach, true), (Newsletter, false)]), point(Phone, &[(Answer, true)])]),
            words("Mail, phone", "no newsletter")
        );
        assert_eq!(say(&[point(Email, &[(Reach, true), (Newsletter, true)])]), words("Mail", "newsletter too"));
        assert_eq!(say(&[point(Email, &[(Reach, false)])]), words("No", ""));
        assert_eq!(say(&[point(Email, &[])]), words("", ""));
        assert_eq!(say(&[point(Email, &[(Newsletter, true)])]), words("Newsletter", "only"));
    }

    #[test]
    fn what_seems_to_be_missing_is_told() {
        for (kind, good, bad) in [
            (ContactKind::Email, "marta@example.org", "marta@"),
            (ContactKind::Email, "o'neill+bikes@sub.example.org", "a b@example.org"),
            (ContactKind::Phone, "+49 (0)421 55 01-2", "12"),
            (ContactKind::Website, "linden.example/shop", "javascript:alert(1)"),
            (ContactKind::Handle, "@marta", ""),
        ] {
            assert!(check_value(kind, good).is_ok(), "{good}");
            assert!(check_value(kind, bad).is_err(), "{bad}");
        }
        assert_eq!(check_value(ContactKind::Postal, "Quay 3\n28195 Port").as_deref(), Ok("Quay 3, 28195 Port"));
    }

    #[test]
    fn the_same_value_folds_alike() {
        assert_eq!(
            folded_value(ContactKind::Phone, "0049 421/5501-2"),
            folded_value(ContactKind::Phone, "+49 (0)421 55 01 2")
        );
        assert_eq!(folded_value(ContactKind::Email, "Marta@Example.org"), "marta@example.org");
        assert_eq!(folded_value(ContactKind::Website, "https://www.Linden.example/"), "linden.example");
    }
}
