//! Reads every file named and prints what the import decides about it: encoding, delimiter, header,
//! columns with where they go, dates, what becomes of the rows, warnings.
//!
//! `cargo run --release -p tend-transfer --example look -- [--short] [--map MAP.toml] FILE…`

#![expect(clippy::print_stdout, reason = "an example that prints is what this is")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufReader, Seek, SeekFrom};
use std::time::Instant;

use jiff::civil::date;
use tend_transfer::reading::candidate::{Kind, Outcome, Plan};
use tend_transfer::reading::form;
use tend_transfer::reading::mapping::Mapping;
use tend_transfer::reading::records::Record;
use tend_transfer::reading::report::Troubles;
use tend_transfer::reading::rows::Rows;
use tend_transfer::reading::survey::Survey;

fn main() -> Result<(), Box<dyn Error>> {
    let mut mapping = Mapping::default();
    let mut short = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--short" => short = true,
            "--map" => {
                let path = arguments.next().ok_or("--map needs a file")?;
                mapping = Mapping::from_toml(&std::fs::read_to_string(path)?)?;
            }
            path => look(path, &mapping, short)?,
        }
    }
    Ok(())
}

fn look(path: &str, mapping: &Mapping, short: bool) -> Result<(), Box<dyn Error>> {
    println!("== {path}");
    let mut file = BufReader::new(File::open(path)?);
    let start = Instant::now();
    let form = match form::lay_out(&mut file, &mapping.told) {
        Ok((form, laid_out)) => {
            file = laid_out.unwrap_or(file);
            form
        }
        Err(trouble) => {
            println!("   {trouble}");
            return Ok(());
        }
    };
    let mut found = match form::survey(&mut file, &form, &mapping.told) {
        Ok(found) => found,
        Err(error) => {
            println!("   {error}");
            return Ok(());
        }
    };
    if let Err(missing) = mapping.apply(&mut found) {
        missing.iter().for_each(|error| println!("   {error}"));
        return Ok(());
    }
    let surveyed = start.elapsed();
    println!(
        "   {}, delimiter {}, {:?}, {} rows, about {}, looked at in {surveyed:?}",
        found.written_in(),
        found.delimiter(),
        found.layout.line_end,
        found.rows,
        found.about.word()
    );
    if !short {
        print_columns(&found);
    }
    found.warnings().iter().for_each(|warning| println!("   ! {warning}"));
    file.seek(SeekFrom::Start(0))?;
    bring_in(&mut file, &found, mapping)
}

fn print_columns(found: &Survey) {
    let cut = |text: &str, length: usize| text.chars().take(length).collect::<String>().replace(['\n', '\r'], " ");
    for column in found.columns.iter().filter(|column| column.filled > 0) {
        let examples: Vec<String> = column.examples.iter().take(2).map(|value| cut(value, 30)).collect();
        println!(
            "   {:<32} {:<22} {:<7} {:>6} {} {examples:?}",
            cut(&column.name, 32),
            column.target.to_string(),
            column.sureness.word(),
            column.filled,
            column.reason
        );
    }
    println!("   and {} empty columns", found.columns.iter().filter(|column| column.filled == 0).count());
}

fn bring_in(file: &mut BufReader<File>, found: &Survey, mapping: &Mapping) -> Result<(), Box<dyn Error>> {
    let plan = Plan::new(found, mapping, date(2026, 11, 22));
    let start = Instant::now();
    let mut rows = Rows::new(file, &found.encoding, &found.layout);
    let mut record = Record::default();
    let (mut persons, mut organizations, mut employed, mut contacts) = (0_u64, 0_u64, 0_u64, 0_u64);
    let mut happened = 0_u64;
    let mut refused: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    let mut troubles = Troubles::default();
    while rows.read(&mut record)? {
        match plan.read(&record) {
            Outcome::Candidate(candidate) => {
                troubles.add(&candidate);
                employed += u64::from(candidate.organization.is_some());
                contacts += u64::from(candidate.contact_person.is_some());
                match candidate.kind {
                    Kind::Person => persons += 1,
                    Kind::Organization => organizations += 1,
                }
            }
            Outcome::Happening(_) | Outcome::Ticket(_) => happened += 1,
            Outcome::Refused(reasons) => {
                let entry = refused.entry(reasons.reasons.join("; ")).or_insert((0, reasons.row));
                entry.0 += 1;
            }
        }
    }
    println!(
        "   = {persons} persons ({employed} with an organization), {organizations} organizations ({contacts} with a person), {happened} of what happened, {} refused, in {:?}",
        refused.values().map(|(count, _)| count).sum::<u64>(),
        start.elapsed()
    );
    refused.iter().for_each(|(reason, (count, row))| println!("   - {count} rows from row {row}: {reason}"));
    troubles.sentences().iter().for_each(|sentence| println!("   ? {sentence}"));
    Ok(())
}
