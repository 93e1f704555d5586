//! Erasure: what is held about one client goes, from every table, from the words about others, from search, from the file.
//!
//! What others need stays as a neutral trace: that an entry was written then by that colleague, with its number. An id stays too,
//! so that a restore of an older backup erases them again.

use std::time::Duration;

use serde_json::json;
use tend_clients::{Client, merge::Merge, store as clients};
use tend_core::{
    Error, Result, Role, Tx,
    db::{
        rows::{self, Cell},
        shape::{self, Table},
    },
    id::{ClientId, EntryId},
    jobs, migrations,
    tables::Listed,
    timeline::{self, NewEntry, Strand},
};

use super::{
    client_columns,
    jobs::SCRUB,
    words::{Mark, without},
};
use crate::store::{self, erasures};

/// A house of a million entries is looked through within this.
pub const LIMIT: Duration = Duration::from_secs(600);
/// Rows that are looked through at once.
const PAGE: i64 = 500;
/// Nobody was there more often than this.
const MOST_MERGES: i64 = 1000;
/// Tables whose rows about them are not taken away here: the client goes last, entries leave a trace.
const APART: [&str; 3] = ["clients", "entries", "erasures"];

/// Erases a client, for good. `typed` is their name, written by whoever wants it: nobody erases by a slip of the hand.
pub fn erase(tx: &Tx, id: ClientId, typed: &str) -> Result<()> {
    tx.actor.must_be(Role::Admin)?;
    let client = clients::find(tx, &tx.actor, id)?;
    if typed.trim() != client.name {
        return Err(Error::invalid("name", format!("Write “{}”, as it stands here, to erase them.", client.name)));
    }
    erase_found(tx, &client)?;
    tx.entry(NewEntry {
        client: None,
        kind: "transfer.erased",
        strand: Strand::Book,
        happened_at: tx.now,
        subject: None,
        text: String::new(),
        body: json!({}),
    });
    Ok(())
}

/// Erases again, after a restore, whom the list names; says how many were back.
pub fn erase_again(tx: &Tx, ids: &[ClientId]) -> Result<usize> {
    let mut back = 0;
    for id in ids {
        match clients::find(tx, &tx.actor, *id) {
            Ok(client) => {
                erase_found(tx, &client)?;
                back += 1;
            }
            Err(Error::NotFound) => erasures::insert(tx, *id)?,
            Err(error) => return Err(error),
        }
    }
    Ok(back)
}

/// Erases a client and whoever became one with them: the same person under other ids.
fn erase_found(tx: &Tx, client: &Client) -> Result<()> {
    let tables = shape::tables(migrations::ALL)?;
    let same = one_with(tx, client.id)?;
    let mut marks = marks(tx, client)?;
    marks.extend(same.iter().filter_map(|merge| Mark::name(&merge.gone_name)));
    // Longer ones first: an address holds the name of its owner.
    marks.sort_by_key(|mark| std::cmp::Reverse(mark.text.len()));
    store::exports::delete_all(tx, tx.actor.workspace)?;
    forget_examples(tx)?;
    for id in same.iter().map(|merge| merge.gone).chain([client.id]) {
        erase_rows(tx, &tables, id)?;
        erasures::insert(tx, id)?;
    }
    out_of_words(tx, &tables, &marks)?;
    jobs::enqueue(tx, &SCRUB, tx.now, Some("scrub"), &json!({}))
}

/// Takes away the rows about one id, and leaves traces of its entries.
fn erase_rows(tx: &Tx, tables: &[Table], id: ClientId) -> Result<()> {
    // Those that lean on others first: promises uncount themselves before the client's row takes them along.
    for erased in tx.features.iter().rev().filter_map(|feature| feature.erased) {
        erased(tx, id)?;
    }
    timeline::store::leave_traces(tx, id)?;
    tx.take_out_of_search("client", id.0);
    let (own, others): (Vec<&Table>, Vec<&Table>) = tables.iter().partition(|table| table.name == "clients");
    for table in others.into_iter().rev().filter(|table| !APART.contains(&table.name.as_str())).chain(own) {
        for column in client_columns(table, tx.features) {
            rows::delete_about(tx, table, column, (tx.actor.workspace.0, id.0))?;
        }
    }
    Ok(())
}

/// Who became one with a client, and with those in turn.
fn one_with(tx: &Tx, id: ClientId) -> Result<Vec<Merge>> {
    let mut same = clients::merges_into(tx, &tx.actor, id, MOST_MERGES)?;
    let mut at = 0;
    while let Some(merge) = same.get(at) {
        let more = clients::merges_into(tx, &tx.actor, merge.gone, MOST_MERGES)?;
        same.extend(more);
        at += 1;
    }
    Ok(same)
}

/// The first values of each column of the lists that came in, kept to show what a column holds.
fn forget_examples(tx: &Tx) -> Result<()> {
    for id in erasures::matched_imports(tx, tx.actor.workspace)? {
        let mut import = store::find(tx, tx.actor.workspace, id)?;
        if import.columns.iter().all(|column| column.examples.is_empty()) {
            continue;
        }
        import.columns.iter_mut().for_each(|column| column.examples.clear());
        erasures::set_columns(tx, tx.actor.workspace, id, &serde_json::to_value(&import.columns)?)?;
    }
    Ok(())
}

/// By what they are known: their name and the ways to reach them, but for what somebody else is known by too.
fn marks(tx: &Tx, client: &Client) -> Result<Vec<Mark>> {
    let mut marks = Vec::new();
    let namesakes = clients::named(tx, &tx.actor, &client.name, 2)?;
    if namesakes.iter().all(|other| other.id == client.id) {
        marks.extend(Mark::name(&client.name));
    }
    for point in clients::contact_points(tx, &tx.actor, client.id)? {
        let reached = clients::reached_under(tx, &tx.actor, point.kind, &point.value, 2)?;
        if reached.iter().all(|other| other.client == client.id) {
            marks.extend(Mark::address(&point.value));
        }
    }
    Ok(marks)
}

/// Takes them out of the words about others, table by table.
fn out_of_words(tx: &Tx, tables: &[Table], marks: &[Mark]) -> Result<()> {
    let listed = tx.features.iter().flat_map(|feature| feature.tables).filter(|listed| !listed.words.is_empty());
    for listed in listed {
        if let Some(table) = tables.iter().find(|table| table.name == listed.table) {
            out_of_table(tx, table, listed, marks)?;
        }
    }
    Ok(())
}

fn out_of_table(tx: &Tx, table: &Table, listed: &Listed, marks: &[Mark]) -> Result<()> {
    let columns = table.columns.iter().enumerate().filter(|(_, column)| listed.words.contains(&column.name.as_str()));
    for (column, _) in columns {
        for mark in marks {
            let mut last: Option<Vec<Cell>> = None;
            loop {
                let about = (tx.actor.workspace.0, mark.text.as_str());
                let rows = rows::mentions(tx, table, column, about, last.as_deref(), PAGE)?;
                for row in &rows {
                    if let Some(left) = without(&row[column], marks) {
                        rows::rewrite(tx, table, column, tx.actor.workspace.0, row, &left)?;
                        out_of_search(tx, table, row)?;
                    }
                }
                last = rows.into_iter().next_back();
                if last.is_none() {
                    break;
                }
            }
        }
    }
    Ok(())
}

/// What was rewritten is found by what stands there now.
fn out_of_search(tx: &Tx, table: &Table, row: &[Cell]) -> Result<()> {
    let place = table.columns.iter().position(|column| column.name == "id");
    match (table.name.as_str(), place.map(|place| &row[place])) {
        ("entries", Some(Cell::Id(id))) => timeline::store::renew_words(tx, &[EntryId(*id)]),
        ("clients", Some(Cell::Id(id))) => clients::renew_in_search(tx, ClientId(*id)),
        _ => Ok(()),
    }
}
