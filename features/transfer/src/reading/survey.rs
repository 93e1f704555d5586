//! One look at a whole file: what it is, how it is laid out, what its columns are, what to warn of.
//!
//! Two passes over the bytes: the first for the encoding, the second for every row, into tallies of
//! bounded size. Rows are read a third time when they are brought in, by [`Rows`].

use std::io::{self, Read, Seek, SeekFrom};

use super::columns::{About, Column, Expected, Tally, about, guess, lexicon};
use super::encoding::{self, Damage, Encoding};
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
    source.seek(SeekFrom::Start(0))?;
    let named = layout.header.is_some();
    let mut tallies: Vec<Tally> = layout
        .columns
        .iter()
        .map(|name| Tally::new(named && speaks_of_dates(name)))
        .collect();
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
    let mut survey = Survey {
        encoding,
        layout,
        columns,
        about,
        rows: counts.rows,
        counts,
        damage,
        lost,
        scientific,
    };
    agree_on_date_order(&mut survey.columns);
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
fn speaks_of_dates(name: &str) -> bool {
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
    let Some(order) = decided
        .first()
        .copied()
        .filter(|order| decided.iter().all(|other| other == order))
    else {
        return;
    };
    for column in columns {
        if matches!(column.dates, Some(Decision::Ambiguous { .. })) {
            let reason = format!("{}: as in the other columns of this file", order.words());
            if column.target.expected() == Expected::Date {
                column.reason.clone_from(&reason);
                column.sureness = super::columns::Sureness::Likely;
            }
            column.dates = Some(Decision::Decided {
                style: Style::with(order),
                reason,
            });
        }
    }
}

impl Survey {
    /// Sentences about the file as a whole, for the person who brings it.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        let mut warn = |happened: bool, sentence: String| {
            if happened {
                warnings.push(sentence);
            }
        };
        if let About::NoClients(what) = &self.about {
            warn(
                true,
                format!(
                    "No row can become a client: {what}. If you see it otherwise, say about = \"persons\" or \"organizations\" in a mapping."
                ),
            );
        }
        let colleagues = about::looks_like_colleagues(&self.columns) && !matches!(self.about, About::NoClients(_));
        warn(
            colleagues,
            "These look like people who work in the house; bring them in only if they are clients.".to_owned(),
        );
        self.warn_of_bytes(&mut warn);
        let counts = &self.counts;
        let titles = self.layout.title_records as u64;
        warn(
            titles > 0,
            format!("{} above the header {} left out.", many(titles, "line"), was(titles)),
        );
        warn(
            self.layout.second_header.is_some(),
            "The second line names the columns again; it is no row.".to_owned(),
        );
        warn(
            self.layout.header.is_none(),
            "There is no header; the columns are called Column 1, Column 2 and so on.".to_owned(),
        );
        warn(
            self.layout.header_is_a_guess,
            "The first line was taken for a header; say header = false in a mapping if it is a client.".to_owned(),
        );
        warn(
            counts.blank > 0,
            format!("{} {} left out.", many(counts.blank, "empty line"), was(counts.blank)),
        );
        warn(
            counts.repeated_headers > 0,
            format!(
                "The header comes again {} inside the file; those lines are no rows.",
                many(counts.repeated_headers, "time")
            ),
        );
        warn(
            counts.short > 0,
            format!(
                "{} {} fewer cells than the header; the missing ones are empty.",
                many(counts.short, "row"),
                has(counts.short)
            ),
        );
        warn(
            counts.long > 0,
            format!(
                "{} {} more cells than the header (first: row {}).",
                many(counts.long, "row"),
                has(counts.long),
                counts.first_long
            ),
        );
        warn(
            counts.unclosed > 0,
            format!(
                "{} {} a quote that is never closed (first: row {}).",
                many(counts.unclosed, "row"),
                has(counts.unclosed),
                counts.first_unclosed
            ),
        );
        for (column, count) in &self.lost {
            warn(
                true,
                format!(
                    "{} in \"{column}\" {} letters that were lost before the file came here; they are kept as they are.",
                    many(*count, "value"),
                    has(*count)
                ),
            );
        }
        for (column, count) in &self.scientific {
            warn(
                true,
                format!(
                    "{} in \"{column}\" {} written like 1.2345E11: a spreadsheet has cut off digits.",
                    many(*count, "value"),
                    is(*count)
                ),
            );
        }
        warnings
    }

    fn warn_of_bytes(&self, warn: &mut impl FnMut(bool, String)) {
        let lines = |lines: &[u64]| lines.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
        let damage = &self.damage;
        let places = many(damage.undecodable, "place");
        let name = self.encoding.charset.name();
        warn(
            damage.undecodable > 0,
            format!(
                "{places} could not be read as {name} (lines {}).",
                lines(&damage.undecodable_lines)
            ),
        );
        warn(
            damage.zeros > 0,
            format!(
                "{} {} left out (lines {}).",
                many(damage.zeros, "zero byte"),
                was(damage.zeros),
                lines(&damage.zero_lines)
            ),
        );
    }
}

/// `1 row`, `2 rows`.
pub(super) fn many(count: u64, word: &str) -> String {
    if count == 1 {
        format!("1 {word}")
    } else {
        format!("{count} {word}s")
    }
}

fn was(count: u64) -> &'static str {
    if count == 1 { "was" } else { "were" }
}

fn has(count: u64) -> &'static str {
    if count == 1 { "has" } else { "have" }
}

fn is(count: u64) -> &'static str {
    if count == 1 { "is" } else { "are" }
}
