//! From the columns of a file to candidates, row by row.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::super::columns::kinds::{Look, look};
use super::super::columns::{About, Column, Expected, Label, Target};
use super::super::dates::{Decision, Moment, Style, parse};
use super::super::exports::Recognized;
use super::super::identity::{Content, content};
use super::super::mapping::Mapping;
use super::super::records::Record;
use super::super::rows::has_more;
use super::super::standing::Standing;
use super::super::survey::{Survey, many, speaks_of_dates};
use super::super::values::{clean_id, fold, is_empty, is_lost, rhythm_days, tags, yes_or_no};
use super::address::{address_is_empty, take_address};
use super::names::Names;
use super::{Address, Candidate, Consent, Outcome, Refused, Trouble};

/// One column of the file that goes somewhere.
pub(super) struct Slot {
    pub(super) at: usize,
    pub(super) name: Arc<str>,
    pub(super) target: Target,
    pub(super) style: Option<Style>,
    /// How dates among kept text are written.
    kept: Option<Style>,
    /// The dates of the column can be read in two ways and nobody said which: they stay text.
    pub(super) undecided: bool,
    /// Values are words, `None` and `Null` among them.
    words: bool,
    empty: Vec<String>,
    /// The address of the candidate it belongs to.
    address: usize,
}

/// How the rows of one file become candidates.
pub struct Plan {
    pub(super) slots: Vec<Slot>,
    addresses: Vec<Label>,
    pub(super) about: About,
    pub(super) country: Option<String>,
    width: usize,
    /// How the dates of each column are written, where it holds any.
    dated: Vec<Option<Style>>,
    is_laid_out: bool,
    /// The whole name is what the client is shown by, its parts are beside it: so it is on cards.
    whole_first: bool,
    pub(super) recognized: Option<Recognized>,
    today: Date,
    /// Where problems stand here that had a status there, by the status in small letters.
    standings: BTreeMap<String, Standing>,
}

impl Plan {
    /// A plan from what was found out and decided. `today` tells a birthday in '45 from one to come.
    #[must_use]
    pub fn new(survey: &Survey, mapping: &Mapping, today: Date) -> Self {
        let mut addresses: Vec<Label> = Vec::new();
        let mut slots = Vec::new();
        for (at, column) in survey.columns.iter().enumerate() {
            if column.target == Target::LeaveOut {
                continue;
            }
            let label = match &column.target {
                Target::Address(_, label) => Some(label.clone()),
                _ => None,
            };
            let address = label.map_or(0, |label| {
                addresses.iter().position(|known| *known == label).unwrap_or_else(|| {
                    addresses.push(label);
                    addresses.len() - 1
                })
            });
            let rule = mapping.columns.get(&column.name);
            let empty = mapping.empty.iter().chain(rule.iter().flat_map(|rule| &rule.empty)).cloned().collect();
            let dated = column.target.expected() == Expected::Date;
            // A column of dates that is kept as text is still watched: a date that cannot exist is named.
            let watched = matches!(column.target, Target::Custom(_)) && speaks_of_dates(&column.name);
            let style = match &column.dates {
                Some(Decision::Decided { style, .. }) if dated || watched => Some(*style),
                _ => None,
            };
            let undecided = dated && matches!(column.dates, Some(Decision::Ambiguous { .. }));
            let name: Arc<str> = column.name.as_str().into();
            let words = column.target.takes_words() || matches!(column.target, Target::Custom(_));
            let target = column.target.clone();
            let kept = written(column).filter(|_| matches!(target, Target::Custom(_)));
            slots.push(Slot { at, name, target, style, kept, undecided, words, empty, address });
        }
        if matches!(survey.about, About::Entries | About::Links | About::Problems) {
            super::happened::in_their_order(&mut slots);
        }
        Self {
            slots,
            addresses,
            about: survey.about.clone(),
            country: mapping.country.clone(),
            width: survey.columns.len(),
            dated: survey.columns.iter().map(|column| written(column).or_else(|| either_way(column))).collect(),
            is_laid_out: survey.layout.cut.is_laid_out(),
            whole_first: survey.shows_whole_names,
            recognized: survey.recognized,
            today,
            standings: mapping.standings.iter().map(|(status, standing)| (fold(status), *standing)).collect(),
        }
    }

    /// What a row becomes.
    #[must_use]
    pub fn read(&self, record: &Record) -> Outcome {
        if let Some(reason) = self.refusal(record) {
            return refuse(record, reason);
        }
        if matches!(self.about, About::Entries | About::Links) {
            return self.read_happening(record);
        }
        if self.about == About::Problems {
            return self.read_ticket(record);
        }
        let mut candidate = Candidate { row: record.row, line: record.line, ..Candidate::default() };
        candidate.addresses =
            self.addresses.iter().map(|label| Address { label: label.clone(), ..Address::default() }).collect();
        let mut names = Names { whole_first: self.whole_first, ..Names::default() };
        for slot in &self.slots {
            let Some(value) = slot.value(record) else { continue };
            self.take(slot, value, &mut candidate, &mut names);
        }
        candidate.addresses.retain(|address| !address_is_empty(address));
        names.settle(&self.about, &mut candidate);
        if candidate.name.is_empty() {
            return refuse(record, "no name, mail address or phone in this row".to_owned());
        }
        candidate.name_is_lost = is_lost(&candidate.name);
        if candidate.external_id.is_none() {
            candidate.content = self.content(record);
        }
        Outcome::Candidate(Box::new(candidate))
    }

    /// Where a problem of that status stands here: as somebody said, else as it usually means.
    pub(super) fn standing(&self, status: &str) -> Standing {
        self.standings.get(&fold(status)).copied().unwrap_or_else(|| Standing::of(status))
    }

    /// A hash of all cells, whichever way their dates are written.
    pub(super) fn content(&self, record: &Record) -> Content {
        content(record, self.width, |at, cell| parse(self.dated[at]?, cell).ok())
    }

    fn refusal(&self, record: &Record) -> Option<String> {
        if !record.refusal.is_empty() {
            return Some(record.refusal.clone());
        }
        if let About::NoClients(what) = &self.about {
            return Some(format!("no client: {what}"));
        }
        if record.unclosed_quote {
            return Some("a quote in this row is never closed".to_owned());
        }
        if self.is_laid_out {
            return has_more(record, self.width)
                .then(|| "this row has values behind the last column that has a name".to_owned());
        }
        has_more(record, self.width).then(|| {
            format!(
                "this row has {}, the header has {}; perhaps a value holds the delimiter and is not quoted",
                many(record.len() as u64, "cell"),
                self.width
            )
        })
    }

    fn take(&self, slot: &Slot, value: &str, candidate: &mut Candidate, names: &mut Names) {
        match &slot.target {
            Target::Name => names.whole = value.to_owned(),
            Target::GivenName => names.given = value.to_owned(),
            Target::FamilyName => names.family = value.to_owned(),
            Target::MiddleName => names.middle = value.to_owned(),
            Target::Prefix => names.prefix = value.to_owned(),
            Target::Organization => names.organization = value.to_owned(),
            Target::ContactPerson => names.contact_person = value.to_owned(),
            Target::Kind => names.kind = super::super::columns::kind_word(value),
            Target::Title => candidate.title = value.to_owned(),
            Target::Email(_) | Target::OrganizationEmail => self.take_mail(slot, value, candidate, names),
            Target::Phone(_) | Target::OrganizationPhone => self.take_phone(slot, value, candidate, names),
            Target::Website | Target::OrganizationWebsite | Target::Handle(_) => {
                super::contact::take_web(&slot.target, value, candidate, names)
            }
            Target::Address(part, _) => take_address(*part, value, &mut candidate.addresses[slot.address]),
            Target::Owner => candidate.owner = value.to_owned(),
            Target::Location => candidate.location = value.to_owned(),
            Target::Rhythm => match rhythm_days(value, &slot.name) {
                Ok(days) => candidate.rhythm_days = Some(days),
                Err(message) => trouble(slot, value, message, candidate),
            },
            Target::Tags => candidate.tags.extend(tags(value)),
            Target::Note => candidate.notes.push(value.to_owned()),
            Target::Goal => candidate.goals.push(value.to_owned()),
            Target::LastContact | Target::ImportantDate(_) | Target::Since => self.take_date(slot, value, candidate),
            Target::Consent(purpose) => take_consent(slot, purpose, value, true, candidate),
            Target::NoConsent(purpose) => take_consent(slot, purpose, value, false, candidate),
            Target::ExternalId | Target::OrganizationId => self.take_id(slot, value, candidate),
            Target::Custom(name) => take_text(slot, name, value, candidate),
            // What happened is read by itself.
            Target::Entry(..) | Target::LeaveOut => {}
        }
    }

    fn take_mail(&self, slot: &Slot, value: &str, candidate: &mut Candidate, names: &mut Names) {
        for found in super::contact::mail_points(&slot.target, value) {
            match found {
                Ok(found) => {
                    if names.mail_name.is_empty() {
                        names.mail_name = found.name;
                    }
                    super::contact::add(&slot.target, found.point, candidate, names);
                }
                Err(message) => trouble(slot, value, slid(value, "mail address").unwrap_or(message), candidate),
            }
        }
    }

    fn take_phone(&self, slot: &Slot, value: &str, candidate: &mut Candidate, names: &mut Names) {
        for found in super::contact::phone_points(&slot.target, value, self.country.as_deref()) {
            match found {
                Ok(point) => super::contact::add(&slot.target, point, candidate, names),
                Err(message) => trouble(slot, value, slid(value, "phone number").unwrap_or(message), candidate),
            }
        }
    }

    /// An id; that of an organization is kept as text, too: it may be nobody's yet.
    fn take_id(&self, slot: &Slot, value: &str, candidate: &mut Candidate) {
        let id = match clean_id(value) {
            Ok(id) => self.recognized.map_or(id, |recognized| recognized.plain_id(id)).to_owned(),
            Err(message) => return trouble(slot, value, message, candidate),
        };
        if slot.target == Target::ExternalId {
            candidate.external_id = Some(id);
        } else {
            candidate.organization_id = Some(id);
            candidate.custom.push((slot.name.clone(), value.to_owned()));
        }
    }

    fn take_date(&self, slot: &Slot, value: &str, candidate: &mut Candidate) {
        if let (Target::ImportantDate(name), Some(day)) = (&slot.target, without_year(value)) {
            return candidate.dates.push((name.clone(), Moment::Day(day)));
        }
        let Some(style) = slot.style else {
            if slot.undecided {
                trouble(
                    slot,
                    value,
                    format!("\"{value}\" can be day first or month first; it is kept as text"),
                    candidate,
                );
            } else {
                candidate.custom.push((slot.name.clone(), value.to_owned()));
            }
            return;
        };
        let moment = match parse(style, value) {
            Ok(moment) => self.not_to_come(value, moment),
            Err(message) => return trouble(slot, value, message, candidate),
        };
        match &slot.target {
            Target::LastContact => candidate.last_contact = Some(moment),
            Target::Since => candidate.since = Some(moment),
            Target::ImportantDate(name) => candidate.dates.push((name.clone(), moment)),
            _ => {}
        }
    }

    /// A year of two figures that would lie ahead belongs to the century before.
    fn not_to_come(&self, value: &str, moment: Moment) -> Moment {
        let Moment::Day(day) = moment else { return moment };
        let two_figures = !value.contains(&day.year().to_string());
        if two_figures && day > self.today {
            return Date::new(day.year() - 100, day.month(), day.day()).map_or(moment, Moment::Day);
        }
        moment
    }
}

/// `--0203`, `--02-03`: a day of every year, as cards write it. It is kept in the year zero, which nobody was born in.
fn without_year(value: &str) -> Option<Date> {
    let digits: String = value.strip_prefix("--")?.chars().filter(|sign| *sign != '-').collect();
    let number = |part: Option<&str>| part?.parse::<i8>().ok();
    let (month, day) = (number(digits.get(..2))?, number(digits.get(2..))?);
    Date::new(0, month, day).ok()
}

impl Slot {
    /// What stands in its column, where something does.
    pub(super) fn value<'r>(&self, record: &'r Record) -> Option<&'r str> {
        let value = record.cell(self.at);
        let says_nothing =
            value.is_empty() || is_empty(value, self.words) || self.empty.iter().any(|empty| empty == value);
        (!says_nothing).then_some(value)
    }
}

pub(super) fn refuse(record: &Record, reason: String) -> Outcome {
    Outcome::Refused(Refused { row: record.row, line: record.line, reasons: vec![reason] })
}

/// Keeps a value that could not be taken as text and says why.
fn trouble(slot: &Slot, value: &str, message: String, candidate: &mut Candidate) {
    candidate.troubles.push(Trouble { column: slot.name.clone(), message });
    if !candidate.custom.iter().any(|(name, kept)| *name == slot.name && kept == value) {
        candidate.custom.push((slot.name.clone(), value.to_owned()));
    }
}

/// Keeps text under its name; a date among dates that cannot be read is named.
fn take_text(slot: &Slot, name: &Label, value: &str, candidate: &mut Candidate) {
    if let Some(Err(message)) = slot.style.map(|style| parse(style, value)) {
        return trouble(slot, value, message, candidate);
    }
    let name = if name.is_empty() { &slot.name } else { name };
    candidate.custom.push((name.clone(), value.to_owned()));
    if let Some(Ok(moment)) = slot.kept.map(|style| parse(style, value)) {
        candidate.days.push((name.clone(), moment));
    }
}

/// How the dates of a column are written; numbers are dates only under a name that speaks of them.
fn written(column: &Column) -> Option<Style> {
    match &column.dates {
        Some(Decision::Decided { style, .. }) if style.numbers.is_none() || speaks_of_dates(&column.name) => {
            Some(*style)
        }
        _ => None,
    }
}

/// One of the two ways to read the dates of a column: enough to see that two rows name the same day.
fn either_way(column: &Column) -> Option<Style> {
    match &column.dates {
        Some(Decision::Ambiguous { readings, .. }) => readings.first().map(|order| Style::with(*order)),
        _ => None,
    }
}

/// A value that belongs into another column: the cells of such a row have slid.
fn slid(value: &str, expected: &str) -> Option<String> {
    let what = match look(value) {
        Look::Date => "a date",
        Look::Mail => "a mail address",
        Look::Web => "a web address",
        _ => return None,
    };
    Some(format!("\"{value}\" is {what}, not a {expected}; have the cells of this row slid?"))
}

fn take_consent(slot: &Slot, purpose: &Label, value: &str, yes_gives: bool, candidate: &mut Candidate) {
    match yes_or_no(value) {
        Some(yes) if yes_gives => candidate.consents.push(Consent { purpose: purpose.clone(), given: yes }),
        Some(true) => candidate.consents.push(Consent { purpose: purpose.clone(), given: false }),
        // Not having opted out is no consent.
        Some(false) => {}
        None => trouble(slot, value, format!("\"{value}\" is neither yes nor no"), candidate),
    }
}
