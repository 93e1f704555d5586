//! Two clients become one, and two again: what becomes of every row that names a client.
//!
//! Each feature lists its columns that name one; a test fails on a column that nobody listed. The rest is the same for all: rows go
//! along to the client who stays; what that client has already is kept aside; and taking the two apart puts every row back where it
//! was. What was written since is named by its id, and goes where the person says. Ids are in the order of time, so what is newer
//! than the merge has a greater one.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    app::Tx,
    db::{
        self,
        rows::{self, Cell},
        shape::{self, Table},
    },
    error::{Error, Result},
    migrations,
};

/// A column that names a client, and what becomes of its rows.
#[derive(Clone, Copy, Debug)]
pub struct Holds {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// What becomes of its rows.
    pub how: How,
    /// Structures of the row in which the client's id stands too.
    pub mentions: &'static [&'static str],
}

/// What becomes of the rows of the client who goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// They go along to the one who stays.
    GoesAlong,
    /// They go along, but for those that the one who stays has already, by these columns.
    UnlessThere(&'static [&'static str]),
    /// Its feature makes them anew from what stands there then.
    MadeAnew(&'static str),
    /// They stay with the id that is gone, for this reason.
    Stays(&'static str),
}

/// Its rows go along.
pub const fn goes_along(table: &'static str, column: &'static str) -> Holds {
    Holds { table, column, how: How::GoesAlong, mentions: &[] }
}

/// Its rows go along, but for those that are there already.
pub const fn unless_there(table: &'static str, column: &'static str, same: &'static [&'static str]) -> Holds {
    Holds { table, column, how: How::UnlessThere(same), mentions: &[] }
}

/// Its rows are made anew.
pub const fn made_anew(table: &'static str, column: &'static str, why: &'static str) -> Holds {
    Holds { table, column, how: How::MadeAnew(why), mentions: &[] }
}

/// Its rows stay as they are.
pub const fn stays(table: &'static str, column: &'static str, why: &'static str) -> Holds {
    Holds { table, column, how: How::Stays(why), mentions: &[] }
}

impl Holds {
    /// The id stands in these structures of the row too.
    #[must_use]
    pub const fn mentioning(self, mentions: &'static [&'static str]) -> Holds {
        Holds { mentions, ..self }
    }
}

/// Core's own.
pub const HOUSE: &[Holds] = &[goes_along("entries", "client_id"), goes_along("calls", "client_id")];

/// Something that was written about the one who stays since the two became one.
#[derive(Clone, Debug)]
pub struct Newer {
    /// Its id.
    pub id: Uuid,
    /// What it is, in words: “A note”, “A promise”.
    pub what: &'static str,
    /// Its own words.
    pub words: String,
}

/// What went along, and what was there already.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Gathered {
    moved: Vec<Moved>,
    aside: Vec<Whole>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Moved {
    table: String,
    column: String,
    keys: Vec<Vec<Cell>>,
}

/// A whole row, each cell with the name of its column: a column that comes later does not matter.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Whole {
    table: String,
    cells: Vec<(String, Cell)>,
}

/// The one who goes, and the one who stays.
#[derive(Clone, Copy, Debug)]
pub struct Two {
    /// Who goes.
    pub gone: Uuid,
    /// Who stays.
    pub stays: Uuid,
}

/// Takes all that belongs to the one who goes along to the one who stays.
pub fn gather(tx: &Tx, two: Two) -> Result<Gathered> {
    let mut gathered = Gathered::default();
    for holds in all(tx) {
        let table = table(holds.table)?;
        let keys = match holds.how {
            How::GoesAlong => rows::reassign(tx, &of(tx, table, holds), two.gone, two.stays)?,
            How::UnlessThere(same) => go_unless_there(tx, (table, holds), same, two, &mut gathered)?,
            How::MadeAnew(_) | How::Stays(_) => continue,
        };
        for key in keys.iter().filter(|_| !holds.mentions.is_empty()) {
            mention(tx, (table, holds), key, (two.gone, two.stays))?;
        }
        if !keys.is_empty() {
            gathered.moved.push(Moved { table: holds.table.to_owned(), column: holds.column.to_owned(), keys });
        }
    }
    Ok(gathered)
}

fn go_unless_there(
    tx: &Tx,
    (table, holds): (&Table, Holds),
    same: &[&str],
    two: Two,
    gathered: &mut Gathered,
) -> Result<Vec<Vec<Cell>>> {
    let place = |name: &&str| table.columns.iter().position(|column| column.name == **name);
    let same: Vec<usize> = same.iter().filter_map(place).collect();
    let what = of(tx, table, holds);
    let there = rows::held_by(tx, &what, two.stays)?;
    let mut keys = Vec::new();
    for row in rows::held_by(tx, &what, two.gone)? {
        if there.iter().any(|other| same.iter().all(|index| other[*index] == row[*index])) {
            gathered.aside.push(whole(table, row));
        } else {
            let key = what.key_of(&row);
            rows::hand(tx, &what, &key, (two.gone, two.stays))?;
            keys.push(key);
        }
    }
    Ok(keys)
}

fn mention(tx: &Tx, (table, holds): (&Table, Holds), key: &[Cell], (from, to): (Uuid, Uuid)) -> Result<()> {
    for column in holds.mentions {
        rows::rename_in(tx, &of(tx, table, holds), key, column, (from, to))?;
    }
    Ok(())
}

/// Puts everything back: what went along returns, what was kept aside stands there again, and of what is newer go those that are named,
/// each with the entries and calls about it. The row of the client who comes back must be there.
pub fn give_back(tx: &Tx, two: Two, gathered: &Gathered, goes: &[Uuid]) -> Result<()> {
    let mut subjects = goes.to_vec();
    for moved in &gathered.moved {
        let Some(holds) = all(tx).into_iter().find(|holds| holds.table == moved.table && holds.column == moved.column)
        else {
            continue;
        };
        let table = table(holds.table)?;
        for key in &moved.keys {
            if rows::hand(tx, &of(tx, table, holds), key, (two.stays, two.gone))? && !holds.mentions.is_empty() {
                mention(tx, (table, holds), key, (two.stays, two.gone))?;
            }
        }
        if !matches!(holds.table, "entries" | "calls") {
            subjects.extend(moved.keys.iter().filter_map(|key| match key.as_slice() {
                [Cell::Id(id)] => Some(*id),
                _ => None,
            }));
        }
    }
    for row in &gathered.aside {
        // Whom it names besides may be gone by now; then there is nothing to put back.
        match tx.attempt(|| put_whole(tx, row)) {
            Err(error) if !matches!(error.database(), Some(db::Error::ForeignKey { .. })) => return Err(error),
            _ => {}
        }
    }
    for holds in all(tx).into_iter().filter(|_| !goes.is_empty()) {
        let table = table(holds.table)?;
        let what = of(tx, table, holds);
        let moves = matches!(holds.how, How::GoesAlong | How::UnlessThere(_)) && what.is_keyed_by_id();
        for id in goes.iter().filter(|_| moves) {
            rows::hand(tx, &what, &[Cell::Id(*id)], (two.stays, two.gone))?;
        }
    }
    for subject in subjects {
        crate::timeline::store::follow_subject(tx, subject, two.stays, two.gone)?;
        for kind in tx.features.iter().flat_map(|feature| feature.calls) {
            crate::calls::store::follow_subject(tx, kind.name, subject, two.stays, two.gone)?;
        }
    }
    Ok(())
}

/// A row as it stands, whole, by its id.
pub fn take_whole(tx: &Tx, name: &str, id: Uuid) -> Result<Whole> {
    let table = table(name)?;
    let what = rows::Held { table, workspace: tx.actor.workspace.0, column: "id" };
    let row = rows::held_by(tx, &what, id)?.pop().ok_or(Error::NotFound)?;
    Ok(whole(table, row))
}

/// Puts a whole row back as it stood.
pub fn put_whole(tx: &Tx, row: &Whole) -> Result<()> {
    let table = table(&row.table)?;
    let known = row
        .cells
        .iter()
        .filter_map(|(name, cell)| Some((table.columns.iter().find(|column| column.name == *name)?, cell.clone())));
    let (columns, cells): (Vec<_>, Vec<_>) = known.unzip();
    Ok(rows::insert(tx, table, &columns, &[cells])?)
}

impl Whole {
    /// A cell of it as JSON; nothing where there is none.
    pub fn json(&self, name: &str) -> Value {
        match self.cells.iter().find(|(column, _)| column == name) {
            Some((_, Cell::Json(value))) => value.clone(),
            _ => Value::Null,
        }
    }
}

fn whole(table: &Table, row: Vec<Cell>) -> Whole {
    let names = table.columns.iter().map(|column| column.name.clone());
    Whole { table: table.name.clone(), cells: names.zip(row).collect() }
}

fn of<'t>(tx: &Tx, table: &'t Table, holds: Holds) -> rows::Held<'t> {
    rows::Held { table, workspace: tx.actor.workspace.0, column: holds.column }
}

/// What all features hold, core's first.
fn all(tx: &Tx) -> Vec<Holds> {
    HOUSE.iter().chain(tx.features.iter().flat_map(|feature| feature.holds)).copied().collect()
}

fn table(name: &str) -> Result<&'static Table> {
    static TABLES: OnceLock<Vec<Table>> = OnceLock::new();
    let tables = match TABLES.get() {
        Some(tables) => tables,
        None => {
            let read = shape::tables(migrations::ALL)?;
            TABLES.get_or_init(|| read)
        }
    };
    tables.iter().find(|table| table.name == name).ok_or_else(|| Error::ours(format!("there is no table {name}")))
}
