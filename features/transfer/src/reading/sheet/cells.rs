//! What the cells of a sheet say, row by row.

use std::io::{Read, Seek, Write};

use calamine::{DataRef, Dimensions, ExcelDateTime, Xlsx};

use super::{super::laid::LaidOut, in_words};

/// A list of clients has at most so many columns.
const MOST_COLUMNS: usize = 1_000;
/// The longest text of a cell that is kept; Excel takes no longer one.
const LONGEST_CELL: usize = 32_767;

/// What was met in a sheet.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Met {
    /// Rows with anything in them.
    pub(super) rows: u64,
    /// Cells that stand for several rows.
    merged: u64,
    /// Cells whose formula came to an error.
    errors: u64,
}

impl Met {
    pub(super) fn sentences(self) -> Vec<String> {
        let cells = |count: u64| if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") };
        let mut all = Vec::new();
        if self.merged > 0 {
            all.push(format!("{} merged over several rows: what they say holds for each of them.", cells(self.merged)));
        }
        if self.errors > 0 {
            all.push(format!("{} hold an error (#REF!, #VALUE! …) instead of a value.", cells(self.errors)));
        }
        all
    }
}

/// A cell that is merged over several rows of its column.
struct Merged {
    column: usize,
    first: u32,
    last: u32,
    value: String,
}

/// The row that is being put together.
struct Open {
    row: u32,
    cells: Vec<String>,
}

/// Lays the sheet of that name out.
pub(super) fn lay_out<RS: Read + Seek>(workbook: &mut Xlsx<RS>, name: &str, out: impl Write) -> Result<Met, String> {
    let mut merged = merged_downwards(workbook.merge_cells_by_sheet_name(name).map_err(|error| in_words(&error))?);
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|error| in_words(&error))?;
    let mut table = Table { out: LaidOut::new(out), met: Met { merged: merged.len() as u64, ..Met::default() } };
    let (mut open, mut under) = (Open { row: 0, cells: Vec::new() }, Vec::new());
    while let Some(cell) = cells.next_cell().map_err(|error| in_words(&error))? {
        let (row, column) = cell.get_position();
        if row < open.row {
            return Err("the rows of this sheet are not in order; open it in a spreadsheet and save it again".into());
        }
        if row > open.row {
            table.close(&mut open, &mut merged, &mut under)?;
            open.row = row;
        }
        let value = text(cell.get_value());
        table.met.errors += u64::from(matches!(cell.get_value(), DataRef::Error(_)));
        let column = column as usize;
        if value.is_empty() {
            continue;
        }
        if column >= MOST_COLUMNS {
            return Err(format!(
                "row {} of the sheet “{name}” has values beyond {MOST_COLUMNS} columns, more than a list of clients has",
                row + 1
            ));
        }
        if open.cells.len() <= column {
            open.cells.resize(column + 1, String::new());
        }
        open.cells[column] = value;
    }
    table.close(&mut open, &mut merged, &mut under)?;
    table.out.finish().map_err(|error| error.to_string())?;
    Ok(table.met)
}

struct Table<W> {
    out: LaidOut<W>,
    met: Met,
}

impl<W: Write> Table<W> {
    /// Writes the open row, if anything is in it, with what stands in merged cells above.
    fn close(&mut self, open: &mut Open, merged: &mut Vec<Merged>, under: &mut Vec<Merged>) -> Result<(), String> {
        if open.cells.is_empty() {
            return Ok(());
        }
        under.retain(|cell| cell.last >= open.row);
        for cell in under.iter().filter(|cell| !cell.value.is_empty()) {
            if open.cells.len() <= cell.column {
                open.cells.resize(cell.column + 1, String::new());
            }
            if open.cells[cell.column].is_empty() {
                open.cells[cell.column].clone_from(&cell.value);
            }
        }
        while merged.last().is_some_and(|cell| cell.first <= open.row) {
            let Some(mut cell) = merged.pop() else { break };
            if cell.first == open.row {
                cell.value = open.cells.get(cell.column).cloned().unwrap_or_default();
                under.push(cell);
            }
        }
        let cells = open.cells.iter().map(String::as_str);
        self.out.write(u64::from(open.row) + 1, "", cells).map_err(|error| error.to_string())?;
        self.met.rows += 1;
        open.cells.clear();
        Ok(())
    }
}

/// Those that reach over several rows of one column, the first one last. Cells merged sideways are titles; their text stays in the first.
fn merged_downwards(all: Vec<Dimensions>) -> Vec<Merged> {
    let mut down: Vec<Merged> = all
        .into_iter()
        .filter(|cell| {
            cell.start.1 == cell.end.1 && cell.end.0 > cell.start.0 && (cell.start.1 as usize) < MOST_COLUMNS
        })
        .map(|cell| Merged {
            column: cell.start.1 as usize,
            first: cell.start.0,
            last: cell.end.0,
            value: String::new(),
        })
        .collect();
    down.sort_by_key(|cell| std::cmp::Reverse(cell.first));
    down
}

/// What a cell says.
fn text(value: &DataRef) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(whole) => whole.to_string(),
        DataRef::Float(number) => plain(*number),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(moment) => day_and_time(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) | DataRef::String(text) => short(text),
        DataRef::SharedString(text) => short(text),
        DataRef::Error(error) => error.to_string(),
    }
}

fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST_CELL) {
        Some((end, _)) => text[..end].to_owned(),
        None => text.to_owned(),
    }
}

/// A number as a spreadsheet shows it: fifteen figures, no fraction where there is none.
fn plain(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded.abs() >= 1e21 || (rounded != 0.0 && rounded.abs() < 1e-9) {
        return format!("{rounded:E}");
    }
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// A day as `2026-11-22`, with its time where it has one; a time alone as `09:30:00`.
fn day_and_time(moment: &ExcelDateTime) -> String {
    let number = moment.as_f64();
    // The days that spreadsheets know, up to the end of the year 9999.
    if moment.is_duration() || !(0.0..2_958_466.0).contains(&number) {
        return plain(number);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    match (number < 1.0, number.fract() == 0.0) {
        (true, _) => time,
        (false, true) => format!("{year:04}-{month:02}-{day:02}"),
        (false, false) => format!("{year:04}-{month:02}-{day:02} {time}"),
    }
}
