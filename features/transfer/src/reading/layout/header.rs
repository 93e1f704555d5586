//! Where the data begins: titles, the header, a second header.

use super::super::columns::kinds::{Look, look};
use super::super::columns::lexicon::{meaning, run_together};
use super::super::records::{Cut, Record};
use super::super::values::fold;
use super::{Layout, LineEnd, usual_width};

/// Rows of data that a header is compared with.
const COMPARED: usize = 50;

/// Finds titles and headers at the top of the records.
pub(super) fn find(records: &[Record], cut: Cut, line_end: LineEnd, told: Option<bool>) -> Layout {
    let (usual, _) = usual_width(records);
    let first = first_wide(records, usual);
    let below: Vec<&Record> =
        records.get(first + 1..).unwrap_or(&[]).iter().filter(|record| !record.is_blank()).take(COMPARED).collect();
    let judged = records.get(first).map_or(Judged::Guess, |record| judge(record, &below));
    let has_header = told.unwrap_or(judged != Judged::Data);
    let titles = records[..first].iter().filter(|record| !record.is_blank()).count();
    let mut layout = Layout {
        cut,
        line_end,
        title_records: titles,
        header: None,
        second_header: None,
        columns: Vec::new(),
        skip: first,
        header_is_a_guess: told.is_none() && judged == Judged::Guess,
    };
    let Some(head) = records.get(first).filter(|_| has_header) else {
        layout.columns = column_names(&[], usual.max(1));
        return layout;
    };
    let header: Vec<String> = head.cells().map(str::to_owned).collect();
    layout.skip = first + 1;
    let next = records.get(first + 1..).unwrap_or(&[]).iter().position(|record| !record.is_blank());
    if let Some(next) = next.map(|at| first + 1 + at) {
        let after: Vec<&Record> =
            records[next + 1..].iter().filter(|record| !record.is_blank()).take(COMPARED).collect();
        if is_second_header(head, &records[next], &after) {
            layout.second_header = Some(records[next].cells().map(str::to_owned).collect());
            layout.skip = next + 1;
        }
    }
    let merged = match &layout.second_header {
        Some(second) => merge(&header, second),
        None => header.clone(),
    };
    layout.columns = column_names(&merged, merged.len().max(usual));
    layout.header = Some(header);
    layout
}

/// Names for all columns: the header's, `Column 3` where it has none, a number behind repeated ones.
#[must_use]
pub fn column_names(header: &[String], width: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(width);
    for at in 0..width {
        let written = header.get(at).map_or("", |name| name.trim());
        let base = if written.is_empty() { format!("Column {}", at + 1) } else { one_line(written) };
        let mut name = base.clone();
        let mut count = 2;
        while names.contains(&name) {
            name = format!("{base} ({count})");
            count += 1;
        }
        names.push(name);
    }
    names
}

fn one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first record that is as wide as the others and not a title with empty cells behind it.
fn first_wide(records: &[Record], usual: usize) -> usize {
    let filled = |record: &Record| record.cells().filter(|cell| !cell.is_empty()).count();
    let widest = records.iter().take(COMPARED).map(filled).max().unwrap_or(0);
    let wide = |record: &Record| {
        let full = filled(record);
        let is_title = usual >= 3 && full * 4 <= widest && full <= 2;
        full > 0 && record.len() * 2 >= usual && !is_title
    };
    records.iter().position(wide).or_else(|| records.iter().position(|record| !record.is_blank())).unwrap_or(0)
}

/// What a first record was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Judged {
    Header,
    Data,
    Guess,
}

/// Header or data: known words speak for a header, values such as addresses and dates against it.
fn judge(record: &Record, below: &[&Record]) -> Judged {
    let cells: Vec<&str> = record.cells().collect();
    let filled: Vec<&str> = cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
    let known = filled.iter().filter(|cell| is_known(cell)).count();
    let typed = filled.iter().filter(|cell| is_typed(cell)).count();
    if filled.iter().any(|cell| look(cell) == Look::Mail) {
        return Judged::Data;
    }
    if known > 0 && known >= typed {
        return Judged::Header;
    }
    if typed > 0 && typed * 5 > filled.len() {
        return Judged::Data;
    }
    // Text above columns of numbers, dates or addresses is a header.
    let differs = |at: usize, cell: &str| {
        let values: Vec<&str> = below.iter().map(|row| row.cell(at)).filter(|value| !value.is_empty()).collect();
        let typed = values.iter().filter(|value| is_typed(value)).count();
        !cell.is_empty() && !is_typed(cell) && !values.is_empty() && typed * 10 >= values.len() * 8
    };
    if cells.iter().enumerate().any(|(at, cell)| differs(at, cell)) {
        return Judged::Header;
    }
    if filled.iter().all(|cell| look_is_a_field_name(cell)) && !filled.is_empty() {
        return Judged::Header;
    }
    Judged::Guess
}

fn is_known(cell: &str) -> bool {
    meaning(cell).or_else(|| run_together(cell)).is_some_and(|meaning| meaning.whole)
}

fn is_typed(cell: &str) -> bool {
    matches!(look(cell), Look::Mail | Look::Date | Look::Phone | Look::Digits | Look::Amount | Look::Web)
        || (look(cell) == Look::YesNo && cell.len() == 1)
}

/// `close_value`, `DealStage`, `column1`: no value is written like that.
fn look_is_a_field_name(cell: &str) -> bool {
    let plain = cell.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let begins_small = cell.as_bytes().first().is_some_and(u8::is_ascii_lowercase);
    let inner_capital = cell.bytes().skip(1).any(|byte| byte.is_ascii_uppercase())
        && cell.bytes().any(|byte| byte.is_ascii_lowercase());
    plain && (cell.contains('_') || (begins_small && cell.bytes().any(|byte| byte.is_ascii_digit())) || inner_capital)
}

/// A second record that repeats the header, fills its gaps, or stands as text above typed columns.
fn is_second_header(head: &Record, second: &Record, after: &[&Record]) -> bool {
    if is_repeated(head, second) {
        return true;
    }
    let cells: Vec<(usize, &str)> = second.cells().enumerate().filter(|(_, cell)| !cell.is_empty()).collect();
    if cells.is_empty() || after.len() < 2 || cells.iter().any(|(_, cell)| is_typed(cell)) {
        return false;
    }
    let typed_below = |at: usize| {
        let values: Vec<&str> = after.iter().map(|row| row.cell(at)).filter(|value| !value.is_empty()).collect();
        values.len() * 2 >= after.len()
            && values.iter().filter(|value| is_typed(value)).count() * 10 >= values.len() * 9
    };
    let above_typed = cells.iter().filter(|(at, _)| typed_below(*at)).count();
    let fills_gap = cells.iter().any(|(at, _)| head.cell(*at).is_empty());
    let type_words = [
        "response",
        "open ended response",
        "text",
        "string",
        "integer",
        "number",
        "date",
        "varchar",
        "id",
        "boolean",
        "datetime",
    ];
    let types = cells.iter().all(|(_, cell)| type_words.contains(&fold(cell).as_str()));
    let known = cells.iter().filter(|(_, cell)| is_known(cell)).count();
    let empty_above_typed = second.cells().enumerate().any(|(at, cell)| cell.is_empty() && typed_below(at));
    types
        || (fills_gap && empty_above_typed)
        || (above_typed >= 1 && (fills_gap || above_typed >= 2 || known * 2 >= cells.len()))
}

/// True when a record says the same as the header.
pub(in super::super) fn is_repeated(head: &Record, record: &Record) -> bool {
    head.len() == record.len() && head.cells().zip(record.cells()).all(|(a, b)| a == b)
}

/// Gaps of the header are filled from the second one; both are joined where both say something.
fn merge(header: &[String], second: &[String]) -> Vec<String> {
    let width = header.len().max(second.len());
    let cell = |cells: &[String], at: usize| cells.get(at).map_or(String::new(), |cell| cell.trim().to_owned());
    let gaps = header.iter().any(|name| name.trim().is_empty());
    (0..width)
        .map(|at| match (cell(header, at), cell(second, at)) {
            (first, second) if first.is_empty() => second,
            (first, _) if !gaps => first,
            (first, second) if second.is_empty() || fold(&second).contains("response") || first == second => first,
            (first, _) => first,
        })
        .collect()
}

/// `Name` above `Doe, Jane`: the comma belongs to the value.
pub(super) fn is_one_column(records: &[Record]) -> bool {
    let mut filled = records.iter().filter(|record| !record.is_blank());
    let Some(first) = filled.next() else { return false };
    first.len() == 1 && is_known(first.cell(0)) && filled.all(|record| record.len() <= 2)
}
