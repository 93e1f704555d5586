//! The second proof: the same migrations on plain PostgreSQL, with every table of a workspace spread over partitions.
//!
//! PostgreSQL refuses a key without the column that tables are spread by, as Citus does. No cluster is needed.

use super::{House, options, postgres};
use crate::db::{DatabaseUrl, Db, Migration, migrate::for_engine};

/// How many partitions each table has.
pub const PARTITIONS: usize = 4;

/// The twin, fresh. Panics with the engine's words where a migration breaks a rule.
pub async fn twin(migrations: &[Migration], apart: &[&str]) -> House {
    let spread: Vec<Migration> = migrations.iter().map(|migration| spread(migration, apart)).collect();
    let url = DatabaseUrl::Postgres(postgres::server().fresh(&spread).await);
    let db = Db::open(&url, options()).await.expect("the twin opens");
    House { db, url, _directory: None }
}

/// The migration with `PARTITION BY HASH (workspace_id)` behind each table that has a workspace.
pub fn spread(migration: &Migration, apart: &[&str]) -> Migration {
    let sql = for_engine(migration.sql, true);
    let spread: String = statements(&sql).iter().map(|statement| spread_statement(statement, apart)).collect();
    Migration { sql: spread.leak(), ..*migration }
}

fn spread_statement(statement: &str, apart: &[&str]) -> String {
    let Some(table) = created_table(statement).filter(|table| !apart.contains(table)) else {
        return format!("{statement};");
    };
    let partitions = (0..PARTITIONS).map(|part| {
        format!("\nCREATE TABLE {table}_part_{part} PARTITION OF {table} FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {part});")
    });
    format!("{statement} PARTITION BY HASH (workspace_id);{}", partitions.collect::<String>())
}

/// The name in `CREATE TABLE name (`, comments before it aside.
fn created_table(statement: &str) -> Option<&str> {
    let code = statement.lines().position(|line| !line.trim().is_empty() && !line.trim().starts_with("--"))?;
    let line = statement.lines().nth(code)?.trim();
    let rest = line.strip_prefix("CREATE TABLE ")?;
    let rest = rest.strip_prefix("IF NOT EXISTS ").unwrap_or(rest);
    rest.split(|letter: char| letter == '(' || letter.is_whitespace()).find(|name| !name.is_empty())
}

/// Parts a text at its semicolons, not at those in comments and quotes.
fn statements(sql: &str) -> Vec<String> {
    let (mut parts, mut part) = (Vec::new(), String::new());
    let mut quote: Option<char> = None;
    let mut letters = sql.chars().peekable();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (None, ';') => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            (None, '-') if letters.peek() == Some(&'-') => quote = Some('\n'),
            (None, '\'' | '"') => quote = Some(letter),
            (Some(end), letter) if letter == end => quote = None,
            _ => {}
        }
        part.push(letter);
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_a_workspace_are_spread_and_others_are_not() {
        let sql = "-- A; note\nCREATE TABLE a (x TEXT DEFAULT ';');\nCREATE TABLE users (id UUID);\nCREATE INDEX b ON a (x);\n";
        let migration = Migration { number: 1, name: "a", sql };
        let spread = spread(&migration, &["users"]).sql;
        assert!(spread.contains("CREATE TABLE a (x TEXT DEFAULT ';') PARTITION BY HASH (workspace_id);"), "{spread}");
        assert!(spread.contains("CREATE TABLE a_part_3 PARTITION OF a"), "{spread}");
        assert!(spread.contains("CREATE TABLE users (id UUID);"), "{spread}");
        assert!(spread.contains("CREATE INDEX b ON a (x);"), "{spread}");
    }
}
