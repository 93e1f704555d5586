//! How a file is laid out: delimiter, line ends, titles above the header, the header itself.

mod header;

use super::encoding::{Charset, Decoder, Encoding};
use super::foreign::{Foreign, is_fixed_width};
use super::records::{Cut, Record, split_sample};

pub use header::column_names;

/// Records of the sample that are looked at.
const SAMPLE_RECORDS: usize = 1_000;
/// Bytes of text that are looked at.
pub(super) const SAMPLE_BYTES: usize = 512 * 1024;
/// What usually separates cells, and what does when none of these can.
const DELIMITERS: [&[u8]; 2] = [b",;\t|", b":~^"];

/// How lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// CRLF, as Windows writes it.
    Crlf,
    /// LF.
    Lf,
    /// A lone CR, as old Macs wrote it.
    Cr,
    /// More than one of them.
    Mixed,
}

/// What a person said about the file; the rest is found out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The encoding.
    pub charset: Option<Charset>,
    /// The delimiter.
    pub delimiter: Option<u8>,
    /// Whether the first line is a header.
    pub header: Option<bool>,
    /// Which sheet of a workbook is meant.
    pub sheet: Option<String>,
}

/// The layout of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// How records are separated and cut.
    pub cut: Cut,
    /// How lines end.
    pub line_end: LineEnd,
    /// Records above the header that are titles, not blank ones.
    pub title_records: usize,
    /// The header as it stands in the file; none when the first line is data.
    pub header: Option<Vec<String>>,
    /// A second record that names the columns again or tells their units.
    pub second_header: Option<Vec<String>>,
    /// The names of all columns, each different from the others.
    pub columns: Vec<String>,
    /// Records to read before the first row of data, blank ones included.
    pub skip: usize,
    /// True when nothing but habit says that the first line is a header.
    pub header_is_a_guess: bool,
}

impl Layout {
    /// The delimiter as it is shown: `,`, `;`, `tab`, `|`, or `none`.
    #[must_use]
    pub fn delimiter(&self) -> &'static str {
        match self.cut.delimiter {
            b',' => ",",
            b';' => ";",
            b'\t' => "tab",
            b'|' => "|",
            b':' => ":",
            b'~' => "~",
            b'^' => "^",
            _ => "none",
        }
    }
}

/// Finds out how a file is laid out from the beginning of its text. `complete` when that is all of it.
///
/// # Errors
/// [`Foreign`] when the file is no list.
pub fn detect(text: &str, complete: bool, told: &Told) -> Result<Layout, Foreign> {
    if let Some(foreign) = super::foreign::recognize_text(text) {
        return Err(foreign);
    }
    let (hint, hint_length) = excel_hint(text);
    let body = &text[hint_length..];
    let line_end = line_end(body);
    let delimiter = told.delimiter.or(hint);
    let (cut, records) = best_cut(body, complete, line_end, delimiter);
    if cut.delimiter == 0 && told.delimiter.is_none() {
        let lines: Vec<&str> = body.lines().take(200).collect();
        if is_fixed_width(&lines) {
            return Err(Foreign::FixedWidth);
        }
    }
    let mut layout = header::find(&records, cut, line_end, told.header);
    if hint.is_some() {
        layout.skip += 1;
        layout.title_records += 1;
    }
    Ok(layout)
}

/// Finds out where the data of a table begins that is laid out already, from its first records.
#[must_use]
pub fn of_laid_out(mut records: Vec<Record>, told: &Told) -> Layout {
    let width = records.iter().map(Record::len).max().unwrap_or(0);
    records.iter_mut().for_each(|record| record.widen(width));
    header::find(&records, Cut::LAID_OUT, LineEnd::Lf, told.header)
}

/// The first records of a table that is laid out already, for [`of_laid_out`].
///
/// # Errors
/// When the source cannot be read.
pub fn first_records(source: impl std::io::Read, encoding: &Encoding) -> std::io::Result<Vec<Record>> {
    let mut records = super::records::Records::new(Decoder::new(source, encoding), Cut::LAID_OUT);
    let mut first = Vec::new();
    let mut record = Record::default();
    while first.len() < SAMPLE_RECORDS && records.read(&mut record)? {
        first.push(record.clone());
    }
    Ok(first)
}

/// The beginning of a file as text, for [`detect`]; true when it is all of it.
///
/// # Errors
/// When the source cannot be read.
pub fn sample(source: impl std::io::Read, encoding: &Encoding) -> std::io::Result<(String, bool)> {
    let mut decoder = Decoder::new(source, encoding);
    let mut text = Vec::new();
    let mut complete = false;
    while text.len() < SAMPLE_BYTES && !complete {
        complete = !decoder.more(&mut text)?;
    }
    let text = match String::from_utf8(text) {
        Ok(text) => text,
        // A sample that ends inside a character is cut there.
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            String::from_utf8_lossy(&error.as_bytes()[..good]).into_owned()
        }
    };
    Ok((text, complete))
}

/// `sep=;` in the first line tells Excel, and us, the delimiter.
fn excel_hint(text: &str) -> (Option<u8>, usize) {
    let Some(line) = text.lines().next() else {
        return (None, 0);
    };
    let plain = line.trim_matches('"');
    match plain.strip_prefix("sep=").or_else(|| plain.strip_prefix("SEP=")) {
        Some("\\t" | "\t") => (Some(b'\t'), next_line(text, line)),
        Some(sign) if sign.len() == 1 => (Some(sign.as_bytes()[0]), next_line(text, line)),
        _ => (None, 0),
    }
}

fn next_line(text: &str, line: &str) -> usize {
    let rest = &text[line.len()..];
    line.len() + rest.len()
        - rest
            .strip_prefix("\r\n")
            .or_else(|| rest.strip_prefix('\n'))
            .or_else(|| rest.strip_prefix('\r'))
            .unwrap_or(rest)
            .len()
}

fn line_end(text: &str) -> LineEnd {
    let bytes = text.as_bytes();
    let (mut crlf, mut lf, mut cr) = (0_usize, 0_usize, 0_usize);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'\n' if at > 0 && bytes[at - 1] == b'\r' => crlf += 1,
            b'\n' => lf += 1,
            b'\r' if bytes.get(at + 1) != Some(&b'\n') => cr += 1,
            _ => {}
        }
    }
    match (crlf > 0, lf > 0, cr > 0) {
        (true, false, false) => LineEnd::Crlf,
        (false, _, false) => LineEnd::Lf,
        (false, false, true) => LineEnd::Cr,
        _ => LineEnd::Mixed,
    }
}

/// The cut that gives the most even and widest records, and the records it gives.
fn best_cut(text: &str, complete: bool, line_end: LineEnd, told: Option<u8>) -> (Cut, Vec<Record>) {
    let split = |delimiter: u8, return_ends: bool| {
        let cut = Cut { delimiter, return_ends };
        (cut, split_sample(text.as_bytes(), cut, complete, SAMPLE_RECORDS))
    };
    let return_ends: &[bool] = match line_end {
        LineEnd::Cr => &[true],
        LineEnd::Mixed if has_lone_return(text) => &[false, true],
        _ => &[false],
    };
    let groups: Vec<Vec<u8>> = match told {
        Some(delimiter) => vec![vec![delimiter]],
        None => DELIMITERS.iter().map(|group| group.to_vec()).collect(),
    };
    for (rank, group) in groups.iter().enumerate() {
        let mut best: Option<(f64, Cut, Vec<Record>)> = None;
        for delimiter in group {
            for ends in return_ends {
                let (cut, records) = split(*delimiter, *ends);
                let score = score(&records, rank > 0);
                if score > 0.0 && best.as_ref().is_none_or(|(known, _, _)| score > *known) {
                    best = Some((score, cut, records));
                }
            }
        }
        if let Some((_, cut, records)) = best {
            return (cut, records);
        }
    }
    split(told.unwrap_or(0), return_ends.first().copied().unwrap_or(false))
}

fn has_lone_return(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes
        .iter()
        .enumerate()
        .any(|(at, byte)| *byte == b'\r' && bytes.get(at + 1).is_some_and(|next| !matches!(next, b'\n' | b'\r')))
}

/// How many cells most records have, blank records aside, and the share of records that have so many.
pub(super) fn usual_width(records: &[Record]) -> (usize, f64) {
    let mut widths = std::collections::BTreeMap::new();
    let filled: Vec<usize> = records.iter().filter(|record| !record.is_blank()).map(Record::len).collect();
    for width in &filled {
        *widths.entry(*width).or_insert(0_usize) += 1;
    }
    let best = widths.into_iter().max_by_key(|(width, count)| (*count, *width));
    best.map_or((0, 0.0), |(width, count)| (width, count as f64 / filled.len() as f64))
}

/// How well a delimiter fits: even widths count twice, more columns count a little.
fn score(records: &[Record], strange: bool) -> f64 {
    let (mut width, mut even) = usual_width(records);
    let filled = records.iter().filter(|record| !record.is_blank()).count();
    if width < 2 {
        // Many short records above or among the data: take the widest common width instead.
        let wide = records.iter().filter(|record| record.len() >= 2).count();
        if strange || wide * 10 < filled * 4 {
            return 0.0;
        }
        (width, even) = usual_width(&records.iter().filter(|record| record.len() >= 2).cloned().collect::<Vec<_>>());
        even *= wide as f64 / filled as f64;
    }
    if strange && (even < 0.9 || width < 3 || filled < 2) {
        return 0.0;
    }
    if width == 2 && header::is_one_column(records) {
        return 0.0;
    }
    let broken = records.iter().filter(|record| record.unclosed_quote).count() as f64 / filled.max(1) as f64;
    even * even * (width as f64).ln() * (1.0 - broken)
}

#[cfg(test)]
mod tests;
