//! A client: a person or an organization that the workspace serves. No I/O here.

use serde_json::{Map, Value};
use tend_core::{
    Day, Problems, Result, Timestamp,
    id::{ClientId, LocationId, MemberId},
};

use crate::{
    contact::NewContactPoint,
    date::NewDate,
    fields::FieldId,
    likeness::{self, Key, Profile},
    text::{self, LONGEST_LINE, LONGEST_NAME},
};

tend_core::words! {
    /// What a client is.
    pub enum ClientKind {
        /// Somebody.
        Person = "person",
        /// A company, a school, a club.
        Organization = "organization",
    }
}

/// The longest rhythm: ten years.
pub const LONGEST_CADENCE_DAYS: i64 = 3650;

/// A client as it stands in the book.
#[derive(Clone, Debug)]
pub struct Client {
    /// Its id.
    pub id: ClientId,
    /// Person or organization.
    pub kind: ClientKind,
    /// What they are called.
    pub name: String,
    /// A person's given name; empty for organizations and where nobody knows.
    pub given: String,
    /// A person's family name; empty as above.
    pub family: String,
    /// One short line: “Touring bike, Canal Yard”.
    pub about: String,
    /// Who looks after them.
    pub owner: MemberId,
    /// The owner's name.
    pub owner_name: String,
    /// Where they are at home.
    pub location: LocationId,
    /// That place's name.
    pub location_name: String,
    /// How often they like to be looked after, in days.
    pub cadence_days: Option<i64>,
    /// With us since.
    pub since: Option<Day>,
    /// When we last heard from each other.
    pub last_contact_at: Option<Timestamp>,
    /// When they were written into the book.
    pub created_at: Timestamp,
    /// When they were laid aside.
    pub archived_at: Option<Timestamp>,
    /// Who laid them aside; nobody where the house did.
    pub archived_by: Option<MemberId>,
    /// Rises with every change of this row.
    pub version: i64,
}

impl Client {
    /// What one calls them in a sentence: a person's given name, an organization's whole name.
    pub fn called(&self) -> &str {
        if self.kind == ClientKind::Person && !self.given.is_empty() { &self.given } else { &self.name }
    }
}

/// A client who is to be written into the book.
#[derive(Clone, Debug)]
pub struct NewClient {
    /// Person or organization.
    pub kind: ClientKind,
    /// What they are called. Empty: made from given and family name.
    pub name: String,
    /// A person's given name. Empty: read from the name.
    pub given: String,
    /// A person's family name. Empty: read from the name.
    pub family: String,
    /// One short line about them.
    pub about: String,
    /// Who looks after them.
    pub owner: MemberId,
    /// Where they are at home.
    pub location: LocationId,
    /// How often they like to be looked after, in days.
    pub cadence_days: Option<i64>,
    /// With us since.
    pub since: Option<Day>,
    /// When we last heard from each other.
    pub last_contact_at: Option<Timestamp>,
    /// How to reach them.
    pub contact_points: Vec<NewContactPoint>,
    /// Their tags.
    pub tags: Vec<String>,
    /// Days that matter to them.
    pub dates: Vec<NewDate>,
    /// Organizations a person belongs to, each with their title there.
    pub affiliations: Vec<(ClientId, String)>,
    /// Text kept from an import, by its column.
    pub fields: Map<String, Value>,
    /// What stands in custom fields, as it was typed.
    pub custom: Vec<(FieldId, String)>,
    /// A first note.
    pub note: Option<String>,
    /// Where they come from, for the entry: “customers.csv, row 12”. Empty: somebody wrote them down.
    pub origin: String,
}

/// A new client whose texts are tidy and fit to be written down; made by [`NewClient::checked`] alone.
#[derive(Clone, Debug)]
pub struct Checked {
    new: NewClient,
    profile: Profile,
    keys: Vec<Key>,
}

impl std::ops::Deref for Checked {
    type Target = NewClient;
    fn deref(&self) -> &NewClient {
        &self.new
    }
}

impl Checked {
    fn of(new: NewClient) -> Self {
        let profile = Profile::of_new(&new);
        let keys = likeness::keys(&profile);
        Checked { new, profile, keys }
    }

    /// What of them is compared with others.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The keys under which they meet others.
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }
}

impl NewClient {
    /// A client with nothing but a name, an owner and a place.
    pub fn new(kind: ClientKind, name: impl Into<String>, owner: MemberId, location: LocationId) -> Self {
        NewClient {
            kind,
            name: name.into(),
            given: String::new(),
            family: String::new(),
            about: String::new(),
            owner,
            location,
            cadence_days: None,
            since: None,
            last_contact_at: None,
            contact_points: Vec::new(),
            tags: Vec::new(),
            dates: Vec::new(),
            affiliations: Vec::new(),
            fields: Map::new(),
            custom: Vec::new(),
            note: None,
            origin: String::new(),
        }
    }

    /// Tidies every text and tells all that is wrong with it at once.
    pub fn checked(&self) -> Result<Checked> {
        let mut problems = Problems::default();
        let mut tidy = self.clone();
        let mut line = |field: &str, value: &mut String, longest| {
            if let Some(text) = problems.take(field, text::line(value, longest)) {
                *value = text;
            }
        };
        line("name", &mut tidy.name, LONGEST_NAME);
        line("given", &mut tidy.given, LONGEST_NAME);
        line("family", &mut tidy.family, LONGEST_NAME);
        line("about", &mut tidy.about, LONGEST_LINE);
        tidy.settle_names();
        if tidy.name.is_empty() {
            problems.add("name", missing_name(self.kind));
        }
        problems.take("cadence", check_cadence(self.cadence_days));
        if let Some(note) = &self.note {
            tidy.note = problems.take("note", text::lines(note)).filter(|note| !note.is_empty());
        }
        tidy.tags = self.tags.iter().filter_map(|tag| problems.take("tags", check_tag(tag))).collect();
        tidy.contact_points = self.contact_points.iter().filter_map(|point| point.checked(&mut problems)).collect();
        tidy.dates = self.dates.iter().filter_map(|date| problems.take("dates", date.checked())).collect();
        problems.none()?;
        Ok(Checked::of(tidy))
    }

    /// The name from its parts, or the parts from the name.
    fn settle_names(&mut self) {
        if self.name.is_empty() {
            self.name = format!("{} {}", self.given, self.family).trim().to_owned();
        }
        match self.kind {
            ClientKind::Organization => (self.given, self.family) = (String::new(), String::new()),
            ClientKind::Person if self.given.is_empty() && self.family.is_empty() => {
                (self.given, self.family) = parts_of_name(&self.name)
            }
            ClientKind::Person => {}
        }
    }
}

/// What to say when a name is missing.
pub(crate) const fn missing_name(kind: ClientKind) -> &'static str {
    match kind {
        ClientKind::Person => "Who is it? A given name is enough to begin with.",
        ClientKind::Organization => "What is it called?",
    }
}

/// A person's given and family name, as well as one can tell: the last word is the family name, with the small words before it (“de Wit”);
/// a single word is the given name. Two people in one name (“Rosa & Henk Mulder”) keep both given names.
pub fn parts_of_name(name: &str) -> (String, String) {
    let words: Vec<&str> = name.split(' ').collect();
    let mut family = words.len().saturating_sub(1);
    while family > 1 && words[family - 1].chars().next().is_some_and(char::is_lowercase) {
        family -= 1;
    }
    if family == 0 {
        return (name.to_owned(), String::new());
    }
    (words[..family].join(" "), words[family..].join(" "))
}

/// The parts of a changed name: a given name that still stands at its beginning stays what it was (“Bram” of “Bram de Wit”).
pub(crate) fn parts_of_changed_name(name: &str, given_before: &str) -> (String, String) {
    match name.strip_prefix(given_before).and_then(|rest| rest.strip_prefix(' ')) {
        Some(family) if !given_before.is_empty() => (given_before.to_owned(), family.to_owned()),
        _ => parts_of_name(name),
    }
}

/// A rhythm is at least a day and at most ten years.
pub(crate) fn check_cadence(days: Option<i64>) -> Result<Option<i64>, String> {
    match days {
        Some(days) if !(1..=LONGEST_CADENCE_DAYS).contains(&days) => {
            Err("A rhythm is between 1 day and 10 years. Leave it empty for none.".into())
        }
        other => Ok(other),
    }
}

/// A tag is one short line.
pub(crate) fn check_tag(tag: &str) -> Result<String, String> {
    text::named(tag, 60, "A tag needs a word.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use tend_core::Error;

    fn somebody() -> NewClient {
        NewClient::new(ClientKind::Person, "Marta Kovács", MemberId(Default::default()), LocationId(Default::default()))
    }

    #[test]
    fn names_have_parts() {
        let part = |name| parts_of_name(name);
        assert_eq!(part("Bram de Wit"), ("Bram".into(), "de Wit".into()));
        assert_eq!(part("Anna Maria von der Heide"), ("Anna Maria".into(), "von der Heide".into()));
        assert_eq!(part("Marta Kovács"), ("Marta".into(), "Kovács".into()));
        assert_eq!(part("Theo & Anaïs Laurent"), ("Theo & Anaïs".into(), "Laurent".into()));
        assert_eq!(part("Madonna"), ("Madonna".into(), String::new()));
        assert_eq!(part("Bram de Wit"), ("Bram".into(), "de Wit".into()));
        assert_eq!(part("van Dyck"), ("van".into(), "Dyck".into()));
        assert_eq!(parts_of_changed_name("Bram de Wit", "Bram"), ("Bram".into(), "de Wit".into()));
        assert_eq!(parts_of_changed_name("Bramble Wit", "Bram"), ("Bramble".into(), "Wit".into()));
    }

    #[test]
    fn a_name_is_made_of_its_parts() {
        let new = NewClient { name: String::new(), given: " Eun-ji".into(), family: "Park ".into(), ..somebody() };
        assert_eq!(new.checked().expect("fine").name, "Eun-ji Park");
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let new = NewClient { name: "x".repeat(10_000), about: "a\0b".into(), cadence_days: Some(0), ..somebody() };
        let Err(Error::Invalid(problems)) = new.checked() else { panic!("taken") };
        let fields: Vec<_> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["name", "about", "cadence"]);
    }
}
