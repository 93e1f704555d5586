//! Who the client of a row is, from all the names the row holds.

use super::super::columns::About;
use super::super::values::{NameParts, fold, looks_like_organization, split_name};
use super::{Candidate, ContactPerson, ContactPoint, Kind, NamedOrganization};

/// The names of one row before it is settled who is the client.
#[derive(Default)]
pub(super) struct Names {
    pub(super) whole: String,
    pub(super) given: String,
    pub(super) family: String,
    pub(super) middle: String,
    pub(super) prefix: String,
    pub(super) organization: String,
    pub(super) contact_person: String,
    /// The name in front of a mail address.
    pub(super) mail_name: String,
    /// What a column says: true for an organization.
    pub(super) kind: Option<bool>,
    /// The whole name is what the client is shown by, where the parts are in it.
    pub(super) whole_first: bool,
    pub(super) organization_points: Vec<ContactPoint>,
}

impl Names {
    /// Settles kind and name of the candidate, its organization and its person to speak with.
    pub(super) fn settle(mut self, about: &About, candidate: &mut Candidate) {
        let in_parts = !self.given.is_empty() || !self.family.is_empty();
        let organization = match (self.kind, about) {
            (Some(told), _) => told,
            (None, About::Organizations) => !(in_parts || self.organization.is_empty() && self.whole.is_empty()),
            (None, About::Mixed) => !in_parts && looks_like_organization(&self.whole),
            (None, _) => {
                !in_parts && self.whole.is_empty() && self.contact_person.is_empty() && !self.organization.is_empty()
            }
        };
        if organization {
            self.settle_organization(candidate);
        } else {
            self.settle_person(candidate);
        }
        if candidate.name.is_empty() {
            candidate.name = reachable_name(candidate);
        }
    }

    fn settle_organization(&mut self, candidate: &mut Candidate) {
        candidate.kind = Kind::Organization;
        candidate.points.append(&mut self.organization_points);
        let person =
            if self.contact_person.is_empty() { self.joined_parts() } else { std::mem::take(&mut self.contact_person) };
        candidate.name = match (self.organization.is_empty(), self.whole.is_empty()) {
            (false, _) => std::mem::take(&mut self.organization),
            (true, false) => std::mem::take(&mut self.whole),
            (true, true) => std::mem::take(&mut self.mail_name),
        };
        if !person.is_empty() {
            candidate.contact_person = Some(ContactPerson { parts: self.parts_of(&person), name: plain_name(&person) });
        }
        // "Name" beside "Organization" in a row about an organization is the person to speak with.
        if candidate.contact_person.is_none() && !self.whole.is_empty() && self.whole != candidate.name {
            let parts = split_name(&self.whole);
            candidate.contact_person = Some(ContactPerson { name: plain_name(&self.whole), parts });
        }
    }

    fn settle_person(&mut self, candidate: &mut Candidate) {
        candidate.kind = Kind::Person;
        let shown = self.whole_with_its_parts();
        let name = [
            self.joined_parts(),
            std::mem::take(&mut self.whole),
            std::mem::take(&mut self.contact_person),
            std::mem::take(&mut self.mail_name),
        ]
        .into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or_default();
        candidate.parts = self.parts_of(&name);
        candidate.name = shown.unwrap_or_else(|| plain_name(&name));
        let named = !self.organization.is_empty();
        if named && self.organization != candidate.name {
            candidate.organization = Some(NamedOrganization {
                name: std::mem::take(&mut self.organization),
                points: std::mem::take(&mut self.organization_points),
            });
        } else {
            candidate.points.append(&mut self.organization_points);
        }
    }

    /// The whole name without the Mr or Dr in front of it, where that is what the client is shown by.
    fn whole_with_its_parts(&self) -> Option<String> {
        let in_parts = !self.given.is_empty() || !self.family.is_empty();
        if !self.whole_first || !in_parts || self.whole.is_empty() {
            return None;
        }
        let whole = fold(&self.whole);
        let holds = |part: &str| fold(part).split(' ').all(|word| whole.split(' ').any(|known| known == word));
        if !holds(&self.given) || !holds(&self.family) {
            return None;
        }
        let bare = self.whole.strip_prefix(&self.prefix).map_or(self.whole.as_str(), str::trim);
        Some(one_line(if bare.is_empty() { &self.whole } else { bare }))
    }

    fn joined_parts(&self) -> String {
        let parts: Vec<&str> = [&self.given, &self.middle, &self.family]
            .into_iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        if self.given.is_empty() && self.family.is_empty() { String::new() } else { parts.join(" ") }
    }

    fn parts_of(&self, name: &str) -> NameParts {
        if !self.given.is_empty() || !self.family.is_empty() {
            let given = if self.middle.is_empty() {
                self.given.clone()
            } else {
                format!("{} {}", self.given, self.middle).trim().to_owned()
            };
            return NameParts { prefix: self.prefix.clone(), given, family: self.family.clone() };
        }
        let parts = split_name(name);
        if self.prefix.is_empty() { parts } else { NameParts { prefix: self.prefix.clone(), ..parts } }
    }
}

/// `Berg, Anna` is shown as `Anna Berg`; everything else stays as it was written, on one line.
fn plain_name(name: &str) -> String {
    if name.matches(',').count() != 1 {
        return one_line(name);
    }
    let parts = split_name(name);
    let suffix =
        matches!(parts.given.trim_end_matches('.').to_lowercase().as_str(), "jr" | "sr" | "ii" | "iii" | "phd" | "md");
    if parts.given.is_empty() || parts.family.is_empty() || suffix {
        return one_line(name);
    }
    one_line(&format!("{} {}", parts.given, parts.family))
}

fn one_line(text: &str) -> String {
    let tidy = !text.contains("  ") && !text.bytes().any(|byte| byte < b' ' || byte == 0xC2);
    if tidy { text.trim().to_owned() } else { text.split_whitespace().collect::<Vec<_>>().join(" ") }
}

/// Who has no name is called by the mail address or phone number.
fn reachable_name(candidate: &Candidate) -> String {
    use super::PointKind::{Email, Phone};
    let first = |wanted: fn(&super::PointKind) -> bool| {
        candidate.points.iter().find(|point| wanted(&point.kind)).map(|point| point.value.clone())
    };
    first(|kind| *kind == Email).or_else(|| first(|kind| *kind == Phone)).unwrap_or_default()
}
