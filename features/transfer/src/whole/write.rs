//! Out: table after table, a page of rows at a time, so that memory does not grow with the house.

use std::{
    collections::HashMap,
    io::{self, Write},
};

use sha2::{Digest, Sha256};
use tend_core::{
    Error, Feature, Result,
    db::{
        Conn, Migration,
        rows::{self, Cell},
        shape::{self, Table},
    },
    house,
    id::WorkspaceId,
    tables::Fate,
};

use super::{
    Progress, cells,
    manifest::{self, Bytes, FORMAT, Manifest, Part, Told, Whose, Word},
    shelf::Shelf,
};

/// Rows that are read at once.
const PAGE: i64 = 2000;

/// Every table there is, in an order in which none leans on a later one, and what becomes of it.
pub struct Plan {
    /// The last migration.
    pub schema: i64,
    /// The tables.
    pub tables: Vec<(Table, Fate)>,
}

impl Plan {
    /// What the features say about the tables that the migrations make. One that nobody listed is a mistake of ours.
    pub fn of(features: &[&Feature], migrations: &[Migration]) -> Result<Plan> {
        let listed: HashMap<&str, Fate> =
            features.iter().flat_map(|feature| feature.tables).map(|listed| (listed.table, listed.fate)).collect();
        let with_fate = |table: Table| match listed.get(table.name.as_str()) {
            Some(fate) => Ok((table, *fate)),
            None => Err(Error::ours(format!("no feature says what becomes of the table {}", table.name))),
        };
        let tables = shape::tables(migrations)?.into_iter().map(with_fate).collect::<Result<_>>()?;
        Ok(Plan { schema: migrations.last().map_or(0, |last| last.number), tables })
    }
}

/// Writes the tables of the workspace; gives its manifest, which is written last of all.
pub fn write(
    db: &Conn,
    plan: &Plan,
    workspace: WorkspaceId,
    shelf: &mut Shelf,
    progress: &Progress,
) -> Result<Manifest> {
    let name = house::store::workspace(db, workspace)?.name;
    let mut total = 0;
    for (table, _) in plan.tables.iter().filter(|(_, fate)| !matches!(fate, Fate::LeftOut(_))) {
        total += rows::count(db, table, workspace.0)?;
    }
    progress.begin(total);
    let mut tables = Vec::with_capacity(plan.tables.len());
    for (table, fate) in &plan.tables {
        let told = |fate, why: Option<&str>| Told {
            table: table.name.clone(),
            fate,
            why: why.map(str::to_owned),
            without: Vec::new(),
            file: None,
        };
        tables.push(match fate {
            Fate::LeftOut(why) => told(Word::LeftOut, Some(why)),
            Fate::Exported => {
                let file = Some(one(db, table, What::Without(&[]), workspace, shelf, progress)?);
                Told { file, ..told(Word::Exported, None) }
            }
            Fate::ButPrivate { column, why } => {
                let file = Some(one(db, table, What::ButPrivate(column), workspace, shelf, progress)?);
                Told { file, ..told(Word::Sealed, Some(why)) }
            }
            Fate::Sealed { without, why } => {
                let file = Some(one(db, table, What::Without(without), workspace, shelf, progress)?);
                let without = without.iter().map(|column| (*column).to_owned()).collect();
                Told { file, without, ..told(Word::Sealed, Some(why)) }
            }
        });
    }
    let (workspace, files) = (Whose { id: workspace, name }, Bytes::default());
    Ok(Manifest { format: FORMAT, schema: plan.schema, workspace, tables, files })
}

/// Writes the manifest: what is on the shelf is whole then.
pub fn seal(manifest: &Manifest, shelf: &mut Shelf) -> Result<()> {
    let text = serde_json::to_string_pretty(manifest)?;
    let written = shelf.begin(manifest::NAME).and_then(|()| shelf.write_all(text.as_bytes()));
    written.and_then(|()| shelf.write_all(b"\n")).map_err(full)
}

/// What of a table goes out.
#[derive(Clone, Copy)]
enum What<'a> {
    /// All rows, without these columns.
    Without(&'a [&'a str]),
    /// All columns, of the rows of which this one does not say that they are one member's alone.
    ButPrivate(&'a str),
}

impl What<'_> {
    fn columns(self, table: &Table) -> Vec<usize> {
        let stays = |name: &str| matches!(self, What::Without(without) if without.contains(&name));
        (0..table.columns.len()).filter(|index| !stays(&table.columns[*index].name)).collect()
    }
    fn goes(self, table: &Table, row: &[Cell]) -> bool {
        !matches!(self, What::ButPrivate(column) if is_private(table, row, column))
    }
}

/// Whether this column says that the row is one member's alone. A column that is not there hides everything: rather too much.
pub(crate) fn is_private(table: &Table, row: &[Cell], column: &str) -> bool {
    let place = table.columns.iter().position(|one| one.name == column);
    !matches!(place.map(|place| &row[place]), Some(Cell::YesNo(false)))
}

/// Writes one table.
fn one(
    db: &Conn,
    table: &Table,
    what: What,
    workspace: WorkspaceId,
    shelf: &mut Shelf,
    progress: &Progress,
) -> Result<Part> {
    let name = format!("{}.csv", table.name);
    shelf.begin(&name).map_err(full)?;
    let mut hashing = Hashing { hash: Sha256::new(), shelf };
    let mut csv = csv::Writer::from_writer(&mut hashing);
    let kept = what.columns(table);
    let broken = |error: csv::Error| full(error.into());
    csv.write_record(kept.iter().map(|index| &table.columns[*index].name)).map_err(broken)?;
    let (mut rows, mut last): (i64, Option<Vec<Cell>>) = (0, None);
    loop {
        let page = rows::page(db, table, workspace.0, last.as_deref(), PAGE)?;
        for row in page.iter().filter(|row| what.goes(table, row)) {
            rows += 1;
            let record = kept.iter().map(|index| cells::write(&row[*index], &table.columns[*index]));
            csv.write_record(record).map_err(broken)?;
        }
        progress.add(page.len());
        let is_last = i64::try_from(page.len()).is_ok_and(|length| length < PAGE);
        last = page.into_iter().next_back();
        if is_last || last.is_none() {
            break;
        }
    }
    csv.flush().map_err(full)?;
    drop(csv);
    Ok(Part { name, rows, sha256: hex(&hashing.hash.finalize()) })
}

/// Hashes what it passes on.
struct Hashing<'s> {
    hash: Sha256,
    shelf: &'s mut Shelf,
}

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.shelf.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.shelf.flush()
    }
}

/// A hash as text.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn full(error: io::Error) -> Error {
    Error::Conflict(format!("The export could not be written: {error}. What there is of it is taken away again."))
}
