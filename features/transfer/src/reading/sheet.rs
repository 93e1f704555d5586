//! A sheet of an Excel workbook (XLSX), laid out as a table: what its cells say, dates as dates, formulas by their values.
//!
//! Nothing is read before it is known how large it is: every part of the file is unpacked once into nothing and counted (`bounds`).
//! Then the cells of one sheet are read as a stream; the words that its cells share are all that is held in memory.

mod bounds;
mod cells;

use std::{
    fs::File,
    io::{BufReader, BufWriter, Read, Seek, SeekFrom},
};

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};

pub use bounds::{LOCKED, is_locked};

/// What was read of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The sheet that was read.
    pub name: String,
    /// All sheets that hold a table or may, in their order.
    pub sheets: Vec<String>,
    /// What is worth knowing, in sentences.
    pub met: Vec<String>,
}

/// How many sheets are looked into for the first that holds a table.
const MOST_LOOKED_INTO: usize = 50;

/// Lays a sheet out: the one that is wanted, else the first that holds a table.
///
/// # Errors
/// A sentence for the person who brings the workbook.
pub fn lay_out(source: &mut (impl Read + Seek), wanted: Option<&str>, out: &mut File) -> Result<Sheet, String> {
    bounds::check(source)?;
    source.seek(SeekFrom::Start(0)).map_err(|error| error.to_string())?;
    let mut workbook = Xlsx::new(BufReader::new(source)).map_err(|error| in_words(&error))?;
    let sheets: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    let names = sheets.iter().map(|(name, _)| name.clone()).collect();
    let mut found = Sheet { sheets: names, ..Sheet::default() };
    if let Some(wanted) = wanted {
        let Some(name) = found.sheets.iter().find(|name| name.trim() == wanted.trim()).cloned() else {
            return Err(format!("there is no sheet “{wanted}” in this workbook; it has {}", quoted(&found.sheets)));
        };
        let read = into(&mut workbook, &name, out)?;
        found.met.extend(read.sentences());
        found.name = name;
        return Ok(found);
    }
    choose(&mut workbook, &sheets, &mut found, out)?;
    Ok(found)
}

/// The first sheet with a table; the first with anything where none holds one.
fn choose<RS: Read + Seek>(
    workbook: &mut Xlsx<RS>,
    sheets: &[(String, bool)],
    found: &mut Sheet,
    out: &mut File,
) -> Result<(), String> {
    let mut fallback = None;
    for (name, _) in sheets.iter().filter(|(_, is_visible)| *is_visible).take(MOST_LOOKED_INTO) {
        let read = into(workbook, name, out)?;
        if read.rows > 1 {
            found.met.extend(read.sentences());
            found.name.clone_from(name);
            let others: Vec<String> = found.sheets.iter().filter(|other| *other != name).cloned().collect();
            if !others.is_empty() {
                let words = format!("Of this workbook the sheet “{name}” was read; it has {} too.", quoted(&others));
                found.met.push(words);
            }
            return Ok(());
        }
        if read.rows > 0 && fallback.is_none() {
            fallback = Some(name.clone());
        }
    }
    let Some(name) = fallback else {
        return Err("there is nothing in the sheets of this workbook".to_owned());
    };
    into(workbook, &name, out)?;
    found.name = name;
    Ok(())
}

/// Lays one sheet out, from the beginning of the file on.
fn into<RS: Read + Seek>(workbook: &mut Xlsx<RS>, name: &str, out: &mut File) -> Result<cells::Met, String> {
    let trouble = |error: std::io::Error| format!("the sheet “{name}” could not be read: {error}");
    out.set_len(0).map_err(trouble)?;
    out.seek(SeekFrom::Start(0)).map_err(trouble)?;
    cells::lay_out(workbook, name, BufWriter::new(out))
}

/// Up to ten names in quotes: `“Clients” and “Old”`.
fn quoted(names: &[String]) -> String {
    let mut all: Vec<String> = names.iter().take(10).map(|name| format!("“{name}”")).collect();
    if names.len() > all.len() {
        all.push(format!("{} more", names.len() - all.len()));
    }
    match all.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
        None => "no sheet".to_owned(),
    }
}

/// What is wrong with a workbook, for whoever brings it.
fn in_words(error: &XlsxError) -> String {
    match error {
        XlsxError::Password => LOCKED.to_owned(),
        error => format!("this workbook is broken ({error}); open it in a spreadsheet and save it again as XLSX"),
    }
}

#[cfg(test)]
pub(crate) mod tests;
