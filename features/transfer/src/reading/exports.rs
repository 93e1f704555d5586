//! Lists that well-known programs export, known by their columns: nothing is asked about them, and their numbers are kept under the name
//! of the program, so that the rows of several of its lists meet.

mod known;

use std::collections::HashSet;

use super::columns::{About, Column, EntryPart, Expected, Sureness, Tally, Target, is_single, lexicon::words};
use super::happening::Happens;
use known::{ALSO, KNOWN};

/// What the rows of a known export are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Persons.
    Persons,
    /// Organizations.
    Organizations,
    /// What happened with clients; of this kind where the row does not say.
    Entries(Happens),
    /// Whose a happening of another list is.
    Links,
    /// What went wrong for clients.
    Problems,
    /// What was said about it.
    Comments,
    /// Something that is no client, in words.
    Elsewhere(&'static str),
}

/// An export that is known.
#[derive(Debug)]
pub struct Known {
    /// The program: `Salesforce`.
    pub system: &'static str,
    /// What it exports: `contacts`.
    pub what: &'static str,
    /// What its rows are.
    pub holds: Holds,
    /// Its headers, plain and run together: one of each group, with ` / ` between them, must be there.
    must: &'static str,
    /// Others that it usually has.
    usual: &'static str,
    /// Where columns go that a header alone would not tell: `header = target, …`.
    columns: &'static str,
}

impl Known {
    /// What the export says of a header.
    fn target(&self, header: &str) -> Option<Target> {
        let also = ALSO.iter().filter(|(system, _)| *system == self.system && self.tells_what_happened());
        let all = std::iter::once(self.columns).chain(also.map(|(_, columns)| *columns));
        let mut told = all.flat_map(|columns| columns.split(", ")).filter_map(|column| column.split_once(" = "));
        told.find(|(known, _)| *known == header).and_then(|(_, target)| target.parse().ok())
    }

    /// Its rows are what happened with clients, or whose that is.
    #[must_use]
    pub fn tells_what_happened(&self) -> bool {
        matches!(self.holds, Holds::Entries(_) | Holds::Links) || self.is_about_problems()
    }

    /// Its rows are what went wrong for clients, or what was said about it.
    #[must_use]
    pub fn is_about_problems(&self) -> bool {
        matches!(self.holds, Holds::Problems | Holds::Comments)
    }
}

/// An export that was recognized.
#[derive(Clone, Copy, Debug)]
pub struct Recognized(&'static Known);

/// A header, plain and run together: `property_hs_note_body` and `HS note body` are both `hsnotebody`.
#[must_use]
pub fn plain(header: &str) -> String {
    let mut all = words(header);
    if all.len() > 1 && matches!(all[0].as_str(), "property" | "properties") {
        all.remove(0);
    }
    if all.len() > 1 && all.last().is_some_and(|last| last == "c") {
        all.pop();
    }
    all.concat()
}

/// The known export that has these columns; where two fit, the one with more of its usual ones.
#[must_use]
pub fn recognize(columns: &[String]) -> Option<Recognized> {
    let mut headers: HashSet<String> = columns.iter().map(|name| plain(name)).collect();
    if columns.iter().filter(|name| name.to_lowercase().starts_with("property_")).count() >= 2 {
        headers.insert("(hubspot)".to_owned());
    }
    let has = |header: &&str| headers.contains(*header);
    let fits = |known: &&Known| known.must.split(" / ").all(|group| group.split(' ').any(|header| has(&header)));
    let score = |known: &&Known| known.must.split(" / ").count() * 2 + known.usual.split(' ').filter(has).count();
    KNOWN.iter().filter(fits).max_by_key(score).map(Recognized)
}

impl Recognized {
    /// What was recognized.
    #[must_use]
    pub fn export(&self) -> &'static Known {
        self.0
    }

    /// The name that the numbers of its rows are kept under. HubSpot and Zendesk count persons and organizations apart.
    #[must_use]
    pub fn source(&self) -> String {
        match (self.0.system, self.0.holds) {
            ("HubSpot" | "Zendesk", Holds::Persons) => self.source_of_persons(),
            ("HubSpot" | "Zendesk", Holds::Organizations) => self.source_of_organizations(),
            ("Salesforce", _) => self.source_of_organizations(),
            (system, _) => format!("{} {}", system.to_lowercase(), self.0.what),
        }
    }

    /// The name that the numbers of its organizations are kept under.
    #[must_use]
    pub fn source_of_organizations(&self) -> String {
        let system = self.0.system.to_lowercase();
        if matches!(self.0.system, "HubSpot" | "Zendesk") { format!("{system} organization") } else { system }
    }

    /// The name that the numbers of its persons are kept under.
    #[must_use]
    pub fn source_of_persons(&self) -> String {
        let system = self.0.system.to_lowercase();
        if matches!(self.0.system, "HubSpot" | "Zendesk") { format!("{system} person") } else { system }
    }

    /// A happening as it is known in all lists of the program.
    #[must_use]
    pub fn happening(&self, id: &str) -> String {
        match (self.0.holds, self.0.what) {
            (Holds::Problems, _) | (_, "ticket links") => self.problem(id),
            (Holds::Comments, _) => format!("{} comment:{id}", self.0.system.to_lowercase()),
            _ => format!("{}:{id}", self.0.system.to_lowercase()),
        }
    }

    /// A problem as it is known in all lists of the program.
    #[must_use]
    pub fn problem(&self, id: &str) -> String {
        format!("{} problem:{id}", self.0.system.to_lowercase())
    }

    /// A number as it is compared: Salesforce writes 15 or 18 signs of the same one.
    #[must_use]
    pub fn plain_id<'i>(&self, id: &'i str) -> &'i str {
        let is_long = self.0.system == "Salesforce" && id.len() == 18;
        if is_long && id.bytes().all(|byte| byte.is_ascii_alphanumeric()) { &id[..15] } else { id }
    }

    /// `This looks like a Salesforce export of contacts: …`
    #[must_use]
    pub fn sentence(&self, columns: &[Column]) -> String {
        let Known { system, what, holds, .. } = self.0;
        let article = if system.starts_with(['A', 'E', 'I', 'O', 'U']) { "an" } else { "a" };
        let names_organizations =
            columns.iter().any(|column| column.target == Target::OrganizationId && column.filled > 0);
        let so = match holds {
            Holds::Elsewhere(_) => ".",
            Holds::Entries(_) => {
                ": each becomes an entry with the client whose number it names. Bring the clients in first, and what links them, so that they are found."
            }
            Holds::Problems => {
                ": each becomes a problem of the client whose number it names; what is closed comes in as settled. Bring the clients in first, so that they are found."
            }
            Holds::Comments => {
                ": each becomes an entry of the problem whose number it names. Bring the problems in first, so that they are found."
            }
            Holds::Links => {
                ": they say whose the notes, calls, mails, meetings and tasks of the other lists are. Bring them in after the clients and before those."
            }
            _ if names_organizations => {
                ": its columns are known. It names organizations by their numbers; bring their list in first, so that people find theirs."
            }
            _ => ": its columns are known.",
        };
        format!("This looks like {article} {system} export of {what}{so}")
    }

    /// Says of each column where it goes, and what the rows are. What only this program knows stays text under its own name.
    pub fn know(&self, columns: &mut [Column], tallies: &[Tally], about: &mut About) {
        let (mut taken, is_link) = (Vec::new(), matches!(self.0.holds, Holds::Links));
        for (column, tally) in columns.iter_mut().zip(tallies) {
            let told = self.0.target(&plain(&column.name));
            if self.0.tells_what_happened() {
                // What else stands in such a list is left out; a mapping can bring it along. Of a problem nothing is.
                let else_there = match self.0.is_about_problems() && !is_technical(&column.name) {
                    true => Target::Entry(EntryPart::Detail, "".into()),
                    false => Target::LeaveOut,
                };
                column.target = told.filter(|target| fits(target, (column, tally), is_link)).unwrap_or(else_there);
                let is_taken = is_single(&column.target) && column.filled > 0 && taken.contains(&column.target);
                if is_taken || column.filled == 0 {
                    column.target = Target::LeaveOut;
                } else {
                    taken.push(column.target.clone());
                }
            } else if let Some(target) = told.filter(|target| fits(target, (column, tally), is_link)) {
                let is_taken = is_single(&target) && column.filled > 0 && taken.contains(&target);
                column.target = if is_taken { Target::Custom("".into()) } else { target.clone() };
                if is_single(&target) && column.filled > 0 && !is_taken {
                    taken.push(target);
                }
            } else if taken.contains(&column.target) {
                column.target = Target::Custom("".into());
            }
            if column.sureness < Sureness::Sure {
                column.sureness = Sureness::Sure;
                column.reason = format!("so it is in {} exports", self.0.system);
            }
        }
        if !self.0.tells_what_happened() {
            self.give_told_ones_their_place(columns, &taken);
        }
        let names_clients = columns.iter().any(|column| column.filled > 0 && column.target.makes_a_client());
        match self.0.holds {
            Holds::Persons if names_clients => *about = About::Persons,
            Holds::Organizations if names_clients => *about = About::Organizations,
            Holds::Entries(_) => *about = About::Entries,
            Holds::Links => *about = About::Links,
            Holds::Problems | Holds::Comments => *about = About::Problems,
            Holds::Elsewhere(what) => *about = About::NoClients(what.to_owned()),
            _ => {}
        }
    }

    /// A column that was guessed to be what a known one is stays text.
    fn give_told_ones_their_place(&self, columns: &mut [Column], taken: &[Target]) {
        for target in taken {
            let is_told = |column: &Column| self.0.target(&plain(&column.name)).as_ref() == Some(target);
            for column in columns.iter_mut().filter(|column| column.target == *target && !is_told(column)) {
                column.target = Target::Custom("".into());
            }
        }
    }
}

/// The values do not speak against it: masked mail addresses are none, and a number that stands in several rows is nobody's.
fn fits(target: &Target, (column, tally): (&Column, &Tally), is_link: bool) -> bool {
    column.filled == 0
        || match target.expected() {
            Expected::Mail => column.examples.iter().any(|example| example.contains('@')),
            Expected::Date => column.dates.is_some(),
            // A link names the same happening once for each of its clients.
            _ if is_number(target) => is_link || tally.is_unique(),
            _ => true,
        }
}

/// When a copy of the row was made, and where the program shows it: nothing that anybody said.
fn is_technical(name: &str) -> bool {
    matches!(
        plain(name).as_str(),
        "fivetransynced" | "fivetranid" | "systemmodstamp" | "url" | "lastvieweddate" | "lastreferenceddate"
    )
}

/// The number of the row itself.
fn is_number(target: &Target) -> bool {
    matches!(target, Target::ExternalId | Target::Entry(EntryPart::Id, _))
}

#[cfg(test)]
mod tests;
