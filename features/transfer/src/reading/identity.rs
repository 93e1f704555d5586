//! Which row is which, so that the same file again changes nothing.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::candidate::Candidate;
use super::records::Record;

/// A hash of all cells of a row; the first half of its SHA-256.
pub type Content = [u8; 16];

/// The name of a row in its source: the same whenever the same row comes again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity(pub String);

/// Hashes the cells of a row, blanks around them aside.
#[must_use]
pub fn content(record: &Record, width: usize) -> Content {
    let mut hash = Sha256::new();
    for at in 0..width {
        hash.update(record.cell(at).as_bytes());
        hash.update([0x1F]);
    }
    let mut content = Content::default();
    content.copy_from_slice(&hash.finalize()[..16]);
    content
}

/// Hashes what a row means: all that was read out of it. The same words read in another way (the dates day first) mean something else;
/// a row written in another way that says the same means the same.
#[must_use]
pub fn meaning(candidate: &Candidate) -> Content {
    let bare = Candidate { row: 0, line: 0, troubles: Vec::new(), content: Content::default(), ..candidate.clone() };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_rows_are_counted() {
        let content = |cells: [&str; 2]| content(&Record::of(1, cells), 2);
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
