//! One look at a whole file: what it is, how it is laid out, what its columns are, what to warn of.
//!
//! Two passes over the bytes: the first for the encoding, the second for every row, into tallies of
//! bounded size. Rows are read a third time when they are brought in, by [`Rows`].

mod warnings;

use std::io::{self, Read, Seek, SeekFrom};

use super::columns::{About, Column, Expected, Tally, about, guess, lexicon};
use super::encoding::{self, Damage, Encoding};
use super::exports::{self, Recognized};
use super::foreign::{self, Foreign};
use super::layout::{self, Layout, Told};
use super::records::Record;
use super::rows::{Counts, Rows};

/// Why a file could not be read.
#[derive(Debug)]
pub enum Unreadable {
    /// It is no list; the sentence says what it is and what to do.
    Foreign(Foreign),
    /// The bytes could not be read.
    Io(io::Error),
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Foreign(foreign) => foreign.fmt(out),
            Self::Io(error) => write!(out, "the file could not be read: {error}"),
        }
    }
}

impl std::error::Error for Unreadable {}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

pub(super) use warnings::many;

/// What was found out about a file.
#[derive(Clone, Debug)]
pub struct Survey {
    /// How it is written.
    pub encoding: Encoding,
    /// How it is laid out.
    pub layout: Layout,
    /// What its columns are.
    pub columns: Vec<Column>,
    /// What its rows are.
    pub about: About,
    /// Rows of data.
    pub rows: u64,
    /// Lines that are no rows, and rows of another width.
    pub counts: Counts,
    /// What was wrong with the bytes.
    pub damage: Damage,
    /// Values with text that was lost before the file came here, by column.
    pub lost: Vec<(String, u64)>,
    /// Values in scientific notation, by column.
    pub scientific: Vec<(String, u64)>,
    /// What it came out of where that was no text: `Excel workbook, sheet “Clients”`, `vCard`.
    pub came_as: Option<String>,
    /// The export of a well-known program that it is.
    pub recognized: Option<Recognized>,
    /// What was met in laying it out, in sentences.
    pub met: Vec<String>,
    /// Its clients are shown by their whole names, not by given and family name put together.
    pub shows_whole_names: bool,
}

impl Survey {
    /// What it came as: the encoding of a text, else what was laid out.
    #[must_use]
    pub fn written_in(&self) -> &str {
        self.came_as.as_deref().unwrap_or(self.encoding.charset.name())
    }
    /// The short word for its form: `csv`, `xlsx`, `vcard`.
    #[must_use]
    pub fn format(&self) -> &'static str {
        match (self.layout.cut.is_laid_out(), self.shows_whole_names) {
            (false, _) => "csv",
            (true, false) => "xlsx",
            (true, true) => "vcard",
        }
    }
    /// What stands between its cells; `none` where nothing does.
    #[must_use]
    pub fn delimiter(&self) -> &'static str {
        if self.layout.cut.is_laid_out() { "none" } else { self.layout.delimiter() }
    }
}

/// Looks at a whole file.
///
/// # Errors
/// [`Unreadable`] when it is no list or its bytes cannot be read.
pub fn survey(source: &mut (impl Read + Seek), told: &Told) -> Result<Survey, Unreadable> {
    let encoding = find_encoding(source, told)?;
    source.seek(SeekFrom::Start(0))?;
    let (text, complete) = layout::sample(&mut *source, &encoding)?;
    let layout = layout::detect(&text, complete, told).map_err(Unreadable::Foreign)?;
    drop(text);
    over_rows(source, encoding, layout)
}

/// Looks at a whole table that is laid out already.
///
/// # Errors
/// [`Unreadable`] when its bytes cannot be read.
pub fn of_laid_out(source: &mut (impl Read + Seek), told: &Told) -> Result<Survey, Unreadable> {
    let encoding = Encoding::told(encoding::Charset::Utf8, &[]);
    source.seek(SeekFrom::Start(0))?;
    let records = layout::first_records(&mut *source, &encoding)?;
    let layout = layout::of_laid_out(records, told);
    over_rows(source, encoding, layout)
}

/// Looks at all rows, into tallies of bounded size.
pub(super) fn over_rows(
    source: &mut (impl Read + Seek),
    encoding: Encoding,
    layout: Layout,
) -> Result<Survey, Unreadable> {
    source.seek(SeekFrom::Start(0))?;
    let named = layout.header.is_some();
    let mut tallies: Vec<Tally> =
        layout.columns.iter().map(|name| Tally::new(named && speaks_of_dates(name))).collect();
    let mut rows = Rows::new(&mut *source, &encoding, &layout);
    let mut record = Record::default();
    while rows.read(&mut record)? {
        for (at, tally) in tallies.iter_mut().enumerate() {
            tally.feed(record.row, record.cell(at));
        }
    }
    let counts = rows.counts().clone();
    let damage = rows.damage().clone();
    let columns = guess(&layout.columns, named, &tallies, counts.rows);
    let about = about::about(&columns, &tallies, counts.rows);
    let by_column = |count: fn(&Tally) -> u64| {
        columns
            .iter()
            .zip(&tallies)
            .filter(|(_, tally)| count(tally) > 0)
            .map(|(column, tally)| (column.name.clone(), count(tally)))
            .collect()
    };
    let (lost, scientific) = (by_column(|tally| tally.lost), by_column(|tally| tally.scientific));
    let rows = counts.rows;
    let (came_as, recognized, met, shows_whole_names) = (None, None, Vec::new(), false);
    let mut survey = Survey {
        encoding,
        layout,
        columns,
        about,
        rows,
        counts,
        damage,
        lost,
        scientific,
        came_as,
        recognized,
        met,
        shows_whole_names,
    };
    agree_on_date_order(&mut survey.columns);
    survey.recognized = named.then(|| exports::recognize(&survey.layout.columns)).flatten();
    if let Some(recognized) = survey.recognized {
        recognized.know(&mut survey.columns, &tallies, &mut survey.about);
    }
    Ok(survey)
}

fn find_encoding(source: &mut (impl Read + Seek), told: &Told) -> Result<Encoding, Unreadable> {
    source.seek(SeekFrom::Start(0))?;
    let mut head = Vec::with_capacity(4096);
    source.by_ref().take(4096).read_to_end(&mut head)?;
    if let Some(foreign) = foreign::recognize(&head) {
        return Err(Unreadable::Foreign(foreign));
    }
    if let Some(charset) = told.charset {
        return Ok(Encoding::told(charset, &head));
    }
    source.seek(SeekFrom::Start(0))?;
    Ok(encoding::detect(source)?)
}

/// True when a header speaks of a date, so that bare numbers under it may be dates.
pub(super) fn speaks_of_dates(name: &str) -> bool {
    let known = lexicon::meaning(name).is_some_and(|meaning| meaning.target.expected() == Expected::Date);
    let word = |word: &String| {
        matches!(
            word.as_str(),
            "date" | "datum" | "day" | "tag" | "fecha" | "data" | "timestamp" | "time" | "zeit" | "on" | "at"
        )
    };
    known || lexicon::words(name).iter().any(word)
}

/// A column that can be read both ways follows the other columns of the file when those agree.
fn agree_on_date_order(columns: &mut [Column]) {
    use super::dates::{Decision, Order, Style};
    let decided: Vec<Order> = columns
        .iter()
        .filter_map(|column| match &column.dates {
            Some(Decision::Decided { style, reason }) if reason.contains("no other reading") => Some(style.year_last),
            _ => None,
        })
        .collect();
    let Some(order) = decided.first().copied().filter(|order| decided.iter().all(|other| other == order)) else {
        return;
    };
    for column in columns {
        if matches!(column.dates, Some(Decision::Ambiguous { .. })) {
            let reason = format!("{}: as in the other columns of this file", order.words());
            if column.target.expected() == Expected::Date {
                column.reason.clone_from(&reason);
                column.sureness = super::columns::Sureness::Likely;
            }
            column.dates = Some(Decision::Decided { style: Style::with(order), reason });
        }
    }
}
