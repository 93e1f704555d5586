//! The third proof: EXPLAIN of every statement that the tests ran. Against the twin it must touch one partition of each table; on SQLite
//! it must not read a whole workspace to answer for a few rows of it.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    path::Path,
};

use serde_json::Value;
use tokio_postgres::{Client, NoTls, types::Type};

use super::House;
use crate::db::DatabaseUrl;

/// A statement that would ask every node of a cluster, or that the twin does not understand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Its text.
    pub sql: String,
    /// What is wrong with it.
    pub reason: String,
}

/// The distinct statements that were recorded into a file by `TEND_RECORD_STATEMENTS`.
pub fn recorded(file: &Path) -> std::io::Result<Vec<String>> {
    let text = std::fs::read_to_string(file)?;
    let mut seen = HashSet::new();
    let statements = text.split(crate::db::BETWEEN_STATEMENTS).map(str::trim).filter(|sql| !sql.is_empty());
    Ok(statements.filter(|sql| seen.insert(*sql)).map(str::to_owned).collect())
}

/// Explains each statement as it would run for any workspace; tells which touch more than one partition of a table.
pub async fn complaints(twin: &House, statements: &[String]) -> Result<Vec<Complaint>, tokio_postgres::Error> {
    let DatabaseUrl::Postgres(url) = &twin.url else {
        return Ok(Vec::new());
    };
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    client.batch_execute("SET plan_cache_mode = force_generic_plan").await?;
    let mut complaints = Vec::new();
    for sql in statements.iter().filter(|sql| !is_for_sqlite(sql)) {
        let reason = match explain(&client, sql).await {
            Ok(plan) => wide(&plan),
            Err(error) => Some(crate::db::Error::from(error).to_string()),
        };
        complaints.extend(reason.map(|reason| Complaint { sql: sql.clone(), reason }));
    }
    Ok(complaints)
}

/// Plans each statement for SQLite, as it is planned for a large house; tells which read a whole workspace where an index gives the few
/// rows: to make an index that lives as long as the statement, or to walk in an order of which it then sorts the rest.
pub fn walks(house: &House, statements: &[String]) -> rusqlite::Result<Vec<Complaint>> {
    let DatabaseUrl::Sqlite(path) = &house.url else {
        return Ok(Vec::new());
    };
    let connection = rusqlite::Connection::open(path)?;
    connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    let mut complaints = Vec::new();
    for sql in statements {
        // What PostgreSQL alone is asked does not parse here.
        let Ok(mut explained) = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")) else { continue };
        let unbound = vec![rusqlite::types::Null; explained.parameter_count()];
        let steps = explained.query_map(rusqlite::params_from_iter(unbound), |row| row.get("detail"))?;
        let reason = walk_of_all(&steps.collect::<rusqlite::Result<Vec<String>>>()?);
        complaints.extend(reason.map(|reason| Complaint { sql: sql.clone(), reason }));
    }
    Ok(complaints)
}

/// Which step of a plan reads all there is of a workspace?
fn walk_of_all(steps: &[String]) -> Option<String> {
    let has = |step: &&String, words: &str| step.contains(words);
    let made = steps.iter().find(|step| has(step, "AUTOMATIC"));
    let sorts = steps.iter().any(|step| has(&step, "RIGHT PART OF ORDER BY"));
    let all = steps.iter().find(|step| sorts && step.ends_with("(workspace_id=?)"));
    made.or(all).map(|step| format!("reads the whole workspace: {step}"))
}

/// The few texts that core/src/db and the proofs write for SQLite alone.
fn is_for_sqlite(sql: &str) -> bool {
    [
        "search_words",
        "search_names",
        "pragma_",
        "PRAGMA ",
        "sqlite_schema",
        "RETURNING number",
        "SELECT number FROM search_texts",
        "SELECT rowid FROM search_said",
        "INTO search_said (rowid",
        "search_said WHERE rowid",
        "search_houses",
    ]
    .iter()
    .any(|word| sql.contains(word))
}

/// The plan for any values: prepared once, planned without them, pruned for one workspace when it starts.
async fn explain(client: &Client, sql: &str) -> Result<Value, tokio_postgres::Error> {
    let types = client.prepare(sql).await?.params().to_vec();
    let values: Vec<&str> = types.iter().map(dummy).collect();
    let values = if values.is_empty() { String::new() } else { format!("({})", values.join(", ")) };
    client.batch_execute("DEALLOCATE ALL").await?;
    client.batch_execute(&format!("PREPARE asked AS {sql}")).await?;
    let messages = client.simple_query(&format!("EXPLAIN (FORMAT JSON) EXECUTE asked{values}")).await?;
    let text = messages.iter().find_map(|message| match message {
        tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0),
        _ => None,
    });
    Ok(text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default())
}

/// A workspace for what is an id; for the rest nothing, as the plan is made without the values.
fn dummy(kind: &Type) -> &'static str {
    if *kind == Type::UUID { "'00000000-0000-0000-0000-000000000001'" } else { "NULL" }
}

/// Which table is touched in more than one partition?
fn wide(plan: &Value) -> Option<String> {
    let mut touched = BTreeMap::<String, BTreeSet<String>>::new();
    walk(plan, &mut touched);
    let wide = touched.iter().find(|(_, parts)| parts.len() > 1)?;
    Some(format!("touches {} partitions of {}: does it name workspace_id = $1 for that table?", wide.1.len(), wide.0))
}

fn walk(plan: &Value, touched: &mut BTreeMap<String, BTreeSet<String>>) {
    match plan {
        Value::Array(steps) => steps.iter().for_each(|step| walk(step, touched)),
        Value::Object(step) => {
            // The targets of an UPDATE are listed before they are pruned; what it reads below shows what it touches.
            let scans = step.get("Node Type").and_then(Value::as_str).is_some_and(|kind| kind != "ModifyTable");
            let name = step.get("Relation Name").and_then(Value::as_str).filter(|_| scans);
            if let Some((table, _)) = name.and_then(|name| name.rsplit_once("_part_")) {
                let part = name.unwrap_or_default().to_owned();
                touched.entry(table.to_owned()).or_default().insert(part);
            }
            step.iter().filter(|(key, _)| *key != "Target Tables").for_each(|(_, below)| walk(below, touched));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_through_a_workspace_is_told_from_a_look_into_an_index() {
        let plan = |steps: &[&str]| walk_of_all(&steps.iter().map(|step| (*step).to_owned()).collect::<Vec<_>>());
        let sorted = "USE TEMP B-TREE FOR RIGHT PART OF ORDER BY";
        assert!(plan(&["SEARCH calls USING INDEX calls_by_due (workspace_id=?)", sorted]).is_some());
        assert!(plan(&["SEARCH k USING AUTOMATIC COVERING INDEX (client_id=?)"]).is_some());
        assert_eq!(plan(&["SEARCH calls USING INDEX calls_of_client (workspace_id=? AND client_id=?)", sorted]), None);
        assert_eq!(plan(&["SEARCH calls USING INDEX calls_by_due (workspace_id=?)"]), None);
    }
}
