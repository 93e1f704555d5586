//! A row that may become a client, or the reasons why it cannot.

mod address;
mod contact;
mod happened;
mod names;
mod plan;
mod ticket;

use std::sync::Arc;

pub use plan::Plan;

use super::columns::Label;
use super::dates::Moment;
use super::happening::Happening;
use super::identity::Content;
use super::ticket::Ticket;
pub use super::values::NameParts;

/// Person or organization.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A person.
    #[default]
    Person,
    /// An organization.
    Organization,
}

/// What a contact point is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PointKind {
    /// A mail address.
    Email,
    /// A phone number.
    Phone,
    /// A website.
    Website,
    /// A name on the network named here.
    Handle(Label),
}

/// A way to reach somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactPoint {
    /// What it is.
    pub kind: PointKind,
    /// `work`, `mobile`, …; empty for the usual one.
    pub label: Label,
    /// As it is shown.
    pub value: String,
    /// As it is compared: a mail address in lower case, the digits of a phone number.
    pub key: String,
}

/// A postal address; parts that are not known are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// `billing`, `shipping`, `work`, …; empty for the usual one.
    pub label: Label,
    /// Street and house number.
    pub street: String,
    /// What stands under the street.
    pub street2: String,
    /// Town.
    pub city: String,
    /// State, province, canton.
    pub region: String,
    /// Postal code.
    pub postal_code: String,
    /// Country as it was written.
    pub country: String,
}

/// The organization that a person belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedOrganization {
    /// Its name.
    pub name: String,
    /// Ways to reach it that the row holds.
    pub points: Vec<ContactPoint>,
}

/// The person to speak with in an organization.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactPerson {
    /// The whole name.
    pub name: String,
    /// The name in its parts.
    pub parts: NameParts,
}

/// What the client said about being written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// For what.
    pub purpose: Label,
    /// Yes or no.
    pub given: bool,
}

/// Something in a row that could not be taken as it was meant. Nothing is lost: the text is kept in `custom`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The column.
    pub column: Arc<str>,
    /// What is wrong.
    pub message: String,
}

/// A row that may become a client.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candidate {
    /// The row, the first one is 1.
    pub row: u64,
    /// The line of the file on which it starts.
    pub line: u64,
    /// Person or organization.
    pub kind: Kind,
    /// The name to show: of the person or organization, else the mail address or phone number.
    pub name: String,
    /// A person's name in its parts.
    pub parts: NameParts,
    /// A person's organization.
    pub organization: Option<NamedOrganization>,
    /// An organization's person to speak with.
    pub contact_person: Option<ContactPerson>,
    /// The title of the person in the organization.
    pub title: String,
    /// Ways to reach the client.
    pub points: Vec<ContactPoint>,
    /// Postal addresses.
    pub addresses: Vec<Address>,
    /// The member who looks after the client, as written: a name or mail address.
    pub owner: String,
    /// The home location, as written.
    pub location: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Notes, each from one column.
    pub notes: Vec<String>,
    /// What they want to do, each from one column.
    pub goals: Vec<String>,
    /// When somebody last spoke with the client.
    pub last_contact: Option<Moment>,
    /// Since when it is a client.
    pub since: Option<Moment>,
    /// How often the client likes to be greeted, in days.
    pub rhythm_days: Option<i64>,
    /// Days to remember, by name.
    pub dates: Vec<(Label, Moment)>,
    /// Consents.
    pub consents: Vec<Consent>,
    /// The id in the source.
    pub external_id: Option<String>,
    /// The id of a person's organization in the source.
    pub organization_id: Option<String>,
    /// Text kept under the name of its column.
    pub custom: Vec<(Arc<str>, String)>,
    /// What of the kept text is a date, under the same name: it means the same however it is written.
    pub days: Vec<(Arc<str>, Moment)>,
    /// What could not be taken as it was meant.
    pub troubles: Vec<Trouble>,
    /// The name holds letters that were lost before the file came here; two people are never taken for one by it.
    pub name_is_lost: bool,
    /// A hash of the whole row; of a row with an id nothing, that is enough.
    pub content: Content,
}

/// A row that cannot become a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The row, the first one is 1.
    pub row: u64,
    /// The line of the file on which it starts.
    pub line: u64,
    /// Why, in words.
    pub reasons: Vec<String>,
}

/// What a row turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It may become a client.
    Candidate(Box<Candidate>),
    /// It tells what happened with a client.
    Happening(Box<Happening>),
    /// It tells what went wrong for a client, or what was said about it.
    Ticket(Box<Ticket>),
    /// It cannot.
    Refused(Refused),
}

#[cfg(test)]
mod tests;
