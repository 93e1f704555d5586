//! What becomes of a card: its values in columns that are named in plain words and go where cards say.

use std::collections::HashMap;

use super::{
    super::columns::{AddressPart, Label, Target},
    say::{Card, Property},
    who::{id, is_organization, no_client},
    words::{NETWORKS, OTHERS, TECHNICAL, TECHNICAL_BEGINNINGS, capital, day, in_words, network_of, one_line},
};

/// So many columns a file of cards has at most; what is more is kept together as text.
const MOST_COLUMNS: usize = 400;
/// The column for what finds none.
const REST: &str = "Also on the card";
/// The column in which a broken card comes back.
const WHOLE: &str = "Card";

/// The columns of a file of cards, and the row that is being filled.
#[derive(Default)]
pub(super) struct Columns {
    all: Vec<(String, Target)>,
    at: HashMap<String, usize>,
    row: Vec<String>,
    left_over: u64,
}

impl Columns {
    /// All of them.
    pub(super) fn into_all(self) -> Vec<(String, Target)> {
        self.all
    }

    /// The cells of the row.
    pub(super) fn row(&self) -> impl Iterator<Item = &str> {
        self.row.iter().map(String::as_str)
    }

    /// Cards with more values than there are columns for.
    pub(super) fn left_over(&self) -> u64 {
        self.left_over
    }

    /// The row is the card as it came, and nothing else.
    pub(super) fn keep_whole(&mut self, text: &str) {
        self.row.clear();
        self.put(WHOLE, Target::LeaveOut, text);
    }

    /// Fills the row; gives why the card can be no client, where that is so.
    pub(super) fn fill(&mut self, card: &Card) -> Option<String> {
        self.row.clear();
        if let Some(reason) = no_client(card) {
            return Some(reason);
        }
        self.names(card);
        for property in &card.properties {
            match property.name.as_str() {
                "TEL" => self.phone(card, property),
                "EMAIL" => self.mail(card, property),
                "URL" => self.put("Website", Target::Website, &property.text()),
                "ADR" => self.address(card, property),
                "IMPP" => self.handle(&network_of(property), property.text().as_str()),
                "SOCIALPROFILE" | "X-SOCIALPROFILE" => self.profile(property),
                "BDAY" => self.day("Birthday", &property.text()),
                "ANNIVERSARY" => self.day("Anniversary", &property.text()),
                "X-ABDATE" => {
                    let label = card.label(&property.group).unwrap_or_else(|| "Day".to_owned());
                    self.day(&label, &property.text());
                }
                "X-ABRELATEDNAMES" => {
                    let label = card.label(&property.group).unwrap_or_else(|| "Related".to_owned());
                    self.text(&label, &property.text());
                }
                "RELATED" => {
                    let kind = property.kinds.first().map_or("related", String::as_str);
                    self.text(&capital(kind), &property.text());
                }
                "NOTE" => self.joined("Note", Target::Note, &property.text(), "\n\n"),
                "CATEGORIES" => self.joined("Tags", Target::Tags, &property.values.join(","), ","),
                "FN" | "N" | "ORG" | "TITLE" | "ROLE" | "KIND" | "UID" => {}
                name => self.other(name, property),
            }
        }
        self.put("Card id", Target::ExternalId, &id(card));
        if self.row.get(self.at.get(REST).copied().unwrap_or(usize::MAX)).is_some_and(|rest| !rest.is_empty()) {
            self.left_over += 1;
        }
        None
    }

    fn names(&mut self, card: &Card) {
        let text = |name: &str| card.first(name).map(Property::text).unwrap_or_default();
        let (shown, organization) = (one_line(&text("FN")), card.first("ORG").map_or("", |org| org.part(0)));
        let is_organization = is_organization(card, &shown, organization);
        self.put("Name", Target::Name, &shown);
        if let Some(name) = card.first("N").filter(|_| !is_organization) {
            self.put("Family name", Target::FamilyName, name.part(0));
            self.put("Given name", Target::GivenName, name.part(1));
            self.put("Middle name", Target::MiddleName, name.part(2));
            self.put("Prefix", Target::Prefix, name.part(3));
            self.text("Suffix", name.part(4));
        }
        if is_organization {
            self.put("Kind", Target::Kind, "organization");
        }
        for (at, org) in card.properties.iter().filter(|property| property.name == "ORG").enumerate() {
            // An organization is its own organization: what is shown is its name.
            if !(at == 0 && is_organization && !shown.is_empty()) {
                self.put("Organization", Target::Organization, org.part(0));
            }
            let departments: Vec<&str> =
                org.values.iter().skip(1).map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
            self.text("Department", &departments.join(", "));
        }
        let title = if text("TITLE").is_empty() { "ROLE" } else { "TITLE" };
        for property in card.properties.iter().filter(|property| property.name == title) {
            self.put("Title", Target::Title, &property.text());
        }
        if title == "TITLE" {
            self.text("Role", &text("ROLE"));
        }
    }

    fn phone(&mut self, card: &Card, property: &Property) {
        let text = property.text();
        let number = text.strip_prefix("tel:").unwrap_or(&text).replace(";ext=", " ext. ");
        let number = number.split(';').next().unwrap_or_default().trim();
        let kind = [
            ("cell", "mobile"),
            ("fax", "fax"),
            ("pager", "pager"),
            ("home", "home"),
            ("work", "work"),
            ("main", "main"),
        ]
        .into_iter()
        .find(|(kind, _)| property.is(kind))
        .map(|(_, label)| label.to_owned());
        self.labelled("Phone", Target::Phone, kind.or_else(|| card.label(&property.group)), number);
    }

    fn mail(&mut self, card: &Card, property: &Property) {
        let plain = ["internet", "pref", "x400", "other"];
        let own = property.kinds.iter().find(|kind| !kind.is_empty() && !plain.contains(&kind.as_str())).cloned();
        let text = property.text();
        let address = text.strip_prefix("mailto:").unwrap_or(&text);
        self.labelled("Mail", Target::Email, card.label(&property.group).or(own), address);
    }

    /// `Phone (work)`, with the kind as label.
    fn labelled(&mut self, name: &str, target: fn(Label) -> Target, label: Option<String>, value: &str) {
        let label = label.map(|label| in_words(&label)).unwrap_or_default();
        let column = if label.is_empty() { name.to_owned() } else { format!("{name} ({label})") };
        self.put(&column, target(label.as_str().into()), value);
    }

    fn address(&mut self, card: &Card, property: &Property) {
        let kind =
            ["home", "work", "billing", "delivery"].into_iter().find(|kind| property.is(kind)).map(str::to_owned);
        let label = kind.or_else(|| card.label(&property.group).map(|label| in_words(&label))).unwrap_or_default();
        let one = |part: usize| one_line(property.part(part));
        let above = [one(0), one(1)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        // Where there is no street, what usually stands above it is the address.
        let (street, street2) = if one(2).is_empty() { (above, String::new()) } else { (one(2), above) };
        let parts = [
            (AddressPart::Street, "Street", street),
            (AddressPart::Street2, "Above the street", street2),
            (AddressPart::City, "City", one(3)),
            (AddressPart::Region, "Region", one(4)),
            (AddressPart::PostalCode, "Postal code", one(5)),
            (AddressPart::Country, "Country", one(6)),
        ];
        if parts.iter().all(|(.., value)| value.is_empty()) {
            return;
        }
        let label = self.free_address(&label);
        for (part, name, value) in parts {
            let column = if label.is_empty() { name.to_owned() } else { format!("{name} ({label})") };
            self.put(&column, Target::Address(part, label.as_str().into()), &value);
        }
    }

    /// `home`; `home 2` where a home stands on the card already.
    fn free_address(&self, label: &str) -> String {
        let taken = |label: &str| {
            self.all.iter().zip(&self.row).any(|((_, target), value)| {
                matches!(target, Target::Address(_, known) if &**known == label) && !value.is_empty()
            })
        };
        let numbered = (2..).map(|number| format!("{label} {number}").trim().to_owned());
        std::iter::once(label.to_owned()).chain(numbered).find(|label| !taken(label)).unwrap_or_default()
    }

    fn handle(&mut self, network: &str, text: &str) {
        let bare = match text.split_once(':') {
            Some((scheme, rest)) if !scheme.contains(['/', '@', ' ']) && !scheme.starts_with("http") => rest,
            _ => text,
        };
        for name in bare.split('\u{E000}').filter(|name| !name.trim().is_empty()) {
            self.put(&capital(network), Target::Handle(network.into()), name);
        }
    }

    fn profile(&mut self, property: &Property) {
        let network = if property.service.is_empty() {
            property.kinds.iter().find(|kind| *kind != "pref").cloned().unwrap_or_else(|| "profile".to_owned())
        } else {
            property.service.to_lowercase()
        };
        self.put(&capital(&network), Target::Handle(network.as_str().into()), &property.text());
    }

    /// A day to remember; what is none is kept as it is written.
    fn day(&mut self, label: &str, text: &str) {
        let text = text.trim();
        match day(text) {
            Some(day) => self.put(label, Target::ImportantDate(label.into()), &day),
            None => self.text(&format!("{label}, as written"), text),
        }
    }

    fn other(&mut self, name: &str, property: &Property) {
        if let Some((_, network)) = NETWORKS.iter().find(|(known, _)| *known == name) {
            return self.handle(network, &property.text());
        }
        if name.ends_with("ANNIVERSARY") {
            return self.day("Anniversary", &property.text());
        }
        if let Some((_, label)) = OTHERS.iter().find(|(known, _)| name.contains(known)) {
            return self.text(label, &property.text());
        }
        let is_technical =
            TECHNICAL.contains(&name) || TECHNICAL_BEGINNINGS.iter().any(|begin| name.starts_with(begin));
        if !is_technical {
            let own = name.strip_prefix("X-").unwrap_or(name).replace(['-', '/'], " ").to_lowercase();
            self.text(&capital(own.chars().take(60).collect::<String>().trim()), &property.text());
        }
    }

    fn text(&mut self, name: &str, value: &str) {
        self.put(name, Target::Custom("".into()), value);
    }

    /// Several values in one cell.
    fn joined(&mut self, name: &str, target: Target, value: &str, between: &str) {
        if value.trim().is_empty() {
            return;
        }
        match self.at.get(name).copied().filter(|at| self.row.get(*at).is_some_and(|there| !there.is_empty())) {
            Some(at) => {
                self.row[at].push_str(between);
                self.row[at].push_str(value);
            }
            None => self.put(name, target, value),
        }
    }

    /// Puts a value into the column of that name; into the next one of its kind where it is taken.
    fn put(&mut self, name: &str, target: Target, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        for number in 1.. {
            let (column, target) = match number {
                1 => (name.to_owned(), target.clone()),
                _ => (format!("{name} ({number})"), further(&target)),
            };
            let known = self.at.get(&column).copied();
            if known.is_none() && self.all.len() >= MOST_COLUMNS {
                break;
            }
            let at = known.unwrap_or_else(|| {
                self.at.insert(column.clone(), self.all.len());
                self.all.push((column, target));
                self.all.len() - 1
            });
            if self.row.len() <= at {
                self.row.resize(at + 1, String::new());
            }
            if self.row[at].is_empty() {
                value.clone_into(&mut self.row[at]);
                return;
            }
            if self.row[at] == value {
                return;
            }
        }
        self.keep_with_the_rest(&format!("{name}: {value}"));
    }

    fn keep_with_the_rest(&mut self, line: &str) {
        let at = *self.at.entry(REST.to_owned()).or_insert_with(|| {
            self.all.push((REST.to_owned(), Target::Custom("".into())));
            self.all.len() - 1
        });
        if self.row.len() <= at {
            self.row.resize(at + 1, String::new());
        }
        if !self.row[at].is_empty() {
            self.row[at].push('\n');
        }
        self.row[at].push_str(line);
    }
}

/// Where the second value of a kind goes: several mail addresses stay mail addresses, a second title is text.
fn further(target: &Target) -> Target {
    match target {
        Target::Email(_) | Target::Phone(_) | Target::Website | Target::Note | Target::Tags | Target::LeaveOut => {
            target.clone()
        }
        Target::Handle(network) => Target::Handle(network.clone()),
        _ => Target::Custom("".into()),
    }
}
