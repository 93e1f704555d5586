//! Which row is which, so that the same file again changes nothing.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::candidate::Candidate;
use super::dates::Moment;
use super::exports::Recognized;
use super::happening::Happening;
use super::records::Record;
use super::ticket::Ticket;

/// A hash of all cells of a row; the first half of its SHA-256.
pub type Content = [u8; 16];

/// The name of a row in its source: the same whenever the same row comes again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity(pub String);

/// Hashes the cells of a row, blanks around them aside; a cell that `date` reads counts as that day, however it is written.
#[must_use]
pub fn content(record: &Record, width: usize, date: impl Fn(usize, &str) -> Option<Moment>) -> Content {
    let mut hash = Sha256::new();
    for at in 0..width {
        let cell = record.cell(at);
        match date(at, cell) {
            Some(moment) => hash.update(in_any_order(moment)),
            None => hash.update(cell.as_bytes()),
        }
        hash.update([0x1F]);
    }
    let mut content = Content::default();
    content.copy_from_slice(&hash.finalize()[..16]);
    content
}

/// A day that is the same whichever way its column is read: the smaller of day and month first, the century left aside. So a row stays
/// the one it is when somebody says how its dates are meant, and when the list comes again with its dates written another way.
fn in_any_order(moment: Moment) -> String {
    let of_day = |day: jiff::civil::Date| {
        let (month, day_of_month) = (day.month(), day.day());
        format!("{}-{}-{}", day.year().rem_euclid(100), month.min(day_of_month), month.max(day_of_month))
    };
    match as_written(moment) {
        Moment::Day(day) => of_day(day),
        Moment::Local(local) => format!("{} {}", of_day(local.date()), local.time()),
        Moment::Instant(instant) => instant.to_string(),
    }
}

/// Midnight without a zone is how programs write a day.
fn as_written(moment: Moment) -> Moment {
    match moment {
        Moment::Local(local) if local.time() == jiff::civil::Time::midnight() => Moment::Day(local.date()),
        other => other,
    }
}

/// Hashes what a row means: all that was read out of it. The same words read in another way (the dates day first) mean something else;
/// a row written in another way that says the same means the same.
#[must_use]
pub fn meaning(candidate: &Candidate) -> Content {
    let mut bare =
        Candidate { row: 0, line: 0, troubles: Vec::new(), content: Content::default(), ..candidate.clone() };
    bare.custom.retain(|(name, _)| !bare.days.iter().any(|(dated, _)| dated == name));
    bare.last_contact = bare.last_contact.map(as_written);
    bare.since = bare.since.map(as_written);
    bare.days.iter_mut().for_each(|(_, moment)| *moment = as_written(*moment));
    bare.dates.iter_mut().for_each(|(_, moment)| *moment = as_written(*moment));
    let mut content = Content::default();
    content.copy_from_slice(&Sha256::digest(format!("{bare:?}"))[..16]);
    content
}

/// Bytes as hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// How often each content came so far in a file, 24 bytes a row: equal rows are told apart by their count.
#[derive(Clone, Debug, Default)]
pub struct Occurrences {
    seen: HashMap<u64, u32>,
}

impl Occurrences {
    /// Counts a row; 1 for the first of its content.
    pub fn count(&mut self, content: &Content) -> u32 {
        let mut half = [0; 8];
        half.copy_from_slice(&content[..8]);
        let count = self.seen.entry(u64::from_le_bytes(half)).or_insert(0);
        *count += 1;
        *count
    }
}

/// The identity of a row: its id in the source where it has one, else its content and the how-manieth it is.
///
/// `source` names where the rows come from (the mapping's fingerprint, or a name a person gave):
/// ids of two systems never meet.
pub fn identity(candidate: &Candidate, source: &str, occurrences: &mut Occurrences) -> Identity {
    match &candidate.external_id {
        Some(id) => Identity(format!("id:{source}:{id}")),
        None => {
            let count = occurrences.count(&candidate.content);
            Identity(format!("row:{source}:{}:{count}", hex(&candidate.content)))
        }
    }
}

/// The identity of what happened: its number in the program, whichever of its lists tells it, else its content and the how-manieth it is.
pub fn happened(
    happening: &Happening,
    program: Option<Recognized>,
    source: &str,
    occurrences: &mut Occurrences,
) -> Identity {
    match (&happening.id, program) {
        (Some(id), Some(program)) => Identity(format!("happening:{}", program.happening(id))),
        _ => {
            let count = occurrences.count(&happening.content);
            Identity(format!("happening:{source}:{}:{count}", hex(&happening.content)))
        }
    }
}

/// Hashes what went wrong, or what was said about it, as it was read.
#[must_use]
pub fn of_ticket(ticket: &Ticket) -> Content {
    let mut bare = Ticket { ended: ticket.ended.map(as_written), ..ticket.clone() };
    let told = hex(&told(&ticket.told));
    bare.told = Happening::new((0, 0), ticket.told.kind);
    let mut content = Content::default();
    content.copy_from_slice(&Sha256::digest(format!("{told} {bare:?}"))[..16]);
    content
}

/// Hashes what happened as it was read: the same words mean the same, wherever the row stands.
#[must_use]
pub fn told(happening: &Happening) -> Content {
    let mut bare =
        Happening { row: 0, line: 0, trouble: String::new(), content: Content::default(), ..happening.clone() };
    bare.at = bare.at.map(as_written);
    bare.written = bare.written.map(as_written);
    let mut content = Content::default();
    content.copy_from_slice(&Sha256::digest(format!("{bare:?}"))[..16]);
    content
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_rows_are_counted() {
        let content = |cells: [&str; 2]| content(&Record::of(1, cells), 2, |_, _| None);
        let mut seen = Occurrences::default();
        let first = Candidate { content: content(["Anna", "Rome"]), ..Candidate::default() };
        let names: Vec<Identity> = (0..2).map(|_| identity(&first, "s", &mut seen)).collect();
        assert_ne!(names[0], names[1]);
        let again = identity(&first, "s", &mut Occurrences::default());
        assert_eq!(again, names[0]);
        assert_ne!(content(["a", "b"]), content(["ab", ""]));
        assert_eq!(content([" a", "b"]), content(["a", "b "]));
    }

    #[test]
    fn an_id_is_enough() {
        let candidate = Candidate { external_id: Some("848".to_owned()), ..Candidate::default() };
        assert_eq!(identity(&candidate, "s", &mut Occurrences::default()), Identity("id:s:848".to_owned()));
    }
}
