//! vCards (2.1, 3.0 and 4.0, also mixed in one file), laid out as a table: a card is a row, what it says stands in columns that are known.
//!
//! The file is cut into cards here, line by line, so that a broken one costs itself alone and can be named with its line; what a card
//! says is read by calcard (`say`), and what becomes of it is decided in `columns`.

mod columns;
mod say;
mod split;
mod who;
mod words;

use std::{
    collections::HashMap,
    io::{Read, Seek, SeekFrom, Write},
};

use super::{
    columns::{About, Column, Expected, Sureness, Target},
    dates::{Decision, Order, Style},
    encoding::{self, Charset, Decoder, Encoding},
    laid::LaidOut,
    layout::{Layout, LineEnd, Told},
    records::Cut,
    survey::{self, Survey, Unreadable, many},
};
use columns::Columns;
use split::{Cards as Stream, Piece};

/// What was found in a file of cards.
#[derive(Clone, Debug, Default)]
pub struct Cards {
    columns: Vec<(String, Target)>,
    charset: &'static str,
    met: Vec<String>,
}

/// Do these first bytes begin a card, in whatever encoding?
#[must_use]
pub fn are_cards(head: &[u8]) -> bool {
    let plain: String =
        head.iter().filter(|byte| **byte != 0 && byte.is_ascii()).map(|byte| char::from(*byte)).collect();
    plain.trim_start().get(..11).is_some_and(|begin| begin.eq_ignore_ascii_case("begin:vcard"))
}

/// Lays a file of cards out.
///
/// # Errors
/// A sentence for the person who brings it.
pub fn lay_out(source: &mut (impl Read + Seek), told: &Told, out: impl Write) -> Result<Cards, String> {
    let trouble = |error: std::io::Error| format!("the file could not be read: {error}");
    let encoding = match told.charset {
        Some(charset) => Encoding::told(charset, &[]),
        None => encoding::detect(source).map_err(trouble)?,
    };
    source.seek(SeekFrom::Start(0)).map_err(trouble)?;
    let mut cards = Stream::new(Decoder::new(source, &encoding));
    let (mut columns, mut out) = (Columns::default(), LaidOut::new(out));
    let mut met = Met::default();
    while let Some(piece) = cards.next().map_err(trouble)? {
        let (line, text, trouble_of_it) = match piece {
            Piece::Card { line, text } => (line, text, None),
            Piece::Broken { line, text, reason } => (line, text, Some(reason)),
        };
        let read = trouble_of_it.map_or_else(|| say::read(&text), Err);
        let refusal = match &read {
            Ok(card) => {
                met.count(card);
                columns.fill(card)
            }
            Err(reason) => Some(reason.clone()),
        };
        if refusal.is_some() {
            columns.keep_whole(text.trim_end());
        }
        out.write(line, refusal.as_deref().unwrap_or_default(), columns.row()).map_err(trouble)?;
    }
    out.finish().map_err(trouble)?;
    met.stray = cards.stray();
    let met = met.sentences(columns.left_over());
    Ok(Cards { columns: columns.into_all(), charset: encoding.charset.name(), met })
}

impl Cards {
    /// Looks at all cards: the columns are known, their values are counted.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn survey(&self, source: &mut (impl Read + Seek)) -> Result<Survey, Unreadable> {
        let names: Vec<String> = self.columns.iter().map(|(name, _)| name.clone()).collect();
        let layout = Layout {
            cut: Cut::LAID_OUT,
            line_end: LineEnd::Lf,
            title_records: 0,
            header: Some(names.clone()),
            second_header: None,
            columns: names,
            skip: 0,
            header_is_a_guess: false,
        };
        let mut survey = survey::over_rows(source, Encoding::told(Charset::Utf8, &[]), layout)?;
        let targets: HashMap<&str, &Target> =
            self.columns.iter().map(|(name, target)| (name.as_str(), target)).collect();
        for column in &mut survey.columns {
            if let Some(target) = targets.get(column.name.as_str()) {
                know(column, target);
            }
        }
        survey.about = About::Persons;
        survey.recognized = None;
        survey.came_as = Some(format!("vCard, {}", self.charset));
        survey.met.clone_from(&self.met);
        survey.shows_whole_names = true;
        Ok(survey)
    }
}

/// Nothing is guessed of a column that cards name themselves.
fn know(column: &mut Column, target: &Target) {
    column.target = target.clone();
    column.sureness = Sureness::Sure;
    column.reason = "cards say what it is".to_owned();
    let iso = Decision::Decided { style: Style::with(Order::Ymd), reason: Order::Ymd.words().to_owned() };
    column.dates = (target.expected() == Expected::Date).then_some(iso);
}

/// What was met on the way.
#[derive(Default)]
struct Met {
    pictures: u64,
    keys: u64,
    agents: u64,
    stray: u64,
}

impl Met {
    fn count(&mut self, card: &say::Card) {
        self.pictures += u64::from(card.has(&["PHOTO", "LOGO", "X-MS-CARDPICTURE"]));
        self.keys += u64::from(card.has(&["KEY", "SOUND"]));
        self.agents += u64::from(card.has(&["AGENT"]));
    }

    fn sentences(&self, left_over: u64) -> Vec<String> {
        let mut all = Vec::new();
        let mut say = |count: u64, words: &str| {
            if count > 0 {
                let verb = if count == 1 { "holds" } else { "hold" };
                all.push(format!("{} {verb} {words}", many(count, "card")));
            }
        };
        say(self.pictures, "a picture; pictures are left out.");
        say(self.keys, "a key or a sound; those are left out.");
        say(self.agents, "another card, of somebody who acts for them; it is left out.");
        say(left_over, "more values of a kind than there are columns for; the rest is kept together as text.");
        if self.stray > 0 {
            let lines = many(self.stray, "line");
            let verb = if self.stray == 1 { "stands" } else { "stand" };
            all.push(format!("{lines} {verb} outside of any card and cannot be read."));
        }
        all
    }
}

#[cfg(test)]
mod tests;
