//! The rows of data of a file, numbered: without titles, headers and empty lines.

use std::io::{self, Read};

use super::encoding::{Damage, Decoder, Encoding};
use super::layout::Layout;
use super::records::{Record, Records};

/// What was met on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows of data.
    pub rows: u64,
    /// Lines without any value; they are no rows.
    pub blank: u64,
    /// Lines that say the header again; they are no rows.
    pub repeated_headers: u64,
    /// Rows with fewer cells than there are columns.
    pub short: u64,
    /// Rows with more cells than there are columns, some of the others filled.
    pub long: u64,
    /// The first such row.
    pub first_long: u64,
    /// Rows with a quote that is never closed.
    pub unclosed: u64,
    /// The first such row.
    pub first_unclosed: u64,
}

/// A stream of rows.
pub struct Rows<R> {
    records: Records<R>,
    to_skip: usize,
    width: usize,
    /// Rows of a workbook end where their last value stands; they are not short.
    ends_early: bool,
    header: Option<Vec<String>>,
    counts: Counts,
}

impl<R: Read> Rows<R> {
    /// Starts at the beginning of `source`.
    pub fn new(source: R, encoding: &Encoding, layout: &Layout) -> Self {
        Self {
            records: Records::new(Decoder::new(source, encoding), layout.cut),
            to_skip: layout.skip,
            width: layout.columns.len(),
            ends_early: layout.cut.is_laid_out(),
            header: layout.header.clone(),
            counts: Counts::default(),
        }
    }

    /// What was met so far.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// What was wrong with the bytes so far.
    pub fn damage(&self) -> &Damage {
        self.records.damage()
    }

    /// Reads the next row; false at the end. Rows are numbered from 1.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn read(&mut self, record: &mut Record) -> io::Result<bool> {
        while self.to_skip > 0 {
            if !self.records.read(record)? {
                return Ok(false);
            }
            self.to_skip -= 1;
        }
        while self.records.read(record)? {
            if record.is_blank() && record.refusal.is_empty() {
                self.counts.blank += 1;
            } else if self.is_header(record) {
                self.counts.repeated_headers += 1;
            } else {
                self.count(record);
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn is_header(&self, record: &Record) -> bool {
        let Some(header) = &self.header else { return false };
        let header: &[String] = if self.ends_early { without_empty_end(header) } else { header };
        header.len() == record.len() && header.iter().map(String::as_str).eq(record.cells())
    }

    fn count(&mut self, record: &mut Record) {
        let counts = &mut self.counts;
        counts.rows += 1;
        record.row = counts.rows;
        counts.short += u64::from(record.len() < self.width && !self.ends_early);
        if has_more(record, self.width) {
            counts.long += 1;
            counts.first_long = if counts.long == 1 { record.row } else { counts.first_long };
        }
        if record.unclosed_quote {
            counts.unclosed += 1;
            counts.first_unclosed = if counts.unclosed == 1 { record.row } else { counts.first_unclosed };
        }
    }
}

fn without_empty_end(header: &[String]) -> &[String] {
    let end = header.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
    &header[..end]
}

/// True when a row has values behind the last column.
#[must_use]
pub fn has_more(record: &Record, width: usize) -> bool {
    record.len() > width && (width..record.len()).any(|at| !record.cell(at).is_empty())
}
