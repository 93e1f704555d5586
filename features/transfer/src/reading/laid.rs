//! A table that is laid out already: what comes out of a workbook or out of cards, in one plain form for all that follows.
//!
//! The signs between cells and records are those that ASCII keeps for that; no text of a person holds them. In front of each record
//! stand the line it comes from and, where it cannot become a client, why.

use std::io::{self, Write};

use super::records::Record;

/// Stands between two cells.
pub(super) const CELL: u8 = 0x1F;
/// Ends a record.
pub(super) const RECORD: u8 = 0x1E;
/// Ends a word in front of the cells.
const WORD: u8 = 0x1D;
/// The largest table that is laid out, in bytes.
const MOST_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// Writes records.
pub(super) struct LaidOut<W> {
    out: W,
    bytes: u64,
}

impl<W: Write> LaidOut<W> {
    /// Starts at the beginning of `out`.
    pub(super) fn new(out: W) -> Self {
        Self { out, bytes: 0 }
    }

    /// Writes a record: where it comes from, why it is refused (empty where it is not), its cells.
    pub(super) fn write<'a>(
        &mut self,
        line: u64,
        refusal: &str,
        cells: impl IntoIterator<Item = &'a str>,
    ) -> io::Result<()> {
        self.put(line.to_string().as_bytes())?;
        self.put(&[WORD])?;
        self.text(refusal)?;
        self.put(&[WORD])?;
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                self.put(&[CELL])?;
            }
            self.text(cell)?;
        }
        self.put(&[RECORD])
    }

    /// Ends the table.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        let is_sign = |byte: &u8| matches!(*byte, 0 | WORD | RECORD | CELL);
        if text.as_bytes().iter().any(is_sign) {
            let plain: Vec<u8> = text.bytes().map(|byte| if is_sign(&byte) { b' ' } else { byte }).collect();
            return self.put(&plain);
        }
        self.put(text.as_bytes())
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.bytes += bytes.len() as u64;
        if self.bytes > MOST_BYTES {
            return Err(io::Error::other("it unpacks to more than 2 GB; cut it in parts"));
        }
        self.out.write_all(bytes)
    }
}

/// Takes a record apart: its cells into `text` and `ends`, the rest into the record itself.
pub(super) fn take(bytes: &[u8], record: &mut Record, text: &mut Vec<u8>, ends: &mut Vec<usize>) {
    let mut words = bytes.splitn(3, |byte| *byte == WORD);
    let mut word = || String::from_utf8_lossy(words.next().unwrap_or_default());
    record.line = word().parse().unwrap_or_default();
    record.refusal = word().into_owned();
    record.row = 0;
    record.last_line = record.line;
    record.unclosed_quote = false;
    for cell in words.next().unwrap_or_default().split(|byte| *byte == CELL) {
        text.extend_from_slice(cell);
        ends.push(text.len());
    }
}
