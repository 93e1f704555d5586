//! What clients want to do, in their words: another feature keeps it, and gives it for those who are looked at.

use std::collections::{HashMap, HashSet};

use tend_core::{Actor, Result, db::Conn, feature::ListColumn, fold, id::ClientId};

use crate::{
    filter::{Test, TextTest},
    list::Filter,
};

/// So many are asked for at once; always as many, so that the statement stays the same.
const CHUNK: usize = 100;

/// The first of what each wants, folded; of those who want nothing that we know of, nothing.
pub(super) fn words(
    db: &Conn,
    actor: &Actor,
    wants: Option<&ListColumn>,
    ids: &[ClientId],
) -> Result<HashMap<ClientId, String>> {
    let mut words = HashMap::new();
    let Some(column) = wants else { return Ok(words) };
    for chunk in ids.chunks(CHUNK) {
        let Some(last) = chunk.last() else { break };
        let padded: Vec<ClientId> = (0..CHUNK).map(|at| *chunk.get(at).unwrap_or(last)).collect();
        let cells = (column.cells)(db, actor, &padded)?;
        words.extend(cells.into_iter().map(|(client, words)| (client, fold::fold(&words))));
    }
    Ok(words)
}

/// Those of these who want what the filter asks for; nothing where it does not ask.
pub(super) fn who_want(
    db: &Conn,
    actor: &Actor,
    (filter, wants): (&Filter, Option<&ListColumn>),
    ids: &[ClientId],
) -> Result<Option<HashSet<ClientId>>> {
    let tests: Vec<&TextTest> = filter.tests.iter().filter_map(asked).collect();
    if tests.is_empty() {
        return Ok(None);
    }
    let words = words(db, actor, wants, ids)?;
    let passes = |id: &ClientId| {
        let words = words.get(id).map_or("", String::as_str);
        tests.iter().all(|test| test.passes(words))
    };
    Ok(Some(ids.iter().copied().filter(passes).collect()))
}

fn asked(test: &Test) -> Option<&TextTest> {
    if let Test::Wants(text) = test { Some(text) } else { None }
}
