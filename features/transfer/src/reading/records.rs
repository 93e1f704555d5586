//! Splits text into records and cells, as a stream: quotes, line breaks inside quotes, any line end.
//!
//! The rules are those of RFC 4180, and kind where files are not: a quote inside an unquoted cell is
//! a letter, text after a closing quote stays, `\"` inside quotes is a quote, blanks may stand in
//! front of a quote. A quote that is never closed swallows no more than its own line.

mod split;

use std::io::{self, Read};

use super::encoding::{Damage, Decoder};
use super::laid;
use split::{Cells, Split, split, split_plain};

/// The longest record in bytes; a quote still open after that was never closed.
const LONGEST_RECORD: usize = 1024 * 1024;

/// One record: its cells and where it stands in the file. Made to be used again and again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// 1 for the first row of data; 0 for what is no row (titles, headers).
    pub row: u64,
    /// The line of the file on which it starts, the first line is 1.
    pub line: u64,
    /// The line on which it ends; greater than `line` when a cell holds line breaks.
    pub last_line: u64,
    /// A quote on this line is never closed; its cells were cut without it.
    pub unclosed_quote: bool,
    /// Why whoever laid the table out says that it cannot become a client; empty usually.
    pub refusal: String,
    text: String,
    ends: Vec<usize>,
}

impl Record {
    /// A record made of cells, for tests and for text that is not in a file.
    pub fn of<'a>(row: u64, cells: impl IntoIterator<Item = &'a str>) -> Self {
        let mut record = Self { row, line: row + 1, last_line: row + 1, ..Self::default() };
        for cell in cells {
            record.text.push_str(cell);
            record.ends.push(record.text.len());
        }
        record
    }

    /// Fills up with empty cells.
    pub(super) fn widen(&mut self, width: usize) {
        self.ends.resize(self.ends.len().max(width), self.text.len());
    }

    /// How many cells there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True when there is not even one cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cell as it stands in the file, quotes resolved; empty behind the last one.
    #[must_use]
    pub fn exact(&self, index: usize) -> &str {
        let Some(end) = self.ends.get(index) else { return "" };
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..*end]
    }

    /// The cell without the blanks around it; empty behind the last one.
    #[must_use]
    pub fn cell(&self, index: usize) -> &str {
        trim(self.exact(index))
    }

    /// All cells as they stand in the file.
    pub fn exact_cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.exact(index))
    }

    /// All cells without the blanks around them.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.cell(index))
    }

    /// True when no cell holds anything but blanks.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        trim(&self.text).is_empty()
    }
}

/// Text without blanks, no-break spaces and zero-width marks at its ends.
#[must_use]
pub fn trim(text: &str) -> &str {
    let plain = |byte: Option<&u8>| byte.is_none_or(|byte| (0x21..0x7F).contains(byte));
    let bytes = text.as_bytes();
    if plain(bytes.first()) && plain(bytes.last()) {
        return text;
    }
    text.trim_matches(|letter: char| {
        letter.is_whitespace()
            || letter.is_control()
            || matches!(letter, '\u{FEFF}' | '\u{200B}' | '\u{200E}' | '\u{200F}')
    })
}

/// How records are separated and cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The byte between cells; 0 when a line is one cell.
    pub delimiter: u8,
    /// A carriage return without line feed ends a record.
    pub return_ends: bool,
}

impl Cut {
    /// How a table that is laid out already is cut.
    pub const LAID_OUT: Cut = Cut { delimiter: laid::CELL, return_ends: false };

    /// Was the table laid out by us?
    #[must_use]
    pub fn is_laid_out(self) -> bool {
        self == Cut::LAID_OUT
    }
}

/// The records of a file, one after the other.
pub struct Records<R> {
    decoder: Decoder<R>,
    cut: Cut,
    buffer: Vec<u8>,
    start: usize,
    complete: bool,
    line: u64,
    spare: Vec<u8>,
}

impl<R: Read> Records<R> {
    /// Starts at the beginning of the text.
    pub fn new(decoder: Decoder<R>, cut: Cut) -> Self {
        Self { decoder, cut, buffer: Vec::new(), start: 0, complete: false, line: 1, spare: Vec::new() }
    }

    /// What was wrong with the bytes so far.
    pub fn damage(&self) -> &Damage {
        self.decoder.damage()
    }

    /// Reads the next record, blank ones included; false at the end of the file.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn read(&mut self, record: &mut Record) -> io::Result<bool> {
        let mut text = std::mem::take(&mut self.spare);
        let read = self.read_bytes(record, &mut text);
        let old = std::mem::replace(
            &mut record.text,
            String::from_utf8(text).unwrap_or_else(|broken| String::from_utf8_lossy(broken.as_bytes()).into_owned()),
        );
        self.spare = old.into_bytes();
        read
    }

    fn read_bytes(&mut self, record: &mut Record, text: &mut Vec<u8>) -> io::Result<bool> {
        if self.cut.is_laid_out() {
            return self.read_laid_out(record, text);
        }
        loop {
            text.clear();
            record.ends.clear();
            let open = &self.buffer[self.start..];
            if open.is_empty() && self.complete {
                return Ok(false);
            }
            let mut out = Cells { text, ends: &mut record.ends };
            let mut split = split(open, self.cut, self.complete, &mut out);
            let hopeless = self.complete || open.len() > LONGEST_RECORD;
            let unclosed = matches!(split, Split::Unclosed) || (hopeless && matches!(split, Split::More));
            // A line of a megabyte without any quote is only long; it is cut where the buffer ends.
            record.unclosed_quote = unclosed && open.contains(&b'"');
            if unclosed {
                out.clear();
                split = split_plain(open, self.cut, true, &mut out);
            }
            if let Split::Done { used, lines } = split {
                record.row = 0;
                record.line = self.line;
                self.line += lines;
                record.last_line = self.line.saturating_sub(1).max(record.line);
                self.start += used;
                return Ok(true);
            }
            self.refill()?;
        }
    }

    fn read_laid_out(&mut self, record: &mut Record, text: &mut Vec<u8>) -> io::Result<bool> {
        text.clear();
        let mut ends = std::mem::take(&mut record.ends);
        ends.clear();
        loop {
            let open = &self.buffer[self.start..];
            if let Some(end) = open.iter().position(|byte| *byte == laid::RECORD) {
                laid::take(&open[..end], record, text, &mut ends);
                record.ends = ends;
                self.start += end + 1;
                return Ok(true);
            }
            if self.complete {
                return Ok(false);
            }
            self.refill()?;
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.start);
        self.start = 0;
        self.complete = !self.decoder.more(&mut self.buffer)?;
        Ok(())
    }
}

/// Splits a whole piece of text, for looking at a sample. A last record without a line end is left
/// out unless the sample is the whole text.
pub(super) fn split_sample(mut bytes: &[u8], cut: Cut, complete: bool, most: usize) -> Vec<Record> {
    let mut records = Vec::new();
    let mut line = 1;
    let mut text = Vec::new();
    while !bytes.is_empty() && records.len() < most {
        let mut record = Record::default();
        text.clear();
        let mut out = Cells { text: &mut text, ends: &mut record.ends };
        let mut split = split(bytes, cut, complete, &mut out);
        if matches!(split, Split::Unclosed) {
            out.clear();
            record.unclosed_quote = true;
            split = split_plain(bytes, cut, complete, &mut out);
        }
        let Split::Done { used, lines } = split else { break };
        record.line = line;
        line += lines;
        record.last_line = line - 1;
        record.text = String::from_utf8_lossy(&text).into_owned();
        records.push(record);
        bytes = &bytes[used..];
    }
    records
}

#[cfg(test)]
mod tests;
