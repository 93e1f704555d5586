//! What the planner is told of the tables: the numbers of a large house, not guesses.
//!
//! Every index begins with `workspace_id`. Without statistics SQLite takes that to leave ten rows, so that it may walk a whole
//! workspace to save a sort; with those of `ANALYZE` a plan would change with the data of the day. So the same numbers are
//! written for every file: one workspace of a million rows a table, and each further column of an index narrows them.
//! The format: <https://sqlite.org/fileformat2.html#the_sqlite_stat1_table>.

use rusqlite::{Connection, TransactionBehavior, params};

/// Rows of a table, and of a workspace in it.
const ROWS: i64 = 1_000_000;

/// Writes the statistics of all indexes there are now. Other connections read them as the schema has changed.
pub(in crate::db) fn tell_planner(connection: &mut Connection) -> rusqlite::Result<()> {
    let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    step.execute_batch("ANALYZE sqlite_schema; DROP TABLE sqlite_stat1; ANALYZE sqlite_schema;")?;
    for (table, index, columns, is_unique) in indexes(&step)? {
        let numbers = numbers(columns, is_unique);
        step.execute("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ($1, $2, $3)", params![table, index, numbers])?;
    }
    step.commit()?;
    connection.execute_batch("ANALYZE sqlite_schema")
}

/// Table, index, number of columns, unique: of all that begin with the workspace.
fn indexes(connection: &Connection) -> rusqlite::Result<Vec<(String, String, u32, bool)>> {
    let mut statement = connection.prepare(
        "SELECT t.name, l.name, (SELECT count(*) FROM pragma_index_info(l.name)), l.\"unique\"
         FROM sqlite_schema t JOIN pragma_index_list(t.name) l JOIN pragma_index_info(l.name) first ON first.seqno = 0
         WHERE t.type = 'table' AND first.name = 'workspace_id' ORDER BY t.name, l.name",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    rows.collect()
}

/// All rows; then, for each further column, how many rows are alike up to it. The same for every index, so that of two which begin
/// alike the one wins that also gives the order.
fn numbers(columns: u32, is_unique: bool) -> String {
    let alike = |column: u32| match column {
        _ if column == columns && is_unique => 1,
        1 => ROWS,
        2 => 10_000,
        3 => 100,
        _ => 10,
    };
    let all = std::iter::once(ROWS).chain((1..=columns).map(alike));
    all.map(|number| number.to_string()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_alone_narrows_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        let schema = "CREATE TABLE points (workspace_id, client_id, id, value, PRIMARY KEY (workspace_id, client_id, id)) WITHOUT ROWID;
             CREATE INDEX points_by_value ON points (workspace_id, value, client_id);";
        connection.execute_batch(schema).unwrap();
        tell_planner(&mut connection).unwrap();
        let sql = "EXPLAIN QUERY PLAN SELECT id FROM points WHERE workspace_id = $1 AND value = $2 ORDER BY client_id LIMIT 5";
        let plan: String = connection.query_row(sql, ["", ""], |row| row.get(3)).unwrap();
        assert!(plan.contains("points_by_value (workspace_id=? AND value=?)"), "{plan}");
        assert_eq!((numbers(1, true), numbers(4, false)), ("1000000 1".into(), "1000000 1000000 10000 100 10".into()));
    }
}
