//! Which two may be the same: reasons in words and a score, never a decision.
//!
//! The score follows Fellegi and Sunter (*A Theory for Record Linkage*, JASA 64, 1969): each thing
//! that two clients have in common, or have and do not share, adds or takes bits of evidence,
//! log2 of how much likelier it is among the same than among others. With w bits in all the score
//! is 1 / (1 + 2^−w); half is even odds. The weights are set by hand on round numbers and proven on
//! examples; a person decides in the end.
//!
//! Nobody is ever compared with everybody: clients meet under [`keys`], which stand in a small table, and under the
//! values of their contact points.

mod compare;
mod everybody;
mod find;
mod keys;
mod nicknames;
mod places;
mod profile;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::client::ClientKind;
use compare::{same_digits, street_likeness};

pub use compare::{NameLikeness, jaro_winkler, name_likeness};
pub use find::{Alike, Remembered, alike, perhaps, profile_of, resembling};
pub(crate) use keys::phone_key;
pub use keys::{Key, keys};
pub use profile::{Profile, fold, is_lost};

/// The score from which two are shown side by side.
pub const WORTH_A_LOOK: f64 = 0.5;
/// Bits against any two before anything is compared.
const PRIOR: f64 = -10.0;

/// How alike two are.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// Between 0 and 1; see the module for its formula.
    pub score: f64,
    /// What they have in common, in words, the strongest first.
    pub reasons: Vec<&'static str>,
}

/// Bits of evidence with the words for what speaks for it.
struct Evidence {
    bits: f64,
    reasons: Vec<(f64, &'static str)>,
}

impl Evidence {
    fn add(&mut self, bits: f64, reason: &'static str) {
        self.bits += bits;
        if bits > 0.0 {
            self.reasons.push((bits, reason));
        }
    }
}

/// Compares two; none when nothing speaks for them being the same.
#[must_use]
pub fn likeness(one: &Profile, other: &Profile) -> Option<Likeness> {
    if one.kind != other.kind {
        return None;
    }
    if one.external_ids.iter().any(|id| other.external_ids.contains(id)) {
        return Some(Likeness { score: 1.0, reasons: vec!["the same id in the same source"] });
    }
    let mut evidence = Evidence { bits: PRIOR, reasons: Vec::new() };
    compare_names(one, other, &mut evidence);
    compare_points(one, other, &mut evidence);
    compare_places(one, other, &mut evidence);
    compare_birthdays(one, other, &mut evidence);
    let score = 1.0 / (1.0 + (-evidence.bits).exp2());
    if score < WORTH_A_LOOK || evidence.reasons.is_empty() {
        return None;
    }
    evidence.reasons.sort_by(|a, b| b.0.total_cmp(&a.0));
    Some(Likeness { score, reasons: evidence.reasons.into_iter().map(|(_, reason)| reason).collect() })
}

fn compare_names(one: &Profile, other: &Profile, evidence: &mut Evidence) {
    let organization = one.kind == ClientKind::Organization;
    match name_likeness(one, other) {
        NameLikeness::Unknown | NameLikeness::OneWord => {}
        NameLikeness::GivenOnly => evidence.add(-4.0, ""),
        NameLikeness::Same if organization => evidence.add(11.0, "the same name"),
        NameLikeness::Same => evidence.add(9.5, "the same name"),
        NameLikeness::Spaced => evidence.add(9.0, "the same name, written together or apart"),
        NameLikeness::Near => evidence.add(6.5, "nearly the same name"),
        NameLikeness::ShortForm => evidence.add(6.5, "the same last name, the first one in its short form"),
        NameLikeness::Partly => evidence.add(3.0, "a name in common"),
        NameLikeness::OneNameOnly => evidence.add(4.0, "the same last name, no first name"),
        NameLikeness::Swapped => evidence.add(7.0, "first and last name swapped"),
        NameLikeness::Different => evidence.add(-8.0, ""),
    }
    match (one.organization.is_empty() || other.organization.is_empty(), one.organization == other.organization) {
        (true, _) => {}
        (false, true) => evidence.add(4.0, "the same organization"),
        (false, false) => evidence.add(-1.0, ""),
    }
}

fn compare_points(one: &Profile, other: &Profile, evidence: &mut Evidence) {
    if !one.mails.is_empty() && !other.mails.is_empty() {
        let same = one.mails.iter().any(|mail| other.mails.contains(mail));
        evidence.add(if same { 11.0 } else { -1.0 }, "the same mail address");
    }
    if !one.phones.is_empty() && !other.phones.is_empty() {
        let same = one.phones.iter().any(|phone| other.phones.iter().any(|known| same_digits(phone, known)));
        evidence.add(if same { 8.0 } else { -1.5 }, "the same phone number");
    }
}

fn compare_places(one: &Profile, other: &Profile, evidence: &mut Evidence) {
    let share = |ours: &[String], theirs: &[String]| {
        (!ours.is_empty() && !theirs.is_empty()).then(|| ours.iter().any(|place| theirs.contains(place)))
    };
    match share(&one.postal_codes, &other.postal_codes) {
        Some(true) => evidence.add(3.0, "the same postal code"),
        Some(false) => evidence.add(-1.5, ""),
        None => {}
    }
    match share(&one.cities, &other.cities) {
        Some(true) => evidence.add(2.0, "the same town"),
        Some(false) => evidence.add(-0.5, ""),
        None => {}
    }
    let best = one
        .streets
        .iter()
        .flat_map(|ours| other.streets.iter().map(move |theirs| street_likeness(ours, theirs)))
        .fold(None, |best: Option<f64>, found| Some(best.map_or(found, |best| best.max(found))));
    match best {
        Some(alike) if alike >= 1.0 => evidence.add(6.0, "the same street and number"),
        Some(alike) if alike >= 0.9 => evidence.add(4.0, "nearly the same street and number"),
        Some(alike) if alike >= 0.8 => evidence.add(1.0, "a similar street"),
        Some(_) => evidence.add(-2.5, ""),
        None => {}
    }
}

fn compare_birthdays(one: &Profile, other: &Profile, evidence: &mut Evidence) {
    let (Some(one), Some(other)) = (one.birthday, other.birthday) else {
        return;
    };
    let text = |day: Date| day.to_string();
    let differing = text(one).bytes().zip(text(other).bytes()).filter(|(a, b)| a != b).count();
    let swapped =
        one.year() == other.year() && i16::from(one.month()) == i16::from(other.day()) && one.day() == other.month();
    match differing {
        0 => evidence.add(10.0, "the same birthday"),
        _ if swapped => evidence.add(6.0, "the same birthday, day and month swapped"),
        1 => evidence.add(5.0, "nearly the same birthday"),
        _ => evidence.add(-4.0, ""),
    }
}
