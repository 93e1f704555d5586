//! Where a column can go.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// A short word that tells several of a kind apart (`work`, `mobile`, `shipping`); empty for the usual one.
pub type Label = Arc<str>;

/// A part of a postal address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AddressPart {
    /// Street and house number.
    Street,
    /// The house number alone, written after or before the street by the reader of the address.
    HouseNumber,
    /// What stands under the street: floor, building, care of.
    Street2,
    /// Town.
    City,
    /// State, province, canton.
    Region,
    /// Postal code.
    PostalCode,
    /// Country, by name or code.
    Country,
}

/// What a column says of something that happened with a client. Where several columns say the same, those of the lower label go first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryPart {
    /// The number of the happening itself.
    Id,
    /// The numbers of the persons it concerns.
    Person,
    /// The numbers of the organizations it concerns.
    Organization,
    /// A number that may be anybody's, and may be nobody's.
    Anybody,
    /// When it happened.
    Time,
    /// When it was written down.
    Written,
    /// A line about it.
    Title,
    /// Its words.
    Text,
    /// The colleague whose it is: a name, a mail address, or their number.
    By,
    /// What kind it is: a call, a mail, a task.
    Kind,
    /// Any value says that it is a call.
    Call,
    /// Whether it is done: yes or no.
    Closed,
    /// How it stands, in a word.
    State,
    /// Which way it went.
    Direction,
    /// Whether it was deleted there.
    Deleted,
    /// The number of the problem that it is about.
    Problem,
    /// When a problem was closed.
    Ended,
    /// How bad a problem is.
    Severity,
    /// Any value says that they had an answer.
    Answered,
    /// Whether they could read it, too: yes or no.
    Open,
    /// Who wrote it, by number or name.
    Author,
    /// Something else worth keeping, under the label.
    Detail,
}

/// Where a column goes. The text form (`Display` and `FromStr`) is what a mapping file holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// The client's whole name, person or organization.
    Name,
    /// First name.
    GivenName,
    /// Last name.
    FamilyName,
    /// Middle name or initial.
    MiddleName,
    /// Mr, Dr, Frau.
    Prefix,
    /// The organization a person belongs to, or the client where the row is about an organization.
    Organization,
    /// The person to speak with where the row is about an organization.
    ContactPerson,
    /// A person's title in an organization.
    Title,
    /// Whether the client is a person or an organization.
    Kind,
    /// Mail address.
    Email(Label),
    /// Phone number.
    Phone(Label),
    /// Mail address of the organization of a person.
    OrganizationEmail,
    /// Phone number of the organization of a person.
    OrganizationPhone,
    /// Website of the organization of a person.
    OrganizationWebsite,
    /// A part of a postal address.
    Address(AddressPart, Label),
    /// Website.
    Website,
    /// A name on a network: `linkedin`, `instagram`, `skype`, …
    Handle(Label),
    /// The member who looks after the client.
    Owner,
    /// The home location.
    Location,
    /// Tags.
    Tags,
    /// A note.
    Note,
    /// What the client wants to do.
    Goal,
    /// When somebody last spoke with the client.
    LastContact,
    /// How often the client likes to be greeted.
    Rhythm,
    /// A day to remember, such as the birthday.
    ImportantDate(Label),
    /// Since when the client is one.
    Since,
    /// Consent to be written to for a purpose; yes gives it.
    Consent(Label),
    /// The opposite: yes takes consent away.
    NoConsent(Label),
    /// The id in the system the file comes from.
    ExternalId,
    /// The id that the organization of a person has there.
    OrganizationId,
    /// What it says of something that happened with a client.
    Entry(EntryPart, Label),
    /// Kept as text, under the column's header or the name given here.
    Custom(Label),
    /// Left out.
    LeaveOut,
}

/// What a value of a column should look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A mail address.
    Mail,
    /// A phone number.
    Phone,
    /// A date.
    Date,
    /// A web address.
    Web,
    /// A yes or a no.
    YesNo,
    /// A name.
    Name,
    /// Anything.
    Anything,
}

const PARTS: &[(&str, AddressPart)] = &[
    ("street", AddressPart::Street),
    ("house number", AddressPart::HouseNumber),
    ("street 2", AddressPart::Street2),
    ("city", AddressPart::City),
    ("region", AddressPart::Region),
    ("postal code", AddressPart::PostalCode),
    ("country", AddressPart::Country),
];

const ENTRY_PARTS: &[(&str, EntryPart)] = &[
    ("entry id", EntryPart::Id),
    ("entry person", EntryPart::Person),
    ("entry organization", EntryPart::Organization),
    ("entry anybody", EntryPart::Anybody),
    ("entry time", EntryPart::Time),
    ("entry written", EntryPart::Written),
    ("entry title", EntryPart::Title),
    ("entry text", EntryPart::Text),
    ("entry by", EntryPart::By),
    ("entry kind", EntryPart::Kind),
    ("entry call", EntryPart::Call),
    ("entry closed", EntryPart::Closed),
    ("entry state", EntryPart::State),
    ("entry direction", EntryPart::Direction),
    ("entry deleted", EntryPart::Deleted),
    ("entry problem", EntryPart::Problem),
    ("entry ended", EntryPart::Ended),
    ("entry severity", EntryPart::Severity),
    ("entry answered", EntryPart::Answered),
    ("entry open", EntryPart::Open),
    ("entry author", EntryPart::Author),
    ("entry detail", EntryPart::Detail),
];

const PLAIN: &[(&str, Target)] = &[
    ("name", Target::Name),
    ("given name", Target::GivenName),
    ("family name", Target::FamilyName),
    ("middle name", Target::MiddleName),
    ("prefix", Target::Prefix),
    ("organization", Target::Organization),
    ("contact person", Target::ContactPerson),
    ("title", Target::Title),
    ("kind", Target::Kind),
    ("organization email", Target::OrganizationEmail),
    ("organization phone", Target::OrganizationPhone),
    ("organization website", Target::OrganizationWebsite),
    ("website", Target::Website),
    ("owner", Target::Owner),
    ("location", Target::Location),
    ("tags", Target::Tags),
    ("note", Target::Note),
    ("goal", Target::Goal),
    ("last contact", Target::LastContact),
    ("since", Target::Since),
    ("rhythm", Target::Rhythm),
    ("external id", Target::ExternalId),
    ("organization id", Target::OrganizationId),
    ("leave out", Target::LeaveOut),
];

/// A kind of target that takes a label behind a colon.
type Labelled = (&'static str, fn(Label) -> Target);

const LABELLED: &[Labelled] = &[
    ("email", Target::Email),
    ("phone", Target::Phone),
    ("handle", Target::Handle),
    ("date", Target::ImportantDate),
    ("consent", Target::Consent),
    ("no consent", Target::NoConsent),
    ("custom", Target::Custom),
];

impl Target {
    /// What its values should look like.
    #[must_use]
    pub fn expected(&self) -> Expected {
        match self {
            Self::Email(_) | Self::OrganizationEmail => Expected::Mail,
            Self::Phone(_) | Self::OrganizationPhone => Expected::Phone,
            Self::LastContact | Self::ImportantDate(_) | Self::Since => Expected::Date,
            Self::Entry(EntryPart::Time | EntryPart::Written | EntryPart::Ended, _) => Expected::Date,
            Self::Website | Self::OrganizationWebsite => Expected::Web,
            Self::Consent(_) | Self::NoConsent(_) => Expected::YesNo,
            Self::Name | Self::GivenName | Self::FamilyName | Self::Organization | Self::ContactPerson => {
                Expected::Name
            }
            _ => Expected::Anything,
        }
    }

    /// True where `None` or `Null` may be a word that was meant.
    #[must_use]
    pub fn takes_words(&self) -> bool {
        use AddressPart::{City, Region, Street, Street2};
        matches!(
            self,
            Self::Name
                | Self::GivenName
                | Self::FamilyName
                | Self::MiddleName
                | Self::Organization
                | Self::ContactPerson
                | Self::Note
                | Self::Goal
                | Self::Entry(EntryPart::Title | EntryPart::Text | EntryPart::Detail, _)
        ) || matches!(self, Self::Address(Street | Street2 | City | Region, _))
    }

    /// True when the column holds what makes a row a client.
    #[must_use]
    pub fn makes_a_client(&self) -> bool {
        matches!(
            self,
            Self::Name
                | Self::GivenName
                | Self::FamilyName
                | Self::Organization
                | Self::ContactPerson
                | Self::Email(_)
                | Self::Phone(_)
        )
    }

    /// All targets in their text form, for a list to choose from and for messages.
    #[must_use]
    pub fn all() -> Vec<String> {
        let plain = PLAIN.iter().map(|(text, _)| (*text).to_owned());
        let labelled = LABELLED.iter().map(|(text, _)| (*text).to_owned());
        let parts = PARTS.iter().map(|(text, _)| (*text).to_owned());
        plain.chain(labelled).chain(parts).chain(ENTRY_PARTS.iter().map(|(text, _)| (*text).to_owned())).collect()
    }
}

impl fmt::Display for Target {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((text, _)) = PLAIN.iter().find(|(_, target)| target == self) {
            return out.write_str(text);
        }
        let (text, label) = match self {
            Self::Address(part, label) => {
                (PARTS.iter().find(|(_, known)| known == part).map_or("street", |(text, _)| text), label)
            }
            Self::Entry(part, label) => {
                (ENTRY_PARTS.iter().find(|(_, known)| known == part).map_or("entry detail", |(text, _)| text), label)
            }
            Self::Email(label) => ("email", label),
            Self::Phone(label) => ("phone", label),
            Self::Handle(label) => ("handle", label),
            Self::ImportantDate(label) => ("date", label),
            Self::Consent(label) => ("consent", label),
            Self::NoConsent(label) => ("no consent", label),
            Self::Custom(label) => ("custom", label),
            _ => return out.write_str("leave out"),
        };
        if label.is_empty() { out.write_str(text) } else { write!(out, "{text}:{label}") }
    }
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (word, label) = text.split_once(':').unwrap_or((text, ""));
        let word = word.trim().to_lowercase().replace(['_', '-'], " ");
        let label = label.trim();
        if label.is_empty()
            && let Some((_, target)) = PLAIN.iter().find(|(known, _)| *known == word)
        {
            return Ok(target.clone());
        }
        if let Some((_, target)) = LABELLED.iter().find(|(known, _)| *known == word) {
            return Ok(target(label.into()));
        }
        if let Some((_, part)) = PARTS.iter().find(|(known, _)| *known == word) {
            return Ok(Self::Address(*part, label.into()));
        }
        if let Some((_, part)) = ENTRY_PARTS.iter().find(|(known, _)| *known == word) {
            return Ok(Self::Entry(*part, label.into()));
        }
        Err(format!("\"{text}\" is nothing a column can become; known are {}", Self::all().join(", ")))
    }
}
