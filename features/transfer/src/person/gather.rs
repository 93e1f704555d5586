//! All that is held about one client: every row that points to them, of every table.

use tend_clients::{Client, ContactPoint, ImportantDate, affiliation::Affiliation, store as clients};
use tend_core::{
    Actor, Feature, Result,
    db::{
        Conn, Migration,
        rows::{self, Cell},
        shape::Table,
    },
    files::Stored,
    id::ClientId,
    tables::Fate,
};

use super::client_columns;
use crate::whole::write::{Plan, is_private};

/// Of one table no more rows than these are handed out at once; nobody's story has more.
const MOST_ROWS: i64 = 50_000;
/// More people or organizations than these are not listed by name.
const MOST_OTHERS: i64 = 500;

/// What is held about a client.
pub struct Held {
    /// The client.
    pub client: Client,
    /// How to reach them.
    pub points: Vec<ContactPoint>,
    /// Days that matter to them.
    pub dates: Vec<ImportantDate>,
    /// Where they work.
    pub organizations: Vec<Affiliation>,
    /// Who works there.
    pub people: Vec<Affiliation>,
    /// Every row that points to them, by table.
    pub rows: Vec<(Table, Vec<Vec<Cell>>)>,
    /// Their files, each with what it is called.
    pub files: Vec<(String, Stored)>,
}

/// Gathers it. What is left out of an export of the whole is left out here too: it is the machine's, not theirs.
pub fn gather(
    db: &Conn,
    actor: &Actor,
    client: ClientId,
    features: &[&Feature],
    migrations: &[Migration],
) -> Result<Held> {
    let found = clients::find(db, actor, client)?;
    let plan = Plan::of(features, migrations)?;
    let mut held = Vec::new();
    for (table, fate) in plan.tables.into_iter().filter(|(_, fate)| !matches!(fate, Fate::LeftOut(_))) {
        let mut rows = of(db, &table, actor, client, features)?;
        let table = without_what_is_private(table, fate, &mut rows);
        if !rows.is_empty() {
            held.push((table, rows));
        }
    }
    let bytes = features.iter().filter_map(|feature| feature.bytes).map(|bytes| bytes(db, actor, client));
    Ok(Held {
        files: bytes.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect(),
        points: clients::contact_points(db, actor, client)?,
        dates: clients::dates(db, actor, client)?,
        organizations: clients::organizations_of(db, actor, client, MOST_OTHERS)?,
        people: clients::people_of(db, actor, client, MOST_OTHERS)?,
        client: found,
        rows: held,
    })
}

/// What is one member's alone does not go out with the client it is about.
fn without_what_is_private(mut table: Table, fate: Fate, rows: &mut Vec<Vec<Cell>>) -> Table {
    match fate {
        Fate::ButPrivate { column, .. } => rows.retain(|row| !is_private(&table, row, column)),
        Fate::Sealed { without, .. } => {
            let goes: Vec<bool> = table.columns.iter().map(|one| !without.contains(&one.name.as_str())).collect();
            for row in rows {
                *row = row.drain(..).zip(&goes).filter(|(_, goes)| **goes).map(|(cell, _)| cell).collect();
            }
            let mut goes = goes.into_iter();
            table.columns.retain(|_| goes.next().unwrap_or(false));
        }
        Fate::Exported | Fate::LeftOut(_) => {}
    }
    table
}

fn of(db: &Conn, table: &Table, actor: &Actor, client: ClientId, features: &[&Feature]) -> Result<Vec<Vec<Cell>>> {
    let mut all = Vec::new();
    for column in client_columns(table, features) {
        all.extend(rows::about(db, table, column, (actor.workspace.0, client.0), MOST_ROWS)?);
    }
    Ok(all)
}
