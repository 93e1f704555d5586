//! What is told at the end: one report a file, and the refused rows as a CSV.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::candidate::Refused;
use super::records::Record;

/// How many troubles of one column are named before they are only counted.
const NAMED: usize = 3;

/// What came of a file; `rows = created + updated + unchanged + refused`, always.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The file's name as it was given.
    pub file: String,
    /// `csv`, `xlsx` or `vcard`.
    pub format: String,
    /// The name of its encoding.
    pub encoding: String,
    /// `,`, `;`, `tab`, `|`, … or `none`.
    pub delimiter: String,
    /// Rows of data.
    pub rows: u64,
    /// Rows that made a new client.
    pub created: u64,
    /// Rows that changed a client who was there.
    pub updated: u64,
    /// Rows that said nothing new.
    pub unchanged: u64,
    /// Rows that could not be taken.
    pub refused: u64,
    /// Sentences about what is worth a look.
    pub warnings: Vec<String>,
}

impl Report {
    /// An empty report on a file.
    #[must_use]
    pub fn on(file: &str, survey: &super::survey::Survey) -> Self {
        Self {
            file: file.to_owned(),
            format: survey.format().to_owned(),
            encoding: survey.written_in().to_owned(),
            delimiter: survey.delimiter().to_owned(),
            warnings: survey.warnings(),
            ..Self::default()
        }
    }

    /// True when every row has found its end.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.rows == self.created + self.updated + self.unchanged + self.refused
    }
}

/// Troubles gathered by column: the first are named with their row, the others counted.
#[derive(Clone, Debug, Default)]
pub struct Troubles {
    columns: Vec<(std::sync::Arc<str>, u64, Vec<String>)>,
}

impl Troubles {
    /// Takes in the troubles of one candidate.
    pub fn add(&mut self, candidate: &super::candidate::Candidate) {
        for trouble in &candidate.troubles {
            let place = match self.columns.iter().position(|(name, _, _)| *name == trouble.column) {
                Some(place) => place,
                None => {
                    self.columns.push((trouble.column.clone(), 0, Vec::new()));
                    self.columns.len() - 1
                }
            };
            let (_, count, named) = &mut self.columns[place];
            *count += 1;
            if named.len() < NAMED {
                named.push(format!("row {}: {}", candidate.row, trouble.message));
            }
        }
    }

    /// A sentence for each column with troubles.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let sentence = |(column, count, named): &(std::sync::Arc<str>, u64, Vec<String>)| {
            let more = count - named.len() as u64;
            let rest = if more > 0 { format!("; and {more} more") } else { String::new() };
            format!(
                "In \"{column}\" {} kept as text: {}{rest}.",
                if *count == 1 { "1 value is".to_owned() } else { format!("{count} values are") },
                named.join("; ")
            )
        };
        self.columns.iter().map(sentence).collect()
    }
}

/// Writes refused rows as a CSV: number, reason, then the columns as they stood in the file.
///
/// Cells are written exactly as they were read, also those that a spreadsheet would take for a
/// formula (`=1+1`, `@name`): this file is made to be corrected and brought in again, and a sign put
/// in front would come back as part of the value. Tend itself never computes a cell.
pub struct RefusedRows<W: Write> {
    writer: csv::Writer<W>,
    width: usize,
}

impl<W: Write> RefusedRows<W> {
    /// Starts the file with its header.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(target: W, columns: &[String]) -> io::Result<Self> {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(target);
        let header = ["Row", "Reason"].into_iter().chain(columns.iter().map(String::as_str));
        writer.write_record(header)?;
        Ok(Self { writer, width: columns.len() })
    }

    /// Writes one row; cells behind the last column are written too.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&mut self, refused: &Refused, record: &Record) -> io::Result<()> {
        let number = refused.row.to_string();
        let reason = refused.reasons.join("; ");
        let cells = (0..self.width.max(record.len())).map(|at| record.exact(at));
        self.writer.write_record([number.as_str(), reason.as_str()].into_iter().chain(cells))?;
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::super::candidate::{Candidate, Trouble};
    use super::*;

    #[test]
    fn the_report_has_its_agreed_names() {
        let report = Report {
            file: "a.csv".to_owned(),
            format: "csv".to_owned(),
            rows: 3,
            created: 2,
            refused: 1,
            ..Report::default()
        };
        let json = serde_json::to_string(&report).expect("plain data");
        assert_eq!(
            json,
            "{\"file\":\"a.csv\",\"format\":\"csv\",\"encoding\":\"\",\"delimiter\":\"\",\"rows\":3,\"created\":2,\"updated\":0,\"unchanged\":0,\"refused\":1,\"warnings\":[]}"
        );
        assert!(report.adds_up());
    }

    #[test]
    fn refused_rows_come_back_exactly() {
        let mut bytes = Vec::new();
        let mut rows =
            RefusedRows::new(&mut bytes, &["name".to_owned(), "note".to_owned()]).expect("memory can be written");
        let record = Record::of(4, [" padded ", "=1+1, \"so\"", "extra"]);
        rows.write(&Refused { row: 4, line: 5, reasons: vec!["no name".to_owned()] }, &record)
            .expect("memory can be written");
        rows.finish().expect("memory can be written");
        assert_eq!(
            String::from_utf8(bytes).expect("text"),
            "Row,Reason,name,note\n4,no name, padded ,\"=1+1, \"\"so\"\"\",extra\n"
        );
    }

    #[test]
    fn troubles_are_named_and_counted() {
        let mut troubles = Troubles::default();
        for row in 1..=5 {
            let trouble = Trouble { column: "mail".into(), message: "no @".to_owned() };
            troubles.add(&Candidate { row, troubles: vec![trouble], ..Candidate::default() });
        }
        assert_eq!(
            troubles.sentences(),
            ["In \"mail\" 5 values are kept as text: row 1: no @; row 2: no @; row 3: no @; and 2 more."]
        );
    }
}
