//! In: table after table, parents first, in one transaction; a file that is not what the manifest says takes all of it back.

use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};

use sha2::{Digest, Sha256};
use tend_core::{
    Error, Result, Tx,
    db::{
        Conn, Migration,
        rows::{self, Cell},
        shape::{Column, Table},
    },
    house,
};

use super::{
    Progress, cells,
    manifest::{self, FORMAT, Manifest, Part},
    write::{Plan, hex},
};

/// Rows that are added at once.
const BATCH: usize = 500;

/// The manifest of a folder, if this Tend can bring it in.
pub fn manifest(folder: &Path, migrations: &[Migration]) -> Result<Manifest> {
    let path = folder.join(manifest::NAME);
    let text = std::fs::read_to_string(&path).map_err(|error| {
        refusal(&format!("{} cannot be read ({error}): this is no folder that `tend export` wrote", path.display()))
    })?;
    let manifest: Manifest = serde_json::from_str(&text)
        .map_err(|error| refusal(&format!("{} is not a manifest of Tend ({error})", path.display())))?;
    let known = migrations.last().map_or(0, |last| last.number);
    if manifest.format != FORMAT || manifest.schema > known {
        return Err(refusal("it was written by a newer Tend; bring it in with that one"));
    }
    if manifest.schema < known {
        let schema = manifest.schema;
        return Err(refusal(&format!(
            "it was written by an older Tend (its schema is {schema}, this one's is {known}); bring it in with that one, \
             then start this one on its database"
        )));
    }
    Ok(manifest)
}

/// A whole workspace comes into an empty Tend.
pub fn must_be_empty(db: &Conn) -> Result<()> {
    if house::store::is_empty(db)? {
        return Ok(());
    }
    Err(refusal("this Tend has a workspace already, and a whole one comes into an empty Tend"))
}

/// Brings it in.
pub fn read(tx: &Tx, plan: &Plan, manifest: &Manifest, folder: &Path, progress: &Progress) -> Result<()> {
    must_be_empty(tx)?;
    progress.begin(manifest.tables.iter().filter_map(|told| told.file.as_ref()).map(|file| file.rows).sum());
    for told in &manifest.tables {
        if !plan.tables.iter().any(|(table, _)| table.name == told.table) {
            return Err(refusal(&format!("the manifest names a table {} that this Tend does not know", told.table)));
        }
    }
    for (table, _) in &plan.tables {
        let told = manifest.tables.iter().find(|told| told.table == table.name);
        let told = told.ok_or_else(|| refusal(&format!("the manifest does not name the table {}", table.name)))?;
        if let Some(part) = &told.file {
            one(tx, table, part, folder, progress)?;
        }
    }
    Ok(())
}

/// Brings one table in.
fn one(tx: &Tx, table: &Table, part: &Part, folder: &Path, progress: &Progress) -> Result<()> {
    let wrong = |what: &str| refusal(&format!("{}: {what}", part.name));
    if part.name.contains(['/', '\\']) {
        return Err(wrong("a file of an export stands in its own folder"));
    }
    let file = File::open(folder.join(&part.name)).map_err(|error| wrong(&error.to_string()))?;
    let mut hashing = Hashing { hash: Sha256::new(), file: BufReader::new(file) };
    let mut csv = csv::Reader::from_reader(&mut hashing);
    let head = csv.headers().map_err(|error| wrong(&error.to_string()))?.clone();
    let find = |name: &str| table.columns.iter().find(|column| column.name == name);
    let columns: Option<Vec<&Column>> = head.iter().map(find).collect();
    let columns = columns.ok_or_else(|| wrong("it has a column that this Tend does not know"))?;
    let (mut rows, mut batch): (i64, Vec<Vec<Cell>>) = (0, Vec::with_capacity(BATCH));
    for record in csv.records() {
        let record = record.map_err(|error| wrong(&error.to_string()))?;
        let cells = record.iter().zip(&columns).map(|(text, column)| cells::read(text, column));
        batch.push(cells.collect::<Result<_, _>>().map_err(|what| wrong(&format!("row {}: {what}", rows + 1)))?);
        rows += 1;
        if batch.len() == BATCH {
            add(tx, table, &columns, &mut batch, progress)?;
        }
    }
    add(tx, table, &columns, &mut batch, progress)?;
    drop(csv);
    // What a reader of CSV leaves at the end belongs to the file too.
    io::copy(&mut hashing, &mut io::sink()).map_err(|error| wrong(&error.to_string()))?;
    if rows != part.rows || hex(&hashing.hash.finalize()) != part.sha256 {
        return Err(wrong("it is not the file that was exported: its rows or its bytes are others"));
    }
    Ok(())
}

fn add(tx: &Tx, table: &Table, columns: &[&Column], batch: &mut Vec<Vec<Cell>>, progress: &Progress) -> Result<()> {
    rows::insert(tx, table, columns, batch)?;
    progress.add(batch.len());
    batch.clear();
    Ok(())
}

/// Hashes what it hands on.
struct Hashing {
    hash: Sha256,
    file: BufReader<File>,
}

impl Read for Hashing {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(bytes)?;
        self.hash.update(&bytes[..read]);
        Ok(read)
    }
}

pub(super) fn refusal(what: &str) -> Error {
    Error::Conflict(format!("This cannot be brought in: {what}. Nothing was changed."))
}
